"""Termbases in Excel workbooks: the first sheet, with the columns a CSV file would have."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from translate.ingest.limits import MEGABYTE, Limits
from translate.terminology.concept import Concept, Problem, columns_of
from translate.terminology.csvfile import is_comment, read_table
from translate.terminology.formats.text import xml_text

_LIMITS = Limits(max_unpacked_bytes=300 * MEGABYTE)
_MAX_COLUMNS = 200


def read_xlsx(data: bytes, name: str) -> Iterator[Concept | Problem]:
    """The concepts of the first sheet; the line of a concept is its row."""
    problem = _look_inside(data, name)
    if problem:
        yield Problem(name, 1, "syntax", problem)
        return
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            yield from read_table(_rows(book.worksheets[0]), name, "save the workbook again")
        finally:
            book.close()
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble over
        why = str(error).splitlines()[0][:100] if str(error) else type(error).__name__
        yield Problem(name, 1, "syntax", f"a damaged workbook ({why}); save it again as .xlsx")


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # the size written in the file may be wrong
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=_MAX_COLUMNS), 1):
        cells = ["" if cell is None else str(cell) for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells and not is_comment(cells[0]):
            yield number, cells


def write_xlsx(concepts: Sequence[Concept]) -> bytes:
    """A workbook with one sheet, its header fixed, every cell text (never a formula)."""
    import openpyxl
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("terms")
    sheet.freeze_panes = "A2"
    columns = columns_of(concepts)

    def cell(text: str, font: Any = None) -> Any:
        made = WriteOnlyCell(sheet, value=xml_text(text))
        made.data_type = "s"
        if font:
            made.font = font
        return made

    bold = Font(bold=True)
    sheet.append([cell(column, bold) for column in columns])
    for concept in concepts:
        cells = concept.cells
        sheet.append([cell(cells[column]) if column in cells else None for column in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _look_inside(data: bytes, name: str) -> str:
    """What is wrong with the archive, "" when it may be opened: sizes bounded, no DTD in any part."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        if len(members) > _LIMITS.max_members or unpacked > _LIMITS.max_unpacked_bytes:
            return f"{len(members)} parts that unpack to {unpacked / MEGABYTE:.0f} MB; refused as a zip bomb"
        if unpacked > MEGABYTE and unpacked > _LIMITS.max_ratio * len(data):
            return f"unpacks to {unpacked / len(data):.0f} times its size; refused as a zip bomb"
        if not any(member.filename == "xl/workbook.xml" for member in members):
            return "not an Excel workbook (.xlsx); save it as one"
        for member in members:
            if member.flag_bits & 1:
                return "protected by a password; save it without one"
            if member.filename.endswith((".xml", ".rels")) and (wrong := _wrong_part(archive, member)):
                return wrong
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        return f"a damaged workbook ({str(error)[:80]}); save it again as .xlsx"
    return ""


def _wrong_part(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """Why a part may not be parsed, "" when it may. Cells never hold `<!`: it is written as `&lt;!`."""
    size, end = 0, b""
    with archive.open(member) as part:
        while chunk := part.read(MEGABYTE):
            size += len(chunk)
            if size > _LIMITS.max_unpacked_bytes:  # sizes in the archive's directory may lie
                return f"{member.filename} unpacks to more than {size / MEGABYTE:.0f} MB; refused as a zip bomb"
            plain = end + chunk.replace(b"\0", b"")
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                return f"{member.filename} declares XML entities; refused"
            end = plain[-16:]
    return ""
