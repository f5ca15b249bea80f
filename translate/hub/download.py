"""Fetching one file over HTTP so that an interrupted download goes on where it stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Progress = Callable[[str, int, int], None]
"""Called with a label, megabytes done, megabytes in all."""

_ATTEMPTS = 4


def fetch_file(
    url: str, file: Path, *, headers: Mapping[str, str], size: int | None, progress: Progress, label: str
) -> None:
    """Download `url` to `file`, which appears when it is complete; what came so far is kept beside it.

    size: the bytes it has, None if not known. The partial file is `file` with `.partial`
    after its name: a second call asks the server for the rest of it.
    Raises what huggingface_hub raises; see `huggingface.explained`.
    """
    from huggingface_hub.errors import HfHubHTTPError, HTTPError
    from huggingface_hub.file_download import http_get

    partial = file.with_name(f"{file.name}.partial")
    partial.parent.mkdir(parents=True, exist_ok=True)
    for attempt in range(_ATTEMPTS):
        have = partial.stat().st_size if partial.is_file() else 0
        if size is not None and have == size:
            break
        if size is not None and have > size:
            partial.unlink()
            have = 0
        try:
            with open(partial, "r+b" if have else "wb") as opened:
                opened.seek(have)
                http_get(
                    url, opened, resume_size=have, headers=dict(headers), expected_size=size,
                    tqdm_class=_reporter(progress, label),
                )
            break
        except HfHubHTTPError as error:
            if error.response.status_code != 416 or not have:  # "range not satisfiable": what we have is something else
                raise
            partial.unlink()
        except HTTPError:
            # The connection broke in a way http_get does not retry: once more, as long as something comes.
            came = partial.stat().st_size if partial.is_file() else 0
            if attempt + 1 == _ATTEMPTS or came <= have:
                raise
    partial.replace(file)


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


def _reporter(progress: Progress, label: str) -> Any:
    """The part of tqdm's interface that http_get uses, calling `progress` instead of drawing."""

    class Reporter:
        def __init__(self, *_: Any, total: int | None = None, initial: int = 0, **__: Any) -> None:
            self.total, self.done = total or 0, initial

        def update(self, count: float = 1) -> None:
            self.done += int(count)
            progress(label, self.done // 1_000_000, max(self.total, self.done) // 1_000_000)

        def __enter__(self) -> Reporter:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def close(self) -> None:
            pass

    return Reporter


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
