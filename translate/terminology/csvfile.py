"""Termbases as tables: one concept a row, languages in the header; commas, semicolons or tabs.

    fr,en,ru,bm,kind,note
    Fédération de Russie,Russian Federation,Российская Федерация,,institution,
    ONU|Nations unies,UN|United Nations,ООН,ONI,institution,

`|` stands between admitted variants, the preferred one first. Any column but one French
and one other language may be missing. Lines that begin with `# ` are comments.
"""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from translate.languages import LANGUAGES, SOURCE
from translate.terminology.concept import (
    FACTS,
    STATUSES,
    Concept,
    Problem,
    columns_of,
    is_grammar,
    language_of,
    variants,
)

_NOTHING: Mapping[str, str] = {}


def read_csv(text: str, name: str) -> Iterator[Concept | Problem]:
    """The concepts of a CSV text in order, and in between what is wrong with it."""
    rows = numbered_rows(text, delimiter_of(header_line(text)))
    yield from read_table(rows, name, "save it as CSV and repair this row in a spreadsheet or text editor")


def read_table(
    rows: Iterator[tuple[int, list[str]]], name: str, remedy: str = "repair the file"
) -> Iterator[Concept | Problem]:
    """The concepts of (line, cells) rows, the first one the header.

    A problem of severity "error" stands for a row, or the rest of the file, that cannot
    be used. A csv.Error that `rows` raises becomes one.
    """
    line = 0
    try:
        line, header = next(rows, (1, []))
        columns = [cell.strip() for cell in header]
        problems = list(_header_problems(name, columns, line))
        yield from problems
        if any(problem.severity == "error" for problem in problems):
            return
        plan = _Plan(name, columns)
        for line, row in rows:
            item = plan.read(row, line)
            if item is not None:
                yield item
    except csv.Error as error:
        why = "a quotation mark is not closed" if "unexpected end" in str(error) else str(error)
        at = error.args[1] if len(error.args) > 1 else line + 1
        yield Problem(name, at, "syntax", f"{why}; {remedy}")


def write_csv(concepts: Sequence[Concept], delimiter: str = ",") -> str:
    """A CSV text with every column the concepts need. Inverse of `read_csv` but for comments."""
    columns = columns_of(concepts)
    if len(columns) < 2 or columns[1] not in LANGUAGES:  # a termbase names two languages even when one is empty
        columns.insert(1, next(code for code in LANGUAGES if code != SOURCE.code))
    rows = ([concept.cells.get(column, "") for column in columns] for concept in concepts)
    return lines_of([columns, *rows], delimiter)


def lines_of(rows: Iterable[Sequence[str]], delimiter: str, newline: str = "\n") -> str:
    """Rows of cells as CSV text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return out.getvalue()


def numbered_rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """(line of the file, cells) of each row that is neither empty nor a comment. Raises csv.Error(what, line)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise csv.Error(str(error), line) from None
        if row is None:
            return
        if row and not is_comment(row[0]):
            yield line, row
        line = reader.line_num + 1


def is_comment(cell: str) -> bool:
    """Whether a row that begins with this cell is a comment."""
    return cell.startswith("#") and cell[1:2] in ("", " ")


def header_line(text: str) -> str:
    """The first line that is no comment."""
    return next((line for line in io.StringIO(text) if line.strip() and not is_comment(line.rstrip("\n"))), "")


def delimiter_of(header: str) -> str:
    """The delimiter under which the header makes most sense."""

    def known(delimiter: str) -> int:
        names = (name.strip(' "\r\n').lower() for name in header.split(delimiter))
        return sum(name in FACTS or language_of(name) is not None for name in names)

    return max(",;\t", key=known)


class _Plan:
    """Which column holds what, worked out once for a file."""

    def __init__(self, name: str, columns: list[str]) -> None:
        self._name = name
        self._width = len(columns)
        self._languages = [(n, code) for n, column in enumerate(columns) if (code := language_of(column))]
        self._facts = {column.lower(): n for n, column in enumerate(columns) if column.lower() in FACTS}
        self._grammar = [(n, column.lower()) for n, column in enumerate(columns) if is_grammar(column)]
        known = {n for n, _ in self._languages} | set(self._facts.values()) | {n for n, _ in self._grammar}
        self._extra = [(n, column) for n, column in enumerate(columns) if n not in known and column]

    def read(self, row: list[str], line: int) -> Concept | Problem | None:
        if len(row) > self._width:
            if any(cell.strip() for cell in row[self._width :]):
                return self._problem(
                    line, "cells", f"{len(row)} cells under {self._width} columns; put quotation marks around "
                    "a cell that holds the delimiter"
                )
        elif len(row) < self._width:
            row = row + [""] * (self._width - len(row))
        terms = {}
        for n, code in self._languages:
            if row[n] and (cell := variants(row[n])):
                terms[code] = cell
        sources = terms.pop(SOURCE.code, None)
        if not sources:
            if not any(cell and not cell.isspace() for cell in row):
                return None
            return self._problem(line, "no-source", "no French term; fill the fr cell or delete the row")
        if not (self._facts or self._grammar or self._extra):
            return Concept(sources, terms, file=self._name, line=line)
        facts = {name: row[n].strip() for name, n in self._facts.items() if row[n]}
        status = facts.get("status", "").lower() or "preferred"
        if status not in STATUSES:
            return self._problem(line, "status", f"unknown status {status!r}; use one of {', '.join(STATUSES)}")
        return Concept(
            sources,
            terms,
            facts.get("kind", ""),
            facts.get("pos", ""),
            status,
            facts.get("domain", ""),
            facts.get("note", ""),
            facts.get("source", ""),
            {name: text for n, name in self._grammar if (text := row[n].strip())} if self._grammar else _NOTHING,
            {name: text for n, name in self._extra if (text := row[n].strip())} if self._extra else _NOTHING,
            self._name,
            line,
            facts.get("example", ""),
        )

    def _problem(self, line: int, code: str, message: str) -> Problem:
        return Problem(self._name, line, code, message)


def _header_problems(name: str, columns: list[str], line: int) -> Iterator[Problem]:
    lower = [column.lower() for column in columns]
    codes = [code for column in columns if (code := language_of(column))]
    if SOURCE.code not in codes or len(set(codes)) < 2:
        found = ", ".join(column for column in columns if column)[:60] or "nothing"
        yield Problem(
            name, line, "header",
            f"the first line must name the languages, as in fr,en (known: {','.join(LANGUAGES)}); it holds: {found}",
        )
        return
    for column in sorted({column for column in lower if column and lower.count(column) > 1}):
        yield Problem(name, line, "header", f"two columns are called {column!r}; rename or delete one")
    if len(set(codes)) < len(codes):
        yield Problem(name, line, "header", "two columns hold the same language; join them with | between the terms")
    for column in columns:
        if column and column.lower() not in FACTS and not language_of(column) and not is_grammar(column):
            near = difflib.get_close_matches(column.lower(), (*LANGUAGES, *FACTS), n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            yield Problem(name, line, "column", f"unknown column {column!r} is kept but not used{hint}", "warning")
