"""From what the user names to bytes: folders expanded, files read, sizes bounded."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal

from translate.errors import InputError
from translate.ingest.limits import MEGABYTE, Limits

# Lies beside articles in a folder and is not one.
_NOT_ARTICLES = frozenset({"readme", "license", "changelog"})


def expand(paths: Sequence[str], suffixes: Collection[str]) -> list[Path | Literal["-"]]:
    """Files named by `paths`, in their order, each once; folders stand for the files below them.

    A folder gives its files with one of `suffixes`, sorted, hidden ones and readme files
    left out; a file named by itself is kept whatever its name; "-" is standard input.
    Raises InputError for a path that is missing or unreadable and for a folder with
    nothing usable.
    """
    found: dict[Path | Literal["-"], None] = {}
    for given in paths:
        if given == "-":
            found["-"] = None
            continue
        if given.startswith(("http://", "https://")):
            raise InputError(f"{given}: web addresses are not fetched; save the page and give the file")
        path = Path(given)
        try:
            is_folder = path.is_dir()
            exists = is_folder or path.exists()
        except (OSError, ValueError) as error:
            raise InputError(f"{printable(given)}: cannot be read: {_reason(error)}") from None
        if not exists:
            raise InputError(f"{printable(given)}: no such file or folder")
        below = list(_files_below(path, suffixes)) if is_folder else [path]
        if not below:
            known = ", ".join(sorted(suffixes))
            raise InputError(f"{printable(given)}: nothing usable in this folder; known files are {known}")
        found.update(dict.fromkeys(below))
    return list(found)


def _files_below(folder: Path, suffixes: Collection[str]) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be read: {_reason(error)}")

    files: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files.extend(
            Path(parent, name)
            for name in names
            if not name.startswith((".", "~$"))
            and Path(name).suffix.lower() in suffixes
            and Path(name).stem.lower() not in _NOT_ARTICLES
        )
    yield from sorted(path for path in files if path.is_file())


def load(source: Path | Literal["-"], limits: Limits) -> bytes:
    """The bytes of a file or of standard input ("-").

    A file over `limits.max_bytes` is refused by its size, without being read.
    Raises InputError when it is too large, missing, not a regular file or unreadable.
    """
    if source == "-":
        return _bounded(sys.stdin.buffer.read(limits.max_bytes + 1), "standard input", limits)
    path = Path(source)
    name = printable(str(path))
    try:
        if path.is_dir():
            raise InputError(f"{name}: a folder, not a file")
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise InputError(
                f"{name}: {_megabytes(size)} is too large for an article, the limit is "
                f"{_megabytes(limits.max_bytes)}; split the file"
            )
        # A device or a pipe says it has no size: the read is bounded as well.
        with path.open("rb") as file:
            return _bounded(file.read(limits.max_bytes + 1), name, limits)
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read: {_reason(error)}") from None


def printable(name: str) -> str:
    """A file name for a message or a record: one line, and no bytes that are not text."""
    return "".join(c if c.isprintable() else "?" for c in name)


def _bounded(data: bytes, name: str, limits: Limits) -> bytes:
    if len(data) > limits.max_bytes:
        raise InputError(f"{name}: too large for an article, the limit is {_megabytes(limits.max_bytes)}; split it")
    return data


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size} bytes"


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:]
