"""Quality checks on one translation unit at a time.

:func:`check` runs every check of the registry; ``CHECKS`` lists them with their
severity and what each means for a reviewer. A new check is one function in a module
beside this and one row in ``registry.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from translate.qa.registry import CHECKS, SEVERITIES, Check
from translate.qa.subject import Subject
from translate.units import Finding, Unit

LONGEST_MESSAGE = 300

__all__ = ["CHECKS", "SEVERITIES", "Check", "check", "meaning"]


def check(unit: Unit, language: str, *, engine_flags: Sequence[str] = ()) -> tuple[Finding, ...]:
    """What a reviewer should look at in *unit*, errors first.

    language: ISO 639-1 of the target. engine_flags: what the engine reported of this
    target (see ``engines.base.Result``). A unit without a target gets the finding
    ``empty`` and no other.
    """
    subject = Subject.of(unit, language, engine_flags)
    rows = CHECKS if subject.target.strip() else CHECKS[:1]
    return tuple(
        Finding(row.code, row.severity, _short(message)) for row in rows for message in row.function(subject)
    )


def _short(message: str) -> str:
    """A message that quotes something endless, cut: findings stand in comments and margins."""
    return message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…"


def meaning(code: str) -> str:
    """What a finding's code means for the reviewer; "" for a code of another version."""
    return next((row.meaning for row in CHECKS if row.code == code), "")
