"""Is the target in its language? Told by the small words that no text can do without.

Our own lists rather than a language identifier: none knows Bambara, and this takes
microseconds. French left standing is the business of the check `untranslated`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from translate.qa import limits
from translate.qa.subject import Subject


@lru_cache(maxsize=16)
def _only(other: str, own: str) -> frozenset[str]:
    """The function words of one language that another does not have."""
    return limits.FUNCTION_WORDS[other] - limits.FUNCTION_WORDS[own]


def other_language(subject: Subject) -> Iterator[str]:
    """The function words are another language's."""
    own = subject.language
    if own not in limits.FUNCTION_WORDS:
        return
    words = [word.casefold() for word in subject.target_words]
    if len(words) < limits.LANGUAGE_WORDS:
        return
    ours = sum(word in limits.FUNCTION_WORDS[own] for word in words)
    for other, name in limits.LANGUAGE_NAMES.items():
        if other == own:
            continue
        theirs = sum(word in _only(other, own) for word in words)
        enough = theirs >= limits.LANGUAGE_HITS and theirs >= limits.LANGUAGE_SHARE * len(words)
        if enough and theirs > limits.LANGUAGE_LEAD * ours:
            yield f"This seems to be {name}, not {limits.LANGUAGE_NAMES[own]}."
            return
