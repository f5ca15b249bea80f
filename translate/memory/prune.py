"""Taking units out of a memory, never without a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from translate.errors import ConfigError
from translate.memory.entry import Entry
from translate.memory.store import Store
from translate.memory.transfer import unit_of, write_tmx


@dataclass(frozen=True)
class Conditions:
    """Which units: those that meet all that is given. before: seconds since 1970, of the last change."""

    language: str | None = None
    before: int | None = None
    article: str | None = None
    imported: bool = False
    superseded: bool = False

    @property
    def given(self) -> bool:
        return self != Conditions()

    def met_by(self, entry: Entry) -> bool:
        """Whether an entry meets them; whether it is superseded is not looked at."""
        return (
            (self.language is None or entry.language == self.language)
            and (self.before is None or entry.changed < self.before)
            and (self.article is None or entry.article == self.article)
            and (not self.imported or entry.origin == "imported")
        )


def prune(store: Store, conditions: Conditions, *, dry_run: bool = False) -> tuple[int, Path | None]:
    """Take out what meets the conditions; returns how many, and the TMX file they are kept in.

    Raises ConfigError when nothing is asked for.
    """
    if not conditions.given:
        raise ConfigError("what should go? give --before, --article, --imported, --superseded or --to")
    ids = [entry.id for entry in _meeting(store, conditions)]
    if dry_run or not ids:
        return len(ids), None
    chosen = set(ids)
    kept = _free_name(store.path)
    write_tmx(kept, (unit_of(entry) for entry in store.entries(conditions.language) if entry.id in chosen))
    removed = store.remove(ids)
    for index in store.path.parent.glob(f"{store.path.name}.*.index"):
        index.unlink(missing_ok=True)
    return removed, kept


def _meeting(store: Store, conditions: Conditions) -> Iterator[Entry]:
    newest: dict[tuple[str, str], tuple[int, int]] = {}
    if conditions.superseded:
        for entry in store.entries(conditions.language):
            key = entry.language, entry.plain_source
            newest[key] = max(newest.get(key, (0, 0)), (entry.changed, entry.id))
    for entry in store.entries(conditions.language):
        if not conditions.met_by(entry):
            continue
        if not conditions.superseded or (entry.changed, entry.id) < newest[entry.language, entry.plain_source]:
            yield entry


def _free_name(path: Path) -> Path:
    number = 1
    while (kept := path.with_name(f"{path.stem}-pruned-{number}.tmx")).exists():
        number += 1
    return kept
