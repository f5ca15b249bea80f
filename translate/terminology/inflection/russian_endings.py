"""Russian declension by ending alone: names, surnames, adjectives.

Rules of the academic grammar (Русская грамматика, 1980, §§ 1165-1300) and of Rosenthal's
handbook on names: foreign names in -о -е -и -у -ю -ы -э do not decline, those in an
unstressed -а, -я do, those in a consonant do for men and places and not for women.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
Forms = Mapping[str, tuple[str, ...]]
"""By case, the usual form first."""

_VOWELS = "аеёиоуыэюя"
_ADJECTIVE = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е)$")
_POSSESSIVE = re.compile(r"(?<=[а-яё]{2})(?:[оеё]в|[иы]н)(?P<end>[аоы]?)$")
_ADJECTIVAL_SURNAME = re.compile(r"(?:[сц]к(?:ий|ой|ая)|ст(?:ой|ая)|[нв](?:ый|ая))$")
_STRESSED_ADJECTIVES = ("больш", "чуж", "друг")
_GENDER = {"й": "m", "я": "f", "е": "n"}


def fixed(word: str) -> Forms:
    """The same in every case."""
    return dict.fromkeys(CASES, (word,))


def is_syllable(word: str) -> bool:
    """True for a word of one syllable at most (Ба, Ка)."""
    return sum(letter in _VOWELS for letter in word.lower()) < 2


def noun(word: str, gender: str = "m", *, animate: bool = False) -> Forms:
    """The singular (for "pl" the plural) of a noun that no dictionary knows.

    gender: "m", "f", "n" or "pl"; it matters for words in a consonant or soft sign.
    """
    lower = word.lower()
    if gender == "pl" and lower[-1] in "ыи":
        return _plural(word, animate)
    if lower.endswith("а") and not is_syllable(word) and lower[-2] not in _VOWELS:
        return _in_a(word)
    if lower.endswith("я") and not is_syllable(word):
        stem = word[:-1]
        other = "и" if lower[-2] == "и" else "е"
        return _forms(word, stem + "и", stem + other, stem + "ю", (stem + "ей", stem + "ею"), stem + other)
    if lower.endswith("ь"):
        stem = word[:-1]
        if gender == "f":
            return _forms(word, stem + "и", stem + "и", word, stem + "ью", stem + "и")
        genitive = stem + "я"
        return _forms(word, genitive, stem + "ю", genitive if animate else word, stem + "ем", stem + "е")
    if gender == "f" or lower[-1] in _VOWELS + "ъ" or not lower[-1].isalpha():
        return fixed(word)
    if lower.endswith("й"):
        stem = word[:-1]
        genitive = stem + "я"
        locative = stem + ("и" if lower.endswith("ий") else "е")
        return _forms(word, genitive, stem + "ю", genitive if animate else word, stem + "ем", locative)
    instrumental = (word + "ем", word + "ом") if lower[-1] in "жшчщц" else (word + "ом",)
    return _forms(word, word + "а", word + "у", word + "а" if animate else word, instrumental, word + "е")


def _in_a(word: str) -> Forms:
    stem, last = word[:-1], word[-2].lower()
    genitive = stem + ("и" if last in "гкхжшчщ" else "ы")
    # Unstressed after a hushing letter or ц; the stressed ending (Левша, Левшой) passes as well.
    instrumental = ("ей", "ею", "ой") if last in "жшчщц" else ("ой", "ою")
    return _forms(word, genitive, stem + "е", stem + "у", tuple(stem + end for end in instrumental), stem + "е")


def _plural(word: str, animate: bool) -> Forms:
    stem = word[:-1]
    hard = "а" if word[-1].lower() == "ы" or stem[-1].lower() in "гкхжшчщ" else "я"
    genitive = (stem + "ов", stem) if hard == "а" else (stem + "ев", stem + "ей")
    accusative = genitive if animate else word
    return _forms(word, genitive, stem + hard + "м", accusative, stem + hard + "ми", stem + hard + "х")


def _forms(*cases: str | tuple[str, ...]) -> Forms:
    return {name: (form,) if isinstance(form, str) else form for name, form in zip(CASES, cases)}


def surname(word: str, gender: str = "") -> Forms | None:
    """A Russian surname (Лавров, Захарова, Достоевский, Седых); None for one of another make.

    gender: "m", "f", or "" to take it from the ending.
    """
    lower = word.lower()
    if lower.endswith(("ых", "их")) and len(word) > 4:
        return fixed(word)
    if _ADJECTIVAL_SURNAME.search(lower):
        own = "f" if lower.endswith("ая") else "m"
        return {case: agree(word, own, case, animate=True) for case in CASES}
    if match := _POSSESSIVE.search(lower):
        if not match["end"] and gender != "f":
            # Also as a foreign name declines: Чаплином, Дарвином.
            return _forms(word, word + "а", word + "у", word + "а", (word + "ым", word + "ом"), word + "е")
        if match["end"] == "а" and (gender == "f" or (not gender and match[0][0] != "и")):
            stem = word[:-1]
            oblique = stem + "ой"
            return _forms(word, oblique, oblique, stem + "у", (oblique, stem + "ою"), oblique)
    return None


def adjective_gender(word: str) -> str:
    """"m", "f", "n" or "pl" of a nominative adjective by its ending; "" when it has none."""
    lower = word.lower()
    if len(lower) < 4:
        return ""
    if match := _ADJECTIVE.search(lower):
        return "pl" if match[0] in ("ые", "ие") else _GENDER[lower[-1]]
    return ""


def is_possessive(word: str) -> bool:
    """True for a plural like Маршалловы, Соломоновы, which declines as an adjective does."""
    match = _POSSESSIVE.search(word.lower())
    return bool(match and match["end"] == "ы")


def agree(word: str, gender: str, case: str, *, animate: bool = False) -> tuple[str, ...]:
    """A nominative adjective (of any gender) put in gender and case, the usual form first.

    gender: "m", "f", "n" or "pl".
    """
    if is_possessive(word):
        endings = {"nomn": "ы", "gent": "ых", "datv": "ым", "accs": "ых" if animate else "ы", "ablt": "ыми"}
        return (word[:-1] + endings.get(case, "ых"),)
    stem, y, o, a, u, masculine = _adjective_stem(word)
    if case == "accs" and gender in ("m", "pl"):
        case = "gent" if animate else "nomn"
    if gender == "pl":
        return (stem + y + {"nomn": "е", "gent": "х", "datv": "м", "ablt": "ми", "loct": "х"}[case],)
    if gender == "f":
        if case in ("nomn", "accs"):
            return (stem + (a + "я" if case == "nomn" else u + "ю"),)
        return (stem + o + "й", stem + o + "ю") if case == "ablt" else (stem + o + "й",)
    if case in ("nomn", "accs"):
        return (stem + masculine if gender == "m" else stem + o + "е",)
    return (stem + {"gent": o + "го", "datv": o + "му", "ablt": y + "м", "loct": o + "м"}[case],)


def _adjective_stem(word: str) -> tuple[str, str, str, str, str, str]:
    """Stem, the vowels of the endings (ы о а у), and the masculine nominative ending."""
    stem, ending = word[:-2], word[-2:].lower()
    last = stem[-1].lower()
    if last in "гкх":
        stressed = ending == "ой" or stem.lower().endswith(_STRESSED_ADJECTIVES)
        return stem, "и", "о", "а", "у", "ой" if stressed else "ий"
    if last in "жшчщ":
        stressed = ending in ("ой", "ое") or stem.lower().endswith(_STRESSED_ADJECTIVES)
        return stem, "и", "о" if stressed else "е", "а", "у", "ой" if stressed else "ий"
    if ending in ("ий", "яя", "ее", "ие"):
        return stem, "и", "е", "я", "ю", "ий"
    return stem, "ы", "о", "а", "у", "ой" if ending == "ой" else "ый"
