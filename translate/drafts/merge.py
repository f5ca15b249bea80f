"""Carrying a draft over to a changed article without losing anything a human wrote.

1. A segment whose words are unchanged, wherever it moved, takes over its unit; a sentence
   that had gone and returns takes its retired unit back.
2. A segment left over is compared with the human translations left over; the most similar
   pairs first, one to one, a common neighbour counting a little. From `NEAR` on the
   human's text is offered as a draft, with the source it was made for beside it.
3. Human work whose sentence is gone, or was only offered, is retired, never dropped.
   Texts of the machine that no human touched may go: they can be made again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import Indel

from translate.article import Segment, Span
from translate.drafts.draft import Draft, holds_human_text, source_digest, with_free_ids
from translate.markup import TAG, plain_text, to_tagged
from translate.placement import project
from translate.units import State, Unit

NEAR = 0.75
"""Similarity (2 × common letters in order / all letters) from which a translation is offered."""

_NEIGHBOUR = 0.02
_CANDIDATES = 8


def merge(segments: Sequence[Segment], old: Draft | None) -> Draft:
    """The draft for `segments`, with everything of `old` that still fits.

    Units without a match are NEW. Merging with an unchanged article changes nothing.
    """
    old = old or Draft()
    pool = (*old.units, *old.obsolete)
    taken = _unchanged(segments, old)
    copied, offered = _similar(segments, old, taken)
    units = []
    for index, segment in enumerate(segments):
        if index in taken:
            units.append(_carried(segment, pool[taken[index]]))
        elif index in copied:
            target, _ = _renumbered(pool[copied[index]], segment)
            units.append(Unit(segment, target, State.DRAFT, "memory:exact"))
        elif index in offered:
            place, similarity = offered[index]
            units.append(_offered(segment, pool[place], similarity))
        else:
            units.append(Unit(segment))
    extras = {
        segments[index].id: lines
        for index, place in taken.items()
        if place < len(old.units) and (lines := old.extras.get(pool[place].segment.id))
    }
    return replace(
        old,
        units=tuple(units),
        obsolete=with_free_ids(_retired(old, units, taken), {segment.id for segment in segments}),
        extras=extras,
        source_digest=source_digest(segments),
    )


def _unchanged(segments: Sequence[Segment], old: Draft) -> dict[int, int]:
    """Segment index -> place of the unit (active ones, then retired) with the same words."""
    pool = (*old.units, *old.obsolete)
    active = [_fold(unit.segment.text) for unit in old.units]
    new = [_fold(segment.text) for segment in segments]
    places: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate([*active, *(_fold(unit.segment.text) for unit in old.obsolete)]):
        places[key].append(place)
    indexes: dict[str, list[int]] = defaultdict(list)
    for index, key in enumerate(new):
        if key in places:
            indexes[key].append(index)

    def fit(index: int, place: int) -> tuple[int, ...]:
        unit, is_active = pool[place], place < len(active)
        same_tags = _tagged(unit.segment) == _tagged(segments[index])
        neighbours = sum(_at(active, place + step) == _at(new, index + step) != "" for step in (-1, 1))
        return (
            holds_human_text(unit) and (is_active or same_tags),
            same_tags,
            is_active,
            is_active * neighbours,
            unit.segment.id == segments[index].id,
        )

    taken: dict[int, int] = {}
    for key, wanting in indexes.items():
        used: set[int] = set()
        pairs = ((fit(index, place), -index, -place) for index in wanting for place in places[key])
        for _, index, place in sorted(pairs, reverse=True):
            if -index not in taken and -place not in used:
                taken[-index] = -place
                used.add(-place)
    return taken


def _similar(
    segments: Sequence[Segment], old: Draft, taken: dict[int, int]
) -> tuple[dict[int, int], dict[int, tuple[int, float]]]:
    """For segments that took nothing: places of units to copy, and places to offer with their similarity.

    A segment gets a copy when another one with the same words took a human's translation.
    """
    pool = (*old.units, *old.obsolete)
    human = {
        _fold(pool[place].segment.text): place for place in taken.values() if holds_human_text(pool[place])
    }
    copied = {
        index: human[key]
        for index, segment in enumerate(segments)
        if index not in taken and (key := _fold(segment.text)) in human
    }
    used = set(taken.values())
    # A unit is compared by what stands there now and by what its text was made for.
    choices = [
        (place, text)
        for place, unit in enumerate(pool)
        if place not in used and (holds_human_text(unit) or unit.note)
        for text in dict.fromkeys((_fold(unit.segment.text), _fold(plain_text(unit.previous_source))))
        if text
    ]
    texts = [text for _, text in choices]
    pairs = []
    for index, segment in enumerate(segments):
        if index in taken or index in copied:
            continue
        found = process.extract(
            _fold(segment.text), texts,
            scorer=Indel.normalized_similarity, score_cutoff=NEAR, limit=_CANDIDATES,
        )
        for _, similarity, number in found:
            place = choices[number][0]
            neighbours = (taken.get(index - 1) == place - 1) + (taken.get(index + 1) == place + 1)
            bonus = _NEIGHBOUR * neighbours if place < len(old.units) else 0.0
            pairs.append((similarity + bonus, -abs(index - place), -index, -place, similarity))
    offered: dict[int, tuple[int, float]] = {}
    for _, _, index, place, similarity in sorted(pairs, reverse=True):
        if -index not in offered and -place not in used:
            offered[-index] = (-place, similarity)
            used.add(-place)
    return copied, offered


def _carried(segment: Segment, unit: Unit) -> Unit:
    """The unit of an unchanged sentence, for the segment as it is now."""
    carried = replace(unit, segment=segment)
    if not unit.target or _tagged(unit.segment) == _tagged(segment):
        return carried
    if not holds_human_text(unit):
        target = project(segment.spans, segment.text, plain_text(unit.target))
        return replace(carried, target=target) if target else Unit(segment, note=unit.note)
    target, complete = _renumbered(unit, segment)
    if complete:
        return replace(carried, target=target)
    # Markup came or went: the words stand, the tags need a human's eye.
    return replace(
        carried, target=target, state=State.DRAFT, origin="memory:exact", score=None, confidence=None,
        previous_source=unit.previous_source or _tagged(unit.segment),
    )


def _offered(segment: Segment, unit: Unit, similarity: float) -> Unit:
    """A human's translation of a similar sentence, as a draft for this one."""
    if not holds_human_text(unit):
        return Unit(segment, note=unit.note)
    in_progress = unit.origin == "human" and not unit.state.is_human
    return Unit(
        segment, _renumbered(unit, segment)[0], State.DRAFT,
        origin="human" if in_progress else f"memory:fuzzy({min(99, round(100 * similarity))})",
        previous_source=unit.previous_source or _tagged(unit.segment), note=unit.note,
    )


def _retired(old: Draft, units: Sequence[Unit], taken: dict[int, int]) -> list[Unit]:
    """What the merged draft keeps aside: human work that no unit shows as it was.

    `units` are the merged ones. Work that was only offered for a changed sentence is kept
    too, so that it comes back as it was if the sentence does.
    """
    now = {place: units[index] for index, place in taken.items()}

    def leaves(place: int, unit: Unit) -> bool:
        return place not in now or now[place].previous_source != unit.previous_source

    kept = [unit for place, unit in enumerate(old.obsolete, len(old.units)) if leaves(place, unit)]
    leaving = [unit for place, unit in enumerate(old.units) if leaves(place, unit)]
    as_it_was = [*kept, *(unit for unit in units if not unit.previous_source)]
    shown = {_pair(unit) for unit in as_it_was if holds_human_text(unit)}
    notes = {(_fold(unit.segment.text), unit.note) for unit in [*kept, *units]}
    texts = {
        plain_text(unit.target) for unit in [*kept, *units, *(unit for unit in leaving if not _is_lent(unit))]
        if holds_human_text(unit)
    }
    for unit in leaving:
        text_goes = holds_human_text(unit) and _pair(unit) not in shown
        if _is_lent(unit) and plain_text(unit.target) in texts:
            text_goes = False
        note_goes = bool(unit.note) and (_fold(unit.segment.text), unit.note) not in notes
        if _is_lent(unit) and unit.note in {note for _, note in notes}:
            note_goes = False  # it was lent with the text
        if text_goes or note_goes:
            kept.append(replace(unit, terms=(), findings=()))
            shown.add(_pair(unit))
            texts.add(plain_text(unit.target))
    return kept


def _is_lent(unit: Unit) -> bool:
    """True for a text offered from other work, untouched since: its original is what counts."""
    return unit.origin.startswith("memory:") and not unit.state.is_human


def _pair(unit: Unit) -> tuple[str, str]:
    return _fold(unit.segment.text), unit.target


def _renumbered(unit: Unit, segment: Segment) -> tuple[str, bool]:
    """The unit's target with its tags numbered as in `segment`, and whether every tag has its counterpart.

    Tags are paired by place when the words are the same, else by the words inside them,
    by the address of a link, and by kind when there are as many of it. Others are left out.
    """
    old, new = unit.segment.spans, segment.spans
    same = unit.segment.text == segment.text

    def pair_by(key: Callable[[Span, str], object]) -> None:
        free: dict[object, list[int]] = defaultdict(list)
        for number, span in enumerate(new, start=1):
            if number not in numbers.values():
                free[key(span, segment.text)].append(number)
        for number, span in enumerate(old, start=1):
            if number not in numbers and (candidates := free.get(key(span, unit.segment.text))):
                numbers[number] = candidates.pop(0)

    numbers: dict[int, int] = {}
    if same:
        pair_by(lambda span, _: (span.start, span.end, span.kind))
        pair_by(lambda span, _: (span.start, span.end))
    pair_by(lambda span, text: (span.kind, text[span.start : span.end] or span))
    pair_by(lambda span, _: (span.kind, span.href or span))
    if sorted(span.kind for span in old) == sorted(span.kind for span in new):
        pair_by(lambda span, _: span.kind)
    complete = len(numbers) == len(old) == len(new)

    def renumbered(tag: re.Match[str]) -> str:
        number = int(tag[2])
        if not 1 <= number <= len(old):
            return tag[0]  # a slip of the reviewer's: the QA check reports it
        return f"<{tag[1]}{numbers[number]}{tag[3]}>" if number in numbers else ""

    target = TAG.sub(renumbered, unit.target) or unit.target
    return target, complete and (same or _fold(unit.segment.text) == _fold(segment.text))


def _fold(text: str) -> str:
    """What must be equal for a source to count as unchanged: all but spacing and the form of apostrophes."""
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    return " ".join(text.split())


def _tagged(segment: Segment) -> str:
    return to_tagged(segment.text, segment.spans)


def _at(keys: Sequence[str], index: int) -> str:
    return keys[index] if 0 <= index < len(keys) else ""
