"""How surely each word of a translation says what each word of its source says.

Four witnesses, each weak alone, are added up: the links of the model's attention, the
lexicon, likeness (numbers, names, words that two languages share) and the glossary's terms.
What they say is then made to compete, since most words have one partner.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Indel

from translate.placement import lexicon
from translate.terminology.coverage import holding
from translate.terminology.transcription import transcribe
from translate.units import TermMatch
from translate.words import Links, word_spans

# What a witness is worth.
_LINK, _LEXICON, _SAME, _ALIKE, _TERM = 0.3, 1.0, 1.0, 0.8, 1.0
# A word that all witnesses together give no more than this has no partner.
_NOBODY = 0.08
# How much a place far from the diagonal costs; how much the second competition smooths.
_TENSION, _ROUNDS = 3.0, 2
# How alike two words must be to count, and how long.
_LEAST_ALIKE, _LEAST_LETTERS = 0.6, 4


def matrix(
    source: str, target: str, links: Links = (), *, language: str = "", terms: Sequence[TermMatch] = ()
) -> np.ndarray:
    """(words of the source, words of the target) how surely they translate each other, 0 to 1.

    No row and no column is more than 1 in all. links: of the model; language: code of the
    target's, "" where it is not known; terms: found in the source.
    """
    ours, theirs = _words(source), _words(target)
    votes = np.zeros((len(ours), len(theirs)))
    if not ours or not theirs:
        return votes
    for first, second in links:
        if first < len(ours) and second < len(theirs):
            votes[first, second] += _LINK
    known = lexicon.load(language)
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            votes[i, j] += _LEXICON * known.get((lexicon.key(one), lexicon.key(other)), 0.0)
            votes[i, j] += likeness(one, other, language)
    for term in terms:
        _add_term(votes, term, source, target, language)
    return _competed(votes)


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in word_spans(text)]


def _add_term(votes: np.ndarray, term: TermMatch, source: str, target: str, language: str) -> None:
    """The words of a term with those of its translation: in order where they are as many, else all with all."""
    held = holding(term, target, language) if term.targets else None
    if held is None:
        return
    hit = held[1]
    rows = [n for n, (start, end) in enumerate(word_spans(source)) if start < term.end and term.start < end]
    columns = [n for n, (start, end) in enumerate(word_spans(target)) if start < hit.end and hit.start < end]
    for i in rows:
        for j in columns:
            votes[i, j] += _TERM / max(len(rows), len(columns))


def _competed(votes: np.ndarray) -> np.ndarray:
    rows, columns = votes.shape
    far = np.abs((np.arange(rows) + 0.5)[:, None] / rows - (np.arange(columns) + 0.5)[None, :] / columns)
    found = votes * np.exp(-_TENSION * far)
    for _ in range(_ROUNDS):
        of_target = found / (found.sum(axis=0, keepdims=True) + _NOBODY)
        of_source = found / (found.sum(axis=1, keepdims=True) + _NOBODY)
        found = of_target * of_source
    return np.sqrt(of_target * of_source)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str, language: str = "") -> float:
    """How much two words look like forms of one word: 1 for the same number or name, 0 for strangers."""
    if any(map(str.isdigit, one + other)):
        return _SAME if one == other else 0.0
    if one == other:
        return _SAME if len(one) >= _LEAST_LETTERS or not one.islower() else 0.0
    named = one[:1].isupper() and other[:1].isupper()
    if min(len(one), len(other)) < _LEAST_LETTERS - named:
        return 0.0
    left, right = _plain(one), _plain(other)
    if language == "ru" and named:
        left = _plain(transcribe(one))
    elif _is_cyrillic(other):
        right = right.translate(_LATIN)
    alike = Indel.normalized_similarity(left, right)
    common = next((n for n, (a, b) in enumerate(zip(left, right)) if a != b), min(len(left), len(right)))
    # Endings differ, beginnings do not.
    alike = max(alike, 0.9 * common / max(1, min(len(left), len(right)))) if common >= _LEAST_LETTERS else alike
    alike -= 0.0 if named else 0.1
    return _ALIKE * math.sqrt((alike - _LEAST_ALIKE) / (1 - _LEAST_ALIKE)) if alike > _LEAST_ALIKE else 0.0


def _is_cyrillic(word: str) -> bool:
    return "а" <= word[-1:].casefold() <= "ё"


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter) or letter == "\u0306")


_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "c",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "c", "ч": "ch", "ш": "ch", "щ": "ch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a", "\u0306": "",
})
