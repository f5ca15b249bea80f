"""Lines that begin with a dash, a bullet or a number: list items, or spoken lines."""

from __future__ import annotations

import re
from dataclasses import replace

from translate.article import Span
from translate.ingest.boilerplate import is_running_text
from translate.ingest.pieces import Piece

_BULLET = re.compile(r"([•●▪■◦‣⁃∙·○□➢➤►▶✓✔❖]|[-–—−*](?=[\s\u00a0\u202f]))[\s\u00a0\u202f]*(?=\S)")
_DASH = re.compile(r"[-–−](?=[^\W\d_])")
# The number stays in the text: editions must not lose "2." of a decree.
_NUMBER = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})?\s?[.)°]\)?|\d{1,2}\s?[-–](?=\s?[^\W\d])|[a-hivx]{1,4}\s?[.)])(?=\s?[^\W\d]|\s[«\"“])"
)
_SAYING = re.compile(r"\b(?:dit|demande|répond|réplique|lance|crie|murmure|fait|reprend)[- ](?:il|elle|on|t-)|[?!]\s*$")


def marker(text: str) -> str:
    """The bullet, dash or number that opens `text`, with its white space, or ""."""
    found = _BULLET.match(text) or _NUMBER.match(text)
    return found.group() if found else ""


def is_numbered(text: str) -> bool:
    """Whether `text` opens with the number or letter of a list."""
    return bool(_NUMBER.match(text))


def mark_lists(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, with paragraphs that are list items marked so and freed of bullets.

    A run of lines with dashes is a list, unless it is speech: long dashes, or questions
    and "dit-il" among them. Numbers stay in the text of their item.
    """
    done: list[Piece] = []
    index = 0
    while index < len(pieces):
        end = index
        while end < len(pieces) and _may_be_item(pieces[end]) and _sort(pieces[end]) == _sort(pieces[index]):
            end += 1
        if end == index:
            done.append(pieces[index])
            index += 1
        else:
            done.extend(_items(pieces[index:end], done))
            index = end
    return done


def without_start(piece: Piece, length: int) -> Piece:
    """`piece` without its first `length` characters, spans moved along."""
    spans = tuple(
        Span(max(s.start - length, 0), s.end - length, s.kind, s.href) for s in piece.spans if s.end - length > 0
    )
    return replace(piece, text=piece.text[length:], spans=spans)


def _may_be_item(piece: Piece) -> bool:
    return (
        piece.kind == "paragraph"
        and not piece.aside
        and not piece.hint
        and bool(marker(piece.text) or _DASH.match(piece.text))
    )


def _sort(piece: Piece) -> str:
    """Long dashes, other bullets and numbers make runs of their own."""
    if piece.text[0] == "—":
        return "speech"
    return "number" if is_numbered(piece.text) else "bullet"


def _items(run: list[Piece], before: list[Piece]) -> list[Piece]:
    if _is_speech(run):
        return run
    items = []
    for piece in run:
        found = _BULLET.match(piece.text)
        if not found and _DASH.match(piece.text):
            # "-appel à la grève": a dash without its space is a bullet only among others.
            found = _DASH.match(piece.text) if len(run) > 1 or _announces(before) else None
            if not found:
                items.append(piece)
                continue
        item = without_start(piece, found.end()) if found else piece
        items.append(replace(item, kind="list_item", level=1))
    return items


def _is_speech(run: list[Piece]) -> bool:
    dashes = [piece.text for piece in run if piece.text[0] in "-–—−"]
    if len(dashes) < len(run):
        return False
    if any(text[0] == "—" for text in dashes):
        return True
    return any(_SAYING.search(text) for text in dashes) and not any(text.rstrip()[-1] in ";," for text in dashes)


def _announces(before: list[Piece]) -> bool:
    return bool(before) and before[-1].text.endswith(":")


def headings_among_items(pieces: list[Piece]) -> list[Piece]:
    """Numbered short lines that head running text ("1. Contexte") become headings."""
    done = list(pieces)
    for index, piece in enumerate(pieces[:-1]):
        following = pieces[index + 1]
        if (
            piece.kind == "list_item"
            and is_numbered(piece.text)
            and len(piece.text) <= 90
            and piece.text[-1] not in ".,;:!?…»"
            and following.kind == "paragraph"
            and is_running_text(following.text)
        ):
            done[index] = replace(piece, kind="heading", level=2)
    return done
