"""Numbers that differ between a segment and the remembered one, put right in the translation."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from translate.languages import LANGUAGES
from translate.markup import TAG, plain_text
from translate.memory.tokens import NUMBER
from translate.typography import CONVENTIONS

_TAG_OR_NUMBER = re.compile(rf"{TAG.pattern}|(?P<number>{NUMBER.pattern})")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?")
_SPACES = re.compile(r"\s")


def values(number: str) -> frozenset[str]:
    """Every way a number may be meant: `1,250` is 1250 and 1.250."""
    plain = _SPACES.sub("", number)
    ways = {plain.replace(",", ".")}
    if _GROUPED.fullmatch(plain):
        whole, _, rest = plain.replace(",", ".").rpartition(".")
        ways.add(whole.replace(".", "") + rest)
        if "." in whole:
            ways.add(f"{whole.replace('.', '')}.{rest}")
    return frozenset(ways)


def adapted(target: str, changes: Sequence[tuple[str, str]], language: str) -> tuple[str, int]:
    """`target` (tagged) with the numbers of `changes` in it put right, and how many of them still need a person.

    changes: (number in the remembered source, number in the new one), only those that
    differ. One is put right where the target holds the old number as often as it is
    changed; it still needs a person when another plural form may have to follow it.
    """
    there = NUMBER.findall(plain_text(target))
    wanted: dict[str, set[str]] = {}
    for old, new in changes:
        wanted.setdefault(old, set()).add(new)
    times = Counter(old for old, _ in changes)
    new_for: dict[str, str] = {}
    open_ones = 0
    for old, news in wanted.items():
        places = [number for number in there if values(number) & values(old)]
        if len(news) > 1 or len(places) != times[old] or new_for.keys() & set(places):
            open_ones += times[old]
            continue
        new = next(iter(news))
        new_for.update((place, written(new, language)) for place in places)
        if not _same_plural(old, new, language):
            open_ones += times[old]
    if not new_for:
        return target, open_ones

    def put(match: re.Match[str]) -> str:
        number = match["number"]
        return new_for.get(number, number) if number else match[0]

    return _TAG_OR_NUMBER.sub(put, target), open_ones


def written(number: str, language: str) -> str:
    """A number of a French text with the signs of `language`."""
    conventions = CONVENTIONS.get(language)
    if conventions is None:
        return number
    if re.fullmatch(r"[\d\s]+(?:,\d+)?", number):
        number = number.replace(",", conventions.decimal)
    return _SPACES.sub(conventions.group, number)


def _same_plural(old: str, new: str, language: str) -> bool:
    """Whether the words around the number stay as they are: by gettext's plural rule of the language.

    Decimals are alike among themselves.
    """
    rule = _plural_rule(language)
    numbers = [_SPACES.sub("", number) for number in (old, new)]
    whole = [number.isdecimal() and len(number) < 16 for number in numbers]
    if rule is None or not all(whole):
        return rule is None or not any(whole)
    return rule(int(numbers[0])) == rule(int(numbers[1]))


@lru_cache(maxsize=16)
def _plural_rule(language: str) -> Callable[[int], int] | None:
    """The number of the plural form for a count; None for a language with one form only."""
    forms = LANGUAGES[language].plural_forms if language in LANGUAGES else "nplurals=1; plural=0;"
    if forms.startswith("nplurals=1;"):
        return None
    rule: Callable[[int], int] = gettext.c2py(forms.split("plural=", 1)[1].rstrip("; "))
    return rule
