"""MHTML: a web page saved as one file, as Chrome, Edge and Word do (RFC 2557).

Read with a few lines of our own: the standard library's parser of messages takes endless
time over parts nested in parts.
"""

from __future__ import annotations

import binascii
import quopri
import re
from base64 import b64decode
from email.message import Message
from email.parser import BytesHeaderParser

from translate.errors import InputError
from translate.ingest.encoding import recoded
from translate.ingest.html import read_html
from translate.ingest.limits import Limits
from translate.ingest.pieces import Reading

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_LONGEST_HEAD = 65_536
# A page in a multipart/alternative in a multipart/related: no browser nests deeper.
_DEEPEST = 4


def read_mhtml(data: bytes, *, name: str, limits: Limits) -> Reading:
    """Read the page of an MHTML file; its pictures and frames are left alone.

    Raises InputError for a file without a page, and as `read_html` does.
    """
    page, address = _page(data, name, _DEEPEST)
    return read_html(page, name=name, limits=limits, address=address)


def _page(data: bytes, name: str, depth: int) -> tuple[bytes, str]:
    """The bytes of the first web page, in UTF-8 or as it declares, and its address."""
    head, body = _parted(data)
    if head.get_content_maintype() == "multipart" and depth:
        boundary = head.get_boundary()
        if not boundary:
            raise InputError(f"{name}: a damaged saved page (no boundary between its parts); save it again")
        mark = b"--" + boundary.encode("utf-8", "surrogateescape")
        parts = (b"\n" + body).split(b"\n" + mark, 200)[1:]
        for part in parts:
            content = part.lstrip(b"\r\n")
            kind = _parted(content)[0].get_content_type()
            if kind in ("text/html", "application/xhtml+xml") or kind.startswith("multipart/"):
                return _page(content, name, depth - 1)
    elif head.get_content_type() in ("text/html", "application/xhtml+xml"):
        address = str(head.get("Content-Location") or "").strip()
        page = _decoded(body, str(head.get("Content-Transfer-Encoding") or "").strip().lower())
        return recoded(page, head.get_content_charset() or ""), address if address.startswith("http") else ""
    raise InputError(f"{name}: a saved page without the page itself; save it again as “web page, complete”")


def _parted(data: bytes) -> tuple[Message, bytes]:
    """The headers of a part and what follows them."""
    start = data[:_LONGEST_HEAD]
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := start.find(mark)) >= 0]
    at, length = min(ends, default=(len(start), 0))
    return BytesHeaderParser().parsebytes(data[:at]), data[at + length :]


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding == "base64":
        try:
            return b64decode(body)
        except (binascii.Error, ValueError):
            # A cut file: as many whole groups as there are.
            clean = _NOT_BASE64.sub(b"", body)
            return b64decode(clean[: len(clean) // 4 * 4])
    return body
