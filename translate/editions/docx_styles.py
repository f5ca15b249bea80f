"""The styles of a Word edition: few, real and named, so that a publisher can change them in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from translate.editions.labels import STATES

# Fonts of every Word and, by those of the same measure, of LibreOffice; they have Cyrillic and ɛ ɔ ɲ ŋ.
SERIF, SANS = "Times New Roman", "Arial"
RED, GREY, BLUE = "A11616", "444444", "1D4F6B"
_STATE_COLOURS = {"new": "8A0D0D", "draft": "633C00", "reviewed": "14522C", "final": "14522C"}


@dataclass(frozen=True)
class Look:
    """A paragraph style. Sizes, spaces and indents in points; colour as RRGGBB; base: a style's name.

    border: "left", "top", "bottom" or "box". numbering: keep the list's bullet of the template.
    """

    size: float = 11
    font: str = SERIF
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    before: float = 0
    after: float = 6
    indent: float = 0
    line: float = 1.15
    keep_next: bool = False
    centred: bool = False
    border: str = ""
    base: str = "Normal"


PARAGRAPHS = {
    "Normal": Look(base=""),
    "Title": Look(22, bold=True, after=8, line=1.05, keep_next=True),
    "Subtitle": Look(13, italic=True, colour=GREY, after=4, line=1.1),
    "Heading 1": Look(16, bold=True, before=18, after=6, line=1.1, keep_next=True),
    "Heading 2": Look(13, bold=True, before=14, after=5, line=1.1, keep_next=True),
    "Heading 3": Look(11.5, bold=True, before=12, after=4, line=1.1, keep_next=True),
    "Heading 4": Look(11, bold=True, before=10, after=4, line=1.1, keep_next=True),
    "Heading 5": Look(11, bold=True, italic=True, before=10, after=4, line=1.1, keep_next=True),
    "Body Text": Look(after=7),
    "Quote": Look(indent=18, after=7, border="left"),
    "List": Look(indent=18, after=3),
    "List 2": Look(indent=36, after=3),
    "List 3": Look(indent=54, after=3),
    "List Bullet": Look(after=3),
    "List Bullet 2": Look(after=3),
    "List Bullet 3": Look(after=3),
    "Caption": Look(9.5, SANS, colour="333333", after=8, line=1.1),
    "Kicker": Look(9, SANS, colour=GREY, after=3, keep_next=True),
    "Byline": Look(10, SANS, colour=GREY, after=14),
    "Origin": Look(9, SANS, colour=GREY, before=20, border="top"),
    "Draft Banner": Look(9.5, SANS, bold=True, colour=RED, after=14, centred=True, border="box"),
    "Source Line": Look(9.5, colour=GREY, before=6, after=0, line=1.1, keep_next=True),
    "Target Line": Look(after=4),
    "Label": Look(9, SANS, bold=True, before=10, after=3, keep_next=True),
    "Small Text": Look(8.5, SANS, after=2, line=1.1),
    "Table Head": Look(8.5, SANS, bold=True, after=2, line=1.1, keep_next=True),
    "Table Text": Look(10, after=2, line=1.1),
    "Table Heading": Look(12, bold=True, after=2, line=1.1),
    "Table Quote": Look(10, after=2, indent=8, line=1.1, border="left"),
    "Table List": Look(10, after=2, indent=8, line=1.1),
    "Table Caption": Look(10, italic=True, after=2, line=1.1),
    "Table Kicker": Look(8.5, SANS, after=2, line=1.1),
    "Table Notes": Look(7.5, SANS, colour=GREY, after=1, line=1.05),
    "toc 1": Look(11, after=4),
    "Header": Look(8, SANS, colour=GREY, after=0, line=1),
    "Footer": Look(8, SANS, colour=GREY, after=0, line=1, centred=True),
}
# Name → (bold, italic, underlined, colour).
CHARACTERS = {
    "Emphasis": (False, True, "", ""),
    "Strong": (True, False, "", ""),
    "Hyperlink": (False, False, "single", BLUE),
    "Inline Code": (False, False, "", ""),
    "Glossary Term": (False, False, "dotted", ""),
    "Draft Mark": (True, False, "", RED),
    **{f"State {word}": (True, False, "", _STATE_COLOURS[state.value]) for state, (_, word, _) in STATES.items()},
}


def style_id(name: str) -> str:
    """How a style is named in the document's XML."""
    return name.replace(" ", "")


def set_styles(document: Any, language: str) -> None:
    """Give a new python-docx document these styles, and its language (a tag such as "ru-RU")."""
    from docx.enum.style import WD_STYLE_TYPE

    known = {style.name for style in document.styles}
    _defaults(document.styles.element, language)
    for name, look in PARAGRAPHS.items():
        style = (
            document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _set(style, look, document)
    for name, (bold, italic, underline, colour) in CHARACTERS.items():
        style = (
            document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        )
        is_code = name == "Inline Code"
        inner = "".join(
            (
                '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>' if is_code else "",
                "<w:b/><w:bCs/>" if bold else "",
                "<w:i/><w:iCs/>" if italic else "",
                f'<w:color w:val="{colour}"/>' if colour else "",
                '<w:sz w:val="20"/>' if is_code else "",
                f'<w:u w:val="{underline}"/>' if underline else "",
            )
        )
        _replace(style.element, "w:rPr", inner)


def _set(style: Any, look: Look, document: Any) -> None:
    """Replace a style's properties; a list keeps its bullet and the place of it."""
    from docx.oxml.ns import qn

    if look.base and style.base_style is None:
        style.base_style = document.styles[look.base]
    old = style.element.find(qn("w:pPr"))
    kept = "" if old is None else "".join(_xml(old.find(qn(tag))) for tag in ("w:numPr",))
    level = "" if old is None else _xml(old.find(qn("w:outlineLvl")))
    edge = '<w:{} w:val="single" w:sz="{}" w:space="{}" w:color="{}"/>'
    sides = ("top", "left", "bottom", "right") if look.border == "box" else (look.border,)
    thick = {"box": (12, 4, RED), "left": (12, 8, "BBBBBB")}.get(look.border, (4, 6, "999999"))
    borders = "".join(edge.format(side, *thick) for side in sides) if look.border else ""
    paragraph = "".join(
        (
            "<w:keepNext/>" if look.keep_next else "",
            kept,
            f"<w:pBdr>{borders}</w:pBdr>" if borders else "",
            f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" '
            f'w:line="{round(look.line * 240)}" w:lineRule="auto"/>',
            f'<w:ind w:left="{round(look.indent * 20)}"/>' if look.indent else "",
            "" if kept else "<w:contextualSpacing w:val=\"0\"/>",
            '<w:jc w:val="center"/>' if look.centred else "",
            level,
        )
    )
    run = "".join(
        (
            f'<w:rFonts w:ascii="{look.font}" w:hAnsi="{look.font}" w:cs="{look.font}" w:eastAsia="{look.font}"/>',
            "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>',
            "<w:i/><w:iCs/>" if look.italic else '<w:i w:val="0"/><w:iCs w:val="0"/>',
            f'<w:color w:val="{look.colour}"/>',
            f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>',
        )
    )
    _replace(style.element, "w:pPr", paragraph)
    _replace(style.element, "w:rPr", run)


def _defaults(styles: Any, language: str) -> None:
    """The document's own font and language, in place of the template's."""
    from docx.oxml.ns import qn

    properties = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    properties.clear()
    for child in _parsed(
        f'<w:rFonts w:ascii="{SERIF}" w:hAnsi="{SERIF}" w:cs="{SERIF}" w:eastAsia="{SERIF}"/>'
        f'<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
    ):
        properties.append(child)


def _replace(style: Any, tag: str, inner: str) -> None:
    """Put a new `w:pPr` or `w:rPr` where the old one was, or where the schema wants it."""
    from docx.oxml.ns import qn

    old = style.find(qn(tag))
    (new,) = _parsed(f"<{tag}>{inner}</{tag}>")
    if old is not None:
        style.replace(old, new)
    elif tag == "w:pPr" and style.find(qn("w:rPr")) is not None:
        style.find(qn("w:rPr")).addprevious(new)
    else:
        style.append(new)


def _parsed(xml: str) -> list[Any]:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return list(parse_xml(f"<root {nsdecls('w')}>{xml}</root>"))


def _xml(element: Any) -> str:
    from lxml import etree

    return "" if element is None else etree.tostring(element, encoding="unicode")
