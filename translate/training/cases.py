"""The weights by which `translate.terminology.inflection.russian_context` judges the case of a Russian term."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.engines.base import Engine
from translate.errors import InputError
from translate.files import write_atomic
from translate.normalise import normalise
from translate.terminology.coverage import lone, only_place
from translate.terminology.enforcement import enforced, request_for
from translate.terminology.inflection import Entry, Hit, forms
from translate.terminology.inflection.russian_context import SCALE, clues
from translate.terminology.inflection.russian_endings import CASES
from translate.terminology.termbase import Termbase
from translate.training.bitext import BitextFile
from translate.training.readers import read_pairs
from translate.units import TermMatch

# Clues seen more rarely say nothing; weights nearer to none are left out.
_FEWEST, _LEAST = 3, 0.1

# Steps of Adam over all examples at once, its rate, and the weight decay in units of one example.
_STEPS, _RATE, _DECAY = 200, 0.05, 0.5


@dataclass(frozen=True)
class Example:
    """A term in both languages: what is seen around it, and the cases its Russian form can be."""

    clues: tuple[str, ...]
    cases: tuple[str, ...]


def examples(pairs: Iterable[tuple[str, str]], termbase: Termbase) -> Iterator[Example]:
    """The terms that stand once in the French and once in the Russian, unless all their forms are alike."""
    for source, target in pairs:
        for match in _lone_terms(source, termbase):
            if found := _declined(match, target):
                yield _example(source, match, target, found[1], found[1].cases)


def machine_examples(pairs: Sequence[tuple[str, str]], termbase: Termbase, engine: Engine) -> Iterator[Example]:
    """The same terms in what the engine makes of the French: the clues of its Russian, the case of the human's.

    Terms are put right as in a run, but for their case. Those count that both say by the same permitted term.
    """
    fit_ones = [
        (source, target) for source, target in pairs
        if any(_declined(match, target) for match in _lone_terms(source, termbase))
    ]
    requests = [request_for(source, "ru", termbase.match(source, "ru")) for source, _ in fit_ones]
    results = enforced(engine, requests, engine.translate(requests), termbase, in_case=False)
    for (source, target), result in zip(fit_ones, results):
        for match in _lone_terms(source, termbase):
            ours, theirs = _declined(match, result.best.text), _declined(match, target)
            if ours and theirs and ours[0] == theirs[0]:
                yield _example(source, match, result.best.text, ours[1], theirs[1].cases)


def _lone_terms(source: str, termbase: Termbase) -> Iterator[TermMatch]:
    return lone(match for match in termbase.match(source, "ru") if match.targets)


def _declined(match: TermMatch, target: str) -> tuple[Entry, Hit] | None:
    """The permitted term and its only place in `target`, if its form tells a case."""
    if not (found := only_place(match, target, "ru")):
        return None
    entry, hit = found
    several = len({form.text for form in forms(entry) if form.usual}) > 1
    return found if several and hit.by == "form" and hit.cases else None


def _example(source: str, match: TermMatch, target: str, hit: Hit, cases: tuple[str, ...]) -> Example:
    seen = clues(source, match.start, match.end, target, hit.start, hit.end, match.kind)
    return Example(tuple(dict.fromkeys(seen)), cases)


def write_cases(
    files: Sequence[BitextFile], termbase: Termbase, path: Path, engine: Engine | None = None
) -> tuple[int, int, int]:
    """Fit the weights to French–Russian bitext and write them; returns how many human and machine examples, and clues.

    The examples are counted in the bitext and in what *engine* makes of its French, where
    there is one: best a model that has not learnt from this bitext. Where a form can be
    several cases, what counts is the likelihood of all of them together. Raises
    InputError when the bitext holds no term of *termbase*.
    """
    pairs = list(dict.fromkeys(
        (normalise(pair.source), normalise(pair.target)) for file in files for pair in read_pairs(file)
        if not pair.unfit))
    human = list(examples(pairs, termbase))
    if not human:
        raise InputError("no term of the glossaries in that bitext: give French–Russian text that speaks of them")
    machine = list(machine_examples(pairs, termbase, engine)) if engine else []
    rows = fit([*human, *machine])
    lines = (f"{clue}\t" + "\t".join(str(round(SCALE * weight)) for weight in weights) + "\n"
             for clue, weights in sorted(rows.items()))
    write_atomic(path, gzip.compress("".join(lines).encode(), mtime=0))
    return len(human), len(machine), len(rows)


def fit(found: Sequence[Example]) -> dict[str, list[float]]:
    """For each clue its weights for the six cases, in the order of `CASES`."""
    import torch

    counts = Counter(clue for example in found for clue in example.clues)
    numbers = {clue: number for number, clue in enumerate(clue for clue, count in counts.items() if count >= _FEWEST)}
    seen = [[numbers[clue] for clue in example.clues if clue in numbers] for example in found]
    flat = torch.tensor([number for row in seen for number in row], dtype=torch.long)
    starts = torch.tensor([0, *(len(row) for row in seen[:-1])]).cumsum(0)
    possible = torch.tensor([[0.0 if case in example.cases else -1e4 for case in CASES] for example in found])
    weights = torch.zeros(len(numbers), len(CASES), requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=_RATE)
    for _ in range(_STEPS):
        scores = torch.nn.functional.embedding_bag(flat, weights, starts, mode="sum").log_softmax(1)
        loss = -torch.logsumexp(scores + possible, 1).sum() + _DECAY * weights.square().sum()
        optimizer.zero_grad()
        (loss / len(found)).backward()
        optimizer.step()
    values = weights.detach().tolist()
    return {clue: values[number] for clue, number in numbers.items() if max(map(abs, values[number])) >= _LEAST}
