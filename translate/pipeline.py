"""The way an article takes, from file to editions, top to bottom.

    ingest → segment → merge with earlier drafts → match terms → translate what is
    pending → typography and tags → QA and confidence → drafts → editions → run.json

Articles go through in groups, so that the engine sees large batches while memory stays
bounded; every article's files are written as soon as its group is done, so a run that is
killed loses one group at most and the same command goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from translate import __version__, drafts, editions, engines, ingest, qa, segmentation, typography
from translate.article import Article, Segment
from translate.confidence import confidence
from translate.drafts import Draft
from translate.engines.base import Engine, Request, Result
from translate.engines.prepare import is_copied
from translate.errors import YelemaError
from translate.markup import plain_text, project
from translate.model_choice import Chain, Choice
from translate.report import ArticleReport, Report, language_counts, models_in_words, write_run_record
from translate.resources import glossaries_dir
from translate.terminology import Termbase
from translate.units import State, TermMatch, Unit
from translate.words import word_spans
from translate.workspace import ArticleFolder, folder_for

ARTICLES_AT_ONCE = 32

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) as work goes on."""


@dataclass(frozen=True)
class Options:
    """What a run is asked for. Paths are as the user gave them.

    targets: language codes. glossaries: termbase files added to the shipped ones, later
    wins; shipped_glossaries=False and no files turn terminology off. models: names or
    paths of checkpoints, each for all languages or for one (`ru=NAME`), none to leave the
    choice to `model_choice`. layouts: editions to render,
    none for drafts only. force_source: skip the language check.
    """

    targets: tuple[str, ...]
    out: Path = Path("output")
    glossaries: tuple[Path, ...] = ()
    shipped_glossaries: bool = True
    models: tuple[str, ...] = ()
    engine: str = engines.DEFAULT
    layouts: tuple[str, ...] = ("bilingual",)
    force_source: str | None = None


@dataclass
class Job:
    """One article on its way: where it goes, its segments, its drafts before translation."""

    article: Article
    folder: ArticleFolder
    segments: list[Segment]
    drafts: dict[str, Draft] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)


def run(sources: Sequence[str], options: Options, progress: Progress = lambda *_: None) -> Report:
    """Take every article in `sources` (files, folders, "-") to its drafts and editions.

    An article that cannot be used is reported as a failure and the others go on.
    Raises YelemaError for what stops the whole run: nothing readable among the
    sources, a missing model, a damaged glossary.
    """
    inputs = ingest.find_inputs(sources)
    termbase = load_termbase(options.glossaries, shipped=options.shipped_glossaries)
    translator = Translator(options, termbase)
    report = Report(warnings=[str(problem) for problem in termbase.warnings])
    taken: set[str] = set()
    for group in _groups(inputs, ARTICLES_AT_ONCE):
        jobs = []
        for source in group:
            try:
                jobs.append(prepare(source, options, translator, taken))
            except YelemaError as error:
                report.add_failure(str(source), error)
        translations = translator.translate_pending(jobs, progress)
        for job in jobs:
            try:
                report.articles.append(finish(job, translations, termbase, translator, options))
            except YelemaError as error:
                report.add_failure(job.article.source, error)
            progress("articles", len(report.articles) + len(report.failures), len(inputs))
    return report


def prepare(source: Path | str, options: Options, translator: Translator, taken: set[str]) -> Job:
    """Read and segment one article and merge it with the drafts of earlier runs."""
    article = ingest.read(source, force_source=options.force_source)
    segments = segmentation.segment(article)
    job = Job(article, folder_for(article, options.out, taken), segments)
    for language in options.targets:
        job.drafts[language] = merged_draft(job, language, translator)
    return job


def merged_draft(job: Job, language: str, translator: Translator) -> Draft:
    """The draft on disk, if any, carried over to the article as it is now."""
    path = job.folder.draft(language)
    draft = drafts.merge(job.segments, drafts.read(path) if path.exists() else None)
    return replace(
        draft, article=job.folder.slug, title=job.article.title, language=language,
        model=translator.labels[language], units=tuple(translator.renewed(unit, language) for unit in draft.units),
    )


class Translator:
    """The models chosen for the target languages, each loaded only when there is something to translate with it."""

    def __init__(self, options: Options, termbase: Termbase) -> None:
        self._termbase = termbase
        self._chains = Choice(options.models).for_targets(options.targets)
        self.labels = {language: chain.label for language, chain in self._chains.items()}
        self._engine = options.engine
        self._loaded: dict[Path, Engine] = {}

    def renewed(self, unit: Unit, language: str) -> Unit:
        """The unit emptied for a new translation, if no human has touched it and it would come out otherwise now.

        So it does when another model drafted it, or when its model was told other terms.
        """
        if unit.state is not State.DRAFT or not unit.origin.startswith("mt:"):
            return unit
        ours = unit.origin == f"mt:{self.labels[language]}"
        if ours and (not self._heeds_terms(language) or _told(unit.terms) == _told(self._terms(unit, language))):
            return unit
        return replace(unit, target="", state=State.NEW, origin="", score=None, flags=())

    def translate_pending(
        self, jobs: Sequence[Job], progress: Progress = lambda *_: None
    ) -> dict[tuple[str, str], Result]:
        """Results for every unit of `jobs` without a target, by (language, source text)."""
        wanted: dict[tuple[str, str], Request] = {}
        for job in jobs:
            for language, draft in job.drafts.items():
                for unit in drafts.pending(draft):
                    key = language, unit.segment.text
                    if needs_engine(unit.segment) and (key not in wanted or unit.segment.spans):
                        wanted[key] = request_for(unit.segment, language, self._termbase)
        done = 0

        def count(finished: int) -> None:
            nonlocal done
            done += finished
            progress("segments", done, len(wanted))

        results: dict[tuple[str, str], Result] = {}
        for chain, languages in self._languages_by_chain():
            if some := {key: request for key, request in wanted.items() if key[0] in languages}:
                results.update(zip(some, self._engine_for(chain).translate(list(some.values()), count)))
        return results

    def _heeds_terms(self, language: str) -> bool:
        checkpoints = self._chains[language].checkpoints
        return len(checkpoints) == 1 and language in checkpoints[0].annotated_targets

    def _terms(self, unit: Unit, language: str) -> tuple[TermMatch, ...]:
        return self._termbase.match(unit.segment.text, language)

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


def finish(
    job: Job, translations: dict[tuple[str, str], Result], termbase: Termbase, translator: Translator, options: Options
) -> ArticleReport:
    """Complete one article's drafts, write them and everything made from them."""
    folder = job.folder
    folder.save_article(job.article)
    files: list[Path] = []
    finished: dict[str, Draft] = {}
    for language in options.targets:
        path = folder.draft(language)
        # Merged afresh: a reviewer may have saved the draft while the engine was busy.
        draft = merged_draft(job, language, translator)
        units = examined(
            (drafted(unit, language, translations, translator.labels[language]) for unit in draft.units),
            language, termbase)
        finished[language] = replace(draft, units=units, glossary_digest=termbase.digest)
        drafts.backup_before_change(path, folder.backups, finished[language])
        drafts.write(finished[language], path)
        files.append(path)
    if options.layouts:
        by_language = {language: draft.units for language, draft in finished.items()}
        files += publish(folder, job.article, by_language, translator.labels, termbase, options.layouts)
    report = ArticleReport(
        slug=folder.slug,
        source=job.article.source,
        title=job.article.title,
        folder=folder.path,
        segments=len(job.segments),
        languages={code: language_counts(draft.units, translations, code) for code, draft in finished.items()},
        models=translator.labels,
        boilerplate=job.article.boilerplate,
        warnings=job.article.warnings,
        files=tuple(files),
        seconds=time.monotonic() - job.started,
    )
    write_run_record(folder.run_file, report, glossary_digest=termbase.digest)
    return report


def needs_engine(segment: Segment) -> bool:
    """False for what is the same in every language: initials, numbers, addresses, a byline that is a bare name."""
    if segment.kind == "byline" and not any(word.islower() for word in segment.text.split()):
        return False
    return not is_copied(segment.text)


def request_for(segment: Segment, language: str, termbase: Termbase) -> Request:
    """What the engine is asked for a segment: its terms, and links between words where it has tags to place."""
    terms = termbase.match(segment.text, language)
    return Request(segment.text, target=language, terms=_told(terms), align=bool(segment.spans))


def _told(terms: Iterable[TermMatch]) -> tuple[tuple[str, str], ...]:
    """What a model is told of the terms in a segment: the words, and the preferred term for them."""
    return tuple((term.source, term.targets[0]) for term in terms if term.targets)


def drafted(unit: Unit, language: str, translations: dict[tuple[str, str], Result], model: str) -> Unit:
    """A NEW unit with its machine draft; any other as it is."""
    if unit.state is not State.NEW:
        return unit
    segment = unit.segment
    if not needs_engine(segment):
        target = project(segment.spans, segment.text, segment.text)
        return replace(unit, target=target, state=State.DRAFT, origin="copy")
    result = translations.get((language, segment.text))
    if result is None or not result.best.text:
        return unit  # stays NEW, is reported by the QA check `empty`, is tried again next time
    text = typography.apply(result.best.text, language)
    same_words = len(word_spans(text)) == len(word_spans(result.best.text))
    target = project(segment.spans, segment.text, text, result.best.links if same_words else ())
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
    unit = replace(unit, terms=termbase.match(unit.segment.text, language))
    unit = replace(unit, findings=qa.check(unit, language, engine_flags=unit.flags, forbidden=forbidden))
    sure = None
    if unit.score is not None and unit.state is State.DRAFT:
        sure = confidence(unit.score, unit.segment.text, plain_text(unit.target), unit.findings, unit.terms,
                          language=language)
    return replace(unit, confidence=sure)


def render(
    folder: ArticleFolder, languages: Sequence[str], termbase: Termbase, layouts: Sequence[str]
) -> list[Path]:
    """Make an article's editions again from its drafts as they are now; translates nothing."""
    article = folder.article()
    read = {language: drafts.read(folder.draft(language)) for language in languages}
    by_language = {
        language: examined(draft.units, language, termbase) for language, draft in read.items()
    }
    models = {language: draft.model for language, draft in read.items()}
    return publish(folder, article, by_language, models, termbase, layouts)


def publish(
    folder: ArticleFolder, article: Article, by_language: Mapping[str, Sequence[Unit]], models: Mapping[str, str],
    termbase: Termbase, layouts: Sequence[str],
) -> list[Path]:
    """Write an article's editions; the colophon of each names the models of the languages it shows."""
    files: list[Path] = []
    for layout in layouts:
        pages = [by_language] if layout == "parallel" else [{code: units} for code, units in by_language.items()]
        for shown in pages:
            meta = edition_meta({code: models[code] for code in shown}, termbase)
            files += editions.write_editions(folder.editions, article, shown, meta, layouts=(layout,))
    return files


def load_termbase(glossaries: Sequence[Path], *, shipped: bool = True) -> Termbase:
    """The shipped termbases, if wanted, and the user's own, later files winning."""
    return Termbase.load([*(sorted(glossaries_dir().glob("*.csv")) if shipped else ()), *glossaries])


def edition_meta(models: Mapping[str, str], termbase: Termbase) -> editions.EditionMeta:
    """What an edition's colophon says: which models, which glossaries, which version of this tool."""
    names = tuple(path.name for path in termbase.files)
    return editions.EditionMeta(
        model=models_in_words(models), glossary=names, glossary_digest=termbase.digest, version=__version__
    )


def _groups(items: Iterable[Path | str], size: int) -> Iterator[list[Path | str]]:
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
