"""A missing term written where it belongs, by the model as far as it can be brought to (steps 2 to 4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from translate.engines.base import Hypothesis, Start, SteerableEngine
from translate.terminology.enforcement.places import place_of
from translate.terminology.enforcement.sentence import Sentence, occurrences
from translate.terminology.enforcement.wordings import wordings
from translate.terminology.inflection import Entry, case_fits, find, forms

# How much worse per token, in nats, a translation with the terms may be than the plain draft.
MARGIN = 1.0

# The same where only the rendering was replaced, and all else is as it was: a name that the
# model has never seen costs as much, however right it is.
_MARGIN_IN_PLACE = 2.5

# Beginnings with a form that are decoded to their end for a term, the likeliest first: the
# second lot only if none of the first serves.
_TRIED = (2, 4)

# Terms put right in a sentence, one a round, and those lost again on the way.
_MOST_ROUNDS = 6

_LEAST_LETTERS = 4


@dataclass
class Work:
    """A sentence on its way. base: the best translation of it so far; draft: the plain one.

    forced: something was replaced as it stood. given_up: entries and forbidden terms that
    nothing could be done about.
    """

    sentence: Sentence
    draft: Hypothesis
    base: Hypothesis = field(init=False)
    forced: bool = False
    given_up: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.base = self.draft


@dataclass(frozen=True)
class _Attempt:
    """A beginning and the wording to follow it.

    entry: the term, None where a forbidden one is only to be avoided. rest: what the base
    has behind the rendering, None where that is not known. old: the rendering itself.
    """

    work: Work = field(compare=False, repr=False)
    beginning: str
    wording: str
    entry: Entry | None
    old: str = ""
    rest: str | None = None
    forbidden: tuple[str, ...] = ()

    @property
    def start(self) -> Start:
        """What the model is asked to finish."""
        return Start(replace(self.work.sentence.request, align=True), self.beginning + self.wording, self.forbidden)

    def serves(self, text: str) -> bool:
        """True when `text` is sound, more is right in it than in the base, and the term is where it was put."""
        sentence, base = self.work.sentence, self.work.base.text
        if sentence.wrong(text) >= sentence.wrong(base) or not sentence.sound(text):
            return False
        if self.entry is None:
            return True
        end = len(self.beginning) + len(self.wording)
        here = [hit for hit in find(self.entry, text) if len(self.beginning) <= hit.start < end]
        return bool(here) and (self.entry.language != "ru" or case_fits(here[0], text))

    def returned(self, text: str) -> bool:
        """True when the old rendering stands in `text` beside the term."""
        if self.entry is None or len(self.old) < _LEAST_LETTERS:
            return False
        term = next(find(self.entry, text), None)
        return occurrences(self.old, text, term) >= occurrences(self.old, self.work.base.text)


def steer(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Put right what is wrong in the sentences, a term at a time and all sentences together."""
    for _ in range(_MOST_ROUNDS):
        attempts = {id(work): (work, _attempts(work)) for work in works}
        open_ = [(work, name, some) for work, (name, some) in attempts.values() if name]
        if not open_:
            return
        ordered = _likeliest(engine, [some for _, _, some in open_])
        done: list[Hypothesis | None] = [None] * len(open_)
        first = 0
        for count in _TRIED:
            groups = [[] if best else some[first : first + count] for some, best in zip(ordered, done)]
            done = [best or other for best, other in zip(done, _finished(engine, groups))]
            first += count
        for (work, name, some), best in zip(open_, done):
            if best is None and (best := _replaced(engine, some)) is not None:
                work.forced = True
            if best is None:
                work.given_up.add(name)
            else:
                work.base = best


def _attempts(work: Work) -> tuple[str, list[_Attempt]]:
    """What is put right next in a sentence, "" for nothing, and the attempts at it.

    The leftmost missing term comes first, so that what is decoded anew behind it is not
    yet put right.
    """
    sentence, text = work.sentence, work.base.text
    missing = [term for term in sentence.missing(text) if term.entry not in work.given_up]
    if missing:
        placed = [(place_of(term, work.base, sentence), term) for term in missing]
        place, term = min(placed, key=lambda item: (item[0].starts[:1] or (len(text),), item[1].start))
        entry = sentence.entry_to_write(term)
        span = place.span
        attempts = [
            _Attempt(work, beginning, wording, entry, text[span[0] : span[1]] if span else "",
                     text[span[1] :] if span and start == span[0] else None)
            for start in place.starts
            for beginning, wording in wordings(entry, text[:start])
        ]
        return term.entry, list(dict.fromkeys(attempts))
    for _, entry, hit in sentence.forbidden_in(text):
        if entry.text not in work.given_up:
            avoided = tuple(_spellings(form.text for form in forms(entry)))
            return entry.text, [_Attempt(work, text[: hit.start].rstrip(" "), "", None, hit.text, None, avoided)]
    return "", []


def _likeliest(engine: SteerableEngine, groups: Sequence[Sequence[_Attempt]]) -> list[list[_Attempt]]:
    """The attempts of each group, those first whose wording the model finds likeliest behind its beginning."""
    flat = [attempt for group in groups for attempt in group]
    rated = engine.rate(
        [(attempt.work.sentence.request, attempt.beginning, attempt.wording) for attempt in flat], ended=False)
    scores = dict(zip(map(id, flat), rated))
    chosen = []
    for group in groups:
        if all(attempt.entry is None for attempt in group):
            chosen.append(list(group))
            continue
        known = {id(attempt): score for attempt in group if (score := scores[id(attempt)]) is not None}
        chosen.append(sorted((item for item in group if id(item) in known), key=lambda item: -known[id(item)]))
    return chosen


def _finished(engine: SteerableEngine, groups: Sequence[Sequence[_Attempt]]) -> list[Hypothesis | None]:
    """Steps 2 and 3: for each group the best translation that serves, decoded from its attempts."""
    found: list[Hypothesis | None] = [None] * len(groups)
    rows = [(place, attempt) for place, group in enumerate(groups) for attempt in group]
    again: list[tuple[int, _Attempt]] = []
    for step in (2, 3):
        for (place, attempt), ended in zip(rows, engine.finish([attempt.start for _, attempt in rows])):
            if ended is None:
                continue
            if step == 2 and attempt.returned(ended.text):
                again.append((place, replace(attempt, forbidden=tuple(_spellings([attempt.old])))))
            elif ended.score >= attempt.work.draft.score - MARGIN and attempt.serves(ended.text):
                best = found[place]
                if best is None or ended.score > best.score:
                    found[place] = ended
        rows = [(place, attempt) for place, attempt in again if found[place] is None]
    return found


def _replaced(engine: SteerableEngine, attempts: Sequence[_Attempt]) -> Hypothesis | None:
    """Step 4: the likeliest of the forms put in the place of the rendering; the links are lost."""
    texts = {
        attempt.beginning + attempt.wording + attempt.rest: attempt for attempt in attempts if attempt.rest is not None
    }
    serving = [text for text, attempt in texts.items() if attempt.serves(text)]
    rated = engine.rate([(texts[text].work.sentence.request, "", text) for text in serving])
    known = [Hypothesis(text, score) for text, score in zip(serving, rated) if score is not None]
    best = max(known, key=lambda item: item.score, default=None)
    return best if best and best.score >= attempts[0].work.draft.score - _MARGIN_IN_PLACE else None


def _spellings(texts: Sequence[str] | Iterator[str]) -> Iterator[str]:
    """Each text as it is and with a capital."""
    for text in texts:
        yield text
        if text[:1].islower():
            yield text[:1].upper() + text[1:]
