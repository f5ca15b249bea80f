"""OpenDocument text (ODT): LibreOffice's paragraphs, lists, tables, notes and tracked changes.

https://docs.oasis-open.org/office/OpenDocument/v1.3/ part 3. What was deleted under change
tracking stands apart in the file and is left out; what was inserted stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from translate.article import Span
from translate.errors import InputError
from translate.ingest.archive import Archive, kind_of
from translate.ingest.characters import collapse
from translate.ingest.head import is_name
from translate.ingest.html import refuse_deep, refuse_many, structured
from translate.ingest.limits import Limits
from translate.ingest.odt_styles import ListCounter, Styles
from translate.ingest.ooxml import attribute, child, local
from translate.ingest.pieces import Piece, Reading
from translate.ingest.styles import is_real_title
from translate.ingest.tags import note_href, safe_href

# Elements around paragraphs that say nothing of them.
_CONTAINERS = frozenset(
    ["section", "index-body", "text-box", "numbered-paragraph", "frame", "g", "a", "custom-shape", "rect", "ellipse"]
)
_INDEXES = frozenset(
    ["table-of-content", "alphabetical-index", "illustration-index", "table-index", "object-index", "user-index"]
)
# No text of the document: deletions, forms, what fields are made of, the reviewers' remarks.
_SKIPPED = frozenset(
    [
        *("tracked-changes", "annotation", "annotation-end", "note-citation", "ruby-text"),
        *("hidden-text", "hidden-paragraph", "forms", "script", "event-listeners"),
        *("variable-decls", "sequence-decls", "user-field-decls", "dde-connection-decls"),
        *("desc", "image", "object", "object-ole", "binary-data"),
    ]
)
_PICTURE_TITLE = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title"
_MOST_SPACES = 100


def read_odt(data: bytes, *, name: str, limits: Limits) -> Reading:
    """Read an OpenDocument text. Raises InputError for a damaged, locked or hostile one."""
    kind = kind_of(data)
    if kind != "odt":
        raise InputError(f"{name}: not a text but an OpenDocument {kind}; save its text as .odt or .txt")
    archive = Archive(data, name=name, limits=limits, what=".odt file", remedy="save it again in LibreOffice")
    document = _Document(archive, name, limits)
    found = list(islice(document.pieces(), 2 * limits.max_blocks + 1))
    refuse_many(found, name=name, limits=limits)
    pieces = structured(found)
    title, author = document.properties()
    byline = author if is_name(author) else ""
    if byline:
        document.warnings.append(
            f"the author “{byline}” comes from the file's properties; check that it may be printed"
        )
    marked_up = any(p.kind == "heading" and not p.aside for p in pieces)
    return Reading(pieces, title=title, byline=byline, marked_up=marked_up, warnings=document.warnings)


@dataclass
class _Line:
    """The text of one paragraph as it is put together; boxes: frames anchored in it."""

    text: str = ""
    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


class _Document:
    def __init__(self, archive: Archive, name: str, limits: Limits) -> None:
        self._archive = archive
        self.warnings: list[str] = []
        manifest = archive.xml("META-INF/manifest.xml", doctype=True)
        if manifest is not None and any(local(element) == "encryption-data" for element in manifest.iter()):
            raise InputError(f"{name}: protected by a password; save it without one")
        self._root = archive.xml("content.xml", doctype=True)
        if self._root is None:
            raise InputError(f"{name}: an OpenDocument file without content; save it again in LibreOffice")
        self._styles_root = archive.xml("styles.xml", doctype=True)
        for root in (self._root, self._styles_root):
            if root is not None:
                refuse_deep(root, name=name, limits=limits)
        self._styles = Styles.read(self._styles_root, self._root)
        self._lists = ListCounter(self._styles)
        self._notes: list[str] = []
        if any(local(element) == "annotation" for element in self._root.iter()):
            self.warnings.append("the reviewers' comments in the file were left out")

    def pieces(self) -> Iterator[Piece]:
        yield from self._frame("header")
        body = child(self._root, "body", "text")
        if body is not None:
            yield from self._blocks(body)
        for number, text in enumerate(self._notes, start=1):
            if text:
                yield Piece(f"{number}. {text}", "list_item", 1)
        yield from self._frame("footer")

    def properties(self) -> tuple[str, str]:
        """Title and author of the document's properties, "" where they say nothing."""
        root = self._archive.xml("meta.xml", doctype=True)
        meta = child(root, "meta") if root is not None else None
        if meta is None:
            return "", ""
        title = collapse(getattr(child(meta, "title"), "text", "") or "")
        author = child(meta, "initial-creator")
        author = child(meta, "creator") if author is None else author
        return title if is_real_title(title) else "", collapse(getattr(author, "text", "") or "")

    def _frame(self, kind: str) -> Iterator[Piece]:
        """Page headers and footers: letterheads, set aside."""
        seen: set[str] = set()
        for element in self._styles_root.iter() if self._styles_root is not None else ():
            if local(element) in (kind, f"{kind}-left", f"{kind}-first"):
                for paragraph in element.iter():
                    text = self._line(paragraph).text if local(paragraph) in ("p", "h") else ""
                    if text.strip() and text not in seen:
                        seen.add(text)
                        yield Piece(text, aside=True)

    # Blocks

    def _blocks(self, parent: Any, *, depth: int = 0, cell: int = 0) -> Iterator[Piece]:
        """The paragraphs below an element. depth: of lists around it; cell: as the level of a table's cells."""
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, cell=cell)
            elif name == "list":
                yield from self._list(element, depth + 1, cell)
            elif name == "table":
                yield from self._table(element)
            elif name in _INDEXES or name == "bibliography":
                for paragraph in element.iter():
                    if local(paragraph) in ("p", "h"):
                        yield Piece(self._line(paragraph).text, aside=True)
            elif name in _CONTAINERS:
                yield from self._blocks(element, depth=depth, cell=cell)

    def _paragraph(self, element: Any, *, item: int = 0, number: str = "", cell: int = 0) -> Iterator[Piece]:
        """item: the level of the list that the paragraph is an item of, 0 for none."""
        line = self._line(element)
        style = self._styles.paragraph(attribute(element, "style-name"))
        kind, level, hint, aside = "paragraph", 0, "", style.hidden
        outline = attribute(element, "outline-level")
        if local(element) == "h" or style.outline:
            kind, level = "heading", int(outline) if outline.isdecimal() and len(outline) < 3 else style.outline or 1
            if style.role == "title":
                level, hint = 1, "title"
        elif style.role == "title":
            kind, level, hint = "heading", 1, "title"
        elif style.role in ("subtitle", "byline"):
            hint = style.role
        elif cell or item or style.role == "list_item":
            kind, level = "list_item", cell or item or 1
        elif style.role in ("quote", "caption"):
            kind, level = style.role, int(style.role == "quote")
        elif style.role == "aside":
            aside = True
        text, spans = line.text, line.spans
        if style.kinds:
            spans = [*spans, *(Span(0, len(text), one) for one in style.kinds)]
        if number and text.strip():
            shift = len(number) + 1
            text = f"{number} {text}"
            spans = [Span(s.start + shift, s.end + shift, s.kind, s.href) for s in spans]
        yield Piece(text, kind, level, tuple(spans), hint, aside)
        for box in line.boxes:
            yield from self._blocks(box)

    def _list(self, element: Any, depth: int, cell: int) -> Iterator[Piece]:
        self._lists.open(element, depth)
        for entry in element:
            if local(entry) not in ("list-item", "list-header"):
                continue
            number = self._lists.next(entry, depth) if local(entry) == "list-item" else ""
            for inside in entry:
                if local(inside) in ("p", "h"):
                    yield from self._paragraph(inside, item=depth, number=number, cell=cell)
                    number = ""
                elif local(inside) == "list":
                    yield from self._list(inside, depth + 1, cell)
                else:
                    yield from self._blocks([inside], depth=depth, cell=cell)

    def _table(self, table: Any) -> Iterator[Piece]:
        """Each cell's paragraphs are items; those after the first cell stand one level lower."""
        rows = [[cell for cell in row if local(cell) == "table-cell"] for row in _rows(table)]
        is_data = len(rows) > 1 and max((len(row) for row in rows), default=0) > 1
        for row in rows:
            filled = 0
            for cell in row:
                for piece in self._blocks(cell, cell=(1 if not filled else 2) if is_data else 0):
                    filled += bool(piece.text.strip())
                    yield piece

    # Text

    def _line(self, element: Any) -> _Line:
        line = _Line()
        self._inline(element, line)
        line.text = "".join(line.parts)
        return line

    def _inline(self, parent: Any, line: _Line) -> None:
        _add_text(parent.text, line)
        for element in parent:
            self._element(element, local(element), line)
            _add_text(element.tail, line)

    def _element(self, element: Any, name: str, line: _Line) -> None:
        start = line.length
        if name == "span":
            style = self._styles.text(attribute(element, "style-name"))
            if style.hidden:
                return
            self._inline(element, line)
            line.spans.extend(Span(start, line.length, kind) for kind in style.kinds if line.length > start)
        elif name == "a":
            self._inline(element, line)
            if href := safe_href(attribute(element, "href")):
                line.spans.append(Span(start, line.length, "link", href))
        elif name == "s":
            count = attribute(element, "c")
            line.add(" " * min(int(count) if count.isdecimal() and len(count) < 5 else 1, _MOST_SPACES))
        elif name == "tab":
            line.add(" ")
        elif name == "line-break":
            line.spans.append(Span(start, start, "break"))
            line.add("\n")
        elif name == "note":
            self._note(element, line)
        elif name in ("frame", "custom-shape", "g", "rect", "ellipse"):
            line.boxes.append([element])
        elif name not in _SKIPPED and element.tag != _PICTURE_TITLE:
            self._inline(element, line)

    def _note(self, element: Any, line: _Line) -> None:
        number = len(self._notes) + 1
        start = line.length
        line.add(str(number))
        line.spans.append(Span(start, line.length, "superscript", note_href(number)))
        self._notes.append("")  # its place, should it hold notes itself
        body = child(element, "note-body")
        texts = [self._line(p).text for p in body.iter() if local(p) in ("p", "h")] if body is not None else []
        self._notes[number - 1] = collapse(" ".join(texts))


def _add_text(text: str | None, line: _Line) -> None:
    """White space in the file is one space; others are elements of their own."""
    if text:
        line.add(re.sub(r"[ \t\r\n]+", " ", text))


def _rows(table: Any) -> Iterator[Any]:
    for element in table:
        if local(element) == "table-row":
            yield element
        elif local(element) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(element)
