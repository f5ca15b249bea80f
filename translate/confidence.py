"""How sure we are of a machine draft, 0-100: to sort a reviewer's work, never to hide a line.

    confidence = 100 · M · L · G · Q

M  the model's own certainty: exp(score), the geometric mean of its token probabilities.
L  length: 1 while the ratio of target to source is usual for the language (the range of
   the QA check `length`), then falling with the distance: a half at twice the limit.
G  glossary: between 0.5 (no expected term used) and 1 (all used).
Q  QA findings: ×0.5 for every error, ×0.85 for every warning, ×0.97 for every note; those
   of the glossary count in G only.

An empty target has confidence 0.
Every factor is monotone: a better score, a more usual length, more terms used or fewer
findings never lower the result.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from translate.qa.form import length_ratio, ratio_range
from translate.terminology.acronyms import without_full_names
from translate.units import Finding, TermMatch

FACTOR = {"error": 0.5, "warning": 0.85, "info": 0.97}
GLOSSARY_FLOOR = 0.5


def confidence(
    score: float, source: str, target: str, findings: Sequence[Finding], terms: Sequence[TermMatch],
    *, language: str = "",
) -> int:
    """The confidence in one machine draft, 0-100 (see the module for the formula).

    score: mean log-probability per target token (0 is certain). source, target: plain
    text. findings: what ``translate.qa.check`` returned. terms: the termbase entries
    expected. language: ISO 639-1 of the target, for its usual length.
    """
    if not target.strip():
        return 0
    # A score above 0 or not a number is no probability.
    model = 0.0 if math.isnan(score) else math.exp(min(score, 0.0))
    value = 100 * model * _length(source, without_full_names(target, terms), language) * _glossary(findings, terms)
    for finding in findings:
        if finding.code != "glossary":
            value *= FACTOR.get(finding.severity, 1.0)
    return round(value)


def _length(source: str, target: str, language: str) -> float:
    low, high = ratio_range(language)
    ratio = length_ratio(source, target)
    excess = max(low / ratio, ratio / high, 1.0)
    return 1 / excess


def _glossary(findings: Sequence[Finding], terms: Sequence[TermMatch]) -> float:
    expected = len({term.entry for term in terms if term.targets})
    missing = sum(finding.code == "glossary" for finding in findings)
    if not expected:
        return 1.0
    return 1 - (1 - GLOSSARY_FLOOR) * min(missing, expected) / expected
