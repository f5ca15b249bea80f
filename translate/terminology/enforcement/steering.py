"""A missing term written where it belongs, in the form the model likes best there (steps 2 and 4 to 6)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from translate.engines.base import Hypothesis, Request, Result, Start, SteerableEngine
from translate.terminology.enforcement.places import Place, places_of
from translate.terminology.enforcement.sentence import Sentence, occurrences
from translate.terminology.enforcement.wordings import wordings
from translate.terminology.inflection import find, forms
from translate.units import TermMatch
from translate.words import Links, word_spans

# How much worse per token, in nats, a translation with the terms may be than the plain draft.
MARGIN = 1.0

# The same where only a rendering was replaced, and all else is as it was: a name that the
# model has never seen costs as much, however right it is.
_MARGIN_IN_PLACE = 2.5

# What less likely than the plain draft is still as likely: two words more or other in a sentence of forty tokens.
_AS_LIKELY = 0.05

# The same where a rendering was replaced, before a model is told its terms.
_IN_PLACE = 0.3

# The same where a rendering was replaced: more than that, and the model is asked to finish the sentence.
_LIKELY_ENOUGH = 0.3

# Forms rated at each place: where a rendering is replaced, and where something is put between words.
_FORMS, _FORMS_BETWEEN = 3, 2

# What a nat of a case's chances, by what surrounds it, is worth in nats per token of the sentence.
_CASE = 0.04

# Hypotheses kept when a translation is finished: four find little that two do not, and cost twice the time.
_BEAM = 2

_LEAST_LETTERS = 4


@dataclass
class Work:
    """A sentence on its way. plain: what the model gave; base: the best translation so far, at first its best.

    forced: what was put in is less likely to the model than its own draft, or its place is a guess.
    """

    sentence: Sentence
    plain: Result
    base: Hypothesis = field(init=False)
    forced: bool = False

    def __post_init__(self) -> None:
        self.base = self.draft

    @property
    def draft(self) -> Hypothesis:
        """The model's own translation."""
        return self.plain.best

    def serves(self, text: str) -> bool:
        """True when more is right in `text` than in the base, and nothing else is the worse for it."""
        return self.sentence.wrong(text) < self.sentence.wrong(self.base.text) and self.sentence.sound(text)


@dataclass(frozen=True)
class _Put:
    """A term put in: what stands before it, the wording, what follows, and the rendering it replaces."""

    term: TermMatch
    place: Place
    beginning: str
    wording: str
    rest: str
    old: str
    chance: float

    @property
    def text(self) -> str:
        """The whole translation."""
        return self.beginning + self.wording + self.rest


class Rater:
    """The engine's scores of whole translations, each asked for once."""

    def __init__(self, engine: SteerableEngine) -> None:
        self.engine = engine
        self._known: dict[tuple[Request, str], float | None] = {}

    def rate(self, texts: Sequence[tuple[Request, str]]) -> list[float | None]:
        """The scores, in the order of the (request, translation)s; None where the engine has none."""
        asked = [item for item in dict.fromkeys(texts) if item not in self._known]
        self._known.update(zip(asked, self.engine.rate([(request, "", text) for request, text in asked])))
        return [self._known[item] for item in texts]


def replace_where_likely(rater: Rater, works: Sequence[Work]) -> None:
    """Step 2: terms in the stead of their renderings, where the model finds that nearly as likely as its draft."""
    chosen = _likeliest(rater, works, [_options(work) for work in works])
    rows = [
        (work, text) for work, puts, text in zip(works, chosen, map(_composed, works, chosen))
        if work.serves(text) and not any(put.place.inserts for put in puts)
    ]
    for (work, text), score in zip(rows, rater.rate([(work.sentence.request, text) for work, text in rows])):
        if score is not None and score >= work.draft.score - _IN_PLACE:
            work.base = Hypothesis(text, score, _links(work.base, text))


def steer(rater: Rater, works: Sequence[Work]) -> None:
    """Put right what is wrong in the sentences, all of them together in each step."""
    chosen = _likeliest(rater, works, [_options(work) for work in works])
    replaced = _rated(rater, works, chosen)
    finished = _finished(rater.engine, works, chosen, replaced)
    for work, puts, in_place, anew in zip(works, chosen, replaced, finished):
        known = [item for item in (in_place, anew) if item is not None]
        best = max(known, key=lambda item: (-work.sentence.wrong(item.text), item.score), default=None)
        if best is not None:
            doubtful = best.score < work.draft.score - _AS_LIKELY or any(put.place.inserts for put in puts)
            work.forced = best is not anew and doubtful
            work.base = best


def replace_unrated(work: Work) -> None:
    """Step 6 for what the model cannot be asked about: renderings replaced by their likeliest forms, always forced."""
    puts = [some[0] for some in _options(work) if some and not some[0].place.inserts]
    text = _composed(work, puts)
    if puts and work.serves(text):
        work.forced = True
        work.base = Hypothesis(text, work.draft.score, _links(work.base, text))


def _options(work: Work) -> list[list[_Put]]:
    """For each missing term the ways to put it in place."""
    sentence, text = work.sentence, work.base.text
    found: list[list[_Put]] = []
    for term in sentence.missing(text):
        entry = sentence.entry_to_write(term)
        puts = []
        for place in places_of(term, work.base, sentence):
            beginning, old, rest = text[: place.start], text[place.start : place.end], text[place.end :]
            if place.inserts:
                beginning = beginning if not beginning or beginning.endswith((" ", "(", '"')) else beginning + " "
                rest = f" {rest}" if rest[:1].isalnum() else rest
            capitals = text.isupper()
            most = _FORMS_BETWEEN if place.inserts else _FORMS
            for form in wordings(entry, term, sentence.request.text, beginning, old, rest, most=most):
                wording = form.text.upper() if capitals else form.text
                puts.append(_Put(term, place, form.beginning, wording, rest, old, form.chance))
        found.append(puts)
    return found


def _likeliest(
    rater: Rater, works: Sequence[Work], options: Sequence[Sequence[Sequence[_Put]]]
) -> list[list[_Put]]:
    """For each sentence the way to put in each term that the model finds likeliest, all else as it is."""
    rows = [(work, put) for work, terms in zip(works, options) for puts in terms if len(puts) > 1 for put in puts]
    rated = rater.rate([(work.sentence.request, put.text) for work, put in rows])
    scores = {
        id(put): score + _CASE * math.log(put.chance) for (_, put), score in zip(rows, rated) if score is not None
    }
    return [
        [max(puts, key=lambda put: scores.get(id(put), float("-inf"))) for puts in terms if puts] for terms in options
    ]


def _composed(work: Work, puts: Sequence[_Put]) -> str:
    """The base with every term in its place; of two at the same place the first."""
    text, left = work.base.text, len(work.base.text) + 1
    for put in sorted(puts, key=lambda put: put.place.start, reverse=True):
        if put.place.end < left:
            text = put.beginning + put.wording + put.rest[: len(put.rest) - len(work.base.text) + put.place.end] \
                + text[put.place.end :]
            left = put.place.start
    return text


def _links(base: Hypothesis, text: str) -> Links:
    """The links of `base` as those of `text`: a word that replaces another has that one's."""
    before, after = ([one[start:end] for start, end in word_spans(one)] for one in (base.text, text))
    to: dict[int, range] = {}
    for _, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for word in range(first, last):
            same = last - first == end - start
            to[word] = range(start + word - first, start + word - first + 1) if same else range(start, end)
    return tuple(dict.fromkeys((source, word) for source, old in base.links for word in to.get(old, ())))


def _rated(
    rater: Rater, works: Sequence[Work], chosen: Sequence[Sequence[_Put]]
) -> list[Hypothesis | None]:
    """Step 6, made first because it costs least: terms put in place, None where that does not serve."""
    texts = [_composed(work, puts) for work, puts in zip(works, chosen)]
    rows = [
        (place, work, text, puts) for place, (work, text, puts) in enumerate(zip(works, texts, chosen))
        if work.serves(text)
    ]
    rated = rater.rate([(work.sentence.request, text) for _, work, text, _ in rows])
    found: list[Hypothesis | None] = [None] * len(works)
    for (place, work, text, puts), score in zip(rows, rated):
        if score is None:
            replace_unrated(work)
        elif score >= work.draft.score - (MARGIN if any(put.place.inserts for put in puts) else _MARGIN_IN_PLACE):
            found[place] = Hypothesis(text, score, _links(work.base, text))
    return found


def _finished(
    engine: SteerableEngine, works: Sequence[Work], chosen: Sequence[Sequence[_Put]],
    replaced: Sequence[Hypothesis | None],
) -> list[Hypothesis | None]:
    """Steps 4 and 5: kept up to the first term and finished by the model, the old rendering forbidden.

    Not where the model likes a term put in its place as well as its own draft, or nearly so
    where it took the place of a rendering: that costs most, and gained nothing in chrF there.
    """
    rows: list[tuple[int, _Put | None, Start]] = []
    for place, (work, puts, known) in enumerate(zip(works, chosen, replaced)):
        enough = _AS_LIKELY if any(put.place.inserts for put in puts) else _LIKELY_ENOUGH
        if known is not None and known.score >= work.draft.score - enough:
            continue
        request = replace(work.sentence.request, nbest=1)
        if puts:
            put = min(puts, key=lambda put: put.place.start)
            rows.append((place, put, Start(request, put.beginning + put.wording, tuple(_unwanted(put)))))
        elif avoided := _avoided(work, request):
            rows.append((place, None, avoided))
    found: list[Hypothesis | None] = [None] * len(works)
    for (place, first, _), ended in zip(rows, engine.finish([start for *_, start in rows], beam=_BEAM)):
        work = works[place]
        if ended is None or ended.score < work.draft.score - MARGIN or not work.serves(ended.text):
            continue
        if first is None or not _returned(work, first, ended.text):
            found[place] = ended
    return found


def _avoided(work: Work, request: Request) -> Start | None:
    """A forbidden term that stands for no missing one: everything before it, to go on otherwise."""
    for _, entry, hit in work.sentence.forbidden_in(work.base.text):
        spellings = tuple(_spellings(form.text for form in forms(entry)))
        return Start(request, work.base.text[: hit.start].rstrip(" "), spellings)
    return None


def _unwanted(put: _Put) -> Iterator[str]:
    """The old rendering, which must not come again behind the term, unless it does so anyway."""
    if len(put.old) >= _LEAST_LETTERS and not occurrences(put.old, put.rest) and put.old not in put.wording:
        yield from _spellings([put.old])


def _returned(work: Work, put: _Put, text: str) -> bool:
    """True when the old rendering stands in `text` beside the term."""
    if len(put.old) < _LEAST_LETTERS:
        return False
    hit = next(find(work.sentence.entry_to_write(put.term), text), None)
    return occurrences(put.old, text, hit) >= occurrences(put.old, work.base.text)


def _spellings(texts: Sequence[str] | Iterator[str]) -> Iterator[str]:
    """Each text as it is and with a capital."""
    for text in texts:
        yield text
        if text[:1].islower():
            yield text[:1].upper() + text[1:]
