"""The typographic rules applied to drafts that exist: what would change, and the changed draft.

Machine drafts and human text are told apart: what a human wrote, approved or began to
correct is only changed when the human says so, a unit at a time.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from translate import typography
from translate.drafts import Draft, holds_human_text
from translate.units import Unit

_NO_BREAK = str.maketrans({"\u00a0": "⍽", "\u202f": "⍽"})
_CHECKED = "typography"
"""The QA finding that a change answers."""


@dataclass(frozen=True)
class Change:
    """What the rules make of one unit's target. human: whether the text is a human's."""

    unit: Unit
    after: str
    human: bool

    @property
    def segment(self) -> str:
        return self.unit.segment.id

    @property
    def before(self) -> str:
        return self.unit.target


def changes(draft: Draft) -> tuple[Change, ...]:
    """The units whose target the rules of the draft's language would change, in order; retired ones not."""
    return tuple(
        Change(unit, after, holds_human_text(unit))
        for unit in draft.units
        if unit.target and (after := typography.apply(unit.target, draft.language, unit.segment.text)) != unit.target
    )


def applied(draft: Draft, chosen: Container[str]) -> Draft:
    """The draft with the changes to the segments `chosen` (ids) made. State and origin stay."""
    wanted = {change.segment: change.after for change in changes(draft) if change.segment in chosen}
    return replace(
        draft, units=tuple(_changed(unit, wanted[unit.segment.id]) if unit.segment.id in wanted else unit
                           for unit in draft.units)
    )


def _changed(unit: Unit, after: str) -> Unit:
    return replace(
        unit, target=after, findings=tuple(finding for finding in unit.findings if finding.code != _CHECKED)
    )


def diff(name: str, changed: Iterable[Change]) -> Iterator[str]:
    """A unified diff to read, a hunk a segment; no-break spaces, which nobody sees, are shown as ⍽."""
    changed = list(changed)
    if changed:
        yield f"--- {name}"
        yield f"+++ {name}"
    for change in changed:
        yield f"@@ segment {change.segment} ({change.unit.state.value}) @@"
        yield from ("-" + line for line in change.before.translate(_NO_BREAK).splitlines())
        yield from ("+" + line for line in change.after.translate(_NO_BREAK).splitlines())
