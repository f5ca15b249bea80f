"""Adjectives made of Russian names of places: `норвежский` of Норвегия, `нью-йоркский` of Нью-Йорк.

Russian says with them what French says with `de` and the name. Known by the name's
stem and the suffix -ск-; no dictionary has them joined.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = "ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими|ою"
_DROPPED = re.compile(r"(?:ия|ья|[аяыйьоеё])$")
# The last consonant before the suffix: Норвегия, норвежский; Чехия, чешский; Америка, американский, грецкий.
_CHANGED = {"г": "гж", "х": "хш", "к": "кчц"}
# Letters between stem and suffix: россИЙский, французский, итальЯНский, мексикАНский.
_BETWEEN = "й|ей|ь|ан|иан|ьян|ин|уз|ов|ев"
# Named otherwise than by their stem.
_OWN = {"германия": "немецк", "сша": "американск", "соединенные штаты": "американск",
        "великобритания": "британск"}


def has_relational(name: str, text: str) -> bool:
    """True when `text` holds an adjective made of the place `name` (one word, perhaps hyphened)."""
    pattern = _pattern(name.casefold().replace("ё", "е"))
    return bool(pattern and pattern.search(text.casefold().replace("ё", "е")))


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str] | None:
    if own := _OWN.get(name):
        return re.compile(rf"(?<!\w){own}(?:ск)?(?:{_ENDINGS})(?!\w)")
    if not re.fullmatch(r"[а-я]+(?:-[а-я]+)*", name):
        return None
    stem = _DROPPED.sub("", name)
    if len(stem) < 3:
        return None
    last = _CHANGED.get(stem[-1], stem[-1])
    between = _BETWEEN + "|ий" * name.endswith(("ия", "ья"))  # Нигерия, but not Нигер, is нигерийский
    return re.compile(rf"(?<!\w){re.escape(stem[:-1])}[{last}](?:{between})?с?к(?:{_ENDINGS})(?!\w)")
