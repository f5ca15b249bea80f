"""What every language's inflection speaks of: an entry, its forms, and where one stands in a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NAMES = ("place", "person")
"""Kinds of concept whose terms are proper names: they have one number, and a capital."""


@dataclass(frozen=True)
class Entry:
    """One term of a concept in one language, with what the termbase says of its grammar.

    kind: the concept's (`place`, `person`, `title`, …), "" when unknown.
    grammar: (feature, value) without the language: ("gender", "f"), ("gent", "Гойты").
    """

    text: str
    language: str
    kind: str = ""
    grammar: tuple[tuple[str, str], ...] = ()

    def grammar_of(self, feature: str) -> str:
        """The value of a feature, "" when the entry has none."""
        return next((value for name, value in self.grammar if name == feature), "")


@dataclass(frozen=True)
class Form:
    """One surface form of a term.

    case: nomn, gent, datv, accs, ablt or loct (OpenCorpora's names), "" where the
    language has none. number: "sing", "plur" or "". note: "possessive", "loc2" (the
    locative of place: в Крыму), "compound", or "". usual: False for a form that is right
    in a human's text, but that we should not choose ourselves.
    """

    text: str
    case: str = ""
    number: str = ""
    note: str = ""
    usual: bool = True

    @property
    def label(self) -> str:
        """What a reviewer reads: `gent plur`, `plur possessive`; "" for a form without features."""
        return " ".join(part for part in (self.case, self.number, self.note) if part)


@dataclass(frozen=True)
class Hit:
    """A term found in a text.

    start, end: character offsets; text: what stands there; forms: the forms it can be,
    never none. by: "form" when it is a form we know, "stem" when only the stem says so.
    """

    start: int
    end: int
    text: str
    forms: tuple[Form, ...]
    by: str = "form"

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases it can stand in, each once."""
        return tuple(dict.fromkeys(form.case for form in self.forms if form.case))

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers it can stand in, each once."""
        return tuple(dict.fromkeys(form.number for form in self.forms if form.number))


def entry_of(
    term: str, language: str, kind: str = "", grammar: Mapping[str, str] | None = None, rank: int = 0
) -> Entry:
    """An entry from a termbase row.

    grammar: the row's grammar columns, by their full names (`ru.gender`); those of other
    languages are left out. rank: the term's place among the variants of its cell. A
    grammar cell may hold one value for each variant, divided by `|`. A single value
    describes the preferred term; of it only animacy, and a person's gender, hold for the
    others, which may be an acronym or another word.
    """
    facts = []
    for name, cell in (grammar or {}).items():
        code, _, feature = name.partition(".")
        if code != language:
            continue
        values = [value.strip() for value in cell.split("|")]
        if len(values) > 1:
            value = values[rank] if rank < len(values) else ""
        elif rank == 0 or feature == "animate" or (feature == "gender" and kind == "person"):
            value = values[0]
        else:
            continue
        if value:
            facts.append((feature, value))
    return Entry(term, language, kind, tuple(facts))


def unique(forms: Iterator[Form]) -> tuple[Form, ...]:
    """The forms in order, each text and label once; a usual one stands for an unusual one like it."""
    kept: dict[tuple[str, str], Form] = {}
    for form in forms:
        key = (form.text, form.label)
        if form.text and (key not in kept or (form.usual and not kept[key].usual)):
            kept[key] = form
    return tuple(kept.values())
