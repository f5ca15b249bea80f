"""Quality checks on translations, a unit at a time and together.

:func:`check` runs every check of the registry; ``CHECKS`` lists them with their
severity and what each means for a reviewer. A new check is one function in a module
beside this and one row in ``registry.py``. :func:`check_article` looks at the units of an
article together; its registry is ``TOGETHER`` in ``consistency.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from translate.qa.consistency import TOGETHER, Batch, check_article
from translate.qa.registry import CHECKS, SEVERITIES, Check
from translate.qa.subject import Subject
from translate.qa.terms import ForbiddenTerms
from translate.units import Finding, Unit

LONGEST_MESSAGE = 300

__all__ = [
    "CHECKS",
    "SEVERITIES",
    "TOGETHER",
    "Batch",
    "Check",
    "ForbiddenTerms",
    "check",
    "check_article",
    "meaning",
]


def check(
    unit: Unit, language: str, *, engine_flags: Sequence[str] = (), forbidden: ForbiddenTerms | None = None
) -> tuple[Finding, ...]:
    """What a reviewer should look at in *unit*, errors first.

    language: ISO 639-1 of the target. engine_flags: what the engine reported of this
    target (see ``engines.base.Result``). forbidden: the terms that must not be used.
    A unit without a target gets the finding ``empty`` and no other.
    """
    subject = Subject.of(unit, language, engine_flags, forbidden)
    rows = CHECKS if subject.target.strip() else CHECKS[:1]
    return tuple(
        Finding(row.code, row.severity, _short(message)) for row in rows for message in row.function(subject)
    )


def _short(message: str) -> str:
    """A message that quotes something endless, cut: findings stand in comments and margins."""
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"


def meaning(code: str) -> str:
    """What a finding's code means for the reviewer; "" for a code of another version."""
    meanings = {row.code: row.meaning for row in CHECKS} | {row.code: row.meaning for row in TOGETHER}
    return meanings.get(code, "")
