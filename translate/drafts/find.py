"""The drafts meant by the paths a user gives: files, article folders, whole output trees."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from translate.errors import InputError

_NOT_DRAFTS = ("backups", "editions")


def find_drafts(paths: Iterable[Path]) -> list[Path]:
    """The PO files at `paths` and in the folders below them, each once, in the order of their names.

    Copies in `backups/` are no drafts, unless named themselves. Raises InputError, saying
    what to give instead, for a path that is not there or holds no draft.
    """
    found: dict[Path, None] = {}
    for path in paths:
        path = Path(path)
        if not path.exists():
            raise InputError(f"{path}: not there; give a draft (ru.po), an article's folder or a folder of them")
        inside = sorted(_below(path)) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path}: no draft here; make one with: tk edition ARTICLE")
        found.update(dict.fromkeys(inside))
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _NOT_DRAFTS and not name.startswith(".")]
        yield from (Path(root) / name for name in files if name.endswith(".po") and not name.startswith("."))
