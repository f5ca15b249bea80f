"""Plain text: a pasted web page, a copy from a PDF, a text typed in an editor.

Nothing is marked, so structure is read from the lines: paragraphs (see `paragraphs`),
boilerplate, lists, and short lines that head what follows them.
"""

from __future__ import annotations

from dataclasses import replace

from translate.errors import InputError
from translate.ingest import patterns
from translate.ingest.boilerplate import is_running_text, is_sentence, matches, set_aside
from translate.ingest.characters import clean, collapse
from translate.ingest.dates import dateline, is_date_line
from translate.ingest.encoding import decode
from translate.ingest.head import is_capitals
from translate.ingest.limits import Limits
from translate.ingest.lists import headings_among_items, mark_lists
from translate.ingest.paragraphs import paragraphs
from translate.ingest.pieces import Piece, Reading

_LONGEST_SUBHEAD = 100
_LINES_OF_A_PARAGRAPH = 10


def read_text(data: bytes, *, name: str, limits: Limits) -> Reading:
    """Read plain text of any encoding. Raises InputError for an empty or binary file."""
    text, warnings = decode(data, name=name)
    if text.count("\n") > _LINES_OF_A_PARAGRAPH * limits.max_blocks:
        raise InputError(f"{name}: {text.count(chr(10))} lines are too many for an article; split the file")
    pieces = text_pieces(clean(text))
    long = sum(piece.aside and is_running_text(piece.text) for piece in pieces)
    if long:
        warnings.append(
            f"{long} long paragraph(s) set aside with the page's frame (readers' comments?); check the list"
        )
    return Reading(pieces, marked_up=False, warnings=warnings)


def text_pieces(text: str) -> list[Piece]:
    """The pieces of a plain text, in order, with boilerplate marked and lists recognised."""
    pieces = [
        Piece(collapse(p.text), "quote" if p.quoted else "paragraph", int(p.quoted), aside=p.furniture)
        for p in paragraphs(text)
    ]
    return headings_among_items(mark_lists(set_aside(pieces)))


def mark_subheads(pieces: list[Piece]) -> list[Piece]:
    """The same pieces, with short lines that head running text made headings of level 2.

    For text without marks only; call it once the head and the foot are known.
    """
    done = list(pieces)
    shown = [i for i, piece in enumerate(pieces) if not piece.aside]
    for position, i in enumerate(shown[:-1]):
        following = pieces[shown[position + 1]]
        if pieces[i].kind == "paragraph" and position and _heads(pieces[i].text, following):
            done[i] = replace(pieces[i], kind="heading", level=2)
    return done


def _heads(text: str, following: Piece) -> bool:
    if matches(patterns.SALUTATIONS, text) or dateline(text) or is_date_line(text):
        return False
    if is_capitals(text) and len(text.split()) >= 2 and following.kind != "byline" and not text.endswith("."):
        return True
    return (
        len(text) <= _LONGEST_SUBHEAD
        and len(text.split()) <= 15
        and text[-1] not in '.,;:!?…»"”)'
        and (text[0].isupper() or text[0].isdigit() or text[0] in '«“"')
        and following.kind == "paragraph"
        and (is_running_text(following.text) or (is_sentence(following.text) and len(following.text) >= 60))
    )
