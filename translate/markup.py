"""Inline markup as numbered tags (`<1>…</1>`, `<2/>`) in text, and back.

The numbers count the spans of a segment from 1, so a tag in a translation names the
span of the source it stands for. Text that happens to look like a tag is written
with `&lt;`, and a literal `&lt;` with `&amp;lt;`; nothing else is escaped, so a
reviewer sees plain text.
"""

from __future__ import annotations

import re

from translate.article import Span

TAG = re.compile(r"<(/?)(\d{1,3})(/?)>")
_LOOKS_LIKE_TAG = re.compile(r"<(?=/?\d{1,3}/?>)")
_LOOKS_ESCAPED = re.compile(r"&(?=(?:amp;)*lt;)")
_ESCAPED = re.compile(r"&(?:lt;|amp;((?:amp;)*lt;))")


def to_tagged(text: str, spans: tuple[Span, ...]) -> str:
    """`text` with a numbered tag pair around each span, `<n/>` for an empty one.

    A span that crosses the end of one opened before it cannot be shown as nested
    tags and is left out.
    """
    events: dict[int, list[int]] = {}
    for number, span in enumerate(spans, start=1):
        events.setdefault(span.start, []).append(number)
    for numbers in events.values():
        # Empty ones first, then the longest, so that pairs that begin together nest.
        numbers.sort(key=lambda n: (spans[n - 1].end > spans[n - 1].start, -spans[n - 1].end, n))
    cuts = sorted({0, len(text), *(s.start for s in spans), *(s.end for s in spans)})
    out: list[str] = []
    stack: list[int] = []
    run = ""  # text since the last tag; escaped as a whole, for a cut may lie inside `<1>`

    def put(tag: str) -> None:
        nonlocal run
        out.extend((_escape(run), tag))
        run = ""

    for here, after in zip(cuts, [*cuts[1:], len(text)]):
        while stack and spans[stack[-1] - 1].end <= here:
            put(f"</{stack.pop()}>")
        for number in events.get(here, ()):
            span = spans[number - 1]
            if span.end <= span.start:
                put(f"<{number}/>")
            elif not stack or spans[stack[-1] - 1].end >= span.end:
                put(f"<{number}>")
                stack.append(number)
        run += text[here:after]
    return "".join(out) + _escape(run)


def split_tagged(tagged: str) -> tuple[str, list[tuple[int, str, int]]]:
    """Plain text, and its tags as (number, "open" | "close" | "empty", offset in the plain text)."""
    pieces: list[str] = []
    tags: list[tuple[int, str, int]] = []
    length = at = 0
    for match in TAG.finditer(tagged):
        closing, number, empty = match.groups()
        pieces.append(_unescape(tagged[at : match.start()]))
        length += len(pieces[-1])
        at = match.end()
        tags.append((int(number), "close" if closing else "empty" if empty else "open", length))
    pieces.append(_unescape(tagged[at:]))
    return "".join(pieces), tags


def plain_text(tagged: str) -> str:
    """The text without its tags."""
    return split_tagged(tagged)[0]


def _escape(text: str) -> str:
    return _LOOKS_LIKE_TAG.sub("&lt;", _LOOKS_ESCAPED.sub("&amp;", text))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: "&" + match[1] if match[1] else "<", text)
