"""Terms put right in what a model has translated, without training it.

A model is first asked as if there were no terms, for a few hypotheses at once (`request_for`).
Only sentences whose best hypothesis lacks an expected term (in all its forms) or holds a
forbidden one are touched, each by the first step that helps:

1. another of the hypotheses, that has more terms right;
2. the term in the stead of its rendering, in the form that the model finds likeliest, where
   it finds that nearly as likely as its own draft;
3. the sentence translated again by a model trained with term annotations, told its terms: it
   mostly uses them, but builds the sentence a little worse for it, so that all are not told;
4. the draft kept up to where the first missing term belongs, the term put there,
   and the rest left to the model (forced prefixes:
   CTranslate2 calls them `target_prefix`; Post and Vilar 2018, "Fast Lexically Constrained
   Decoding", for the idea of constraints met while decoding);
5. in that, the old rendering is forbidden, so that it does not stand beside the term;
6. the rendering replaced in place by the likeliest form. Rated first, for it costs least:
   where the model finds it nearly as likely as its own draft, steps 4 and 5 are left out; where it
   finds it less likely and step 4 came to nothing, it is flagged `term-forced`.

What makes a sentence too unlikely is not taken: the plain draft stays, and the unit is
flagged `term-missing`.

    requests = [request_for(text, language, termbase.match(text, language)) for text in texts]
    results = enforced(engine, requests, engine.translate(requests), termbase)

An engine that cannot be steered (two models in a row) goes through steps 1 and 6 only.
In the end, whoever wrote them, terms are spelled with the accents and capitals the glossary prefers
(`respelling`), and Russian ones that stand in a case which all around them speaks against
are put into the right one (`recasing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from translate.engines.base import Engine, Request, Result, SteerableEngine
from translate.engines.faults import FAULTS
from translate.qa.terms import ForbiddenTerms
from translate.terminology.coverage import holding
from translate.terminology.enforcement.recasing import recased
from translate.terminology.enforcement.respelling import alike, respelled
from translate.terminology.enforcement.sentence import Sentence
from translate.terminology.enforcement.steering import (
    MARGIN,
    Rater,
    Work,
    replace_unrated,
    replace_where_likely,
    steer,
)
from translate.terminology.termbase import Termbase
from translate.units import TermMatch

FORCED, MISSING = "term-forced", "term-missing"

# Hypotheses asked for where terms are expected: as many as the search keeps anyway, so that they cost nothing.
_NBEST = 4

__all__ = ["FORCED", "MISSING", "enforced", "request_for", "told"]


def told(terms: Iterable[TermMatch]) -> tuple[tuple[str, str], ...]:
    """What a model is told of the terms in a text: the words, and the preferred term for them."""
    return tuple((term.source, term.targets[0]) for term in terms if term.targets)


def request_for(text: str, language: str, terms: Iterable[TermMatch], *, align: bool = False) -> Request:
    """What an engine is asked for a text with these terms; without terms the same as without a termbase."""
    expected = bool(told(terms))
    return Request(text, language, nbest=_NBEST if expected else 1, align=align or expected)


def enforced(
    engine: Engine, requests: Sequence[Request], results: Sequence[Result], termbase: Termbase,
    documents: Sequence[str] = (), settled: Iterable[tuple[str, str, str, str]] = (), in_case: bool = True,
) -> list[Result]:
    """The results, in the same order, with their terms put right where that can be done.

    documents: for each request the name of the text it is from; settled: what is there of
    these texts already, as (document, language, source, translation). Where an entry permits
    several terms, the first that a text holds is written in the rest of it; in what spelling
    (Goïta, Goita), only what is settled says. in_case: Russian terms are put into the case
    that their surroundings ask for.
    """
    forbidden = {
        language: ForbiddenTerms(termbase.entries, language) for language in {request.target for request in requests}
    }
    pinned: dict[tuple[str, str, str], int] = {}

    def pin(document: str, language: str, terms: Iterable[TermMatch], text: str, *, spelling: bool) -> None:
        for term in terms:
            if len(term.targets) > 1 and (held := holding(term, text, language)):
                same = not spelling and alike(held[0].text, term.targets[0])
                pinned.setdefault((language, document, term.entry), 0 if same else term.targets.index(held[0].text))

    for document, language, source, text in settled:
        pin(document, language, termbase.match(source, language), text, spelling=True)
    matches = [_expected(request, termbase) for request in requests]
    names = documents or [""] * len(requests)
    for request, result, terms, document in zip(requests, results, matches, names):
        pin(document, request.target, terms, result.best.text, spelling=False)
    ranks = [
        tuple(pinned.get((request.target, document, term.entry), 0) for term in terms)
        for request, terms, document in zip(requests, matches, names)
    ]
    works: dict[int, Work] = {}
    for place, (request, result, terms) in enumerate(zip(requests, results, matches)):
        sentence = Sentence(request, terms, result.best.text, forbidden[request.target], ranks[place])
        if result.best.text and sentence.wrong(result.best.text):
            works[place] = _begun(sentence, result)
    _put_right(engine, list(works.values()))
    done = [_result(works[place]) if place in works else result for place, result in enumerate(results)]
    return [
        _finished(request, result, terms, written, in_case) if terms else result
        for request, result, terms, written in zip(requests, done, matches, ranks)
    ]


def _expected(request: Request, termbase: Termbase) -> tuple[TermMatch, ...]:
    return tuple(term for term in termbase.match(request.text, request.target) if term.targets)


def _finished(
    request: Request, result: Result, terms: Sequence[TermMatch], ranks: Sequence[int], in_case: bool
) -> Result:
    """A result with its terms spelled as preferred, in Russian in the cases that what surrounds them asks for."""
    text = respelled(result.best.text, zip(terms, ranks), request.target)
    if in_case and request.target == "ru":
        text = recased(text, request.text, terms)
    if text == result.best.text:
        return result
    return replace(result, hypotheses=(replace(result.best, text=text), *result.hypotheses[1:]))


def _begun(sentence: Sentence, result: Result) -> Work:
    """Step 1: the hypothesis with most terms right, the likeliest of those, within the margin."""
    work = Work(sentence, result)
    likely = (item for item in result.hypotheses[1:] if item.score >= work.draft.score - MARGIN)
    fit = [item for item in likely if work.serves(item.text)]
    work.base = max([work.draft, *fit], key=lambda item: (-sentence.wrong(item.text), item.score))
    return work


def _put_right(engine: Engine, works: Sequence[Work]) -> None:
    """Steps 2 to 6, all sentences together in each."""

    def left() -> list[Work]:
        return [work for work in works if work.sentence.wrong(work.base.text)]

    if isinstance(engine, SteerableEngine):
        rater = Rater(engine)  # what telling the terms leaves as it was is not rated a second time
        replace_where_likely(rater, left())
        _tell(engine, left())
        steer(rater, left())
    else:
        for work in left():
            replace_unrated(work)


def _tell(engine: SteerableEngine, works: Sequence[Work]) -> None:
    """Step 3: sentences translated again by a model that heeds its terms, where that has more of them right."""
    heeding = [work for work in works if work.sentence.language in engine.heeds and work.sentence.terms]
    requests = [replace(work.sentence.request, terms=told(work.sentence.terms)) for work in heeding]
    for work, request, result in zip(heeding, requests, engine.translate(requests) if requests else ()):
        again = _begun(replace(work.sentence, request=request, draft=result.best.text), result)
        if again.base.text and again.sentence.wrong(again.base.text) < work.sentence.wrong(work.base.text):
            work.sentence, work.plain, work.base = again.sentence, again.plain, again.base


def _result(work: Work) -> Result:
    """The outcome as a result; the plain one, flagged, where nothing better was found."""
    sentence, best, plain = work.sentence, work.base, work.plain
    better = sentence.wrong(best.text) < sentence.wrong(plain.best.text)
    flags = set(plain.flags)
    if better:
        flags = flags - set(FAULTS) | sentence.faults_of(best.text)
    else:
        best = plain.best
    if better and work.forced:
        flags.add(FORCED)
    if sentence.missing(best.text):
        flags.add(MISSING)
    return Result((best,) if better else plain.hypotheses, tuple(sorted(flags)))
