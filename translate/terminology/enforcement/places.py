"""Where in a translation the rendering of a source term stands, or a missing one could."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from translate.engines.base import Hypothesis
from translate.terminology.enforcement.sentence import Sentence
from translate.terminology.inflection import forms
from translate.units import TermMatch
from translate.words import word_spans

# How alike a rendering and a permitted form (or the French) must be, of 1, to be taken for
# an attempt at it: Малайзовы for Мали is 0.62, Bamany for Bamako 0.67. Below 0.6 unrelated
# short words begin to pass.
_ALIKE = 0.6

# Words to either side of the place that the term's place in the source suggests, where
# neither links nor looks tell more.
_WINDOW = 3

# Words more than the term has that its rendering may have, to be replaced as it stands.
_LONGER = 2

_LEAST_LETTERS = 4


@dataclass(frozen=True)
class Place:
    """Where a term goes, in characters. span: the rendering there now, None when it is not known well
    enough to be replaced; starts: where to try to begin the term, the better places first."""

    span: tuple[int, int] | None
    starts: tuple[int, ...]


def place_of(term: TermMatch, base: Hypothesis, sentence: Sentence) -> Place:
    """Where a missing term should stand in `base`: at a forbidden rendering of it, at words that look like
    it (among those linked to it, where there are links), at the words linked to it, or about where it
    stands in the source."""
    words = word_spans(base.text)
    for sources, _, hit in sentence.forbidden_in(base.text):
        if term.entry in sources:
            return _around((hit.start, hit.end), words)
    taken = [(hit.start, hit.end) for hit in sentence.hits(base.text)]
    free = [not any(start < right and left < end for left, right in taken) for start, end in words]
    run = _linked(term, base, sentence, words, free)
    near = [ok and (not run or run[0] - 1 <= place <= run[1] + 1) for place, ok in enumerate(free)]
    if span := _alike(term, base.text, sentence, words, near):
        return _around(span, words)
    if run:
        first, last = run
        exact = _inner(base.text, words[first : last + 1])
        size = len(word_spans(term.source))
        narrow = exact and len(exact) <= size + _LONGER
        span = (exact[0][0], exact[-1][1]) if exact and narrow else None
        starts = [words[place][0] for place in (*range(first, last + 1), first - 1) if place >= 0]
        return Place(span, tuple(starts))
    return Place(None, tuple(_about(term, sentence, words, free)))


def _around(span: tuple[int, int], words: list[tuple[int, int]]) -> Place:
    """The span, to begin there or one or two words (article, adjective, preposition) earlier."""
    before = [start for start, _ in words if start < span[0]][-2:]
    return Place(span, (span[0], *reversed(before)))


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
            if not all(free[first : last + 1]) or len(piece) < _LEAST_LETTERS or (is_name and not capital):
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


def _about(
    term: TermMatch, sentence: Sentence, words: list[tuple[int, int]], free: list[bool]
) -> Iterator[int]:
    """Starts of the words around the same share of the translation as of the source."""
    of_source = word_spans(sentence.request.text)
    before = sum(end <= term.start for _, end in of_source)
    middle = round(before / max(1, len(of_source)) * len(words))
    for place in range(max(0, middle - _WINDOW), min(len(words), middle + _WINDOW + 1)):
        if free[place]:
            yield words[place][0]
