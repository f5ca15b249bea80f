"""Months and weekdays as texts name them, in words and in figures."""

from __future__ import annotations

import re
from functools import lru_cache

# Per language, the twelve months, as patterns of whole words.
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août|aout septembre octobre novembre décembre",
    "en": "Jan(?:uary)? Feb(?:ruary)? Mar(?:ch)? Apr(?:il)? May June? July? Aug(?:ust)? Sept?(?:ember)? "
          "Oct(?:ober)? Nov(?:ember)? Dec(?:ember)?",
    "ru": r"январ\w+ феврал\w+ март(?:|а|у|ом|е|овск\w+) апрел\w+ ма(?:й|я|ю|ем|е|йск\w+) июн\w+ июл\w+ "
          r"август(?:|а|у|ом|е|овск\w+) сентябр\w+ октябр\w+ ноябр\w+ декабр\w+",
    "bm": "zanw[iu]ye fe[bw]uruye|feburu marisi|mars a[vw]irili m[ɛe](?=kalo|\\b) zuw[ɛe]n zuluye|zuwuluye|zuliye "
          "uti?(?=kalo|\\b) s[ɛe]ta[nm]buru [ɔo]k[uɔo]t[ɔo]buru n[oɔ]wa[nm]buru d[ɛe]sa[nm]buru",
}
# Monday first.
_WEEKDAYS = {
    "fr": "lundis? mardis? mercredis? jeudis? vendredis? samedis? dimanches?",
    "en": "Mondays? Tuesdays? Wednesdays? Thursdays? Fridays? Saturdays? Sundays?",
    "ru": r"понедельни\w+ вторни\w+ сред(?:а|у|ы|е|ой|ам) четверг\w* пятниц\w+ суббот\w* воскресен\w+",
    "bm": "nt[ɛe]n[ɛe]n|t[ɛe]n[ɛe]n tarata araba|wariba alamisa (?:gw?[ɛe])?juma sibiri kari",
}
_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_ISO = re.compile(r"(?<!\d)\d{4}-(\d\d)-\d\d(?!\d)")


@lru_cache(maxsize=16)
def _patterns(table: str, language: str) -> tuple[re.Pattern[str], ...]:
    words = (MONTHS if table == "months" else _WEEKDAYS).get(language, "").split()
    # Bambara compounds: utikalo, jumadon. English names have a capital: may, sat, march are other words.
    after = "(?:kalo|don)?" if language == "bm" else ""
    flags = re.NOFLAG if language == "en" else re.IGNORECASE
    return tuple(re.compile(rf"\b(?:{word}){after}\b", flags) for word in words)


def named(table: str, text: str, language: str) -> set[int]:
    """Which of the months or weekdays, from 1, a text names in words."""
    return {number for number, word in enumerate(_patterns(table, language), start=1) if word.search(text)}


def figured(text: str, *, either_order: bool) -> set[int]:
    """The months of dates in figures: the second number, or either one where both orders are in use."""
    months = {int(match[1]) for match in _ISO.finditer(text)}
    for match in _FIGURES.finditer(text):
        months.update(map(int, (match[1], match[3]) if either_order else (match[3],)))
    return {month for month in months if 1 <= month <= 12}


def months_said(text: str, language: str) -> set[int]:
    """The months, from 1, that a text names, in full, in short or by an adjective, or has in dates in figures."""
    return named("months", text, language) | figured(text, either_order=False)
