"""Dates and the words editions add, per language. Babel (CLDR) is the oracle for dates."""

import datetime

import pytest
from babel.dates import format_date

from translate.editions.wording import date_in, iso_date, words
from translate.languages import LANGUAGES


@pytest.mark.parametrize(("code", "locale"), [("fr", "fr"), ("en", "en_GB"), ("ru", "ru"), ("bm", "bm")])
def test_dates_as_cldr_writes_them(code, locale):
    for month in range(1, 13):
        for day in (1, 2, 28):
            date = datetime.date(2026, month, day)
            expected = format_date(date, "long", locale=locale)
            if code == "fr" and day == 1:
                expected = expected.replace("1 ", "1er ", 1)  # CLDR leaves this rule of French to its users
            assert date_in(date.isoformat(), code).replace("\u00a0", " ") == expected


@pytest.mark.parametrize(
    "text", ["", "2026-02-30", "2026", "hier", "2026-3-2", "20260302", "2026-03-02\n", "२०२६-०३-०२"]
)
def test_what_is_no_date_stays_as_it_is(text):
    assert date_in(text, "en") == text
    assert iso_date(text) == ""


def test_every_language_has_its_words_and_says_which_language_they_are_in():
    assert {code: words(code).code for code in LANGUAGES} == {"fr": "fr", "en": "en", "ru": "ru", "bm": "fr"}
