"""Fetching one file over HTTP so that an interrupted download goes on where it stopped."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Progress = Callable[[str, int, int], None]
"""Called with a label, megabytes done, megabytes in all."""

_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds to wait before each further attempt; they begin anew whenever something came."""
_PASSING = (408, 429, 500, 502, 503, 504)
"""Answers that may be others a moment later."""


def fetch_file(
    url: str, file: Path, *, headers: Mapping[str, str], size: int | None, progress: Progress, label: str
) -> None:
    """Download `url` to `file`, which appears when it is complete; what came so far is kept beside it.

    size: the bytes it has, None if not known. The partial file is `file` with `.partial`
    after its name: a further attempt, or run, asks the server for the rest of it.
    Raises what huggingface_hub raises, which `huggingface` explains.
    """
    from huggingface_hub.errors import HfHubHTTPError, HTTPError

    partial = file.with_name(f"{file.name}.partial")
    partial.parent.mkdir(parents=True, exist_ok=True)
    partial.touch()
    failures = 0
    while size is None or partial.stat().st_size != size:
        before = partial.stat().st_size
        if size is not None and before > size:
            os.truncate(partial, 0)
        try:
            _fetch_rest(url, partial, headers, size, progress, label)
            break
        except HTTPError as error:
            status = error.response.status_code if isinstance(error, HfHubHTTPError) else None
            failures = failures + 1 if partial.stat().st_size <= before else 0
            if status == 416 and before:  # "range not satisfiable": what we have is of something else
                os.truncate(partial, 0)
            elif (status is not None and status not in _PASSING) or failures > len(_PAUSES):
                raise
            time.sleep(_PAUSES[max(failures, 1) - 1])
    partial.replace(file)


def _fetch_rest(
    url: str, partial: Path, headers: Mapping[str, str], size: int | None, progress: Progress, label: str
) -> None:
    """Append what the partial file lacks."""
    from huggingface_hub import get_session
    from huggingface_hub.utils import hf_raise_for_status

    done = partial.stat().st_size
    wanted = {**headers, "Accept-Encoding": "identity", **({"Range": f"bytes={done}-"} if done else {})}
    with (
        get_session().stream("GET", url, headers=wanted, follow_redirects=True, timeout=30) as answer,
        open(partial, "r+b") as opened,
    ):
        hf_raise_for_status(answer)
        if answer.status_code != 206:  # the whole, from a server that does not know ranges
            opened.truncate(0)
            done = 0
        opened.seek(done)
        length = answer.headers.get("Content-Length", "")
        total = size or (done + int(length) if length.isdecimal() else 0)
        for block in answer.iter_bytes():
            opened.write(block)
            done += len(block)
            progress(f"{label} (MB)", done // 1_000_000, max(total, done) // 1_000_000)
    if size is not None and done != size:
        raise OSError(f"{done} bytes came of {size}")


def sha256(file: Path) -> str:
    """The sum of a file, hex."""
    return _sum(hashlib.sha256(), file)


def git_sha1(file: Path) -> str:
    """The name git gives a file's content, hex: how the hub identifies small files."""
    return _sum(hashlib.sha1(b"blob %d\0" % file.stat().st_size, usedforsecurity=False), file)


def no_room(error: OSError) -> str:
    """Why a file could not be written, and what to do."""
    return f"cannot be saved ({error.strerror or error}): make room, or set XDG_DATA_HOME to another folder"


def _sum(digest: Any, file: Path) -> str:
    with open(file, "rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return str(digest.hexdigest())


@contextmanager
def quiet() -> Iterator[None]:
    """Keep huggingface_hub's warnings off stderr: what matters is said by our own errors."""
    import logging

    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
