"""What a reviewer left in the sheets of a workbook, as text, whatever the spreadsheet took it for.

Read from the XML itself: openpyxl tells neither which cells are merged nor what a
formula showed without holding the whole workbook in memory twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from translate.errors import InputError, InterchangeError
from translate.ingest.ooxml import attribute, child, children, local
from translate.ingest.package import Kind, Package
from translate.interchange import review_table
from translate.interchange.archive import opened
from translate.interchange.base import Returned

KEY = "Key"
"""The hidden column that tells where a row belongs."""
_EXCEL = Kind("xl/workbook.xml", ".xlsx", "Excel", "save the review table as .xlsx and give that")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LONGEST_CELL = 200_000
_MAX_COLUMNS = 200
# Number formats that show a number as it is: General, 0, 0.00, text.
_PLAIN_FORMATS = ("0", "1", "2", "49")
_THREADED = re.compile(r"\[Threaded comment\].*?\n(?:Comment|Commentaire|Комментарий)\s*:\s*", re.S)


def read(data: bytes, name: str) -> Iterator[Returned]:
    """The rows of every sheet, in order. Raises InterchangeError for a file that cannot be read whole."""
    package = opened(data, name, _EXCEL)
    try:
        return iter(list(_Reading(package, name).rows()))
    except InputError as error:
        raise InterchangeError(str(error)) from None


@dataclass
class _Cell:
    """text: as it reads. wrong: why that is not what somebody typed, "" when it is."""

    text: str = ""
    wrong: str = ""


class _Reading:
    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._links = package.relationships(package.main)
        parts = {kind.rsplit("/", 1)[-1]: target for target, kind in self._links.values()}
        strings = package.xml(parts["sharedStrings"]) if "sharedStrings" in parts else None
        items = children(strings, "si") if strings is not None else ()
        self._strings = [self._checked(_rich_text(item)) for item in items]
        self._formats = _formats(package.xml(parts["styles"]) if "styles" in parts else None)

    def rows(self) -> Iterator[Returned]:
        book = self._package.xml(self._package.main)
        found = 0
        for sheet in children(child(book, "sheets"), "sheet") if child(book, "sheets") is not None else ():
            link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            part = self._links.get(link, ("", ""))[0]
            root = self._package.xml(part)
            if root is None or local(root) != "worksheet":
                continue
            found += 1
            where = f"sheet {' '.join(attribute(sheet, 'name').split())[:40]}"
            yield from self._sheet(root, where, self._remarks(part))
        if not found:
            raise InterchangeError(f"{self._name}: holds no sheet; give the file that tk export xlsx made")

    def _sheet(self, root: Any, where: str, remarks: dict[int, list[str]]) -> Iterator[Returned]:
        merged = _MergedRows(root)
        header: review_table.Header | None = None
        waiting: list[str] = []  # remarks on the header go to the first row
        for number, cells in self._rows(child(root, "sheetData")):
            waiting += remarks.pop(number, [])
            place = f"{where}, row {number}"
            if not any(cell.text.strip() or cell.wrong for cell in cells.values()):
                continue
            if merged.hold(number):
                raise InterchangeError(f"{self._name}: {place}: merged cells; split them, then import again")
            if header is None:
                heads = [cells.get(at, _Cell()).text for at in range(max(cells) + 1)]
                header = review_table.find_header(heads)
                if header is None:
                    raise InterchangeError(
                        f"{self._name}: {place}: no review table, its first row must read "
                        f"{', '.join(review_table.COLUMNS)}; put that row back or delete the sheet"
                    )
                continue
            row = {column: cells.get(at, _Cell()) for column, at in header.places.items() if column != "Hints"}
            wrong = next((column for column, cell in row.items() if cell.wrong), "")
            if wrong:
                raise InterchangeError(f"{self._name}: {place}: {wrong} is {row[wrong].wrong}")
            texts = {column: cell.text for column, cell in row.items()}
            texts["Id"] = texts.get("Id", "").strip()
            key = review_table.split_key(texts.get(KEY, ""))[1]
            if not key.language:
                key = replace(key, language=header.language)
            found = review_table.returned(place, texts, key, waiting)
            if found:
                waiting = []
                yield found

    def _rows(self, data: Any) -> Iterator[tuple[int, dict[int, _Cell]]]:
        """Row number and the cells by column (from 0); numbers and places may be left out in the file."""
        number = 0
        for row in children(data, "row") if data is not None else ():
            told = attribute(row, "r")
            number = int(told) if told.isdecimal() and len(told) < 8 else number + 1
            cells: dict[int, _Cell] = {}
            at = -1
            for element in children(row, "c"):
                match = _PLACE.fullmatch(attribute(element, "r"))
                at = _column(match[1]) if match else at + 1
                if at < _MAX_COLUMNS:
                    cells[at] = self._cell(element)
            yield number, cells

    def _cell(self, element: Any) -> _Cell:
        kind = attribute(element, "t") or "n"
        raw = getattr(child(element, "v"), "text", None) or ""
        formula = child(element, "f") is not None
        if kind == "s":
            if not raw.strip().isdecimal() or int(raw[:10]) >= len(self._strings):
                return _Cell(wrong="damaged (it names a text that is not there); type it again")
            return _Cell(self._strings[int(raw[:10])])
        if kind == "inlineStr":
            inline = child(element, "is")
            return _Cell(self._checked(_rich_text(inline)) if inline is not None else "")
        if kind == "e" or (formula and not raw):
            return _Cell(wrong=f"a formula ({raw or 'without a result'}); type the text, with an apostrophe before it")
        if kind == "str":
            return _Cell(self._checked(_unescaped(raw)))
        if kind == "b":
            return _Cell("TRUE" if raw == "1" else "FALSE")
        if kind == "n" and raw:
            return self._number(raw, attribute(element, "s"))
        return _Cell(raw, "a date; make the cell's format text and type it again" if kind == "d" else "")

    def _number(self, raw: str, style: str) -> _Cell:
        place = int(style) if style.isdecimal() and len(style) < 7 else 0
        number_format = self._formats[place] if place < len(self._formats) else "0"
        if number_format not in _PLAIN_FORMATS:
            return _Cell(wrong=f"a number, date or price ({raw[:20]}); make the cell's format text and type it again")
        try:
            number = float(raw)
        except ValueError:
            return _Cell(wrong=f"damaged ({raw[:20]!r} is no number); type it again")
        return _Cell(str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number))

    def _remarks(self, part: str) -> dict[int, list[str]]:
        """Row → the comments on its cells, with their authors; replies after what they answer."""
        links = self._package.relationships(part).values()
        threads = [target for target, kind in links if kind.endswith("/threadedComment")]
        notes = [target for target, kind in links if kind.endswith("/comments")]
        found: dict[int, list[str]] = defaultdict(list)
        for target in threads or notes:
            root = self._package.xml(target)
            if root is None:
                continue
            authors = [item.text or "" for item in root.iter("{*}author")]
            for item in root.iter("{*}comment", "{*}threadedComment"):
                match = _PLACE.fullmatch(attribute(item, "ref"))
                text = child(item, "text")
                said = "" if text is None else _rich_text(text) if len(text) else text.text or ""
                said = _THREADED.sub("", review_table.text_of(said)).strip()
                who = attribute(item, "authorId")
                author = authors[int(who)].strip() if who.isdecimal() and int(who[:6]) < len(authors) else ""
                if match and said:
                    starts = not author or said.startswith(f"{author}:")
                    found[int(match[2])].append(said if starts else f"{author}: {said}")
        return found

    def _checked(self, text: str) -> str:
        if len(text) > _LONGEST_CELL:
            raise InterchangeError(f"{self._name}: a cell of {len(text)} characters; no review table has one as long")
        return review_table.text_of(text)


def _rich_text(element: Any) -> str:
    """The text of a string, in one piece or in runs of several looks; without readings of Japanese."""
    texts = []
    for item in element:
        if local(item) == "t":
            texts.append(item.text or "")
        elif local(item) == "r":
            texts += [text.text or "" for text in children(item, "t")]
    return _unescaped("".join(texts))


def _unescaped(text: str) -> str:
    """With the characters that Excel writes as `_x000A_`."""
    return _CHARACTER.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _formats(styles: Any) -> list[str]:
    """The number format of each cell style."""
    formats = child(styles, "cellXfs") if styles is not None else None
    return [attribute(item, "numFmtId") or "0" for item in formats] if formats is not None else []


class _MergedRows:
    """Which rows have merged cells."""

    def __init__(self, root: Any) -> None:
        spans = []
        ranges = child(root, "mergeCells")
        for item in ranges if ranges is not None else ():
            places = [_PLACE.fullmatch(place) for place in attribute(item, "ref").split(":", 1)]
            numbers = [int(place[2]) for place in places if place]
            if numbers:
                spans.append((min(numbers), max(numbers)))
        spans.sort()
        self._firsts = [first for first, _ in spans]
        self._lasts = list(accumulate((last for _, last in spans), max))

    def hold(self, row: int) -> bool:
        """Whether one of the ranges that begin at or above this row reaches it."""
        begun = bisect_right(self._firsts, row)
        return begun > 0 and self._lasts[begun - 1] >= row
