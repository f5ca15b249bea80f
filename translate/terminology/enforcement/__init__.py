"""Terms put right in what a model has translated, without training it.

Only sentences whose plain draft lacks an expected term (in all its forms) or holds a
forbidden one are touched, each by the first step that helps:

1. another hypothesis of a wider search that holds every term;
2. the draft kept up to where the term belongs, the term put there in the forms that the
   model finds likeliest, and the rest left to the model (forced prefixes: CTranslate2
   calls them `target_prefix`; Post and Vilar 2018, "Fast Lexically Constrained Decoding",
   for the idea of constraints met while decoding);
3. the same with the rendering that came back beside the term forbidden;
4. the rendering replaced in place by the likeliest form, flagged `term-forced`.

What makes a sentence too unlikely is not taken: the plain draft stays, and the unit is
flagged `term-missing`.

    results = enforced(engine, requests, engine.translate(requests), termbase)

An engine that cannot be steered (two models in a row) goes through step 1 only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translate.engines.base import Engine, Request, Result, SteerableEngine
from translate.engines.faults import faults
from translate.qa.terms import ForbiddenTerms
from translate.terminology.coverage import holding
from translate.terminology.enforcement.sentence import Sentence
from translate.terminology.enforcement.steering import MARGIN, Work, steer
from translate.terminology.termbase import Termbase
from translate.units import TermMatch

FORCED, MISSING = "term-forced", "term-missing"

# Hypotheses of the wider search.
_NBEST = 10

__all__ = ["FORCED", "MISSING", "enforced"]


def enforced(
    engine: Engine, requests: Sequence[Request], results: Sequence[Result], termbase: Termbase,
    documents: Sequence[str] = (),
) -> list[Result]:
    """The results, in the same order, with their terms put right where that can be done.

    documents: for each request the name of the text it is from. Where an entry permits
    several terms, the first that a text's drafts hold is written in the rest of it.
    """
    forbidden = {
        language: ForbiddenTerms(termbase.entries, language) for language in {request.target for request in requests}
    }
    pinned: dict[tuple[str, str, str], int] = {}
    matches = [_expected(request, termbase) for request in requests]
    names = documents or [""] * len(requests)
    for request, result, terms, document in zip(requests, results, matches, names):
        for term in terms:
            if held := holding(term, result.best.text, request.target):
                pinned.setdefault((request.target, document, term.entry), term.targets.index(held[0].text))
    todo: dict[int, Work] = {}
    for place, (request, result, terms) in enumerate(zip(requests, results, matches)):
        ranks = tuple(pinned.get((request.target, names[place], term.entry), 0) for term in terms)
        sentence = Sentence(request, terms, result.best.text, forbidden[request.target], ranks)
        if result.best.text and sentence.wrong(result.best.text):
            todo[place] = Work(sentence, result.best)
    _choose_among_many(engine, list(todo.values()))
    if isinstance(engine, SteerableEngine):
        steer(engine, [work for work in todo.values() if work.sentence.wrong(work.base.text)])
    return [_result(todo[place], result) if place in todo else result for place, result in enumerate(results)]


def _expected(request: Request, termbase: Termbase) -> tuple[TermMatch, ...]:
    return tuple(term for term in termbase.match(request.text, request.target) if term.targets)


def _choose_among_many(engine: Engine, works: Sequence[Work]) -> None:
    """Step 1: for each sentence the hypothesis with most terms right, the likeliest of those, within the margin."""
    wider = engine.translate([replace(work.sentence.request, nbest=_NBEST, align=True) for work in works])
    for work, result in zip(works, wider):
        sentence = work.sentence
        # The same text as the draft comes with its links.
        same = next((item for item in result.hypotheses if item.text == work.draft.text), work.draft)
        likely = [item for item in result.hypotheses if item.score >= work.draft.score - MARGIN]
        fit = [item for item in likely if sentence.sound(item.text)]
        work.base = max([same, *fit], key=lambda item: (-sentence.wrong(item.text), item.score))


def _result(work: Work, plain: Result) -> Result:
    """The outcome as a result; the plain one, flagged, where nothing better was found."""
    sentence, best = work.sentence, work.base
    better = sentence.wrong(best.text) < sentence.wrong(plain.best.text)
    flags = set(plain.flags)
    if better:
        flags = flags - {"empty", "loop", "dropped"} | set(faults(sentence.request.text, best.text))
    else:
        best = plain.best
    if better and work.forced:
        flags.add(FORCED)
    if sentence.missing(best.text):
        flags.add(MISSING)
    return Result((best,) if better else plain.hypotheses, tuple(sorted(flags)))
