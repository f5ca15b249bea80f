"""Texts longer than a model takes: cut at the strongest boundary, never truncated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

# From the strongest boundary to the weakest. Every pattern matches the white space to cut at.
_BOUNDARIES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[.!?…])\s+(?=[^\W\d_a-zà-ÿ]|[«\"“(–—-])|(?<=[.!?…][\"»”)])\s+(?=[^\W\d_a-zà-ÿ])",
        r"(?<=[;:])\s+",
        r"\s+(?=[–—]\s)|(?<=\))\s+|\s+(?=\()",
        r"(?<=,)\s+(?=(?:et|mais|ou|or|car|donc|puis|qui|dont|tandis|alors|afin|ainsi|and|but|or)\b)",
        r"(?<=,)\s+",
        r"\s+(?=(?:et|mais|ou|car|donc|puis|qui|que|dont|lorsque|quand|afin|pour|parce|tandis|sans|avec|and|but|that|which)\b)",
        r"\s+",
    )
)

# The last two cut inside a clause: only for what is too long, not for a second attempt.
_CLAUSES = _BOUNDARIES[:-2]

# A cut this near either end helps nothing.
_MARGIN = 0.1


def split_long(text: str, fits: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """The parts of `text` in order, each short enough for `fits`, with what stood after each.

    Joining every part and what follows it gives the text again. A word without spaces
    that is itself too long is cut between characters; one character always fits.
    """
    if fits(text) or len(text) < 2:
        yield text, ""
        return
    for boundary in _BOUNDARIES:
        if place := _middle(boundary, text):
            break
    else:
        place = (len(text) // 2, len(text) // 2)
    left, right = place
    *before, (last, _) = split_long(text[:left], fits)
    yield from before
    yield last, text[left:right]
    yield from split_long(text[right:], fits)


def split_once(text: str) -> tuple[str, str] | None:
    """The text in two at its strongest sentence or clause boundary, None when it has none."""
    for boundary in _CLAUSES:
        if place := _middle(boundary, text):
            return text[: place[0]], text[place[1] :]
    return None


def _middle(boundary: re.Pattern[str], text: str) -> tuple[int, int] | None:
    """The match nearest to the middle of the text, if any is far enough from the ends."""
    margin = max(1, int(len(text) * _MARGIN))
    found = (match.span() for match in boundary.finditer(text))
    places = [(start, end) for start, end in found if margin <= start and end <= len(text) - margin]
    return min(places, key=lambda place: abs(place[0] + place[1] - len(text)), default=None)
