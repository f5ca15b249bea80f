"""The edges of a stretch: words no witness speaks for, settled by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Small words that belong to what follows them: prepositions and conjunctions, then articles and the like.
# Contracted French forms (du, au) are both.
_LEADING = {
    "fr": _words("""à de d en dans sur sous par pour avec sans vers chez entre contre depuis pendant avant après près
        selon comme et ou mais que qu qui dont où jusqu jusque dès lors afin du des au aux si car"""),
    "en": _words("""to of in on at by for with without from into onto over under between against since during before
        after near about according as and or but that which who whose where until than if because not"""),
    "ru": _words("""в во на с со к ко о об по за из от до у для при без под над между через после перед около против
        и или но а что который которые которая которое если как не"""),
    "bm": _words("ka ni ye bɛ tɛ bɛna ma ko min minnu ani walima nka"),
}
_DETERMINERS = {
    "fr": _words("""le la les l un une des du au aux ce cet cette ces son sa ses leur leurs notre nos votre vos
        mon ma mes"""),
    "en": _words("the a an this that these those his her its their our your my some"),
}
# Bambara's small words that belong to what stands before them.
_TRAILING = {"bm": _words("la na ye kɔnɔ ma fɛ kan kama bolo kɔrɔ ɲɛ kɔfɛ")}
# A link weaker than this does not say where a word at an edge belongs.
_WEAK = 0.25
# A link at least so strong says that a word belongs elsewhere, even beside a stop.
_STRONG = 0.4
# How many words a stop may be away to count as being at the edge.
_NEAR = 2
_NO_STOP = " \u00a0\u202f\n'’-‑"
_EDGE = "."
_JOINS = re.compile(r"['’‑-]")


class Edges:
    """One sentence and its translation, and the matrix between their words."""

    def __init__(
        self, source: str, target: str, words: Sequence[tuple[int, int]], target_words: Sequence[tuple[int, int]],
        matrix: np.ndarray, language: str,
    ) -> None:
        self._source = [source[start:end].casefold() for start, end in words]
        self._target = [target[start:end].casefold() for start, end in target_words]
        self._between = _gaps(target, target_words)
        self._source_between = _gaps(source, words)
        self._matrix = matrix
        self._language = language

    def settled(self, rows: Sequence[int], first: int, last: int, bounds: tuple[int, int]) -> tuple[int, int]:
        """First and last target word of what the source words `rows` say, from a first guess.

        bounds: the first and last word it may reach to.
        """
        first, last = self._grown(rows, first, last, bounds)
        first = self._led(rows, first, last, bounds[0])
        last = self._ended(rows, first, last)
        first, last = self._to_stops(rows, first, last, bounds)
        # Never a part of what is written as one word.
        while first > bounds[0] and _JOINS.fullmatch(self._between[first - 1]):
            first -= 1
        while last < bounds[1] and _JOINS.fullmatch(self._between[last]):
            last += 1
        return first, last

    def says_little(self, rows: Sequence[int], first: int, last: int) -> bool:
        """True of a stretch of small words alone for a span that has others."""
        small = _LEADING.get(self._language, frozenset()) | _DETERMINERS.get(self._language, frozenset())
        return all(word in small for word in self._target[first : last + 1]) and not all(
            self._source[row] in _LEADING["fr"] | _DETERMINERS["fr"] for row in rows)

    def _grown(self, rows: Sequence[int], first: int, last: int, bounds: tuple[int, int]) -> tuple[int, int]:
        """Over words without a partner at the edges, for as many words of the source without one."""
        missing = [self._matrix[row].max() < _WEAK for row in rows]
        at = len(rows) - 1
        while at >= 0 and missing[at] and last < bounds[1] and self._is_free(last + 1) and self._joined(last):
            at, last = at - 1, last + 1
        at = 0
        while at < len(rows) and missing[at] and first > bounds[0] and self._is_free(first - 1) and self._joined(
            first - 1
        ):
            at, first = at + 1, first - 1
        return first, last

    def _to_stops(self, rows: Sequence[int], first: int, last: int, bounds: tuple[int, int]) -> tuple[int, int]:
        """To the stop, or end of the sentence, that is near, where the French has one right at that edge."""
        stop = self._stop(self._source_between, rows[0] - 1)
        if stop:
            at = first
            while at > bounds[0] and first - at < _NEAR and not self._stop(self._between, at - 1):
                at -= 1
            if stop & self._stop(self._between, at - 1) and self._may_take(range(at, first), rows):
                first = at
        stop = self._stop(self._source_between, rows[-1])
        if stop:
            at = last
            while at < bounds[1] and at - last < _NEAR and not self._stop(self._between, at):
                at += 1
            if stop & self._stop(self._between, at) and self._may_take(range(last + 1, at + 1), rows):
                last = at
        return first, last

    @staticmethod
    def _stop(between: Sequence[str], gap: int) -> frozenset[str]:
        """The punctuation in a gap between words; before the first and behind the last word a sentence's edge."""
        return frozenset(between[gap].strip(_NO_STOP)) if 0 <= gap < len(between) else frozenset(_EDGE)

    def _may_take(self, words: Sequence[int], rows: Sequence[int]) -> bool:
        """True unless one of the target words has its partner outside the span."""
        outside = [row for row in range(len(self._source)) if row not in rows]
        return not outside or all(self._matrix[outside, word].max() < _STRONG for word in words)

    def _is_free(self, word: int) -> bool:
        small = self._target[word] in _LEADING.get(self._language, ()) or self._target[word] in _DETERMINERS.get(
            self._language, ())
        return not small and bool(self._matrix[:, word].max() < _WEAK)

    def _joined(self, word: int) -> bool:
        """True where nothing but a space stands between a target word and the next."""
        return not self._between[word].strip()

    def _led(self, rows: Sequence[int], first: int, last: int, low: int) -> int:
        """Prepositions and articles go with what they lead if, and only if, the French ones do."""
        leading, articles = _LEADING.get(self._language, frozenset()), _DETERMINERS.get(self._language, frozenset())
        leads = self._source[rows[0]] in _LEADING["fr"]
        article = self._source[rows[0]] in _DETERMINERS["fr"] or (
            leads and len(rows) > 1 and self._source[rows[1]] in _DETERMINERS["fr"])
        content = first
        while content < last and self._target[content] in leading | articles:
            content += 1
        first = content
        if article and first > low and self._joined(first - 1) and self._target[first - 1] in articles:
            first -= 1
        if leads and first > low and self._joined(first - 1) and self._target[first - 1] in leading:
            first -= 1
        return first

    def _ended(self, rows: Sequence[int], first: int, last: int) -> int:
        """No preposition or article at the end, where the French has none there."""
        if self._source[rows[-1]] in _LEADING["fr"] | _DETERMINERS["fr"]:
            return last
        small = _LEADING.get(self._language, frozenset()) | _DETERMINERS.get(self._language, frozenset())
        while last > first and self._target[last] in small | _TRAILING.get(self._language, frozenset()):
            last -= 1
        return last


def _gaps(text: str, words: Sequence[tuple[int, int]]) -> list[str]:
    """What stands between each word and the next."""
    return [text[a[1] : b[0]] for a, b in pairwise(words)]
