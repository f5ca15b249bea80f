"""What a review edition says beside a line, as styled runs that every format can write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from translate.editions import labels
from translate.editions.edition import LOW_CONFIDENCE, Cell


@dataclass(frozen=True)
class Run:
    """A few words. style: a state's or severity's value, "term", "strong", "low" or "".

    language: of the words, "" for that of the notes, which is English.
    """

    text: str
    style: str = ""
    language: str = ""


def notes(cell: Cell, source: str) -> Iterator[tuple[Run, ...]]:
    """The lines beside a translation: state, findings, terms, the old source, the reviewer's note.

    source: code of the source language.
    """
    unit, code = cell.unit, cell.language.code
    sign, word, _ = labels.STATES[unit.state]
    facts = [Run(f"{sign} {word}", unit.state.value)]
    if unit.target and unit.origin:
        facts.append(Run(" · " + labels.origin(unit.origin, brief=True)))
        if unit.confidence is not None:
            low = "low" if unit.confidence < LOW_CONFIDENCE else ""
            facts += [Run(" · "), Run(f"confidence {unit.confidence}", low)]
    yield tuple(facts)
    for finding in unit.findings:
        sign, word, _ = labels.SEVERITIES[finding.severity]
        yield Run(f"{sign} {word}", finding.severity), Run(" " + finding.message)
    for term in cell.terms:
        yield Run(term.source, "term", source), Run(" → "), Run(" / ".join(term.targets), "", code)
    if unit.previous_source:
        changed = Run("The source has changed.", "strong")
        yield changed, Run(" Translated from: "), Run(unit.previous_source, "", source)
    if unit.note:
        yield Run("Reviewer:", "strong"), Run(" " + unit.note)


def is_silent(cell: Cell) -> bool:
    """Whether a person approved the line and there is nothing to say of it."""
    unit = cell.unit
    return unit.state.is_human and not (unit.findings or unit.note or unit.previous_source)
