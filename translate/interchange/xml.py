"""XML from elsewhere read with suspicion, and our own laid out for people to read."""

from __future__ import annotations

import re
from typing import Any

from translate.errors import InterchangeError
from translate.ingest.ooxml import local

MAX_NODES = 2_000_000
"""Elements and attributes of one file; a folder of 200 long articles has a quarter of that."""

_START = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<")
_ENCODING = re.compile(rb"""\A[^>]{0,60}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_ENCODINGS = re.compile(r"utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-\d+|windows-125\d|cp125\d", re.IGNORECASE)


def parse(data: bytes, name: str) -> Any:
    """The root element. Nothing outside the file is read and no entity is followed.

    Raises InterchangeError with file and line for what is no XML, declares a document
    type, or is larger or nested deeper than any exchange of drafts.
    """
    from lxml import etree

    plain = data.replace(b"\0", b"")
    if not _START.match(plain):
        raise InterchangeError(f"{name}:1: not an XML file; export it again")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        line = plain.count(b"\n", 0, plain.find(b"<!")) + 1
        raise InterchangeError(f"{name}:{line}: declares a document type or entities, as attacks do; refused")
    declared = _ENCODING.match(plain)
    if declared and not _ENCODINGS.fullmatch(declared[1].decode("ascii")):
        raise InterchangeError(f"{name}:1: in the encoding {declared[1].decode('ascii')}; save it as UTF-8")
    if plain.count(b"<") + plain.count(b"=") > MAX_NODES:
        raise InterchangeError(f"{name}: more than {MAX_NODES:,} elements and attributes; split the file")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = "nested too deeply" if "depth" in str(error).lower() else "damaged XML"
        why = (str(error).splitlines() or [""])[0][:100]
        raise InterchangeError(f"{name}:{error.lineno or 1}: {what} ({why}); export the file again") from None
    except ValueError as error:
        raise InterchangeError(f"{name}:1: damaged XML ({str(error)[:100]}); export the file again") from None


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
