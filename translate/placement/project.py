"""The tags of a source in its translation: the whole way."""

from __future__ import annotations

from collections.abc import Sequence

from translate.article import Span
from translate.markup import TAG, to_tagged
from translate.placement import intervals, linking, marks
from translate.placement.marks import Spoken
from translate.units import TermMatch
from translate.words import Links, word_spans

# Beyond so many spans, or pairs of words, a segment is no sentence, and all its tags are left to a reviewer.
_MOST_SPANS, _MOST_PAIRS = 200, 250_000


def place(
    spoken: Spoken, target: str, links: Links = (), *, language: str = "", terms: Sequence[TermMatch] = ()
) -> str:
    """`target`, a translation of the spoken text, with the tags of the segment and the marks of its notes.

    links: between the words of the spoken text and of `target`, as the model gives them;
    terms: found in the spoken text. A tag that finds no sure place is left out with its
    mark, for a reviewer to put; the QA check `tags` reports it.
    """
    if not spoken.spans:
        return to_tagged(target, ())
    words = len(word_spans(spoken.text)) * len(word_spans(target))
    if len(spoken.spans) > _MOST_SPANS or words > _MOST_PAIRS:
        return to_tagged(target, ())
    matrix = linking.matrix(spoken.text, target, links, language=language, terms=terms)
    taken = {number for mark in spoken.marks for number in mark.numbers}
    others = [number for number in range(1, len(spoken.spans) + 1) if number not in taken]
    chosen = [spoken.spans[number - 1] for number in others]
    found = intervals.places(chosen, spoken.text, target, matrix, language)
    places = {others[number - 1]: place for number, place in found.items()}
    ends = [(spoken.spans[number - 1].end, place[1]) for number, place in places.items()]
    at = marks.positions(spoken.marks, spoken.text, target, matrix, ends, language)
    return _tagged(spoken, target, places, at)


def project(
    spans: tuple[Span, ...], source: str, target: str, links: Links = (), *, language: str = "",
    terms: Sequence[TermMatch] = (),
) -> str:
    """`target`, a translation of all of `source`, with the tags of the source's spans.

    For a translation that holds the marks of notes already, or has none.
    """
    return place(Spoken(source, spans), target, links, language=language, terms=terms)


def _tagged(
    spoken: Spoken, target: str, places: dict[int, tuple[int, int]], at: Sequence[int | None]
) -> str:
    """The target with its marks put in and every tag around its place."""
    inserted = sorted(
        ((place, order, mark) for order, (mark, place) in enumerate(zip(spoken.marks, at)) if place is not None),
        key=lambda item: item[:2],
    )
    spans: dict[int, Span] = {}
    for number, (start, end) in places.items():
        span = spoken.spans[number - 1]
        # A mark at the very end of a span is inside it if it was so in the source.
        within = sum(len(m.text) for p, _, m in inserted if p < end or (p == end and number in m.within))
        before = sum(len(m.text) for p, _, m in inserted if p < start or (p == start and number not in m.within))
        spans[number] = Span(start + before, end + within, span.kind)
    pieces, done, length = [], 0, 0
    for place, _, mark in inserted:
        pieces += [target[done:place], mark.text]
        length += place - done
        space = len(mark.text) - len(mark.text.lstrip())
        for number in mark.numbers:
            spans[number] = Span(length + space, length + len(mark.text), spoken.spans[number - 1].kind)
        length += len(mark.text)
        done = place
    text = "".join([*pieces, target[done:]])
    numbers = sorted(spans)
    tagged = to_tagged(text, tuple(spans[number] for number in numbers))
    return TAG.sub(lambda match: f"<{match[1]}{numbers[int(match[2]) - 1]}{match[3]}>", tagged)
