"""Months and weekdays that say another day than the source does.

Only a contradiction counts: the source's month is nowhere in the translation, in words or
in figures, and the translation names one that the source does not. A month left out, or
told as "last month", is a translator's freedom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from translate.qa.subject import Subject

# Per language, the twelve months, as patterns of whole words.
_MONTHS = {
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
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_ISO = re.compile(r"(?<!\d)\d{4}-(\d\d)-\d\d(?!\d)")
_NUMBER = re.compile(r"(?<!\d)0?([1-9]|1[0-2])(?!\d)")


@lru_cache(maxsize=16)
def _patterns(table: str, language: str) -> tuple[re.Pattern[str], ...]:
    words = (_MONTHS if table == "months" else _WEEKDAYS).get(language, "").split()
    # Bambara compounds: utikalo, jumadon. English names have a capital: may, sat, march are other words.
    after = "(?:kalo|don)?" if language == "bm" else ""
    flags = re.NOFLAG if language == "en" else re.IGNORECASE
    return tuple(re.compile(rf"\b(?:{word}){after}\b", flags) for word in words)


def _named(table: str, text: str, language: str) -> set[int]:
    """Which of the months or weekdays, from 1, a text names in words."""
    return {number for number, word in enumerate(_patterns(table, language), start=1) if word.search(text)}


def _figured(text: str, *, either_order: bool) -> set[int]:
    """The months of dates in figures: the second number, or either one where both orders are in use."""
    months = {int(match[1]) for match in _ISO.finditer(text)}
    for match in _FIGURES.finditer(text):
        months.update(map(int, (match[1], match[3]) if either_order else (match[3],)))
    return {month for month in months if 1 <= month <= 12}


def dates(subject: Subject) -> Iterator[str]:
    """Another month or weekday than the source's."""
    if subject.language not in _MONTHS:
        return
    source = _named("months", subject.source, "fr") | _figured(subject.source, either_order=False)
    if source:
        english = subject.language == "en"
        named = _named("months", subject.target, subject.language)
        told = named | _figured(subject.target, either_order=english)
        # "3 mai" may be "kalo 5nan" or a date cut otherwise: any number counts as told.
        anywhere = {int(match[1]) for match in _NUMBER.finditer(subject.target)} if not english else set()
        yield from _contradiction(source, told, source - told - (anywhere - _days(subject.source)), _MONTH_NAMES)
    source = _named("weekdays", subject.source, "fr")
    if source:
        told = _named("weekdays", subject.target, subject.language)
        yield from _contradiction(source, told, source - told, _DAY_NAMES)


def _days(source: str) -> set[int]:
    """Small numbers of the source itself, which in a translation are no month."""
    return {int(match[1]) for match in _NUMBER.finditer(source)}


def _contradiction(source: set[int], told: set[int], missing: set[int], names: tuple[str, ...]) -> Iterator[str]:
    added = told - source
    if missing and added:
        yield (
            f"The source says {_listed(missing, names)}, the translation {_listed(added, names)}: check the date."
        )


def _listed(numbers: set[int], names: tuple[str, ...]) -> str:
    return ", ".join(names[number - 1] for number in sorted(numbers))
