"""Units of amounts: another currency than the source's, a per cent sign lost.

The numbers themselves are the business of the check `numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.qa.subject import Subject

# Currency → how each language writes it. Francs come last: "franc" alone is whatever
# franc the source speaks of.
_CURRENCIES: dict[str, dict[str, str]] = {
    "euros": {"fr": r"euros?\b|€", "en": r"euros?\b|€|EUR\b", "ru": r"евро\b|€", "bm": r"[eɛ]w?ur?[oɔ]|er[oɔ]\b|€"},
    "dollars": {
        "fr": r"dollars?\b|\$|USD\b", "en": r"dollars?\b|\$|USD\b|US\$", "ru": r"доллар|\$",
        "bm": r"d[oɔ]l{1,2}ari?|\$",
    },
    "roubles": {"fr": r"roubles?\b|₽", "en": r"rou?bles?\b|₽|RUB\b", "ru": r"рубл|₽|руб\b", "bm": r"rub(?:u|al|il|li)"},
    "pounds": {
        "fr": r"livres? sterling|£", "en": r"pounds?\b|sterling|£", "ru": r"фунт|стерлинг|£", "bm": r"£|liw[iu]ri",
    },
    "yuan": {"fr": r"yuans?\b|renminbi", "en": r"yuans?\b|renminbi", "ru": r"юан", "bm": r"yuwan|yuan"},
    "yen": {"fr": r"yens?\b|¥", "en": r"yens?\b|¥", "ru": r"[иы]?[ейи]ен[аыу]?\b|иен|¥", "bm": r"yɛni?\b|¥"},
    "francs": {
        "fr": r"francs?\b|F\.?\s?CFA\b|FCFA\b|XOF\b|(?<=\d )F\b", "en": r"francs?\b|CFA|XOF\b",
        "ru": r"франк|КФА|FCFA|CFA",
        "bm": r"s[ɛe]fa|far[aɛ]n|dɔrɔm[ɛe]|doromɛ|CFA|XOF",
    },
}
_PER_CENT = {
    "fr": r"%|pour[ -]?cent", "en": r"%|per ?cent|\bpct\b|percentage|\bhalf|\bthird|\bquarter|\bfifth|\btenth|\bpoint",
    "ru": r"%|процент|п\. ?п\.|половин|треть|четверт|пунк", "bm": r"%|k[ɛe]m[ɛe]|tila",
}
_WITH_PER_CENT = re.compile(r"(?<![\d.,])(\d[\d.,\u00a0\u202f ]{0,20}?)[ \u00a0\u202f]?(?:%|pour[ -]cent)", re.I)
_MONEY = re.compile(_CURRENCIES["francs"]["fr"], re.I)


def speaks_of_francs(text: str) -> bool:
    """Whether a French text has an amount of francs in it."""
    return bool(_MONEY.search(text))


def _named(text: str, language: str) -> set[str]:
    return {
        name for name, words in _CURRENCIES.items()
        if language in words and re.search(rf"(?<![^\W\d_])(?:{words[language]})", text, re.I)
    }


def amounts(subject: Subject) -> Iterator[str]:
    """An amount in another currency, or a percentage that has become a plain number."""
    if subject.language not in _PER_CENT:
        return
    source, target = _named(subject.source, "fr"), _named(subject.target, subject.language)
    missing, added = source - target, target - source
    if missing and added:
        yield (
            f"The source speaks of {', '.join(sorted(missing))}, the translation of {', '.join(sorted(added))}: "
            "check the amount."
        )
    if re.search(_PER_CENT[subject.language], subject.target, re.I):
        return
    for match in _WITH_PER_CENT.finditer(subject.source):
        digits = re.escape(re.split(r"\D", match[1])[0])
        if re.search(rf"(?<!\d){digits}(?!\d)", subject.target):
            yield f"The source says {match[0].strip()}, the translation a plain number: the per cent sign is missing."
            return
