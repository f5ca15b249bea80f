"""The concept: one row of a termbase, whatever file it comes from, and what its columns are called."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from translate.languages import LANGUAGES, SOURCE

STATUSES = ("preferred", "admitted", "forbidden", "do-not-translate", "ignored")
FACTS = ("kind", "pos", "status", "domain", "note", "source", "example")
"""Columns about the concept as a whole. `source` is the field `Concept.origin`."""

_NAMES = {name: item.code for item in LANGUAGES.values() for name in (item.code, item.name.lower(), item.own_name)}
_CODES3 = {item.code3: item.code for item in LANGUAGES.values()}


@dataclass(frozen=True)
class Concept:
    """One row: what French says, and what may be said for it in other languages.

    sources: French forms; terms: by language code, both with the preferred one first.
    status: "preferred"; "admitted" adds its terms behind those of an earlier row;
    "forbidden" terms must not be used; "do-not-translate" keeps the French form where
    a language has no cell; an "ignored" phrase is recognised so that nothing inside it
    is taken for a term. origin: the `source` column, where the terms come from.
    grammar: columns such as `ru.gender` or `fr.case`. extra: columns we do not know.
    """

    sources: tuple[str, ...]
    terms: Mapping[str, tuple[str, ...]]
    kind: str = ""
    pos: str = ""
    status: str = "preferred"
    domain: str = ""
    note: str = ""
    origin: str = ""
    grammar: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    line: int = 0
    example: str = ""

    @property
    def cells(self) -> dict[str, str]:
        """The concept as a row: column name to cell, empty ones left out."""
        cells = {SOURCE.code: "|".join(self.sources)}
        cells.update((code, "|".join(terms)) for code, terms in self.terms.items())
        status = "" if self.status == "preferred" else self.status
        facts = (self.kind, self.pos, status, self.domain, self.note, self.origin, self.example)
        cells.update(zip(FACTS, facts))
        cells.update(self.grammar)
        cells.update(self.extra)
        return {name: cell for name, cell in cells.items() if cell}


@dataclass(frozen=True)
class Problem:
    """Something wrong in a termbase file. code: a short name for it; severity as in QA."""

    file: str
    line: int
    code: str
    message: str
    severity: str = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def columns_of(concepts: Iterable[Concept]) -> list[str]:
    """The columns that hold everything in `concepts`: languages, facts, grammar, then unknown ones."""
    used = {SOURCE.code: None}
    extra: dict[str, None] = {}
    for concept in concepts:
        used.update(dict.fromkeys(concept.cells))
        extra.update(dict.fromkeys(concept.extra))
    known = [name for name in (*LANGUAGES, *FACTS) if name in used]
    grammar = sorted(
        (name for name in used if is_grammar(name) and name not in extra),
        key=lambda name: (list(LANGUAGES).index(name.split(".")[0]), name),
    )
    return [*known, *grammar, *extra]


def language_of(column: str) -> str | None:
    """The language code a column name stands for: `fr`, `French`, `français`, `fr-FR`, `French_France`, `fra`."""
    name = column.strip().lower()
    if name in _NAMES:
        return _NAMES[name]
    head = name.replace("_", "-").replace("(", "-").partition("-")[0].strip()
    if head == name:
        return _CODES3.get(name)
    return _NAMES.get(head) or _CODES3.get(head)


def is_grammar(column: str) -> bool:
    """Whether a column is grammar of one language, such as `ru.gender`."""
    code, dot, feature = column.lower().partition(".")
    return bool(dot and feature) and code in LANGUAGES


def variants(cell: str) -> tuple[str, ...]:
    """The terms in a cell, in NFC, with single spaces, each once."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell)
    if "|" not in cell:
        term = " ".join(cell.split())
        return (term,) if term else ()
    terms = (" ".join(part.split()) for part in cell.split("|"))
    return tuple(dict.fromkeys(term for term in terms if term))
