"""Russian noun phrases: the head declines, what stands before it agrees, what follows stays."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from translate.terminology.inflection import russian_dictionary as dictionary
from translate.terminology.inflection.base import NAMES, Entry
from translate.terminology.inflection.russian_endings import (
    CASES,
    adjective_gender,
    agree,
    fixed,
    is_possessive,
    noun,
)
from translate.terminology.inflection.tokens import is_acronym

NUMBERS = ("sing", "plur")
MOST = 24
"""Forms of one case and number that are built at most, the variants of all words combined."""

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SLAVIC = re.compile("(?:[оеё]в|[иы]н)о$")
_BEFORE_APOSTROPHE = re.compile("^.*['’ʼ]")
_QUOTES = "«„\""
_DASHES = ("—", "–", "-")
_AND = ("и", "или")
# Classes whose names agree with them: города Москвы, but Республики Мали.
_NAMED = ("город", "река", "столица", "деревня", "село")
# Compounds that decline in front when the second part cannot: в Гвинее-Бисау.
_FRONTS = ("Гвинея",)
_INANIMATE = ("place", "language", "institution", "month", "day", "currency")

Word = Mapping[tuple[str, str], tuple[str, ...]]
"""(number, case) -> forms of one word, the usual one first."""


@dataclass(frozen=True)
class Declined:
    """A phrase, word by word, in one way to decline it.

    usual: False for a way we do not choose ourselves. sure: no common word was declined
    by its ending only. of_place: (word, form) of the second locative (в Крыму).
    """

    words: tuple[Word, ...]
    numbers: tuple[str, ...]
    usual: bool = True
    sure: bool = True
    of_place: tuple[int, str] | None = None


@dataclass(frozen=True)
class Head:
    """The head of a phrase: its forms, the numbers in use, and what agrees with it."""

    table: Word
    numbers: tuple[str, ...]
    gender: str
    animate: bool = False
    sure: bool = True
    of_place: str = ""


def in_any_number(forms: Mapping[str, tuple[str, ...]]) -> Word:
    """One number's forms for either number."""
    return {(number, case): found for case, found in forms.items() for number in NUMBERS}


def acronym(word: str) -> Iterator[Declined]:
    """МИДа, ТАССом: said of acronyms in a consonant that are read as a word."""
    if re.search("[АЕИОУЫЭЮЯ]", word) and re.search("[БВГДЗКЛМНПРСТФХ]$", word):
        endings = noun("т")
        forms = {case: tuple(word + form[1:] for form in found) for case, found in endings.items()}
        yield Declined((in_any_number(forms),), ("sing",), usual=False)


def is_abbreviation(word: str) -> bool:
    """True for ООН and НАТО, not for Нью-Йорк."""
    return "-" not in word and is_acronym(word) and 2 * sum(map(str.isupper, word)) > len(word)


def is_noun(word: str) -> bool:
    """True for a nominative noun of the dictionary."""
    return dictionary.noun(word) is not None


def is_cyrillic(word: str) -> bool:
    """True when there is a Cyrillic letter in it."""
    return bool(_CYRILLIC.search(word))


def _may_modify(word: str) -> bool:
    """True for a word that may be an adjective before its noun."""
    if is_possessive(word):
        return True
    return bool(adjective_gender(word)) and (dictionary.is_adjective(word) or not dictionary.is_known(word))


def _gender_of(adjective: str) -> str:
    return "pl" if is_possessive(adjective) else adjective_gender(adjective)


def _agreeing(word: str, head: Head) -> Word:
    own = head.gender if head.gender in ("m", "f", "n") else _gender_of(word)
    genders = {"sing": own if own in ("m", "f", "n") else "m", "plur": "pl"}
    return {(n, case): agree(word, genders[n], case, animate=head.animate) for n in NUMBERS for case in CASES}


class Phrase:
    """The ways a noun phrase declines. words: of the entry's text, a quoted title being one."""

    def __init__(self, entry: Entry, words: Sequence[str]) -> None:
        self.entry = entry
        self.words = words
        self.gender = entry.grammar_of("gender") or ("pl" if entry.grammar_of("number") == "pl" else "")
        told = entry.grammar_of("animate").lower()
        self.animate: bool | None = None
        if told in ("yes", "no"):
            self.animate = told == "yes"
        elif entry.kind in _INANIMATE:
            self.animate = False
        elif entry.kind in ("person", "title"):
            self.animate = True

    def readings(self) -> Iterator[Declined]:
        """The usual way first, then the others that are permitted."""
        usual = self._decline([in_any_number(fixed(word)) for word in self.words], 0, self.gender)
        yield usual
        at = self._head(0)
        if at >= len(self.words):
            return
        word, rest = self.words[at], self.words[at + 1 :]
        if self.animate is None and dictionary.may_live(word):
            for self.animate in (True, False):
                yield replace(self._decline(list(usual.words), 0, self.gender), usual=False)
            self.animate = None
        if word.lower() in _NAMED and len(rest) == 1 and rest[0][0].isupper():
            name = self._noun(rest[0], "")
            yield replace(usual, words=(*usual.words[:-1], name.table), numbers=("sing",), usual=False)
        if len(rest) == 1 and "plur" in usual.numbers and self.entry.kind in ("title", "term", ""):
            many = dictionary.genitive_plural(rest[0]) if rest[0].islower() else ""
            if many:  # главы государств
                tail = in_any_number(fixed(many))
                yield replace(usual, words=(*usual.words[:-1], tail), numbers=("plur",), usual=False)
        if is_abbreviation(word) and not rest:
            for declined in acronym(word):
                yield replace(declined, words=(*usual.words[:-1], *declined.words))
        if self.entry.kind == "language" and len(self.words) == 1 and not dictionary.is_known(word):
            yield Declined((in_any_number(noun(word)),), ("sing",), usual=False, sure=usual.sure)
        if len(self.words) == 1 and word[0].isupper() and self.entry.kind in ("place", ""):
            if _SLAVIC.search(word):  # в Косове, в Косово
                for forms in (fixed(word), noun(word[:-1])):
                    table = in_any_number({**forms, "nomn": (word,), "accs": (word,)})
                    yield Declined((table,), ("sing",), usual=False, sure=usual.sure)
            elif word.endswith("ь") and not self.gender and not is_noun(word):
                yield Declined((in_any_number(noun(word, "f")),), ("sing",), usual=False)

    def _head(self, begin: int) -> int:
        """Where the head stands: the first word that is no adjective, or the last adjective before a tail."""
        words = self.words
        told = self.entry.grammar_of("head")
        if told in words[begin:]:
            return words.index(told, begin)
        adjective = None
        for at in range(begin, len(words)):
            word = words[at]
            if word in _AND or not is_cyrillic(word):
                continue
            if not _may_modify(word):
                return at if adjective is None or not self._is_tail(word) else adjective
            adjective = at
        return len(words) if adjective is None else adjective

    def _is_tail(self, word: str) -> bool:
        """True behind an adjective for what cannot be its noun: `поверенный в делах`."""
        return word[0] not in _QUOTES and dictionary.is_known(word) and not is_noun(word)

    def _decline(self, table: list[Word], begin: int, gender: str) -> Declined:
        """Fill in the phrase that begins there; words of the table that are not its own stay."""
        words = self.words
        at = self._head(begin)
        if at >= len(words):
            return Declined(tuple(table), ("sing",))
        modifiers = [n for n in range(begin, at) if _may_modify(words[n])]
        if len(words) > at + 2 and words[at + 1] in _DASHES and not modifiers:
            return self._decline(table, at + 2, "")  # Папуа — Новая Гвинея
        if self._is_foreign(words[at : at + 2]):  # Франс Пресс
            return Declined(tuple(table), ("sing",))
        head = self._noun(words[at], gender or (_gender_of(words[modifiers[-1]]) if modifiers else ""))
        table[at] = head.table
        numbers, sure, of_place = head.numbers, head.sure, head.of_place
        for n in modifiers:
            table[n] = _agreeing(words[n], head)
            sure = sure and (is_possessive(words[n]) or dictionary.is_known(words[n]))
        if len(words) > at + 2 and words[at + 1] in _AND and self._goes_on(at + 2):
            more = self._decline(table, at + 2, "")
            common = tuple(number for number in numbers if number in more.numbers)
            if not common:  # Сент-Винсент и Гренадины
                for n in range(at + 2, len(words)):
                    table[n] = in_any_number({case: table[n][more.numbers[0], case] for case in CASES})
            numbers, sure, of_place = common or numbers[:1], sure and more.sure, ""
        return Declined(tuple(table), numbers, sure=sure, of_place=(at, of_place) if of_place else None)

    def _is_foreign(self, words: Sequence[str]) -> bool:
        """True for two words in capitals, the first unknown and the second no genitive: a name that stays."""
        if self.entry.kind in NAMES or len(words) < 2:
            return False
        if dictionary.is_known(words[0]) and not dictionary.is_personal(words[0]):
            return False
        capital = all(word[0].isupper() and not is_abbreviation(word) for word in words)
        return capital and (is_noun(words[1]) or not dictionary.is_known(words[1]))

    def _goes_on(self, at: int) -> bool:
        """True when a second group in the nominative begins there."""
        word = self.words[at]
        if _may_modify(word) and at + 1 < len(self.words):
            return self._goes_on(at + 1)
        return is_noun(word) or (word[0].isupper() and not dictionary.is_known(word))

    def _noun(self, word: str, gender: str) -> Head:
        kind = self.entry.kind
        if word[0] in _QUOTES:
            return self._quoted(word, gender)
        if is_abbreviation(word):
            return Head(in_any_number(fixed(word)), ("sing",), gender)
        if kind == "language" and word[-1] in "аяоеиую" and not adjective_gender(word):
            return Head(in_any_number(fixed(word)), ("sing",), gender)  # на бамбара
        found = dictionary.noun(word, gender, self.animate, kind == "place")
        if self.entry.grammar_of("paradigm").lower() == "adjective" or (
            not found and _may_modify(word) and (word[0].islower() or dictionary.is_adjective(word))
        ):
            return self._substantive(word, gender)
        if found and _SLAVIC.search(word) and kind == "place":
            found = None
        if found:
            return self._known(found, gender)
        if "-" in word:
            return self._hyphened(word, gender)
        if dictionary.is_known(word) and word[0].islower():
            return Head(in_any_number(fixed(word)), ("sing",), gender)  # по-русски
        # Гренадины, Бермуды: names of places in -ы are plurals.
        own = gender or ("pl" if word[-1] == "ы" and kind == "place" else "f" if word[-1] in "ая" else "m")
        table = in_any_number(noun(word, own, animate=bool(self.animate)))
        return Head(
            table, ("plur",) if own == "pl" else ("sing",), own, bool(self.animate), kind in NAMES or word[0].isupper()
        )

    def _known(self, found: dictionary.DictionaryNoun, gender: str) -> Head:
        kind = self.entry.kind
        numbers = tuple(number for number in NUMBERS if (number, "nomn") in found.table)
        if kind in NAMES or found.name:
            numbers = (found.number,)
        elif found.number == "plur":
            # The singular of a term in the plural: перемещённое лицо.
            common = kind in ("term", "title") or (not kind and found.word.islower())
            numbers = ("plur", "sing") if common and "sing" in numbers else ("plur",)
        table = found.table
        if len({number for number, _ in table}) == 1:
            table = {(number, case): forms for (_, case), forms in table.items() for number in NUMBERS}
        return Head(table, numbers, found.gender or gender, found.animate, True, found.of_place)

    def _substantive(self, word: str, gender: str) -> Head:
        """An adjective as head (поверенный, русский). Alone, without a gender in the entry, it takes any."""
        own = gender or _gender_of(word)
        singular = own if own in ("m", "f", "n") else "m"
        living = bool(self.animate)
        table: dict[tuple[str, str], tuple[str, ...]] = {}
        for case in CASES:
            one = agree(word, singular, case, animate=living)
            many = agree(word, "pl", case, animate=living)
            if not gender and len(self.words) == 1 and not living:
                for other in ("m", "n", "f"):
                    one += agree(word, other, case) + agree(word, other, case, animate=True)
                many += agree(word, "pl", case, animate=True)
            table["sing", case] = tuple(dict.fromkeys(one))
            table["plur", case] = tuple(dict.fromkeys(many))
        return Head(table, ("plur",) if own == "pl" else NUMBERS, own, living)

    def _quoted(self, word: str, gender: str) -> Head:
        """A title in quotes without its class before it: one word declines, and a phrase of known words."""
        parts = word[1:-1].split()
        known = len(parts) == 1 or all(dictionary.is_known(part) or adjective_gender(part) for part in parts)
        if not parts or not known or not all(map(is_cyrillic, parts)):
            return Head(in_any_number(fixed(word)), ("sing",), gender)
        inner = Phrase(replace(self.entry, text=word[1:-1], kind="institution"), parts)
        reading = next(inner.readings())
        table = {}
        for number, case in itertools.product(reading.numbers, CASES):
            choices = itertools.product(*(part[number, case] for part in reading.words))
            table[number, case] = tuple(word[0] + " ".join(c) + word[-1] for c in itertools.islice(choices, MOST))
        return Head(table, reading.numbers[:1], gender)

    def _hyphened(self, word: str, gender: str) -> Head:
        """The last part declines; before `на` the first one does (Ростов-на-Дону)."""
        parts = word.split("-")
        at = 0 if len(parts) > 2 and parts[1] == "на" else len(parts) - 1
        elided = match[0] if (match := _BEFORE_APOSTROPHE.match(parts[at])) else ""
        head = self._noun(parts[at][len(elided) :], gender)
        if at and parts[0] in _FRONTS and head.table["sing", "gent"] == head.table["sing", "nomn"]:
            at, elided, head = 0, "", self._noun(parts[0], gender)
        before, after = [*parts[:at], elided], parts[at + 1 :]
        table = {
            key: tuple("-".join([*before[:-1], before[-1] + form, *after]) for form in forms)
            for key, forms in head.table.items()
        }
        return replace(head, table=table, of_place="")
