"""The input formats: one row each, found by content first, then by name.

To add a format, write a module with a function `(data, *, name, limits) -> Reading`, or
one that gives an `Item` for each of several articles, and add a row to `_formats`, before
the rows it must win against. `detect` tells from the first bytes whether a document is of
that format; suffixes decide where content cannot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import PurePath
from typing import Protocol

from translate.ingest import archive, xmltree
from translate.ingest.limits import Limits
from translate.ingest.pieces import Item, Reading
from translate.ingest.xmlstream import Readable

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
_MESSAGE = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){1,40}\r?\n")
_PAGE_IN_MESSAGE = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)", re.I | re.M)
_PO = re.compile(rb'^msgid(?:_plural)?\s+".*"\s*\n(?:"[^\n]*"\s*\n)*msgstr', re.M)
_HEAD = 65_536


class Reader(Protocol):
    """Turns the bytes of a document into pieces. Raises InputError for what it cannot read."""

    def __call__(self, data: bytes, *, name: str, limits: Limits) -> Reading: ...


class ItemsReader(Protocol):
    """The same for a document that may hold several articles."""

    def __call__(self, data: bytes, *, name: str, limits: Limits) -> Iterator[Item]: ...


class StreamReader(Protocol):
    """The same for one that is read article by article, whatever its size. warn: as `ingest.read_all` has it."""

    def __call__(
        self, file: Readable, *, name: str, limits: Limits, warn: Callable[[str], None]
    ) -> Iterator[Item]: ...


@dataclass(frozen=True)
class Sample:
    """What a format is told by. data: the whole document, or its first kilobytes; name: "" or "-" for none."""

    data: bytes
    name: str

    @property
    def suffix(self) -> str:
        return PurePath(self.name).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first kilobytes, without the NULs of UTF-16, so that tags can be seen."""
        head = self.data[:_HEAD]
        return head.replace(b"\0", b"").lstrip(b"\xff\xfe") if head.count(0) > len(head) // 5 else head

    @cached_property
    def root(self) -> str:
        """The name of the root element of an XML document, "" for others."""
        return xmltree.root_of(self.head)[0]

    @cached_property
    def archive(self) -> str:
        """What kind of archive it is, as `archive.kind_of` tells; "docx" for any other; "" for no archive."""
        return (archive.kind_of(self.data) or "docx") if self.data.startswith(b"PK\x03\x04") else ""


@dataclass(frozen=True)
class Format:
    """One input format; one of read, items and stream is set.

    detect: does this document look like it? in_folders: search folders for the suffixes;
    not for those that are rather something else when nobody names the file.
    """

    name: str
    suffixes: tuple[str, ...]
    detect: Callable[[Sample], bool]
    read: Reader | None = None
    items: ItemsReader | None = None
    stream: StreamReader | None = None
    in_folders: bool = True


@lru_cache(maxsize=1)
def _formats() -> tuple[Format, ...]:
    return (
        Format("EPUB", (".epub",), lambda sample: sample.archive == "epub", items=_read_epub),
        Format("OpenDocument", (".odt", ".ott"), lambda sample: sample.archive not in ("", "docx"), _read_odt),
        Format("DOCX", (".docx", ".docm"), lambda sample: sample.archive == "docx", _read_docx),
        Format("WordPress export", (".xml",), _is_export, stream=_read_export, in_folders=False),
        Format("RSS", (".rss",), _is_rss, stream=_read_rss),
        Format("Atom", (".atom",), lambda sample: sample.root == "feed", stream=_read_atom),
        Format("XLIFF", (".xlf", ".xliff"), lambda sample: sample.root == "xliff", items=_read_xliff, in_folders=False),
        Format("PO", (".po", ".pot"), lambda sample: bool(_PO.search(sample.head)), _read_po, in_folders=False),
        Format("MHTML", (".mht", ".mhtml"), _is_mhtml, _read_mhtml),
        Format("HTML", (".html", ".htm", ".xhtml"), _is_html, _read_html),
        Format("Markdown", _MARKDOWN_SUFFIXES, _is_markdown, _read_markdown),
        Format("plain text", (".txt", ".text"), lambda sample: True, _read_text),
    )


_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")


def suffixes() -> frozenset[str]:
    """The file name endings that folders are searched for, in lower case, with their dot."""
    return frozenset(suffix for one in _formats() if one.in_folders for suffix in one.suffixes)


def format_of(data: bytes, name: str) -> Format:
    """The format of a document named `name` ("" or "-" when it has no name)."""
    sample = Sample(data, name)
    return next(one for one in _formats() if one.detect(sample))


def streamed(head: bytes, name: str) -> Format | None:
    """The format of a document that need not be read whole, by its first kilobytes; None for any other."""
    sample = Sample(head, name)
    if sample.archive:
        return None
    return next((one for one in _formats() if one.stream and one.detect(sample)), None)


def _is_export(sample: Sample) -> bool:
    return sample.root == "rss" and b"wordpress.org/export/" in sample.head


def _is_rss(sample: Sample) -> bool:
    of_old = b"purl.org/rss/1.0" in sample.head or b"my.netscape.com/rdf" in sample.head
    return sample.root == "rss" or (sample.root == "RDF" and of_old)


def _is_mhtml(sample: Sample) -> bool:
    headers = _MESSAGE.match(sample.head)
    if headers is None or b"mime-version:" not in headers.group().lower():
        return False
    return bool(_PAGE_IN_MESSAGE.search(headers.group()))


def _is_html(sample: Sample) -> bool:
    return bool(_HTML.match(sample.head)) or (not _is_markdown(sample) and _has_tags(sample.head))


def _has_tags(head: bytes) -> bool:
    return bool(_HTML.match(head)) or len(_HTML_TAG.findall(head)) >= 3


def _is_markdown(sample: Sample) -> bool:
    if sample.suffix in _MARKDOWN_SUFFIXES:
        return True
    head = sample.head
    front = _FRONT_MATTER.match(head.replace(b"\r\n", b"\n"))
    if front and _FRONT_KEY.search(front.group()):
        return True
    return sum(bool(sign.search(head)) for sign in _MARKDOWN_SIGNS) >= 2 and not _has_tags(head)


# The readers are imported when they are needed: a plain text pays for no HTML library.


def _read_docx(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.docx import read_docx

    return read_docx(data, name=name, limits=limits)


def _read_odt(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.odt import read_odt

    return read_odt(data, name=name, limits=limits)


def _read_epub(data: bytes, *, name: str, limits: Limits) -> Iterator[Item]:
    from translate.ingest.epub import read_epub

    return read_epub(data, name=name, limits=limits)


def _read_export(file: Readable, *, name: str, limits: Limits, warn: Callable[[str], None]) -> Iterator[Item]:
    from translate.ingest.wordpress import read_export

    return read_export(file, name=name, limits=limits, warn=warn)


def _read_rss(file: Readable, *, name: str, limits: Limits, warn: Callable[[str], None]) -> Iterator[Item]:
    from translate.ingest.feeds import read_feed

    return read_feed(file, name=name, limits=limits, record="item")


def _read_atom(file: Readable, *, name: str, limits: Limits, warn: Callable[[str], None]) -> Iterator[Item]:
    from translate.ingest.feeds import read_feed

    return read_feed(file, name=name, limits=limits, record="entry")


def _read_xliff(data: bytes, *, name: str, limits: Limits) -> Iterator[Item]:
    from translate.ingest.bilingual import read_xliff

    return read_xliff(data, name=name, limits=limits)


def _read_po(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.bilingual import read_po

    return read_po(data, name=name, limits=limits)


def _read_mhtml(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.mhtml import read_mhtml

    return read_mhtml(data, name=name, limits=limits)


def _read_html(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.html import read_html

    # A page fetched from the web is named by its address.
    address = name if name.startswith(("http://", "https://")) else ""
    return read_html(data, name=name, limits=limits, address=address)


def _read_markdown(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.markdown import read_markdown

    return read_markdown(data, name=name, limits=limits)


def _read_text(data: bytes, *, name: str, limits: Limits) -> Reading:
    from translate.ingest.text import read_text

    return read_text(data, name=name, limits=limits)
