"""Which part of a web page is the article.

Three witnesses are heard. trafilatura says which texts it takes for the article; the
element that holds them is the article's root. Names of classes and tags say what is
navigation, sharing, comments, advertising, and what is a byline, a date, a rubric.
Everything else inside the root stays: trafilatura loses headings, lists and captions,
and a text that is lost cannot be reviewed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from translate.ingest import patterns
from translate.ingest.boilerplate import fold, is_running_text
from translate.ingest.characters import collapse
from translate.ingest.dates import is_date_line
from translate.ingest.elements import Found, Walk, walk
from translate.ingest.head import is_byline
from translate.ingest.pieces import Piece
from translate.ingest.tags import DROPPED, FORMS, HEADINGS, PHRASES


def _names(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[-_])(?:{'|'.join(words.split())})(?:$|[-_])")


_FRAME = _names(patterns.FRAME_CLASSES)
_SOFT_FRAME = _names(patterns.SOFT_FRAME_CLASSES)
_FRAME_ROLES = re.compile("navigation|banner|contentinfo|complementary|search|dialog|menu|menubar|alert")
_FRAME_TAGS = frozenset(["nav", "aside", "footer"]) | FORMS
_HINTS = tuple((hint, _names(classes)) for hint, classes in patterns.HINT_CLASSES)
_LEAD = _names(patterns.LEAD_CLASSES)
_NOTES = _names(patterns.NOTE_CLASSES)
_CONTENT = _names(patterns.CONTENT_CLASSES)
# Elements that hold a paragraph, not an article.
_LEAF = frozenset(["p", "li", "blockquote", "dd", "dt", "figcaption", "pre"]) | HEADINGS.keys() | PHRASES
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass
class Selection:
    """The pieces of a page in document order, those outside the article set aside."""

    pieces: list[Piece]
    title: str = ""


def select(body: Any, kept: str, title: str, how: Walk) -> Selection:
    """The article among all that stands on a page.

    body: the lxml element of the whole page. kept: the text that trafilatura takes for
    the article, "" if it found none. title: from the metadata, "" if unknown.
    """
    everything = walk(body, how)
    root = _root(everything, kept, body)
    headline = _headline(everything, title, root)
    how.roles = _roles(body, root, headline)
    found = walk(body, how)
    pieces = _outside_set_aside(found, root, headline, _squeezed(kept))
    return Selection(_hints_only_around(pieces), collapse(headline.text_content()) if headline is not None else "")


def _squeezed(text: str) -> str:
    return _NOT_WORDS.sub("", text.casefold().replace("\u00ad", ""))


def _root(found: list[Found], kept: str, body: Any) -> Any:
    """The element that holds the article's texts and as little else as possible."""
    squeezed = _squeezed(kept)
    weights: dict[Any, int] = {}
    total = 0
    for one in found:
        text = _squeezed(one.piece.text)
        if len(text) < 25 or one.piece.aside or one.element is None:
            continue
        if squeezed:
            weight = len(text) if text in squeezed else 0
        else:
            weight = len(text) if is_running_text(one.piece.text) and not _is_linked(one.piece) else 0
        total += weight
        element = one.element
        while weight and element is not None:
            weights[element] = weights.get(element, 0) + weight
            element = element.getparent()
    if not total:
        return body
    root = body
    while True:
        below = [child for child in root if weights.get(child, 0) >= 0.85 * total]
        if not below or below[0].tag in _LEAF:
            break
        root = below[0]
    return _container(root, body)


def _container(root: Any, body: Any) -> Any:
    """The nearest element around `root` that is named as the article, if there is one close by."""
    element = root
    for _ in range(3):
        if element is None or element is body:
            break
        if element.tag == "article" or element.get("itemprop") == "articleBody" or _is(_CONTENT, element):
            return element if not _holds_articles(element, root) else root
        element = element.getparent()
    return root


def _holds_articles(element: Any, root: Any) -> bool:
    return sum(1 for article in element.iter("article") if article is not root) > 1


def _headline(found: list[Found], title: str, root: Any) -> Any:
    """The element of the page that holds the title, or None."""
    seen: list[Any] = []
    for one in found:
        element = one.element
        while element is not None and element.tag not in ("h1", "h2", "h3"):
            element = element.getparent()
        if element is not None and element not in seen:
            seen.append(element)
    wanted = fold(title)
    for element in sorted(seen, key=lambda e: str(e.tag)):
        text = fold(collapse(element.text_content()))
        if (
            wanted
            and text
            and (text == wanted or (len(text) > 12 and (wanted.startswith(text) or text.startswith(wanted))))
        ):
            return element
    tops = [e for e in seen if e.tag == "h1" and not any(_is(_FRAME, a) for a in _lineage(e, 4))]
    inside = [e for e in tops if root in e.iterancestors()]
    return (inside or tops)[0] if len(inside) == 1 or len(tops) == 1 else None


def _lineage(element: Any, steps: int) -> Iterable[Any]:
    while element is not None and steps:
        yield element
        element, steps = element.getparent(), steps - 1


def _is(names: re.Pattern[str], element: Any) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    # A page builder calls every box a widget: the rest of the name says which.
    return any(names.search(mark.removeprefix("elementor-widget")) for mark in marks if mark != "elementor-widget")


def _roles(body: Any, root: Any, headline: Any) -> dict[Any, str]:
    """What each element is on the page: "aside", a hint, or nothing in particular."""
    protected = set(root.iterancestors()) | {root}
    if headline is not None:
        protected |= set(headline.iterancestors()) | {headline}
    size = len(root.text_content()) or 1
    roles: dict[Any, str] = {}
    for element in body.iter():
        if not isinstance(element.tag, str) or element in protected or element.tag in DROPPED:
            continue
        text = element.text_content()
        inside = root in element.iterancestors()
        if (_is_frame(element) and not (inside and (len(text) > 0.6 * size or _reads_as_article(element)))) or (
            inside and element.tag in ("ul", "ol") and _is_link_list(element)
        ):
            roles[element] = "aside"
        elif len(text) <= 250 and (hint := _hint(element, inside)):
            roles[element] = hint
            if hint == "kicker":
                # Several rubrics side by side: each is a piece, joined later.
                roles.update((link, hint) for link in element.iter("a"))
    return roles


def _is_frame(element: Any) -> bool:
    if element.tag == "footer" and any(a.tag == "blockquote" for a in element.iterancestors()):
        return False
    return element.tag in _FRAME_TAGS or bool(_FRAME_ROLES.fullmatch(element.get("role") or "")) or _is(_FRAME, element)


def _reads_as_article(element: Any) -> bool:
    """Whether a box inside the article (`<aside>`, a widget) holds running text of its own."""
    if element.tag not in ("aside", "footer") and not _is(_SOFT_FRAME, element):
        return False
    paragraphs = [collapse(p.text_content()) for p in element.iter("p", "li")]
    linked = sum(len(a.text_content()) for a in element.iter("a"))
    return any(is_running_text(p) for p in paragraphs) and linked < 0.3 * len(element.text_content())


def _is_link_list(element: Any) -> bool:
    items = [item for item in element if item.tag == "li"]
    linked = sum(len(collapse(a.text_content())) for a in element.iter("a"))
    return (
        len(items) >= 2
        and linked >= 0.9 * len(collapse(element.text_content()))
        and len(items) == sum(next(item.iter("a"), None) is not None for item in items)
    )


def _hint(element: Any, inside: bool) -> str:
    if element.tag in ("time",):
        return "date"
    rel = (element.get("rel") or "").lower()
    if "author" in rel or element.get("itemprop") == "author":
        return "byline"
    if "category" in rel or element.get("itemprop") == "articleSection":
        return "kicker"
    if element.tag in ("article", "main", "body", "section", "blockquote", "li") and inside:
        return ""
    return next((hint for hint, names in _HINTS if _is(names, element)), "")


def _outside_set_aside(found: list[Found], root: Any, headline: Any, kept: str) -> list[Piece]:
    """The pieces, those that are neither in the root nor part of its head set aside."""
    inside = [root in _ancestors(one.element) for one in found]
    first = next((i for i, is_in in enumerate(inside) if is_in), len(found))
    last = max((i for i, is_in in enumerate(inside) if is_in), default=-1)
    titled = next(
        (i for i, one in enumerate(found) if headline is not None and headline in _ancestors(one.element)), None
    )
    near = set(_lineage(headline, 4)) if headline is not None else set()
    pieces = []
    for i, one in enumerate(found):
        piece = one.piece
        if piece.aside:
            pass
        elif inside[i]:
            if _is_row_of_links(piece):
                piece = replace(piece, aside=True)
        elif i == titled:
            piece = replace(piece, hint="title")
        elif titled is not None and titled < i < first:
            if not _belongs_to_head(one):
                piece = replace(piece, aside=True)
        elif (
            titled is not None
            and i < titled
            and piece.hint in ("kicker", "subtitle")
            and near & set(_ancestors(one.element))
        ) or (i > last and _is_after_text(one)):
            pass
        elif not (is_running_text(piece.text) and len(piece.text) > 60 and _squeezed(piece.text) in kept) or _is_linked(
            piece
        ):
            piece = replace(piece, aside=True)
        if i == titled:
            piece = replace(piece, hint="title", aside=False)
        pieces.append(piece)
    merged = _merged_hints(pieces)
    return [replace(p, text=p.text.strip(" -–—|·,\u00a0\n\t"), spans=()) if p.hint == "byline" else p for p in merged]


def _ancestors(element: Any) -> list[Any]:
    return [] if element is None else [element, *element.iterancestors()]


def _belongs_to_head(one: Found) -> bool:
    piece = one.piece
    if piece.hint or piece.kind == "caption" or is_byline(collapse(piece.text)) or is_date_line(collapse(piece.text)):
        return True
    return not _is_linked(piece) and (
        is_running_text(piece.text) or any(_is(_LEAD, a) for a in _lineage(one.element, 3))
    )


def _is_after_text(one: Found) -> bool:
    """Postscript and notes, which SPIP puts under the article's own element."""
    return any(_is(_NOTES, a) for a in _lineage(one.element, 3))


def _is_linked(piece: Piece) -> bool:
    return sum(s.end - s.start for s in piece.spans if s.kind == "link") > 0.6 * len(piece.text)


def _is_row_of_links(piece: Piece) -> bool:
    links = [s for s in piece.spans if s.kind == "link"]
    return len(links) >= 2 and sum(s.end - s.start for s in links) > 0.85 * len(piece.text.strip())


def _merged_hints(pieces: list[Piece]) -> list[Piece]:
    """Neighbours with one hint become one piece: "Par" and the name, two rubrics."""
    merged: list[Piece] = []
    for piece in pieces:
        before = merged[-1] if merged else None
        if (
            before
            and piece.hint in ("byline", "kicker")
            and piece.hint == before.hint
            and not before.aside
            and not piece.aside
        ):
            one, two = collapse(before.text), collapse(piece.text)
            if two not in one:
                joiner = " " if piece.hint == "byline" else " · "
                merged[-1] = replace(before, text=f"{one}{joiner}{two}", spans=())
            continue
        merged.append(piece)
    return merged


def _hints_only_around(pieces: list[Piece]) -> list[Piece]:
    """Hints count over the first and under the last running text, not between."""
    running = [i for i, p in enumerate(pieces) if not p.aside and not p.hint and is_running_text(p.text)]
    if not running:
        return pieces
    return [
        replace(p, hint="") if running[0] < i < running[-1] and p.hint != "title" else p for i, p in enumerate(pieces)
    ]
