"""Where in a translation the rendering of a source term stands, or a missing one could."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.engines.base import Hypothesis
from translate.terminology.enforcement.sentence import Sentence
from translate.terminology.inflection import forms
from translate.terminology.inflection.base import NAMES
from translate.units import TermMatch
from translate.words import word_spans

# How alike a rendering and a permitted form (or the French) must be, of 1, to be taken for
# an attempt at it: Малайзовы for Мали is 0.62, Bamany for Bamako 0.67. Below 0.6 unrelated
# short words begin to pass.
_ALIKE = 0.6

# Source words to either side of a term whose translations tell where it goes, where it has none itself.
_NEIGHBOURS = 4

# Words more than the term has that its rendering may have, to be replaced as it stands.
_LONGER = 2

_LEAST_LETTERS = 4
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")

# Kinds of concept whose terms are names: a rendering of one has a capital, if any word there has.
_NAMED = (*NAMES, "institution", "month", "day")


@dataclass(frozen=True)
class Place:
    """Where a term goes, in characters of the translation: in the stead of what stands there, or between two words."""

    start: int
    end: int

    @property
    def inserts(self) -> bool:
        """True when nothing is replaced."""
        return self.start == self.end


def places_of(term: TermMatch, base: Hypothesis, sentence: Sentence) -> list[Place]:
    """Where a missing term should stand in `base`, the better places first.

    A forbidden rendering of it; words that look like it (among those linked to it, where
    there are links); the words linked to it; between words, beside the translations of its
    neighbours in the source.
    """
    words = word_spans(base.text)
    for sources, _, hit in sentence.forbidden_in(base.text):
        if term.entry in sources:
            return [Place(hit.start, hit.end)]
    taken = [(hit.start, hit.end) for hit in sentence.hits(base.text)]
    free = [not any(start < right and left < end for left, right in taken) for start, end in words]
    run = _linked(term, base, sentence, words, free)
    near = [ok and (not run or run[0] - 1 <= place <= run[1] + 1) for place, ok in enumerate(free)]
    if span := _alike(term, base.text, sentence, words, near):
        return [_with_stop(Place(*span), base.text)]
    if run:
        inner = _inner(base.text, words[run[0] : run[1] + 1])
        if term.kind in _NAMED and sentence.entry_to_write(term).text[:1].isupper():
            inner = [word for word in inner if base.text[word[0]].isupper()] or inner
        if inner and len(inner) <= len(word_spans(term.source)) + _LONGER:
            return [Place(inner[0][0], inner[-1][1])]
    return [Place(at, at) for at in _between(term, base, sentence, words, taken)]


def _with_stop(place: Place, text: str) -> Place:
    """The place with the last full stop of an abbreviation (O.N.G.), unless it ends the sentence too."""
    stopped = _INITIALS.fullmatch(text[place.start : place.end + 1]) and place.end + 1 < len(text.rstrip())
    return Place(place.start, place.end + 1) if stopped else place


def _alike(
    term: TermMatch, text: str, sentence: Sentence, words: list[tuple[int, int]], free: list[bool]
) -> tuple[int, int] | None:
    """The words most like a form of the term, or like the French words, if any are enough."""
    entry = sentence.entry_to_write(term)
    wanted = {form.text.casefold() for form in forms(entry)} | {term.source.casefold()}
    is_name = entry.text[:1].isupper()
    size = len(word_spans(term.source))
    best, span = _ALIKE, None
    for first in range(len(words)):
        for last in range(first, min(first + size + 1, len(words))):
            piece = text[words[first][0] : words[last][1]].casefold()
            capital = text[words[first][0]].isupper()
            same = piece == term.source.casefold()
            if not all(free[first : last + 1]) or len(piece) < _LEAST_LETTERS or (is_name and not capital and not same):
                continue
            likeness = max(_likeness(piece, form) for form in wanted)
            if likeness > best:
                best, span = likeness, (words[first][0], words[last][1])
    return span


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > _ALIKE else 0.0


def _linked(
    term: TermMatch, base: Hypothesis, sentence: Sentence, words: list[tuple[int, int]], free: list[bool]
) -> tuple[int, int] | None:
    """First and last word of the longest run of words linked to the term, no other term's word among them."""
    own = {
        number for number, (start, end) in enumerate(word_spans(sentence.request.text))
        if start < term.end and term.start < end
    }
    linked = sorted({to for of, to in base.links if of in own and to < len(words) and free[to]})
    runs: list[list[int]] = []
    for word in linked:
        if runs and word == runs[-1][-1] + 1:
            runs[-1].append(word)
        else:
            runs.append([word])
    longest = max(runs, key=len, default=None)
    return (longest[0], longest[-1]) if longest else None


def _inner(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words without small ones (articles, prepositions) at both ends."""
    small = [text[start:end].islower() and end - start < _LEAST_LETTERS for start, end in words]
    if all(small):
        return []
    return words[small.index(False) : len(small) - small[::-1].index(False)]


def _between(
    term: TermMatch, base: Hypothesis, sentence: Sentence, words: list[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
) -> Iterator[int]:
    """Starts of words, or the end of the last, that a term without a translation may stand before: two at most."""
    of_source = word_spans(sentence.request.text)
    before = sum(end <= term.start for _, end in of_source)
    after = sum(start < term.end for start, _ in of_source)
    by_source: dict[int, list[int]] = {}
    for source, target in base.links:
        if target < len(words):
            by_source.setdefault(source, []).append(target)
    left, right = range(before - 1, before - 1 - _NEIGHBOURS, -1), range(after, after + _NEIGHBOURS)
    found = [max(by_source[near]) + 1 for near in left if near in by_source][:1]
    found += [min(by_source[near]) for near in right if near in by_source][:1]
    found = found or [round(before / max(1, len(of_source)) * len(words))]
    for place in dict.fromkeys(found):
        at = words[place][0] if place < len(words) else words[-1][1] if words else 0
        if not any(start < at < end for start, end in taken):
            yield at
