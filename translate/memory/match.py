"""How well a remembered segment fits a new one: the percentage, and the translation made to fit.

    words      = the words of the French, case folded, any number equal to any other
    d          = word edit distance (Levenshtein) + numbers that need a person's hand
    percentage = ⌊100 · (max(words, words') − d) / max(words, words')⌋
                 − 1 when marks differ (punctuation, quotes, hyphens)
                 − 1 when a number was put right
                 − 1 when inline tags do not fit
                 − 3 for each glossary term the translation does not hold, 9 at most
                 − the penalty of the memory it is from

and never more than 99: 100 is kept for the same text with the same tags, character by character but for spacing
and the form of apostrophes. Glossary terms do not count against such a match: a person
chose those words for this very sentence, and the checks report the term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from translate.article import Segment
from translate.markup import plain_text, to_tagged
from translate.memory.entry import ORIGINS, Entry, folded, key_of
from translate.memory.numbers import adapted, values
from translate.memory.percent import most_edits, similarity
from translate.memory.tags import retagged
from translate.memory.tokens import LONGEST, SAME_NUMBER, numbers_of, tokens_of
from translate.terminology.coverage import covered
from translate.units import TermMatch

_TERM_PENALTY, _TERMS_AT_MOST = 3, 3
_MARKS_PENALTY = _NUMBER_PENALTY = _TAGS_PENALTY = 1

KINDS = ("context", "exact", "fuzzy")


@dataclass(frozen=True)
class Query:
    """A segment to be translated into `language`.

    previous, following: keys of its neighbours (see `Entry`). terms: the glossary's terms in it.
    """

    segment: Segment
    language: str
    previous: int | None = None
    following: int | None = None
    terms: tuple[TermMatch, ...] = ()

    @cached_property
    def folded(self) -> str:
        return folded(self.segment.text)

    @cached_property
    def key(self) -> int:
        return key_of(self.segment.text)

    @cached_property
    def tokens(self) -> list[str]:
        return tokens_of(self.segment.text)

    @cached_property
    def tagged(self) -> str:
        return to_tagged(self.segment.text, self.segment.spans)


@dataclass(frozen=True)
class Match:
    """A remembered translation as it can be used: `target` has the new numbers and tags.

    kind: "context" (the same text between the same neighbours), "exact" or "fuzzy".
    percent: 1-100 as described above. memory: the name of the memory. replaced: numbers
    put right, (old, new). missing: glossary terms the target does not hold.
    """

    percent: int
    kind: str
    target: str
    entry: Entry
    memory: str = ""
    replaced: tuple[tuple[str, str], ...] = ()
    missing: tuple[TermMatch, ...] = field(default=(), compare=False)

    @property
    def origin(self) -> str:
        """What a draft calls it: `memory:context`, `memory:exact`, `memory:fuzzy(87)`."""
        return f"memory:fuzzy({self.percent})" if self.kind == "fuzzy" else f"memory:{self.kind}"

    @property
    def rank(self) -> tuple[int | str, ...]:
        """Sorts the best first: per cent, context, terms, origin, the newer, and last what is always different."""
        entry = self.entry
        return (-self.percent, KINDS.index(self.kind), len(self.missing), ORIGINS.index(entry.origin),
                -entry.changed, self.target, self.memory, entry.id)


def judge(query: Query, entry: Entry, *, penalty: int = 0, least: int = 1) -> Match | None:
    """The match of `entry` for `query`, None below `least` per cent."""
    if folded(entry.plain_source) == query.folded:
        return _exact(query, entry, penalty, least)
    return _fuzzy(query, entry, penalty, least)


def _exact(query: Query, entry: Entry, penalty: int, least: int) -> Match | None:
    target, complete = retagged(entry.source, entry.target, query.segment)
    percent = 100 - penalty - (0 if complete else _TAGS_PENALTY)
    if percent < max(1, least):
        return None
    there = (query.previous, query.following)
    context = None not in there and there == (entry.previous, entry.following)
    kind = "fuzzy" if percent < 100 else "context" if context else "exact"
    return Match(percent, kind, target, entry, missing=_missing(query, target))


def _fuzzy(query: Query, entry: Entry, penalty: int, least: int) -> Match | None:
    words, theirs = query.tokens, tokens_of(entry.plain_source)
    longest = max(len(words), len(theirs))
    if not words or not theirs or longest > LONGEST:
        return None
    distance = Levenshtein.distance(words, theirs, score_cutoff=most_edits(longest, least))
    if similarity(longest, distance) - penalty < least:
        return None
    changes = changed_numbers(query.segment.text, words, entry.plain_source, theirs)
    target, by_hand = adapted(entry.target, changes, entry.language) if changes else (entry.target, 0)
    percent = similarity(longest, min(longest, distance + by_hand)) - penalty
    percent -= _NUMBER_PENALTY if target != entry.target else 0
    percent -= _MARKS_PENALTY if _marks(query.folded) != _marks(folded(entry.plain_source)) else 0
    if percent < least:
        return None
    replaced = tuple(changes) if target != entry.target else ()
    target, complete = retagged(entry.source, target, query.segment)
    missing = _missing(query, target)
    percent -= 0 if complete else _TAGS_PENALTY
    percent -= _TERM_PENALTY * min(len(missing), _TERMS_AT_MOST)
    if percent < max(1, least):
        return None
    return Match(min(percent, 99 - penalty), "fuzzy", target, entry, replaced=replaced, missing=missing)


def changed_numbers(
    text: str, words: Sequence[str], old_text: str, old_words: Sequence[str]
) -> list[tuple[str, str]]:
    """(old, new) for each number that stands in the same place of both texts with another value."""
    new, old = numbers_of(text), numbers_of(old_text)
    if not new or not old or new == old:
        return []
    at_new, at_old = _places(words), _places(old_words)
    changes = []
    for block in Levenshtein.opcodes(old_words, words):
        if block.tag != "equal":
            continue
        for step in range(block.src_end - block.src_start):
            if old_words[block.src_start + step] == SAME_NUMBER:
                pair = old[at_old[block.src_start + step]], new[at_new[block.dest_start + step]]
                if not values(pair[0]) & values(pair[1]):
                    changes.append(pair)
    return changes


def _places(words: Sequence[str]) -> dict[int, int]:
    """Place among the words -> place among the numbers."""
    return {place: number for number, place in enumerate(n for n, word in enumerate(words) if word == SAME_NUMBER)}


def _marks(text: str) -> str:
    """What the words of a text do not tell of it."""
    return "".join(sign for sign in text if not sign.isalnum() and not sign.isspace())


def _missing(query: Query, target: str) -> tuple[TermMatch, ...]:
    if not query.terms:
        return ()
    text = plain_text(target)
    return tuple(term for term in query.terms if term.targets and not covered(term, text, query.language))


def best(matches: Sequence[Match], limit: int) -> list[Match]:
    """The best first, each translation once."""
    once: dict[str, Match] = {}
    for match in sorted(matches, key=lambda item: item.rank):
        once.setdefault(match.target, match)
    return list(once.values())[:limit]

