"""HTML elements to pieces: blocks in reading order, inline markup as spans.

One walk serves saved web pages and rendered Markdown. Scripts, styles and frames are
dropped whole; every other visible word ends in a piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from translate.article import Span
from translate.ingest.breaks import shifted, split_at_breaks
from translate.ingest.characters import collapse
from translate.ingest.pieces import Piece
from translate.ingest.tags import (
    DROPPED,
    FORMS,
    HEADINGS,
    INLINE,
    PHRASES,
    is_data,
    is_hidden,
    is_meaningful,
    safe_href,
    style_kind,
)

# Stands in the text for something set aside, see `markdown`: its number between the two.
ASIDE = re.compile("\ue000(\\d+)\ue001")


@dataclass(frozen=True)
class Found:
    """A piece with the element it came from."""

    piece: Piece
    element: Any


@dataclass
class Walk:
    """How to walk one document.

    roles: what an element is on the page: "aside" or a hint of `Piece`.
    base: the page's address, for relative links; without it they are dropped.
    asides: texts that sentinels in the text stand for.
    alt_captions: take the alternative text of images as captions.
    """

    roles: Mapping[Any, str] = field(default_factory=dict)
    base: str = ""
    asides: list[str] = field(default_factory=list)
    alt_captions: bool = False
    warnings: list[str] = field(default_factory=list)


def walk(root: Any, how: Walk) -> list[Found]:
    """The pieces of everything visible below `root` (an lxml element), in document order."""
    walker = _Walker(how)
    walker.element(root)
    walker.flush()
    return walker.found


@dataclass(frozen=True)
class _Context:
    kind: str = "paragraph"
    level: int = 0
    hint: str = ""
    aside: bool = False
    prefix: str = ""


class _Walker:
    def __init__(self, how: Walk) -> None:
        self.how = how
        self.found: list[Found] = []
        self.context = _Context()
        self.home: Any = None
        self._text: list[str] = []
        self._length = 0
        self._line_has_text = False
        self._spans: list[Span] = []
        self._open: list[tuple[str, str, int]] = []
        self._captions: list[str] = []

    # Text and inline markup

    def add(self, text: str | None) -> None:
        if not text:
            return
        if "\ue000" in text:
            at = 0
            for sentinel in ASIDE.finditer(text):
                self._append(text[at : sentinel.start()])
                number = int(sentinel.group(1))
                if number < len(self.how.asides):
                    self.found.append(Found(Piece(self.how.asides[number], aside=True), self.home))
                at = sentinel.end()
            text = text[at:]
        self._append(text)

    def _append(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
        self._line_has_text = self._line_has_text or not text.isspace()

    def line_break(self) -> None:
        if not self._line_has_text:
            # Two in a row, or one before any text: the paragraph ends here.
            self.flush()
            return
        self._spans.append(Span(self._length, self._length, "break"))
        self._append("\n")
        self._line_has_text = False

    @contextmanager
    def span(self, kind: str, href: str = "") -> Iterator[None]:
        self._open.append((kind, href, self._length))
        try:
            yield
        finally:
            kind, href, start = self._open.pop()
            self._spans.append(Span(start, self._length, kind, href))

    # Blocks

    def flush(self) -> None:
        """End the current block: its text becomes one piece, or several where lines say so."""
        text, spans = "".join(self._text), list(self._spans)
        spans += [Span(start, self._length, kind, href) for kind, href, start in self._open]
        self._open = [(kind, href, 0) for kind, href, _ in self._open]
        self._text, self._length, self._spans = [], 0, []
        self._line_has_text = False
        if text.strip():
            context = self.context
            for part, part_spans in split_at_breaks(text, spans):
                if context.prefix:
                    part, part_spans = (
                        context.prefix + part,
                        [shifted(span, len(context.prefix)) for span in part_spans],
                    )
                    context = self.context = replace(context, prefix="")
                piece = Piece(part, context.kind, context.level, tuple(part_spans), context.hint, context.aside)
                self.found.append(Found(piece, self.home))
        captions, self._captions = self._captions, []
        for caption in captions:
            self.found.append(Found(Piece(caption, "caption", aside=self.context.aside), self.home))

    @contextmanager
    def block(self, element: Any, **changes: Any) -> Iterator[None]:
        self.flush()
        context, home = self.context, self.home
        self.context, self.home = replace(context, **changes), element
        try:
            yield
        finally:
            self.flush()
            self.context, self.home = context, home

    def inside(self, element: Any) -> None:
        self.add(element.text)
        for child in element:
            self.element(child)
            self.add(child.tail)

    def element(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        tag = tag.rsplit("}", 1)[-1].lower()
        if tag in DROPPED:
            return
        role = self.how.roles.get(element, "")
        if not self.context.aside and (role == "aside" or (tag in FORMS and tag != "label") or is_hidden(element)):
            self._set_aside(element)
        elif role and (role != self.context.hint or tag in ("time", "a")) and not self.context.aside:
            changes = {"kind": "caption"} if role == "caption" else {"hint": role}
            with self.block(element, **changes):
                self._dispatch(element, tag)
        else:
            self._dispatch(element, tag)

    def _set_aside(self, element: Any) -> None:
        """Everything below goes aside; short texts in a row (menu entries) become one."""
        self.flush()
        first = len(self.found)
        with self.block(element, aside=True, kind="paragraph", level=0, hint="", prefix=""):
            self.inside(element)
        row: list[str] = []
        merged: list[Piece] = []
        for found in [*self.found[first:], Found(Piece(" " * 100), None)]:
            text = collapse(found.piece.text) or found.piece.text
            if len(text) <= 80:
                row.append(text)
                continue
            if row:
                merged.append(Piece(" · ".join(dict.fromkeys(row)), aside=True))
                row = []
            merged.append(replace(found.piece, text=text, spans=()))
        self.found[first:] = [Found(piece, element) for piece in merged[:-1]]

    def _dispatch(self, element: Any, tag: str) -> None:
        if tag == "br":
            self.line_break()
        elif tag == "img":
            self._image(element)
        elif tag in PHRASES:
            self._phrase(element, tag)
        elif tag in HEADINGS:
            with self.block(element, kind="heading", level=HEADINGS[tag]):
                self.inside(element)
        elif tag == "blockquote":
            depth = self.context.level + 1 if self.context.kind == "quote" else 1
            with self.block(element, kind="quote", level=depth):
                self.inside(element)
        elif tag in ("ul", "ol", "dir"):
            self._list(element, tag == "ol")
        elif tag in ("dt", "dd"):
            with self.block(element, kind="list_item", level=1 if tag == "dt" else 2):
                self.inside(element)
        elif tag in ("figcaption", "caption"):
            with self.block(element, kind="caption", level=0):
                self.inside(element)
        elif tag == "pre":
            self._preformatted(element)
        elif tag == "table" and is_data(element):
            self._table(element)
        else:
            with self.block(element):
                self.inside(element)

    def _phrase(self, element: Any, tag: str) -> None:
        if self.context.aside and tag in ("a", "span", "time", "label"):
            self._keep_words_apart(element)
        kind, href = INLINE.get(tag, ""), ""
        if tag == "a":
            # Links that lead nowhere for a reader count for what they say about the page.
            kind, href = ("link" if element.get("href") else ""), safe_href(element.get("href"), self.how.base)
        elif not kind:
            kind = style_kind(element)
        if tag == "q":
            self.add("«\u00a0")
        if kind:
            with self.span(kind, href):
                self.inside(element)
        else:
            self.inside(element)
        if tag == "q":
            self.add("\u00a0»")

    def _keep_words_apart(self, element: Any) -> None:
        """Menu entries often have no space between them: the page's style sets them apart."""
        if self._text and self._text[-1][-1:].isalnum() and element.text_content()[:1].isalnum():
            self._append(" ")

    def _list(self, element: Any, ordered: bool) -> None:
        level = self.context.level + 1 if self.context.kind == "list_item" else 1
        start = element.get("start") or ""
        number = int(start) if re.fullmatch(r"[0-9]{1,5}", start) else 1
        self.flush()
        self.add(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag.lower() == "li":
                with self.block(
                    child,
                    kind="list_item",
                    level=level,
                    prefix=f"{number}. " if ordered and not self.context.aside else "",
                ):
                    if self.how.roles.get(child) == "aside":
                        self.element(child)
                    else:
                        self.inside(child)
                number += 1
            else:
                self.element(child)
            self.add(child.tail)
        self.flush()

    def _table(self, table: Any) -> None:
        """Each cell is an item; those after the first of a row stand one level below it."""
        self.flush()
        for row in table.iter("caption", "tr"):
            if row.tag == "caption":
                self.element(row)
                continue
            filled = 0
            for cell in row:
                if isinstance(cell.tag, str) and cell.tag.lower() in ("td", "th"):
                    before = len(self.found)
                    with self.block(cell, kind="list_item", level=1 if not filled else 2):
                        self.inside(cell)
                    filled += len(self.found) > before

    def _preformatted(self, element: Any) -> None:
        if element.find("code") is not None:
            self.flush()
            self.found.append(Found(Piece(element.text_content(), aside=True), element))
            self.how.warnings.append("a block of code was set aside; code is not translated")
            return
        with self.block(element):
            for number, part in enumerate(re.split(r"\n\s*\n", element.text_content())):
                if number:
                    self.flush()
                for line in part.strip("\n").split("\n"):
                    if self._length:
                        self.line_break()
                    self.add(line)

    def _image(self, element: Any) -> None:
        alt = collapse(element.get("alt") or "")
        if alt in ("-", "–", "—", "*", "•", ">"):
            # SPIP draws the dash of a list item as a picture.
            self.add("- ")
        elif 0 < len(alt) <= 2 and not alt.isascii():
            self.add(alt)
        elif self.how.alt_captions:
            title = collapse(element.get("title") or "")
            caption = title if is_meaningful(title) else alt
            if is_meaningful(caption):
                self._captions.append(caption)
