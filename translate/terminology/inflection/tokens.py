"""Words of a text with their places, and terms looked up among them by their forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translate.terminology.inflection.base import Form, Hit

# A dotted abbreviation, or a word with any accents written as characters of their own.
_TOKEN = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}|(?:[^\W_][\u0300-\u036f\u00ad]*)+")
_ACCENTS = re.compile("[\u0300\u0301\u00ad]")
_TONES = re.compile("[\u0300-\u0304\u030c\u00ad]")
_JOINTS = " \t\n\r\u00a0\u202f\u2009-‐‑–—'’ʼ`\"«»„“”‹›"
_LEGACY_BAMBARA = str.maketrans({"è": "ɛ", "ò": "ɔ", "È": "Ɛ", "Ò": "Ɔ"})
_PRONOUNCED = 5  # acronyms from this length on are also written as a name: Юнисеф, Unesco


@dataclass(frozen=True)
class Token:
    """A word. key: as it is compared; gap: what stands between the word before and this one."""

    text: str
    key: str
    start: int
    end: int
    gap: str


@lru_cache(maxsize=2048)
def tokens(text: str, language: str) -> tuple[Token, ...]:
    """The words of a text; apostrophes and hyphens part words."""
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        found.append(Token(match[0], _key(match[0], language), start, end, text[at:start]))
        at = end
    return tuple(found)


def fold_bambara(text: str) -> str:
    """Legacy letters to official ones, tone marks gone: è ò ny to ɛ ɔ ɲ."""
    text = unicodedata.normalize("NFC", text).translate(_LEGACY_BAMBARA)
    text = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", text)))
    return re.sub("ny(?=[aeiouɛɔ])", "ɲ", re.sub("N[yY](?=[aeiouɛɔAEIOUƐƆ])", "Ɲ", text))


@lru_cache(maxsize=65536)
def _key(word: str, language: str) -> str:
    if "." in word:
        word = word.replace(".", "")
    if language == "bm":
        word = fold_bambara(word)
    elif language == "ru":
        # й and ё come together first, so that only the stress mark is left to drop.
        word = _ACCENTS.sub("", unicodedata.normalize("NFC", word)).replace("ё", "е").replace("Ё", "Е")
    return unicodedata.normalize("NFC", word.replace("\u00ad", "")).casefold()


def is_acronym(word: str) -> bool:
    """True for a word with more than one capital."""
    return sum(map(str.isupper, word)) > 1


class FormIndex:
    """The forms of one term, to be found in texts of its language.

    An acronym must stand in capitals, with any ending in small letters (МИДа, NGOs). With
    `proper`, any word that has a capital in the term must have one in the text.
    """

    def __init__(self, forms: Sequence[Form], language: str, *, proper: bool = False) -> None:
        self._language = language
        self._proper = proper
        self._joints = _JOINTS + "".join({mark for form in forms for mark in form.text if mark in ".,()/&"})
        grouped: dict[tuple[str, ...], tuple[tuple[Token, ...], list[Form]]] = {}
        for form in forms:
            words = tokens(form.text, language)
            if words:
                grouped.setdefault(tuple(word.key for word in words), (words, []))[1].append(form)
        self._by_first: dict[str, list[tuple[tuple[Token, ...], tuple[Form, ...]]]] = {}
        for words, members in sorted(grouped.values(), key=lambda item: -len(item[0])):
            self._by_first.setdefault(words[0].key, []).append((words, tuple(members)))

    def find(self, text: str) -> Iterator[Hit]:
        """Every place of the text where a form stands, in order, none overlapping."""
        words = tokens(text, self._language)
        by_first = self._by_first
        free = 0
        for first, word in enumerate(words):
            if word.key in by_first and first >= free:
                for wanted, forms in by_first[word.key]:
                    if self._stands(words, first, wanted):
                        free = first + len(wanted)
                        start, end = word.start, words[free - 1].end
                        yield Hit(start, end, text[start:end], forms)
                        break

    def _stands(self, words: Sequence[Token], first: int, wanted: Sequence[Token]) -> bool:
        if first + len(wanted) > len(words):
            return False
        for offset, token in enumerate(wanted):
            word = words[first + offset]
            if word.key != token.key or (offset and word.gap.strip(self._joints)):
                return False
            if self._language != "bm" and not self._cased(word.text, token.text):
                return False
        return True

    def _cased(self, word: str, wanted: str) -> bool:
        if is_acronym(wanted):
            bare = word.replace(".", "")
            if bare == wanted or (bare.isupper() and len(bare) > 1):
                return True
            return len(wanted) >= _PRONOUNCED and wanted.isupper() and bare[0].isupper()
        return not self._proper or not wanted[0].isupper() or word[0].isupper()


