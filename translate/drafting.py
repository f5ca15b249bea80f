"""From segments to machine drafts: the models of a run, what each is asked, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from translate import engines, qa, typography
from translate.article import Segment
from translate.confidence import confidence
from translate.engines.base import Engine, Request, Result
from translate.engines.prepare import is_copied
from translate.markup import plain_text
from translate.model_choice import Chain, Choice
from translate.placement import place, project, spoken, terms_in
from translate.terminology import Termbase
from translate.terminology.enforcement import enforced, told
from translate.terminology.enforcement import request_for as request_with
from translate.units import State, Unit
from translate.words import word_spans

Translations = dict[tuple[str, str], Result]
"""The engine's results by (language, source text)."""


class Translator:
    """The models chosen for the target languages, each loaded only when there is something to translate with it."""

    def __init__(self, targets: Sequence[str], models: Sequence[str], engine: str, termbase: Termbase) -> None:
        """models: as in `model_choice.Choice`. Raises CheckpointError for a target no model translates into."""
        self._termbase = termbase
        self._chains = Choice(models).for_targets(targets)
        self.labels = {language: chain.label for language, chain in self._chains.items()}
        self._engine = engine
        self._loaded: dict[Path, Engine] = {}

    def renewed(self, unit: Unit, language: str) -> Unit:
        """The unit emptied for a new translation, if no human has touched it and it would come out otherwise now.

        So it does when another model drafted it, or when other terms are wanted in it.
        """
        if unit.state is not State.DRAFT or not unit.origin.startswith("mt:"):
            return unit
        ours = unit.origin == f"mt:{self.labels[language]}"
        if ours and told(unit.terms) == told(terms_in(unit.segment, language, self._termbase)):
            return unit
        return replace(unit, target="", state=State.NEW, origin="", score=None, flags=())

    def translate(
        self, units: Iterable[tuple[str, str, Unit]], progress: Callable[[int, int], None] = lambda *_: None
    ) -> Translations:
        """Results, their terms put right, for every unit without a target that the engine is needed for.

        units: (article, language, unit); those with a target tell how their article renders
        its terms. progress: called with (done, all) texts.
        """
        wanted: dict[tuple[str, str], Request] = {}
        articles: dict[tuple[str, str], str] = {}
        settled: list[tuple[str, str, str, str]] = []
        for article, language, unit in units:
            if unit.target:
                settled.append((article, language, unit.segment.text, plain_text(unit.target)))
                continue
            key = language, unit.segment.text
            articles.setdefault(key, article)
            if needs_engine(unit.segment) and (key not in wanted or unit.segment.spans):
                wanted[key] = request_for(unit.segment, language, self._termbase)
        done = 0

        def count(finished: int) -> None:
            nonlocal done
            done += finished
            progress(done, len(wanted))

        results: Translations = {}
        for chain, languages in self._languages_by_chain():
            if some := {key: request for key, request in wanted.items() if key[0] in languages}:
                engine, requests = self._engine_for(chain), list(some.values())
                documents = [articles[key] for key in some]
                shown = set(documents)
                before = [row for row in settled if row[0] in shown and row[1] in languages]
                results.update(zip(some, enforced(
                    engine, requests, engine.translate(requests, count), self._termbase, documents, before)))
        return results

    def _languages_by_chain(self) -> list[tuple[Chain, list[str]]]:
        """Every chain once, with the languages it translates into: one engine takes them all together."""
        grouped: list[tuple[Chain, list[str]]] = []
        for language, chain in self._chains.items():
            same = next((languages for other, languages in grouped if other == chain), None)
            if same is None:
                grouped.append((chain, [language]))
            else:
                same.append(language)
        return grouped

    def _engine_for(self, chain: Chain) -> Engine:
        for checkpoint in chain.checkpoints:
            if checkpoint.path not in self._loaded:
                self._loaded[checkpoint.path] = engines.load(checkpoint, engine=self._engine)
        return engines.chained([self._loaded[checkpoint.path] for checkpoint in chain.checkpoints], chain.via)


def needs_engine(segment: Segment) -> bool:
    """False for what is the same in every language: initials, numbers, addresses, a byline that is a bare name."""
    if segment.kind == "byline" and not any(word.islower() for word in segment.text.split()):
        return False
    return not is_copied(segment.text)


def request_for(segment: Segment, language: str, termbase: Termbase) -> Request:
    """What the engine is asked for a segment: its terms, and links between words where it has tags to place."""
    text = spoken(segment).text
    return request_with(text, language, termbase.match(text, language), align=bool(segment.spans))


def drafted(unit: Unit, language: str, translations: Translations, model: str, termbase: Termbase) -> Unit:
    """A NEW unit with its machine draft, tags and marks of notes in their places; any other as it is."""
    if unit.state is not State.NEW:
        return unit
    segment = unit.segment
    if not needs_engine(segment):
        target = project(segment.spans, segment.text, segment.text)
        return replace(unit, target=target, state=State.DRAFT, origin="copy")
    result = translations.get((language, segment.text))
    if result is None or not result.best.text:
        return unit  # stays NEW, is reported by the QA check `empty`, is tried again next time
    heard = spoken(segment)
    text = typography.apply(result.best.text, language, heard.text)
    same_words = len(word_spans(text)) == len(word_spans(result.best.text))
    target = place(
        heard, text, result.best.links if same_words else (), language=language,
        terms=termbase.match(heard.text, language) if segment.spans else ())
    return replace(
        unit, target=target, state=State.DRAFT, origin=f"mt:{model}", score=result.best.score, flags=result.flags)


def examined(units: Iterable[Unit], language: str, termbase: Termbase) -> tuple[Unit, ...]:
    """The units of one article with the terms expected in them, their QA findings and their confidence."""
    forbidden = qa.ForbiddenTerms(termbase.entries, language)
    alone = [_examined(unit, language, termbase, forbidden) for unit in units]
    together = qa.check_article(alone, language)
    return tuple(
        replace(unit, findings=(*unit.findings, *together.get(place, ()))) for place, unit in enumerate(alone))


def _examined(unit: Unit, language: str, termbase: Termbase, forbidden: qa.ForbiddenTerms) -> Unit:
    unit = replace(unit, terms=terms_in(unit.segment, language, termbase))
    unit = replace(unit, findings=qa.check(unit, language, engine_flags=unit.flags, forbidden=forbidden))
    sure = None
    if unit.score is not None and unit.state is State.DRAFT:
        sure = confidence(unit.score, unit.segment.text, plain_text(unit.target), unit.findings, unit.terms,
                          language=language)
    return replace(unit, confidence=sure)
