"""A sentence with the terms it should hold, and what one of its translations holds, lacks or repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from translate.engines.base import Request
from translate.engines.faults import faults
from translate.qa.terms import ForbiddenTerms
from translate.terminology.coverage import covered, entries, rendered
from translate.terminology.inflection import Entry, Hit, find
from translate.units import TermMatch
from translate.words import word_spans

# Characters of a steered translation, per character of the plain draft, and how many more or
# fewer are no matter: with less, something was skipped on the way to the term; with more,
# something stands twice.
_SHORTEST, _LONGEST, _SLACK = 0.75, 1.4, 12

_DE = re.compile(r"\b(?:d['’]\s*|d[eu]s?\s+(?:la\s+|l['’]\s*)?)$", re.IGNORECASE)
# What is said in other words (Nov., 20.12.2012) whatever stands before it.
_DATES = ("month", "day")


@dataclass(frozen=True)
class Sentence:
    """A request, the terms expected in its translation, and the plain draft.

    terms: those with a term in the target language, in the order of the source. ranks:
    for each which of its permitted variants to write where it is missing.
    """

    request: Request
    terms: tuple[TermMatch, ...]
    draft: str
    forbidden: ForbiddenTerms = field(compare=False, repr=False)
    ranks: tuple[int, ...] = ()

    @property
    def language(self) -> str:
        """The target language."""
        return self.request.target

    def missing(self, text: str) -> tuple[TermMatch, ...]:
        """The terms that `text` holds in no permitted variant and form; each entry once.

        An adjective may say a term only where the French has `de` before it: `de Norvège`.
        """
        by_entry = {term.entry: term for term in reversed(self.terms)}
        return tuple(term for term in reversed(by_entry.values()) if not self._said(term, text))

    def _said(self, term: TermMatch, text: str) -> bool:
        before = self.request.text[: term.start]
        says = rendered if term.kind in _DATES or _DE.search(before) else covered
        return says(term, text, self.language)

    def entry_to_write(self, term: TermMatch) -> Entry:
        """The variant to write for a missing term."""
        rank = self.ranks[self.terms.index(term)] if self.ranks else 0
        return entries(term, self.language)[rank]

    def forbidden_in(self, text: str) -> list[tuple[tuple[str, ...], Entry, Hit]]:
        """Forbidden terms in `text`, with the French they are forbidden for; none that is part of a permitted one."""
        if not self.forbidden:
            return []
        permitted = [(hit.start, hit.end) for hit in self.hits(text)]
        return [
            (concept.sources, entry, hit)
            for concept, entry, hit in self.forbidden.find(text)
            if not any(start <= hit.start and hit.end <= end for start, end in permitted)
        ]

    def hits(self, text: str) -> Iterator[Hit]:
        """Every place of `text` where an expected term stands."""
        for entry in {entry for term in self.terms for entry in entries(term, self.language)}:
            yield from find(entry, text)

    def repeats(self, text: str) -> bool:
        """True when a term stands in `text` more often than the source has it and than in the draft."""
        for term in self.terms:
            asked_for = sum(set(term.targets) & set(other.targets) != set() for other in self.terms)
            if self._count(term, text) > max(asked_for, self._count(term, self.draft)):
                return True
        return False

    def _count(self, term: TermMatch, text: str) -> int:
        """How often a term stands in `text`, not counting where it is part of a longer expected one."""
        all_hits = list(self.hits(text))
        own = {(hit.start, hit.end) for entry in entries(term, self.language) for hit in find(entry, text)}
        return sum(
            not any(hit.start <= start and end <= hit.end and hit.end - hit.start > end - start for hit in all_hits)
            for start, end in own
        )

    def sound(self, text: str) -> bool:
        """True when `text` has no fault that the plain draft does not have, and repeats nothing."""
        size = len(self.draft)
        return (
            self.faults_of(text) <= self.faults_of(self.draft)
            and _SHORTEST * size - _SLACK <= len(text) <= _LONGEST * size + _SLACK
            and _doubled(text) <= _doubled(self.draft)
            and not self.repeats(text)
        )

    def faults_of(self, text: str) -> set[str]:
        """What a machine can see wrong with `text` (see `translate.engines.faults`)."""
        return set(faults(self.request.text, text, self.language))

    def wrong(self, text: str) -> int:
        """How many terms are missing and forbidden ones there."""
        return len(self.missing(text)) + len(self.forbidden_in(text))


def occurrences(words: str, text: str, without: Hit | None = None) -> int:
    """How often `words` stand in `text` as whole words, but for inside a hit; case does not count."""
    places = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    return sum(without is None or not without.start <= place.start() < without.end for place in places)


def _doubled(text: str) -> int:
    """How many words stand directly behind themselves."""
    words = [text[start:end].casefold() for start, end in word_spans(text)]
    return sum(one == other for one, other in pairwise(words))
