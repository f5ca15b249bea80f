"""The memories of a run: the user's own, which learns, and others that are only read."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from translate.errors import ConfigError, MemoryStoreError
from translate.memory.lookup import Lookup
from translate.memory.match import Match, Query, best
from translate.memory.percent import FUZZY
from translate.memory.store import Store
from translate.resources import cache_dir

VARIABLE = "YELEMA_MEMORY"
_PENALTY = re.compile(r"(?P<file>.+):(?P<penalty>\d{1,2})\Z", re.DOTALL)
_PIECE = 1 << 20


def default_path() -> Path:
    """The user's own memory: $YELEMA_MEMORY, else in the user data folder; XDG_DATA_HOME is honoured."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    return Path(platformdirs.user_data_dir("yelema", appauthor=False)) / "memory.db"


@dataclass(frozen=True)
class Named:
    """A memory as given on the command line: `FILE` or `FILE:PENALTY`, a memory of ours or a TMX file."""

    path: Path
    penalty: int = 0

    @classmethod
    def parse(cls, text: str) -> Named:
        """Raises ConfigError for a file that is not there."""
        match = _PENALTY.match(text)
        path, penalty = (Path(match["file"]), int(match["penalty"])) if match and not Path(text).exists() else (
            Path(text), 0)
        if not path.is_file():
            raise ConfigError(f"{path}: no such memory; --memory takes FILE or FILE:PENALTY (.db or .tmx)")
        return cls(path, penalty)

    def open(self) -> Lookup:
        """The memory; a TMX file is turned into one first, once for its content, in the cache."""
        if self.path.suffix.lower() == ".tmx":
            return Lookup(Store(_converted(self.path)), name=self.path.name, penalty=self.penalty)
        return Lookup(Store(self.path, make=False), name=self.path.name, penalty=self.penalty)


class Memories:
    """own: the memory that learns, None for none. others: only read.

    least: per cent from which `match` gives anything. False when there is nothing to ask.
    """

    def __init__(self, own: Lookup | None, others: Sequence[Lookup] = (), *, least: int = FUZZY) -> None:
        self.own = own
        self.least = least
        self._all = [*([own] if own else []), *others]

    @classmethod
    def open(cls, others: Sequence[str] = (), *, own: Path | None = None, least: int = FUZZY) -> Memories:
        """own: the file of the user's own memory, made if it is not there; by default `default_path`.

        Raises MemoryStoreError for a damaged memory, ConfigError for one that is not there.
        """
        named = [Named.parse(text) for text in others]
        return cls(Lookup(Store(own or default_path())), [item.open() for item in named], least=least)

    def __bool__(self) -> bool:
        return bool(self._all)

    def __enter__(self) -> Memories:
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._all:
            one.store.close()

    def match(self, query: Query, *, least: int | None = None) -> Match | None:
        """The best translation remembered for a segment, None when none is good enough."""
        return next(iter(self.find(query, least=self.least if least is None else least, limit=1)), None)

    def find(self, query: Query, *, least: int, limit: int = 10) -> list[Match]:
        """The best matches of all memories together, the best first."""
        found = [match for one in self._all for match in one.find(query, least=least, limit=limit)]
        return best(found, limit)


def _converted(path: Path) -> Path:
    """The memory made from a TMX file; named after the file's content, so that an edited file is read again."""
    from translate.memory.transfer import import_tmx

    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        raise MemoryStoreError(f"{path}: {error.strerror or error}; give a TMX file that can be read") from None
    made = cache_dir() / "memories" / f"{digest.hexdigest()[:32]}.db"
    if not made.exists():
        temporary = made.with_name(f"{made.stem}.{os.getpid()}.part")
        try:
            with Store(temporary) as store:
                import_tmx(store, path)
            os.replace(temporary, made)
        finally:
            for rest in temporary.parent.glob(f"{temporary.name}*"):
                rest.unlink(missing_ok=True)
    return made
