"""An index on disk: one file of plain arrays, mapped into memory, made whole or not at all.

A line of JSON, padded to 4096 bytes, names the memory it belongs to, the last unit in it
and each array's type, length and place; a checksum guards what follows.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from translate.memory.index import Index

_HEAD = 4096
_FORMAT = 1
_PIECE = 1 << 24


@dataclass(frozen=True)
class Stored:
    """An index as found on disk. last: number of the newest unit in it. last_key: that unit's key."""

    index: Index
    last: int
    last_key: int


def read(path: Path, uuid: str) -> Stored | None:
    """The index in a file, None if there is none, it belongs to another memory or is damaged: it is then made again."""
    try:
        with path.open("rb") as file:
            head = json.loads(file.read(_HEAD))
            if head["format"] != _FORMAT or head["memory"] != uuid:
                return None
            check = 0
            while piece := file.read(_PIECE):
                check = zlib.crc32(piece, check)
            if check != head["check"]:
                return None
        arrays = {
            name: np.memmap(path, dtype=kind, mode="r", offset=offset, shape=(size,)) if size
            else np.empty(0, dtype=kind)
            for name, (kind, size, offset) in head["arrays"].items()
        }
        return Stored(Index(**arrays), int(head["last"]), int(head["last_key"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(path: Path, index: Index, uuid: str, last: int, last_key: int) -> bool:
    """Keep an index; False where the folder cannot be written, which only costs time at the next start."""
    arrays, offset, check = {}, _HEAD, 0
    data = []
    for item in fields(index):
        array = np.ascontiguousarray(getattr(index, item.name))
        arrays[item.name] = (array.dtype.str, len(array), offset)
        padding = b"\0" * (-array.nbytes % 8)
        data.append((array, padding))
        check = zlib.crc32(padding, zlib.crc32(array.data, check))
        offset += array.nbytes + len(padding)
    head = json.dumps({"format": _FORMAT, "memory": uuid, "last": last, "last_key": last_key, "check": check,
                       "arrays": arrays}).encode()
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}-", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(head.ljust(_HEAD))
            for array, padding in data:
                file.write(array.data)
                file.write(padding)
        os.replace(temporary, path)
        return True
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        return False
