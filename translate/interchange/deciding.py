"""What becomes of a unit when a text comes back for it. Nothing a human wrote is ever lost.

Three texts meet: what went out (known by its digest, `Returned.base`), what came back,
and what stands in the draft now. Where only one side changed, that change counts; where
both did, the draft's text stays and the other is kept in the unit's note.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from translate.engines.prepare import is_copied
from translate.interchange.base import Returned
from translate.interchange.texts import comparable, digest, source_key
from translate.units import State, Unit

_ORDER = {State.NEW: 0, State.DRAFT: 1, State.REVIEWED: 2, State.FINAL: 3}
_STATES = {state.value: state for state in State}


class Outcome(str, Enum):
    """What an import did with one returned unit."""

    ACCEPTED = "accepted"
    """The text came back as it was, approved."""
    EDITED = "edited"
    """The text was changed in the tool and now stands in the draft."""
    CONFLICTING = "conflicting"
    """Changed in the tool and in the draft: the draft's text stays, the other is in the note."""
    UNKNOWN = "unknown"
    """No unit of the draft has this id or source; human work is kept at the end of the draft."""
    UNTRANSLATED = "untranslated"
    """Came back empty, or as the French: the draft's text stays."""
    UNCHANGED = "unchanged"
    """Nothing to do."""


@dataclass(frozen=True)
class Decision:
    """The outcome and the unit as it should stand from now on. noted: whether its note grew."""

    outcome: Outcome
    unit: Unit
    noted: bool = False


def decide(unit: Unit, back: Returned, file: str, *, file_wins: bool = False) -> Decision:
    """What becomes of `unit` when `back` came home in `file`. Deciding again changes nothing.

    file_wins: in a conflict take the file's text and keep the draft's in the note.
    """
    outcome, new = _decide(unit, back, file, file_wins)
    note = joined_notes(new.note, back.note or "")
    return Decision(outcome, replace(new, note=note), note != unit.note)


def _decide(unit: Unit, back: Returned, file: str, file_wins: bool) -> tuple[Outcome, Unit]:
    text = comparable(back.target)
    went_out, was = _base(back.base)
    approves = back.state is not None and back.state.is_human and not (
        # Approved when it went out: whoever left it so has said nothing new.
        went_out == digest(text) and was is not None and _ORDER[was] >= _ORDER[back.state]
    )
    if not text:
        asked = unit.target and went_out != digest("")
        return (Outcome.UNTRANSLATED if asked else Outcome.UNCHANGED), unit
    if text == comparable(unit.target):
        if approves and back.state is not None and _ORDER[back.state] > _ORDER[unit.state]:
            return Outcome.ACCEPTED, replace(unit, state=back.state, previous_source="")
        return Outcome.UNCHANGED, unit
    if went_out == digest(text) and not approves:
        return Outcome.UNCHANGED, unit  # left alone in the tool; the draft has moved on
    if not approves and source_key(text) == source_key(back.source) and not is_copied(unit.segment.text):
        return Outcome.UNTRANSLATED, unit  # some tools fill what nobody translated with the source
    new = taken(unit, back)
    if _is_anybodys(unit) and digest(unit.target) != went_out:
        if file_wins:
            kept = _conflict("draft", unit.target, unit.state)
            return Outcome.EDITED, replace(new, note=joined_notes(unit.note, kept))
        kept = _conflict(file, text, back.state)
        return Outcome.CONFLICTING, replace(unit, note=joined_notes(unit.note, kept))
    return (Outcome.ACCEPTED if went_out == digest(text) else Outcome.EDITED), new


def taken(unit: Unit, back: Returned) -> Unit:
    """The unit with the text that came back: a human's, reviewed only if it was approved."""
    approved = back.state if back.state is not None and back.state.is_human else None
    return replace(
        unit, target=back.target.replace("\r\n", "\n").replace("\r", "\n"), state=approved or State.DRAFT,
        origin="human", score=None, flags=(), confidence=None, findings=(),
        previous_source="" if approved else unit.previous_source,
    )


def is_human_work(back: Returned) -> bool:
    """Whether a returned text holds what a human did to it, as far as the file tells."""
    went_out, was = _base(back.base)
    if not comparable(back.target) or source_key(back.target) == source_key(back.source):
        return False
    approved = back.state is not None and back.state.is_human
    return went_out != digest(back.target) or (was is not None and was.is_human) or approved


def joined_notes(old: str, new: str) -> str:
    """Both notes; a line that stands in the old one already is not added."""
    lines = [line.rstrip() for line in comparable(new).split("\n")]
    have = {line.strip() for line in old.split("\n")}
    more = [line for line in lines if line.strip() and line.strip() not in have]
    return "\n".join([*([old] if old else []), *more])


def _conflict(where: str, text: str, state: State | None) -> str:
    how = f", {state.value}" if state is not None and state.is_human else ""
    return f"conflict ({where}{how}): {text}"


def _is_anybodys(unit: Unit) -> bool:
    """Whether a human wrote or approved the text here; one lent from a memory is still only an offer."""
    if not unit.target:
        return False
    return unit.state.is_human or not unit.origin.startswith(("mt:", "memory:", "copy"))


def _base(base: str | None) -> tuple[str, State | None]:
    """Digest and state of the text as it went out; "" and None where the file does not say."""
    went_out, _, state = (base or "").strip().partition("/")
    return went_out, _STATES.get(state)
