"""Which word translates which: statistical word alignment of a whole bitext.

IBM model 1 (Brown et al. 1993) with a prior that favours the diagonal (Dyer et al. 2013,
"A Simple, Fast, and Effective Reparameterization of IBM Model 2"), trained in both
directions; a link counts where both find it. Words are compared by their first letters,
so that the forms of a word share their statistics.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy

from translate.training.vocabulary import SPACE, Tokens

# Counts of word pairs live in a table of 2 ** _BITS places, found by a hash of the pair:
# the few pairs that share a place are rare words and do little harm.
_BITS = 23
_TENSION, _NULL = 4.0, 0.08
_STEM = 5
_ENTRIES_AT_ONCE = 500_000
_MIX, _MIX_TOO = numpy.uint32(0x9E3779B1), numpy.uint32(0x85EBCA77)

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

Links = list[tuple[int, int]]


@dataclass(frozen=True)
class Word:
    """A word of a text: where it begins and ends, in characters."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of *text*, compounds with a hyphen as one, punctuation left out."""
    return [Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)]


def words_of_pieces(tokens: Tokens, ids: Sequence[int], words: Sequence[Word]) -> list[int]:
    """For each piece the number of the word most of it lies in, -1 for punctuation and spaces."""
    places, position = [], 0
    for number in ids:
        piece = tokens.pieces[number]
        text = piece.removeprefix(SPACE)
        start = position + (1 if piece.startswith(SPACE) and position else 0)
        end = start + (1 if piece.startswith("<0x") else len(text))
        inside = [place for place, word in enumerate(words) if word.start < end and start < word.end]
        places.append(inside[0] if inside else -1)
        position = end
    return places


class Aligner:
    """Aligns the sentence pairs it is given; the statistics are theirs alone."""

    def __init__(
        self, pairs: Sequence[tuple[Sequence[str], Sequence[str]]], *, letters: int | None = _STEM
    ) -> None:
        """pairs: the words of each sentence and of its translation. letters: of a word compared, None for all."""
        self._letters = letters
        self._forms: dict[str, int] = {}
        self._sides = [
            tuple(numpy.array([self._number(side, word) for word in words], numpy.int32)
                  for side, words in enumerate(pair))
            for pair in pairs
        ]
        shapes: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, (source, target) in enumerate(self._sides):
            if len(source) and len(target):
                shapes[len(source), len(target)].append(place)
        self._shapes = shapes

    def links(self, iterations: int = 4, least: float = 0.3) -> list[Links]:
        """For each pair its links (source word, target word), in order.

        iterations: of expectation maximisation. least: posterior probability a link needs
        in both directions.
        """
        forward = self._train(iterations, reverse=False)
        backward = self._train(iterations, reverse=True)
        found: list[Links] = [[] for _ in self._sides]
        for places, source, target in self._batches():
            there = self._posterior(source, target, *forward)
            back = self._posterior(target, source, *backward).transpose(0, 2, 1)
            best = (
                (there == there.max(axis=1, keepdims=True)) & (back == back.max(axis=2, keepdims=True))
                & (there >= least) & (back >= least)
            )
            for sentence, first, second in numpy.argwhere(best):
                found[places[sentence]].append((int(first), int(second)))
        return found

    def _number(self, side: int, word: str) -> int:
        return self._forms.setdefault(f"{side}{word.casefold()[:self._letters]}", len(self._forms))

    def _train(self, iterations: int, *, reverse: bool) -> tuple[numpy.ndarray, numpy.ndarray]:
        """Counts of word pairs (by place), and of the words that generate (by number)."""
        batches = [(target, source) if reverse else (source, target) for _, source, target in self._batches()]
        places = numpy.concatenate([_places(*batch).ravel() for batch in batches] or [numpy.zeros(0, numpy.int32)])
        generating = numpy.concatenate(
            [numpy.broadcast_to(given[:, :, None], (*given.shape, made.shape[1])).ravel() for given, made in batches]
            or [numpy.zeros(0, numpy.int32)])
        counts = numpy.ones(1 << _BITS, numpy.float32)
        totals = numpy.ones(len(self._forms), numpy.float32)  # uniform: the first posteriors follow the prior
        posteriors = numpy.empty(len(places), numpy.float32)
        for _ in range(iterations):
            done = 0
            for given, made in batches:
                posterior = self._posterior(given, made, counts, totals)
                posteriors[done:done + posterior.size] = posterior.ravel()
                done += posterior.size
            counts = numpy.bincount(places, posteriors, len(counts)).astype(numpy.float32)
            totals = numpy.bincount(generating, posteriors, len(totals)).astype(numpy.float32)
        return counts, totals

    def _posterior(
        self, given: numpy.ndarray, made: numpy.ndarray, counts: numpy.ndarray, totals: numpy.ndarray,
    ) -> numpy.ndarray:
        """(sentences, given, made) the probability that the word `made` comes from the word `given`."""
        likely = counts[_places(given, made)]
        likely /= numpy.maximum(totals[given], 1e-6)[:, :, None]
        likely *= _diagonal(given.shape[1], made.shape[1])
        likely /= likely.sum(axis=1, keepdims=True) + _NULL / max(1, len(self._forms))
        return likely

    def _batches(self) -> Iterator[tuple[list[int], numpy.ndarray, numpy.ndarray]]:
        """Sentence pairs of equal lengths together: their places, sources and targets."""
        for (first, second), places in self._shapes.items():
            size = max(1, _ENTRIES_AT_ONCE // (first * second))
            for start in range(0, len(places), size):
                some = places[start:start + size]
                yield (some, numpy.stack([self._sides[place][0] for place in some]),
                       numpy.stack([self._sides[place][1] for place in some]))


def _places(given: numpy.ndarray, made: numpy.ndarray) -> numpy.ndarray:
    """(sentences, given, made) the place of every word pair in the table of counts."""
    mixed = (given.astype(numpy.uint32) * _MIX)[:, :, None] ^ (made.astype(numpy.uint32) * _MIX_TOO)[:, None, :]
    mixed ^= mixed >> numpy.uint32(15)
    mixed *= _MIX
    return (mixed >> numpy.uint32(32 - _BITS)).astype(numpy.int32)


@cache
def _diagonal(given: int, made: int) -> numpy.ndarray:
    """(given, made) the prior of every link; each column sums to what is not linked to nothing."""
    rows = (numpy.arange(given) + 0.5)[:, None] / given
    columns = (numpy.arange(made) + 0.5)[None, :] / made
    prior = numpy.exp(-_TENSION * numpy.abs(rows - columns))
    return ((1 - _NULL) * prior / prior.sum(axis=0, keepdims=True)).astype(numpy.float32)
