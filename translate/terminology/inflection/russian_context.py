"""Which case a Russian term stands in, judged by the words around it in the French and in the Russian.

A log-linear model (multinomial logistic regression) over some clues: the French
preposition and article before the term and the words that govern them, what follows; the
Russian words to either side, by themselves or by their endings; what kind of term it is.
`tk train cases` fits the weights, which are in translate/data/lexicon, to human and to
machine-made Russian: what a model wrote around a term is less to be trusted.
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
_WINDOW = 90

_WORD = re.compile(r"[^\W\d_]+['’]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
_ARTICLES = ("le", "la", "les", "l'", "un", "une", "des")
_CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à"}
_WITH_ARTICLE = ("du", "au", "aux")
# In an enumeration the case is that of its first member, so the preposition before that counts.
_GOES_ON = (",", "et", "ou")
# French prepositions that say a place or a direction: the verb, maybe some words before, tells which.
_PLACING = ("à", "en", "dans", "sur", "vers", "pour", "par")
_PREPOSITIONS = ("de", "à", "en", "avec", "entre", "par", "pour", "sur", "dans", "contre", "vers", "depuis")


def clues(source: str, start: int, end: int, target: str, first: int, last: int, kind: str) -> list[str]:
    """What is seen around a term: `source[start:end]`, which `target[first:last]` renders; plain texts."""
    before, after = _words(source[max(0, start - _WINDOW) : start]), _words(source[end : end + _WINDOW])
    article = before[-1] if before and before[-1] in (*_ARTICLES, *_WITH_ARTICLE) else ""
    if before and before[-1] in _ARTICLES:
        before.pop()
    near = _CONTRACTED.get(before[-1], before[-1]) if before else "^"
    governor = before[-2] if len(before) > 1 else "^"
    third = before[-3] if len(before) > 2 else "^"
    following, then = (*after, "$", "$")[:2]
    by, to, on, onward = map(_ending, (governor, third, following, then))
    found = [
        "", f"kind {kind}", f"article {article}",
        f"near {near}", f"near {near} {kind}", f"near {near} article {article}", f"near {near} {governor}",
        f"near {near} ~{_stem(governor)}", f"near {near} -{by}", f"near {near} -{by} -{to}",
        f"near ~{_stem(near)}", f"near -{_ending(near)}", f"near -{_ending(near)} {kind}",
        f"third {near} -{to}", f"third {near} ~{_stem(third)}",
        f"next {following}", f"next {following} -{onward}", f"next ~{_stem(following)}",
        f"next -{on}", f"next -{on} {kind}", f"next -{on} -{onward}",
        f"near {near} next -{on}", f"near -{_ending(near)} next -{on} {kind}",
    ]
    if near in _PLACING:
        found += (f"far {near} ~{_stem(word)}" for word in before[-7:-1] if len(word) > 3)
    if near in _GOES_ON:
        earlier = (_CONTRACTED.get(word, word) for word in reversed(before[:-1]))
        found.append(f"among {next((word for word in earlier if word in _PREPOSITIONS), '')}")
    left, right = _words(target[max(0, first - _WINDOW) : first]), _words(target[last : last + _WINDOW])
    (two, one), behind = ("^", "^", *left)[-2:], (*right, "$")[0]
    return [
        *found, f"left {one}", f"left -{_ending(one)}", f"left {one} {kind}", f"left -{_ending(one)} -{_ending(two)}",
        f"right -{_ending(behind)}", f"left -{_ending(one)} right -{_ending(behind)}",
        f"left -{_ending(one)} near {near}", f"left {one} near {near} {kind}",
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


def _stem(word: str) -> str:
    return word[:5]


def _ending(word: str) -> str:
    return "#" if word.isdigit() else word[-3:]
