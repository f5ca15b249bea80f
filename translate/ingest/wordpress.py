"""WordPress exports (WXR): an RSS file with every post of a site, as its authors typed them.

https://wordpress.org/documentation/article/tools-export-screen/; the elements of the `wp`
namespace are those of its versions 1.0 to 1.2. Read post by post: an export may be larger
than the memory.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from translate.article import slugify
from translate.errors import InputError
from translate.ingest import xmlstream
from translate.ingest.characters import clean, collapse
from translate.ingest.dates import find_date
from translate.ingest.elements import Walk
from translate.ingest.fragments import read_fragment, titled
from translate.ingest.html import author_named
from translate.ingest.limits import Limits
from translate.ingest.ooxml import child, children, local
from translate.ingest.paragraphing import numbered_notes, paragraphed, without_shortcodes
from translate.ingest.pieces import Item, Piece, Reading

_TYPES = frozenset(["post", "page"])
_NO_RUBRIC = frozenset(["uncategorized", "non classe", "non-classe", "sans categorie"])
_REUSED = re.compile(r'<!--\s*wp:block\s+\{[^{}]{0,200}"ref"\s*:\s*(\d+)')
_BLOCKS = re.compile(r"<!--\s*wp:")
_TAG = re.compile(r"<[^<>]{1,500}>")


def read_export(
    file: xmlstream.Readable, *, name: str, limits: Limits, warn: Callable[[str], None] = lambda _: None
) -> Iterator[Item]:
    """The published posts and pages of an export, in its order. warn: told how many others were left out.

    Raises InputError where the file is damaged, after what came before.
    """
    authors: dict[str, str] = {}
    site = ""
    unpublished: Counter[str] = Counter()
    for element in xmlstream.records(
        file, name=name, limits=limits, record="item", notes=("author", "link"), skipped=("comment",)
    ):
        kind = local(element)
        if kind == "author":
            authors[_field(element, "author_login")] = _field(element, "author_display_name")
        elif kind == "link":
            site = site or (element.text or "").strip()
        elif _field(element, "post_type") in _TYPES:
            status = _field(element, "status")
            if status == "publish":
                yield _post(element, authors, site, name, limits)
            else:
                unpublished[status or "no status"] += 1
    if unpublished:
        counts = ", ".join(f"{count} {status}" for status, count in sorted(unpublished.items()))
        warn(f"{name}: posts that are not published were left out: {counts}")


def _post(item: Any, authors: dict[str, str], site: str, name: str, limits: Limits) -> Item:
    title = _plain(_field(item, "title"))
    link = _field(item, "link")
    slug = slugify(unquote(_field(item, "post_name")) or title, fallback=f"post-{_field(item, 'post_id')}")
    where = f"{name}#{slug}"
    content = excerpt = ""
    for encoded in children(item, "encoded"):
        if "excerpt" in encoded.tag:
            excerpt = encoded.text or ""
        else:
            content = encoded.text or ""
    content = clean(content)
    warnings = [
        f"the reusable block {number} is not in the post itself and was left out" for number in _REUSED.findall(content)
    ]
    if content.count("[") > limits.max_elements:
        return Item(slug, InputError(f"{where}: more than {limits.max_elements} shortcodes; not an article"))
    how = Walk(base=link or site)
    text = without_shortcodes(content, how.asides)
    if not _BLOCKS.search(content):
        text = paragraphed(text)
    try:
        pieces = read_fragment(text + numbered_notes(_footnotes(item)), name=where, limits=limits, how=how)
    except InputError as error:
        return Item(slug, error)
    if not any(not piece.aside for piece in pieces):
        return Item(slug, InputError(f"{where}: the post “{title or link}” has no text"))
    described = [Piece(text, aside=True)] if (text := _plain(excerpt)) else []
    login = _field(item, "creator")
    return Item(
        slug,
        Reading(
            [*described, *titled(pieces, title)],
            title=title,
            kicker=_rubric(item),
            byline=author_named(authors.get(login, "") or login),
            date=find_date(_field(item, "post_date")),
            warnings=[*warnings, *how.warnings],
        ),
    )


def _field(item: Any, name: str) -> str:
    return collapse(getattr(child(item, name), "text", "") or "")


def _plain(text: str) -> str:
    """A title, which may hold tags and entities, as bare text."""
    return collapse(clean(html.unescape(_TAG.sub("", text))))


def _rubric(item: Any) -> str:
    """The first category of a post that says something."""
    names = [
        _plain(category.text or "")
        for category in children(item, "category")
        if category.get("domain") == "category" and category.get("nicename") not in _NO_RUBRIC
    ]
    return next((name for name in names if name), "")


def _footnotes(item: Any) -> list[str]:
    """The notes of the block editor, which stand beside the text; their numbers are in it."""
    for meta in children(item, "postmeta"):
        if _field(meta, "meta_key") == "footnotes":
            try:
                notes = json.loads(getattr(child(meta, "meta_value"), "text", "") or "[]")
            except (ValueError, RecursionError):
                return []
            if isinstance(notes, list):
                return [clean(str(note.get("content", ""))) for note in notes[:1000] if isinstance(note, dict)]
    return []
