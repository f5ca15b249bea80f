"""Inline markup of sources and translations as a small tree that every format can write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote, urlsplit

from translate.article import Span
from translate.markup import TAG, plain_text, to_tagged
from translate.units import TermMatch

_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+\Z", re.I)
_STRAY = re.compile(r"""["<>\\^`{|}\x00-\x20\x7f-\xa0\ufffd]|%(?![0-9A-Fa-f]{2})""")
_HOST = re.compile(r"[\w.:-]+\Z")
_DEEPEST = 40  # pairs of tags inside each other; no text has more, and every format nests its elements
# What neither HTML nor XML may contain: controls, lone surrogates, noncharacters.
_LAST_TWO = "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17))
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_TWO}]")


@dataclass(frozen=True)
class Element:
    """Marked-up text. kind: a span kind of `translate.article`, or "term".

    href: for links, already known to be http, https or mailto. note: for terms, the
    target terms expected.
    """

    kind: str
    children: tuple[Node, ...] = ()
    href: str = ""
    note: str = ""


Node = str | Element


def clean(text: str) -> str:
    """`text` with U+FFFD for characters that documents cannot contain, and plain line ends."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def safe_link(href: str) -> str:
    """The address if it may be followed (http, https, mailto), else "".

    What RFC 3986 does not allow in it is written as %XX, so that e-readers and Word take it;
    letters of other alphabets stay.
    """
    if not _SAFE_LINK.match(href):
        return ""
    try:
        parts = urlsplit(href)
        if parts.scheme.lower() != "mailto" and not _HOST.match(parts.hostname or ""):
            return ""
        parts.port  # noqa: B018 - raises where it is not a number
    except ValueError:
        return ""
    before, mark, fragment = _STRAY.sub(_percent, clean(href)).partition("#")
    host = len(parts.scheme) + 3 + len(parts.netloc) if parts.netloc else 0
    before = before[:host] + before[host:].replace("[", "%5B").replace("]", "%5D")
    return before + mark + fragment.replace("#", "%23").replace("[", "%5B").replace("]", "%5D")


def _percent(match: re.Match[str]) -> str:
    return quote(match.group(), safe="")


def one_line(text: str) -> str:
    """The text without line ends, every stretch of space as one."""
    return " ".join(text.split())


def text_of(nodes: Sequence[Node]) -> str:
    """The words of a tree, without markup."""
    return "".join(node if isinstance(node, str) else text_of(node.children) for node in nodes)


def source_nodes(text: str, spans: tuple[Span, ...], terms: Sequence[TermMatch] = ()) -> tuple[Node, ...]:
    """A source segment with its spans, and the terms found in it marked.

    A term that crosses the edge of a span is marked in pieces. Of overlapping terms the
    first is marked.
    """
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    pieces: list[Span] = []
    notes: list[str] = []
    marked = 0
    for term in sorted(terms, key=lambda term: (term.start, -term.end)):
        if term.start < marked or not term.targets:
            continue
        marked = term.end
        cuts = [term.start, *(edge for edge in edges if term.start < edge < term.end), term.end]
        for start, end in pairwise(cuts):
            pieces.append(Span(start, end, "term"))
            notes.append(" / ".join(term.targets))
    marked_up = (*spans, *pieces)
    return _parse(to_tagged(text, marked_up), marked_up, ("",) * len(spans) + tuple(notes), stray=False)


def target_nodes(tagged: str, spans: tuple[Span, ...], *, stray: bool = True) -> tuple[Node, ...]:
    """A translation with its numbered tags as the markup of the source's spans.

    Tags that are not paired, or name a span that the source does not have, stay visible
    as text, for a reviewer must see them; stray=False leaves them out.
    """
    return _parse(tagged, spans, ("",) * len(spans), stray=stray)


def _parse(tagged: str, spans: Sequence[Span], notes: Sequence[str], *, stray: bool = True) -> tuple[Node, ...]:
    matches = list(TAG.finditer(tagged))
    partner = _paired(matches, spans)
    nodes: list[Node] = []
    parents: list[tuple[int, list[Node]]] = []
    at = 0
    for index, match in enumerate(matches):
        _add_text(nodes, plain_text(tagged[at : match.start()]))
        at = match.end()
        if index not in partner:
            _add_text(nodes, match.group() if stray else "")
            continue
        span = spans[int(match[2]) - 1]
        if partner[index] == index:
            nodes.append(Element(span.kind))
        elif partner[index] > index:
            parents.append((int(match[2]), nodes))
            nodes = []
        else:
            number, outer = parents.pop()
            href = safe_link(span.href) if span.kind == "link" else ""
            outer.append(Element(span.kind, tuple(nodes), href, notes[number - 1]))
            nodes = outer
    _add_text(nodes, plain_text(tagged[at:]))
    return tuple(nodes)


def _paired(matches: Sequence[re.Match[str]], spans: Sequence[Span]) -> dict[int, int]:
    """For each usable tag, the place of its partner in `matches` (its own for an empty tag)."""
    partner: dict[int, int] = {}
    open_tags: list[int] = []
    for index, match in enumerate(matches):
        closing, number, empty = match.groups()
        if not 1 <= int(number) <= len(spans):
            continue
        is_empty = spans[int(number) - 1].start == spans[int(number) - 1].end
        if empty and not closing:
            if is_empty:
                partner[index] = index
        elif not closing and not empty and not is_empty:
            if len(open_tags) < _DEEPEST:
                open_tags.append(index)
        elif closing and not empty:
            place = next((i for i in reversed(open_tags) if matches[i][2] == number), None)
            if place is not None:
                partner[place], partner[index] = index, place
                del open_tags[open_tags.index(place) :]  # what was opened inside stays text
    return partner


def _add_text(nodes: list[Node], text: str) -> None:
    if not text:
        return
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] += text
    else:
        nodes.append(text)
