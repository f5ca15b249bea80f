"""What only shows when units are read together: one thing said in several ways, two things in one.

:func:`check_article` reads one article in one language; :class:`Batch` compares articles
with each other. ``TOGETHER`` lists these checks as ``registry.CHECKS`` lists the others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translate.markup import plain_text
from translate.qa import limits
from translate.qa.subject import WORD
from translate.units import Finding, TermMatch, Unit

_FIGURE = re.compile(r"\d")
_SHOWN = 60  # characters of another unit's text that a message quotes


@dataclass(frozen=True)
class TogetherCheck:
    """One check of an article. function: yields (place of the unit, sentence to the reviewer)."""

    code: str
    severity: str
    meaning: str
    function: Callable[[Sequence[Unit], str], Iterator[tuple[int, str]]]


def check_article(units: Sequence[Unit], language: str) -> dict[int, tuple[Finding, ...]]:
    """Findings by place in `units`, for one article in one language; units need their terms."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for row in TOGETHER:
        for place, message in row.function(units, language):
            found[place].append(Finding(row.code, row.severity, message))
    return {place: tuple(findings) for place, findings in found.items()}


def same_target(units: Sequence[Unit], language: str) -> Iterator[tuple[int, str]]:
    """The translation of one sentence stands under another one, too."""
    first: dict[tuple[str, ...], int] = {}
    for place, unit in enumerate(units):
        words = _words(plain_text(unit.target))
        if len(words) < limits.SENTENCE_WORDS:
            continue
        earlier = first.setdefault(words, place)
        if _words(units[earlier].segment.text) != _words(unit.segment.text):
            yield place, f"The same translation stands for another sentence: “{_short(units[earlier].segment.text)}”."


def varies(units: Sequence[Unit], language: str) -> Iterator[tuple[int, str]]:
    """The same sentence is translated in two ways."""
    first: dict[tuple[str, ...], int] = {}
    for place, unit in enumerate(units):
        source = _words(unit.segment.text)
        if len(source) < limits.SAME_SOURCE_WORDS or not unit.target.strip():
            continue
        earlier = units[first.setdefault(source, place)]
        if _words(plain_text(earlier.target)) != _words(plain_text(unit.target)):
            yield place, f"The same sentence is translated otherwise elsewhere: “{_short(plain_text(earlier.target))}”."


def term_varies(units: Sequence[Unit], language: str) -> Iterator[tuple[int, str]]:
    """A term is rendered by one of its permitted terms here and by another there."""
    renderings: dict[tuple[str, bool], list[tuple[int, str]]] = defaultdict(list)
    for place, unit in enumerate(units):
        for match in _ambiguous(unit):
            used = rendering(match, plain_text(unit.target), language)
            if used:
                renderings[match.entry, _is_acronym(used)].append((place, used))
    for (entry, _), uses in sorted(renderings.items()):
        counts = Counter(used for _, used in uses)
        if len(counts) == 1:
            continue
        usual = _usual(counts)
        for place, used in dict.fromkeys(uses):
            if used != usual:
                yield place, f"“{entry}” is “{used}” here and “{usual}” elsewhere in the article: settle on one."


def rendering(match: TermMatch, target: str, language: str) -> str:
    """Which permitted term a target (plain text) holds for `match`, the longest one; "" for none."""
    from translate.terminology.coverage import entries
    from translate.terminology.inflection import judge

    held = [(hit.end - hit.start, entry.text) for entry in entries(match, language) if (hit := judge(entry, target))]
    return max(held, key=lambda found: found[0])[1] if held else ""


TOGETHER = (
    TogetherCheck("same-target", "warning", "Two sentences have the same translation.", same_target),
    TogetherCheck("varies", "warning", "The same sentence is translated in two ways.", varies),
    TogetherCheck("term-varies", "warning", "A term is rendered in several ways.", term_varies),
)


class Batch:
    """Compares the articles of a batch, one language at a time.

    Keeps of each article what it says for terms with several permitted renderings, not its text.
    """

    def __init__(self) -> None:
        self._uses: dict[tuple[str, str, bool], dict[object, list[tuple[str, int]]]] = {}

    def add(self, article: object, units: Sequence[Unit], language: str) -> None:
        """Take an article's units in; `article` is any name for it, given back by `findings`."""
        for place, unit in enumerate(units):
            for match in _ambiguous(unit):
                if used := rendering(match, plain_text(unit.target), language):
                    key = (language, match.entry, _is_acronym(used))
                    self._uses.setdefault(key, {}).setdefault(article, []).append((used, place))

    def findings(self) -> Iterator[tuple[object, str, int, Finding]]:
        """(article, language, place, finding) where an article's rendering of a term is not the batch's usual one.

        One finding an article and term, at the first place it stands.
        """
        row = next(row for row in TOGETHER if row.code == "term-varies")
        for (language, entry, _), articles in self._uses.items():
            own = {article: _usual(Counter(used for used, _ in uses)) for article, uses in articles.items()}
            counts = Counter(own.values())
            if len(counts) < 2:
                continue
            usual = _usual(counts)
            for article, used in own.items():
                if used != usual:
                    place = next(place for text, place in articles[article] if text == used)
                    others = counts[usual]
                    message = (
                        f"“{entry}” is “{used}” in this article and “{usual}” in {others} other"
                        f"{'s' * (others != 1)}: settle on one."
                    )
                    yield article, language, place, Finding(row.code, row.severity, message)


def _usual(counts: Mapping[str, int]) -> str:
    """The most frequent; of equals, the one met first."""
    return max(counts, key=lambda text: counts[text])


def _ambiguous(unit: Unit) -> Iterable[TermMatch]:
    """The unit's terms that may be rendered in more than one way."""
    return [match for match in unit.terms if len(match.targets) > 1] if unit.target.strip() else []


def _is_acronym(term: str) -> bool:
    """Acronym and long form may both stand in an article; two acronyms may not."""
    return sum(map(str.isupper, term)) > 1 and " " not in term


def _words(text: str) -> tuple[str, ...]:
    """The text's words and figures, case folded: neither case nor punctuation makes a difference."""
    return (*WORD.findall(text.casefold()), *_FIGURE.findall(text))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
