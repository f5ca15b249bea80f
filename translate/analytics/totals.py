"""Reviewed units added up by article, language and model."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from translate.analytics.compare import OUTCOMES, Comparison, Reviewed, chrf_metric

_MOST_EDITED = 10
# Shorter segments are rewritten whole too easily to say much.
_FEWEST_WORDS = 4


@dataclass(frozen=True)
class Total:
    """Of the reviewed units of an article ("" for all), a language and a model.

    hter: edits per hundred words of the reviewed text; chrf: of the machine's text against the
    reviewed one, 0 to 100; untouched: per cent of the units; terms: by outcome (`OUTCOMES`).
    """

    article: str
    language: str
    model: str
    segments: int
    words: int
    hter: float
    chrf: float
    untouched: float
    terms: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Plain values, one decimal."""
        return {
            "article": self.article, "language": self.language, "model": self.model, "segments": self.segments,
            "words": self.words, "hter": round(self.hter, 1), "chrf": round(self.chrf, 1),
            "untouched": round(self.untouched, 1), "terms": self.terms,
        }


def totals(units: Iterable[Reviewed], *, by_article: bool = True) -> list[Total]:
    """One total for each article, language and model, in the order of the alphabet."""
    groups: dict[tuple[str, str, str], list[Reviewed]] = defaultdict(list)
    for unit in units:
        groups[unit.article if by_article else "", unit.language, unit.model].append(unit)
    return [_total(*key, groups[key]) for key in sorted(groups)]


def _total(article: str, language: str, model: str, units: Sequence[Reviewed]) -> Total:
    words = sum(unit.words for unit in units)
    outcomes = Counter(outcome for unit in units for _, _, outcome in unit.terms)
    chrf = chrf_metric().corpus_score([unit.machine for unit in units], [[unit.reviewed for unit in units]])
    return Total(
        article, language, model, len(units), words, 100 * sum(unit.edits for unit in units) / max(1, words),
        float(chrf.score), 100 * sum(unit.untouched for unit in units) / len(units),
        {outcome: outcomes[outcome] for outcome in OUTCOMES},
    )


def most_edited(units: Iterable[Reviewed], most: int = _MOST_EDITED) -> list[Reviewed]:
    """The units with most edits a word, among those of four words or more."""
    long = [unit for unit in units if unit.words >= _FEWEST_WORDS and not unit.untouched]
    return sorted(long, key=lambda unit: (-unit.rate, -unit.words, unit.article, unit.language, unit.segment))[:most]


def term_changes(units: Iterable[Reviewed]) -> list[tuple[str, str, str, str, int]]:
    """Terms put right or changed away, the most frequent first: (language, French, preferred term, outcome, times)."""
    counts = Counter(
        (unit.language, source, target, outcome)
        for unit in units for source, target, outcome in unit.terms if outcome in ("put right", "changed away"))
    return [(*key, count) for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def as_json(found: Comparison) -> dict[str, Any]:
    """Everything as plain values."""
    return {
        "articles": [total.as_json() for total in totals(found.units)],
        "models": [total.as_json() for total in totals(found.units, by_article=False)],
        "most_edited": [
            {
                "article": unit.article, "language": unit.language, "segment": unit.segment, "edits": unit.edits,
                "words": unit.words, "source": unit.source, "machine": unit.machine, "reviewed": unit.reviewed,
            }
            for unit in most_edited(found.units)
        ],
        "terms": [
            dict(zip(("language", "source", "target", "outcome", "times"), change))
            for change in term_changes(found.units)
        ],
        "waiting": found.waiting.total(),
        "unknown": found.unknown.total(),
        "signatures": list(found.signatures),
        "unreadable": found.unreadable,
    }
