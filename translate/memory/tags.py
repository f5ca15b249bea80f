"""The tags of a remembered translation, renumbered for the segment it is used in."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable

from translate.article import Segment, Span
from translate.markup import TAG, plain_text, split_tagged
from translate.placement import project

Place = tuple[int, int, int]
"""Number, start and end of a tag in a plain text; an empty one ends where it starts."""


def retagged(source: str, target: str, segment: Segment) -> tuple[str, bool]:
    """`target` with its tags numbered as the segment's, and whether it has just the tags the segment has.

    source, target: the remembered pair, tagged. Tags are paired by where they stand when
    the words are the same, by the words inside them, and in order when both sides have
    the same kinds of tags. Others are left out. A pair without tags gets those whose
    place is certain (see `markup.project`).
    """
    if not TAG.search(target) and not TAG.search(source):
        if not segment.spans:
            return target, True
        target = project(segment.spans, segment.text, plain_text(target))
        return target, _numbers(target) == set(range(1, len(segment.spans) + 1))
    text = plain_text(source)
    old, new = _places(source), [(n, s.start, s.end) for n, s in enumerate(segment.spans, start=1)]
    numbers: dict[int, int] = {}

    def pair_by(key: Callable[[Place, str], Hashable]) -> None:
        free: dict[Hashable, list[int]] = {}
        for place in new:
            if place[0] not in numbers.values():
                free.setdefault(key(place, segment.text), []).append(place[0])
        for place in old:
            if place[0] not in numbers and (fitting := free.get(key(place, text))):
                numbers[place[0]] = fitting.pop(0)

    if text == segment.text:
        pair_by(lambda place, _: place[1:])
    pair_by(lambda place, words: words[place[1] : place[2]] or place)
    if sorted(end > start for _, start, end in old) == sorted(end > start for _, start, end in new):
        pair_by(lambda place, _: place[2] > place[1])

    def renumbered(tag: re.Match[str]) -> str:
        number = numbers.get(int(tag[2]))
        return f"<{tag[1]}{number}{tag[3]}>" if number else ""

    target = TAG.sub(renumbered, target)
    return target, _numbers(target) == {number for number, _, _ in new} and _balanced(target, segment.spans)


def _places(tagged: str) -> list[Place]:
    opened: dict[int, int] = {}
    places: dict[int, Place] = {}
    for number, kind, offset in split_tagged(tagged)[1]:
        if kind == "open":
            opened.setdefault(number, offset)
        elif kind == "empty":
            places.setdefault(number, (number, offset, offset))
        elif number in opened:
            places.setdefault(number, (number, opened[number], offset))
    return sorted(places.values())


def _numbers(tagged: str) -> set[int]:
    return {number for number, _, _ in split_tagged(tagged)[1]}


def _balanced(target: str, spans: tuple[Span, ...]) -> bool:
    """Whether each tag is an empty one, or a pair, as its span is."""
    kinds: dict[int, list[str]] = {}
    for number, kind, _ in split_tagged(target)[1]:
        kinds.setdefault(number, []).append(kind)
    return all(
        kinds.get(number) == (["open", "close"] if span.end > span.start else ["empty"])
        for number, span in enumerate(spans, start=1)
    )
