"""The way an article takes, from file to editions, top to bottom.

    ingest → segment → learn what people approved → merge with earlier drafts → translation
    memory → match terms → translate what is pending → typography and tags → QA and
    confidence → drafts → editions → run.json

Articles go through in groups, so that the engine sees large batches while memory stays
bounded; every article's files are written as soon as its group is done, so a run that is
killed loses one group at most and the same command goes on from there.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from translate import drafts, editions, engines, ingest, segmentation
from translate.analytics import machine
from translate.article import Article, Segment
from translate.drafting import Translations, Translator, drafted, examined
from translate.drafts import Draft
from translate.errors import DefectError, YelemaError
from translate.memory.match import Match
from translate.memory.memories import Memories
from translate.memory.percent import FUZZY
from translate.memory.recall import learn_from, recalled, remembered
from translate.publishing import write_review_editions
from translate.report import ArticleReport, Report, language_counts, write_run_record
from translate.resources import shipped_glossaries
from translate.terminology import Termbase, acronyms, names
from translate.units import Unit
from translate.workspace import ArticleFolder, folder_for

ARTICLES_AT_ONCE = 32

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total) as work goes on."""

_Sourced = tuple[str, Article | YelemaError]
"""An article and where it came from, or why there is none."""


@dataclass(frozen=True)
class Options:
    """What a run is asked for. Paths are as the user gave them.

    targets: language codes. glossaries: termbase files added to the shipped ones, later
    wins; shipped_glossaries=False and no files turn terminology off. models: names or
    paths of checkpoints, each for all languages or for one (`ru=NAME`), none to leave the
    choice to `model_choice`. layouts: editions to render, none for drafts only; formats:
    what they are written in. force_source: skip the language check. use_memory: learn
    from approved units and look new ones up in the user's translation memory; memories:
    others to look in, `FILE` or `FILE:PENALTY`; fuzzy: per cent from which a similar
    sentence's translation comes before the machine's. names: how names are spelled in
    Bambara, a key of `terminology.names.POLICIES`. spell_out: full names behind acronyms
    at their first mention.
    """

    targets: tuple[str, ...]
    out: Path = Path("output")
    glossaries: tuple[Path, ...] = ()
    shipped_glossaries: bool = True
    models: tuple[str, ...] = ()
    engine: str = engines.DEFAULT
    layouts: tuple[str, ...] = ("bilingual",)
    formats: tuple[str, ...] = editions.DEFAULT_FORMATS
    force_source: str | None = None
    use_memory: bool = True
    memories: tuple[str, ...] = ()
    fuzzy: int = FUZZY
    names: str = "bambara"
    spell_out: bool = False


@dataclass
class Job:
    """One article on its way: where it goes, its segments, its drafts before translation.

    remembered: by language and segment id, what the translation memory holds for units without a target.
    """

    article: Article
    folder: ArticleFolder
    segments: list[Segment]
    drafts: dict[str, Draft] = field(default_factory=dict)
    remembered: dict[str, dict[str, Match]] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)


def run(sources: Sequence[str], options: Options, progress: Progress = lambda *_: None) -> Report:
    """Take every article in `sources` (files, folders, "-") to its drafts and editions.

    An article that cannot be used, or on which something goes wrong that nobody foresaw,
    is reported as a failure and the others go on. Raises YelemaError for what stops the
    whole run: nothing readable among the sources, a missing model, a damaged glossary or
    memory.
    """
    inputs = ingest.find_inputs(sources)
    termbase = load_termbase(options.glossaries, shipped=options.shipped_glossaries, spelling=options.names)
    translator = Translator(options.targets, options.models, options.engine, termbase)
    report = Report(warnings=[str(problem) for problem in termbase.warnings])
    taken: set[str] = set()
    with _memories(options) as memories:
        for group in _groups(_articles(inputs, options, report), ARTICLES_AT_ONCE):
            jobs = []
            for source, found in group:
                with _failing_alone(report, source):
                    if isinstance(found, YelemaError):
                        raise found
                    jobs.append(prepare(found, options, translator, memories, taken))
            for job in jobs:
                job.remembered = {code: recalled(memories, draft, termbase) for code, draft in job.drafts.items()}
            translations, jobs = _translated(jobs, translator, partial(progress, "segments"), report)
            for job in jobs:
                with _failing_alone(report, job.article.source):
                    report.articles.append(finish(job, translations, termbase, translator, options))
                done = len(report.articles) + len(report.failures)
                progress("articles", done, max(done, len(inputs)))
    return report


@contextmanager
def _failing_alone(report: Report, source: str) -> Iterator[None]:
    """What goes wrong with one article is reported, and the others go on, whether or not it was foreseen."""
    try:
        yield
    except YelemaError as error:
        report.add_failure(source, error)
    except Exception as error:
        report.add_failure(source, DefectError(source, error))


def _translated(
    jobs: list[Job], translator: Translator, progress: Callable[[int, int], None], report: Report
) -> tuple[Translations, list[Job]]:
    """The translations of all jobs, made together, and the jobs; where that fails, of each by itself."""
    try:
        return translator.translate(_untranslated(jobs), progress), jobs
    except YelemaError:
        raise
    except Exception:
        translations: Translations = {}
        done = []
        for job in jobs:
            with _failing_alone(report, job.article.source):
                translations.update(translator.translate(_untranslated([job])))
                done.append(job)
        return translations, done


def _untranslated(jobs: Iterable[Job]) -> Iterator[tuple[str, str, Unit]]:
    """What the translator is given: the units that the memory does not hold."""
    for job in jobs:
        for code, draft in job.drafts.items():
            for unit in draft.units:
                if unit.segment.id not in job.remembered[code]:
                    yield job.folder.slug, code, unit


def prepare(
    article: Article, options: Options, translator: Translator, memories: Memories, taken: set[str]
) -> Job:
    """Segment one article, learn from the drafts of earlier runs and merge it with them."""
    segments = segmentation.segment(article)
    job = Job(article, folder_for(article, options.out, taken), segments)
    for language in options.targets:
        learn_from(memories, job.folder.draft(language))
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


def finish(
    job: Job, translations: Translations, termbase: Termbase, translator: Translator, options: Options
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
        hits = job.remembered[language]
        known = [remembered(unit, hits.get(unit.segment.id)) for unit in draft.units]
        made = [drafted(unit, language, translations, translator.labels[language], termbase) for unit in known]
        fresh = [before is not after and after.origin.startswith("mt:") for before, after in zip(known, made)]
        if language == names.LANGUAGE:
            made = list(names.introduced(zip(made, fresh), termbase, names.POLICIES[options.names]))
        if options.spell_out:
            made = list(acronyms.spelled_out(zip(made, fresh), termbase, language))
        units = examined(made, language, termbase)
        finished[language] = replace(draft, units=units, glossary_digest=termbase.digest)
        drafts.backup_before_change(path, folder.backups, finished[language])
        drafts.write(finished[language], path)
        machine.keep(machine.path_beside(path), units)
        files.append(path)
    if options.layouts:
        by_language = {language: draft.units for language, draft in finished.items()}
        files += write_review_editions(
            folder, job.article, by_language, translator.labels, termbase, options.layouts, options.formats)
    report = ArticleReport(
        slug=folder.slug,
        source=job.article.source,
        title=job.article.title,
        folder=folder.path,
        segments=len(job.segments),
        languages={
            code: language_counts(draft.units, translations, code, from_memory=job.remembered[code].keys())
            for code, draft in finished.items()
        },
        models=translator.labels,
        boilerplate=job.article.boilerplate,
        warnings=job.article.warnings,
        files=tuple(files),
        seconds=time.monotonic() - job.started,
    )
    write_run_record(folder.run_file, report, glossary_digest=termbase.digest)
    return report


def load_termbase(glossaries: Sequence[Path], *, shipped: bool = True, spelling: str = "bambara") -> Termbase:
    """The shipped termbases, if wanted, and the user's own, later files winning; spelling: as `Options.names`."""
    loaded = Termbase.load([*(shipped_glossaries() if shipped else ()), *glossaries])
    return names.with_names(loaded, names.POLICIES[spelling])


def _memories(options: Options) -> Memories:
    return Memories.open(options.memories, least=options.fuzzy) if options.use_memory else Memories(None)


def _articles(
    inputs: Iterable[Path | str], options: Options, report: Report
) -> Iterator[_Sourced]:
    """The articles of all sources one by one, each with its source, and what could not be read in its place."""
    for source in inputs:
        with _failing_alone(report, str(source)):
            for found in ingest.read_all(source, force_source=options.force_source, warn=report.warnings.append):
                yield found.source if isinstance(found, Article) else str(source), found


def _groups(items: Iterable[_Sourced], size: int) -> Iterator[list[_Sourced]]:
    iterator = iter(items)
    while group := list(islice(iterator, size)):
        yield group
