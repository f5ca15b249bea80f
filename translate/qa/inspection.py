"""Drafts on disk looked over as they are now: every finding with its place in the file.

Nothing of an earlier check is trusted: terms are matched and all checks run again on the
text that stands in the draft, machine's or human's. Needs no model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translate import drafts
from translate.errors import DraftError
from translate.placement import terms_in
from translate.qa import SEVERITIES, Batch, ForbiddenTerms, check, check_article
from translate.terminology import Termbase
from translate.units import Finding, Unit

_CONTEXT_LINE = re.compile(r'msgctxt\s*"([^"\\]+)"')


@dataclass(frozen=True)
class Spot:
    """One finding and where it is.

    article: the slug in the draft's header, or its folder's name. line: of the entry in
    the draft, from 1, 0 when not known. segment: its id; number: its place in the draft,
    from 1. source, target: with tags.
    """

    article: str
    language: str
    file: Path
    line: int
    number: int
    segment: str
    state: str
    finding: Finding
    source: str
    target: str

    @property
    def order(self) -> tuple[str, str, str, int, int, str]:
        """Sort key: by article, language and place, the gravest of one place first."""
        gravity = SEVERITIES.index(self.finding.severity)
        return self.article, self.language, str(self.file), self.number, gravity, self.finding.code


@dataclass
class Inspection:
    """What was found in a batch of drafts. unreadable: one line for each draft that could not be read."""

    spots: list[Spot] = field(default_factory=list)
    drafts: list[Path] = field(default_factory=list)
    segments: int = 0
    unreadable: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Findings by severity, every severity named."""
        found = Counter(spot.finding.severity for spot in self.spots)
        return {severity: found[severity] for severity in SEVERITIES}

    def codes(self) -> dict[str, int]:
        """Findings by code, the most frequent first."""
        return dict(Counter(spot.finding.code for spot in self.spots).most_common())


def inspect(paths: Iterable[Path], termbase: Termbase) -> Inspection:
    """Check the drafts at `paths` (PO files); findings are sorted.

    A draft that cannot be read is named in the result, and the others are checked.
    """
    result = Inspection()
    batch = Batch()
    forbidden: dict[str, ForbiddenTerms] = {}
    read: dict[Path, tuple[drafts.Draft, dict[str, int]]] = {}
    for path in paths:
        try:
            draft = drafts.read(path)
        except DraftError as error:
            result.unreadable.append(str(error))
            continue
        if draft.language not in forbidden:
            forbidden[draft.language] = ForbiddenTerms(termbase.entries, draft.language)
        units = [replace(unit, terms=terms_in(unit.segment, draft.language, termbase)) for unit in draft.units]
        lines = _lines(path)
        for place, findings in enumerate(_findings(units, draft.language, forbidden[draft.language])):
            result.spots += (_spot(draft, path, lines, place, finding) for finding in findings)
        batch.add(path, units, draft.language)
        result.drafts.append(path)
        result.segments += len(units)
        read[path] = (draft, lines)
    for article, _, place, finding in batch.findings():
        assert isinstance(article, Path)
        draft, lines = read[article]
        result.spots.append(_spot(draft, article, lines, place, finding))
    result.spots.sort(key=lambda spot: spot.order)
    return result


def _findings(units: Sequence[Unit], language: str, forbidden: ForbiddenTerms) -> list[tuple[Finding, ...]]:
    together = check_article(units, language)
    return [
        check(unit, language, engine_flags=unit.flags, forbidden=forbidden) + together.get(place, ())
        for place, unit in enumerate(units)
    ]


def _lines(path: Path) -> dict[str, int]:
    """Where each segment's entry stands in a draft; an id written over several lines is left out."""
    text = path.read_text(encoding="utf-8")
    matches = ((number, _CONTEXT_LINE.match(line)) for number, line in enumerate(text.split("\n"), start=1))
    return {match[1]: number for number, match in matches if match}


def _spot(draft: drafts.Draft, path: Path, lines: dict[str, int], place: int, finding: Finding) -> Spot:
    unit = draft.units[place]
    return Spot(
        article=draft.article or path.parent.name,
        language=draft.language,
        file=path,
        line=lines.get(unit.segment.id, 0),
        number=place + 1,
        segment=unit.segment.id,
        state=unit.state.value,
        finding=finding,
        source=unit.segment.text,
        target=unit.target,
    )
