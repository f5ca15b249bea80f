"""Which sentences are trained on, in which order: endless, weighted, exactly repeatable."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy

from translate.training.config import Recipe
from translate.training.packed import Packed

# Batches are cut from blocks of this many batches' worth of sentences, sorted by length:
# the longer the block, the less padding.
_BATCHES_PER_BLOCK = 100

# As many as a GPU uses up while the next block is being cut.
_BATCHES_AHEAD = 24


@dataclass(frozen=True)
class Batch:
    """Padded id arrays. source: (sentences, longest source); target: (sentences, longest target).

    links: (n, 4) sentence, target piece, first source piece and the one after the last
    that it is known to translate.
    """

    source: numpy.ndarray
    target: numpy.ndarray
    links: numpy.ndarray = field(default_factory=lambda: numpy.zeros((0, 4), numpy.int64))

    def part(self, first: int, step: int) -> Batch:
        """Every *step*-th sentence from number *first* on."""
        links = self.links[self.links[:, 0] % step == first]
        return Batch(self.source[first::step], self.target[first::step], links // numpy.array([step, 1, 1, 1]))


def token_shares(recipe: Recipe, packed: Sequence[Packed], final: bool = False) -> numpy.ndarray:
    """(bitexts,) the part of the target tokens drawn that each bitext gives, 1 in all.

    A source weighs its weight times its tokens to the power 1/temperature; the language
    pair, all its weighted tokens to that power times its pair weight. Where the recipe
    gives shares, pairs compete within their target language only. final: in the last
    part of the run, which has weights of its own.
    """
    data = recipe.data
    weights = {
        source.name: source.final_weight if final and source.final_weight >= 0 else source.weight
        for source in recipe.source
    }
    weight = numpy.array([weights.get(bitext.name, 0.0) for bitext in packed])
    tokens = numpy.array([len(bitext.target_ids) for bitext in packed], dtype=float)
    names = numpy.array([bitext.pair for bitext in packed])
    shares, power = numpy.zeros(len(packed)), 1 / data.temperature
    size: dict[str, float] = {}
    for pair in dict.fromkeys(bitext.pair for bitext in packed):
        here = names == pair
        within = weight[here] * tokens[here] ** power
        if within.sum():
            size[pair] = data.pair_weight.get(pair, 1.0) * float((weight * tokens)[here].sum()) ** power
            shares[here] = within / within.sum()
    total = {code: sum(size[pair] for pair in size if pair.endswith(f"-{code}")) for code in data.targets}
    given = data.share or total
    drawn = {code: given[code] for code in total if total[code]}
    for pair, part in size.items():
        code = pair.split("-")[1]
        if code in drawn:
            shares[names == pair] *= drawn[code] / sum(drawn.values()) * part / total[code]
        else:
            shares[names == pair] = 0.0
    return shares


class Sampler:
    """Draws batches: each target language by its share, each bitext by its weight (`token_shares`).

    Every bitext is a shuffled round of all its sentences, then another, so no sentence
    is drawn again before the rest had their turn. The order depends only on the recipe's
    seed, on the data and on when `phase` was set; `state` and `restore` continue it
    exactly.
    """

    def __init__(self, recipe: Recipe, packed: Sequence[Packed], pad: int) -> None:
        self.recipe, self.packed, self.pad = recipe, packed, pad
        self.phase = "main"  # which sentences the next block takes: short, main or final
        self._block = 0  # number of the block being dealt out
        self._dealt = 0  # batches of it already given
        self._block_phase = self.phase
        self._drawn = [0] * len(packed)  # sentences drawn from each bitext before this block
        self._drawn_after = list(self._drawn)
        self._batches: list[numpy.ndarray] = []
        self._ready = False

    def next(self) -> Batch:
        """The next batch of at most `batch_tokens` padded tokens on its longer side."""
        if not self._ready or self._dealt == len(self._batches):
            if self._ready:
                self._block, self._dealt, self._drawn = self._block + 1, 0, self._drawn_after
            self._block_phase = self.phase
            self._cut_block()
        batch = self._batches[self._dealt]
        self._dealt += 1
        return self._padded(batch)

    def state(self) -> dict[str, Any]:
        """What `restore` needs to go on with the batch after the last one given."""
        return {
            "block": self._block, "dealt": self._dealt, "phase": self._block_phase, "drawn": list(self._drawn),
            "names": [f"{bitext.name}.{bitext.pair}" for bitext in self.packed],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where the sampler that gave *state* stood; bitexts it did not have begin their rounds.

        Raises ValueError when one that it had is missing.
        """
        drawn = dict(zip(state["names"], state["drawn"], strict=True))
        names = [f"{bitext.name}.{bitext.pair}" for bitext in self.packed]
        missing = sorted(set(drawn) - set(names))
        if missing:
            raise ValueError(f"the prepared data lacks {missing[0]}, with which this run began")
        self._block, self._block_phase = state["block"], state["phase"]
        self._drawn = [drawn.get(name, 0) for name in names]
        self._cut_block()
        self._dealt = state["dealt"]

    def frequencies(self, vocabulary: int) -> numpy.ndarray:
        """(vocabulary,) the expected part of each piece in the targets drawn."""
        total = numpy.zeros(vocabulary)
        for bitext, share in zip(self.packed, token_shares(self.recipe, self.packed), strict=True):
            if share:
                total += share / len(bitext.target_ids) * numpy.bincount(bitext.target_ids, minlength=vocabulary)
        return total

    def passes(self) -> dict[str, float]:
        """For each bitext, how many times it has been drawn through, up to this block."""
        return {
            f"{bitext.name}.{bitext.pair}": round(drawn / max(1, len(bitext)), 2)
            for bitext, drawn in zip(self.packed, self._drawn, strict=True)
        }

    def _cut_block(self) -> None:
        """Draw the sentences of the current block and cut them into batches."""
        generator = numpy.random.default_rng([self.recipe.seed, self._block])
        chosen = []
        self._drawn_after = list(self._drawn)
        for number, wanted in enumerate(self._wanted(generator)):
            rows = self._rounds(number, self._drawn[number], wanted)
            self._drawn_after[number] += wanted
            annotated = self._annotated(number, rows, generator)
            chosen.append(numpy.stack([numpy.full(wanted, number), rows, annotated], axis=1))
        rows = numpy.concatenate(chosen)
        rows = rows[generator.permutation(len(rows))]
        source_lengths, target_lengths = self._lengths(rows)
        if self._block_phase == "short":
            short = numpy.maximum(source_lengths, target_lengths) <= self.recipe.data.short_tokens
            rows, source_lengths, target_lengths = rows[short], source_lengths[short], target_lengths[short]
        rows = rows[numpy.lexsort((target_lengths, source_lengths, numpy.maximum(source_lengths, target_lengths)))]
        source_lengths, target_lengths = self._lengths(rows)
        longest = numpy.maximum(source_lengths, target_lengths)
        self._batches, start, width = [], 0, 0
        for index, length in enumerate(longest):
            width = max(width, length)
            if width * (index + 1 - start) > self.recipe.training.batch_tokens:
                self._batches.append(rows[start:index])
                start, width = index, length
        self._batches.append(rows[start:])
        self._batches = [self._batches[index] for index in generator.permutation(len(self._batches))]
        self._ready = True

    def _wanted(self, generator: numpy.random.Generator) -> list[int]:
        """How many sentences this block takes from each bitext."""
        shares = token_shares(self.recipe, self.packed, final=self._block_phase == "final")
        tokens = numpy.array([len(bitext.target_ids) for bitext in self.packed])
        pairs = numpy.array([len(bitext) for bitext in self.packed])
        block_tokens = _BATCHES_PER_BLOCK * self.recipe.training.batch_tokens
        expected = block_tokens * shares / numpy.maximum(1, tokens) * pairs
        # Rounded up or down by chance, so that small bitexts get their turn on average.
        return [int(number) for number in numpy.floor(expected + generator.random(len(expected)))]

    def _rounds(self, number: int, start: int, count: int) -> numpy.ndarray:
        """Rows *start* to *start + count* of the endless sequence of shuffled rounds."""
        size = len(self.packed[number])
        rows = []
        while count:
            turn, offset = divmod(start, size)
            order = numpy.random.default_rng([self.recipe.seed, 1 + number, turn]).permutation(size)
            part = order[offset:offset + count]
            rows.append(part)
            start, count = start + len(part), count - len(part)
        return numpy.concatenate(rows) if rows else numpy.zeros(0, numpy.int64)

    def _annotated(self, number: int, rows: numpy.ndarray, generator: numpy.random.Generator) -> numpy.ndarray:
        """(rows,) 1 for the rows to be drawn with their term annotations."""
        share = self.recipe.annotation.share
        if not share:
            return numpy.zeros(len(rows), numpy.int64)
        chosen = self.packed[number].has_annotations(rows) & (generator.random(len(rows)) < share)
        return chosen.astype(numpy.int64)

    def _lengths(self, rows: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
        source, target = numpy.zeros(len(rows), numpy.int64), numpy.zeros(len(rows), numpy.int64)
        for number, bitext in enumerate(self.packed):
            here = rows[:, 0] == number
            row = rows[here, 1]
            source[here] = bitext.source_starts[row + 1] - bitext.source_starts[row]
            target[here] = bitext.target_starts[row + 1] - bitext.target_starts[row]
            here &= rows[:, 2] == 1
            row = rows[here, 1]
            if len(row):
                source[here] = bitext.annotated_starts[row + 1] - bitext.annotated_starts[row]
        return source, target

    def _padded(self, rows: numpy.ndarray) -> Batch:
        source_lengths, target_lengths = self._lengths(rows)
        source = numpy.full((len(rows), source_lengths.max()), self.pad, numpy.int64)
        target = numpy.full((len(rows), target_lengths.max()), self.pad, numpy.int64)
        links = [numpy.zeros((0, 4), numpy.int64)]
        for number in numpy.unique(rows[:, 0]):
            bitext = self.packed[number]
            here = rows[:, 0] == number
            plain, annotated = (numpy.flatnonzero(here & (rows[:, 2] == kind)) for kind in (0, 1))
            _fill(source, plain, bitext.source_ids, bitext.source_starts, rows[plain, 1])
            if len(annotated):
                _fill(source, annotated, bitext.annotated_ids, bitext.annotated_starts, rows[annotated, 1])
            _fill(target, numpy.flatnonzero(here), bitext.target_ids, bitext.target_starts, rows[here, 1])
            if len(bitext.link_starts):
                sentence, _, place = _spans(plain, bitext.link_starts, rows[plain, 1])
                links.append(numpy.column_stack([sentence, bitext.links[place].astype(numpy.int64)]))
        return Batch(source, target, numpy.concatenate(links))


def _fill(array: numpy.ndarray, lines: numpy.ndarray, ids: numpy.ndarray, starts: numpy.ndarray,
          rows: numpy.ndarray) -> None:
    """Write the ids of *rows* of a bitext to the *lines* of *array*, from their left end."""
    line, column, place = _spans(lines, starts, rows)
    array[line, column] = ids[place]


def _spans(
    lines: numpy.ndarray, starts: numpy.ndarray, rows: numpy.ndarray,
) -> tuple[numpy.ndarray, numpy.ndarray, numpy.ndarray]:
    """For every item of the spans that *starts* gives for *rows*: its line, its number in the span, its place."""
    lengths = starts[rows + 1] - starts[rows]
    number = numpy.arange(lengths.sum()) - numpy.repeat(numpy.cumsum(lengths) - lengths, lengths)
    return numpy.repeat(lines, lengths), number, numpy.repeat(starts[rows], lengths) + number


class Ahead:
    """The batches of a sampler, made by a thread of their own while a GPU computes.

    `next` and `state` are the sampler's, `state` as of the last batch that `next` gave.
    """

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler
        self._state = sampler.state()
        self._pool = ThreadPoolExecutor(1)
        self._coming = deque(self._pool.submit(self._make) for _ in range(_BATCHES_AHEAD))

    def next(self) -> Batch:
        batch, self._state = self._coming.popleft().result()
        self._coming.append(self._pool.submit(self._make))
        return batch

    def state(self) -> dict[str, Any]:
        return self._state

    def close(self) -> None:
        """End the thread."""
        self._pool.shutdown(cancel_futures=True)

    def _make(self) -> tuple[Batch, dict[str, Any]]:
        return self._sampler.next(), self._sampler.state()
