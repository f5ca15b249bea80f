"""Bytes to text: UTF-8, UTF-16, or one of the one-byte encodings French has known.

A general detector guesses among a hundred encodings and takes short French texts for
Cyrillic or Hungarian. French needs five, and its accented letters tell them apart:
`é` is one byte, and a different one in Windows and on old Macintoshes.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from translate.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF: copy its text into a .txt file, or export it to .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc) or a file with a password: save it as .docx without one"),
    (b"{\\rtf", "an RTF file: save it as .docx or .txt"),
    (b"PK\x03\x04", "an archive, and none of a kind that is read"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"BZh", "a compressed file"),
    (b"\xfd7zXZ", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
)
_ONE_BYTE = ("cp1252", "iso-8859-15", "mac_roman", "cp850")
# Windows-1252 is Latin-1 with letters and signs where that has 32 control characters; five
# of those it leaves undefined.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_FRENCH = re.compile(
    r"(?<=[a-zéèêà'’\s«(])[éèêëàâçùûüôöîïœæ](?=[a-zéèêàçô\s,.;:!?»)’'-])|[’«»…–€]|\b[ÉÈÊÀÂÇÔÎŒ](?=[a-zé'’A-Z\s])", re.M
)
_UNLIKELY = re.compile(
    r"[\x80-\x9f¤¦¨¸¼½¾†‡‰∂∆∑∏π∫ΩžŽšŠ√≈∞≠≤≥◊˚¯˘˙˝˛ˇƒþðÞÐ│┤╡╢╖╕╣║╗╝¹²³×÷§¶¬±µ]|[a-z][A-ZÀ-Ý](?=[a-z])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_DECLARED = re.compile(rb"""(?:charset\s*=\s*|encoding\s*=\s*)["']?\s*([A-Za-z0-9_:.-]{2,30})""")
_MOJIBAKE = re.compile("Ã[\u00a0-¿©¨ª§´®«¢]|â€[™œ“”\u009d¦]|Â[«»\u00a0°]")


def decode(data: bytes, *, name: str, declared: bool = False) -> tuple[str, list[str]]:
    """The text of a document and warnings about how it was read.

    declared: look for `charset=` or `encoding=` in the first bytes, as HTML and XML have.
    Raises InputError for an empty or a binary file.
    """
    if not data.strip():
        raise InputError(f"{name}: the file is empty")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name}: not a text but {what}")
    text, warnings = _decoded(data, declared)
    _refuse_binary(text, name)
    if not text.strip("\ufeff \t\r\n\u00a0"):
        raise InputError(f"{name}: the file is empty")
    repaired = _repaired(text)
    if repaired != text:
        warnings.append("the text had been saved in UTF-8 twice; its accents were repaired")
    return repaired, warnings


def recoded(data: bytes, charset: str) -> bytes:
    """A text in UTF-8 with its mark, from the encoding that a header of its carrier names.

    What is UTF-8 all the same, has a mark of its own, or is not in that encoding comes back as it is.
    """
    if not charset or data.startswith(tuple(bom for bom, _ in _BOMS)):
        return data
    with suppress(UnicodeDecodeError):
        data.decode("utf-8")
        return data
    with suppress(LookupError, UnicodeError):
        # Pages that say Latin-1 are in Windows-1252, as browsers know.
        latin = charset.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
        return codecs.BOM_UTF8 + (_as_one_byte(data, "cp1252") if latin else data.decode(charset)).encode("utf-8")
    return data


def _decoded(data: bytes, declared: bool) -> tuple[str, list[str]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace"), []
    if b"\0" in data[:4096] and (encoding := _utf16_without_bom(data)):
        return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        where = error.start
    if declared and (found := _DECLARED.search(data[:4096])):
        try:
            return data.decode(codecs.lookup(found.group(1).decode("ascii")).name), []
        except (LookupError, UnicodeDecodeError):
            pass
    damaged = data.decode("utf-8", "replace")
    good = sum(ord(c) > 127 and c != "\ufffd" for c in damaged)
    bad = damaged.count("\ufffd")
    if good > 20 * bad:
        line = data.count(b"\n", 0, where) + 1
        return damaged, [f"line {line}: {bad} bytes are not valid UTF-8 and became \ufffd; check the source"]
    return max((_as_one_byte(data, encoding) for encoding in _ONE_BYTE), key=_french_score), []


def _utf16_without_bom(data: bytes) -> str:
    """The byte order of UTF-16 without its mark: western text has a NUL in every pair."""
    sample = data[: 4096 - 4096 % 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if half < 5:
        return ""
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _as_one_byte(data: bytes, encoding: str) -> str:
    if encoding == "cp1252":
        return data.decode("latin-1").translate(_WINDOWS)
    return data.decode(encoding)


def _french_score(text: str) -> int:
    """How much the characters over ASCII look like French ones; ties go to the first encoding."""
    return len(_FRENCH.findall(text)) - 3 * len(_UNLIKELY.findall(text))


def _refuse_binary(text: str, name: str) -> None:
    control = len(_CONTROL.findall(text))
    if "\0" in text or control > max(4, len(text) // 200):
        raise InputError(f"{name}: a binary file, not a text: give .txt, .md, .html or .docx")


def _repaired(text: str) -> str:
    """`Ã©` back to `é`, when a UTF-8 text was taken for Windows-1252 and saved again."""
    if len(_MOJIBAKE.findall(text)) < 3:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
