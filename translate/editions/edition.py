"""What an edition shows, before any format: passages, rows, cells, and what to check first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from translate.article import Article, Block, Segment
from translate.editions.inline import Node, source_nodes, target_nodes, text_of
from translate.languages import Language, language
from translate.units import Finding, State, TermMatch, Unit

# Below this a draft is put on the list of lines to check first.
LOW_CONFIDENCE = 50

# The finding of a unit in which a glossary term was put by force.
FORCED = "forced"


@dataclass(frozen=True)
class EditionMeta:
    """What the colophon says of the making, and the article's name. Every field may be empty.

    slug: name of the article's folder, by which static sites link its languages.
    model: name and version. glossary: names of the termbase files; glossary_digest:
    sha256, hex. version: of this tool. made: a date or run id for people; leave it empty
    where editions must be byte-identical from run to run.
    """

    model: str = ""
    model_digest: str = ""
    glossary: tuple[str, ...] = ()
    glossary_digest: str = ""
    version: str = ""
    made: str = ""
    slug: str = ""


@dataclass(frozen=True)
class Cell:
    """One segment in one target language."""

    language: Language
    unit: Unit
    nodes: tuple[Node, ...]

    @property
    def words(self) -> tuple[Node, ...]:
        """The translation for readers: tags without a partner, which reviewers see, left out."""
        return target_nodes(self.unit.target, self.unit.segment.spans, stray=False)

    @property
    def needs_check(self) -> bool:
        """Whether a reviewer should come here first. What a person approved is left in peace."""
        unit = self.unit
        if unit.state.is_human:
            return False
        low = unit.confidence is not None and unit.confidence < LOW_CONFIDENCE
        return low or unit.state is State.NEW or bool(self._grave)

    @property
    def reason(self) -> str:
        """Why this line is to be checked first, in a few words."""
        if self._grave:
            return self._grave[0].message
        if self.unit.state is State.NEW:
            return "There is no translation yet."
        return "The model is not sure of this line."

    @property
    def _grave(self) -> list[Finding]:
        """What is surely wrong or was done by force, errors first."""
        found = [finding for finding in self.unit.findings if finding.severity == "error" or finding.code == FORCED]
        return sorted(found, key=lambda finding: finding.severity != "error")

    @property
    def urgency(self) -> tuple[int, int]:
        """Sort key: the most urgent line first."""
        return (-len(self._grave), self.unit.confidence if self.unit.confidence is not None else 0)

    @property
    def terms(self) -> tuple[TermMatch, ...]:
        """The glossary terms that have a translation, each entry once.

        A term that a finding says is missing is not told twice.
        """
        told = [finding.message for finding in self.unit.findings if finding.code == "glossary"]
        once = {
            term.entry: term
            for term in reversed(self.unit.terms)
            if term.targets and not any(f"“{term.source}”" in message for message in told)
        }
        return tuple(sorted(once.values(), key=lambda term: term.start))


@dataclass(frozen=True)
class Row:
    """One segment beside its translations. number counts from 1; anchor is unique in the page.

    gap: what stands in the source between this segment and the next of its block.
    """

    number: int
    anchor: str
    segment: Segment
    nodes: tuple[Node, ...]
    cells: tuple[Cell, ...]
    gap: str = " "


@dataclass(frozen=True)
class Passage:
    """One block of the article: its kind, level, rows and source text.

    is_known: whether the block is in the article; what a draft has besides comes last.
    """

    kind: str
    level: int
    rows: tuple[Row, ...]
    source: str
    is_known: bool = True


@dataclass(frozen=True)
class Edition:
    """An article with its translations, in order."""

    article: Article
    languages: tuple[Language, ...]
    passages: tuple[Passage, ...]
    meta: EditionMeta

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for passage in self.passages for row in passage.rows)

    @property
    def is_draft(self) -> bool:
        """True while any line in any language is not approved by a person."""
        return any(not cell.unit.state.is_human for row in self.rows for cell in row.cells)

    def column(self, code: str) -> list[tuple[Row, Cell]]:
        """Every row with its cell in one language."""
        return [(row, cell) for row in self.rows for cell in row.cells if cell.language.code == code]

    def to_check(self, code: str) -> list[tuple[Row, Cell]]:
        """The lines of one language to check first, the most urgent first."""
        waiting = [(row, cell) for row, cell in self.column(code) if cell.needs_check]
        return sorted(waiting, key=lambda pair: (*pair[1].urgency, pair[0].number))

    def count(self, code: str, *states: State) -> int:
        """Lines of one language in any of these states."""
        return sum(cell.unit.state in states for _, cell in self.column(code))

    def findings(self, code: str, severity: str) -> int:
        """Findings of one severity in one language."""
        return sum(f.severity == severity for _, cell in self.column(code) for f in cell.unit.findings)

    def facts(self, code: str) -> dict[str, int]:
        """The figures of one language for the summary, by their headings."""
        return {
            "Lines": len(self.rows),
            "Reviewed": self.count(code, State.REVIEWED, State.FINAL),
            "Unreviewed": self.count(code, State.DRAFT),
            "Missing": self.count(code, State.NEW),
            "Errors": self.findings(code, "error"),
            "Warnings": self.findings(code, "warning"),
            "To check first": len(self.to_check(code)),
        }

    def codes(self) -> list[str]:
        """The codes of all findings, in order of appearance."""
        found: dict[str, None] = {}
        for row in self.rows:
            for cell in row.cells:
                found.update(dict.fromkeys(finding.code for finding in cell.unit.findings))
        return list(found)

    def origins(self, code: str) -> dict[str, list[int]]:
        """Origin → numbers of its lines, in order of appearance, for the colophon."""
        lines: dict[str, list[int]] = {}
        for row, cell in self.column(code):
            if cell.unit.target.strip():
                lines.setdefault(cell.unit.origin, []).append(row.number)
        return lines

    def title_in(self, code: str) -> str:
        """The translated headline, "" while there is none."""
        for passage in self.passages:
            if passage.kind == "heading" and passage.source == self.article.title:
                cells = [cell for row in passage.rows for cell in row.cells if cell.language.code == code]
                return " ".join(filter(None, (text_of(cell.nodes) for cell in cells)))
        return ""


def build(article: Article, drafts: Mapping[str, Sequence[Unit]], meta: EditionMeta) -> Edition:
    """Put the drafts beside their article.

    A block without segments is shown in the source alone; a unit whose block is not in
    the article, or a segment that one draft lacks, is shown too: nothing is left out.
    Raises ConfigError for an unknown language code.
    """
    languages = tuple(language(code) for code in drafts)
    units = {code: {unit.segment.id: unit for unit in draft} for code, draft in drafts.items()}
    segments: dict[str, Segment] = {}
    for draft in drafts.values():
        for unit in draft:
            segments.setdefault(unit.segment.id, unit.segment)
    placed = _by_block(article.blocks, list(segments.values()))
    known = {block.id for block in article.blocks}
    anchors: set[str] = set()
    passages: list[Passage] = []
    number = 0
    for block, inside in placed:
        rows = []
        for segment, gap in zip(inside, _gaps(block.text, inside)):
            number += 1
            cells = tuple(
                _cell(item, units[item.code].get(segment.id, Unit(segment)), segment) for item in languages
            )
            terms = [term for cell in cells for term in cell.unit.terms]
            nodes = source_nodes(segment.text, segment.spans, _merged(terms))
            rows.append(Row(number, _anchor(segment.id, anchors), segment, nodes, cells, gap))
        passages.append(Passage(block.kind, block.level, tuple(rows), block.text, block.id in known))
    return Edition(article, languages, tuple(passages), meta)


def _cell(item: Language, unit: Unit, segment: Segment) -> Cell:
    return Cell(item, unit, target_nodes(unit.target, segment.spans))


def _gaps(text: str, segments: Sequence[Segment]) -> list[str]:
    """What stands in a block's text after each of its segments; a space where that is unclear."""
    gaps: list[str] = []
    at = 0
    for segment, after in pairwise(segments):
        start = text.find(segment.text, at)
        end = at if start < 0 else start + len(segment.text)
        at = text.find(after.text, end)
        gaps.append(text[end:at] if start >= 0 and at >= 0 and not text[end:at].strip() else " ")
        at = max(at, end)
    return [*gaps, ""]


def _merged(terms: Sequence[TermMatch]) -> list[TermMatch]:
    """Terms of several languages at the same place as one, its targets one after another."""
    places: dict[tuple[int, int], TermMatch] = {}
    for term in terms:
        key = (term.start, term.end)
        held = places.get(key, replace(term, targets=()))
        places[key] = replace(held, targets=tuple(dict.fromkeys((*held.targets, *term.targets))))
    return list(places.values())


def _by_block(blocks: Sequence[Block], segments: Sequence[Segment]) -> list[tuple[Block, list[Segment]]]:
    """The blocks in order with their segments; segments without a block at the end.

    A segment that does not know its block goes to the next one that has its words.
    """
    place = {block.id: index for index, block in enumerate(blocks)}
    inside: list[list[Segment]] = [[] for _ in blocks]
    homeless: list[Segment] = []
    here = 0
    for segment in segments:
        index = place.get(segment.block_id)
        if index is None:
            index = next((i for i in range(here, len(blocks)) if segment.text in blocks[i].text), None)
        if index is None:
            homeless.append(segment)
        else:
            inside[index].append(segment)
            here = index
    result: list[tuple[Block, list[Segment]]] = []
    for block, found in zip(blocks, inside):
        alone = Segment(block.id, block.id, block.kind, block.text, block.spans)
        result.append((block, found or ([alone] if block.text.strip() else [])))
    for segment in homeless:
        result.append((Block(segment.block_id, segment.kind, segment.text), [segment]))
    return [(block, found) for block, found in result if found]


def _anchor(segment_id: str, taken: set[str]) -> str:
    """`s-` and the segment's id, as an HTML id that is unique in the page."""
    base = anchor = "s-" + re.sub(r"[^\w-]+", "-", segment_id, flags=re.ASCII)
    number = 1
    while anchor in taken:
        number += 1
        anchor = f"{base}-{number}"
    taken.add(anchor)
    return anchor
