"""The French side of translators' files from elsewhere: XLIFF 1.2 and 2.x, gettext PO.

A file of ours is none of these: its way back is `tk import`, and a draft is edited where
it lies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from translate.article import Span, slugify
from translate.errors import DraftError, InputError
from translate.ingest import xmltree
from translate.ingest.characters import clean
from translate.ingest.encoding import decode
from translate.ingest.html import refuse_deep, refuse_many, structured
from translate.ingest.limits import Limits
from translate.ingest.ooxml import attribute, child, children, local
from translate.ingest.pieces import Item, Piece, Reading
from translate.ingest.tags import safe_href

# What a code stands for, by its type (1.2: ctype; 2.x: subType) or by the markup in it.
_KINDS = {"bold": "strong", "b": "strong", "strong": "strong", "italic": "emphasis", "i": "emphasis", "em": "emphasis",
          "sup": "superscript", "sub": "subscript", "link": "link", "a": "link"}
_NATIVE = re.compile(r"<\s*(b|strong|i|em|sup|sub|a)\b", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"'<>]{1,2000})["']""", re.I)
_HEADING = re.compile(r"(?:^|[\W_])(?:h([1-6])|head([1-6])|title|titre|heading)\b", re.I)
_ITEM = re.compile(r"(?:^|\W)(?:li|listitem|bullet)\b", re.I)
_CODES = frozenset(["ph", "it", "x", "bx", "ex", "sc", "ec", "bpt", "ept", "cp"])


def read_xliff(data: bytes, *, name: str, limits: Limits) -> Iterator[Item]:
    """One article for each file of an XLIFF that has texts.

    Raises InputError for a damaged one and for one without a French side.
    """
    root = xmltree.parse(data, what=name, limits=limits)
    refuse_deep(root, name=name, limits=limits)
    files = list(children(root, "file"))
    if len(files) > limits.max_articles:
        raise InputError(f"{name}: {len(files)} files in it, the limit is {limits.max_articles}; split it")
    articles = []
    for file in files:
        side = _french_side(file, root, name)
        pieces = [piece for unit in file.iter() for piece in _unit(unit, side)]
        refuse_many(pieces, name=name, limits=limits)
        if any(not piece.aside and piece.text.strip() for piece in pieces):
            original = attribute(file, "original") or attribute(file, "id")
            articles.append((PurePath(original.replace("\\", "/")).stem, _reading(pieces)))
    if not articles:
        raise InputError(f"{name}: an XLIFF file without French text in it")
    for original, reading in articles:
        slug = slugify(f"{PurePath(name).stem} {original}") if len(articles) > 1 else ""
        yield Item(slug, reading)


def read_po(data: bytes, *, name: str, limits: Limits) -> Reading:
    """The French of a PO file: its translations where its language is French, else its messages.

    Raises InputError for a damaged one and for a draft of ours.
    """
    from translate.drafts import po

    text, warnings = decode(data, name=name, declared=True)
    try:
        entries = po.parse(text, name, plurals=True)
    except DraftError as error:
        raise InputError(str(error)) from None
    header = next((entry.msgstr or "" for entry in entries if entry.is_header), "")
    if "X-Yelema-Format" in header:
        raise InputError(f"{name}: a draft of this program, not an article; correct it in place, then: tk render")
    language = re.search(r"^Language:\s*([A-Za-z]+)", header, re.M)
    is_target = bool(language) and language[1].lower().startswith("fr") if language else False
    pieces = []
    missing = 0
    for entry in entries:
        if entry.is_header or entry.obsolete or entry.msgid is None:
            continue
        words = (entry.msgstr or "") if is_target else entry.msgid
        missing += not words
        kind, level = _kind(" ".join(fact for fact in entry.facts if fact.startswith("type:")))
        pieces.append(Piece(clean(words), kind, level))
    refuse_many(pieces, name=name, limits=limits)
    if missing and is_target:
        warnings.append(f"{missing} message(s) have no French translation and were left out")
    return _reading(pieces, warnings)


def _reading(pieces: list[Piece], warnings: list[str] | None = None) -> Reading:
    pieces = structured(pieces)
    return Reading(pieces, marked_up=any(piece.kind == "heading" for piece in pieces), warnings=warnings or [])


def _kind(words: str) -> tuple[str, int]:
    """The kind of block and its level that a unit's type names, a paragraph where it names none."""
    if found := _HEADING.search(words):
        return "heading", int(found[1] or found[2] or 1)
    return ("list_item", 1) if _ITEM.search(words) else ("paragraph", 0)


def _french_side(file: Any, root: Any, name: str) -> str:
    """ "source" or "target", whichever is French."""
    source = attribute(file, "source-language") or attribute(root, "srcLang")
    target = attribute(file, "target-language") or attribute(root, "trgLang")
    if not source or source.lower().startswith("fr"):
        return "source"
    if target.lower().startswith("fr"):
        return "target"
    raise InputError(f"{name}: neither side is French ({source} to {target or 'nothing'})")


def _unit(unit: Any, side: str) -> Iterator[Piece]:
    """The piece of a unit of either version; nothing for other elements."""
    if local(unit) == "trans-unit":
        text = child(unit, side)
        texts = [text] if text is not None else []
    elif local(unit) == "unit":
        texts = [
            text
            for segment in unit
            if local(segment) in ("segment", "ignorable")
            for text in [child(segment, side) if local(segment) == "segment" else _ignorable(segment, side)]
            if text is not None
        ]
    else:
        return
    line = _Line()
    for text in texts:
        line.part(text)
    kind, level = _kind(attribute(unit, "restype") or attribute(unit, "type"))
    words = "".join(line.parts)
    yield Piece(clean(words) if not line.spans else words, kind, level, tuple(line.spans),
                aside=attribute(unit, "translate") == "no")


def _ignorable(segment: Any, side: str) -> Any:
    text = child(segment, side)
    return child(segment, "source") if text is None else text


@dataclass
class _Line:
    """The text of one unit as it is put together. opened: start and kind of codes by their id."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    opened: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    def part(self, element: Any) -> None:
        """Add a segment's text; segments that touch are set apart."""
        before = self.parts[-1] if self.parts else ""
        text = element.text or ""
        if before and not before[-1].isspace() and not text[:1].isspace():
            self.add(" ")
        self.inside(element)

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)

    def inside(self, element: Any) -> None:
        self.add(element.text)
        for inner in element:
            self.element(inner, local(inner))
            self.add(inner.tail)

    def element(self, element: Any, name: str) -> None:
        start = self.length
        kind, href = _look(element)
        if name in ("g", "pc", "mrk"):
            self.inside(element)
            if kind:
                self.spans.append(Span(start, self.length, kind, href))
        elif name in ("bpt", "sc", "bx"):
            self.opened[attribute(element, "rid") or attribute(element, "id")] = start, kind, href
        elif name in ("ept", "ec", "ex"):
            mark = attribute(element, "startRef") or attribute(element, "rid") or attribute(element, "id")
            start, kind, href = self.opened.pop(mark, (0, "", ""))
            if kind:
                self.spans.append(Span(start, self.length, kind, href))
        elif attribute(element, "ctype") == "lb" or attribute(element, "subType") == "xlf:lb":
            self.spans.append(Span(start, start, "break"))
            self.add("\n")
        elif name not in _CODES and name != "sub":
            self.inside(element)


def _look(element: Any) -> tuple[str, str]:
    """The kind of span that a code makes, and its address; ("", "") for others. A link needs one."""
    named = attribute(element, "subType").removeprefix("xlf:") or attribute(element, "ctype").removeprefix("x-")
    native = (element.text or "") + attribute(element, "dispStart") + attribute(element, "equivStart")
    found = _NATIVE.search(native) if local(element) not in ("g", "mrk") else None
    kind = _KINDS.get(named.lower()) or (_KINDS[found[1].lower()] if found else "")
    address = _HREF.search(native)
    href = safe_href(address[1]) if address and kind == "link" else ""
    return ("", "") if kind == "link" and not href else (kind, href)
