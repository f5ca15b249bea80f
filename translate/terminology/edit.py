"""Adding to a person's own termbase (CSV) without touching anything else in it.

Comments, column order, line ends, quoting and unknown columns stay as they are; only new
rows, filled cells and a longer header line are written, and the file changes in one step.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from translate.errors import GlossaryError
from translate.files import write_atomic
from translate.languages import LANGUAGES, SOURCE
from translate.terminology.concept import FACTS, Concept, Problem, columns_of, language_of
from translate.terminology.csvfile import delimiter_of, header_line, is_comment, lines_of, read_csv
from translate.terminology.matcher import same_phrase, words_of

_BOM = "\ufeff"
_SUFFIXES = {".csv": ",", ".tsv": "\t"}


class HouseFile:
    """A termbase file open for adding. A path that does not exist yet is a new file.

    Raises GlossaryError for a file that is no CSV or TSV in UTF-8, or that has rows that
    cannot be used: adding to a broken file would hide what is broken.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        if self.path.suffix.lower() not in _SUFFIXES:
            raise GlossaryError(f"{path}: rows are added to .csv and .tsv files; convert it with tk glossary export")
        self._text = self._read()
        self._newline = "\r\n" if "\r\n" in self._text else "\n"
        plain = self._text.replace("\r\n", "\n").removeprefix(_BOM)
        self._lines = plain.split("\n") if plain else []
        if self._lines and not self._lines[-1]:
            self._lines.pop()
        self._delimiter = delimiter_of(header_line(plain)) if plain.strip() else _SUFFIXES[self.path.suffix.lower()]
        self._header_at, self.columns = self._find_header()
        self.concepts: list[Concept] = []
        for item in read_csv(plain, str(path)) if self.columns else ():
            if isinstance(item, Concept):
                self.concepts.append(item)
            elif item.severity == "error":
                raise GlossaryError(f"{item}; nothing was added")
        self._known: dict[tuple[str, str], Concept] = {}
        for concept in self.concepts:
            self._learn(concept)

    def _read(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise GlossaryError(f"{self.path}: {error.strerror or error}; give a file that can be read") from None
        except UnicodeDecodeError:
            raise GlossaryError(
                f"{self.path}: not UTF-8; convert it first: tk glossary export {self.path} --out NEW.csv"
            ) from None

    def _find_header(self) -> tuple[int, list[str]]:
        for number, line in enumerate(self._lines):
            if line.strip() and not is_comment(line):
                row = next(csv.reader([line], delimiter=self._delimiter))
                return number, [cell.strip() for cell in row]
        return len(self._lines), []

    def holding(self, concept: Concept) -> Concept | None:
        """The row that already has one of the concept's French forms, with a status that clashes with its own."""
        return next((row for key in _keys(concept) if (row := self._known.get(key))), None)

    def add(self, concept: Concept) -> int:
        """Add a row; returns its line. Raises GlossaryError naming the line that has the term already."""
        if row := self.holding(concept):
            raise GlossaryError(
                f"{self.path}:{row.line}: {' | '.join(row.sources)!r} is already there; edit that line, "
                "or add more terms to it with --status admitted"
            )
        self._widen(concept)
        cells = self._cells(concept)
        line = len(self._lines) + 1
        self._lines += lines_of([cells], self._delimiter).removesuffix("\n").split("\n")
        self.concepts.append(concept)
        self._learn(concept, line)
        return line

    def save(self) -> None:
        """Write the file in one step."""
        mark = _BOM if self._text.startswith(_BOM) else ""
        text = mark + "".join(line + self._newline for line in self._lines)
        if text != self._text:
            write_atomic(self.path, text)

    def _widen(self, concept: Concept) -> None:
        """Put the columns into the header that the concept needs and the file lacks."""
        if not self.columns:
            needed = columns_of([concept])
            self.columns = [*LANGUAGES, *(column for column in needed if column not in LANGUAGES)]
            self._lines.append(self._header())
            self._header_at = len(self._lines) - 1
            return
        have = {_name(column) for column in self.columns}
        missing = [column for column in columns_of([concept]) if _name(column) not in have and column in concept.cells]
        if missing:
            self.columns += missing
            self._lines[self._header_at] = self._header()

    def _header(self) -> str:
        return lines_of([self.columns], self._delimiter).removesuffix("\n")

    def _cells(self, concept: Concept) -> list[str]:
        cells = {_name(column): cell for column, cell in concept.cells.items()}
        return [cells.get(_name(column), "") for column in self.columns]

    def _learn(self, concept: Concept, line: int = 0) -> None:
        if line:
            concept = _at(concept, str(self.path), line)
        for key in _keys(concept):
            self._known.setdefault(key, concept)


def concept_of(cells: Mapping[str, str], file: str = "") -> Concept:
    """A concept from column names and cells, checked as a row of a file would be. Raises GlossaryError."""
    named = {column: cell for column, cell in cells.items() if cell}
    columns = list(dict.fromkeys([SOURCE.code, *named]))
    if not any(language_of(column) for column in columns[1:]):
        columns.append(next(code for code in LANGUAGES if code != SOURCE.code))
    text = lines_of([columns, [named.get(column, "") for column in columns]], ",")
    problems: list[Problem] = []
    for item in read_csv(text, file or "the new entry"):
        if isinstance(item, Concept):
            return item
        problems.append(item)
    first = next(problem for problem in problems if problem.severity == "error")
    raise GlossaryError(f"{first.file}: {first.message}")


def _keys(concept: Concept) -> Iterable[tuple[str, str]]:
    """By which a concept is the same as another: a French form, unless one adds to or forbids what the other says."""
    group = concept.status if concept.status in ("forbidden", "admitted") else ""
    exact = concept.grammar.get(f"{SOURCE.code}.case") == "exact"
    terms = repr(sorted(concept.terms.items())) if group else ""
    for form in concept.sources:
        yield same_phrase(words_of(form, exact=exact)), group + terms


def _at(concept: Concept, file: str, line: int) -> Concept:
    from dataclasses import replace

    return replace(concept, file=file, line=line)


def _name(column: str) -> str:
    """How a column is known whatever its spelling: `French` is `fr`, `Note` is `note`."""
    lower = column.lower()
    return language_of(column) or (lower if lower in FACTS or "." in lower else column)
