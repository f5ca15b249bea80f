"""Which words translate each other: how often an aligner linked them in a large bitext.

The files are made by `tk train lexicon` (see ``translate.training.lexicon``). They cover
frequent words, the small ones above all, which nothing else tells how to link.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from translate.resources import lexicon_dir

STEM = 7
"""Letters of a word that are compared: enough to tell words apart, few enough to join their forms."""

Lexicon = dict[tuple[str, str], float]
"""(beginning of a French word, of a word of the other language) to how surely they go together, 0 to 1."""


def key(word: str) -> str:
    """The form in which the lexicon holds a word."""
    return word.casefold()[:STEM]


@lru_cache(maxsize=8)
def load(language: str) -> Lexicon:
    """The lexicon from French into a language; empty for one that has none."""
    path = lexicon_dir() / f"fr-{language}.tsv.gz"
    if not path.is_file():
        return {}
    lexicon: Lexicon = {}
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        source, target, weight = line.split("\t")
        lexicon[source, target] = int(weight) / 100
    return lexicon
