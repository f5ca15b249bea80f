"""DOCX review tables: one table an article, to be corrected in Word or LibreOffice Writer."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from translate.article import Span
from translate.interchange import review_table
from translate.interchange.archive import holds, repacked
from translate.interchange.base import Document, Format
from translate.interchange.docx_read import read
from translate.interchange.review_table import CHOICES, COLUMNS, Row
from translate.markup import TAG

_MAX_ROWS = 5_000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# A4 on its long side, margins of 1.27 cm; in twentieths of a point.
_PAGE, _MARGIN = (16838, 11906), 720
_WIDTHS = {"Id": 1000, "Source": 4500, "Translation": 4700, "State": 1150, "Comment": 2050, "Hints": 1998}
# What spell-checkers call the languages.
_PROOFING = {"fr": "fr-FR", "en": "en-US", "ru": "ru-RU", "bm": "bm-ML"}
_LOOKS = {
    "strong": "<w:b/>",
    "emphasis": "<w:i/>",
    "superscript": '<w:vertAlign w:val="superscript"/>',
    "subscript": '<w:vertAlign w:val="subscript"/>',
    "link": '<w:u w:val="single"/>',
    "code": '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>',
}
# The order in which a run's properties stand in the standard.
_ORDER = ("code", "strong", "emphasis", "link", "superscript", "subscript")
_READ_ONLY = "F3F3F3"


def write(documents: Sequence[Document]) -> bytes:
    """A Word document with a heading and a table for each article."""
    review_table.check_size(documents, _MAX_ROWS)
    import docx

    book = docx.Document()
    _prepare(book)
    body = book.element.body
    end = body.sectPr
    book.add_paragraph(review_table.HOW_TO, style="Review facts")
    for document in documents:
        book.add_heading(review_table.title(document), 1)
        facts = f"{document.draft.article}: {review_table.languages_in_words(document)}"
        book.add_paragraph(review_table.text_of(facts), style="Review facts")
        end.addprevious(_table(document))
        book.add_paragraph(style="Review facts")  # two tables that touch would become one
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue())


def recognises(data: bytes, name: str) -> bool:
    """Whether this is a Word document."""
    return holds(data, "word/document.xml")


FORMAT = Format("docx", ".docx", "review table for Word and LibreOffice Writer", write, read, recognises,
                most_units=_MAX_ROWS)


def _prepare(book: Any) -> None:
    """Page, properties and styles."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor, Twips

    section = book.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Twips(size) for size in _PAGE)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Twips(_MARGIN))
    about = book.core_properties
    about.author, about.comments, about.title = "Yɛlɛma", "", "Review table"
    about.created = about.modified = datetime.datetime(2000, 1, 1)

    normal = book.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.element.rPr.rFonts.set(qn("w:cs"), "Calibri")
    for style_name, size, grey in (("Review text", 10, 0), ("Review facts", 8, 0x60)):
        style = book.styles.add_style(style_name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.paragraph_format.space_after = Pt(1)
        style.paragraph_format.line_spacing = 1
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(grey, grey, grey)
    tag = book.styles.add_style("Review tag", WD_STYLE_TYPE.CHARACTER)
    tag.font.color.rgb = RGBColor(0x99, 0x99, 0x99)


def _table(document: Document) -> Any:
    from docx.oxml import parse_xml

    grid = "".join(f'<w:gridCol w:w="{_WIDTHS[name]}"/>' for name in COLUMNS)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = "".join(
        _cell(name, [f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'], "D9E2EC")
        for name, words in review_table.headers(document).items()
    )
    lines = "".join(_row(row, document) for row in review_table.rows(document))
    return parse_xml(
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblW w:w="{sum(_WIDTHS.values())}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{lines}</w:tbl>"
    )


def _row(row: Row, document: Document) -> str:
    source, target = (_PROOFING.get(code, code) for code in (document.article.language, document.draft.language))
    # The key is hidden text: it travels with the row wherever the row is moved.
    key = _run(f" {row.key}", "<w:noProof/><w:vanish/>")
    cells = [
        _cell("Id", [_run(row.id, "<w:noProof/>") + key], _READ_ONLY, small=True),
        _cell("Source", [_tagged(row.source, row.spans, source)], _READ_ONLY),
        _cell("Translation", [_tagged(row.translation, row.spans, target)]),
        _cell("State", [_choice(row.state)]),
        _cell("Comment", [_run(row.comment)]),
        _cell("Hints", [_run(hint, "<w:noProof/>") for hint in row.hints], _READ_ONLY, small=True),
    ]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(column: str, paragraphs: Sequence[str], fill: str = "", *, small: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    style = f'<w:pPr><w:pStyle w:val="{"Reviewfacts" if small else "Reviewtext"}"/></w:pPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_WIDTHS[column]}" w:type="dxa"/>{shade}</w:tcPr>'
        + "".join(f"<w:p>{style}{runs}</w:p>" for runs in paragraphs or [""])
        + "</w:tc>"
    )


def _choice(state: str) -> str:
    """A list to choose from, which also takes words typed into it."""
    choices = CHOICES if state in CHOICES else (state, *CHOICES)
    items = "".join(f"<w:listItem w:displayText={quoteattr(word)} w:value={quoteattr(word)}/>" for word in choices)
    return (
        '<w:sdt><w:sdtPr><w:alias w:val="State"/><w:tag w:val="state"/>'
        f"<w:comboBox>{items}</w:comboBox></w:sdtPr><w:sdtContent>{_run(state)}</w:sdtContent></w:sdt>"
    )


def _tagged(text: str, spans: Sequence[Span], language: str) -> str:
    """Runs of text with its tags in grey, what stands inside a pair looking as it will."""
    runs: list[str] = []
    inside: list[str] = []
    proofing = f"<w:lang w:val={quoteattr(language)}/>"
    for piece, tag in _pieces(text):
        if piece:
            looks = "".join(_LOOKS[kind] for kind in _ORDER if kind in inside)
            runs.append(_run(piece, f"{looks}{proofing}"))
        if tag:
            runs.append(_run(tag[0], '<w:rStyle w:val="Reviewtag"/><w:noProof/>'))
            kind = spans[int(tag[2]) - 1].kind if 1 <= int(tag[2]) <= len(spans) else ""
            if tag[1] and kind in inside:
                inside.remove(kind)
            elif not tag[1] and not tag[3]:
                inside.append(kind)
    return "".join(runs)


def _pieces(text: str) -> Iterator[tuple[str, Any]]:
    """The text between tags, each with the tag that follows it (None at the end)."""
    at = 0
    for match in TAG.finditer(text):
        yield text[at : match.start()], match
        at = match.end()
    yield text[at:], None


def _run(text: str, properties: str = "") -> str:
    if not text:
        return ""
    content = "".join(
        "<w:br/>" if piece == "\n" else "<w:tab/>" if piece == "\t"
        else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _split(text)
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{content}</w:r>"


def _split(text: str) -> Iterator[str]:
    """Line breaks and tabs by themselves, and the text between them."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield "\n"
        for count, piece in enumerate(line.split("\t")):
            if count:
                yield "\t"
            if piece:
                yield piece
