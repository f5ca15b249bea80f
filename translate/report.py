"""What a run did: counts per article and language, for the summary, `--json` and `run.json`."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from translate import __version__
from translate.drafts import holds_human_text
from translate.engines.base import Result
from translate.errors import YelemaError
from translate.files import write_atomic
from translate.terminology import coverage
from translate.units import State, Unit


@dataclass(frozen=True)
class LanguageCounts:
    """Counts of one draft.

    translated: new from the engine. memory: filled from what a human wrote earlier, kept
    as it was or offered for a changed sentence. reviewed: approved by a human. from_memory:
    drafts that this run took from the translation memory.
    """

    segments: int
    translated: int
    memory: int
    reviewed: int
    terms_expected: int
    terms_covered: int
    errors: int
    warnings: int
    from_memory: int = 0


@dataclass(frozen=True)
class ArticleReport:
    """What happened to one article. models: label of the model by language, as draft headers have it."""

    slug: str
    source: str
    title: str
    folder: Path
    segments: int
    languages: Mapping[str, LanguageCounts]
    models: Mapping[str, str]
    boilerplate: tuple[str, ...]
    warnings: tuple[str, ...]
    files: tuple[Path, ...]
    seconds: float

    def as_dict(self) -> dict[str, Any]:
        """Plain data for JSON; paths as text, relative to where the command ran."""
        data = asdict(self)
        data["folder"] = str(self.folder)
        data["files"] = [str(file) for file in self.files]
        data["seconds"] = round(self.seconds, 3)
        return data


@dataclass(frozen=True)
class Failure:
    """An article that could not be used, and the exit code its error asks for."""

    source: str
    message: str
    exit_code: int


@dataclass
class Report:
    """The whole run."""

    articles: list[ArticleReport] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """What concerns the whole run, such as columns of a termbase that mean nothing."""

    def add_failure(self, source: str, error: YelemaError) -> None:
        self.failures.append(Failure(source, str(error), error.exit_code))

    @property
    def errors(self) -> int:
        """QA findings of error severity, over all drafts."""
        return sum(counts.errors for article in self.articles for counts in article.languages.values())

    def exit_code(self, *, strict: bool) -> int:
        """0 done; 1 part of it failed, or QA errors with `strict`; the failure's own code if all failed."""
        if self.failures and not self.articles:
            return max(failure.exit_code for failure in self.failures)
        return 1 if self.failures or (strict and self.errors) else 0

    def as_dict(self) -> dict[str, Any]:
        return {
            "version": __version__,
            "articles": [article.as_dict() for article in self.articles],
            "failures": [asdict(failure) for failure in self.failures],
            "warnings": self.warnings,
        }


def language_counts(
    units: Sequence[Unit], translations: Mapping[tuple[str, str], Result], language: str,
    from_memory: Collection[str] = (),
) -> LanguageCounts:
    """Count one finished draft. from_memory: ids of segments the translation memory was used for."""
    covered, expected = coverage(units, language)
    severities = [finding.severity for unit in units for finding in unit.findings]
    return LanguageCounts(
        segments=len(units),
        translated=sum(
            unit.state is State.DRAFT and not unit.origin.startswith("memory:")
            and (language, unit.segment.text) in translations for unit in units
        ),
        memory=sum(holds_human_text(unit) for unit in units),
        reviewed=sum(unit.state.is_human for unit in units),
        terms_expected=expected,
        terms_covered=covered,
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        from_memory=sum(
            unit.segment.id in from_memory and unit.origin.startswith("memory:") and not unit.state.is_human
            for unit in units
        ),
    )


def models_in_words(models: Mapping[str, str]) -> str:
    """Model by language as one line: `a 1`, or `en: a 1; ru: b 2` where they differ."""
    if len(set(models.values())) < 2:
        return next(iter(models.values()), "")
    return "; ".join(f"{code}: {model}" for code, model in models.items())


def write_run_record(path: Path, report: ArticleReport, *, glossary_digest: str) -> None:
    """Write `run.json`: versions, models by language, digests, counts, what was set aside, timing."""
    model = models_in_words(report.models)
    record = {"version": __version__, "model": model, "glossary": glossary_digest, **report.as_dict()}
    write_atomic(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
