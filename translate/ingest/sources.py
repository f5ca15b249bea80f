"""From what the user names to bytes: folders expanded, files read, sizes bounded."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from translate.errors import InputError
from translate.ingest.limits import MEGABYTE, Limits

# Lies beside articles in a folder and is not one.
_NOT_ARTICLES = frozenset({"readme", "license", "changelog"})
_PAGES = frozenset({".html", ".htm", ".xhtml"})
# What browsers call the folder beside a saved page, in their languages.
_COMPANIONS = ("_files", "_fichiers", "-Dateien", "_archivos", "_file", "_bestanden", "_ficheiros", ".files", ".fld")
_HEAD = 65_536


def is_address(source: Path | str) -> bool:
    """Whether a source is a web address rather than a file."""
    return isinstance(source, str) and source[:8].lower().startswith(("http://", "https://"))


def expand(paths: Sequence[str], suffixes: Collection[str]) -> list[Path | str]:
    """Files named by `paths`, in their order, each once; folders stand for the files below them.

    A folder gives its files with one of `suffixes`, sorted, hidden ones, readme files and
    the pictures and frames of saved pages left out; a file named by itself is kept
    whatever its name; "-" is standard input and web addresses stay as they are.
    Raises InputError for a path that is missing or unreadable and for a folder with
    nothing usable.
    """
    found: dict[Path | str, None] = {}
    for given in paths:
        if given == "-":
            found["-"] = None
            continue
        if is_address(given):
            found[given] = None
            continue
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
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in _PAGES}
        folders[:] = [name for name in folders if not name.startswith(".") and not _is_of_page(name, pages)]
        files.extend(
            Path(parent, name)
            for name in names
            if not name.startswith((".", "~$"))
            and Path(name).suffix.lower() in suffixes
            and Path(name).stem.lower() not in _NOT_ARTICLES
        )
    yield from sorted(path for path in files if path.is_file())


def _is_of_page(folder: str, pages: Collection[str]) -> bool:
    """Whether a folder holds what belongs to a saved page beside it: `page_files` and `page.html`."""
    return any(folder == page + ending for page in pages for ending in _COMPANIONS if folder.endswith(ending))


@contextmanager
def opened(source: Path | Literal["-"]) -> Iterator[BinaryIO]:
    """A file, or standard input ("-"), for reading. Raises InputError when it is missing, a folder or unreadable."""
    if source == "-":
        yield sys.stdin.buffer
        return
    path = Path(source)
    name = printable(str(path))
    try:
        if path.is_dir():
            raise InputError(f"{name}: a folder, not a file")
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise InputError(f"{name}: cannot be read: {_reason(error)}") from None
    with file:
        yield file


class Ahead:
    """A file of which the first bytes are known before it is read. `read` raises InputError."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._unread = self.head = b""
        self._unread = self.head = self.read(_HEAD)

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, b"" at the end."""
        if self._unread:
            data, self._unread = self._unread[:size], self._unread[size:]
            return data
        try:
            return self._file.read(size)
        except (OSError, ValueError) as error:
            raise InputError(f"{self._name}: cannot be read: {_reason(error)}") from None

    def read_whole(self, limits: Limits) -> bytes:
        """Everything. What is larger than an article is refused, a file by its size before it is read."""
        try:
            size = os.fstat(self._file.fileno()).st_size
        except (OSError, AttributeError, ValueError):
            size = 0  # no file of the system
        if size > limits.max_bytes:
            raise InputError(
                f"{self._name}: {_megabytes(size)} is too large for an article, the limit is "
                f"{_megabytes(limits.max_bytes)}; split the file"
            )
        # A device or a pipe says it has no size: the read is bounded as well.
        parts = [self.read(limits.max_bytes + 1)]
        total = len(parts[0])
        while total <= limits.max_bytes and (part := self.read(limits.max_bytes + 1 - total)):
            parts.append(part)
            total += len(part)
        if total > limits.max_bytes:
            limit = _megabytes(limits.max_bytes)
            raise InputError(f"{self._name}: too large for an article, the limit is {limit}; split it")
        return b"".join(parts)


def printable(name: str) -> str:
    """A file name for a message or a record: one line, and no bytes that are not text."""
    return "".join(c if c.isprintable() else "?" for c in name)


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.0f} MB" if size >= MEGABYTE else f"{size} bytes"


def _reason(error: Exception) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return text[:1].lower() + text[1:]
