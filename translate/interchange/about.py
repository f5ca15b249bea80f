"""What a translator should know of a unit, in lines for the notes of other tools."""

from __future__ import annotations

from collections.abc import Iterator

from translate.units import Unit


def checks(unit: Unit) -> Iterator[str]:
    """The findings of the QA checks, a line each."""
    for finding in unit.findings:
        yield f"check {finding.code} ({finding.severity}): {finding.message}"


def facts(unit: Unit) -> Iterator[str]:
    """Where the text comes from, and what its tags stand for."""
    if unit.origin:
        sure = f", confidence {unit.confidence}" if unit.confidence is not None else ""
        yield f"origin: {unit.origin}{sure}"
    for number, span in enumerate(unit.segment.spans, start=1):
        yield f"tag {number}: {span.kind}{' ' + span.href if span.href else ''}"


def terms(unit: Unit) -> Iterator[str]:
    """The glossary's terms expected in the unit, a line each."""
    for term in unit.terms:
        yield f"term: {term.source} → {' | '.join(term.targets)}".rstrip()
