"""The body of a Word document as XML: paragraphs, runs with their language, links, tables, fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from translate.editions.docx_styles import style_id
from translate.editions.inline import Element, Node, clean

# Language code → the tag that Word and LibreOffice know.
TAGS = {"fr": "fr-FR", "en": "en-US", "ru": "ru-RU", "bm": "bm-ML"}
_BLANKS = re.compile(r"[ \t\n]+")


@dataclass(frozen=True)
class Form:
    """How a run is set: its language (a code) and the spans it is in. style: a character style."""

    language: str
    style: str = ""
    emphasis: bool = False
    strong: bool = False
    code: bool = False
    term: bool = False
    shift: str = ""  # superscript or subscript


class Body:
    """Collects the blocks of a document. relate: from an address to the id of its relationship."""

    def __init__(self, relate: Callable[[str], str]) -> None:
        self.blocks: list[Markup] = []
        self._relate = relate
        self._marks = 0

    def add(
        self, style: str, *runs: Markup, page_break: bool = False, is_close: bool = False, mark: str = "",
        edge: str = "",
    ) -> None:
        """A paragraph. mark: name of a bookmark around it. edge: colour of a broken line at its left.

        is_close: no space above it, whatever its style says.
        """
        self.blocks.append(
            self.paragraph(style, *runs, page_break=page_break, mark=mark, edge=edge, is_close=is_close)
        )

    def paragraph(
        self, style: str, *runs: Markup, page_break: bool = False, is_close: bool = False, mark: str = "",
        edge: str = "",
    ) -> Markup:
        """As `add`, without adding it."""
        properties = Markup('<w:pStyle w:val="{}"/>').format(style_id(style))
        if page_break:
            properties += Markup("<w:pageBreakBefore/>")
        if edge:
            properties += Markup(
                '<w:pBdr><w:left w:val="dashed" w:sz="12" w:space="8" w:color="{}"/></w:pBdr>'
            ).format(edge)
        if is_close:
            properties += Markup('<w:spacing w:before="0"/>')
        inner = Markup("").join(runs)
        if mark:
            self._marks += 1
            inner = Markup('<w:bookmarkStart w:id="{0}" w:name="{1}"/>{2}<w:bookmarkEnd w:id="{0}"/>').format(
                self._marks, mark, inner
            )
        return Markup("<w:p><w:pPr>{}</w:pPr>{}</w:p>").format(properties, inner)

    def words(self, nodes: Sequence[Node], form: Form) -> Markup:
        """A tree of inline markup as runs and links."""
        return Markup("").join(self._node(node, form) for node in nodes)

    def link(self, href: str, inner: Markup) -> Markup:
        """A link to an address."""
        return Markup('<w:hyperlink r:id="{}" w:history="1">{}</w:hyperlink>').format(self._relate(href), inner)

    def table(self, widths: Sequence[int], rows: Iterable[Markup]) -> None:
        """A table with columns of these widths, in twentieths of a point, and light rules between rows."""
        grid = Markup("").join(Markup('<w:gridCol w:w="{}"/>').format(width) for width in widths)
        rule = Markup('<w:{} w:val="single" w:sz="4" w:space="0" w:color="BBBBBB"/>')
        rules = Markup("").join(rule.format(side) for side in ("top", "bottom", "insideH"))
        self.blocks.append(
            Markup(
                '<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>{}</w:tblBorders>'
                '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="50" w:type="dxa"/>'
                '<w:left w:w="90" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>'
                '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
                'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
                "<w:tblGrid>{}</w:tblGrid>{}</w:tbl>"
            ).format(sum(widths), rules, grid, Markup("").join(rows))
        )
        self.add("Small Text")  # Word wants a paragraph after a table

    def contents(self, entries: Sequence[Markup]) -> None:
        """A table of contents that shows these links; "Update field" in Word makes it anew from the headings."""
        code = Markup('<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h </w:instrText></w:r>')
        start = _char("begin") + code
        for index, entry in enumerate(entries):
            before = start + _char("separate") if index == 0 else Markup("")
            after = _char("end") if index == len(entries) - 1 else Markup("")
            self.add("toc 1", before, entry, after)

    def _node(self, node: Node, form: Form) -> Markup:
        if not isinstance(node, Element):
            return text(node, form)
        kind = node.kind
        if kind == "break":
            return Markup("<w:r><w:br/></w:r>")
        if kind == "link" and node.href:
            inner = self.words(_without_links(node.children), replace(form, style=form.style or "Hyperlink"))
            return self.link(node.href, inner)
        if kind in ("emphasis", "strong", "code", "term"):
            form = replace(form, **{kind: True})  # type: ignore[arg-type]
        elif kind in ("superscript", "subscript"):
            form = replace(form, shift=kind)
        return self.words(node.children, form)


def text(words: str, form: Form) -> Markup:
    """A run. White space is one space, as in a web page; line breaks are elements."""
    shown = _BLANKS.sub(" ", clean(words))
    if not shown:
        return Markup("")
    return Markup('<w:r><w:rPr>{}</w:rPr><w:t xml:space="preserve">{}</w:t></w:r>').format(_properties(form), shown)


def field(code: str, form: Form, shown: str = "1") -> Markup:
    """A field such as PAGE with what it shows until it is updated."""
    properties = _properties(form)
    part = Markup('<w:r><w:rPr>{}</w:rPr>{}</w:r>')
    return Markup("").join(
        part.format(properties, Markup(piece))
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            f"<w:t>{shown}</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


def _char(kind: str) -> Markup:
    return Markup('<w:r><w:fldChar w:fldCharType="{}"/></w:r>').format(kind)


def jump(mark: str, inner: Markup) -> Markup:
    """A link to a bookmark of this document."""
    return Markup('<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>').format(mark, inner)


def row(cells: Iterable[tuple[int, Markup]], *, is_head: bool = False) -> Markup:
    """A row of (width, paragraphs) that no page break divides; a head is repeated on every page."""
    head = Markup("<w:tblHeader/>") if is_head else Markup("")
    cell = Markup('<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr>{}</w:tc>')
    return Markup("<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>{}</w:tr>").format(
        head, Markup("").join(cell.format(width, inner) for width, inner in cells)
    )


def _without_links(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Word has no links inside links."""
    return tuple(
        replace(node, href="", children=_without_links(node.children)) if isinstance(node, Element) else node
        for node in nodes
    )


def _properties(form: Form) -> Markup:
    """One character style, and the rest by hand, in the order of the schema."""
    named = {"Emphasis": form.emphasis, "Strong": form.strong, "Inline Code": form.code, "Glossary Term": form.term}
    style = form.style or next((name for name, is_on in named.items() if is_on), "")
    pieces = Markup('<w:rStyle w:val="{}"/>').format(style_id(style)) if style else Markup("")
    if form.strong and style != "Strong":
        pieces += Markup("<w:b/><w:bCs/>")
    if form.emphasis and style != "Emphasis":
        pieces += Markup("<w:i/><w:iCs/>")
    if form.term and style != "Glossary Term":
        pieces += Markup('<w:u w:val="dotted"/>')
    if form.shift:
        pieces += Markup('<w:vertAlign w:val="{}"/>').format(form.shift)
    tag = TAGS[form.language]
    return pieces + Markup('<w:lang w:val="{0}" w:eastAsia="{0}"/>').format(tag)
