"""Adjectives made of Russian nouns: `норвежский` of Норвегия, `субботний` of суббота, `независимый` of независимость.

Russian says with them what French says with `de` and the noun. Known by the noun's stem
and a suffix; no dictionary has them joined.
"""

from __future__ import annotations

import re
from functools import lru_cache

_ENDINGS = "ий|ый|ого|его|ому|ему|им|ым|ом|ем|ая|яя|ой|ей|ую|юю|ое|ее|ие|ые|их|ых|ими|ыми|ою"
_DROPPED = re.compile(r"(?:ия|ья|[аяыйьоеё])$")
# The last consonant before the suffix: Норвегия, норвежский; Чехия, чешский; Америка, американский, грецкий.
_CHANGED = {"г": "гж", "х": "хш", "к": "кчц"}
# Letters between stem and suffix: россИЙский, французский, итальЯНский, мексикАНский.
_BETWEEN = "й|ей|ь|ан|иан|ьян|ин|уз|ов|ев"
# Named otherwise than by their stem and -ск-.
_OWN = {"германия": "немецк", "сша": "американск", "соединенные штаты": "американск",
        "великобритания": "британск", "азия": "азиатск", "восток": "восточн", "чешская республика": "чешск",
        "латинская америка": "латиноамериканск",
        "понедельник": "понедельничн", "вторник": "вторничн", "четверг": "четвергов",
        "пятница": "пятничн", "суббота": "субботн", "воскресенье": "воскресн", "мир": "мирн"}
# The adjectives of two-word places keep their stem: североамериканский, ближневосточный, западноафриканский.
_PHRASE = re.compile(r"([а-я]+?н)(?:ый|ий|ая|яя|ое|ее) ([а-я]+)")
_SOFT = ("ближн", "средн")
# What ends a common noun; where nothing remains between its stem and the adjective's ending, -ость alone is safe:
# `безопасного` of безопасность, but `демократом` is not of демократия.
_COMMON = re.compile(r"(?P<quality>ость)$|(?:ство|ение|ание|ия|ие|[аоеьйы])$")
_SUFFIX = "н|нн|енн|ическ|ск|еск|ов|ев|альн|ичн|онн"
_SHORTEST = 5


def has_relational(name: str, kind: str, text: str) -> bool:
    """True when `text` holds an adjective made of the place, day or common noun (`term`) `name`."""
    pattern = _pattern(_plain(name), kind)
    return bool(pattern and pattern.search(_plain(text)))


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


@lru_cache(maxsize=4096)
def _pattern(name: str, kind: str) -> re.Pattern[str] | None:
    if own := _OWN.get(name):
        stem = own
    elif kind == "place":
        stem = _place_stem(name)
    elif kind in ("term", "institution", "title"):
        stem = _common_stem(name)
    else:
        stem = ""
    return re.compile(rf"(?<!\w){stem}(?:{_ENDINGS})(?!\w)") if stem else None


def _place_stem(name: str) -> str:
    """What comes before the ending of the adjective, as a pattern; empty where none can be made."""
    if phrase := _PHRASE.fullmatch(name):
        side, noun = phrase.groups()
        of_noun = _OWN.get(noun) or _place_stem(noun)
        joint = "е" if side in _SOFT else "о"
        short = side[:-1] if side == "северн" else side
        return f"{short}{joint}-?{of_noun}" if of_noun else ""
    if not re.fullmatch(r"[а-я]+(?:-[а-я]+)*", name):
        return ""
    stem = _DROPPED.sub("", name)
    if len(stem) < 3:
        return ""
    last = _CHANGED.get(stem[-1], stem[-1])
    between = _BETWEEN + "|ий" * name.endswith(("ия", "ья"))  # Нигерия, but not Нигер, is нигерийский
    return rf"{re.escape(stem[:-1])}[{last}](?:{between})?с?к"


def _common_stem(name: str) -> str:
    if not re.fullmatch(r"[а-я]+", name):
        return ""
    ending = _COMMON.search(name)
    stem = name[: ending.start()] if ending else name
    if len(stem) < _SHORTEST:
        return ""
    if ending and ending["quality"]:
        return re.escape(stem)
    return rf"{re.escape(stem)}(?:ств)?(?:{_SUFFIX})"
