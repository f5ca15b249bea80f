"""French signs that a translation has kept: ordinals (`1er`, `2e`), `n°`, dates in figures.

The one place where typography touches letters: the ending of an ordinal, and the `n` of
`n°`. What the ending should be is only changed where it is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.conventions import Conventions
from translate.typography.edits import NBSP, SPACES, Edit, each

# 1er, 1re, 1ère, 2e, 2ème, 3ᵉ; groups: the number, the ending.
ORDINAL = re.compile(r"(?<![\w.,/-])(\d{1,4})(ers?|res?|ères?|ᵉʳ|èmes?|emes?|ᵉ|e)(?![\w/-])")
NUMBER_SIGN = re.compile(rf"(?<!\w)([nN][°º]s?)([{SPACES}]?)(?=\d)")
_ROMAN_ORDINAL = re.compile(r"(?<!\w)[IVX]{1,7}(e|ème|ᵉ)(?= век)")
_MONTH = re.compile(
    rf"[{SPACES}](?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
)
_DATE = re.compile(r"(?<![\w/.-])(?:0?[1-9]|[12]\d|3[01])(/)(?:0?[1-9]|1[0-2])(/)(?:1[89]|20|21)\d\d(?![\w/])")


def ordinals(text: str, conventions: Conventions) -> Iterator[Edit]:
    """English 1st, 2nd; Bambara 2nan; Russian without an ending before a month and in XIX век."""
    for match in ORDINAL.finditer(text):
        ending = conventions.ordinal(int(match[1]))
        if ending is None and _MONTH.match(text, match.end()):
            ending = ""
        if ending is not None:
            start, end = match.span(2)
            yield from each(start, end, ending)
    if conventions.ordinal(2) is None:
        for match in _ROMAN_ORDINAL.finditer(text):
            yield from each(match.start(1), match.end(1), "")


def number_sign(text: str, conventions: Conventions) -> Iterator[Edit]:
    """`n° 5` with the language's own sign, and a no-break space."""
    for match in NUMBER_SIGN.finditer(text):
        sign = (conventions.number_sign or match[1]) + NBSP
        yield from each(match.start(), match.end(), sign)


def dates(text: str, conventions: Conventions) -> Iterator[Edit]:
    """12/05/2024 with the language's sign between day, month and year, where it has one of its own."""
    if conventions.date_sign:
        for match in _DATE.finditer(text):
            for group in (1, 2):
                yield Edit(match.start(group), match.end(group), conventions.date_sign)
