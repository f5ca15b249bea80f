"""HTML: saved web pages (WordPress, SPIP, anything else) and clean semantic documents.

lxml parses, trafilatura tells the article from the rest and reads the metadata
(`page`), and our own walk (`elements`) keeps headings, lists, quotes, captions and links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from translate.errors import InputError
from translate.ingest.boilerplate import fold, is_running_text, is_sentence, set_aside
from translate.ingest.characters import clean, collapse
from translate.ingest.elements import Found, Walk, walk
from translate.ingest.encoding import decode
from translate.ingest.limits import Limits
from translate.ingest.lists import headings_among_items, mark_lists
from translate.ingest.pieces import Piece, Reading, tidied

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SEPARATORS = re.compile(r"\s+(?:[-–—|•·»]|::)\s+")
_NO_AUTHORS = frozenset(
    [
        "admin",
        "administrateur",
        "administrator",
        "redaction",
        "la redaction",
        "webmaster",
        "redacteur",
        "editor",
        "root",
        "user",
        "author",
        "auteur",
        "unknown",
        "unknown author",
        "inconnu",
        "auteur inconnu",
    ]
)
# A heading with more words than this, or with a full stop, is a paragraph in large type.
_LONGEST_HEADING = 40
_MANY_ELEMENTS = 6_000


# On more, trafilatura takes longer than a reader waits: our own rules find the article alone.
_TOO_MANY_ELEMENTS = 20_000


def read_html(data: bytes, *, name: str, limits: Limits, address: str = "") -> Reading:
    """Read a web page. Raises InputError for an empty, binary or too deeply nested one.

    address: where the page came from, for its relative links, when it does not say so itself.
    """
    source, warnings = decode(data, name=name, declared=True)
    source = _DECLARATION.sub("", clean(source))
    tree = parse(source, name=name, limits=limits)
    from translate.ingest.page import select

    meta = _metadata(source)
    base = _base(tree, meta) or address
    how = Walk(base=base)
    body = tree.find("body")
    headline = _bare_title(tree, meta)
    body = tree if body is None else body
    refuse_many([one.piece for one in walk(body, Walk())], name=name, limits=limits)
    selection = select(body, _trafilatura_text(source), headline, how)
    pieces = structured(selection.pieces)
    title = selection.title or headline
    return Reading(pieces, title=title, byline=_author(meta), date=meta.date or "", warnings=[*warnings, *how.warnings])


def structured(pieces: list[Piece]) -> list[Piece]:
    """Pieces with what authors draw by hand made structure: bold headings, dashes, "Lire aussi"."""
    pieces = [_as_it_reads(neat) for piece in pieces if (neat := tidied(piece)).text]
    return [_without_dead_links(piece) for piece in headings_among_items(mark_lists(set_aside(pieces)))]


def pieces_of(source: str, *, name: str, how: Walk, limits: Limits) -> list[Found]:
    """All pieces of an HTML text, with nothing taken for the frame of a page."""
    return walk(parse(source, name=name, limits=limits), how)


def parse(source: str, *, name: str, limits: Limits) -> Any:
    """The lxml tree of an HTML text. Raises InputError when it is nested too deeply."""
    from lxml import etree
    from lxml import html as lxml_html

    if source.count("<") > 2 * limits.max_elements:
        raise InputError(f"{name}: HTML with more than {limits.max_elements} elements; give the article's text instead")
    parser = lxml_html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        tree = lxml_html.document_fromstring(_without_comments(source).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{name}: no readable HTML: {str(error).splitlines()[0]}") from None
    # The parser stops at 256 elements and drops the text below: the log tells.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise _too_deep(name, limits)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(f"{name}: HTML with a text of more than 10 MB in one element; not an article")
    refuse_deep(tree, name=name, limits=limits)
    return tree


def refuse_deep(root: Any, *, name: str, limits: Limits) -> None:
    """Raises InputError for elements nested deeper than in any page."""
    if _depth(root) > limits.max_depth:
        raise _too_deep(name, limits)


def refuse_many(pieces: Sequence[Piece], *, name: str, limits: Limits) -> None:
    """Raises InputError for more or longer pieces than an article and all around it have: each will cost time."""
    if len(pieces) > 2 * limits.max_blocks:
        raise InputError(f"{name}: {len(pieces)} paragraphs, the limit is {limits.max_blocks}; split the file")
    longest = max((len(piece.text) for piece in pieces), default=0)
    if longest > limits.max_characters:
        raise InputError(f"{name}: a paragraph of {longest} characters, the limit is {limits.max_characters}")


def _too_deep(name: str, limits: Limits) -> InputError:
    return InputError(f"{name}: HTML nested more than {limits.max_depth} deep; give the article's text instead")


def _without_comments(source: str) -> str:
    """`source` without `<!-- … -->`, those around parts for old browsers among them; in one pass."""
    parts: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0:
        conditional = source.startswith("[if", start + 4)
        end, mark = -1, "-->"
        if conditional:
            end, mark = source.find("<![endif]-->", start), "<![endif]-->"
        if end < 0:
            end, mark = source.find("-->", start + 4), "-->"
        if end < 0:
            break
        parts.append(source[at:start])
        at = end + len(mark)
    return "".join([*parts, source[at:]])


def _depth(tree: Any) -> int:
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _without_dead_links(piece: Piece) -> Piece:
    return replace(piece, spans=tuple(s for s in piece.spans if s.kind != "link" or s.href))


def _as_it_reads(piece: Piece) -> Piece:
    text = piece.text
    words = len(text.split())
    is_lead = words > _LONGEST_HEADING or (words > _LONGEST_HEADING // 2 and is_sentence(text))
    if piece.kind == "heading" and not piece.hint and is_lead and is_running_text(text):
        return replace(piece, kind="paragraph", level=0)
    if piece.kind == "paragraph" and not piece.hint and _is_drawn_heading(piece, text):
        return replace(piece, kind="heading", level=4)
    return piece


def _is_drawn_heading(piece: Piece, text: str) -> bool:
    """A short paragraph, bold all over and without a full stop, heads a section."""
    from translate.ingest import patterns
    from translate.ingest.boilerplate import matches

    bold = sum(s.end - s.start for s in piece.spans if s.kind == "strong")
    return (
        0 < len(text) <= 120
        and bold >= 0.95 * len(piece.text.strip())
        and text[-1] not in ".,;:!?…»"
        and not matches(patterns.SALUTATIONS, text)
        and not piece.aside
    )


def _trafilatura_text(source: str) -> str:
    from trafilatura import bare_extraction

    if source.count("</") > _TOO_MANY_ELEMENTS:
        return ""
    document = bare_extraction(
        source,
        # Its fallbacks take minutes on pages made of many thousand fragments.
        fast=source.count("</") > _MANY_ELEMENTS,
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    return str(getattr(document, "text", None) or "")


def _metadata(source: str) -> Any:
    from trafilatura.metadata import extract_metadata

    return extract_metadata(source, extensive=False)


def _base(tree: Any, meta: Any) -> str:
    element = tree.find(".//base[@href]")
    base = element.get("href") if element is not None else meta.url
    return base if base and base.startswith(("http://", "https://")) else ""


def _bare_title(tree: Any, meta: Any) -> str:
    """The page's title without the name of the site that pages put behind it."""
    named = {str(e.get("property") or e.get("name") or "").lower(): e.get("content") or "" for e in tree.iter("meta")}
    element = tree.find(".//title")
    titles = [named.get(key, "") for key in ("og:title", "twitter:title", "dc.title", "dcterms.title")]
    titles.append(element.text_content() if element is not None else "")
    title = next((text for text in map(collapse, titles) if text), "")
    parts = _SEPARATORS.split(title)
    while len(parts) > 1:
        last = fold(parts[-1])
        site = fold(meta.sitename or "")
        separator_at = title.rfind(parts[-1])
        is_site = bool(site) and (last in site or site in last)
        marked = title[:separator_at].rstrip()[-1:] in "|»:•"
        if not (is_site or marked or (len(last.split()) <= 3 and len(" ".join(parts[:-1]).split()) >= 4)):
            break
        title = title[:separator_at].rstrip(" -–—|•·»:\u00a0")
        parts.pop()
    return title


def _author(meta: Any) -> str:
    return author_named(meta.author or "", site=meta.sitename or "")


def author_named(author: str, *, site: str = "") -> str:
    """The author that metadata name, or "" where that is an account, an address or the site itself."""
    author = collapse(author.replace(";", ","))
    if not author or fold(author) in _NO_AUTHORS or fold(author) == fold(site) or "@" in author or "http" in author:
        return ""
    return author if len(author) <= 120 else ""
