"""Russian: every permitted form of a term, by case and number.

What the entry says comes first, then the rules for names, then the dictionary for words
it knows, then the ending.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from translate.terminology.inflection import russian_dictionary as dictionary
from translate.terminology.inflection.base import NAMES, Entry, Form, Hit, unique
from translate.terminology.inflection.russian_endings import CASES, adjective_gender, fixed, surname
from translate.terminology.inflection.russian_names import looks_like_name, name, name_begins
from translate.terminology.inflection.russian_phrase import (
    MOST,
    Declined,
    Phrase,
    acronym,
    in_any_number,
    is_abbreviation,
    is_cyrillic,
    is_noun,
)
from translate.terminology.inflection.russian_stems import find_by_stems

_WORD = re.compile(r"«[^»]*»|„[^“]*“|\"[^\"]*\"|[^\s,«»„“\"()]+")
_LADIES = ("госпожа", "г-жа", "мадам", "королева", "принцесса")


def forms(entry: Entry) -> tuple[Form, ...]:
    """Every permitted form of a Russian term, by case and number."""
    return unique(_forms(entry))


def is_proper(entry: Entry) -> bool:
    """True for names that must keep their capital, so that Того is not того."""
    words = _WORD.findall(entry.text)
    if len(words) != 1:
        return entry.kind == "person"
    found = dictionary.noun(words[0]) if entry.kind == "" else None
    return entry.kind in NAMES or bool(found and found.name and not found.table.get(("plur", "nomn")))


def find_loosely(entry: Entry, text: str) -> Iterator[Hit]:
    """The term by its stems, for a term with a common word that the dictionary does not know."""
    if not _is_sure(entry):
        yield from find_by_stems(entry.text, text)


@lru_cache(maxsize=16384)
def _is_sure(entry: Entry) -> bool:
    return all(declined.sure for declined in _readings(entry))


def _forms(entry: Entry) -> Iterator[Form]:
    places = list(_WORD.finditer(entry.text))
    told = _told(entry)
    # Nobody writes of several Russian Federations, but a list of ministries may be read.
    one = entry.kind == "institution" and entry.text[:1].isupper()
    for (number, case), text in told.items():
        yield Form(text, case, number)
    for declined in _readings(entry):
        for number, case in itertools.product(declined.numbers, CASES):
            if (number, case) in told:
                continue
            choices = itertools.product(*(word[number, case] for word in declined.words))
            for rank, chosen in enumerate(itertools.islice(choices, MOST)):
                usual = declined.usual and rank == 0 and number in (declined.numbers[0], "" if one else number)
                yield Form(_put(entry.text, places, chosen), case, number, usual=usual)
        if declined.of_place and ("sing", "loct") not in told:
            at, form = declined.of_place
            chosen = tuple(form if n == at else word["sing", "loct"][0] for n, word in enumerate(declined.words))
            yield Form(_put(entry.text, places, chosen), "loct", "sing", "loc2", usual=declined.usual)


def _told(entry: Entry) -> dict[tuple[str, str], str]:
    """The forms the entry gives itself: `ru.gent` for its own number, `ru.gent.pl` for the plural."""
    own = "plur" if "pl" in (entry.grammar_of("gender"), entry.grammar_of("number")) else "sing"
    told = {}
    for feature, form in entry.grammar:
        case, _, number = feature.partition(".")
        if case in CASES:
            told["plur" if number == "pl" else own, case] = form
    return told


def _put(text: str, places: Sequence[re.Match[str]], words: Sequence[str]) -> str:
    parts, at = [], 0
    for place, word in zip(places, words):
        parts += [text[at : place.start()], word]
        at = place.end()
    return "".join(parts) + text[at:]


def _readings(entry: Entry) -> Iterator[Declined]:
    """The ways the term may decline, the usual one first."""
    words = _WORD.findall(entry.text)
    if not words:
        return
    if entry.grammar_of("paradigm").lower() == "indeclinable" or not any(map(is_cyrillic, words)):
        number = "plur" if "pl" in (entry.grammar_of("gender"), entry.grammar_of("number")) else "sing"
        yield Declined(tuple(in_any_number(fixed(word)) for word in words), (number,))
        if len(words) == 1 and is_abbreviation(words[0]):
            yield from acronym(words[0])
        return
    begin = _name_begins(entry, words)
    # Behind a title, one word that nobody knows may as well be the genitive of a place: губернатор Кидаля.
    doubtful = entry.kind != "person" and begin == len(words) - 1 and not dictionary.is_personal(words[-1])
    if begin < len(words) and not doubtful:
        yield from _person(entry, words, begin)
        return
    yield from Phrase(entry, words).readings()
    if doubtful:
        yield from (replace(declined, usual=False) for declined in _person(entry, words, begin))
    if entry.kind == "" and len(words) == 1 and words[0][0].isupper() and (forms := surname(words[0])):
        yield Declined((in_any_number(forms),), ("sing",), usual=False)


def _name_begins(entry: Entry, words: Sequence[str]) -> int:
    """Where a person's name begins among the words, behind a title or at once; their number for no name."""
    if entry.kind not in ("person", "title", ""):
        return len(words)
    if len(words) == 1:
        return 0 if entry.kind == "person" else 1
    begin = name_begins(words)
    if begin and entry.kind == "":
        nouns = [dictionary.noun(word) for word in words[:begin]]
        if not any(noun and noun.animate for noun in nouns) or is_abbreviation(words[-1]):
            begin = 0  # Хартия Липтако-Гурма is no person
    if begin and (is_noun(words[0]) or adjective_gender(words[0])):
        return begin
    return 0 if entry.kind == "person" or looks_like_name(words) else len(words)


def _person(entry: Entry, words: Sequence[str], begin: int) -> Iterator[Declined]:
    gender = "f" if words[0].lower() in _LADIES else entry.grammar_of("gender")
    parts = tuple(in_any_number(forms) for forms in name(words[begin:], gender))
    if begin:
        title = Entry(" ".join(words[:begin]), entry.language, "title", (("animate", "yes"),))
        for reading in Phrase(title, words[:begin]).readings():
            yield Declined((*reading.words, *parts), ("sing",), reading.usual, reading.sure)
    else:
        yield Declined(parts, ("sing",))
