"""DOCX: Word's own paragraphs, styles, lists, tables, notes and tracked changes.

Read from the XML parts themselves: python-docx gives neither text inserted under change
tracking, nor content controls, text boxes, footnotes and automatic numbers, and a
translation must miss none of them. Deleted and hidden text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from translate.article import Span
from translate.ingest.breaks import shifted
from translate.ingest.characters import collapse
from translate.ingest.head import is_name
from translate.ingest.html import refuse_many, structured
from translate.ingest.limits import Limits
from translate.ingest.numbering import Numbering
from translate.ingest.ooxml import attribute, child, children, is_on, local, value
from translate.ingest.package import Package
from translate.ingest.pieces import Piece, Reading
from translate.ingest.styles import heading_level, is_real_title, role_of
from translate.ingest.tags import note_href, safe_href

_WRAPPERS = frozenset(["ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo"])
_LINK_FIELD = re.compile(r'HYPERLINK\s+"([^"]+)"')


def read_docx(data: bytes, *, name: str, limits: Limits) -> Reading:
    """Read a Word document. Raises InputError for a damaged, locked or hostile one."""
    package = Package(data, name=name, limits=limits)
    document = _Document(package)
    found = _authors_together(islice(document.pieces(), 2 * limits.max_blocks + 1))
    refuse_many(found, name=name, limits=limits)
    pieces = structured(found)
    title, author = document.properties()
    marked_up = any(p.kind == "heading" and not p.aside for p in pieces)
    byline = author if is_name(author) else ""
    if byline:
        document.warnings.append(
            f"the author “{byline}” comes from the file's properties; check that it may be printed"
        )
    return Reading(pieces, title=title, byline=byline, marked_up=marked_up, warnings=document.warnings)


def _authors_together(pieces: Iterable[Piece]) -> list[Piece]:
    """Authors on lines of their own, as some converters write them, become one byline."""
    joined: list[Piece] = []
    for piece in pieces:
        if piece.hint == "byline" and joined and joined[-1].hint == "byline":
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}, {piece.text}", spans=())
        else:
            joined.append(piece)
    return joined


@dataclass
class _Style:
    """A paragraph style: what its paragraphs are, a heading level, a list."""

    role: str = ""
    level: int = 0
    numbering: tuple[str, int] | None = None
    based_on: str = ""


@dataclass
class _Runs:
    """The text of one paragraph as it is put together."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    fields: list[list[Any]] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    @property
    def text(self) -> str:
        return "".join(self.parts)


class _Document:
    def __init__(self, package: Package) -> None:
        self.package = package
        self.warnings: list[str] = []
        self._root = package.xml(package.main)
        self._links = package.relationships(package.main)
        parts = {kind.rsplit("/", 1)[-1]: target for target, kind in self._links.values()}
        self._styles = _read_styles(package.xml(parts.get("styles", "word/styles.xml")))
        self._numbering = Numbering.read(package.xml(parts.get("numbering", "word/numbering.xml")))
        self._notes: list[tuple[str, str]] = []
        self._note_parts = {
            "footnote": parts.get("footnotes", "word/footnotes.xml"),
            "endnote": parts.get("endnotes", "word/endnotes.xml"),
        }
        comments = package.xml(parts["comments"]) if "comments" in parts else None
        if comments is not None and next(children(comments, "comment"), None) is not None:
            self.warnings.append("the reviewers' comments in the file were left out")

    def pieces(self) -> Iterator[Piece]:
        yield from self._frame("/header")
        body = child(self._root, "body")
        if body is not None:
            yield from self._blocks(body)
        yield from self._note_pieces()
        yield from self._frame("/footer")

    def properties(self) -> tuple[str, str]:
        """Title and author of the core properties, "" where they say nothing."""
        root = self.package.xml("docProps/core.xml")
        if root is None:
            return "", ""
        title = collapse(getattr(child(root, "title"), "text", "") or "")
        author = collapse(getattr(child(root, "creator"), "text", "") or "")
        return title if is_real_title(title) else "", author

    def _frame(self, kind: str) -> Iterator[Piece]:
        """Page headers and footers: letterheads, set aside."""
        for target, relation in self._links.values():
            root = self.package.xml(target) if relation.endswith(kind) else None
            for paragraph in root.iter() if root is not None else ():
                if local(paragraph) == "p":
                    yield Piece(self._runs(paragraph).text, aside=True)

    def _blocks(self, parent: Any) -> Iterator[Piece]:
        for element in parent:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name in _WRAPPERS:
                yield from self._blocks(element)
            elif name == "AlternateContent":
                yield from self._blocks(child(element, "Choice") if child(element, "Choice") is not None else element)

    def _paragraph(self, element: Any, cell_level: int = 0) -> Iterator[Piece]:
        runs = self._runs(element)
        style = self._style(element)
        properties = child(element, "pPr")
        outline = value(child(properties, "outlineLvl")) if properties is not None else ""
        kind, level, hint, aside = "paragraph", 0, "", False
        numbered = self._numbered(properties, style)
        prefix = ""
        if numbered and runs.text.strip():
            prefix = self._numbering.next(*numbered)
        if style.role == "heading" or (outline.isdecimal() and int(outline) < 9):
            kind, level = "heading", style.level or int(outline or 0) + 1
        elif style.role == "title":
            kind, level, hint = "heading", 1, "title"
        elif style.role == "subtitle":
            hint = "subtitle"
        elif cell_level:
            kind, level = "list_item", cell_level
        elif numbered or style.role == "list_item":
            kind, level = "list_item", (numbered[1] if numbered else 0) + 1
        elif style.role in ("quote", "caption"):
            kind, level = style.role, int(style.role == "quote")
        elif style.role == "byline":
            hint = "byline"
        elif style.role == "aside":
            aside = True
        text, spans = runs.text, tuple(runs.spans)
        if prefix:
            shift = len(prefix) + 1
            text = f"{prefix} {text}"
            spans = tuple(Span(s.start + shift, s.end + shift, s.kind, s.href) for s in spans)
        yield Piece(text, kind, level, spans, hint, aside)
        for box in runs.boxes:
            yield from self._blocks(box)

    def _table(self, table: Any) -> Iterator[Piece]:
        """Each cell's paragraphs are items; those after the first cell stand one level lower."""
        rows = [list(_unwrapped(row, "tc")) for row in _unwrapped(table, "tr")]
        is_data = len(rows) > 1 and max((len(row) for row in rows), default=0) > 1
        for row in rows:
            filled = 0
            for cell in row:
                level = (1 if not filled else 2) if is_data else 0
                for element in cell:
                    pieces = self._paragraph(element, level) if local(element) == "p" else self._blocks([element])
                    for piece in pieces:
                        filled += bool(piece.text.strip())
                        yield piece

    def _note_pieces(self) -> Iterator[Piece]:
        roots = {kind: self.package.xml(part) for kind, part in self._note_parts.items()}
        for number, (kind, note_id) in enumerate(self._notes, start=1):
            root = roots[kind]
            for note in children(root, kind) if root is not None else ():
                if attribute(note, "id") == note_id:
                    text, spans = f"{number}. ", list[Span]()
                    for runs in (self._runs(paragraph) for paragraph in children(note, "p")):
                        text += " " * (text[-1:] != " ")
                        spans += [shifted(span, len(text)) for span in runs.spans]
                        text += runs.text
                    if text.removeprefix(f"{number}. ").strip():
                        yield Piece(text, "list_item", 1, tuple(spans))

    def _style(self, paragraph: Any) -> _Style:
        return self._styles.get(value(child(paragraph, "pPr", "pStyle")), _Style())

    def _numbered(self, properties: Any, style: _Style) -> tuple[str, int] | None:
        own = child(properties, "numPr") if properties is not None else None
        if own is None:
            return style.numbering
        depth = value(child(own, "ilvl"))
        level = int(depth) if depth.isdecimal() and len(depth) < 3 else (style.numbering or ("", 0))[1]
        numbering_id = value(child(own, "numId")) or (style.numbering or ("", 0))[0]
        return (numbering_id, level) if numbering_id not in ("", "0") else None

    # Runs

    def _runs(self, paragraph: Any) -> _Runs:
        runs = _Runs()
        self._inline(paragraph, runs)
        for _, start, href in runs.fields:
            if href:
                runs.spans.append(Span(start, runs.length, "link", href))
        return runs

    def _inline(self, parent: Any, runs: _Runs) -> None:
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, runs)
            elif name == "hyperlink":
                start = runs.length
                self._inline(element, runs)
                href = safe_href(self._links.get(attribute(element, "id"), ("", ""))[0])
                if href:
                    runs.spans.append(Span(start, runs.length, "link", href))
            elif name in _WRAPPERS:
                self._inline(element, runs)

    def _run(self, run: Any, runs: _Runs) -> None:
        properties = child(run, "rPr")
        if properties is not None and is_on(child(properties, "vanish")):
            return
        start = runs.length
        for element in run:
            self._run_content(element, runs)
        if properties is None or runs.length == start:
            return
        character_style = value(child(properties, "rStyle")).lower()
        raised = value(child(properties, "vertAlign")) or _position(value(child(properties, "position")))
        kinds = {
            "strong": is_on(child(properties, "b")) or character_style in ("strong", "lev", "élev", "gras"),
            "emphasis": is_on(child(properties, "i")) or character_style in ("emphasis", "accentuation"),
            "superscript": raised == "superscript",
            "subscript": raised == "subscript",
        }
        runs.spans.extend(Span(start, runs.length, kind) for kind, on in kinds.items() if on)

    def _run_content(self, element: Any, runs: _Runs) -> None:
        name = local(element)
        if name == "t":
            runs.add(element.text or "")
        elif name in ("tab", "ptab"):
            runs.add(" ")
        elif (name == "br" and attribute(element, "type") in ("", "textWrapping")) or name == "cr":
            runs.spans.append(Span(runs.length, runs.length, "break"))
            runs.add("\n")
        elif name == "noBreakHyphen":
            runs.add("\u2011")
        elif name == "sym":
            code = attribute(element, "char")
            runs.add(chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else "")
        elif name in ("footnoteReference", "endnoteReference"):
            self._notes.append((name.removesuffix("Reference"), attribute(element, "id")))
            start = runs.length
            runs.add(str(len(self._notes)))
            runs.spans.append(Span(start, runs.length, "superscript", note_href(len(self._notes))))
        elif name == "fldChar":
            self._field(attribute(element, "fldCharType"), runs)
        elif name == "instrText" and runs.fields:
            runs.fields[-1][0] += element.text or ""
        elif name in ("drawing", "pict", "AlternateContent", "object"):
            chosen = child(element, "Choice") if child(element, "Choice") is not None else element
            boxes = [box for box in chosen.iter() if local(box) == "txbxContent"]
            # A box in a box is reached through the outer one.
            runs.boxes += [box for box in boxes if not any(other in boxes for other in box.iterancestors())]

    def _field(self, kind: str, runs: _Runs) -> None:
        if kind == "begin" and len(runs.fields) < 20:
            runs.fields.append(["", runs.length, ""])
        elif kind == "separate" and runs.fields:
            link = _LINK_FIELD.search(runs.fields[-1][0])
            runs.fields[-1][1:] = [runs.length, safe_href(link.group(1)) if link else ""]
        elif kind == "end" and runs.fields:
            _, start, href = runs.fields.pop()
            if href:
                runs.spans.append(Span(start, runs.length, "link", href))


def _position(half_points: str) -> str:
    """What moving words up or down makes of them; LibreOffice writes its superscripts so."""
    found = re.fullmatch(r"(-?)[1-9]\d?", half_points)
    return "" if not found else "subscript" if found[1] else "superscript"


def _unwrapped(parent: Any, name: str) -> Iterator[Any]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in _WRAPPERS:
            yield from _unwrapped(element, name)


def _read_styles(root: Any) -> dict[str, _Style]:
    """Paragraph styles by id, each with what it inherits from those it is based on."""
    styles: dict[str, _Style] = {}
    for element in children(root, "style") if root is not None else ():
        if attribute(element, "type") not in ("paragraph", ""):
            continue
        name = value(child(element, "name"))
        style = _Style(based_on=value(child(element, "basedOn")))
        outline = value(child(element, "pPr", "outlineLvl"))
        if level := heading_level(name):
            style.role, style.level = "heading", level
        elif outline.isdecimal() and int(outline) < 9:
            style.role, style.level = "heading", int(outline) + 1
        else:
            style.role = role_of(name)
        numbering_id = value(child(element, "pPr", "numPr", "numId"))
        if numbering_id not in ("", "0"):
            depth = value(child(element, "pPr", "numPr", "ilvl"))
            style.numbering = (numbering_id, int(depth) if depth.isdecimal() and len(depth) < 3 else 0)
        styles[attribute(element, "styleId")] = style
    for style in styles.values():
        ancestor, steps = styles.get(style.based_on), 0
        while ancestor and steps < 10:
            if not style.role:
                style.role, style.level = ancestor.role, ancestor.level
            style.numbering = style.numbering or ancestor.numbering
            ancestor, steps = styles.get(ancestor.based_on), steps + 1
    return styles
