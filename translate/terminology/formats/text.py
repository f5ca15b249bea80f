"""The bytes of a termbase file, bounded, and their text in whatever encoding a spreadsheet chose."""

from __future__ import annotations

import re
from pathlib import Path

from translate.errors import GlossaryError, InputError
from translate.files import read_at_most
from translate.ingest.encoding import decode
from translate.ingest.limits import MEGABYTE
from translate.terminology.concept import Problem

MAX_BYTES = 100 * MEGABYTE
"""Far above any termbase; 100,000 concepts in four languages with notes are about 20 MB."""

_CYRILLIC_1251 = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises GlossaryError when it cannot be read or is larger than any termbase."""
    try:
        data = read_at_most(path, MAX_BYTES)
    except OSError as error:
        raise GlossaryError(f"{path}: {error.strerror or error}; give a termbase file that can be read") from None
    if data is None:
        raise GlossaryError(f"{path}: more than {MAX_BYTES // MEGABYTE} MB, no termbase is as large; split the file")
    return data


def decode_text(data: bytes, name: str) -> tuple[str, list[Problem]]:
    """The text with plain newlines, and what a reader should know about its encoding.

    UTF-8 and UTF-16 are known by their bytes. Otherwise Windows-1251 when the letters
    over ASCII stand in runs, as Cyrillic does; else Windows-1252, Latin-9, Mac Roman or
    DOS 850 by `ingest.encoding`. A problem of severity "error" means: do not use the text.
    """
    if not data.strip():
        return "", []
    try:
        text, warnings = decode(data, name=name)
    except InputError as error:
        message = str(error).removeprefix(f"{name}: ")
        return "", [Problem(name, 1, "encoding", f"{message}; give a CSV, TSV, XLSX, TBX or OmegaT file")]
    problems = [Problem(name, 1, "encoding", warning, "warning") for warning in warnings]
    if damaged := _damaged(data, text):
        line = data.count(b"\n", 0, damaged) + 1
        return "", [Problem(name, line, "encoding", "bytes that are not UTF-8; save the whole file as UTF-8 again")]
    if not _is_unicode(data):
        runs = sum(map(len, _CYRILLIC_1251.findall(data)))
        encoding = ""
        if runs > len(_HIGH.findall(data)) / 2:
            encoding, text = "Windows-1251", data.decode("cp1251", "replace")
        elif text.isascii() is False:
            encoding = "Windows-1252 or a relative of it"
        message = f"not UTF-8, read as {encoding}; check the accents, or save the file as UTF-8"
        problems.append(Problem(name, 1, "encoding", message, "warning"))
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"), problems


def _is_unicode(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4096]:
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _damaged(data: bytes, text: str) -> int:
    """Where a file that is UTF-8 almost throughout stops being it; 0 for any other file."""
    if "\ufffd" not in text:
        return 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def xml_text(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)
