"""The translation unit: a segment with its target, state, origin, confidence and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from translate.article import Segment


class State(str, Enum):
    """How far a unit has come. Only a human moves a unit past `DRAFT`."""

    NEW = "new"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    FINAL = "final"

    @property
    def is_human(self) -> bool:
        """True once a human has approved the text: the machine must not touch it again."""
        return self in (State.REVIEWED, State.FINAL)


@dataclass(frozen=True)
class TermMatch:
    """A termbase entry found in a segment.

    start, end: character offsets in the segment's plain text.
    source: the text as it stands there; entry: the termbase's own source form.
    targets: permitted target terms, the preferred one first; empty when the concept
    has no term in the target language.
    kind, grammar: the concept's kind (`place`, `person`, …) and grammar columns
    (`ru.gender`), which tell how a target inflects; empty in a match read from a draft.
    """

    start: int
    end: int
    source: str
    entry: str
    targets: tuple[str, ...]
    kind: str = field(default="", compare=False)
    grammar: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Finding:
    """One observation of a QA check. severity: "error", "warning" or "info"."""

    code: str
    severity: str
    message: str


@dataclass(frozen=True)
class Unit:
    """A segment and its translation in one language.

    target: the translation with inline tags (`<1>…</1>`), "" while there is none.
    origin: "mt:<model>", "memory:context", "memory:exact", "memory:fuzzy(87)", "human", "copy", or "".
    score: the model's mean log-probability per target token, None for text it did not make.
    flags: what the engine reported of this target (see engines.base.Result).
    confidence: 0-100, None for text no machine made.
    previous_source: the source the target was made for, when the source has changed since.
    note: the reviewer's own comment (PO `# `); never written by the machine.
    """

    segment: Segment
    target: str = ""
    state: State = State.NEW
    origin: str = ""
    score: float | None = None
    flags: tuple[str, ...] = ()
    confidence: int | None = None
    terms: tuple[TermMatch, ...] = ()
    findings: tuple[Finding, ...] = ()
    previous_source: str = ""
    note: str = ""
