"""Whether a sentence is surely in another language than its column says.

Most sentences are settled by their most frequent words, which costs little; the rest go
to py3langid, restricted to the languages a text of ours is usually confused with. It
does not know Bambara, so Bambara is only ever refused for being plain French or English.
"""

from __future__ import annotations

import re
from copy import copy
from functools import lru_cache
from typing import Any

# What each language is mistaken for, or replaced by, in bitext.
_CONFUSED = {
    "fr": ("en", "es", "it", "pt", "ca", "oc", "ro", "de", "nl"),
    "en": ("fr", "es", "de", "nl", "it", "pt", "da", "sv", "no"),
    "ru": ("uk", "bg", "be", "sr", "mk", "kk"),
}


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Frequent words that none of the others here has.
_WORDS = {
    "fr": _words(
        "le la les des du et est une un au aux que qui dans sur ne cette ces il elle nous vous sont avec ou sa ses",
        "leur leurs être ont été mais où si plus pour par son"),
    "en": _words(
        "the of and to is that with be are this not it you from will have has was were an by which can their its if",
        "for your they he she we"),
    "bm": _words("ye ka ni ko bɛ tɛ kɔ min minnu tun fɔ kɛ o u ma kana bɔ don dɔ dɔw cogo kan kama"),
}
# Of these the strongest, for telling French and English from Bambara with its la, na, de, to.
_STRONG = {
    "fr": _words("les des une dans pour avec est et qui que sont cette nous vous aux"),
    "en": _words("the of and is that with are this you from will have was which for"),
}
# Of these the ones that settle it alone, being words of no neighbour either.
_SURE = {"fr": _words("dans pour aux est une avec cette vous"), "en": _words("the and of with this you from which")}
_BAMBARA_LETTERS = re.compile(r"[ɛɔɲŋ]")
_ONLY_RUSSIAN = re.compile(r"[ыэ]")
_NEVER_RUSSIAN = re.compile(r"[^\W\d_a-zа-яё]")
_NOT_WORDS = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")
_CERTAIN = 0.95
_ENOUGH_STRONG = 0.2


def surely_foreign(text: str, code: str) -> bool:
    """Whether *text*, in no case too short to tell, is certainly not in language *code*."""
    text = text.lower()
    if code == "ru":
        if _ONLY_RUSSIAN.search(text) and not _NEVER_RUSSIAN.search(text):
            return False
    else:
        words = set(text.split())
        if code == "bm":
            return _bambara_is_foreign(text, words)
        own = len(words & _WORDS[code])
        other = len(words & _WORDS["en" if code == "fr" else "fr"])
        if own > 2 * other and (own >= 2 or not words.isdisjoint(_SURE[code])):
            return False
    found, certainty = _identifier(code).classify(_NOT_WORDS.sub(" ", text))
    return found != code and certainty > _CERTAIN


def _bambara_is_foreign(text: str, words: set[str]) -> bool:
    if _BAMBARA_LETTERS.search(text) or len(words & _WORDS["bm"]) >= 2:
        return False
    return any(len(words & strong) >= max(2, _ENOUGH_STRONG * len(words)) for strong in _STRONG.values())


@lru_cache(maxsize=8)
def _identifier(code: str) -> Any:
    identifier = copy(_whole_identifier())
    identifier.set_languages([code, *(other for other in _CONFUSED[code] if other in identifier.labels)])
    return identifier


@lru_cache(maxsize=1)
def _whole_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
