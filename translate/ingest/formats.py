"""The input formats: one row each, found by content first, then by name.

To add a format, write a module with a function `(data, *, name, limits) -> Reading` and
add a row to `_formats`, before the rows it must win against. `detect` tells from the
first bytes whether a document is of that format; suffixes decide where content cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import Protocol

from translate.ingest.limits import Limits
from translate.ingest.pieces import Reading

_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(rb"</(?:p|div|h[1-6]|a|li|ul|ol|table|article|section|span|strong|em|blockquote)>", re.I)
_FRONT_MATTER = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:---\s*\n(?:[^\n]*\n){0,60}?---\s*\n|\+\+\+\s*\n(?:[^\n]*\n){0,60}?\+\+\+\s*\n)"
)
_FRONT_KEY = re.compile(rb"^(?:title|titre|date|layout|author|auteur|draft|slug|tags)\s*[:=]", re.M | re.I)
_MARKDOWN_SIGNS = tuple(
    re.compile(sign, re.M)
    for sign in (
        rb"^#{1,6} \S",
        rb"\[[^\]\n]+\]\((?:https?://|/|#|mailto:)[^)\s]*\)",
        rb"\*\*\S[^*\n]*\S\*\*|__\S[^_\n]*\S__",
        rb"^\[[^\]\n]+\]: \S",
        rb"^```",
    )
)


class Reader(Protocol):
    """Turns the bytes of a document into pieces. Raises InputError for what it cannot read."""

    def __call__(self, data: bytes, *, name: str, limits: Limits) -> Reading: ...


@dataclass(frozen=True)
class Format:
    """One input format. detect: does this content, cut after some kilobytes, look like it?"""

    name: str
    suffixes: tuple[str, ...]
    detect: Callable[[bytes], bool]
    read: Reader


@lru_cache(maxsize=1)
def _formats() -> tuple[Format, ...]:
    return (
        Format("DOCX", (".docx", ".docm"), lambda head: False, _read_docx),
        Format("HTML", (".html", ".htm", ".xhtml"), _is_html, _read_html),
        Format("Markdown", (".md", ".markdown", ".mdown", ".mkd"), _is_markdown, _read_markdown),
        Format("plain text", (".txt", ".text"), lambda head: True, _read_text),
    )


def suffixes() -> frozenset[str]:
    """The file name endings that folders are searched for, in lower case, with their dot."""
    return frozenset(suffix for one in _formats() for suffix in one.suffixes)


def format_of(data: bytes, name: str) -> Format:
    """The format of a document named `name` ("" or "-" when it has no name)."""
    docx, html, markdown, text = _formats()
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK\x03\x04"):
        return docx
    head = _as_ascii(data[:65536])
    if _HTML.match(head):
        return html
    if suffix in markdown.suffixes:
        return markdown
    if markdown.detect(head):
        return markdown
    return html if html.detect(head) else text


def _as_ascii(head: bytes) -> bytes:
    """The same without the NULs of UTF-16, so that tags can be seen."""
    return head.replace(b"\0", b"").lstrip(b"\xff\xfe") if head.count(0) > len(head) // 5 else head


def _is_html(head: bytes) -> bool:
    return bool(_HTML.match(head)) or len(_HTML_TAG.findall(head)) >= 3


def _is_markdown(head: bytes) -> bool:
    front = _FRONT_MATTER.match(head.replace(b"\r\n", b"\n"))
    if front and _FRONT_KEY.search(front.group()):
        return True
    return sum(bool(sign.search(head)) for sign in _MARKDOWN_SIGNS) >= 2 and not _is_html(head)


# The readers are imported when they are needed: a plain text pays for no HTML library.


def _read_docx(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.docx import read_docx

    return read_docx(data, name=name, limits=limits)


def _read_html(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.html import read_html

    return read_html(data, name=name, limits=limits)


def _read_markdown(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.markdown import read_markdown

    return read_markdown(data, name=name, limits=limits)


def _read_text(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.text import read_text

    return read_text(data, name=name, limits=limits)
