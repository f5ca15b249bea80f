"""The termbase formats: one row each, found by content first, then by name.

To add a format, write a module with a reader `(data, name, target)` that yields concepts
and problems, and a writer `(concepts, target)` that returns the file's content and what
could not be carried; add a row to `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from translate.errors import GlossaryError
from translate.terminology.concept import FACTS, Concept, Problem, language_of
from translate.terminology.csvfile import delimiter_of, header_line, read_csv, write_csv
from translate.terminology.formats.text import decode_text, read_bytes

Items = Iterator[Concept | Problem]
Reader = Callable[[bytes, str, str | None], Items]
Writer = Callable[[Sequence[Concept], str | None], tuple[bytes, list[str]]]
_XML_HEADS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<")


@dataclass(frozen=True)
class Format:
    """One format. suffixes: of files written so, the usual one first; bilingual: holds one target language."""

    name: str
    suffixes: tuple[str, ...]
    about: str
    read: Reader
    write: Writer
    bilingual: bool = False


def read_termbase(path: Path, target: str | None = None) -> Items:
    """The concepts of a file of any known format in order, and in between what is wrong with it.

    A problem of severity "error" stands for an entry, or the rest of the file, that
    cannot be used. target: the language of the second column of a file that does not
    say it (OmegaT). Raises GlossaryError when the file cannot be opened.
    """
    path = Path(path)
    data = read_bytes(path)
    yield from _format_of(data, path).read(data, str(path), target)


def dump(concepts: Sequence[Concept], name: str, target: str | None = None) -> tuple[bytes, list[str]]:
    """(content of a file in the format called `name`, what it cannot hold, a line each).

    Raises GlossaryError for a bilingual format when it is not clear which language is meant.
    """
    one = FORMATS[name]
    return one.write(concepts, _target(concepts, one, target) if one.bilingual else target)


def format_for(path: Path) -> Format:
    """The format that a file to be written is meant to have, by its name. Raises GlossaryError for an unknown one."""
    suffix = path.suffix.lower()
    for one in FORMATS.values():
        if suffix in one.suffixes:
            return one
    known = ", ".join(dict.fromkeys(suffix for one in FORMATS.values() for suffix in one.suffixes))
    raise GlossaryError(f"{path}: unknown kind of file {suffix!r}; name the format, or use one of {known}")


def _format_of(data: bytes, path: Path) -> Format:
    if data.startswith(b"PK\x03\x04") or path.suffix.lower() == ".xlsx":
        return FORMATS["xlsx"]
    if data[:64].lstrip().startswith(_XML_HEADS) or path.suffix.lower() == ".tbx":
        return FORMATS["tbx-dct"]
    head = header_line(decode_text(data[:8192], str(path))[0]).rstrip("\n")
    if "\ufffd" in head or not head:
        head = header_line(data[:8192].decode("latin-1"))
    cells = [cell.strip(' "').lower() for cell in head.split(delimiter_of(head))]
    if any(cell == "term_info" or cell.startswith("entry_") for cell in cells):
        return FORMATS["memoq"]
    names_languages = sum(language_of(cell) is not None or cell in FACTS for cell in cells) > 1
    if path.suffix.lower() in FORMATS["omegat"].suffixes and not names_languages:
        return FORMATS["omegat"]
    return FORMATS["csv"]


def _target(concepts: Sequence[Concept], one: Format, target: str | None) -> str:
    if target:
        return target
    used = dict.fromkeys(code for concept in concepts for code in concept.terms)
    if len(used) != 1:
        found = ", ".join(used) or "none"
        raise GlossaryError(f"{one.name}: holds French and one language, here are {found}; choose one with --to")
    return next(iter(used))


def _read_csv(data: bytes, name: str, target: str | None) -> Items:
    text, problems = decode_text(data, name)
    yield from problems
    if not any(problem.severity == "error" for problem in problems):
        yield from read_csv(text, name)


def _write_csv(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    return write_csv(concepts).encode(), []


def _write_tsv(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    return write_csv(concepts, "\t").encode(), []


# Readers with heavy libraries are imported when they are needed.


def _read_tbx(data: bytes, name: str, target: str | None) -> Items:
    from translate.terminology.formats.tbx_read import read_tbx

    yield from read_tbx(data, name)


def _write_dct(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    from translate.terminology.formats.tbx_write import write_tbx

    return write_tbx(concepts, "dct"), []


def _write_dca(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    from translate.terminology.formats.tbx_write import write_tbx

    return write_tbx(concepts, "dca"), []


def _write_2008(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    from translate.terminology.formats.tbx_write import write_tbx

    return write_tbx(_in_one_language(concepts, target), "2008"), []


def _in_one_language(concepts: Sequence[Concept], target: str | None) -> Sequence[Concept]:
    """French and the target only: older tools take the second language of an entry for the translation."""
    if target is None:
        return concepts
    return [
        replace(concept, terms={code: terms for code, terms in concept.terms.items() if code == target})
        for concept in concepts
    ]


def _read_xlsx(data: bytes, name: str, target: str | None) -> Items:
    from translate.terminology.formats.xlsx import read_xlsx

    yield from read_xlsx(data, name)


def _write_xlsx(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    from translate.terminology.formats.xlsx import write_xlsx

    return write_xlsx(concepts), []


def _read_omegat(data: bytes, name: str, target: str | None) -> Items:
    from translate.terminology.formats.omegat import read_omegat

    text, problems = decode_text(data, name)
    yield from problems
    if not any(problem.severity == "error" for problem in problems):
        yield from read_omegat(text, name, target)


def _write_omegat(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    from translate.terminology.formats.omegat import write_omegat

    return write_omegat(concepts, target or "")


def _read_memoq(data: bytes, name: str, target: str | None) -> Items:
    from translate.terminology.formats.memoq import read_memoq

    text, problems = decode_text(data, name)
    yield from problems
    if not any(problem.severity == "error" for problem in problems):
        yield from read_memoq(text, name)


def _write_memoq(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    from translate.terminology.formats.memoq import write_memoq

    return write_memoq(concepts)


def _write_trados(concepts: Sequence[Concept], target: str | None) -> tuple[bytes, list[str]]:
    from translate.terminology.formats.trados import write_trados

    return write_trados(concepts)


FORMATS: dict[str, Format] = {
    one.name: one
    for one in (
        Format("csv", (".csv",), "comma-separated, our own", _read_csv, _write_csv),
        Format("tsv", (".tsv",), "the same, tab-separated", _read_csv, _write_tsv),
        Format("xlsx", (".xlsx",), "spreadsheet, the same columns", _read_xlsx, _write_xlsx),
        Format("tbx-dct", (".tbx", ".xml"), "TBX-Basic, a tag for each data category", _read_tbx, _write_dct),
        Format("tbx-dca", (), "TBX-Basic, categories as attributes", _read_tbx, _write_dca),
        Format("tbx-2008", (), "TBX as of 2008, for older tools", _read_tbx, _write_2008),
        Format("omegat", (".txt", ".utf8", ".tab"), "tab-separated, two languages", _read_omegat, _write_omegat, True),
        Format("memoq", (), "memoQ's CSV", _read_memoq, _write_memoq),
        Format("trados", (), "tab-separated, languages by name, for MultiTerm", _read_csv, _write_trados),
    )
}
