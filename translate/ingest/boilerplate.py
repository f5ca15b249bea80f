"""Which pieces are not the article: comment forms, menus, share buttons, "Lire aussi".

The rule is caution. A whole line must match a phrase of `patterns`; a section (the
comments, a list of other articles) is set aside only once the body of the article has
been seen, and never when more of the article would go than would stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from translate.ingest import patterns
from translate.ingest.pieces import Piece

# From this many characters on, a piece is taken for running text.
LONG = 200
# The title of another article is no longer than this.
TITLE_LENGTH = 180
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "œ": "oe", "æ": "ae"})
_ENDS = ' \t.:!?…»«>→←↑▼▲*|–—-•·▪#"“”'
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)\]\s]*$")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """`text` for comparison: lower case, no accents, straight apostrophes, bare ends."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES).lower())
    plain = "".join(c for c in decomposed if c == "©" or unicodedata.category(c) not in ("Mn", "So", "Cf"))
    return _SPACES.sub(" ", plain).strip(_ENDS)


@cache
def _compiled(table: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table), re.DOTALL)


def matches(table: tuple[str, ...], text: str) -> bool:
    """Whether the whole of `text`, folded, is one of the phrases of a table of `patterns`."""
    return len(text) <= patterns.MAX_LINE and bool(_compiled(table).fullmatch(fold(text)))


def is_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return bool(_SENTENCE_END.search(text))


def is_running_text(text: str) -> bool:
    """Whether `text` reads as a paragraph of an article, not as a line of a page's frame."""
    return len(text) >= LONG or (len(text.split()) >= 20 and is_sentence(text))


def set_aside(pieces: Iterable[Piece]) -> list[Piece]:
    """The same pieces, with the boilerplate among them marked `aside`. Order is kept."""
    marked = [
        replace(piece, aside=True) if not piece.hint and matches(_lines_for(piece), piece.text) else piece
        for piece in pieces
    ]
    for index, piece in enumerate(marked):
        if not piece.aside and matches(patterns.COMMENTS_START, piece.text):
            _close_at_comments(marked, index, certain=True)
        elif not piece.aside and matches(patterns.COMMENTS_TITLE, piece.text):
            _close_at_comments(marked, index, certain=False)
    last = max((i for i, piece in enumerate(marked) if is_running_text(piece.text)), default=len(marked))
    for index in range(last + 1, len(marked)):
        if matches(patterns.NEIGHBOURS, marked[index].text) and not marked[index].text.endswith("."):
            marked[index] = replace(marked[index], aside=True)
    for index, piece in enumerate(marked):
        if matches(patterns.RELATED_START, piece.text):
            _skip_related(marked, index)
    return marked


def _lines_for(piece: Piece) -> tuple[str, ...]:
    """Where the document says that a line is a heading, single words of menus do not count."""
    return patterns.HEADING_LINES if piece.kind == "heading" else patterns.LINES


def _close_at_comments(pieces: list[Piece], start: int, *, certain: bool) -> None:
    """Set aside everything from the comments on, once the article has been seen.

    certain: the line itself says so ("Laisser un commentaire"); otherwise ("Réactions")
    names of form fields must follow before any running text.
    """
    body = [p for p in pieces[:start] if not p.aside and p.kind not in ("heading", "kicker")]
    before = sum(len(p.text) for p in body)
    after = 0
    followed_by_form = False
    for piece in pieces[start + 1 :]:
        if matches((*patterns.COMMENT_FORM, *patterns.FORM_FIELD), piece.text):
            followed_by_form |= after == 0
        elif not piece.aside and is_running_text(piece.text):
            after += len(piece.text)
    seen = before >= LONG and any(is_sentence(p.text) for p in body)
    if certain:
        pieces[start] = replace(pieces[start], aside=True)
    if seen and (followed_by_form or (certain and after <= before / 2)):
        pieces[start:] = [replace(piece, aside=True) for piece in pieces[start:]]


def _skip_related(pieces: list[Piece], start: int) -> None:
    """Set aside the announcement of other articles and the titles under it."""
    following = range(start + 1, len(pieces))
    titles = []
    for index in following:
        text = pieces[index].text
        if pieces[index].aside:
            continue
        if len(text) > TITLE_LENGTH or text.endswith(".") or pieces[index].kind == "quote":
            break
        titles.append(index)
    body_follows = any(
        not pieces[i].aside and is_running_text(pieces[i].text) for i in following if not titles or i > titles[-1]
    )
    if body_follows:
        # In the middle of an article the last short line may head the next section.
        linked = [i for i in titles if pieces[i].kind == "list_item" or _is_link(pieces[i])]
        titles = linked or (titles[:1] if len(titles) > 1 else [])
    for index in [start, *titles]:
        pieces[index] = replace(pieces[index], aside=True)


def _is_link(piece: Piece) -> bool:
    return any(s.kind == "link" and s.start == 0 and s.end >= len(piece.text) - 1 for s in piece.spans)


def page_titles(candidates: Sequence[str]) -> set[int]:
    """Indexes of lines that only repeat words of a longer line: bare page titles.

    `Mali Russie` beside `Mali : La souveraineté en action … avec la Russie` is one.
    """
    words = [frozenset(re.findall(r"\w+", fold(text))) for text in candidates]
    return {
        index
        for index, these in enumerate(words)
        if these and any(these < others or (these == others and other < index) for other, others in enumerate(words))
    }
