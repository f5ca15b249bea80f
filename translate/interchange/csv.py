"""CSV: one row a unit, for spreadsheets and scripts. UTF-8 with a byte order mark, as Excel wants it.

A cell that a spreadsheet would take for a formula (it begins with = + - @) gets an
apostrophe in front, which comes off on the way back.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

from translate.errors import InterchangeError
from translate.interchange import about
from translate.interchange.base import Document, Format, Returned, fingerprint
from translate.markup import to_tagged
from translate.units import State, Unit

COLUMNS = ("article", "language", "id", "source", "target", "state", "comment", "hints", "base")
_DELIMITERS = ",;\t"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_LONGEST_CELL = 1_000_000
_LONGEST_HEADER = 10_000


def write(documents: Sequence[Document]) -> bytes:
    """A row for every unit of every draft, under a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for document in documents:
        for unit in document.draft.units:
            writer.writerow([_safe(cell) for cell in _cells(document, unit)])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8", "replace")


def read(data: bytes, name: str) -> Iterator[Returned]:
    """The rows below the header, in any order of columns; `,`, `;` or a tab between cells.

    Needed are `target` and one of `id` and `source`; columns with other names are ignored.
    """
    rows = _rows(_text(data, name), name)
    first, header = next(rows, (1, []))
    columns = [cell.strip().lower() for cell in header]
    if "target" not in columns or not {"id", "source"} & set(columns):
        raise InterchangeError(f"{name}:{first}: the first row must name the columns target, and id or source")
    if double := next((one for one in COLUMNS if columns.count(one) > 1), ""):
        raise InterchangeError(f"{name}:{first}: two columns are called {double}; keep one")
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = {column: _plain(cell) for column, cell in zip(columns, row)}
        if len(row) > len(columns) and any(row[len(columns):]):
            raise InterchangeError(f"{name}:{line}: more cells than columns; a delimiter or quotation mark is astray")
        if not cells.get("id") and not cells.get("source"):
            raise InterchangeError(f"{name}:{line}: neither id nor source; restore the row")
        yield _returned(cells, f"line {line}", f"{name}:{line}")


def recognises(data: bytes, name: str) -> bool:
    """Whether the first line is a header with our columns."""
    try:
        first = _text(data[:2048], name, cut=True).lstrip().partition("\n")[0]
    except InterchangeError:
        return name.lower().endswith((".csv", ".tsv"))
    cells = {cell.strip(' "\r').lower() for cell in first.split(_delimiter(first))}
    return "target" in cells and bool(cells & {"id", "source"})


def _cells(document: Document, unit: Unit) -> tuple[str, ...]:
    hints = (*about.checks(unit), *about.terms(unit), *about.facts(unit))
    return (
        document.draft.article, document.draft.language, unit.segment.id,
        to_tagged(unit.segment.text, unit.segment.spans), unit.target, unit.state.value, unit.note,
        "\n".join(hints), fingerprint(unit),
    )


def _returned(cells: dict[str, str], place: str, where: str) -> Returned:
    state = cells.get("state", "").strip().lower()
    if state and state not in {one.value for one in State}:
        known = ", ".join(one.value for one in State)
        raise InterchangeError(f"{where}: state {state[:40]!r} is not one of {known}")
    return Returned(
        place=place,
        source=cells.get("source", ""),
        target=cells.get("target", ""),
        id=cells.get("id", "").strip(),
        article=cells.get("article", "").strip(),
        language=cells.get("language", "").strip(),
        state=State(state) if state else None,
        note=cells.get("comment"),
        base=cells.get("base", "").strip() or None,
    )


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(line of the file, cells) of each row."""
    header = text[: text.find("\n") + 1 or len(text)]
    if len(header) > _LONGEST_HEADER:
        raise InterchangeError(f"{name}:1: the first row is no header of ours; export the file again")
    before = csv.field_size_limit(_LONGEST_CELL)
    line = 1
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(header), strict=True)
        while (row := next(reader, None)) is not None:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        why = "a quotation mark is not closed" if "unexpected end" in str(error) else str(error)
        raise InterchangeError(f"{name}:{line}: {why}; repair this row in a spreadsheet or text editor") from None
    finally:
        csv.field_size_limit(before)


def _delimiter(header: str) -> str:
    def known(delimiter: str) -> int:
        return sum(cell.strip(' "\r').lower() in COLUMNS for cell in header.split(delimiter))

    return max(_DELIMITERS, key=known)


def _text(data: bytes, name: str, *, cut: bool = False) -> str:
    """The text; a byte-by-byte encoding is refused, for it has lost what Bambara and Russian are written in."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=not cut)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InterchangeError(
            f"{name}:{line}: not UTF-8; save it as “CSV UTF-8” (letters may have been lost: export again and compare)"
        ) from None


def _safe(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


FORMAT = Format("csv", ".csv", "CSV in UTF-8, for spreadsheets and scripts", write, read, recognises)
