"""The memory in a run: what approved drafts teach it, and what it knows of the units that wait."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from translate import drafts
from translate.drafting import needs_engine
from translate.drafts import Draft
from translate.markup import plain_text, to_tagged
from translate.memory.learn import learn_draft, neighbours
from translate.memory.match import Match, Query
from translate.memory.memories import Memories
from translate.placement import terms_in
from translate.terminology import Termbase
from translate.units import State, Unit


def learn_from(memories: Memories, path: Path) -> None:
    """Take what a person approved in the draft at `path`, if there is one, into the user's own memory."""
    if memories.own is not None and path.exists():
        learn_draft(memories.own.store, drafts.read(path), path)


def recalled(memories: Memories, draft: Draft, termbase: Termbase) -> dict[str, Match]:
    """What the memories hold for the units of a draft that have no target yet, by segment id.

    For what is the same in every language (a number, a bare name) only an exact match counts.
    """
    found: dict[str, Match] = {}
    if not memories:
        return found
    segments = [unit.segment for unit in draft.units]
    for place, unit in enumerate(draft.units):
        if unit.target:
            continue
        segment = unit.segment
        query = Query(segment, draft.language, *neighbours(segments, place),
                      terms=terms_in(segment, draft.language, termbase))
        match = memories.match(query, least=None if needs_engine(segment) else 100)
        if match and plain_text(match.target).strip():
            found[segment.id] = match
    return found


def remembered(unit: Unit, match: Match | None) -> Unit:
    """A NEW unit with the translation remembered for it, to be looked over by a person; any other as it is."""
    if match is None or unit.state is not State.NEW:
        return unit
    now, then = to_tagged(unit.segment.text, unit.segment.spans), match.entry.source
    return replace(
        unit, target=match.target, state=State.DRAFT, origin=match.origin, score=None, flags=(),
        previous_source=then if match.kind == "fuzzy" and then != now else "",
    )
