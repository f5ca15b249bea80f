"""What a reviewer left in the tables of a Word document: tracked changes accepted, comments as notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from typing import Any

from translate.errors import InputError, InterchangeError
from translate.ingest.ooxml import attribute, child, children, is_on, local, value
from translate.ingest.package import Kind, Package
from translate.interchange import review_table
from translate.interchange.archive import opened
from translate.interchange.base import Returned

_WORD = Kind("word/document.xml", ".docx", "Word", "save the review table as .docx and give that")
# What may stand around tables, rows, cells, paragraphs and runs. What was deleted or
# moved away under change tracking (del, moveFrom) is not among them.
_WRAPPERS = frozenset(
    [
        "ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo", "hyperlink",
        "AlternateContent", "Choice",
    ]
)
_IN_CELLS = _WRAPPERS | {"tbl", "tr", "tc"}  # with tables pasted into a cell
_GONE = frozenset(["del", "moveFrom"])
_ANCHORS = frozenset(["commentRangeStart", "commentReference", "footnoteReference", "endnoteReference"])
_NOBODY = ("", "unknown author", "author", "auteur")


def read(data: bytes, name: str) -> Iterator[Returned]:
    """The rows of every table, in order. Raises InterchangeError for a file that cannot be read whole."""
    package = opened(data, name, _WORD)
    try:
        return iter(_Reading(package, name).rows())
    except InputError as error:
        raise InterchangeError(str(error)) from None


class _Reading:
    def __init__(self, package: Package, name: str) -> None:
        self._name = name
        root = package.xml(package.main)
        self._body = child(root, "body") if root is not None else None
        parts = {kind.rsplit("/", 1)[-1]: target for target, kind in package.relationships(package.main).values()}
        self._remarks = {
            kind: _remarks(package.xml(parts[f"{kind}s"]) if f"{kind}s" in parts else None, kind)
            for kind in ("comment", "footnote", "endnote")
        }

    def rows(self) -> list[Returned]:
        found: list[Returned] = []
        tables = 0
        waiting: list[str] = []  # comments on headings: they go to the row that follows
        for element in _unwrapped(self._body, ("p", "tbl")) if self._body is not None else ():
            if local(element) == "p":
                waiting += self._said(element)
                continue
            tables += 1
            for row in self._table(element, f"table {tables}", waiting):
                found.append(row)
        if not tables:
            raise InterchangeError(f"{self._name}: holds no review table; give the file that tk export docx made")
        if waiting and found:
            note = "\n".join(filter(None, [found[-1].note, *waiting]))
            found[-1] = replace(found[-1], note=note)
        return found

    def _table(self, table: Any, where: str, waiting: list[str]) -> Iterator[Returned]:
        header: review_table.Header | None = None
        width = 0
        for number, row in enumerate(_unwrapped(table, ("tr",)), start=1):
            place = f"{where}, row {number}"
            if child(row, "trPr", "del") is not None:
                continue  # deleted under change tracking
            cells = [cell for cell in _unwrapped(row, ("tc",)) if child(cell, "tcPr", "cellDel") is None]
            waiting += self._said(row)
            if header is None:
                header = review_table.find_header(["\n".join(_paragraphs(cell)) for cell in cells])
                if header is None:
                    raise InterchangeError(
                        f"{self._name}: {place}: no review table, its first row must read "
                        f"{', '.join(review_table.COLUMNS)}; put that row back or delete the table"
                    )
                width = len(cells)
                continue
            if len(cells) != width or any(_is_merged(cell) for cell in cells):
                raise InterchangeError(
                    f"{self._name}: {place}: merged or missing cells; split them so that the row has "
                    f"{width} cells like the first"
                )
            at = header.places
            lines = {column: _paragraphs(cells[position], hidden=column == "Id") for column, position in at.items()}
            texts = {column: "\n".join(found) for column, found in lines.items()}
            texts["Id"], key = review_table.split_key(texts.get("Id", ""))
            texts["Translation"] = review_table.joined(lines["Translation"], texts.get("Source", ""))
            if not key.language:
                key = replace(key, language=header.language)
            found = review_table.returned(place, texts, key, waiting)
            if found:
                waiting.clear()
                yield found

    def _said(self, element: Any) -> list[str]:
        """The comments and notes anchored in an element, in order; each is said where it is met first."""
        if not any(self._remarks.values()):
            return []
        said = []
        for anchor in _walk(element, _ANCHORS, lambda element: local(element) not in _GONE):
            remarks = self._remarks[local(anchor).removesuffix("RangeStart").removesuffix("Reference")]
            said.append(remarks.pop(attribute(anchor, "id"), ""))
        return [text for text in said if text]


def _remarks(root: Any, kind: str) -> dict[str, str]:
    """Id → text of the comments or notes of a part, with the author where one is known."""
    found: dict[str, str] = {}
    for element in children(root, kind) if root is not None else ():
        text = "\n".join(_paragraphs(element)).strip()
        author = attribute(element, "author").strip()
        if text and author.lower() not in _NOBODY:
            text = f"{author}: {text}"
        found[attribute(element, "id")] = review_table.text_of(text)
    return found


def _is_merged(cell: Any) -> bool:
    properties = child(cell, "tcPr")
    if properties is None:
        return False
    merges = [child(properties, name) for name in ("vMerge", "hMerge")]
    return any(merge is not None and value(merge) in ("", "continue") for merge in merges)


def _unwrapped(parent: Any, names: Container[str], inside: Container[str] = _WRAPPERS) -> Iterator[Any]:
    """The elements of these names, in order, also those in content controls and tracked insertions."""
    return _walk(parent, names, lambda element: local(element) in inside and not _is_placeholder(element))


def _walk(parent: Any, names: Container[str], enters: Callable[[Any], bool]) -> Iterator[Any]:
    """The elements of these names below `parent`; of the others, those that `enters` admits are looked into."""
    stack = [iter(parent)]  # not recursive: each element passes through one loop, however deep it lies
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif local(element) in names:
            yield element
        elif enters(element):
            stack.append(iter(element))


def _is_placeholder(element: Any) -> bool:
    """A content control that shows "Click here to enter text"."""
    return local(element) == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))


def _paragraphs(cell: Any, *, hidden: bool = False) -> list[str]:
    """The paragraphs of a cell as they read with every change accepted; empty ones at the ends are left out.

    hidden: with hidden text.
    """
    lines: list[str] = []
    line = ""
    for element in _unwrapped(cell, ("p",), _IN_CELLS):
        line += "".join(_inline(element, hidden))
        mark = child(element, "pPr", "rPr")
        if mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            continue  # its end was deleted: the next paragraph goes on in the same line
        lines.append(line)
        line = ""
    lines.append(line)
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    return lines


def _inline(parent: Any, hidden: bool) -> Iterator[str]:
    for run in _unwrapped(parent, ("r",)):
        if not hidden and is_on(child(run, "rPr", "vanish")):
            continue
        for element in run:
            yield _character(element)


def _character(element: Any) -> str:
    name = local(element)
    if name == "t":
        return element.text or ""
    if name in ("tab", "ptab"):
        return "\t"
    if name in ("br", "cr"):
        return "\n" if attribute(element, "type") in ("", "textWrapping") else " "
    if name == "noBreakHyphen":
        return "\u2011"
    if name == "softHyphen":
        return "\u00ad"
    if name == "sym":
        code = attribute(element, "char")
        return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else ""
    return ""
