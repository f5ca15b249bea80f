"""French–Russian out of French–English and English–Russian: pairs that meet in one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from translate.errors import ConfigError
from translate.normalise import normalise
from translate.training.bitext import bitext_at
from translate.training.heldout import sentence_key
from translate.training.readers import read_pairs

# A sentence translated more often than this is a phrase of many meanings, or a boilerplate.
_MOST_TRANSLATIONS = 3


@dataclass(frozen=True)
class Composition:
    """The pairs made, in the order of the second bitext, and what they were made of.

    first, second: pairs read; shared: sentences of the language between that both have.
    """

    pairs: list[tuple[str, str]]
    first: int
    second: int
    shared: int


def compose(first: Path, second: Path, pair: str, through: str = "en", fewest_words: int = 3) -> Composition:
    """Sentence pairs in *pair* (such as fr-ru) from two bitexts that share the language *through*.

    first: a file or folder with the source language and *through*; second: the same with
    *through* and the target language; either in any direction. Two pairs meet when their
    sentences in *through* are the same but for case, spaces and punctuation (a question
    stays a question), and have *fewest_words* or more: words on their own mean too many
    things. Raises ConfigError when *through* is a side of *pair*, InputError for bitext
    that is missing or damaged.
    """
    source, target = pair.split("-")
    if through in (source, target):
        raise ConfigError(f"{pair} through {through}: the language between must be a third one")
    between: dict[tuple[int, bool], list[str]] = {}
    first_count = second_count = 0
    for text, middle in _pairs(first, f"{source}-{through}"):
        first_count += 1
        if len(middle.split()) >= fewest_words:
            _add(between.setdefault(_meeting_point(middle), []), text)
    pairs: dict[tuple[str, str], None] = {}
    shared: dict[tuple[int, bool], list[str]] = {}
    for middle, text in _pairs(second, f"{through}-{target}"):
        second_count += 1
        key = _meeting_point(middle)
        if key in between:
            translations = shared.setdefault(key, [])
            if _add(translations, text):
                pairs.update(dict.fromkeys((other, text) for other in between[key]))
    return Composition(list(pairs), first_count, second_count, len(shared))


def _pairs(path: Path, pair: str) -> Iterable[tuple[str, str]]:
    for file in bitext_at(path, pair):
        for raw in read_pairs(file):
            one, other = normalise(raw.source), normalise(raw.target)
            if one and other and not raw.unfit:
                yield one, other


def _meeting_point(text: str) -> tuple[int, bool]:
    return sentence_key(text), text.endswith("?")


def _add(texts: list[str], text: str) -> bool:
    """Put *text* with *texts* unless it is there or they are many; whether it was put."""
    if text in texts or len(texts) >= _MOST_TRANSLATIONS:
        return False
    texts.append(text)
    return True
