"""TMX into a memory and out of it, unit by unit."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from translate.errors import MemoryStoreError
from translate.interchange.tmx import TmxUnit, Variant, read_file, write_units
from translate.languages import SOURCE
from translate.memory.entry import Entry, key_of
from translate.memory.store import Added, Store

_IDENTITY, _CONTEXT, _ORIGIN, _PLACE = "x-yelema-id", "x-yelema-context", "x-yelema-origin", "x-yelema-place"
# Text of the segments before and after, as memoQ and OmegaT call them.
_BEFORE, _AFTER = ("x-context-pre", "prev"), ("x-context-post", "next")
_MARKUP = re.compile(r"<[^<>]*>")
_HEX = re.compile(r"[0-9a-f]{32}")

Progress = Callable[[int], None]
"""Called with the number of pairs read, now and then."""


@dataclass
class Imported:
    """What an import did. skipped: reason -> how many units were left out for it."""

    added: Added = field(default_factory=Added)
    skipped: Counter[str] = field(default_factory=Counter)


def import_tmx(store: Store, path: Path, *, progress: Progress = lambda _: None) -> Imported:
    """Take every pair from French in a TMX file into the memory. Twice is the same as once.

    Raises InterchangeError for a damaged file; what stands before the damage is in the memory then.
    """
    done = Imported()
    done.added = store.add(_counted(_entries(path, done.skipped), progress), newer_only=True)
    return done


def export_tmx(store: Store, path: Path, *, language: str | None = None, level: int = 2) -> int:
    """Write the memory to a TMX file, whole or not at all; returns how many units.

    language: only this target language. level: 2 with inline tags, 1 plain text only.
    """
    return write_tmx(path, (unit_of(entry) for entry in store.entries(language)), level=level)


def write_tmx(path: Path, units: Iterable[TmxUnit], *, level: int = 2) -> int:
    """Write units to a TMX file through a temporary one beside it, holding one at a time; returns how many."""
    count = 0

    def counted() -> Iterator[TmxUnit]:
        nonlocal count
        for unit in units:
            count += 1
            yield unit

    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(write_units(counted(), level=level))
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as error:
        raise MemoryStoreError(f"{path}: {error.strerror or error}; give a path that can be written") from None
    finally:
        Path(temporary).unlink(missing_ok=True) if temporary else None
    return count


def unit_of(entry: Entry) -> TmxUnit:
    """An entry as a TMX unit that another memory of ours takes as the same entry."""
    props = {_IDENTITY: entry.identity.hex(), _ORIGIN: entry.origin}
    if entry.place:
        props[_PLACE] = entry.place
    if entry.article:
        props["x-article"] = entry.article
    if entry.segment:
        props["x-segment"] = entry.segment
    if entry.previous is not None or entry.following is not None:
        props[_CONTEXT] = f"{_hex(entry.previous)} {_hex(entry.following)}"
    return TmxUnit(
        (Variant(SOURCE.code, SOURCE.code, entry.source), Variant(entry.language, entry.language, entry.target)),
        author=entry.author, created=entry.created, changed=entry.changed, props=props)


def _entries(path: Path, skipped: Counter[str]) -> Iterator[Entry]:
    name = path.name
    for unit in read_file(path):
        if unit.props.get("x-state") in ("draft", "new"):
            skipped["a draft nobody approved"] += 1
            continue
        found = False
        for source, target in unit.pairs():
            found = True
            french, text = source.text.strip(), target.text.strip()
            if not french or not text:
                skipped["empty"] += 1
            else:
                yield _entry(unit, french, text, target.code, name)
        if not found:
            ours = any(variant.code == SOURCE.code for variant in unit.variants)
            skipped["no language we know beside French" if ours else "no French"] += 1


def _entry(unit: TmxUnit, source: str, target: str, language: str, name: str) -> Entry:
    props = unit.props
    given = props.get(_IDENTITY, "")
    previous, following = _context(unit)
    origin = props.get(_ORIGIN, "")
    ours = bool(given and _HEX.fullmatch(given))
    return Entry(
        source, target, language, previous, following,
        origin=origin if ours and origin in ("reviewed", "final") else "imported",
        article=props.get("x-article", "") or ("" if ours else name), segment=props.get("x-segment", "") or unit.id,
        place=props.get(_PLACE, "") if ours else "", author=unit.author, created=unit.created, changed=unit.changed,
        given=given if ours else "",
    )


def _context(unit: TmxUnit) -> tuple[int | None, int | None]:
    props = unit.props
    if stored := props.get(_CONTEXT):
        before, _, after = stored.partition(" ")
        return _from_hex(before), _from_hex(after)
    return _key(unit, _BEFORE), _key(unit, _AFTER)


def _key(unit: TmxUnit, names: tuple[str, str]) -> int | None:
    for name in names:
        if name in unit.props:
            return key_of(_MARKUP.sub("", unit.props[name]))
    return None


def _hex(key: int | None) -> str:
    return "-" if key is None else f"{key & 0xFFFFFFFFFFFFFFFF:016x}"


def _from_hex(text: str) -> int | None:
    if not re.fullmatch(r"[0-9a-f]{16}", text):
        return None
    return int.from_bytes(bytes.fromhex(text), "big", signed=True)


def _counted(entries: Iterable[Entry], progress: Progress) -> Iterator[Entry]:
    for number, entry in enumerate(entries, start=1):
        if number % 5_000 == 0:
            progress(number)
        yield entry
