"""XML from strangers: one document as a tree, within bounds, with nothing fetched and no entity followed."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Any

from translate.errors import InputError
from translate.ingest.limits import Limits

# What libxml2 needs for an element and for an attribute with its value, in bytes.
_ELEMENT_BYTES, _ATTRIBUTE_BYTES = 130, 230
_INTERNAL_SUBSET = re.compile(rb"<!DOCTYPE[^>\[]*\[")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
# What stands before the root: a mark, the declaration, comments, instructions, a document type.
_PROLOGUE = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)", re.S | re.I)
_ROOT = re.compile(rb"\s*<((?:[A-Za-z_][\w.-]*:)?[A-Za-z_][\w.-]*)([^>]*)")
_OF_XML = frozenset([b"amp", b"lt", b"gt", b"quot", b"apos"])


def parse(data: bytes, *, what: str, limits: Limits, doctype: bool = False) -> Any:
    """The lxml root of a document. what: file and part, for messages.

    doctype: let a bare `<!DOCTYPE …>` pass, as web documents have it; it is not followed.
    Raises InputError for what is damaged, nested too deeply (256), larger than a document
    is, or declares entities.
    """
    from lxml import etree

    refuse_entities(data, what=what, doctype=doctype)
    tree = data.count(b"<") * _ELEMENT_BYTES + data.count(b"=") * _ATTRIBUTE_BYTES
    if tree > limits.max_tree_bytes:
        raise InputError(f"{what} holds more elements than a document has; refused")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{what} is {fault(error)}") from None
    if not doctype and root.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"{what} declares XML entities; refused")
    refuse_declared(root, what=what)
    return root


def refuse_entities(head: bytes, *, what: str, doctype: bool) -> None:
    """Raises InputError where a document declares entities: XML bombs and file thefts are made of them."""
    plain = head.replace(b"\0", b"")
    declares = _INTERNAL_SUBSET.search(plain) if doctype else b"<!DOCTYPE" in plain
    if declares or b"<!ENTITY" in plain:
        raise InputError(f"{what} declares XML entities; refused")


def refuse_declared(root: Any, *, what: str) -> None:
    """Raises InputError where a parsed document has turned out to declare entities, wherever it does."""
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise InputError(f"{what} declares XML entities; refused")


def fault(error: Exception) -> str:
    """What is wrong with a document, in a few words and on one line."""
    kind = "nested too deeply" if "depth" in str(error).lower() else "damaged"
    return f"{kind} ({one_line(error)})"


def one_line(error: Exception) -> str:
    """The first line of an error's text."""
    lines = str(error).splitlines()
    return lines[0][:100] if lines else type(error).__name__


def root_of(head: bytes) -> tuple[str, bytes]:
    """The root element's name, without prefix, and its attributes as written; ("", b"") for what is no XML.

    head: the first kilobytes of a document.
    """
    at = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    while found := _PROLOGUE.match(head, at):
        at = found.end()
    root = _ROOT.match(head, at)
    return (root[1].decode("ascii", "replace").rpartition(":")[2], root[2]) if root else ("", b"")


def with_numbered_entities(data: bytes) -> bytes:
    """`data` (in an encoding that extends ASCII) with HTML's named entities, which XML lacks, as numbers."""
    return _NAMED.sub(_numbered, data)


def _numbered(found: re.Match[bytes]) -> bytes:
    if found[1] in _OF_XML:
        return found[0]
    characters = html5.get(found[1].decode("ascii") + ";", "")
    return b"".join(b"&#%d;" % ord(c) for c in characters) or b"&amp;" + found[0][1:]


def without_namespaces(root: Any) -> Any:
    """The same tree with bare element names, for readers of HTML."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith("{"):
            element.tag = element.tag.rpartition("}")[2]
    return root
