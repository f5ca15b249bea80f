"""Writing files so that a reader, or a crash, never sees half of one."""

from __future__ import annotations

import os
import re
import socket
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomic(path: Path, content: str | bytes) -> bool:
    """Write `content` to `path` through a temporary file beside it and a rename.

    Text is UTF-8 with the newlines it has. A file that already holds exactly these
    bytes is left alone, so time stamps tell which files changed.

    Returns True when the file was written, False when it was already the same.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    path = Path(path)
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(path)
    handle, temporary = tempfile.mkstemp(prefix=f"{_mark(path)}{os.getpid()}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def read_at_most(path: Path, most: int) -> bytes | None:
    """The content of a file, None when it has more than *most* bytes. Raises OSError."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None


def _mark(path: Path) -> str:
    """How the temporary files of `path` begin that this machine writes; the process id follows."""
    return f".{path.name}.{re.sub(r'[^A-Za-z0-9]', '', socket.gethostname())}-"


def _remove_abandoned(path: Path) -> None:
    """Remove what a killed process of this machine left beside `path`; other machines' files may be in use."""
    if os.name != "posix":
        return  # elsewhere there is no harmless way to ask whether a process lives
    mark = _mark(path)
    for entry in os.listdir(path.parent):
        if not (entry.startswith(mark) and entry.endswith(".tmp")):
            continue
        owner = entry[len(mark):].partition("-")[0]
        if owner.isdecimal() and not _alive(int(owner)):
            with suppress(OSError):
                (path.parent / entry).unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _umask() -> int:
    """The process's file mode mask: mkstemp makes private files, drafts are shared ones."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
