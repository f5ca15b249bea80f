"""Lines from a stream as they come, in chunks worth translating together."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import Empty, Queue
from typing import BinaryIO

from translate.errors import InputError

LINES_AT_ONCE = 1024

# How long to wait for another line before taking on those at hand, in seconds.
_PATIENCE = 0.05


def chunks(stream: BinaryIO) -> Iterator[list[str]]:
    """The lines of a UTF-8 stream without their ends and outer white space, in order.

    A line ends with a line feed and nothing else, so that as many come out as `wc -l`
    or a Python file counts; a last line without one counts too. A chunk is what has
    come in: from a file up to LINES_AT_ONCE lines, from someone typing a single one.

    Raises InputError naming the line that is not UTF-8.
    """
    arrived: Queue[bytes | BaseException | None] = Queue(maxsize=2 * LINES_AT_ONCE)
    threading.Thread(target=_read, args=(stream, arrived), daemon=True).start()
    number = 0
    ended = False
    while not ended:
        chunk: list[str] = []
        while len(chunk) < LINES_AT_ONCE:
            try:
                line = arrived.get(timeout=_PATIENCE if chunk else None)
            except Empty:
                break
            if line is None:
                ended = True
                break
            if isinstance(line, BaseException):
                raise line
            number += 1
            try:
                chunk.append(_text(line, number))
            except InputError:
                if chunk:
                    yield chunk  # what was readable is not lost
                raise
        if chunk:
            yield chunk


def _read(stream: BinaryIO, arrived: Queue[bytes | BaseException | None]) -> None:
    try:
        for line in stream:
            arrived.put(line)
        arrived.put(None)
    except BaseException as error:
        arrived.put(error)


def _text(line: bytes, number: int) -> str:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise InputError(
            f"standard input, line {number}: not UTF-8; convert it first, as with iconv -f WINDOWS-1252 -t UTF-8"
        ) from None
    return text.strip()
