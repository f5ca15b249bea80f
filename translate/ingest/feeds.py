"""RSS (0.9 to 2.0) and Atom feeds: one article an item, with as much of it as the site gives away.

https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import chain
from typing import Any
from urllib.parse import urljoin

from translate.article import slugify
from translate.errors import InputError
from translate.ingest import xmlstream, xmltree
from translate.ingest.characters import clean, collapse
from translate.ingest.dates import find_date
from translate.ingest.elements import Walk
from translate.ingest.fragments import pieces_of_tree, read_fragment, titled
from translate.ingest.html import author_named
from translate.ingest.limits import Limits
from translate.ingest.ooxml import children, local
from translate.ingest.paragraphing import paragraphed
from translate.ingest.pieces import Item, Piece, Reading
from translate.ingest.slugs import slug_of

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DC = "{http://purl.org/dc/elements/1.1/}"
# Namespaces of what an item says of itself; other vocabularies (media, itunes) have titles and authors as well.
_OWN = ("", "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", _ATOM.strip("{}"))
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.I)
_CUT = re.compile(
    r"(?:…|\.{3}|\[…\]|\[\.{3}\]|\b(?:lire (?:la suite|plus)|en savoir plus|read more|continue reading)\W*)\Z", re.I
)
_NO_RUBRIC = frozenset(["uncategorized", "non classé", "non classe"])
# A text with fewer characters than this is a summary.
_SHORTEST_ARTICLE = 600


def read_feed(file: xmlstream.Readable, *, name: str, limits: Limits, record: str) -> Iterator[Item]:
    """The articles of a feed in its order. record: "item" for RSS, "entry" for Atom.

    Raises InputError where the file is damaged, after what came before.
    """
    base = ""
    for element in xmlstream.records(file, name=name, limits=limits, record=record, notes=("link",)):
        if local(element) == "link" and local(element) != record:
            address = (element.text or "").strip() or element.get("href", "")
            if element.get("rel", "alternate") == "alternate" and address.startswith(("http://", "https://")):
                base = base or address
        else:
            yield _item(element, base or (name if name.startswith("http") else ""), name, limits)


def _item(item: Any, base: str, name: str, limits: Limits) -> Item:
    link = urljoin(_base(item, base), _link(item)) if _link(item) else ""
    title = _plain(_own(item, "title"))
    body, is_summary = _body(item)
    slug = slug_of(link) or slugify(title, fallback="") or slug_of(_text(_own(item, "guid", "id"))) or "article"
    where = f"{name}#{slug}"
    how = Walk(base=_base(body, link or base) if body is not None else "")
    try:
        pieces = _pieces(body, where, limits, how)
    except InputError as error:
        return Item(slug, error)
    shown = [piece.text for piece in pieces if not piece.aside]
    if not shown:
        return Item(slug, InputError(f"{where}: an item without text{_instead(link)}"))
    warnings = list(how.warnings)
    if is_summary and (sum(map(len, shown)) < _SHORTEST_ARTICLE or _CUT.search(shown[-1])):
        warnings.append(f"the feed holds only a summary of this article{_instead(link)}")
    return Item(
        slug,
        Reading(
            titled(pieces, title), title=title, kicker=_rubric(item), byline=author_named(_author(item)),
            date=_date(item), warnings=warnings,
        ),
    )


def _instead(link: str) -> str:
    return f"; give its own page: {link}" if link else ""


def _own(item: Any, *names: str) -> Any:
    """The first child of one of these names that is the feed's own, None without one."""
    for name in names:
        for element in children(item, name):
            if element.tag.rpartition("}")[0].lstrip("{") in _OWN:
                return element
    return None


def _link(item: Any) -> str:
    for element in children(item, "link"):
        if element.get("href") and element.get("rel", "alternate") == "alternate":
            return str(element.get("href"))
        if element.tag.rpartition("}")[0].lstrip("{") in _OWN and (element.text or "").strip():
            return str(element.text).strip()
    guid = _own(item, "guid")
    address = _text(guid)
    return address if guid is not None and guid.get("isPermaLink") != "false" and address.startswith("http") else ""


def _body(item: Any) -> tuple[Any, bool]:
    """The element with the most of the article, and whether it is meant as a summary only."""
    full = item.find(_CONTENT)
    if full is None:
        full = item.find(f"{_ATOM}content")
    if full is not None and (_text(full) or len(full)):
        return full, False
    return _own(item, "description", "summary"), True


def _pieces(body: Any, where: str, limits: Limits, how: Walk) -> list[Piece]:
    if body is None:
        return []
    kind = body.get("type", "html").lower()
    if kind == "xhtml":
        return pieces_of_tree(xmltree.without_namespaces(body), how, name=where, limits=limits)
    text = clean(body.text or "")
    if kind in ("text", "text/plain") or not (_TAG.search(text) or "&" in text):
        text = html.escape(text, quote=False)
    if "<p" not in text.lower():
        text = paragraphed(text)
    return read_fragment(text, name=where, limits=limits, how=how)


def _base(element: Any, base: str) -> str:
    """The address that relative links below an element start from."""
    above = [element, *element.iterancestors()]
    for one in reversed(above):
        if declared := one.get(_XML_BASE):
            base = urljoin(base, declared)
    return base


def _plain(element: Any) -> str:
    """A title as bare text: it may hold tags and entities."""
    if element is None:
        return ""
    text = _text(element)
    if element.get("type", "") in ("text", "xhtml"):
        return collapse(clean(text))
    return collapse(clean(html.unescape(_TAG.sub("", text))))


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _rubric(item: Any) -> str:
    for category in children(item, "category"):
        words = collapse(category.get("label") or category.get("term") or category.text or "")
        if words and words.lower() not in _NO_RUBRIC:
            return words
    return ""


def _author(item: Any) -> str:
    creator = item.find(f"{_DC}creator")
    if creator is not None:
        return _text(creator)
    author = _own(item, "author")
    if author is None:
        return ""
    names = [_text(name) for name in children(author, "name")]
    # RSS wants an address with the name in brackets.
    found = re.fullmatch(r"\S+@\S+\s*\((.{1,120})\)", _text(author))
    return names[0] if names else found[1] if found else _text(author)


def _date(item: Any) -> str:
    dublin = (element for element in [item.find(f"{_DC}date")] if element is not None)
    for element in chain((_own(item, name) for name in ("pubDate", "published", "issued", "updated")), dublin):
        text = _text(element)
        if not text:
            continue
        try:
            return datetime.fromisoformat(text[:10]).date().isoformat()
        except ValueError:
            pass
        try:
            return parsedate_to_datetime(text).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            if found := find_date(text):
                return found
    return ""
