"""The review table that Word, a spreadsheet and a browser show alike: its columns, its words, its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.article import Span
from translate.editions import labels
from translate.errors import InterchangeError
from translate.interchange.base import Document, Returned, fingerprint
from translate.languages import language
from translate.markup import to_tagged
from translate.terminology.formats.text import xml_text
from translate.units import State, Unit

COLUMNS = ("Id", "Source", "Translation", "State", "Comment", "Hints")
CHOICES = (State.DRAFT.value, State.REVIEWED.value, State.FINAL.value)
HOW_TO = (
    "Correct the Translation. Set State to “reviewed” (or “final”) when a line is right; a corrected line "
    "that stays “draft” is kept as work in progress. Comment is yours. Leave Id and Source as they are, and "
    "keep tags such as <1>…</1> around the words they belong to."
)
_HEADER = re.compile(r"(id|source|translation|state|comment|hints|key)(?:\s*\(\s*([a-z]{2,3})\s*\))?", re.I)
# What a person types to say so, besides the words of the list.
_WORDS = {
    State.DRAFT: "unreviewed unfinished no non нет todo черновик brouillon",
    State.REVIEWED: "ok okay yes y x oui да done checked approved ✓ ✔ ☑ relu relue révisé validé vu готово проверено",
    State.FINAL: "définitif окончательно",
}
_STATES = {state.value: state for state in State} | {
    word: state for state, words in _WORDS.items() for word in words.split()
}
_LONGEST_ID = 1000
_KEY = re.compile(r"@(?P<article>[^\n]*)\.(?P<language>[a-z]{2,3})\.(?P<base>[0-9a-f]{12}/[a-z]+)")


@dataclass(frozen=True)
class Row:
    """One unit as a table shows it; every text is fit for XML, with plain line ends.

    source, translation: with inline tags. spans: what the tags stand for. hints: one
    observation each, for the reviewer to read. key: what the import needs to know.
    """

    id: str
    source: str
    translation: str
    state: str
    comment: str
    hints: tuple[str, ...]
    key: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Key:
    """Where a row belongs and what it was: the article's slug, the language, its fingerprint."""

    article: str = ""
    language: str = ""
    base: str | None = None


@dataclass(frozen=True)
class Header:
    """The columns of a table that came back. places: name → position; language: of the translation."""

    places: Mapping[str, int]
    language: str = ""


def check_size(documents: Sequence[Document], most: int) -> None:
    """Raises InterchangeError for more rows than one file should hold, and an import would read."""
    count = sum(len(document.draft.units) for document in documents)
    if count > most:
        raise InterchangeError(f"{count} lines, a review table takes {most}; export fewer articles at once")


def rows(document: Document) -> Iterator[Row]:
    """The rows of one article's table."""
    draft = document.draft
    for unit in draft.units:
        yield Row(
            unit.segment.id,
            text_of(to_tagged(unit.segment.text, unit.segment.spans)),
            text_of(unit.target),
            unit.state.value,
            text_of(unit.note),
            tuple(text_of(hint) for hint in _hints(unit)),
            f"@{draft.article}.{draft.language}.{fingerprint(unit)}",
            unit.segment.spans,
        )


def title(document: Document) -> str:
    """The article's title for a heading, its slug when it has none."""
    return text_of(document.draft.title or document.article.title or document.draft.article)


def headers(document: Document) -> dict[str, str]:
    """Column → what stands over it: the words the import looks for, with the languages."""
    codes = {"Source": document.article.language, "Translation": document.draft.language}
    return {name: f"{name} ({codes[name]})" if name in codes else name for name in COLUMNS}


def languages_in_words(document: Document) -> str:
    """Such as "français → русский"."""
    return f"{language(document.article.language).own_name} → {language(document.draft.language).own_name}"


def text_of(text: str) -> str:
    """`text` as every XML can hold it: plain line ends, no control characters."""
    return xml_text(text.replace("\r\n", "\n").replace("\r", "\n"))


def find_header(cells: Sequence[str]) -> Header | None:
    """The columns, when these cells are a review table's header; None when they are not."""
    places: dict[str, int] = {}
    code = ""
    for place, cell in enumerate(cells):
        match = _HEADER.fullmatch(" ".join(cell.split()))
        if match:
            places.setdefault(match[1].capitalize(), place)
            if match[1].lower() == "translation":
                code = (match[2] or "").lower()
    return Header(places, code) if "Translation" in places and places.keys() & {"Id", "Source"} else None


def split_key(text: str) -> tuple[str, Key]:
    """What stands in an Id cell: the id, and the key where the tool kept it."""
    match = _KEY.search(text) if len(text) < _LONGEST_ID else None
    if match is None:
        return text.strip(), Key()
    key = Key(match["article"], match["language"], match["base"])
    return (text[: match.start()] + text[match.end() :]).strip(), key


def joined(paragraphs: Sequence[str], source: str) -> str:
    """The paragraphs of a cell as one text: on lines if the source has several, else in a row."""
    lines = [line for line in paragraphs if line.strip()]
    return ("\n" if "\n" in source else " ").join(lines)


def returned(place: str, cells: Mapping[str, str], key: Key, remarks: Sequence[str] = ()) -> Returned | None:
    """One row that came back, None for an empty one.

    cells: by column; a column that was taken out is not among them. remarks: what the
    reviewer said about this row elsewhere (a word processor's comments). A state in words
    that nobody knows is kept as a remark.
    """
    if not any(cells.get(name, "").strip() for name in ("Id", "Source", "Translation")):
        return None
    state, word = _state(cells.get("State", ""), cells["Translation"])
    note = cells.get("Comment")
    more = [*([f"state: {word}"] if word else []), *remarks]
    if more:
        note = "\n".join(filter(None, [note, *more]))
    return Returned(
        place, cells.get("Source", ""), cells["Translation"], cells.get("Id", ""), key.article, key.language,
        state, note, key.base,
    )


def _state(cell: str, translation: str) -> tuple[State | None, str]:
    """The state a word names, or the word when it names none."""
    word = " ".join(cell.split())
    state = _STATES.get(word.strip(" .!").lower())
    if state is State.NEW and translation.strip():
        return None, ""  # a text was typed where there was none, the list not touched
    return state, "" if state else word


def _hints(unit: Unit) -> Iterator[str]:
    if unit.previous_source:
        yield f"The source has changed. Translated from: {unit.previous_source}"
    for finding in unit.findings:
        sign, word, _ = labels.SEVERITIES.get(finding.severity, ("•", finding.severity, ""))
        yield f"{sign} {word}: {finding.message}"
    for source, targets in dict.fromkeys((term.source, term.targets) for term in unit.terms if term.targets):
        yield f"Glossary: {source} → {' / '.join(targets)}"
    for number, span in enumerate(unit.segment.spans, start=1):
        yield " ".join(filter(None, (f"<{number}> {span.kind}", span.href)))
    if unit.target and unit.origin:
        sure = "" if unit.confidence is None else f", confidence {unit.confidence}"
        yield labels.origin(unit.origin, brief=True).capitalize() + sure
