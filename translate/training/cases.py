"""The weights by which `translate.terminology.inflection.russian_context` judges the case of a Russian term."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate.errors import InputError
from translate.files import write_atomic
from translate.normalise import normalise
from translate.terminology.coverage import lone, only_place
from translate.terminology.inflection import forms
from translate.terminology.inflection.russian_context import SCALE, clues
from translate.terminology.inflection.russian_endings import CASES
from translate.terminology.termbase import Termbase
from translate.training.bitext import BitextFile
from translate.training.readers import read_pairs

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
        for match in lone(match for match in termbase.match(source, "ru") if match.targets):
            if not (found := only_place(match, target, "ru")):
                continue
            entry, hit = found
            if hit.by == "form" and hit.cases and len({form.text for form in forms(entry) if form.usual}) > 1:
                seen = clues(source, match.start, match.end, target, hit.start, hit.end, match.kind)
                yield Example(tuple(dict.fromkeys(seen)), hit.cases)


def write_cases(files: Sequence[BitextFile], termbase: Termbase, path: Path) -> tuple[int, int]:
    """Fit the weights to French–Russian bitext and write them; returns the numbers of examples and of clues.

    Where a form can be several cases, what counts is the likelihood of all of them
    together. Raises InputError when the bitext holds no term of *termbase*.
    """
    pairs = ((normalise(pair.source), normalise(pair.target)) for file in files for pair in read_pairs(file)
             if not pair.unfit)
    found = list(examples(dict.fromkeys(pairs), termbase))
    if not found:
        raise InputError("no term of the glossaries in that bitext: give French–Russian text that speaks of them")
    rows = fit(found)
    lines = (f"{clue}\t" + "\t".join(str(round(SCALE * weight)) for weight in weights) + "\n"
             for clue, weights in sorted(rows.items()))
    write_atomic(path, gzip.compress("".join(lines).encode(), mtime=0))
    return len(found), len(rows)


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
