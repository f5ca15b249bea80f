"""Pieces to an Article: head and foot recognised, texts tidied, ids given, limits kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from translate.article import Article, Block, Span, with_ids
from translate.errors import InputError
from translate.ingest.head import find_head
from translate.ingest.limits import Limits
from translate.ingest.pieces import Piece, Reading, tidied
from translate.ingest.text import mark_subheads


def assemble(reading: Reading, *, name: str, stem: str, limits: Limits) -> Article:
    """The article of a reading. Raises InputError when nothing readable is left, or too much.

    stem: the file's name without suffix; it serves as title when the text has no headline.
    """
    longest = max((len(piece.text) for piece in reading.pieces), default=0)
    if longest > limits.max_characters:
        raise InputError(f"{name}: a paragraph of {longest} characters, the limit is {limits.max_characters}")
    reading.pieces = [piece for piece in map(tidied, reading.pieces) if piece.text]
    if len(reading.pieces) > limits.max_blocks:
        raise InputError(f"{name}: {len(reading.pieces)} paragraphs, the limit is {limits.max_blocks}; split the file")
    head = find_head(reading)
    pieces = _without_doubled_captions(head.pieces if reading.marked_up else mark_subheads(head.pieces))
    blocks = with_ids([_block(piece) for piece in _with_level_order(pieces) if not piece.aside])
    if not blocks:
        raise InputError(f"{name}: no article text found, only boilerplate; check the file")
    warnings = list(reading.warnings)
    title = head.title
    if not title:
        title = " ".join(stem.replace("-", " ").replace("_", " ").split()) or _opening(blocks)
        warnings.append(f"no headline found; the article is called “{title}”")
    return Article(
        title=title,
        blocks=blocks,
        kicker=head.kicker,
        byline=head.byline,
        date=head.date,
        source=name,
        boilerplate=tuple(dict.fromkeys(piece.text for piece in pieces if piece.aside)),
        warnings=tuple(warnings),
    )


def _without_doubled_captions(pieces: list[Piece]) -> list[Piece]:
    """A picture's own text that stands once more as its caption is set aside."""
    done = list(pieces)
    for index, (one, two) in enumerate(pairwise(pieces)):
        if (
            one.text == two.text
            and {one.kind, two.kind} <= {"caption", "paragraph"}
            and "caption" in (one.kind, two.kind)
        ):
            done[index] = replace(one, aside=True)
    return done


def _block(piece: Piece) -> Block:
    level = piece.level if piece.kind in ("heading", "list_item", "quote") else 0
    spans = piece.spans
    if piece.kind in ("kicker", "byline"):
        # Links to the pages of a rubric or an author are the site's, not the article's.
        spans = tuple(s for s in spans if s.kind != "link")
    if piece.kind in ("heading", "kicker", "byline", "caption"):
        # A heading that is bold all over says nothing more than that it is a heading.
        spans = tuple(s for s in spans if not _covers(s, piece.text))
    return Block(id="", kind=piece.kind, text=piece.text, level=level, spans=spans)


def _covers(span: Span, text: str) -> bool:
    return span.kind in ("strong", "emphasis") and span.start == 0 and span.end == len(text)


def _with_level_order(pieces: list[Piece]) -> list[Piece]:
    """Heading levels without gaps: the title is 1, the highest of the others 2, and so on.

    Subtitles come with level 0 and get 2.
    """
    is_section = [p.kind == "heading" and not p.aside and p.hint != "title" for p in pieces]
    levels = sorted({p.level for p, section in zip(pieces, is_section) if section})
    rank = {0: 2} | {level: min(number, 6) for number, level in enumerate((lv for lv in levels if lv), start=2)}
    return [replace(p, level=rank[p.level]) if section else p for p, section in zip(pieces, is_section)]


def _opening(blocks: tuple[Block, ...]) -> str:
    words = blocks[0].text.split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "")
