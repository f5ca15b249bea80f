"""The forms a term takes in a target language, and whether a text holds one of them.

    entry = entry_of("Ассими Гойта", "ru", "person")
    form(entry, case="gent")                          # 'Ассими Гойты'
    judge(entry, "с Ассими Гойтой")                   # where, and in which case
    preposition("в", form(france, case="loct"))       # 'во'

A language is one module with `forms`, `is_proper` and `find_loosely`, registered here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from translate.terminology.inflection import bambara, english, plain, russian
from translate.terminology.inflection.base import Entry, Form, Hit, entry_of
from translate.terminology.inflection.russian_prepositions import case_fits, preposition
from translate.terminology.inflection.tokens import FormIndex, tokens

__all__ = [
    "Entry",
    "Form",
    "Hit",
    "case_fits",
    "entry_of",
    "find",
    "form",
    "forms",
    "judge",
    "preposition",
    "same_form",
]


class Inflection(Protocol):
    """What a language's module provides."""

    def forms(self, entry: Entry) -> tuple[Form, ...]:
        """Every permitted form, the usual ones first within a case and number."""

    def is_proper(self, entry: Entry) -> bool:
        """Whether the term's capitals are needed to recognise it."""

    def find_loosely(self, entry: Entry, text: str) -> Iterator[Hit]:
        """Where the term seems to stand in a form that `forms` does not give."""


_LANGUAGES: dict[str, Inflection] = {"en": english, "ru": russian, "bm": bambara}


def _module(language: str) -> Inflection:
    return _LANGUAGES.get(language, plain)


@lru_cache(maxsize=8192)
def forms(entry: Entry) -> tuple[Form, ...]:
    """All permitted surface forms of a term, each with its labels."""
    return _module(entry.language).forms(entry)


def form(entry: Entry, *, case: str = "", number: str = "", note: str = "") -> str:
    """The form to write for a case, number or note, "" when the term has none.

    Without a number, the term's own one: that of its dictionary form. The second locative
    (`case="loc2"`, в Крыму) falls back to the locative, the possessive to nothing.
    """
    if case == "loc2":
        return form(entry, case="loct", number=number, note="loc2") or form(entry, case="loct", number=number)
    return next(
        (
            item.text
            for item in forms(entry)
            if item.usual and item.case == case and item.note == note and number in ("", item.number)
        ),
        "",
    )


def find(entry: Entry, text: str) -> Iterator[Hit]:
    """Every place where a text (plain, without tags) holds the term in a permitted form, in order."""
    index = _index(entry)
    hits = index.find(text)
    if entry.language == "en":
        hits = (english.lengthen(hit, text) for hit in hits)
    none = True
    for hit in hits:
        none = False
        yield hit
    if none:
        yield from _module(entry.language).find_loosely(entry, text)


def judge(entry: Entry, text: str) -> Hit | None:
    """The first place where a text holds the term: success by lemma. None when it does not."""
    return next(find(entry, text), None)


def same_form(entry: Entry, text: str, reference: str) -> bool | None:
    """Success by exact form: does the text hold the term in a form that the reference has it in?

    None when one of the two does not hold the term at all.
    """
    keys = [{_spelling(hit.text, entry.language) for hit in find(entry, each)} for each in (text, reference)]
    return bool(keys[0] & keys[1]) if all(keys) else None


def _spelling(text: str, language: str) -> tuple[str, ...]:
    return tuple(token.key for token in tokens(text, language))


@lru_cache(maxsize=8192)
def _index(entry: Entry) -> FormIndex:
    return FormIndex(forms(entry), entry.language, proper=_module(entry.language).is_proper(entry))
