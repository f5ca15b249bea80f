"""Feeds and exports of any size, one record at a time in constant memory.

The file is parsed as it is read; every record (an `<item>`, an `<entry>`) is handed out
whole and forgotten, everything between records is forgotten at once. What is bounded is
one record, and how much may lie between two.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Protocol

from translate.errors import InputError
from translate.ingest import xmltree
from translate.ingest.limits import MEGABYTE, Limits
from translate.ingest.ooxml import local

# What XML forbids and careless exports hold all the same.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r")
# An export names all authors, rubrics and tags of a site before its first article.
_MOST_BETWEEN = 3
_UNFINISHED = re.compile(rb"&[A-Za-z0-9]{0,32}\Z")


class Readable(Protocol):
    """Anything that gives bytes, as files do."""

    def read(self, size: int, /) -> bytes: ...


def records(
    file: Readable,
    *,
    name: str,
    limits: Limits,
    record: str,
    notes: Collection[str] = (),
    skipped: Collection[str] = (),
) -> Iterator[Any]:
    """The elements named `record`, and those named in `notes` that stand outside of them, in document order.

    skipped: elements of a record that come empty, such as a post's comments.
    Names are local. An element is good until the next is asked for.
    Raises InputError where the document is damaged or a record larger than an article is;
    what came before has been handed out by then.
    """
    from lxml import etree

    source = _Source(file, name=name, limits=limits)
    # A feed of old declares a document type, which is not followed.
    xmltree.refuse_entities(source.head, what=name, doctype=True)
    parser = etree.iterparse(
        source, events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )
    inside = elements = between = given = 0
    root = None
    try:
        for event, element in parser:
            kind = local(element)
            if root is None:
                root = element
                xmltree.refuse_declared(root, what=name)
            if event == "start":
                elements += 1
                between += not inside
                if elements > limits.max_elements and inside:
                    raise InputError(f"{name}: article {given + 1} holds more elements than an article has; refused")
                if between > _MOST_BETWEEN * limits.max_elements:
                    raise InputError(f"{name}: a long way without an article after number {given}; refused")
                inside += inside > 0 or kind == record or kind in notes
                continue
            inside -= inside > 0
            if inside:
                if kind in skipped:
                    elements -= sum(1 for _ in element.iter()) - 1
                    element.clear(keep_tail=True)
                continue
            if kind == record or kind in notes:
                yield element
                given += kind == record
            if kind == record:
                source.begin_record()
                between = 0
            elements = 0
            _forget(element)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        where = f"{name}: line {line}" if line else name
        after = f"; {given} article(s) before it were read" if given else ""
        raise InputError(f"{where} is {xmltree.fault(error)}{after}") from None


def _forget(element: Any) -> None:
    """Empty a finished element and drop what stood before it; the parser still holds on to the last one."""
    element.clear()
    while (before := element.getprevious()) is not None:
        element.getparent().remove(before)


class _Source:
    """A file as a parser reads it: what careless exports get wrong put right, and a bound on one record."""

    def __init__(self, file: Readable, *, name: str, limits: Limits) -> None:
        self._file = file
        self._name = name
        self._limit = limits.max_bytes
        self._total = limits.max_collection_bytes
        self._since = self._read = 0
        self.head = file.read(65_536)
        self._ahead = self.head
        self._left = b""
        # The encodings of two bytes a character are left as they are.
        self._mends = b"\0" not in self.head

    def begin_record(self) -> None:
        self._since = 0

    def read(self, size: int) -> bytes:
        while True:
            raw = self._ahead or self._file.read(size)
            self._ahead = b""
            self._count(len(raw))
            if not self._mends:
                return raw
            data = self._left + raw.translate(None, _CONTROLS)
            cut = _UNFINISHED.search(data) if raw else None
            self._left = data[cut.start() :] if cut else b""
            mended = xmltree.with_numbered_entities(data[: cut.start()] if cut else data)
            # An empty answer means the end.
            if mended or not raw:
                return mended

    def _count(self, size: int) -> None:
        self._since += size
        self._read += size
        if self._since > self._limit + len(self.head):
            raise InputError(f"{self._name}: more than {self._limit // MEGABYTE} MB in one article, or without any")
        if self._read > self._total:
            raise InputError(f"{self._name}: more than {self._total // MEGABYTE} MB; export it in parts")
