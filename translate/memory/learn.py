"""What people approved in drafts, put into a memory; and a damaged memory made again from it."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from translate import drafts
from translate.article import Segment
from translate.drafts import Draft
from translate.drafts.find import find_drafts
from translate.errors import MemoryStoreError, YelemaError
from translate.markup import to_tagged
from translate.memory.entry import EDGE, Entry, folded, key_of
from translate.memory.store import Added, Store
from translate.units import State


@dataclass
class Learnt:
    """drafts: how many were read. kept: entries saved from the old memory by `rebuild`. aside: where that is now.

    failures: drafts that could not be read, one line each.
    """

    added: Added = field(default_factory=Added)
    drafts: int = 0
    failures: list[str] = field(default_factory=list)
    kept: int = 0
    aside: Path | None = None


def learn(store: Store, paths: Sequence[Path]) -> Learnt:
    """Take the approved units of the drafts at `paths` (files, article folders, folders of them). Twice is once.

    A draft that cannot be read is told and the others are taken. Raises InputError for a path without drafts.
    """
    done = Learnt()
    for path in find_drafts(paths):
        try:
            draft = drafts.read(path)
        except YelemaError as error:
            done.failures.append(str(error))
            continue
        done.added += learn_draft(store, draft, path, again=True)
        done.drafts += 1
    return done


def learn_draft(store: Store, draft: Draft, path: Path, *, again: bool = False) -> Added:
    """Take the approved units of one draft, read from `path`.

    A correction of a segment that was learnt from this article before replaces it; what is
    no longer approved stays. again: also when this very file was learnt from already.
    """
    place = place_of(path)
    if draft.stamp and not again and store.has_learnt(place, draft.language, draft.stamp):
        return Added()
    entries = list(approved(draft, place, _date(path)))
    added = store.add(entries)
    if draft.stamp and entries:
        store.note_learnt(place, draft.language, draft.stamp)
    return added


def approved(draft: Draft, place: str, date: int) -> Iterator[Entry]:
    """An entry for each approved unit of a draft, and for each retired one whose sentence is gone."""
    author = dict(draft.headers).get("Last-Translator", "")
    keys = [EDGE, *(key_of(unit.segment.text) for unit in draft.units), EDGE]
    here = {folded(unit.segment.text) for unit in draft.units if unit.state.is_human}
    retired = [unit for unit in draft.obsolete if folded(unit.segment.text) not in here]
    for number, unit in enumerate((*draft.units, *retired)):
        if not unit.state.is_human or not unit.target.strip():
            continue
        active = number < len(draft.units)
        yield Entry(
            to_tagged(unit.segment.text, unit.segment.spans), unit.target, draft.language,
            keys[number] if active else None, keys[number + 2] if active else None,
            origin="final" if unit.state is State.FINAL else "reviewed",
            article=draft.article, segment=unit.segment.id, place=place, author=author, created=date, changed=date,
        )


def place_of(path: Path) -> str:
    """16 hex digits for the folder of a draft: two articles of one name are two."""
    return hashlib.sha256(os.fsencode(Path(path).resolve().parent)).hexdigest()[:16]


def neighbours(segments: Sequence[Segment], place: int) -> tuple[int, int]:
    """Keys of the segments before and after the one at `place`, `EDGE` at the ends."""
    before = key_of(segments[place - 1].text) if place else EDGE
    return before, key_of(segments[place + 1].text) if place + 1 < len(segments) else EDGE


def rebuild(path: Path, paths: Sequence[Path]) -> Learnt:
    """Make a memory again from the drafts at `paths` and whatever can still be read of it.

    The old file is kept beside it under another name. Raises InputError, before anything is
    changed, for a path without drafts.
    """
    find_drafts(paths)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.part")
    _remove(fresh)
    kept = 0
    try:
        with Store(fresh) as store:
            if path.exists():
                kept = store.add(_saved(path)).new
            done = learn(store, paths)
        done.kept, done.aside = kept, _set_aside(path)
        os.replace(fresh, path)
    finally:
        _remove(fresh)
    return done


def _saved(path: Path) -> Iterator[Entry]:
    """What can be read of a damaged memory; nothing of a file that cannot even be opened."""
    try:
        old = Store(path, make=False)
    except MemoryStoreError:
        return
    with old:
        yield from old.readable()


def _set_aside(path: Path) -> Path | None:
    if not path.exists():
        return None
    number = 1
    while (aside := path.with_name(f"{path.name}.old-{number}")).exists():
        number += 1
    os.replace(path, aside)
    for end in ("-wal", "-shm"):
        log = path.with_name(path.name + end)
        if log.exists():
            os.replace(log, aside.with_name(aside.name + end))
    return aside


def _remove(path: Path) -> None:
    for rest in path.parent.glob(f"{path.name}*"):
        rest.unlink(missing_ok=True)


def _date(path: Path) -> int:
    """When the translator last saved the draft: so the order of their work survives a rebuild."""
    try:
        return int(path.stat().st_mtime)
    except OSError:
        return int(time.time())
