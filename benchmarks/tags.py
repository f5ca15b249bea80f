#!/usr/bin/env python3
"""How many inline tags land on exactly the right words of a translation.

    python benchmarks/tags.py [--model NAME] [--show] [--data benchmarks/data/tags.tsv]

The sentences were written for this, in French and as a person would translate them, with the
tags where they belong. The model is made to write those translations, so that its attention is
that of a good translation and the same sentences serve for every model. Every second sentence
was looked at while the rules were made; "held out" are the others. Beside it stand a placement by
relative position and that by the model's links alone.

exact: around the right words, to the letter. touching: some of the right words and some wrong
ones. wrong: none of the right words. left out: no place found, which a reviewer is told.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate import engines
from translate.article import Segment, Span
from translate.checkpoints import find_checkpoint
from translate.engines.base import Request, Start
from translate.errors import YelemaError
from translate.markup import TAG, plain_text, split_tagged, to_tagged
from translate.pipeline import load_termbase
from translate.placement import Spoken, place, spoken
from translate.terminology import Termbase
from translate.units import TermMatch
from translate.words import Links, word_spans

_LANGUAGES = ("en", "ru", "bm")
_OUTCOMES = ("exact", "touching", "wrong", "left out")


@dataclass(frozen=True)
class Case:
    """A sentence with its tags and the translation with the same. number: in the file, from 0."""

    number: int
    segment: Segment
    language: str
    wanted: str

    @property
    def spoken(self) -> Spoken:
        return spoken(self.segment)

    @property
    def bare(self) -> str:
        """The translation as a model would have written it: without the marks of notes."""
        numbers = {number for mark in self.spoken.marks for number in mark.numbers}
        return plain_text(re.sub(
            r"<(\d+)>[^<]*</\1>", lambda m: "" if int(m[1]) in numbers else m[0], self.wanted))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model")
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data" / "tags.tsv")
    parser.add_argument("--show", action="store_true", help="print every tag that is not exact, of the others' half")
    options = parser.parse_args()

    cases = list(read_cases(options.data))
    termbase = load_termbase(())
    links = links_of(cases, options.model)
    methods: dict[str, Callable[[Case], str]] = {
        "relative position": by_position,
        "model's links alone": lambda case: by_links(case, links[case.number, case.language]),
        "without the model": lambda case: placed(case, (), termbase),
        "Yɛlɛma": lambda case: placed(case, links[case.number, case.language], termbase),
    }
    print("| pair | half | tags | method | " + " | ".join(_OUTCOMES) + " |")
    print("| --- | --- | ---: | --- |" + " ---: |" * len(_OUTCOMES))
    for language in _LANGUAGES:
        for half, rest in (("tuned", 0), ("held out", 1)):
            some = [case for case in cases if case.language == language and case.number % 2 == rest]
            for name, method in methods.items():
                counts = Counter(outcome for case in some for outcome in outcomes(case, method(case)))
                total = sum(counts.values())
                shares = " | ".join(f"{100 * counts[outcome] / total:.1f} %" for outcome in _OUTCOMES)
                print(f"| fr-{language} | {half} | {total} | {name} | {shares} |")
    if options.show:
        for case in cases:
            made = methods["Yɛlɛma"](case)
            if case.number % 2 == 0 and made != case.wanted:
                print(f"{case.number} {case.language} {case.segment.text}")
                print(f"   {made}\n   {case.wanted}   {' '.join(outcomes(case, made))}")


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a table with the columns `kinds`, `fr` and one for each language."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)):
            segment = segment_of(row["fr"], row["kinds"].split(","))
            for language in _LANGUAGES:
                if row.get(language):
                    yield Case(number, segment, language, row[language])


def segment_of(tagged: str, kinds: Sequence[str]) -> Segment:
    """A segment from its tagged text and the kinds of its spans."""
    text, tags = split_tagged(tagged)
    starts = {number: at for number, what, at in tags if what in ("open", "empty")}
    ends = {number: at for number, what, at in tags if what in ("close", "empty")}
    spans = tuple(Span(starts[number], ends[number], kind) for number, kind in enumerate(kinds, start=1))
    return Segment("s", "b", "paragraph", text, spans)


def links_of(cases: Sequence[Case], model: str | None) -> dict[tuple[int, str], Links]:
    """The model's links between each French sentence and the translation it is made to write."""
    engine = engines.load(find_checkpoint(model), engine=engines.DEFAULT)
    if not isinstance(engine, engines.base.SteerableEngine):
        raise YelemaError("this model cannot be made to write a given translation")
    starts = [Start(Request(case.spoken.text, target=case.language, align=True), case.bare) for case in cases]
    found = engine.finish(starts)
    links: dict[tuple[int, str], Links] = {}
    for case, hypothesis in zip(cases, found):
        words = len(word_spans(case.bare))
        made = hypothesis.links if hypothesis else ()
        links[case.number, case.language] = tuple(link for link in made if link[1] < words)
    return links


def placed(case: Case, links: Links, termbase: Termbase) -> str:
    """The tags as a draft has them."""
    terms: tuple[TermMatch, ...] = termbase.match(case.spoken.text, case.language)
    return place(case.spoken, case.bare, links, language=case.language, terms=terms)


def by_position(case: Case) -> str:
    """Every tag at the same share of the words, the marks of notes too."""
    source, target = word_spans(case.spoken.text), word_spans(case.bare)

    def at(number: int) -> int:
        return min(len(target) - 1, round(number / max(1, len(source)) * len(target)))

    places: dict[int, Span] = {}
    for number, span in enumerate(case.spoken.spans, start=1):
        rows = [n for n, (start, end) in enumerate(source) if start < span.end and span.start < end]
        if rows:
            first, last = at(rows[0]), max(at(rows[0]), at(rows[-1] + 1) - 1)
            places[number] = Span(target[first][0], target[last][1], span.kind)
        else:
            before = sum(end <= span.start for _, end in source)
            end = target[max(0, at(before) - 1)][1] if before < len(source) else target[-1][1]
            places[number] = Span(end, end, span.kind)
    return with_marks(case, places)


def by_links(case: Case, links: Links) -> str:
    """Every tag around the first and last word linked to its words, marks behind their word's."""
    source, target = word_spans(case.spoken.text), word_spans(case.bare)
    places: dict[int, Span] = {}
    for number, span in enumerate(case.spoken.spans, start=1):
        rows = {n for n, (start, end) in enumerate(source) if start < span.end and span.start < end}
        if not rows:
            before = [n for n, (_, end) in enumerate(source) if end <= span.start]
            rows = set(before[-1:])
        linked = [second for first, second in links if first in rows]
        if linked:
            start, end = target[min(linked)][0], target[max(linked)][1]
            places[number] = Span(end if span.start == span.end else start, end, span.kind)
    return with_marks(case, places)


def with_marks(case: Case, places: dict[int, Span]) -> str:
    """The translation with tags at these places; the text of a note's mark goes in at its place."""
    text = case.bare
    marks = {number: mark for mark in case.spoken.marks for number in mark.numbers}
    for number in sorted(marks, key=lambda n: -places[n].end if n in places else 0):
        if number in places:
            at, size = places[number].end, len(marks[number].text)
            text = text[:at] + marks[number].text + text[at:]
            places = {
                n: Span(s.start + size * (s.start >= at), s.end + size * (s.end >= at + (n not in marks)), "")
                for n, s in places.items() if n != number
            } | {number: Span(at, at + size, "")}
    numbers = sorted(places)
    tagged = to_tagged(text, tuple(places[number] for number in numbers))
    return TAG.sub(lambda match: f"<{match[1]}{numbers[int(match[2]) - 1]}{match[3]}>", tagged)


def outcomes(case: Case, made: str) -> Iterator[str]:
    """What became of each tag of a case."""
    marks = {number for mark in case.spoken.marks for number in mark.numbers}
    right, ours = extents(case.wanted, marks), extents(made, marks)
    for number in right:
        if number not in ours:
            yield "left out"
        elif ours[number] == right[number]:
            yield "exact"
        else:
            shared = min(ours[number][1], right[number][1]) - max(ours[number][0], right[number][0])
            yield "touching" if shared > 0 else "wrong"


def extents(tagged: str, marks: set[int]) -> dict[int, tuple[int, int]]:
    """By number the start and end of each complete tag, in letters of the translation without marks."""
    _, tags = split_tagged(tagged)
    text = plain_text(tagged)
    raw: dict[int, list[int]] = {}
    for number, what, at in tags:
        raw.setdefault(number, []).append(at)
        if what == "empty":
            raw[number].append(at)
    hidden = sorted(tuple(places) for number, places in raw.items() if number in marks and len(places) == 2)
    found: dict[int, tuple[int, int]] = {}
    for number, places in raw.items():
        if len(places) == 2:
            start, end = (at - sum(min(at, b) - a for a, b in hidden if a < at) for at in places)
            found[number] = (start, start) if number in marks else (start, end)
    assert len(text) >= max((end for _, end in found.values()), default=0)
    return found


if __name__ == "__main__":
    main()
