"""From drafts to editions: pages to review made again, clean editions and collections to publish.

Only what a person has approved is published. An article that holds anything else is
refused with the reason, the others go on; where drafts are allowed, the edition says
itself, in every format, that it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from translate import __version__, drafts, editions
from translate.article import Article
from translate.drafting import examined
from translate.editions.edition import Edition
from translate.editions.issue import Issue
from translate.errors import DraftError, InputError
from translate.files import write_atomic
from translate.report import models_in_words
from translate.terminology import Termbase
from translate.units import State, Unit
from translate.workspace import ArticleFolder, find_folders

# How much of a sentence a refusal quotes, in characters.
_QUOTED = 60


@dataclass(frozen=True)
class Refusal:
    """An edition that was not made. message: one line; exit_code: what its reason asks for."""

    article: str
    language: str
    message: str
    exit_code: int = 1


@dataclass
class Published:
    """What `publish` made and what it refused. drafts: those of `files` that are marked as drafts."""

    files: list[Path] = field(default_factory=list)
    drafts: list[Path] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 all made; 1 some refused; the code of what made every one unreadable."""
        if not self.refusals:
            return 0
        return 1 if self.files else max(refusal.exit_code for refusal in self.refusals)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "files": [str(path) for path in self.files],
            "drafts": [str(path) for path in self.drafts],
            "refusals": [asdict(refusal) for refusal in self.refusals],
        }

    def add(self, files: Sequence[Path], *, is_draft: bool) -> None:
        self.files += files
        if is_draft:
            self.drafts += files


def render(
    folder: ArticleFolder, languages: Sequence[str], termbase: Termbase, layouts: Sequence[str],
    formats: Sequence[str] = editions.DEFAULT_FORMATS,
) -> list[Path]:
    """Make an article's editions for review again from its drafts as they are now; translates nothing."""
    article = folder.article()
    read = {language: drafts.read(folder.draft(language)) for language in languages}
    by_language = {language: examined(draft.units, language, termbase) for language, draft in read.items()}
    models = {language: draft.model for language, draft in read.items()}
    return write_review_editions(folder, article, by_language, models, termbase, layouts, formats)


def write_review_editions(
    folder: ArticleFolder, article: Article, by_language: Mapping[str, Sequence[Unit]], models: Mapping[str, str],
    termbase: Termbase, layouts: Sequence[str], formats: Sequence[str] = editions.DEFAULT_FORMATS,
) -> list[Path]:
    """Write an article's editions; the colophon of each names the models of the languages it shows."""
    files: list[Path] = []
    glossary = tuple(path.name for path in termbase.files)
    for layout in layouts:
        one_language = editions.Layout(layout).shows_one_language
        pages = [{code: units} for code, units in by_language.items()] if one_language else [by_language]
        for shown in pages:
            meta = editions.EditionMeta(
                model=models_in_words({code: models[code] for code in shown}), glossary=glossary,
                glossary_digest=termbase.digest, version=__version__, slug=folder.slug,
            )
            files += editions.write_editions(folder.editions, article, shown, meta, layouts=(layout,), formats=formats)
    return files


def find_wanted(paths: Sequence[Path], languages: Sequence[str]) -> Iterator[tuple[ArticleFolder, list[str]]]:
    """The article folders meant by `paths` with the languages to publish: those asked for, else all there are.

    Paths as for `workspace.find_folders`; of a draft only its own language. Raises InputError.
    """
    for path in paths:
        for folder, found in find_folders([path]):
            if path.suffix == ".po":
                yield folder, [code for code in found if not languages or code in languages]
            else:
                yield folder, list(languages or found)


def publish(
    folders: Iterable[tuple[ArticleFolder, Sequence[str]]], *,
    formats: Sequence[str] = editions.DEFAULT_FORMATS, allow_drafts: bool = False, out: Path | None = None,
    dated: bool = False,
) -> Published:
    """Write the clean editions of articles, each in its languages.

    They go into the article's `editions/` as `ru.html`, or into `out` as
    `<article>.ru.html`, which is how static sites name translations; dated: with the
    article's date before it, as Jekyll wants posts. A draft is named so: `ru-draft.html`,
    `<article>-draft.ru.html`. Raises MissingExtraError where a format lacks its packages.
    """
    done = Published()
    taken: set[Path] = set()
    for folder, languages in folders:
        if not languages:
            message = f"{folder.path}: no drafts to publish here; make them with: tk edition ARTICLE"
            done.refusals.append(Refusal(folder.slug, "", message, InputError.exit_code))
        for language in languages:
            try:
                edition = clean_edition(folder, language)
                reason = "" if allow_drafts else why_unready(edition, language)
                stem = _stem(folder, language, edition, out, dated)
                if stem in taken:
                    reason = f"another article of this run is already published as {stem}"
            except (DraftError, InputError) as error:
                done.refusals.append(Refusal(folder.slug, language, str(error), error.exit_code))
                continue
            if reason:
                done.refusals.append(Refusal(folder.slug, language, f"{folder.slug}, {language}: {reason}"))
                continue
            taken.add(stem)
            files = [_write(stem, name, editions.FORMATS[name].render(edition, editions.Layout.CLEAN))
                     for name in formats]
            done.add(files, is_draft=edition.is_draft)
    return done


def publish_collection(
    issue: Issue, *, formats: Sequence[str] = (), allow_drafts: bool = False, out: Path | None = None
) -> Published:
    """Write the articles of an issue as one file for each of its languages and formats.

    The files go beside the issue's own (or into `out`), as `<issue>-ru.epub`,
    `<issue>-ru-draft.epub` for a draft. A language in which an article may not be published is
    refused as a whole, with a line for each such article; the other languages go on.
    """
    done = Published()
    layout = editions.Layout(issue.layout)
    for language in issue.languages:
        shown: list[Edition] = []
        refusals: list[Refusal] = []
        for path in issue.articles:
            folder = ArticleFolder(path)
            try:
                edition = clean_edition(folder, language.code)
                reason = "" if allow_drafts else why_unready(edition, language.code)
                if reason:
                    where = f"{issue.path.name}: {folder.slug}, {language.code}"
                    refusals.append(Refusal(folder.slug, language.code, f"{where}: {reason}"))
                shown.append(edition)
            except (DraftError, InputError) as error:
                refusals.append(Refusal(folder.slug, language.code, f"{issue.path.name}: {error}", error.exit_code))
        done.refusals += refusals
        if refusals:
            continue
        collection = editions.Collection(
            issue.title_in(language.code), language, tuple(shown), issue.editor, issue.date,
            editions.EditionMeta(version=__version__, slug=issue.path.stem),
        )
        name = f"{issue.path.stem}-{language.code}" + ("-draft" if collection.is_draft else "")
        stem = (out or issue.path.parent) / name
        files = [_write(stem, name, editions.FORMATS[name].render_collection(collection, layout))
                 for name in formats or issue.formats]
        done.add(files, is_draft=collection.is_draft)
    return done


def clean_edition(folder: ArticleFolder, language: str) -> Edition:
    """An article with its draft in one language, as the files are now.

    Raises InputError where article or draft is missing, or the draft holds text of another
    version of the article; DraftError for a damaged draft.
    """
    article = folder.article()
    path = folder.draft(language)
    if not path.is_file():
        raise InputError(f"{path}: no such draft; make it with: tk edition ARTICLE --to {language}")
    draft = drafts.read(path)
    meta = editions.EditionMeta(
        model=draft.model, glossary_digest=draft.glossary_digest, version=__version__, slug=folder.slug)
    edition = editions.build(article, {language: draft.units}, meta)
    strangers = sum(len(passage.rows) for passage in edition.passages if not passage.is_known)
    if strangers:
        held = "a sentence" if strangers == 1 else f"{strangers} sentences"
        raise InputError(f"{path}: holds {held} that article.json has not; run tk edition on the article again")
    return edition


def why_unready(edition: Edition, language: str) -> str:
    """Why an edition may not be published: how many units are not reviewed and the first one. "" if it may."""
    waiting = [(row, cell) for row, cell in edition.column(language) if not cell.unit.state.is_human]
    if not waiting:
        return "" if edition.rows else "there is no text in this article"
    missing = edition.count(language, State.NEW)
    count = f"{len(waiting)} of {len(edition.rows)} units {'is' if len(waiting) == 1 else 'are'} not reviewed"
    if missing:
        count += f" ({missing} not translated)"
    row, _ = waiting[0]
    quoted = " ".join(row.segment.text.split())
    quoted = quoted if len(quoted) <= _QUOTED else quoted[:_QUOTED].rstrip() + "…"
    return (
        f"{count}, the first is {row.segment.id} “{quoted}”; review it, or publish a marked draft with --allow-drafts"
    )


def _stem(folder: ArticleFolder, language: str, edition: Edition, out: Path | None, dated: bool) -> Path:
    """Where an edition goes, without its suffix."""
    draft = "-draft" if edition.is_draft else ""
    if out is None:
        return folder.editions / f"{language}{draft}"
    date = editions.iso_date(edition.article.date) if dated else ""
    if dated and not date:
        raise InputError(f"{folder.article_file}: the article has no date, which --dated names its file by")
    return out / f"{date}{'-' if date else ''}{folder.slug}{draft}.{language}"


def _write(stem: Path, format: str, content: bytes) -> Path:
    path = stem.with_name(f"{stem.name}.{editions.FORMATS[format].suffix}")
    write_atomic(path, content)
    return path
