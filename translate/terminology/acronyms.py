"""Acronyms spelled out where an article first uses them: ECOWAS (Economic Community of West African States).

The full name stands in brackets behind the acronym, in the form of the glossary, since
that is right in every case of a Russian sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from translate.markup import plain_text
from translate.segmentation.segments import HEADLINE_KINDS, WHOLE_KINDS
from translate.terminology.coverage import entries
from translate.terminology.inflection import find
from translate.terminology.inflection.tokens import is_acronym
from translate.terminology.termbase import Termbase
from translate.units import TermMatch, Unit


def spelled_out(units: Iterable[tuple[Unit, bool]], termbase: Termbase, language: str) -> Iterator[Unit]:
    """The units of an article, with the full name behind each acronym that its text uses for the first time.

    Known are acronyms whose row in the glossary has a full name beside them. Headlines,
    captions and bylines are no text to spell them out in. units: in order, each with
    whether its text is a draft just made; no other is changed.
    """
    seen: set[str] = set()
    for unit, fresh in units:
        if unit.target and unit.segment.kind not in (*HEADLINE_KINDS, *WHOLE_KINDS):
            for term in termbase.match(unit.segment.text, language):
                unit = _spelled_out(unit, fresh, term, language, seen)
        yield unit


def _spelled_out(unit: Unit, fresh: bool, term: TermMatch, language: str, seen: set[str]) -> Unit:
    if not term.targets or " " in term.targets[0] or not is_acronym(term.targets[0]):
        return unit
    acronym, *others = entries(term, language)
    full = next((entry for entry in others if " " in entry.text and not is_acronym(entry.text.split()[0])), None)
    if full is None:
        return unit
    text = plain_text(unit.target)
    used = [entry.text for entry in (acronym, full) if any(find(entry, text))]
    if not used or acronym.text in seen:
        return unit
    seen.add(acronym.text)
    if not fresh or full.text in used:
        return unit
    target = re.sub(
        rf"(?<!\w){re.escape(acronym.text)}(?!\w)(?!['’]s?\b)(?!\s*\()",
        lambda found: f"{found[0]} ({full.text})", unit.target, count=1)
    return replace(unit, target=target)


def without_full_names(text: str, terms: Iterable[TermMatch]) -> str:
    """The text as long as it would be had no acronym of `terms` been spelled out in brackets."""
    for term in terms:
        for target in term.targets[1:]:
            text = text.replace(f" ({target})", "")
    return text
