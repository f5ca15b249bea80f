"""Sentences within one segment: one of them lost, or one said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.qa import limits
from translate.qa.form import length_ratio
from translate.qa.subject import WORD, Subject

# A full stop after a single letter or a short title is no end: J. Traoré, M. Sow.
_END = re.compile(r"""(?<!\b\w)(?<!\b[A-ZА-Я]\w)[.!?…]["'»”’)]*\s+(?=["'«“‘(—–]?\s?[^\W\d_a-zа-яà-ÿɛɔɲŋ])""")


def _split(text: str) -> list[list[str]]:
    """The words of each sentence, case folded; sentences without words left out."""
    pieces = (WORD.findall(piece.casefold()) for piece in _END.split(text))
    return [words for words in pieces if words]


def sentences(subject: Subject) -> Iterator[str]:
    """A sentence of the target stands twice; or one of the source's has no room in the target."""
    source, target = _split(subject.source), _split(subject.target)
    twice = _twice(target)
    if twice and not _twice(source):
        yield f"A sentence stands twice: “{' '.join(twice)}”."
    if len(source) > len(target):
        ratio = length_ratio(subject.source, subject.target)
        if ratio < limits.SENTENCE_LOST_RATIO.get(subject.language, limits.SENTENCE_LOST_RATIO_OTHER):
            yield f"The source has {len(source)} sentences, the translation {len(target)}: one may be left out."


def _twice(sentences: list[list[str]]) -> list[str]:
    """The first sentence of some length that comes again, [] for none."""
    seen: list[list[str]] = []
    for words in sentences:
        if len(words) >= limits.SENTENCE_WORDS:
            if words in seen:
                return words
            seen.append(words)
    return []
