"""Does a translation hold the term it should? Judged by the term's forms, not by exact text.

See `translate.terminology.inflection` for the forms. English: plural and possessive.
Russian: every case and number; a common word that the dictionary does not know counts by
its stem. Bambara: the plural in -w, on normalised spelling; a term of five letters or
more also at either end of a compound (`zuwɛnkalo`, the month of June, holds `zuwɛn`).
Other languages: the term as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from translate.date_words import months_said
from translate.languages import SOURCE
from translate.markup import plain_text
from translate.terminology.inflection import (
    Entry,
    Hit,
    english_relational,
    entry_of,
    find,
    judge,
    russian_relational,
)
from translate.units import TermMatch, Unit

_RELATIONAL = {"en": english_relational.has_relational, "ru": russian_relational.has_relational}


def entries(match: TermMatch, language: str) -> tuple[Entry, ...]:
    """The permitted terms of a match as entries that can be inflected, the preferred one first."""
    return tuple(
        entry_of(term, language, match.kind, match.grammar, rank) for rank, term in enumerate(match.targets)
    )


def holding(match: TermMatch, target: str, language: str) -> tuple[Entry, Hit] | None:
    """The first permitted term that `target` (plain text) holds, and where; None when it holds none."""
    for entry in entries(match, language):
        if hit := judge(entry, target):
            return entry, hit
    return None


def lone(matches: Iterable[TermMatch]) -> Iterator[TermMatch]:
    """The matches in a text whose entry no other of them has: what renders one in a translation renders no other."""
    matches = tuple(matches)
    often = Counter(match.entry for match in matches)
    return (match for match in matches if often[match.entry] == 1)


def only_place(match: TermMatch, target: str, language: str) -> tuple[Entry, Hit] | None:
    """The permitted term that `target` holds, and where, if permitted terms stand in one place of it only."""
    found = [(entry, hit) for entry in entries(match, language) for hit in find(entry, target)]
    return found[0] if len({(hit.start, hit.end) for _, hit in found}) == 1 else None


def covered(match: TermMatch, target: str, language: str) -> bool:
    """True when `target` (plain text in `language`) holds one of the permitted terms of `match`."""
    return holding(match, target, language) is not None


def rendered(match: TermMatch, target: str, language: str) -> bool:
    """True when `target` holds a permitted term, or says it by an adjective: `российский` where the place is Россия.

    That is a translation a reviewer leaves alone, and no use of the term. A month may also
    be short (`Nov.`), or a number in a date (`20.12.2012`).
    """
    if covered(match, target, language):
        return True
    relational = _RELATIONAL.get(language)
    if match.kind == "month":
        words = language if relational else ""  # in other languages only dates in figures count
        wanted = months_said(match.entry, SOURCE.code).union(*(months_said(term, words) for term in match.targets))
        return not wanted.isdisjoint(months_said(target, words))
    return relational is not None and any(relational(term, match.kind, target) for term in match.targets)


def coverage(units: Iterable[Unit], language: str) -> tuple[int, int]:
    """(terms covered, terms expected) over the units; a term without a target term is not expected."""
    expected = [(unit, term) for unit in units for term in unit.terms if term.targets]
    return sum(rendered(term, plain_text(unit.target), language) for unit, term in expected), len(expected)
