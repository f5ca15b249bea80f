"""Files back from other tools into the drafts they came from.

Every returned unit is found in its draft and decided about; a draft that changes is
checked again, copied to `backups/` and written. Everything that came back is in the
report; nothing is skipped in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from translate import drafting, drafts
from translate.article import Segment
from translate.drafts import Draft
from translate.drafts.draft import with_free_ids
from translate.drafts.facts import read_facts
from translate.errors import DraftError, InterchangeError
from translate.files import read_at_most
from translate.ingest.limits import MEGABYTE
from translate.interchange import registry
from translate.interchange.base import Returned
from translate.interchange.deciding import Decision, Outcome, decide, is_human_work
from translate.interchange.matching import Place, Shelf, is_kept, matched, placed
from translate.markup import split_tagged
from translate.terminology import Termbase
from translate.units import State, Unit
from translate.workspace import find_folders

MAX_BYTES = 50 * MEGABYTE
"""Of one file; a thousand long articles in XLIFF are about as much."""


@dataclass(frozen=True)
class Change:
    """What became of one returned unit.

    place: in the file. segment: id of the draft's unit. before, after: targets in the
    draft; returned: as the file had it. state: after. noted: a comment came with it.
    message: for people, "" where the outcome says all.
    """

    outcome: Outcome
    file: str
    place: str
    article: str
    language: str
    segment: str
    source: str
    before: str
    returned: str
    after: str
    state: str
    noted: bool = False
    message: str = ""


@dataclass
class ImportReport:
    """All that an import did. written: draft → copy of it as it was. missing: units of a draft not in the files."""

    changes: list[Change] = field(default_factory=list)
    written: dict[Path, Path | None] = field(default_factory=dict)
    missing: dict[Place, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Units by outcome, every outcome named."""
        found = {outcome.value: 0 for outcome in Outcome}
        for change in self.changes:
            found[change.outcome.value] += 1
        return found

    @property
    def needs_attention(self) -> bool:
        """Whether a human should look: a conflict, or a text that found no place."""
        return any(change.outcome in (Outcome.CONFLICTING, Outcome.UNKNOWN) for change in self.changes)


def import_files(
    files: Iterable[Path], into: Path, termbase: Termbase, *,
    language: str | None = None, file_wins: bool = False, dry_run: bool = False,
) -> ImportReport:
    """Bring `files` back into the drafts under `into`: a folder of articles, an article's folder or a draft.

    language: of files that do not say theirs. file_wins: see `deciding.decide`. dry_run:
    write nothing. A file or draft that cannot be used is named in the report and the others
    go on. Raises InputError when there is no draft at `into`.
    """
    into = into if into.name not in ("", "..") else into.resolve()  # an article is called as its folder
    shelf = Shelf(find_folders([into]))
    report = ImportReport()
    touched: dict[Place, set[str]] = {}
    seen: dict[Place, set[str]] = {}
    for file in files:
        try:
            returned = read_file(file)
            found, lost = placed(returned, str(file), shelf, language)
        except InterchangeError as error:
            report.failures.append(str(error))
            continue
        report.changes += (_lost(back, str(file), why) for back, why in lost)
        for place, backs in found.items():
            changed, here = _bring_back(place, backs, file, shelf, report, file_wins)
            touched.setdefault(place, set()).update(changed)
            seen.setdefault(place, set()).update(here)
    for place, ids in touched.items():
        draft = shelf.draft(place)
        assert draft is not None
        if missing := sum(unit.segment.id not in seen[place] for unit in draft.units):
            report.missing[place] = missing
        if ids:
            _write(place, examined(draft, ids, termbase), shelf, report, dry_run=dry_run)
    report.failures += shelf.failures
    return report


def read_file(path: Path) -> list[Returned]:
    """All units of a file of any known format. Raises InterchangeError for one that cannot be read whole."""
    try:
        data = read_at_most(path, MAX_BYTES)
    except OSError as error:
        raise InterchangeError(f"{path}: {error.strerror or error}; give a file that can be read") from None
    if data is None:
        raise InterchangeError(f"{path}: more than {MAX_BYTES // MEGABYTE} MB; split the file")
    units = list(registry.format_of(data, str(path)).read(data, str(path)))
    if not units:
        raise InterchangeError(f"{path}: holds no translation units; is this the right file?")
    return units


def examined(draft: Draft, ids: set[str], termbase: Termbase) -> Draft:
    """The draft with its checks run again.

    On all units when the glossary is the one it was made with; else only on those in
    `ids`, for the other units' terms would change as well.
    """
    units = drafting.examined(draft.units, draft.language, termbase)
    if draft.glossary_digest != termbase.digest:
        units = tuple(new if new.segment.id in ids else old for new, old in zip(units, draft.units))
    return replace(draft, units=units)


def _bring_back(
    place: Place, backs: Sequence[Returned], file: Path, shelf: Shelf, report: ImportReport, file_wins: bool
) -> tuple[set[str], set[str]]:
    """Decide about the units of one draft; (ids of what changed, ids of what the file has)."""
    draft = shelf.draft(place)
    assert draft is not None
    units = list(draft.units)
    retired = list(draft.obsolete)
    strays: list[Unit] = []
    changed: set[str] = set()
    seen: set[str] = set()
    for back, index in zip(backs, matched(units, backs)):
        if back.retired and is_kept((*units, *retired), back):
            index = None
        if index is None:
            change, stray = _stray(place, back, file, (*retired, *strays))
            report.changes.append(change)
            strays += [stray] if stray else []
            continue
        old = units[index]
        decision = decide(old, back, file.name, file_wins=file_wins)
        units[index] = decision.unit
        seen.add(old.segment.id)
        if decision.unit != old:
            changed.add(old.segment.id)
        report.changes.append(_change(place, back, file, old, decision))
    if strays:
        retired += with_free_ids(strays, {unit.segment.id for unit in (*units, *retired)})
        changed.add("")  # no unit, yet the draft is to be written
    draft = replace(draft, units=tuple(units), obsolete=tuple(retired))
    if strays:
        draft, offered = _offer(draft, strays)
        changed |= offered
    shelf.put(place, draft)
    return changed, seen


def _change(place: Place, back: Returned, file: Path, old: Unit, decision: Decision) -> Change:
    new = decision.unit
    message = ""
    if decision.outcome is Outcome.CONFLICTING:
        message = "the draft was changed as well and keeps its text; the file's is in the note"
    elif decision.outcome is Outcome.UNTRANSLATED:
        message = "empty or still French in the file; the draft keeps its text"
    return Change(
        decision.outcome, str(file), back.place, *place, old.segment.id, old.segment.text,
        old.target, back.target, new.target, new.state.value, decision.noted, message,
    )


def _stray(place: Place, back: Returned, file: Path, kept: Sequence[Unit]) -> tuple[Change, Unit | None]:
    """What becomes of a text whose sentence the draft has no longer, and the unit to keep, if it is human work."""
    text, _ = split_tagged(back.source)
    outcome, message = Outcome.UNKNOWN, "the sentence is gone; its translation is kept at the end of the draft"
    unit = None
    if is_kept(kept, back):
        outcome, message = Outcome.UNCHANGED, "kept at the end of the draft already"
    elif not is_human_work(back):
        outcome, message = Outcome.UNCHANGED, "the sentence is gone and nobody worked on its text"
    elif not text.strip():
        message = "without a source, and no unit has this id; not kept"
    else:
        approved = back.state if back.state is not None and back.state.is_human else State.DRAFT
        facts = read_facts((), back.source)
        segment = Segment(back.id or "returned", "", facts.kind, text, facts.spans)
        unit = Unit(segment, back.target, approved, "human", note=back.note or "")
    change = Change(
        outcome, str(file), back.place, *place, back.id, text, "", back.target, "",
        unit.state.value if unit else "", message=message,
    )
    return change, unit


def _lost(back: Returned, file: str, why: str) -> Change:
    text, _ = split_tagged(back.source)
    return Change(
        Outcome.UNKNOWN, file, back.place, back.article, back.language, back.id, text, "", back.target, "", "",
        message=why,
    )


def _offer(draft: Draft, strays: Sequence[Unit]) -> tuple[Draft, set[str]]:
    """The draft with strays offered, as fuzzy matches, for similar sentences that only a machine translated."""
    segments = [unit.segment for unit in draft.units]
    human = tuple(unit for unit in draft.units if drafts.holds_human_text(unit))
    merged = drafts.merge(segments, replace(draft, units=human))
    sources = {unit.segment.text for unit in strays}
    offered = {
        new.segment.id
        for new, old in zip(merged.units, draft.units)
        if not drafts.holds_human_text(old) and split_tagged(new.previous_source)[0] in sources
    }
    units = tuple(
        replace(new, note=old.note or new.note) if new.segment.id in offered else old
        for new, old in zip(merged.units, draft.units)
    )
    return replace(draft, units=units), offered


def _write(place: Place, draft: Draft, shelf: Shelf, report: ImportReport, *, dry_run: bool) -> None:
    folder = shelf.folders[place[0]]
    path = folder.draft(place[1])
    if dry_run:
        report.written[path] = None
        return
    try:
        copy = drafts.backup_before_change(path, folder.backups, draft)
        if drafts.write(draft, path):
            report.written[path] = copy
    except DraftError as error:
        report.failures.append(str(error))
