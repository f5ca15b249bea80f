"""Months and weekdays that say another day than the source does.

Only a contradiction counts: the source's month is nowhere in the translation, in words or
in figures, and the translation names one that the source does not. A month left out, or
told as "last month", is a translator's freedom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.date_words import MONTHS, figured, months_said, named
from translate.qa.subject import Subject

_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBER = re.compile(r"(?<!\d)0?([1-9]|1[0-2])(?!\d)")


def dates(subject: Subject) -> Iterator[str]:
    """Another month or weekday than the source's."""
    if subject.language not in MONTHS:
        return
    source = months_said(subject.source, "fr")
    if source:
        english = subject.language == "en"
        told = named("months", subject.target, subject.language) | figured(subject.target, either_order=english)
        # "3 mai" may be "kalo 5nan" or a date cut otherwise: any number counts as told.
        anywhere = {int(match[1]) for match in _NUMBER.finditer(subject.target)} if not english else set()
        yield from _contradiction(source, told, source - told - (anywhere - _days(subject.source)), _MONTH_NAMES)
    source = named("weekdays", subject.source, "fr")
    if source:
        told = named("weekdays", subject.target, subject.language)
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
