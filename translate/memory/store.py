"""The SQLite file of a memory: what is in it, put in and taken out.

Several processes may use one file at once (write-ahead log; each change is one short
transaction that waits its turn). Local disks only: SQLite's log does not work on network
shares. Whatever SQLite complains of becomes a MemoryStoreError of one line.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from translate.errors import MemoryStoreError
from translate.memory.entry import ORIGINS, Entry, key_of

_APPLICATION = 0x59454C45  # "YELE"
_VERSION = 1
_PATIENCE = 60.0  # seconds to wait for another process to finish writing
_ELSEWHERE = "check the disk and its permissions, or name another file in YELEMA_MEMORY"
_BATCH = 20_000  # entries put in at once; others wait for about a second
_LOG_PAGES = 8_000  # 32 MB of log before it is worked into the file
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS unit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity BLOB NOT NULL UNIQUE,
    language TEXT NOT NULL,
    key INTEGER NOT NULL,
    source TEXT NOT NULL, target TEXT NOT NULL,
    source_tagged TEXT, target_tagged TEXT,
    previous INTEGER, following INTEGER,
    origin TEXT NOT NULL, article TEXT NOT NULL, segment TEXT NOT NULL, place TEXT NOT NULL,
    author TEXT NOT NULL, created INTEGER NOT NULL, changed INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS unit_by_key ON unit (language, key);
CREATE TABLE IF NOT EXISTS history (
    identity BLOB NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, author TEXT NOT NULL, changed INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS learnt (place TEXT, language TEXT, stamp TEXT NOT NULL, PRIMARY KEY (place, language));
"""
_COLUMNS = (
    "id, identity, language, source, target, source_tagged, target_tagged, previous, following, "
    "origin, article, segment, place, author, created, changed"
)
_INSERT = """
INSERT OR IGNORE INTO unit (identity, language, key, source, target, source_tagged, target_tagged, previous, following,
    origin, article, segment, place, author, created, changed)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True)
class Added:
    """What became of entries put in. new, changed (another translation or context), same, older (left as it was)."""

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(self.new + other.new, self.changed + other.changed, self.same + other.same,
                     self.older + other.older)


class Store:
    """One memory file. make: create it, and its folder, if it is not there.

    Raises MemoryStoreError, here and from every method, for a file that is damaged, of
    another program, locked for more than a minute or not writable.
    """

    def __init__(self, path: Path, *, make: bool = True) -> None:
        self.path = Path(path)
        if not make and not self.path.is_file():
            raise MemoryStoreError(f"{self.path}: no such memory; make one with: tk memory learn output/")
        with self._told():
            if make:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            where: str | Path = self.path
            fixed = not make and not os.access(self.path.parent, os.W_OK)
            if fixed:  # a log cannot be kept there, but nobody writes there either
                where = f"{self.path.absolute().as_uri()}?immutable=1"
            deadline = time.monotonic() + _PATIENCE
            while not self._connected(where, fixed, last=time.monotonic() > deadline):
                time.sleep(0.05)

    def _connected(self, where: str | Path, fixed: bool, *, last: bool) -> bool:
        """Open the file. False when it must be tried again, which the last try does not say.

        Of two processes that make a memory at the same moment, SQLite tells one without
        waiting that the file is locked.
        """
        self._connection = sqlite3.connect(where, timeout=_PATIENCE, isolation_level=None, uri=fixed)
        try:
            self._prepare()
        except BaseException as error:
            self._connection.close()
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error) and not last:
                return False
            raise
        return True

    def _prepare(self) -> None:
        run = self._connection.execute
        # Tables first: another process may make them, and set the numbers with them, at this moment.
        (tables,) = run("SELECT count(*) FROM sqlite_master").fetchone()
        (application,), (version,) = run("PRAGMA application_id").fetchone(), run("PRAGMA user_version").fetchone()
        if tables and application != _APPLICATION:
            raise MemoryStoreError(f"{self.path}: a database, but not a memory of this program; give another file")
        if version > _VERSION:
            raise MemoryStoreError(f"{self.path}: written by a newer version of this program; update yelema")
        run("PRAGMA synchronous = NORMAL")
        run("PRAGMA cache_size = -65536")
        run(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        if version < _VERSION:
            run("PRAGMA journal_mode = WAL")
            run("BEGIN IMMEDIATE")
            for statement in _SCHEMA.split(";"):
                run(statement)
            run("INSERT OR IGNORE INTO meta VALUES ('uuid', ?)", (secrets.token_hex(16),))
            run(f"PRAGMA application_id = {_APPLICATION}")
            run(f"PRAGMA user_version = {_VERSION}")
            run("COMMIT")
        self.uuid = str(run("SELECT value FROM meta WHERE name = 'uuid'").fetchone()[0])

    def close(self) -> None:
        with self._told():
            self._connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, entries: Iterable[Entry], *, newer_only: bool = False) -> Added:
        """Put entries in; one with the identity of another replaces it, the old translation goes to the history.

        newer_only: replace it only by what is newer (for imports).
        """
        iterator, done = iter(entries), Added()
        while batch := list(islice(iterator, _BATCH)):
            rows = [_row(entry) for entry in batch]
            with self._transaction():
                new = self._connection.executemany(_INSERT, rows).rowcount
                done += Added(new=new)
                if new < len(batch):
                    done += self._update(batch, rows, new, newer_only)
        return done

    def _update(self, batch: list[Entry], rows: list[tuple[Any, ...]], new: int, newer_only: bool) -> Added:
        """Bring what was there before a batch in line with it."""
        changed = older = 0
        there: dict[bytes, Entry] = {}
        for start in range(0, len(rows), 500):
            some = [row[0] for row in rows[start : start + 500]]
            marks = ",".join("?" * len(some))
            for row in self._connection.execute(f"SELECT {_COLUMNS} FROM unit WHERE identity IN ({marks})", some):
                there[bytes(row[1])] = _entry(row)
        for entry, values in zip(batch, rows):
            old = there[values[0]]
            if _says(old) == _says(entry):
                continue
            if newer_only and old.changed >= entry.changed:
                older += 1
                continue
            changed += 1
            created, date = min(old.created, entry.created), entry.changed
            if (old.source, old.target) == (entry.source, entry.target):
                date = old.changed  # only where it stands, or how far it has come, is told anew
            else:
                self._connection.execute(
                    "INSERT INTO history VALUES (?, ?, ?, ?, ?)",
                    (values[0], old.source, old.target, old.author, old.changed))
            if old.plain_source != entry.plain_source:
                # A new number tells the index to look at the source again.
                self._connection.execute("DELETE FROM unit WHERE id = ?", (old.id,))
                self._connection.execute(_INSERT, (*values[:-2], created, date))
            else:
                self._connection.execute(
                    "UPDATE unit SET target = ?, source_tagged = ?, target_tagged = ?, previous = ?, following = ?, "
                    "origin = ?, article = ?, segment = ?, place = ?, author = ?, created = ?, changed = ? "
                    "WHERE identity = ?",
                    (*values[4:-2], created, date, values[0]))
            there[values[0]] = entry._replace(id=old.id, created=created, changed=date)
        return Added(changed=changed, older=older, same=len(batch) - new - changed - older)

    def exact(self, language: str, key: int) -> list[Entry]:
        """The entries whose source has this key (see `key_of`)."""
        return self._entries("WHERE language = ? AND key = ?", (language, key))

    def by_ids(self, ids: Sequence[int]) -> list[Entry]:
        """The entries with these numbers that are still there, in no order."""
        found: list[Entry] = []
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            found += self._entries(f"WHERE id IN ({','.join('?' * len(some))})", some)
        return found

    def sources_after(self, language: str, after: int) -> Iterator[tuple[int, str]]:
        """(number, plain source) of the entries numbered above `after`, in order."""
        with self._told():
            yield from self._connection.execute(
                "SELECT id, source FROM unit NOT INDEXED WHERE id > ? AND language = ? ORDER BY id", (after, language))

    def ids(self, language: str) -> Iterator[int]:
        """The numbers of the entries in a language."""
        with self._told():
            for row in self._connection.execute("SELECT id FROM unit WHERE language = ?", (language,)):
                yield row[0]

    def entries(self, language: str | None = None, after: int = 0) -> Iterator[Entry]:
        """Every entry, in the order of their numbers, without holding them all.

        Read in slices, so that a slow reader holds up nobody's writing.
        """
        while True:
            some = self._entries("WHERE id > ? AND (? IS NULL OR language = ?) ORDER BY id LIMIT 2000",
                                 (after, language, language))
            if not some:
                return
            yield from some
            after = some[-1].id

    def readable(self) -> Iterator[Entry]:
        """The entries of a damaged memory that can still be read; damage is passed over."""
        after, step = 0, 1
        while step < 1 << 24:
            try:
                for row in self._connection.execute(
                    f"SELECT {_COLUMNS} FROM unit NOT INDEXED WHERE id > ? ORDER BY id", (after,)
                ):
                    entry = _entry(row)
                    after, step = entry.id, 1
                    yield entry
                return
            except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError):
                after += step  # a damaged page holds some dozens of units: go on behind it
                step *= 2

    def containing(self, text: str, language: str, limit: int) -> list[Entry]:
        """The newest entries with `text` in the source or the target; the case of ASCII letters does not count."""
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        return self._entries(
            "WHERE language = ? AND (source LIKE ? ESCAPE '\\' OR target LIKE ? ESCAPE '\\') "
            "ORDER BY changed DESC, id LIMIT ?", (language, pattern, pattern, limit))

    def remove(self, ids: Sequence[int]) -> int:
        """Remove entries by number; returns how many were there."""
        with self._transaction():
            return self._connection.executemany("DELETE FROM unit WHERE id = ?", [(number,) for number in ids]).rowcount

    def ends_at(self, language: str, number: int) -> tuple[int, int | None]:
        """The last number used in this language, and the key of the entry `number` (None if it is gone)."""
        with self._told():
            (last,) = self._connection.execute(
                "SELECT coalesce(max(id), 0) FROM (SELECT id FROM unit NOT INDEXED WHERE language = ? AND id >= ?)",
                (language, number)).fetchone()
            row = self._connection.execute("SELECT key FROM unit WHERE id = ? AND language = ?", (number, language))
            found = row.fetchone()
        return last, found[0] if found else None

    def counts(self) -> list[tuple[str, str, int, int, int, int]]:
        """(language, origin, units, different sources, first date, last date) for each language and origin."""
        with self._told():
            return list(self._connection.execute(
                "SELECT language, origin, count(*), count(DISTINCT key), min(created), max(changed) "
                "FROM unit GROUP BY language, origin ORDER BY language, origin"))

    def languages(self) -> list[str]:
        """The target languages there are entries in."""
        with self._told():
            return [row[0] for row in self._connection.execute("SELECT DISTINCT language FROM unit ORDER BY 1")]

    def history(self, identity: bytes) -> list[tuple[str, str, str, int]]:
        """(source, target, author, date) of what an entry said before, the oldest first."""
        with self._told():
            return list(self._connection.execute(
                "SELECT source, target, author, changed FROM history WHERE identity = ? ORDER BY rowid", (identity,)))

    def replaced(self) -> int:
        """How many earlier translations the history keeps."""
        with self._told():
            return int(self._connection.execute("SELECT count(*) FROM history").fetchone()[0])

    def has_learnt(self, place: str, language: str, stamp: str) -> bool:
        """Whether this very draft was learnt from (see `note_learnt`)."""
        with self._told():
            row = self._connection.execute(
                "SELECT 1 FROM learnt WHERE place = ? AND language = ? AND stamp = ?", (place, language, stamp))
            return row.fetchone() is not None

    def note_learnt(self, place: str, language: str, stamp: str) -> None:
        with self._transaction():
            self._connection.execute("INSERT OR REPLACE INTO learnt VALUES (?, ?, ?)", (place, language, stamp))

    def check(self) -> None:
        """Read the whole file. Raises MemoryStoreError when it is damaged."""
        with self._told():
            (found,) = self._connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise MemoryStoreError(damaged(self.path, str(found)))

    def _entries(self, where: str, values: Sequence[object]) -> list[Entry]:
        with self._told():
            return [_entry(row) for row in self._connection.execute(f"SELECT {_COLUMNS} FROM unit {where}", values)]

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What SQLite and the file system say, as one line of ours."""
        try:
            yield
        except sqlite3.OperationalError as error:
            text = str(error)
            if "locked" in text or "busy" in text:
                text = "another process has been writing for a minute; try again"
                raise MemoryStoreError(f"{self.path}: {text}") from None
            if any(word in text for word in ("no such table", "no such column", "malformed")):
                raise MemoryStoreError(damaged(self.path, text)) from None
            raise MemoryStoreError(f"{self.path}: {text}; {_ELSEWHERE}") from None
        except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError) as error:
            raise MemoryStoreError(damaged(self.path, str(error))) from None
        except OSError as error:
            raise MemoryStoreError(f"{self.path}: {error.strerror or error}; {_ELSEWHERE}") from None


def damaged(path: Path, what: str) -> str:
    """What to tell of a damaged memory, in one line."""
    what = " ".join(what.split())[:80]
    return f"{path}: damaged ({what}); rebuild it from your drafts: tk memory learn output/ --rebuild"


def _says(entry: Entry) -> tuple[object, ...]:
    """What makes two entries of one identity the same: all but the dates and who wrote it."""
    return entry.source, entry.target, entry.previous, entry.following, entry.origin, entry.article


def _row(entry: Entry) -> tuple[Any, ...]:
    source, target = entry.plain_source, entry.plain_target
    return (
        entry.identity, entry.language, key_of(source), source, target,
        entry.source if entry.source != source else None, entry.target if entry.target != target else None,
        entry.previous, entry.following, entry.origin, entry.article, entry.segment, entry.place, entry.author,
        entry.created, entry.changed,
    )


def _entry(row: Sequence[Any]) -> Entry:
    (number, identity, language, source, target, source_tagged, target_tagged, previous, following, origin, article,
     segment, place, author, created, changed) = row
    return Entry(
        source_tagged or source, target_tagged or target, language, previous, following,
        origin if origin in ORIGINS else ORIGINS[-1], article, segment, place, author, created, changed,
        bytes(identity).hex(), number)

