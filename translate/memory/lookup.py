"""Looking things up in one memory: exact matches by key, similar ones by the index and then the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from translate.memory import index_file
from translate.memory.entry import Entry
from translate.memory.index import Hashed, Hasher, Index, build, hashed_of, joined
from translate.memory.match import Match, Query, best, judge
from translate.memory.store import Store

_TAIL = 5_000
"""Units that are not in the index on disk yet, from which on it is made again (or a twentieth of it, if more)."""

_AT_ONCE = 32


@dataclass
class _Body:
    """The index of one language: what is on disk, and the units that came since."""

    base: Index
    last: int
    tail: Hashed
    tail_index: Index


class Lookup:
    """One memory to look things up in.

    name: what matches from it are marked with. penalty: per cent taken off them.
    """

    def __init__(self, store: Store, *, name: str = "", penalty: int = 0) -> None:
        self.store = store
        self.name = name
        self.penalty = penalty
        self._hasher = Hasher()
        self._bodies: dict[str, _Body] = {}

    def find(self, query: Query, *, least: int, limit: int = 10) -> list[Match]:
        """The `limit` best matches of `least` per cent and more, the best first, each translation once.

        They are those that comparing the query with every unit would give.
        """
        found = {
            entry.id: match
            for entry in self.store.exact(query.language, query.key)
            if (match := judge(query, entry, penalty=self.penalty, least=least))
        }
        if limit > 1 or not any(match.percent == 100 for match in found.values()):
            self._add_similar(found, query, least, limit)
        matches = best(list(found.values()), limit)
        return [replace(match, memory=self.name) for match in matches] if self.name else matches

    def _add_similar(self, found: dict[int, Match], query: Query, least: int, limit: int) -> None:
        """Add what the index finds, the most similar first, until no other can be among the best."""
        near = self.near(query, min(100, least + self.penalty))
        for start in range(0, len(near), _AT_ONCE):
            some = near[start : start + _AT_ONCE]
            enough = best(list(found.values()), limit)
            # Penalties only lower what the words give, so all that follow stay below.
            if len(enough) == limit and some[0][0] - self.penalty < enough[-1].percent:
                return
            for entry in self.store.by_ids([number for _, number in some if number not in found]):
                if entry.language == query.language:
                    match = judge(query, entry, penalty=self.penalty, least=least)
                    if match:
                        found[entry.id] = match

    def near(self, query: Query, least: int) -> list[tuple[int, int]]:
        """(per cent of the words, number) of all units at least so similar, the most similar first."""
        words = self._hasher.of(query.segment.text)
        if not words:
            return []
        body = self._body(query.language)
        return sorted(body.base.near(words, least) + body.tail_index.near(words, least), reverse=True)

    def refresh(self, language: str) -> None:
        """Bring the index on disk up to date, however little has changed; saves the first look-up the wait."""
        self._body(language, tail_at_most=0)

    def _body(self, language: str, tail_at_most: int = _TAIL) -> _Body:
        body = self._bodies.get(language)
        if body is None:
            body = self._bodies[language] = self._opened(language)
        since = max(body.last, int(body.tail.ids[-1]) if len(body.tail.ids) else 0)
        new = self._hasher.all(self.store.sources_after(language, since))
        if len(new.ids):
            body.tail = joined(body.tail, new)
        if len(body.tail.ids) > max(tail_at_most, len(body.base.ids) // 20 if tail_at_most else 0):
            self._fold(body, language)
        elif len(new.ids):
            body.tail_index = build(body.tail)
        return body

    def _opened(self, language: str) -> _Body:
        empty = self._hasher.all(())
        stored = index_file.read(self.file(language), self.store.uuid)
        if stored is not None:
            last, key = self.store.ends_at(language, stored.last)
            if last >= stored.last and key == stored.last_key:
                return _Body(stored.index, stored.last, empty, build(empty))
        return _Body(build(empty), 0, empty, build(empty))

    def _fold(self, body: _Body, language: str) -> None:
        """Make the index on disk again with the units that came since in it, and without those that went."""
        old = hashed_of(body.base)
        there = np.isin(old.ids, np.fromiter(self.store.ids(language), dtype=np.int64)) if len(old.ids) else None
        if there is not None and not there.all():
            words = old.words[np.repeat(there, old.counts)]
            old = Hashed(old.ids[there], old.counts[there], words)
        last = int(body.tail.ids[-1])
        body.base, body.last = build(joined(old, body.tail)), last
        body.tail = self._hasher.all(())
        body.tail_index = build(body.tail)
        _, key = self.store.ends_at(language, last)
        if key is not None:
            index_file.write(self.file(language), body.base, self.store.uuid, last, key)

    def file(self, language: str) -> Path:
        """Where the index of a language is kept: beside the memory."""
        return self.store.path.with_name(f"{self.store.path.name}.{language}.index")


def everything(store: Store, query: Query, *, least: int, limit: int = 10, penalty: int = 0) -> list[Match]:
    """What `Lookup.find` must give, by comparing the query with every unit; for tests and benchmarks."""
    entries: Iterator[Entry] = store.entries(query.language)
    matches = (judge(query, entry, penalty=penalty, least=least) for entry in entries)
    return best([match for match in matches if match], limit)
