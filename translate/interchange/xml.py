"""XML from elsewhere read with suspicion, and our own laid out for people to read."""

from __future__ import annotations

import re
from typing import Any

from translate.errors import InputError, InterchangeError
from translate.ingest import xmltree
from translate.ingest.limits import MEGABYTE, Limits
from translate.ingest.ooxml import local

LIMITS = Limits(max_tree_bytes=450 * MEGABYTE)
"""A unit with its notes, terms and matches takes up to 20 kB as a tree."""


def parse(data: bytes, name: str) -> Any:
    """The root element. Nothing outside the file is read and no entity is followed.

    Raises InterchangeError for what is no XML, declares a document type, or is larger or
    nested deeper than any exchange of drafts.
    """
    try:
        return xmltree.parse(data, what=name, limits=LIMITS)
    except InputError as error:
        raise InterchangeError(f"{error}; export it again") from None


def looks_like(data: bytes, element: str) -> bool:
    """Whether an XML file seems to begin with this root element, whatever its prefix."""
    head = data[:4096].replace(b"\0", b"")
    return bool(re.search(rb"<(?:[\w.-]+:)?" + element.encode("ascii") + rb"[\s>]", head))


def serialise(root: Any, running: frozenset[str]) -> bytes:
    """The document as UTF-8, one element a line; elements named in `running` hold text and stay as they are."""
    from lxml import etree

    _lay_out(root, 0, running)
    text = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    assert isinstance(text, bytes)
    return text + b"\n"


def _lay_out(element: Any, depth: int, running: frozenset[str]) -> None:
    if not len(element) or local(element) in running:
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _lay_out(child, depth + 1, running)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth


def one_line(text: str) -> str:
    """The text of a note or a title: without line ends, every stretch of space as one."""
    return " ".join(text.split())
