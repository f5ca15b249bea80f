"""Termbase files: one concept a row, languages in the header; commas, semicolons or tabs.

    fr,en,ru,bm,kind,note
    Fédération de Russie,Russian Federation,Российская Федерация,,institution,
    ONU|Nations unies,UN|United Nations,ООН,ONI,institution,

`|` stands between admitted variants, the preferred one first. Any column but one French
and one other language may be missing.
"""

from __future__ import annotations

import csv
import difflib
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from translate.errors import GlossaryError
from translate.languages import LANGUAGES, SOURCE

STATUSES = ("preferred", "admitted", "forbidden", "do-not-translate", "ignored")
_FACTS = ("kind", "pos", "status", "domain", "note", "source")
_NAMES = {name: item.code for item in LANGUAGES.values() for name in (item.code, item.name.lower(), item.own_name)}
_NOTHING: Mapping[str, str] = {}


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


def read_termbase(path: Path) -> Iterator[Concept | Problem]:
    """The concepts of a file in order, and in between what is wrong with it.

    A problem of severity "error" stands for a row, or the rest of the file, that cannot
    be used. Raises GlossaryError when the file cannot be opened.
    """
    name = str(path)
    text = _text(Path(path))
    if isinstance(text, Problem):
        yield text
        return
    delimiter = _delimiter(text.split("\n", 1)[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        header = next(reader, [])
        columns = [cell.strip() for cell in header]
        problems = list(_header_problems(name, columns))
        yield from problems
        if any(problem.severity == "error" for problem in problems):
            return
        plan = _Plan(name, columns)
        while True:
            line = reader.line_num + 1
            row = next(reader, None)
            if row is None:
                return
            yield from plan.read(row, line)
    except csv.Error as error:
        why = "a quotation mark is not closed" if "unexpected end" in str(error) else str(error)
        yield Problem(name, line, "syntax", f"{why}; repair this row in a spreadsheet or text editor")


class _Plan:
    """Which column holds what, worked out once for a file."""

    def __init__(self, name: str, columns: list[str]) -> None:
        self._name = name
        self._width = len(columns)
        self._languages = [(n, code) for n, column in enumerate(columns) if (code := _NAMES.get(column.lower()))]
        self._facts = {column.lower(): n for n, column in enumerate(columns) if column.lower() in _FACTS}
        self._grammar = [(n, column.lower()) for n, column in enumerate(columns) if _is_grammar(column)]
        known = {n for n, _ in self._languages} | set(self._facts.values()) | {n for n, _ in self._grammar}
        self._extra = [(n, column) for n, column in enumerate(columns) if n not in known and column]

    def read(self, row: list[str], line: int) -> Iterator[Concept | Problem]:
        if not any(cell and not cell.isspace() for cell in row):
            return
        if len(row) > self._width:
            if any(cell.strip() for cell in row[self._width :]):
                yield self._problem(
                    line, "cells", f"{len(row)} cells under {self._width} columns; put quotation marks around "
                    "a cell that holds the delimiter"
                )
                return
        elif len(row) < self._width:
            row = row + [""] * (self._width - len(row))
        terms = {code: variants(row[n]) for n, code in self._languages if row[n]}
        sources = terms.pop(SOURCE.code, ())
        if not sources:
            yield self._problem(line, "no-source", "no French term; fill the fr cell or delete the row")
            return
        facts = {name: row[n].strip() for name, n in self._facts.items() if row[n]}
        status = facts.get("status", "").lower() or "preferred"
        if status not in STATUSES:
            yield self._problem(line, "status", f"unknown status {status!r}; use one of {', '.join(STATUSES)}")
            return
        yield Concept(
            sources,
            {code: cell for code, cell in terms.items() if cell},
            facts.get("kind", ""),
            facts.get("pos", ""),
            status,
            facts.get("domain", ""),
            facts.get("note", ""),
            facts.get("source", ""),
            {name: row[n].strip() for n, name in self._grammar if row[n]} if self._grammar else _NOTHING,
            {name: row[n].strip() for n, name in self._extra if row[n]} if self._extra else _NOTHING,
            self._name,
            line,
        )

    def _problem(self, line: int, code: str, message: str) -> Problem:
        return Problem(self._name, line, code, message)


def variants(cell: str) -> tuple[str, ...]:
    """The terms in a cell, in NFC, with single spaces, each once."""
    if not cell.isascii():
        cell = unicodedata.normalize("NFC", cell)
    if "|" not in cell:
        term = " ".join(cell.split())
        return (term,) if term else ()
    terms = (" ".join(part.split()) for part in cell.split("|"))
    return tuple(dict.fromkeys(term for term in terms if term))


def _text(path: Path) -> str | Problem:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"{path}: {error.strerror or error}; give a termbase file (CSV) that can be read") from None
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Problem(str(path), line, "encoding", "not UTF-8; save the file as “CSV UTF-8” in your spreadsheet")


def _delimiter(header: str) -> str:
    """The delimiter under which the header makes most sense."""

    def known(delimiter: str) -> int:
        return sum(
            name.strip(' "').lower() in _NAMES or name.strip(' "').lower() in _FACTS for name in header.split(delimiter)
        )

    return max(",;\t", key=known)


def _header_problems(name: str, columns: list[str]) -> Iterator[Problem]:
    lower = [column.lower() for column in columns]
    codes = [_NAMES[column] for column in lower if column in _NAMES]
    if SOURCE.code not in codes or len(set(codes)) < 2:
        found = ", ".join(column for column in columns if column)[:60] or "nothing"
        yield Problem(
            name, 1, "header",
            f"the first line must name the languages, as in fr,en (known: {','.join(LANGUAGES)}); it holds: {found}",
        )
        return
    for column in sorted({column for column in lower if column and lower.count(column) > 1}):
        yield Problem(name, 1, "header", f"two columns are called {column!r}; rename or delete one")
    if len(set(codes)) < len(codes):
        yield Problem(name, 1, "header", "two columns hold the same language; join them with | between the terms")
    for column in columns:
        if column and column.lower() not in (*_NAMES, *_FACTS) and not _is_grammar(column):
            near = difflib.get_close_matches(column.lower(), (*_NAMES, *_FACTS), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            yield Problem(name, 1, "column", f"unknown column {column!r} is kept but not used{hint}", "warning")


def _is_grammar(column: str) -> bool:
    code, dot, feature = column.lower().partition(".")
    return bool(dot and feature) and code in LANGUAGES
