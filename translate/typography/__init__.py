"""Printing conventions of the target language, put into a translation after decoding.

Models read and write one plain spelling (see ``translate.normalise``): straight quotes,
``...``, ``–``, no space before a mark, plain spaces between groups of digits.
:func:`apply` turns that into what a printer of the target language sets. The
conventions of each language are one row in ``conventions.py``.
"""

from __future__ import annotations

from translate.typography import french, marks, numbers, quotes
from translate.typography.conventions import CONVENTIONS, Conventions
from translate.typography.edits import Sheet

__all__ = ["CONVENTIONS", "Conventions", "apply"]

# In this order: orientation of quotes is read from the spaces that `marks` then settles.
_RULES = (
    quotes.oriented, marks.single_spaces, marks.ellipses, marks.dashes, marks.spaces,
    french.ordinals, french.number_sign, french.dates, numbers.groups_and_decimals, numbers.percent_and_signs,
)
_ROUNDS = 8


def apply(text: str, language: str, source: str = "") -> str:
    """Return *text* with the quotes, dashes, spaces and number signs of *language*.

    text: a translation, with or without inline tags (``<1>…</1>``); tags stay at the
    words they stood at. language: ISO 639-1; a language without conventions of its own
    gets its text back as it is. source: the French it translates, which tells ten thousand
(`10 000`) from ten (`10,000`).

    Digits are never changed, added, removed or moved, nor are letters but those of French
    signs left standing (`1er`, `n°`). Addresses (URLs, e-mail) are left alone.
    ``apply(apply(x)) == apply(x)``.
    """
    conventions = CONVENTIONS.get(language)
    if conventions is None:
        return text
    sheet = Sheet.of(text)
    sheet = sheet.edited(numbers.as_in_source(sheet.text, conventions, source))
    # One round settles ordinary text; odd strings of marks may need another.
    for _ in range(_ROUNDS):
        before = sheet
        for rule in _RULES:
            sheet = sheet.edited(rule(sheet.text, conventions))
        if sheet == before:
            break
    return sheet.tagged()
