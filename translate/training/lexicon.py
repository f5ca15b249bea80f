"""Which words translate each other, counted in word-aligned bitext: the lexicon that places tags.

See ``translate.placement.lexicon``, which reads it. It holds pairs of word beginnings and a
weight, no text.
"""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from translate.errors import InputError
from translate.files import write_atomic
from translate.normalise import normalise
from translate.placement.lexicon import key
from translate.training.aligner import Aligner
from translate.training.bitext import BitextFile
from translate.training.readers import read_pairs
from translate.words import word_spans

_MOST_WORDS = 22
_LEAST_COUNT, _LEAST_WEIGHT = 2, 0.04
_SEED = 1

Pair = tuple[tuple[str, ...], tuple[str, ...]]


def write_lexicon(files: Sequence[BitextFile], path: Path, *, pairs: int = 1200) -> int:
    """Align the bitext of one language pair and write its lexicon; returns the number of its entries.

    pairs: most sentence pairs taken of each file, so that none outweighs the others.
    The same files give the same bytes. Raises InputError where there is nothing to align.
    """
    taken = [pair for file in files for pair in _some(file, pairs)]
    if not taken:
        raise InputError("no sentence pairs to make a lexicon of; give a folder with bitext")
    entries = counted(taken)
    lines = "".join(f"{source}\t{target}\t{weight}\n" for (source, target), weight in sorted(entries.items()))
    write_atomic(path, gzip.compress(lines.encode(), 9, mtime=0))
    return len(entries)


def counted(pairs: Sequence[Pair]) -> dict[tuple[str, str], int]:
    """The weight, 1 to 99, of each pair of words that goes together.

    It is the mean of how often each is linked to the other where it stands, discounted
    for what was seen a few times only.
    """
    links: Counter[tuple[str, str]] = Counter()
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for (source, target), linked in zip(pairs, Aligner(pairs, letters=None).links()):
        ours.update(source)
        theirs.update(target)
        links.update((source[i], target[j]) for i, j in linked)
    weights: dict[tuple[str, str], int] = {}
    for (one, other), count in links.items():
        weight = (count / ours[one] + count / theirs[other]) / 2 * count / (count + 1)
        if count >= _LEAST_COUNT and weight >= _LEAST_WEIGHT and one != other:
            weights[one, other] = min(99, round(100 * weight))
    return weights


def _some(file: BitextFile, most: int) -> list[Pair]:
    pairs: dict[Pair, None] = {}
    for raw in islice(read_pairs(file), 4 * most):
        source, target = _keys(raw.source), _keys(raw.target)
        if 0 < len(source) <= _MOST_WORDS and 0 < len(target) <= _MOST_WORDS:
            pairs[source, target] = None
    found = list(pairs)
    random.Random(_SEED).shuffle(found)
    return found[:most]


def _keys(text: str) -> tuple[str, ...]:
    text = normalise(text)
    return tuple(key(text[start:end]) for start, end in word_spans(text))
