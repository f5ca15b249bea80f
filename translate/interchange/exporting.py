"""Drafts out into files for other tools: one file a language, or one an article and language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import drafts
from translate.errors import ConfigError, InterchangeError
from translate.files import write_atomic
from translate.interchange import importing
from translate.interchange.base import Document, Format, Returned
from translate.interchange.texts import comparable, digest
from translate.languages import TARGETS
from translate.workspace import ArticleFolder, find_folders

ARTICLES_A_FILE = 100
"""So that a file stays within what tools open with ease and an import takes back."""


@dataclass
class ExportReport:
    """The files written, in order, with (articles, units); refused: files left alone, a line each saying why."""

    files: dict[Path, tuple[int, int]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def export(form: Format, paths: Sequence[Path], out: Path | None, languages: Sequence[str] = ()) -> ExportReport:
    """Write the drafts at `paths` (articles' folders, drafts, folders of articles) in a format.

    out: a folder, or the one file to write; by default the current folder. languages: only
    these. A file that holds work not brought back yet is left alone and named in the report.
    Raises ConfigError when `out` is one file and several are to be written, InputError or
    DraftError for what cannot be read.
    """
    sources = [
        (folder, language)
        for folder, found in find_folders(list(paths))
        for language in found
        if language in (languages or TARGETS) and folder.draft(language).is_file()
    ]
    if not sources:
        raise ConfigError("no draft to export; give an article's folder that has one in the language asked for")
    together = paths[0].resolve().name if len(paths) == 1 else "articles"
    plan = list(_plan(form, sources, together))
    single = out is not None and out.suffix.lower() == form.suffix and not out.is_dir()
    if single and len(plan) > 1:
        raise ConfigError(f"{out}: {len(plan)} files are to be written; give --out a folder")
    originals = {folder.draft(language).resolve() for folder, language in sources}
    report = ExportReport()
    for name, members in plan:
        path = out if single and out else (out or Path()) / name
        if path.resolve() in originals:
            raise ConfigError(f"{path}: is the draft itself; give --out another name")
        documents = [Document(folder.article(), drafts.read(folder.draft(code))) for folder, code in members]
        if why := _holds_work(path, documents):
            report.refused.append(why)
            continue
        write_atomic(path, form.write(documents))
        report.files[path] = len(documents), sum(len(document.draft.units) for document in documents)
    return report


def _plan(
    form: Format, sources: Sequence[tuple[ArticleFolder, str]], together: str
) -> Iterator[tuple[str, list[tuple[ArticleFolder, str]]]]:
    """(file name, drafts in it) of each file to write."""
    if not form.many or len({folder.slug for folder, _ in sources}) == 1:
        for folder, language in sources:
            yield f"{folder.slug}.{language}{form.suffix}", [(folder, language)]
        return
    for language in dict.fromkeys(language for _, language in sources):
        parts = list(_parts(form, [source for source in sources if source[1] == language]))
        for number, part in enumerate(parts, start=1):
            count = f"-{number}" if len(parts) > 1 else ""
            yield f"{together}{count}.{language}{form.suffix}", part


def _parts(
    form: Format, sources: Iterable[tuple[ArticleFolder, str]]
) -> Iterator[list[tuple[ArticleFolder, str]]]:
    """The drafts of one language in as few files as the format's bounds allow."""
    part: list[tuple[ArticleFolder, str]] = []
    units = 0
    for folder, language in sources:
        more = len(drafts.read(folder.draft(language)).units) if form.most_units else 0
        if part and (len(part) == ARTICLES_A_FILE or (form.most_units and units + more > form.most_units)):
            yield part
            part, units = [], 0
        part.append((folder, language))
        units += more
    if part:
        yield part


def _holds_work(path: Path, documents: Iterable[Document]) -> str:
    """Why the file at `path` must not be overwritten: somebody's text in it is not in the drafts. "" if it may."""
    if not path.exists():
        return ""
    remedy = "bring it back with tk import first, or give another --out"
    try:
        returned = importing.read_file(path)
    except InterchangeError as error:
        return f"{path}: is there already and cannot be read ({error}); move it away, or give another --out"
    texts = {
        comparable(unit.target)
        for document in documents
        for unit in (*document.draft.units, *document.draft.obsolete)
    }
    if any(_is_worked_on(back) and comparable(back.target) not in texts for back in returned):
        return f"{path}: holds text that is not in the drafts; {remedy}"
    return ""


def _is_worked_on(back: Returned) -> bool:
    base = (back.base or "").partition("/")[0]
    return bool(comparable(back.target)) and digest(back.target) != base
