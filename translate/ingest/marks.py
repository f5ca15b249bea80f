"""What the tags, classes and ids of a web page say its elements are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from translate.ingest import patterns
from translate.ingest.boilerplate import is_running_text
from translate.ingest.characters import collapse
from translate.ingest.tags import FORMS


def _names(classes: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|-)(?:{'|'.join(classes.split())})(?:$|-)")


_FRAME = _names(patterns.FRAME_CLASSES)
_SOFT_FRAME = _names(patterns.SOFT_FRAME_CLASSES)
_FRAME_ROLES = re.compile("navigation|banner|contentinfo|complementary|search|dialog|menu|menubar|alert")
_FRAME_TAGS = frozenset(["nav", "aside", "footer"]) | FORMS
_HINTS = tuple((hint, _names(classes)) for hint, classes in patterns.HINT_CLASSES)
_LEAD = _names(patterns.LEAD_CLASSES)
_NOTES = _names(patterns.NOTE_CLASSES)
_CONTENT = _names(patterns.CONTENT_CLASSES)
_BODY = re.compile(rf"(?:{'|'.join(patterns.BODY_CLASSES.split())})")
# What a class says about the state of an element, not about its content.
_STATE = re.compile(r"(?:no|has|is|with|without|hide|show|js)-|elementor-widget$")


@lru_cache(maxsize=8192)
def _marks(classes: str, identity: str) -> tuple[str, ...]:
    marks = f"{classes} {identity}".lower().replace("_", "-").split()
    # Page builders name every box so: the rest of the name says which it is.
    return tuple(
        mark.removeprefix("elementor-widget-").removeprefix("wp-block-") for mark in marks if not _STATE.match(mark)
    )


def _is(names: re.Pattern[str], element: Any) -> bool:
    return any(names.search(mark) for mark in _marks(element.get("class") or "", element.get("id") or ""))


def lineage(element: Any, steps: int = 1000) -> Iterator[Any]:
    """The element, its parent, its parent's parent, …; nothing for None."""
    while element is not None and steps:
        yield element
        element, steps = element.getparent(), steps - 1


def is_body(element: Any) -> bool:
    """Whether the page's theme says that this element holds an article's text."""
    if element.get("itemprop") == "articleBody":
        return True
    return any(_BODY.fullmatch(mark) for mark in _marks(element.get("class") or "", element.get("id") or ""))


def is_content(element: Any) -> bool:
    """Whether an element is named as content, an article or a post."""
    return element.tag == "article" or is_body(element) or _is(_CONTENT, element)


def is_frame(element: Any) -> bool:
    """Whether an element is navigation, sharing, comments, advertising: around the article."""
    if is_body(element) or (element.tag == "footer" and any(a.tag == "blockquote" for a in lineage(element))):
        return False
    return element.tag in _FRAME_TAGS or bool(_FRAME_ROLES.fullmatch(element.get("role") or "")) or _is(_FRAME, element)


def is_lead(element: Any) -> bool:
    """Whether an element is named as the article's lead."""
    return _is(_LEAD, element)


def is_notes(element: Any) -> bool:
    """Whether an element is named as notes or a postscript, which SPIP puts under the article."""
    return _is(_NOTES, element)


def reads_as_article(element: Any) -> bool:
    """Whether a box inside the article (`<aside>`, a widget) holds running text of its own."""
    if element.tag not in ("aside", "footer") and not _is(_SOFT_FRAME, element):
        return False
    paragraphs = [collapse(p.text_content()) for p in element.iter("p", "li")]
    linked = sum(len(a.text_content()) for a in element.iter("a"))
    return any(is_running_text(p) for p in paragraphs) and linked < 0.3 * len(element.text_content())


def is_link_list(element: Any) -> bool:
    """Whether a list holds nothing but links, two or more."""
    items = [item for item in element if item.tag == "li"]
    linked = sum(len(collapse(a.text_content())) for a in element.iter("a"))
    return (
        len(items) >= 2
        and linked >= 0.9 * len(collapse(element.text_content()))
        and all(next(item.iter("a"), None) is not None for item in items)
    )


def hint(element: Any, *, inside: bool) -> str:
    """What an element is in the head of an article, as `Piece.hint` has it, or "caption", or "".

    inside: whether it stands inside the article's text, where containers say nothing.
    """
    if element.tag == "time":
        return "date"
    rel = (element.get("rel") or "").lower()
    if "author" in rel or element.get("itemprop") == "author":
        return "byline"
    if "category" in rel or element.get("itemprop") == "articleSection":
        return "kicker"
    if inside and element.tag in ("article", "main", "section", "blockquote", "li"):
        return ""
    return next((name for name, classes in _HINTS if _is(classes, element)), "")
