"""Which case a Russian term stands in, judged by the words around it in the French and in the Russian.

A log-linear model (multinomial logistic regression) over a few clues: the French
preposition and article before the term and the word that governs them, what follows; the
Russian words to either side, by themselves or by their endings; what kind of term it is.
`tk train cases` counts the weights, which are in translate/data/lexicon.
"""

from __future__ import annotations

import gzip
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from translate.resources import lexicon_dir
from translate.terminology.inflection.base import Form
from translate.terminology.inflection.russian_endings import CASES

WEIGHTS = "russian-cases.tsv.gz"
SCALE = 100
"""The weights are written as whole hundredths."""

# How much of the text to either side is looked at, in characters.
_WINDOW = 60

_WORD = re.compile(r"[^\W\d_]+['’]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
_ARTICLES = ("le", "la", "les", "l'", "un", "une", "des")
_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
_WITH_ARTICLE = ("du", "au", "aux")
# In an enumeration the case is that of its first member, so the preposition before that counts.
_GOES_ON = (",", "et", "ou")
_PREPOSITIONS = ("de", "à", "en", "avec", "entre", "par", "pour", "sur", "dans", "contre", "vers", "depuis")


def clues(source: str, start: int, end: int, target: str, first: int, last: int, kind: str) -> list[str]:
    """What is seen around a term: `source[start:end]`, which `target[first:last]` renders; plain texts."""
    before, after = _words(source[max(0, start - _WINDOW) : start]), _words(source[end : end + _WINDOW])
    article = before[-1] if before and before[-1] in (*_ARTICLES, *_WITH_ARTICLE) else ""
    if before and before[-1] in _ARTICLES:
        before.pop()
    near = _CONTRACTED.get(before[-1], before[-1]) if before else "^"
    governor = before[-2] if len(before) > 1 else "^"
    following = after[0] if after else "$"
    found = [
        "", f"kind {kind}", f"near {near}", f"near {near} {kind}", f"near {near} {governor}",
        f"near {near} -{_ending(governor)}", f"article {article}", f"near {near} article {article}",
        f"next {following}", f"next -{_ending(following)}", f"near {near} next -{_ending(following)}",
    ]
    if near in _GOES_ON:
        earlier = (_CONTRACTED.get(word, word) for word in reversed(before[:-1]))
        found.append(f"among {next((word for word in earlier if word in _PREPOSITIONS), '')}")
    left, right = _words(target[max(0, first - _WINDOW) : first]), _words(target[last : last + _WINDOW])
    one, two, then = left[-1:] or ["^"], left[-2:-1] or ["^"], right[:1] or ["$"]
    ending, ending_two, ending_then = _ending(one[0]), _ending(two[0]), _ending(then[0])
    return [
        *found, f"left {one[0]}", f"left -{ending}", f"left {one[0]} {kind}", f"left -{ending} -{ending_two}",
        f"right -{ending_then}", f"left -{ending} right -{ending_then}", f"left -{ending} near {near}",
        f"left {one[0]} near {near} {kind}",
    ]


def chances(found: Iterable[str]) -> Mapping[str, float]:
    """How likely each of the six cases is, 1 in all, where these clues are seen."""
    weights = _weights(lexicon_dir() / WEIGHTS)
    sums = [0.0] * len(CASES)
    for clue in dict.fromkeys(found):
        for number, weight in enumerate(weights.get(clue, ())):
            sums[number] += weight
    raised = [math.exp(value - max(sums)) for value in sums]
    return dict(zip(CASES, (value / sum(raised) for value in raised)))


def chance_of(forms: Iterable[Form], of_case: Mapping[str, float]) -> float:
    """How likely one of the cases is that these forms of one spelling can be."""
    return sum(of_case.get(case, 0.0) for case in {form.case for form in forms})


@lru_cache(maxsize=2)
def _weights(path: Path) -> Mapping[str, tuple[float, ...]]:
    rows = (line.split("\t") for line in gzip.decompress(path.read_bytes()).decode().splitlines())
    return {clue: tuple(int(weight) / SCALE for weight in weights) for clue, *weights in rows}


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _ending(word: str) -> str:
    return "#" if word.isdigit() else word[-3:]
