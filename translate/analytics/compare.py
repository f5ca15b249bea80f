"""Each reviewed unit beside what the machine had written for it.

The edit rate is HTER (Snover et al. 2006): the TER of the machine's text against the text
that a reviewer made of it, that is edits (insertions, deletions, substitutions, shifts) per
word of the reviewed text, as sacrebleu counts them, punctuation being words and case
mattering. chrF2 is sacrebleu's too. Inline tags are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from translate import drafts
from translate.analytics import machine
from translate.errors import MissingExtraError, YelemaError
from translate.markup import plain_text
from translate.placement import terms_in
from translate.terminology import Termbase
from translate.terminology.coverage import covered
from translate.units import Unit

OUTCOMES = ("kept", "put right", "changed away", "missing")
"""What became of a glossary term: in both texts, only in the reviewed one, only in the machine's, in neither."""


@dataclass(frozen=True)
class Reviewed:
    """One reviewed unit. edits: how many; words: of the reviewed text; terms: (French, preferred term, outcome)."""

    article: str
    language: str
    model: str
    segment: str
    source: str
    machine: str
    reviewed: str
    edits: float
    words: int
    terms: tuple[tuple[str, str, str], ...] = ()

    @property
    def untouched(self) -> bool:
        return self.machine == self.reviewed

    @property
    def rate(self) -> float:
        """Edits per word of the reviewed text."""
        return self.edits / max(1, self.words)


@dataclass
class Comparison:
    """What a look through drafts gives.

    waiting: units that nobody has approved; unknown: reviewed ones whose machine draft is not
    known (from before there was a record, from a memory, or written by hand), both by
    (article, language). signatures: of the metrics. unreadable: messages.
    """

    units: list[Reviewed] = field(default_factory=list)
    waiting: Counter[tuple[str, str]] = field(default_factory=Counter)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    signatures: tuple[str, ...] = ()
    unreadable: list[str] = field(default_factory=list)


def compare_drafts(files: Sequence[Path], termbase: Termbase) -> Comparison:
    """Every reviewed unit of the drafts. Raises MissingExtraError when sacrebleu is not installed."""
    ter = ter_metric()
    found = Comparison()
    for path in files:
        try:
            draft = drafts.read(path)
            record = machine.read(machine.path_beside(path))
        except YelemaError as error:
            found.unreadable.append(str(error))
            continue
        place = draft.article or path.parent.name, draft.language
        for unit in draft.units:
            if not unit.state.is_human:
                found.waiting[place] += 1
                continue
            made = record.get(unit.segment.id)
            if made is None or made.source != unit.segment.text:
                found.unknown[place] += 1
                continue
            found.units.append(_compared(unit, made, *place, ter, termbase))
    if found.units:
        found.signatures = tuple(_signature(metric) for metric in (ter, chrf_metric()))
    return found


def _signature(metric: Any) -> str:
    metric.corpus_score(["a"], [["a"]])  # it has none before it has scored something
    return f"{metric.name}|{metric.get_signature()}" if hasattr(metric, "name") else str(metric.get_signature())


def _compared(
    unit: Unit, made: machine.MachineText, article: str, language: str, ter: Any, termbase: Termbase
) -> Reviewed:
    before, after = plain_text(made.text), plain_text(unit.target)
    if before == after:
        edits, words = 0.0, ter.sentence_score(after, [after]).ref_length
    else:
        score = ter.sentence_score(before, [after])
        edits, words = score.num_edits, score.ref_length
    terms = tuple(_terms(unit, before, after, language, termbase))
    return Reviewed(
        article, language, made.model, unit.segment.id, unit.segment.text, before, after, float(edits), round(words),
        terms)


def _terms(
    unit: Unit, before: str, after: str, language: str, termbase: Termbase
) -> Iterator[tuple[str, str, str]]:
    for term in terms_in(unit.segment, language, termbase):
        if term.targets:
            was, now = covered(term, before, language), covered(term, after, language)
            outcome = "kept" if was and now else "put right" if now else "changed away" if was else "missing"
            yield term.source, term.targets[0], outcome


def ter_metric() -> Any:
    """sacrebleu's TER, punctuation apart, case mattering. Raises MissingExtraError without it."""
    try:
        from sacrebleu.metrics import TER
    except ImportError:
        raise MissingExtraError("tk stats", "evaluate") from None
    return TER(normalized=True, case_sensitive=True)


def chrf_metric() -> Any:
    """sacrebleu's chrF2. Raises MissingExtraError without it."""
    try:
        from sacrebleu.metrics import CHRF
    except ImportError:
        raise MissingExtraError("tk stats", "evaluate") from None
    return CHRF()
