"""XLSX review tables: one sheet an article, to be corrected in Excel or LibreOffice Calc.

Sheets are not protected: a protected sheet has no spell-checker, and rows cannot be
sorted or removed. A validation rule keeps people from typing over ids and sources.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from translate.errors import InterchangeError
from translate.interchange import review_table
from translate.interchange.archive import holds, repacked
from translate.interchange.base import Document, Format
from translate.interchange.review_table import CHOICES, COLUMNS, Row
from translate.interchange.xlsx_read import KEY, read

_MAX_ROWS = 8_000
_WIDTHS = {"Id": 13, "Source": 52, "Translation": 56, "State": 11, "Comment": 28, "Hints": 34, KEY: 4}
_READ_ONLY = ("Id", "Source", "Hints", KEY)
_LONGEST_CELL = 32_767  # what Excel opens; longer text is cut
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write(documents: Sequence[Document]) -> bytes:
    """A workbook with a sheet for each article. Raises InterchangeError for a text no cell can hold."""
    review_table.check_size(documents, _MAX_ROWS)
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator, book.properties.title = "Yɛlɛma", "Review table"
    taken: set[str] = set()
    for document in documents:
        _fill(book.create_sheet(_sheet_name(document, taken)), document)
    if not documents:
        book.create_sheet("empty")
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue())


def recognises(data: bytes, name: str) -> bool:
    """Whether this is an Excel workbook."""
    return holds(data, "xl/workbook.xml")


FORMAT = Format("xlsx", ".xlsx", "review table for Excel and LibreOffice Calc", write, read, recognises,
                most_units=_MAX_ROWS)


def _fill(sheet: Any, document: Document) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.dimensions import RowDimension

    class Fitted(RowDimension):
        """A row as high as its text, that grows with it: of no height of its own."""

        customHeight = False

    columns = (*COLUMNS, KEY)
    heads = {**review_table.headers(document), KEY: KEY}
    wrapped = Alignment(wrap_text=True, vertical="top")
    grey, line = PatternFill("solid", fgColor="F3F3F3"), Border(bottom=Side("thin", color="C8C8C8"))
    bold, small = Font("Calibri", 11, bold=True), Font("Calibri", 8, color="606060")
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(1, place, heads[column])
        cell.font, cell.fill, cell.alignment = bold, PatternFill("solid", fgColor="D9E2EC"), wrapped
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[column]
    sheet.column_dimensions[get_column_letter(len(columns))].hidden = True
    number = 1
    for number, row in enumerate(review_table.rows(document), start=2):
        texts = _cells(row)
        sheet.row_dimensions[number] = Fitted(sheet, index=number, ht=_height(texts))
        for place, (column, text) in enumerate(texts.items(), start=1):
            if len(text) > _LONGEST_CELL:
                raise InterchangeError(
                    f"{document.draft.article}: segment {row.id} is longer than an Excel cell holds "
                    f"({_LONGEST_CELL} characters); export it as docx or xliff"
                )
            cell = sheet.cell(number, place)
            cell.value = _LOOKS_ESCAPED.sub("_x005F_", text) or None
            if text:
                cell.data_type = "s"  # never a formula, whatever the text looks like
            # A cell in text format keeps what is typed into it as it is typed.
            cell.number_format, cell.alignment, cell.border = "@", wrapped, line
            if text[:1] in "=+-@'":
                cell.quotePrefix = True
            if column in _READ_ONLY:
                cell.fill = grey
            if column in ("Id", "Hints", KEY):
                cell.font = small
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{number}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    if number == 1:
        return
    choice = DataValidation("list", formula1=f'"{",".join(CHOICES)}"', allow_blank=True, showErrorMessage=False)
    untouched = DataValidation(
        "custom", formula1="FALSE", allow_blank=True, showErrorMessage=True, errorTitle="Yɛlɛma",
        error="This column tells where the line belongs. Please write in Translation, State or Comment.",
    )
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        if column == "State":
            choice.add(f"{letter}2:{letter}{number}")
        elif column in _READ_ONLY:
            untouched.add(f"{letter}2:{letter}{number}")
    sheet.add_data_validation(choice)
    sheet.add_data_validation(untouched)


def _cells(row: Row) -> dict[str, str]:
    """Column → text, in order."""
    return {
        "Id": row.id, "Source": row.source, "Translation": row.translation, "State": row.state,
        "Comment": row.comment, "Hints": "\n".join(row.hints)[:_LONGEST_CELL], KEY: row.key,
    }


def _height(texts: dict[str, str]) -> float:
    """About how high a row is, in points: programs fit it only when the row is edited."""
    heights = []
    for column, text in texts.items():
        if column != KEY:
            small = column in ("Id", "Hints")
            wide = _WIDTHS[column] * (1.3 if small else 1)
            lines = sum(int(len(line) / wide) + 1 for line in text.split("\n"))
            heights.append(lines * (11.5 if small else 15))
    return min(max(heights) + 2, 400)


def _sheet_name(document: Document, taken: set[str]) -> str:
    """`slug.ru`, short enough, without what Excel forbids, and unlike the others. Adds it to `taken`."""
    plain = _NOT_IN_NAMES.sub("-", review_table.text_of(document.draft.article)) or "article"
    number = 1
    while True:
        ending = f"{f'~{number}' if number > 1 else ''}.{document.draft.language}"
        name = plain[: _LONGEST_NAME - len(ending)] + ending
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        number += 1
