"""What HTML elements are: dropped, blocks, inline markup; and which addresses are safe."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

_DROPPED = """
    script style iframe frame frameset object embed applet canvas svg template head link meta base title source track
    input datalist param area map noframes
"""
_FORMS = "form select textarea button option label fieldset legend dialog menu noscript audio video"
_PHRASES = """
    span font abbr acronym small big u s strike del ins mark q time data bdi bdo ruby rb rt rp wbr nobr label output
    math picture
"""
# Gone with everything in them; set aside; part of a line of text.
DROPPED = frozenset(_DROPPED.split())
FORMS = frozenset(_FORMS.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Inline elements and the kind of span each becomes.
INLINE = {
    "a": "link",
    **dict.fromkeys(("em", "i", "dfn", "cite", "var"), "emphasis"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    "sup": "superscript",
    "sub": "subscript",
}
PHRASES = frozenset(_PHRASES.split()) | INLINE.keys()

_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
# Elements that only a table of the page's layout holds, and how long a datum may be.
_LAYOUT = ("div", "form", "article", "section", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote")
_LONGEST_CELL = 600


def style_kind(element: Any) -> str:
    """The kind of span that an element's style attribute draws, "" for none."""
    style = (element.get("style") or "").lower()
    return "strong" if _BOLD.search(style) else "emphasis" if _ITALIC.search(style) else ""


def safe_href(href: str | None, base: str = "") -> str:
    """`href` if it is an http(s) or mailto address (made whole with `base`), else ""."""
    if not href:
        return ""
    href = "".join(c for c in href if c > " " and c != "\x7f")
    if href.startswith("#"):
        return ""
    try:
        if base and not urlsplit(href).scheme:
            href = urljoin(base, href)
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme.lower() in ("http", "https") and parts.netloc:
        return href
    return href if parts.scheme.lower() == "mailto" and "@" in parts.path else ""


def note_href(number: int) -> str:
    """The address that a reference to a note leads to; the note itself begins with this number."""
    return f"#note-{number}"


def is_hidden(element: Any) -> bool:
    """Whether an element is hidden by an attribute or its own style."""
    return "hidden" in element.attrib or bool(_HIDDEN.search((element.get("style") or "").lower()))


def is_data(table: Any) -> bool:
    """Whether a table holds data; old pages lay out their columns with tables."""
    if next(table.iter(*_LAYOUT), None) is not None or sum(1 for _ in table.iter("table")) > 1:
        return False
    if any(len(cell.text_content()) > _LONGEST_CELL for cell in table.iter("td")):
        return False
    rows = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")]
    return len(rows) >= 2 and max(rows, default=0) >= 2


def is_meaningful(text: str) -> bool:
    """Whether an image's text says what it shows, and is no file name."""
    return len(text.split()) >= 3 and not re.search(r"\.(?:jpe?g|png|gif|webp|svg)\b|[_/\\]|\d{6}", text, re.I)
