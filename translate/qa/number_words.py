"""Numbers in words, per language, as far as a check needs them: leniently, by the stem."""

from __future__ import annotations

import re
from functools import lru_cache

# Per language, value → stems (regular expressions, matched from the start of a word).
# Months count as their number: 12/05 is printed "12 May".
_STEMS: dict[str, dict[int, str]] = {
    "fr": {
        1: "une?$|premi[eè]re?s?$|janvier", 2: "deux|second|double|février", 3: "trois|tiers|triple|mars$",
        4: "quatre$|quatrième|quart|quadruple|avril", 5: "cinq$|cinquième|mai$", 6: "six$|sixième|juin$",
        7: "sept$|septième|juillet", 8: "huit|août", 9: "neuf$|neuvième|septembre",
        10: "dix$|dixième|dizaine|octobre", 11: "onz|novembre", 12: "douz|décembre", 13: "treiz",
        14: "quatorz", 15: "quinz", 16: "seiz", 20: "vingt", 30: "trent", 40: "quarant", 50: "cinquant",
        60: "soixant", 100: "cents?$|centi|centain", 1000: "mill(?:e|ier)s?$",
    },
    "en": {
        1: "one$|once|first|single|jan", 2: "two|twice|second|double|both|pair|couple|feb",
        3: "three|third|triple|thrice|mar(?:ch)?$", 4: "four(?:th|s)?$|quarter|quadrupl|apr",
        5: "fi(?:ve|fth)s?$|may$", 6: "six(?:th|s)?$|jun", 7: "seven(?:th|s)?$|jul",
        8: "eigh(?:t|th|ts)$|aug", 9: "nin(?:e|th|es)$|sep", 10: "ten(?:s|th|ths)?$|oct", 11: "eleven|nov",
        12: "twel|dozen|dec", 13: "thirteen", 14: "fourteen", 15: "fifteen", 16: "sixteen",
        17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twent", 30: "thirt(?:y|ie)", 40: "fort",
        50: "fift(?:y|ie)|half", 60: "sixt(?:y|ie)", 70: "sevent(?:y|ie)", 80: "eight(?:y|ie)",
        90: "ninet(?:y|ie)", 100: "hundred|centur", 1000: "thousand|millenn",
    },
    "ru": {
        1: "од(?:ин|н)|перв|единств|январ",
        2: "дв(?:а|е|ух|ум|умя|ое|оих|ой)$|двух|двой|втор|пар[аыу]|об[ае]|феврал",
        3: "тр(?:и|ё|е)[хм]?[яю]?$|тро[ей]|трет|тр[её]х|март", 4: "четыр|четв[её]р|апрел",
        5: "пят(?:ь|и|ью|ый|ого|ая|ой|ые|ых|ом)$|пятер|мая$|ма[йе]$",
        6: "шест(?:ь|и|ью|ой|ого|ая|ые|ых|ом)$|июн", 7: "сем(?:ь|и|ью)$|седьм|июл",
        8: "вос(?:емь?|ьми|ьмью|ьмой|ьмого|ьмая)$|август",
        9: "девят(?:ь|и|ью|ый|ого|ая|ом)$|сентяб", 10: "десят|октяб", 11: "одиннадц|нояб",
        12: "двенадц|дюжин|декаб", 13: "тринадц", 14: "четырнадц", 15: "пятнадц", 16: "шестнадц",
        17: "семнадц", 18: "восемнадц", 19: "девятнадц", 20: "двадцат", 30: "тридцат", 40: "сорок",
        50: "пят(?:ь|и)десят|полов", 60: "шест(?:ь|и)десят", 70: "сем(?:ь|и)десят",
        80: "вос[еь]м[ьи]?десят", 90: "девяност", 100: "ст[оа]$|сот|век|столет", 1000: "тысяч",
    },
    "bm": {
        1: "kelen|fɔlɔ|zanwuye|zanwiye", 2: "fila|fla|feburuye|fewuruye", 3: "saba|marisi|mars",
        4: "naani|nani|awirili|avirili", 5: "duuru|duru|loolu|m[ɛe](?:kalo)?$", 6: "wɔɔrɔ|wɔrɔ|zuw[ɛe]n",
        7: "wolon|zuluye|zuwuluye|zuliye", 8: "segin|seegin|seki|uti(?:kalo)?$|ut$",
        9: "kɔnɔntɔn|kɔnɔtɔn|sɛta[nm]buru", 10: "tan|ɔk[uɔ]tɔburu", 11: "n[oɔ]wa[nm]buru",
        12: "desa[nm]buru", 20: "mugan", 100: "kɛmɛ", 1000: "wa$|waa$|ba$|baa",
    },
}
_WORD = re.compile(r"[^\W\d_]+")
_JOINTS = frozenset(["et", "and", "ni", "i", "и"])


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    # The larger first: четырнадцать begins as четыре does.
    stems = sorted(_STEMS.get(language, {}).items(), reverse=True)
    return tuple((value, re.compile(pattern)) for value, pattern in stems)


@lru_cache(maxsize=8192)
def _value(word: str, language: str) -> int:
    """The number a word begins with, 0 for any other word."""
    return next((value for value, pattern in _patterns(language) if pattern.match(word)), 0)


def spelled_out(text: str, language: str) -> set[int]:
    """The numbers that words of `text` may stand for: each word, and each run of them together."""
    found: set[int] = set()
    run: list[int] = []
    tens = False  # Bambara: bi saba, three tens
    for word in [*_WORD.findall(text.casefold()), ""]:
        value = _value(word, language) if word else 0
        if language == "bm" and word == "bi":
            tens = True
            continue
        if value:
            run.append(value * 10 if tens and value < 10 else value)
            found.add(value)
        elif word not in _JOINTS or not run:
            found |= _sums(run)
            run = []
        tens = False
    return found


def _sums(run: list[int]) -> set[int]:
    """What consecutive number words add up to: 4 20 10 → 90, 2 100 5 → 205."""
    sums: set[int] = set()
    for start in range(len(run)):
        total = 0
        for value in run[start:]:
            multiplies = (value >= 100 and 0 < total < value) or (value == 20 and total == 4)
            total = total * value if multiplies else total + value
            sums.add(total)
    return sums
