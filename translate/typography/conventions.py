"""What each language prints, one row a language. Adding a language is adding a row.

English: “ ” with ‘ ’ inside; 10,000 and 3.5; 5%; em dash closed up (Chicago, most British
news style books accept it); en dash in ranges; No. 5; 1st, 2nd.
Russian: « » with „ “ inside; 10 000 and 3,5; 5 % and № 5 with a no-break space (GOST
R 7.0.97, GOST 8.417); em dash with spaces, the first of them no-break (Milchin); 12.05.2024.
Bambara: the Malian press (AMAP) sets French marks: « » with “ ” inside, a no-break space
inside « » and before : ; ! ?, ’ for every elision, 10 000 and 4,8, and 5% closed up; en
dash with spaces; 2nan for "second".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from translate.typography.edits import NBSP


@dataclass(frozen=True)
class Conventions:
    """The printing conventions of one language.

    quotes: (opening, closing) of the outer and of the inner quotation marks.
    quote_space: what stands inside the outer marks.
    single_quotes: whether ' may be a quotation mark besides an apostrophe.
    marks_spaced: punctuation that takes a no-break space before it.
    dash: the dash between words, with its spaces.
    group: between groups of three digits; decimal: the decimal sign.
    percent: between a number and %.
    decimal_context: a number written with the other decimal sign is rewritten only
    where this pattern matches `before¦after` the number, "" for never.
    number_sign: for French n°, "" to keep it. date_sign: between the figures of a date, ""
    to keep the stroke. ordinal: the ending of an ordinal in figures, None when it depends
    on the sentence.
    """

    quotes: tuple[tuple[str, str], tuple[str, str]]
    quote_space: str
    single_quotes: bool
    marks_spaced: str
    dash: str
    group: str
    decimal: str
    percent: str
    decimal_context: re.Pattern[str]
    number_sign: str
    date_sign: str
    ordinal: Callable[[int], str | None]


def _english_ordinal(number: int) -> str:
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _bambara_ordinal(number: int) -> str | None:
    return None if number == 1 else "nan"  # the first is a word of its own: fɔlɔ


CONVENTIONS = {
    "en": Conventions(
        quotes=(("“", "”"), ("‘", "’")), quote_space="", single_quotes=True, marks_spaced="",
        dash="—", group=",", decimal=".", percent="",
        # Everywhere but after words that announce a reference ("articles 12,15").
        decimal_context=re.compile(
            r"^(?!.*\b(?:art(?:icle)?s?|pages?|pp?|sections?|chapters?|verses?)\.? ?¦)", re.I
        ),
        number_sign="No.", date_sign="", ordinal=_english_ordinal,
    ),
    "ru": Conventions(
        quotes=(("«", "»"), ("„", "“")), quote_space="", single_quotes=False, marks_spaced="",
        dash=f"{NBSP}— ", group=NBSP, decimal=",", percent=NBSP,
        # A point may be a date, a time or a version: only before a measure is it a decimal.
        decimal_context=re.compile(
            r"¦[ \u00a0]?(?:%|тыс|млн|млрд|трлн|миллион|миллиард|процент|км|кг|тонн|гектар|градус)"
        ),
        number_sign="№", date_sign=".", ordinal=lambda number: None,
    ),
    "bm": Conventions(
        quotes=(("«", "»"), ("“", "”")), quote_space=NBSP, single_quotes=False, marks_spaced=":;!?",
        dash=" – ", group=NBSP, decimal=",", percent="",
        # Measures come before their number in Bambara.
        decimal_context=re.compile(r"¦%|\b(?:miliyɔn|miliyari|kilomɛtɛrɛ|tɔni|kilo|litiri)[ \u00a0]¦", re.I),
        number_sign="", date_sign="", ordinal=_bambara_ordinal,
    ),
}
