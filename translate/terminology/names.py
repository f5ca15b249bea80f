"""How a Bambara edition spells names: in Bambara, in French, or in Bambara with the French once in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from translate.markup import plain_text
from translate.terminology.concept import Concept
from translate.terminology.coverage import entries
from translate.terminology.inflection import find
from translate.terminology.inflection.bambara import POLICIES, Policy, permitted
from translate.terminology.termbase import Termbase
from translate.units import Unit

LANGUAGE = "bm"
__all__ = ["LANGUAGE", "POLICIES", "introduced", "with_names"]

_KINDS = ("person", "place", "institution")


def with_names(termbase: Termbase, policy: Policy) -> Termbase:
    """The termbase with the Bambara spellings of people, places and institutions that a policy permits.

    What a model is told, what enforcement puts in and what the checks expect all follow from it.
    """
    if policy.bambara and not policy.french:
        return termbase

    def spelled(text: str, concept: Concept) -> Concept:
        own = concept.terms.get(LANGUAGE, ())
        if concept.kind not in _KINDS or not own:
            return concept
        return replace(concept, terms={**concept.terms, LANGUAGE: permitted(own, (text,), policy)})

    return termbase.changed(spelled)


def introduced(units: Iterable[tuple[Unit, bool]], termbase: Termbase, policy: Policy) -> Iterator[Unit]:
    """The units of an article, where wanted with the French in brackets at the first mention of each name.

    units: in order, each with whether its text is a draft just made; no other is changed.
    """
    seen: set[str] = set()
    for unit, fresh in units:
        if policy.french_first and unit.target:
            unit = _introduced(unit, fresh, termbase, seen)
        yield unit


def _introduced(unit: Unit, fresh: bool, termbase: Termbase, seen: set[str]) -> Unit:
    target = unit.target
    for term in termbase.match(unit.segment.text, LANGUAGE):
        if term.kind not in _KINDS or term.entry in seen:
            continue
        for entry in entries(term, LANGUAGE):
            hit = next((hit for hit in find(entry, plain_text(target)) if hit.by == "form"), None)
            if hit is None or entry.text == term.entry:
                continue
            seen.add(term.entry)
            if fresh and target.count(hit.text) == 1 and term.entry not in plain_text(target):
                target = target.replace(hit.text, f"{hit.text} ({term.entry})")
            break
    return unit if target == unit.target else replace(unit, target=target)
