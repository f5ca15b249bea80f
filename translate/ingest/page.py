"""Which part of a web page is the article.

Three witnesses are heard. Themes name the element that holds the text; where none does,
trafilatura says which texts it takes for the article, and the element that holds them is
the article's root. Names of classes and tags say what is navigation, sharing, comments,
advertising, and what is a byline, a date, a rubric. Everything else inside the root
stays: trafilatura loses headings, lists and captions, and a text that is lost cannot be
reviewed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from translate.ingest.boilerplate import fold, is_running_text
from translate.ingest.characters import collapse
from translate.ingest.dates import is_date_line
from translate.ingest.elements import Found, Walk, walk
from translate.ingest.head import is_byline
from translate.ingest.marks import (
    hint,
    is_body,
    is_content,
    is_frame,
    is_lead,
    is_link_list,
    is_notes,
    lineage,
    reads_as_article,
)
from translate.ingest.pieces import Piece
from translate.ingest.tags import DROPPED, HEADINGS, PHRASES

# Elements that hold a paragraph, not an article.
_LEAF = frozenset(["p", "li", "blockquote", "dd", "dt", "figcaption", "pre"]) | HEADINGS.keys() | PHRASES
_NOT_WORDS = re.compile(r"[\W_]+")
_LABEL = re.compile(r".{0,25}:\W*|in|dans|by|par")
# A theme's own text element is believed from so many characters on.
_SHORTEST_BODY = 80


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
    named = _named_root(body)
    root = named if named is not None else _voted_root(everything, kept, body)
    headline = _headline(everything, title, root)
    how.roles = _roles(body, root, headline)
    found = walk(body, how)
    pieces = _outside_set_aside(found, root, headline, "" if named is not None else _squeezed(kept))
    return Selection(_hints_only_around(pieces), collapse(headline.text_content()) if headline is not None else "")


def _squeezed(text: str) -> str:
    return _NOT_WORDS.sub("", text.casefold().replace("\u00ad", ""))


def _named_root(body: Any) -> Any:
    """The one element that the page's theme names as the article's text, or None."""
    named = [
        element
        for element in body.iter()
        if isinstance(element.tag, str)
        and is_body(element)
        and len(collapse(element.text_content())) >= _SHORTEST_BODY
        and not any(is_frame(above) for above in lineage(element.getparent()))
    ]
    outermost = [element for element in named if not any(above in named for above in lineage(element.getparent()))]
    return outermost[0] if len(outermost) == 1 else None


def _voted_root(found: list[Found], kept: str, body: Any) -> Any:
    """The element that holds the article's texts and as little else as possible."""
    votes = _votes(found, _squeezed(kept))
    unframed = [(one, weight) for one, weight in votes if not any(is_frame(a) for a in lineage(one.element))]
    if sum(weight for _, weight in unframed) >= 0.3 * sum(weight for _, weight in votes):
        votes = unframed
    total = sum(weight for _, weight in votes)
    if not total:
        return body
    weights: dict[Any, int] = {}
    for one, weight in votes:
        for element in lineage(one.element):
            weights[element] = weights.get(element, 0) + weight
    root = body
    while True:
        below = [child for child in root if weights.get(child, 0) >= 0.85 * total]
        if not below or below[0].tag in _LEAF:
            break
        root = below[0]
    return _container(root, body)


def _votes(found: list[Found], kept: str) -> list[tuple[Found, int]]:
    """The pieces that trafilatura keeps, or where it keeps none those that read as text, weighed."""
    votes = []
    for one in found:
        text = _squeezed(one.piece.text)
        if len(text) < 25 or one.piece.aside or one.element is None:
            continue
        if text in kept if kept else is_running_text(one.piece.text) and not _is_linked(one.piece):
            votes.append((one, len(text)))
    return votes


def _container(root: Any, body: Any) -> Any:
    """The nearest element around `root` that is named as the article, if there is one close by."""
    for element in lineage(root, 3):
        if element is body:
            break
        if is_content(element):
            others = sum(1 for article in element.iter("article") if article is not root)
            return element if others <= 1 else root
    return root


def _headline(found: list[Found], title: str, root: Any) -> Any:
    """The element of the page that holds the title, or None."""
    seen: list[Any] = []
    for one in found:
        heading = next((e for e in lineage(one.element) if e.tag in ("h1", "h2", "h3")), None)
        if heading is not None and heading not in seen:
            seen.append(heading)
    wanted = fold(title)
    for element in sorted(seen, key=lambda e: str(e.tag)):
        text = fold(collapse(element.text_content()))
        longer = len(text) > 12 and (wanted.startswith(text) or text.startswith(wanted))
        if wanted and text and (text == wanted or longer):
            return element
    tops = [e for e in seen if e.tag == "h1" and not any(is_frame(a) for a in lineage(e, 4))]
    inside = [e for e in tops if root in e.iterancestors()]
    return (inside or tops)[0] if len(inside) == 1 or len(tops) == 1 else None


def _roles(body: Any, root: Any, headline: Any) -> dict[Any, str]:
    """What each element is on the page: "aside", a hint, or nothing in particular."""
    protected = set(lineage(root)) | set(lineage(headline))
    size = len(root.text_content()) or 1
    roles: dict[Any, str] = {}
    for element in body.iter():
        if not isinstance(element.tag, str) or element in protected or element.tag in DROPPED:
            continue
        text = element.text_content()
        inside = root in element.iterancestors()
        if is_frame(element):
            if len(text) <= 150 and is_byline(collapse(text)):
                # Drupal signs an article in a <footer> over it.
                roles[element] = "byline"
            elif not (inside and (len(text) > 0.6 * size or reads_as_article(element))):
                roles[element] = "aside"
        elif inside and element.tag in ("ul", "ol") and is_link_list(element):
            roles[element] = "aside"
        elif len(text) <= 250 and (found := hint(element, inside=inside)) and (found != "byline" or len(text) <= 150):
            roles[element] = found
            if found == "kicker":
                # Several rubrics side by side: each is a piece, joined later.
                roles.update((link, found) for link in element.iter("a"))
    return roles


def _outside_set_aside(found: list[Found], root: Any, headline: Any, kept: str) -> list[Piece]:
    """The pieces, those that are neither in the root nor part of its head set aside."""
    inside = [root in lineage(one.element) for one in found]
    first = next((i for i, is_in in enumerate(inside) if is_in), len(found))
    last = max((i for i, is_in in enumerate(inside) if is_in), default=-1)
    titled = next((i for i, one in enumerate(found) if headline is not None and headline in lineage(one.element)), -1)
    near = set(lineage(headline, 4))
    running = [i for i, is_in in enumerate(inside) if is_in and is_running_text(found[i].piece.text)]
    pieces = []
    for i, one in enumerate(found):
        piece = one.piece
        if i == titled:
            stays = True
            piece = replace(piece, hint="title", aside=False)
        elif inside[i]:
            stays = not _is_row_of_links(piece) and not (running and i > running[-1] and _is_in_row(found, i))
        elif titled < i < first and titled >= 0:
            stays = _belongs_to_head(one)
        elif i < titled:
            stays = piece.hint in ("kicker", "subtitle") and any(a in near for a in lineage(one.element))
        elif i > last and any(is_notes(a) for a in lineage(one.element, 3)):
            stays = True
        else:
            stays = is_running_text(piece.text) and _squeezed(piece.text) in kept and not _is_linked(piece)
        pieces.append(piece if stays else replace(piece, aside=True))
    return _merged_hints(pieces)


def _belongs_to_head(one: Found) -> bool:
    """Whether what stands between the headline and the text is part of the article."""
    text = collapse(one.piece.text)
    if one.piece.hint or one.piece.kind == "caption" or is_byline(text) or is_date_line(text):
        return True
    return not _is_linked(one.piece) and (is_running_text(text) or any(is_lead(a) for a in lineage(one.element, 3)))


def _linked(piece: Piece) -> float:
    """How much of a piece's letters and digits are link text, from 0 to 1."""
    whole = len(_NOT_WORDS.sub("", piece.text))
    links = sum(len(_NOT_WORDS.sub("", piece.text[s.start : s.end])) for s in piece.spans if s.kind == "link")
    return links / whole if whole else 0.0


def _is_linked(piece: Piece) -> bool:
    return _linked(piece) > 0.6


def _is_row_of_links(piece: Piece) -> bool:
    return sum(s.kind == "link" for s in piece.spans) >= 2 and _linked(piece) > 0.85


def _is_in_row(found: list[Found], index: int) -> bool:
    """Whether a piece is nothing but a link, and so is its neighbour: titles of other articles."""
    neighbours = found[max(index - 1, 0) : index] + found[index + 1 : index + 2]
    return _linked(found[index].piece) > 0.85 and any(_linked(one.piece) > 0.85 for one in neighbours)


def _merged_hints(pieces: list[Piece]) -> list[Piece]:
    """Neighbours with one hint become one piece: "Par" and the name, two rubrics."""
    merged: list[Piece] = []
    for piece in pieces:
        text = collapse(piece.text)
        if piece.hint in ("byline", "kicker") and not piece.aside:
            if piece.hint == "kicker" and _LABEL.fullmatch(text.casefold()):
                merged.append(replace(piece, aside=True))
                continue
            before = merged[-1] if merged else None
            if before and before.hint == piece.hint and not before.aside:
                if text not in before.text:
                    joiner = " " if piece.hint == "byline" else " · "
                    merged[-1] = replace(before, text=f"{before.text}{joiner}{text}")
                continue
            piece = replace(piece, text=text, spans=())
        merged.append(piece)
    return [replace(p, text=p.text.strip(" -–—|·,\u00a0")) if p.hint == "byline" else p for p in merged]


def _hints_only_around(pieces: list[Piece]) -> list[Piece]:
    """Hints count over the first and under the last running text, not between."""
    running = [i for i, p in enumerate(pieces) if not p.aside and not p.hint and is_running_text(p.text)]
    if not running:
        return pieces
    return [
        replace(p, hint="") if running[0] < i < running[-1] and p.hint != "title" else p for i, p in enumerate(pieces)
    ]
