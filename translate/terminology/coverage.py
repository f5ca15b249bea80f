"""Does a translation hold the term it should? Judged by word forms, not by exact text.

English: the term, its plural or possessive. Bambara: the term or its plural in -w, on
normalised spelling; one of five letters or more also at either end of a compound
(`zuwɛnkalo`, the month of June, holds `zuwɛn`). Russian: every word by its stem and the list of case endings, so that
`Российской Федерацией` counts for `Российская Федерация`; names in a single word that end
in -о -е -и -у -ю -э and words all in capitals do not decline. No dictionary is used: a
wrong case passes, and a word that differs only in its ending may be taken for the term.
Other languages, and acronyms in any: the term as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from translate.markup import plain_text
from translate.units import TermMatch, Unit

_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_LEGACY_BAMBARA = str.maketrans({"è": "ɛ", "ò": "ɔ", "È": "Ɛ", "Ò": "Ɔ"})
_NOUN = "а я о е ё и ы у ю ь й ой ей ою ею ом ем ём ам ям ами ями ах ях ов ев ёв ья ье ьи ью ьей ьем ьём"
_ADJECTIVE = "ый ий ая яя ое ее ые ие ого его ому ему ым им ыми ими ую юю ых их"
_ENDINGS = frozenset(["", *_NOUN.split(), *_ADJECTIVE.split()])
_STRIPPED = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[оеё]в|[ыи]х|[ое]го|[аяоеёиыуюьй])$")
_FLEETING = re.compile(r"[оеё]([бвгджзклмнпрстфхцчшщ]ь?)$")
_COMPOUNDED = 5
_UNDECLINED = re.compile(r"[оеиуюэ]$")


def covered(match: TermMatch, target: str, language: str) -> bool:
    """True when `target` (plain text in `language`) holds one of the permitted terms of `match`."""
    words = _words(target, language)
    return any(_holds(words, _words(term, language), language) for term in match.targets)


def coverage(units: Iterable[Unit], language: str) -> tuple[int, int]:
    """(terms covered, terms expected) over the units; a term without a target term is not expected."""
    expected = [(unit, term) for unit in units for term in unit.terms if term.targets]
    return sum(covered(term, plain_text(unit.target), language) for unit, term in expected), len(expected)


def _holds(words: list[str], term: list[str], language: str) -> bool:
    if not term:
        return False
    same = _SAME.get(language, _equal)
    if language == "ru" and len(term) == 1 and term[0][0].isupper() and _UNDECLINED.search(term[0]):
        same = _equal
    return any(
        all(_same_word(word, wanted, same) for word, wanted in zip(words[start:], term))
        for start in range(len(words) - len(term) + 1)
    )


def _same_word(word: str, wanted: str, same: Callable[[str, str], bool]) -> bool:
    if _is_acronym(wanted) and same is not _bambara:
        # NGO is not ngo; NGOs and МИДа have their ending in small letters. Headlines: ЮНИСЕФ for Юнисеф.
        return (word[: len(wanted)] == wanted and same(word, wanted)) or (word.isupper() and _equal(word, wanted))
    return same(word.casefold(), wanted.casefold())


def _words(text: str, language: str) -> list[str]:
    if language == "bm":
        text = _official_bambara(text)
    elif language == "ru":
        text = text.replace("ё", "е").replace("Ё", "Е")
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)  # U.S. is US
    return _WORD.findall(unicodedata.normalize("NFC", text))


def _official_bambara(text: str) -> str:
    """Legacy letters to official ones, tone marks gone: è ò ny to ɛ ɔ ɲ."""
    text = unicodedata.normalize("NFC", text).translate(_LEGACY_BAMBARA)
    text = unicodedata.normalize("NFD", text)
    text = re.sub("[\u0300-\u0304\u030c]", "", text)
    return re.sub("ny(?=[aeiouɛɔ])", "ɲ", re.sub("N[yY](?=[aeiouɛɔAEIOUƐƆ])", "Ɲ", text))


def _is_acronym(word: str) -> bool:
    return sum(map(str.isupper, word)) > 1


def _equal(word: str, wanted: str) -> bool:
    return word.casefold() == wanted.casefold()


def _english(word: str, wanted: str) -> bool:
    if wanted.endswith("y") and word == wanted[:-1] + "ies":
        return True
    return word in (wanted, wanted + "s", wanted + "es")


def _bambara(word: str, wanted: str) -> bool:
    if len(wanted) >= _COMPOUNDED:
        return word.startswith(wanted) or word.removesuffix("w").endswith(wanted)
    return word in (wanted, wanted + "w")


def _russian(word: str, wanted: str) -> bool:
    return any(word.startswith(stem) and word[len(stem) :] in _ENDINGS for stem in _stems(wanted))


@lru_cache(maxsize=65536)
def _stems(word: str) -> tuple[str, ...]:
    """What stays of a Russian word when its endings change: without its ending, without its last letter.

    Also without a fleeting vowel (посол: посл-, день: дн-). A stem keeps two letters at least.
    """
    if word.isupper() or len(word) < 3:
        return (word,)
    stems = [word]
    if match := _STRIPPED.search(word):
        stems += [word[: match.start()], word[:-1]]
    if match := _FLEETING.search(word):
        stems.append(word[: match.start()] + match[1].removesuffix("ь"))
    return tuple(dict.fromkeys(stem for stem in stems if len(stem) >= 2))


_SAME: dict[str, Callable[[str, str], bool]] = {"en": _english, "ru": _russian, "bm": _bambara}
