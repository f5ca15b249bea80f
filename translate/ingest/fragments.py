"""An article's own HTML, without the page around it: what feeds, exports and books hold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from translate.ingest.boilerplate import is_running_text
from translate.ingest.elements import Walk, walk
from translate.ingest.html import parse, refuse_deep, refuse_many, structured
from translate.ingest.limits import Limits
from translate.ingest.marks import is_frame, is_notes, reads_as_article
from translate.ingest.pieces import Piece

# A headline may stand in the text as well, among so many first lines.
_NEAR_TOP = 8
_ADDRESS = re.compile(r"https?://\S+")


def read_fragment(source: str, *, name: str, limits: Limits, how: Walk) -> list[Piece]:
    """The pieces of an HTML text that has been through `clean`; share buttons, menus and the like are set aside.

    Raises InputError as `html.parse` does.
    """
    if not source.strip():
        return []
    tree = parse(source, name=name, limits=limits)
    how.roles = {element: "aside" for element in tree.iter() if _is_around(element)}
    return pieces_of_tree(tree, how, name=name, limits=limits)


def pieces_of_tree(root: Any, how: Walk, *, name: str, limits: Limits) -> list[Piece]:
    """The pieces below an lxml element. A line that is nothing but an address (an embedded film) is set aside.

    Raises InputError for elements nested too deeply.
    """
    refuse_deep(root, name=name, limits=limits)
    found = [one.piece for one in walk(root, how)]
    refuse_many(found, name=name, limits=limits)
    pieces = structured(found)
    return [replace(piece, aside=True) if _ADDRESS.fullmatch(piece.text) else piece for piece in pieces]


def _is_around(element: Any) -> bool:
    """Whether an element is no part of the article: share buttons, a menu, a list of others."""
    if not isinstance(element.tag, str) or is_notes(element):
        return False
    return is_frame(element) and not reads_as_article(element)


def titled(pieces: list[Piece], title: str) -> list[Piece]:
    """The pieces under a headline that only the document's data know, unless it opens the text as well."""
    from translate.ingest.head import same_title

    if not title or any(same_title(piece.text, title) for piece in pieces[:_NEAR_TOP] if piece.kind != "paragraph"):
        return pieces
    return [Piece(title, "heading", 1, hint="title"), *pieces]


def has_text(pieces: list[Piece]) -> bool:
    """Whether there is a paragraph of an article among the pieces."""
    return any(not piece.aside and is_running_text(piece.text) for piece in pieces)
