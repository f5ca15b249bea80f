"""The index for fuzzy matches: no sentence that is similar enough is missed, few others are looked at.

Two texts of n and m words whose word edit distance is d share at least max(n, m) − d
words. So one of p per cent shares need = ⌈p · max(n, m) / 100⌉ words with the query, and
therefore at least k of any n − need + k words of the query: the rarest ones are looked
up in lists of the units that hold them (prefix filter: Chaudhuri et al. 2006, Bayardo et
al. 2007). What is found is held against the bound on all words, then its word edit distance is
computed. Words are known by a 32-bit hash: two words of one hash can only make the
bound looser, and the caller compares the texts themselves.

An `Index` is one sorted body of numpy arrays; units are in the order of their length,
so that the lengths that come into question are one slice of every list.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein

from translate.memory.percent import most_edits, similarity
from translate.memory.tokens import LONGEST, tokens_of

# When to take one more list of units than the bound asks for, so that fewer units have to be looked at.
_FEW = 200  # candidates that are not worth it
_WORTH = 2  # so many times the length of all lists before
_ENOUGH = 4  # a unit must then stand in so many


@dataclass(frozen=True)
class Hashed:
    """Sources as hashes of their words. ids: int64. counts: uint32, words of each. words: uint32, all in a row."""

    ids: npt.NDArray[np.int64]
    counts: npt.NDArray[np.uint32]
    words: npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Index:
    """The index of some units, `rows` of them, shortest first.

    ids: int64[rows], numbers in the store. lengths: uint32[rows], words. starts:
    int64[rows + 1], where a row's words begin in `words`. words: uint32, numbers in
    `vocabulary`, in the order of the text. vocabulary: uint32, sorted hashes. offsets:
    int64[vocabulary + 1], where a word's list begins in `postings`. postings: uint32,
    rows, rising within a list, each once.
    """

    ids: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.uint32]
    starts: npt.NDArray[np.int64]
    words: npt.NDArray[np.uint32]
    vocabulary: npt.NDArray[np.uint32]
    offsets: npt.NDArray[np.int64]
    postings: npt.NDArray[np.uint32]

    def near(self, words: Sequence[int], least: int) -> list[tuple[int, int]]:
        """(per cent, number in the store) of every unit that may be `least` per cent alike.

        words: hashes of the query's words. The per cent is that of the word edit distance;
        equal hashes of different words can make it too high, never too low.
        """
        size = len(words)
        if not size or not len(self.ids):
            return []
        need = -(-least * size // 100)
        first, end = np.searchsorted(self.lengths, (need, 100 * size // least + 1))
        if first == end:
            return []
        known = self._numbers(words)
        rows = self._sharing(known, size, need, int(first), int(end))
        rows = self._alike_enough(rows, known, size, least)
        found = []
        for row in rows.tolist():
            theirs = self.words[self.starts[row] : self.starts[row + 1]].tolist()
            longest = max(size, len(theirs))
            most = most_edits(longest, least)
            distance = Levenshtein.distance(known, theirs, score_cutoff=most)
            if distance <= most:
                found.append((similarity(longest, distance), int(self.ids[row])))
        return found

    def _numbers(self, words: Sequence[int]) -> list[int]:
        """The words by their number in the vocabulary; those that are not in it get numbers of their own below 0."""
        hashes = np.asarray(words, dtype=np.uint32)
        places = np.searchsorted(self.vocabulary, hashes)
        strange = {word: -1 - n for n, word in enumerate(dict.fromkeys(words))}
        last = len(self.vocabulary) - 1
        return [
            place if place <= last and self.vocabulary[place] == word else strange[word]
            for place, word in zip(places.tolist(), words)
        ]

    def _sharing(
        self, known: Sequence[int], size: int, need: int, first: int, end: int
    ) -> npt.NDArray[np.int64]:
        """The rows between `first` and `end` that share enough of the rarest words of the query."""
        lists = []
        for word in dict.fromkeys(known):
            times = known.count(word)
            if word < 0:
                lists.append((0, 0, 0, times))
                continue
            at, after = int(self.offsets[word]), int(self.offsets[word + 1])
            # The bounds in the list's own type: numpy would convert the whole list otherwise.
            low, high = np.searchsorted(self.postings[at:after], np.array((first, end), dtype=np.uint32))
            lists.append((int(high - low), at + int(low), at + int(high), times))
        lists.sort()
        # Who qualifies stands in `seen` - `spare` of the lists taken, a word that is said twice counting twice.
        spare = size - need
        taken: list[npt.NDArray[np.uint32]] = []
        total = seen = 0
        for length, at, after, times in lists:
            if seen > spare and (total <= _FEW or length > _WORTH * total or seen - spare >= _ENOUGH):
                break
            taken += [self.postings[at:after]] * times
            total += length * times
            seen += times
        times_there = seen - spare
        rows = np.sort(np.concatenate(taken))
        if len(rows) < times_there:
            return np.empty(0, dtype=np.int64)
        # In the sorted list, what stands so many times equals what stands that much further on.
        ahead = rows[: len(rows) - times_there + 1]
        return np.unique(ahead[ahead == rows[times_there - 1 :]]).astype(np.int64)

    def _alike_enough(
        self, rows: npt.NDArray[np.int64], known: Sequence[int], size: int, least: int
    ) -> npt.NDArray[np.int64]:
        """Those of the rows that have enough words of the query at all."""
        if not len(rows):
            return rows
        mine = np.zeros(len(self.vocabulary), dtype=bool)
        mine[[word for word in known if word >= 0]] = True
        lengths = self.lengths[rows].astype(np.int64)
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(self.starts[rows] - (ends - lengths), lengths)
        shared = np.add.reduceat(mine[self.words[places]], ends - lengths, dtype=np.int64)
        longest = np.maximum(lengths, size)
        return rows[shared * 100 >= least * longest]


class Hasher:
    """Words to hashes, each word computed once."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, text: str) -> list[int]:
        """The hashes of the words of a plain text; empty for one that takes no part in fuzzy matching."""
        known = self._known
        words = tokens_of(text)
        if len(words) > LONGEST:
            return []
        try:
            return [known[word] for word in words]
        except KeyError:
            if len(known) > 2_000_000:
                known.clear()
            for word in words:
                known[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
            return [known[word] for word in words]

    def all(self, sources: Iterable[tuple[int, str]]) -> Hashed:
        """The sources (number in the store, plain text) that have words."""
        ids, counts, words = array("q"), array("I"), array("I")
        for number, text in sources:
            if hashes := self.of(text):
                ids.append(number)
                counts.append(len(hashes))
                words.extend(hashes)
        return Hashed(
            np.array(ids, dtype=np.int64), np.array(counts, dtype=np.uint32), np.array(words, dtype=np.uint32))


def build(hashed: Hashed) -> Index:
    """The index of some sources."""
    order = np.lexsort((hashed.ids, hashed.counts))
    lengths = hashed.counts[order]
    starts = np.zeros(len(order) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    old = np.zeros(len(order) + 1, dtype=np.int64)
    np.cumsum(hashed.counts, out=old[1:])
    words = hashed.words[np.arange(starts[-1]) + np.repeat(old[:-1][order] - starts[:-1], lengths)]
    vocabulary = np.unique(words)
    words = np.searchsorted(vocabulary, words).astype(np.uint32)
    # Word and row in one number, so that one sort puts every list in order.
    pairs = words.astype(np.uint64) << np.uint64(32)
    pairs |= np.repeat(np.arange(len(order), dtype=np.uint64), lengths)
    pairs.sort()
    if len(pairs):
        pairs = pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))]
    offsets = np.searchsorted(pairs, np.arange(len(vocabulary) + 1, dtype=np.uint64) << np.uint64(32))
    return Index(
        hashed.ids[order], lengths, starts, words, vocabulary, offsets.astype(np.int64),
        (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32),
    )


def hashed_of(index: Index) -> Hashed:
    """What `build` made the index of; the ids are no longer rising."""
    return Hashed(np.asarray(index.ids), np.asarray(index.lengths), index.vocabulary[index.words])


def joined(first: Hashed, second: Hashed) -> Hashed:
    """Both one after the other."""
    return Hashed(
        np.concatenate((first.ids, second.ids)), np.concatenate((first.counts, second.counts)),
        np.concatenate((first.words, second.words)),
    )
