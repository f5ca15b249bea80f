"""A Word file around a body: properties, header, footer, page, and the same bytes each time."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from translate.editions import wording
from translate.editions.archive import zipped
from translate.editions.docx_body import TAGS, Body, Form, field, text
from translate.editions.docx_styles import set_styles
from translate.editions.inline import clean

_UNDATED = "2000-01-01"
_A4 = (11906, 16838)  # twentieths of a point
_MARGIN, _TABLE_MARGIN = 1418, 907
_LONGEST = 255  # characters of a property
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


@dataclass(frozen=True)
class Document:
    """What the file says of itself. language: a code. draft: the words that mark it as one, or None.

    is_wide: on the long side of the paper. has_table: narrow margins, for columns.
    """

    title: str
    language: str
    author: str = ""
    date: str = ""
    draft: wording.Words | None = None
    is_wide: bool = False
    has_table: bool = False


def saved(facts: Document, fill: Callable[[Body], None]) -> bytes:
    """The file, its body filled by `fill`."""
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    document = docx.Document()
    set_styles(document, TAGS[facts.language])
    _set_properties(document, facts)
    _drop_thumbnail(document)
    known: dict[str, str] = {}

    def relate(href: str) -> str:
        if href not in known:
            known[href] = document.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return known[href]

    body = Body(relate)
    fill(body)
    element = document.element.body
    section = element.sectPr
    for child in list(element):
        if child is not section:
            element.remove(child)
    blocks = Markup("<w:body {} {}>{}</w:body>").format(Markup(_W), Markup(_R), Markup("").join(body.blocks))
    for block in list(parse_xml(str(blocks))):
        section.addprevious(block)
    _set_page(document.sections[0], facts)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    return zipped(entries, first="[Content_Types].xml")


def text_width(facts: Document) -> int:
    """The width between the margins, in twentieths of a point."""
    margin = _TABLE_MARGIN if facts.has_table else _MARGIN
    return _A4[1 if facts.is_wide else 0] - 2 * margin


def _set_properties(document: Any, facts: Document) -> None:
    day = wording.iso_date(facts.date) or _UNDATED
    when = datetime.datetime.fromisoformat(day)
    core = document.core_properties
    title = f"[{facts.draft.draft_short}] {facts.title}" if facts.draft else facts.title
    core.title = _property(title)
    core.author = core.last_modified_by = _property(facts.author)
    core.comments = _property(facts.draft.draft if facts.draft else "")
    core.language = TAGS[facts.language]
    core.created = core.modified = when
    core.revision = 1


def _property(value: str) -> str:
    return " ".join(clean(value).split())[:_LONGEST]


def _drop_thumbnail(document: Any) -> None:
    """The template's preview picture is not of this document."""
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package.rels.pop(key)


def _set_page(section: Any, facts: Document) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    width, height = reversed(_A4) if facts.is_wide else _A4
    section.orientation = WD_ORIENT.LANDSCAPE if facts.is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(width), Twips(height)
    margin = Twips(_TABLE_MARGIN if facts.has_table else _MARGIN)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin
    section.header_distance = section.footer_distance = Twips(567)
    form = Form(facts.language)
    head = [text(_shortened(facts.title), form)]
    if facts.draft:
        head.append(Markup("<w:r><w:tab/></w:r>"))
        head.append(text(facts.draft.draft_short, Form(facts.draft.code, style="Draft Mark")))
    _set_story(section.header, "Header", head, text_width(facts))
    foot = [field("PAGE", form), text(" / ", form), field("NUMPAGES", form)]
    _set_story(section.footer, "Footer", foot, text_width(facts))


def _shortened(title: str) -> str:
    return title if len(title) <= 70 else title[:69].rstrip() + "…"


def _set_story(story: Any, style: str, runs: list[Markup], width: int) -> None:
    """A header or footer of one paragraph, with a tab stop at the right margin."""
    from docx.oxml import parse_xml

    tabs = Markup(
        '<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/>'
        '<w:tab w:val="right" w:pos="{}"/></w:tabs>'
    ).format(width)
    xml = Markup('<w:p {}><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr>{}</w:p>').format(
        Markup(_W), style, tabs, Markup("").join(runs)
    )
    story.is_linked_to_previous = False
    element = story._element
    for paragraph in list(element):
        element.remove(paragraph)
    element.append(parse_xml(str(xml)))
