"""What can be wrong with a translation that a machine can see: loops, nothing, too little, letters of another script.

The limits were set on human translations: see ``tests/engines/test_faults.py`` for what
must and must not be found.
"""

from __future__ import annotations

import re
from collections import Counter

from translate.scripts import has_foreign_letters

FAULTS = ("empty", "loop", "dropped", "script")
"""What can be found, the worst first."""

_WORDS = re.compile(r"[^\W_]+")
_SENTENCE_ENDS = re.compile(r"[.!?…]+[\"'»”)]*(?=\s+[\"'«“(–-]?\s?[^\W\d_]|\s*$)")
_STAMMER = re.compile(r"(.{1,12}?)\1{7,}", re.DOTALL)

# Consecutive repeats that make a loop, by words in the repeated group. Bambara doubles
# single words as a matter of course.
_REPEATS = {1: 4, 2: 3, 3: 3, 4: 2, 5: 2, 6: 2, 7: 2, 8: 2}

# A group of three words this often, in any places, more than in the source.
_SCATTERED = 4

# Letters and digits of target per letter and digit of source, below which much is missing.
_SHORT = 0.4
_SHORT_WITH_SENTENCE_MISSING = 0.65
_LEAST_LETTERS = 25


def faults(source: str, target: str, language: str, *, finished: bool = True) -> tuple[str, ...]:
    """Which of FAULTS a translation has, in their order.

    language: of the target. finished: False when the model was stopped before it had ended the sentence.
    """
    if not _WORDS.search(target) and _WORDS.search(source):
        return ("empty",)
    found = []
    if not finished or loops(source, target):
        found.append("loop")
    if drops(source, target):
        found.append("dropped")
    if has_foreign_letters(target, language) and not has_foreign_letters(source, language):
        found.append("script")
    return tuple(found)


def loops(source: str, target: str) -> bool:
    """True when the target repeats words or characters as its source does not."""
    words, source_words = _words(target), _words(source)
    allowed = max(_consecutive(source_words, size) for size in _REPEATS)
    if any(_consecutive(words, size) >= max(limit, allowed + 1) for size, limit in _REPEATS.items()):
        return True
    if _most_frequent(words) > _SCATTERED - 2 + _most_frequent(source_words):
        return True
    return bool(_STAMMER.search(target)) and not _STAMMER.search(source)


def drops(source: str, target: str) -> bool:
    """True when the target is so short, or so short of sentences, that something is missing."""
    source_size, target_size = _size(source), _size(target)
    if source_size < _LEAST_LETTERS:
        return False
    ratio = target_size / source_size
    if ratio < _SHORT:
        return True
    return ratio < _SHORT_WITH_SENTENCE_MISSING and _sentences(target) < _sentences(source)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORDS.findall(text)]


def _consecutive(words: list[str], size: int) -> int:
    """How often at most a group of `size` words stands directly after itself, counting the first."""
    most, run = 1, 0
    for place in range(size, len(words)):
        run = run + 1 if words[place] == words[place - size] else 0
        most = max(most, 1 + run // size)
    return most


def _most_frequent(words: list[str]) -> int:
    """How often the most frequent group of three words occurs, at least 1."""
    groups = Counter(zip(words, words[1:], words[2:]))
    return max(groups.values(), default=1)


def _size(text: str) -> int:
    return sum(map(str.isalnum, text))


def _sentences(text: str) -> int:
    return len(_SENTENCE_ENDS.findall(text))
