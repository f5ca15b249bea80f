"""For each span of a source the stretch of the translation that says what the span says.

Every target word speaks for the span by what links it to words inside, and against it by
what links it to words outside; the stretch is the one whose words speak most for it
(Kadane's maximum subarray). Words that nothing links go with their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from translate.article import Span
from translate.placement.edges import Edges
from translate.words import word_spans

Place = tuple[int, int]
"""Start and end in the target, in characters."""

# The least a stretch must have of what links the span's words, in all and for each word,
# and of what lies outside it: below that it is a guess.
_LEAST, _LEAST_PER_WORD, _MOST_LOST = 0.25, 0.22, 0.5
# The least part of a span's longer words that must have a partner in the stretch.
_LEAST_SAID, _SAID, _CONTENT_LETTERS = 0.5, 0.15, 4
# What a word that nothing links costs a stretch.
_UNKNOWN = 0.25
_OPENING, _CLOSING = "«“„\"([", "»”“\")]"
_SIGNS = (*"%€$°‰",)
_SPACES = " \u00a0\u202f"


def places(spans: Sequence[Span], source: str, target: str, matrix: np.ndarray, language: str) -> dict[int, Place]:
    """By number of the span, from 1. What cannot be placed surely, or would cross another, is not in it.

    matrix: as of `linking`.
    """
    found: dict[int, Place] = {}
    order = sorted(range(1, len(spans) + 1), key=lambda n: (spans[n - 1].start - spans[n - 1].end, n))
    for number in order:  # the longest first: what is inside it must stay inside
        span = spans[number - 1]
        around = [n for n in found if _within(span, spans[n - 1])]
        low = max((found[n][0] for n in around), default=0)
        high = min((found[n][1] for n in around), default=len(target))
        place = _place(span, source, target, matrix, language, (low, high))
        if place is None or not low <= place[0] <= place[1] <= high:
            continue
        if any(_collide(place, found[n]) for n in found if n not in around and spans[n - 1].end > spans[n - 1].start):
            continue
        found[number] = place
    return found


def _place(
    span: Span, source: str, target: str, matrix: np.ndarray, language: str, bounds: Place
) -> Place | None:
    text = source[span.start : span.end]
    if span.start == span.end:
        return _of_break(span, source, target, matrix)
    if not source[: span.start].strip() and not source[span.end :].strip():
        return bounds
    if part := _inside_word(span, source, target):
        return part if part[1] > part[0] else None
    if text.strip() and (place := _unchanged(text, source, target)):
        return place
    stretch = _stretch(span, source, target, matrix, language, bounds)
    return None if stretch is None else _with_marks(stretch, span, source, target)


def _stretch(
    span: Span, source: str, target: str, matrix: np.ndarray, language: str, bounds: Place
) -> Place | None:
    """First and last word of the best stretch, as a place; None where no stretch is good enough."""
    words, target_words = word_spans(source), word_spans(target)
    rows = [n for n, (start, end) in enumerate(words) if start < span.end and span.start < end]
    usable = [n for n, (start, end) in enumerate(target_words) if bounds[0] <= start and end <= bounds[1]]
    if not rows or not usable:
        return None
    inside = matrix[rows].sum(axis=0)
    linked = matrix.sum(axis=0)
    gain = 2 * inside - linked - _UNKNOWN * np.maximum(0, 1 - 4 * linked)
    first, last = _best_run([float(gain[n]) for n in usable])
    if last < first:
        return None
    first, last = usable[first], usable[last]
    kept, all_of_it = float(inside[first : last + 1].sum()), float(inside.sum())
    if kept < max(_LEAST, _LEAST_PER_WORD * len(rows)) or all_of_it - kept > _MOST_LOST * kept:
        return None
    content = [row for row in rows if words[row][1] - words[row][0] >= _CONTENT_LETTERS] or rows
    said = sum(matrix[row, first : last + 1].sum() >= _SAID for row in content)
    if said < _LEAST_SAID * len(content):
        return None
    edges = Edges(source, target, words, target_words, matrix, language)
    first, last = edges.settled(rows, first, last, (usable[0], usable[-1]))
    if edges.says_little(rows, first, last):
        return None
    return target_words[first][0], target_words[last][1]


def _best_run(gains: Sequence[float]) -> tuple[int, int]:
    """First and last place of the run with the greatest sum; last < first where all are negative."""
    best, at = (0.0, 0, -1), 0
    total = 0.0
    for place, gain in enumerate(gains):
        if total <= 0:
            total, at = 0.0, place
        total += gain
        if total > best[0] + 1e-9:
            best = total, at, place
    return best[1], best[2]


def _unchanged(text: str, source: str, target: str) -> Place | None:
    """Where the same words stand in the target, once on both sides and as whole words."""
    pattern = re.compile(rf"(?<![^\W_]){re.escape(text)}(?![^\W_])")
    here, there = list(pattern.finditer(source)), list(pattern.finditer(target))
    return there[0].span() if len(here) == len(there) == 1 else None


def _inside_word(span: Span, source: str, target: str) -> Place | None:
    """Of a span that begins or ends inside a word: the same part of the same word, or of one with the
    same figures behind other letters (km2, км2); an empty place where the target has no such word."""
    around = [(s, e) for s, e in word_spans(source) if s < span.start < e or s < span.end < e]
    if not around:
        return None
    start, end = around[0][0], around[-1][1]
    word = source[start:end]
    if place := _unchanged(word, source, target):
        return place[0] + span.start - start, place[0] + span.end - start
    figures = source[span.start : span.end]
    if figures.isdigit() and span.end == end:
        alike = list(re.finditer(rf"(?<=[^\W\d_]){figures}(?![^\W_])", target))
        if len(alike) == 1:
            return alike[0].span()
    return 0, 0


def _of_break(span: Span, source: str, target: str, matrix: np.ndarray) -> Place | None:
    """Where a line of the target ends: behind what is linked to the line so far, where no word crosses."""
    words, target_words = word_spans(source), word_spans(target)
    before = [n for n, (_, end) in enumerate(words) if end <= span.start]
    if len(before) == len(words):
        return len(target), len(target)
    if not before or not target_words:
        return (0, 0) if not before else None
    earlier = matrix[before].sum(axis=0)
    later = matrix.sum(axis=0) - earlier
    # The cut with most links from early to early and from late to late.
    sums = [earlier[:cut].sum() + later[cut:].sum() for cut in range(1, len(target_words))]
    if not sums or max(sums) < 0.5 * matrix.sum() or matrix.sum() < _LEAST:
        return None
    ratio = span.start / max(1, len(source))
    marks = [_has_stop(target, target_words, cut) == _stops(source, span.start) for cut in range(1, len(target_words))]
    best = max(
        range(len(sums)),
        key=lambda n: (sums[n] + 0.3 * marks[n] - 0.3 * abs((n + 1) / len(target_words) - ratio)),
    )
    end = target_words[best][1]
    while end < target_words[best + 1][0] and target[end] not in _SPACES + "«“„(":
        end += 1
    return end, end


def _stops(text: str, at: int) -> bool:
    return text[:at].rstrip()[-1:] in (*",;:.!?…", )


def _has_stop(target: str, words: list[Place], cut: int) -> bool:
    return any(c in ",;:.!?…" for c in target[words[cut - 1][1] : words[cut][0]])


def _with_marks(place: Place, span: Span, source: str, target: str) -> Place:
    """The place with the quotation marks and stops at its ends that the span has at its own."""
    start, end = place
    text = source[span.start : span.end].strip()
    if text[:1] in _OPENING:
        before = target[:start].rstrip(_SPACES)
        start = len(before) - 1 if before[-1:] in _OPENING else start
    if text[-1:] in _SIGNS:
        match = re.compile(rf"[\s]?{re.escape(text[-1])}").match(target, end)
        end = match.end() if match else end
    closes = text[-1:] in _CLOSING
    inner = text.rstrip(_CLOSING + _SPACES) if closes else text
    if inner[-1:] in (*",;:.!?…",):
        match = re.compile(r"[\s]?[,;:.!?…]+").match(target, end)
        end = match.end() if match else end
    if closes:
        match = re.compile(r"[\s]?[»”“\")\]]").match(target, end)
        end = match.end() if match else end
    return start, end


def _within(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end and outer.end > outer.start


def _collide(one: Place, other: Place) -> bool:
    """True where two places share letters, or one lies inside the other."""
    return one[0] < other[1] and other[0] < one[1]
