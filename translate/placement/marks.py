"""The marks of notes: raised numbers and signs that are no words of the sentence.

A model that reads `fleuve1` or `rapport[2]` translates neither: so marks are taken out of
what it reads, and put back behind the word that they stood behind, before or after the
punctuation there as the language prints it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from translate.article import Segment, Span
from translate.words import word_spans

_IN_BRACKETS = re.compile(r"\[[^\s\[\]]{1,6}\]|\((?:\d{1,3}|[a-z*])\)")
_BARE = re.compile(r"\d{1,3}|[*†‡§]{1,3}")
# Raised figures behind these are exponents: m², km³, 10⁶.
_RAISES = re.compile(r"(?:(?<![^\W_])(?:[kcdm]?m|dam|hm|10|[a-zA-Z]))$")
# What closes a word, a clause or a quotation, when nothing but it is left of a sentence.
_CLOSING = re.compile(r"[\s.,;:!?…»”\"’)\]]*")
# Marks of punctuation that a note's mark stands behind; the rest it stands before.
_STANDS_BEHIND = {
    "en": re.compile(r"[.,;:!?…]*[”’\"»]*[.,;:!?…]*"),
    "ru": re.compile(r"[!?…]*[»“”\"]*"),
}
_BEHIND_ALL = re.compile(r"(?:[.,;:!?…”’\"]|\s?»)*")
_BEFORE_STOP = re.compile(r"[\s»”\"]*[,;:.!?…]")
_SURE = 0.2


@dataclass(frozen=True)
class Mark:
    """A note's mark. text: with the space before it, if any; at: where it stood, in the spoken text;
    numbers: of the spans that are the mark; within: of those around it and other words; after_stop: it
    stood behind punctuation."""

    text: str
    at: int
    numbers: tuple[int, ...]
    within: frozenset[int]
    after_stop: bool


@dataclass(frozen=True)
class Spoken:
    """A text as it is read aloud. spans: of the segment, in the same order, in this text; those of marks are empty."""

    text: str
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()

    def whole(self, place: int, *, starts: bool = False) -> int:
        """The place in the segment's text that a place in this one is: before a mark there, or behind it
        for something that starts at the place."""
        return place + sum(len(mark.text) for mark in self.marks if mark.at < place or (starts and mark.at == place))


def spoken(segment: Segment) -> Spoken:
    """The segment's text without the marks of notes. What is nothing but a mark stays as it is."""
    text, spans = segment.text, segment.spans
    found: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        if is_mark(span, text) and not (found and span.start < found[-1][1]):
            found.append((span.start, span.end))
    cuts = [(_with_space(text, start), start, end) for start, end in found]
    if not cuts or not any(c.isalnum() for c in _without(text, cuts)):
        return Spoken(text, spans)

    def shifted(place: int) -> int:
        return place - sum(min(place, end) - before for before, _, end in cuts if before < place)

    marks = tuple(
        Mark(
            text[before:end], shifted(before),
            tuple(n for n, span in enumerate(spans, 1) if start <= span.start < span.end <= end),
            frozenset(n for n, span in enumerate(spans, 1) if span.start <= start and end <= span.end),
            bool(re.search(r"[.,;:!?…»”\"]\s?$", text[:before])),
        )
        for before, start, end in cuts
    )
    moved = tuple(replace(span, start=shifted(span.start), end=shifted(span.end)) for span in spans)
    return Spoken(_without(text, cuts), moved, marks)


def is_mark(span: Span, text: str) -> bool:
    """True for the raised mark of a note, False for an exponent or the end of an ordinal."""
    inside = text[span.start : span.end].strip()
    if span.kind != "superscript" or not text[: span.start].strip():
        return False
    if _IN_BRACKETS.fullmatch(inside):
        return True
    return bool(_BARE.fullmatch(inside)) and not _RAISES.search(text[: span.start])


def ends_a_word(span: Span, text: str) -> bool:
    """True for the raised letters of an ordinal or abbreviation (1er, XIXe, Mme): other languages print these plain."""
    raised = text[span.start : span.end].strip()
    return (
        span.kind == "superscript" and 0 < len(raised) <= 4 and raised.isalpha()
        and text[span.start - 1 : span.start].isalnum())


def positions(
    marks: Sequence[Mark], source: str, target: str, matrix: np.ndarray, ends: Sequence[tuple[int, int]], language: str
) -> list[int | None]:
    """For each mark the place in `target` it goes to, None where that is unclear.

    matrix: as of `linking`. ends: (end in the source, end in the target) of stretches that
    are known to say the same, such as a link that the mark stands behind.
    """
    words, target_words = word_spans(source), word_spans(target)
    found: list[int | None] = []
    for mark in marks:
        place = _behind(mark, source, target, matrix, dict(ends), words, target_words)
        found.append(None if place is None else _as_printed(mark, place, target, language))
    return found


def _behind(
    mark: Mark, source: str, target: str, matrix: np.ndarray, ends: dict[int, int],
    words: list[tuple[int, int]], target_words: list[tuple[int, int]],
) -> int | None:
    """The end of the target word that the mark belongs behind."""
    if not target_words:
        return None
    if _CLOSING.fullmatch(source, mark.at):
        return target_words[-1][1]
    before = [number for number, (_, end) in enumerate(words) if end <= mark.at]
    known = ends.get(mark.at)
    if known is None and before and words[before[-1]][1] in ends:
        known = ends[words[before[-1]][1]]
    place = known
    if place is None and before:
        row = matrix[before[-1]]
        if row.size and row.max() >= _SURE:
            place = target_words[int(row.argmax())][1]
    if not mark.after_stop and not _BEFORE_STOP.match(source, mark.at):
        return place
    return _end_of_clause(mark, source, target, place)


def _end_of_clause(mark: Mark, source: str, target: str, place: int | None) -> int | None:
    """Of a mark beside a comma or the like: the end of the same clause of the target, where both have as many.

    Where they have not: the place of its word, as it is.
    """
    stops = re.compile(r"[,;:](?=\s|$|[»”\"])|[.!?…](?=[»”\"]*\s)")
    ours, theirs = ([match.start() for match in stops.finditer(text)] for text in (source, target))
    if len(ours) != len(theirs):
        return place
    number = min(range(len(ours)), key=lambda n: abs(ours[n] - mark.at), default=None)
    if number is None:
        return place
    stop = theirs[number]
    if place is not None and not (theirs[number - 1] if number else -1) < place <= stop:
        return place  # the clauses changed places
    return len(target[:stop].rstrip(" \u00a0\u202f»”\""))


def _as_printed(mark: Mark, place: int, target: str, language: str) -> int:
    """The place moved over the punctuation that the language prints before a note's mark."""
    behind = _STANDS_BEHIND.get(language) or (_BEHIND_ALL if mark.after_stop else None)
    match = behind.match(target, place) if behind else None
    return match.end() if match else place


def _with_space(text: str, start: int) -> int:
    return start - 1 if text[start - 1 : start] in (" ", "\u00a0", "\u202f") else start


def _without(text: str, cuts: Sequence[tuple[int, int, int]]) -> str:
    kept, at = [], 0
    for before, _, end in cuts:
        kept.append(text[at:before])
        at = end
    return "".join([*kept, text[at:]])
