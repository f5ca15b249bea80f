"""Inline markup as numbered tags (`<1>…</1>`, `<2/>`) in text, and back.

The numbers count the spans of a segment from 1, so a tag in a translation names the
span of the source it stands for. Text that happens to look like a tag is written
with `&lt;`, and a literal `&lt;` with `&amp;lt;`; nothing else is escaped, so a
reviewer sees plain text.
"""

from __future__ import annotations

import re

from translate.article import Span
from translate.words import Links, word_spans

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


def project(spans: tuple[Span, ...], source: str, target: str, links: Links = ()) -> str:
    """`target` with the tags of `source`'s spans, where they can be placed.

    A pair around the whole source goes around the whole target; a pair around words
    that stand unchanged and once on both sides (a name, a number, an address) goes
    around those. Any other goes by `links`, the words of both texts that translate each
    other: around the target words linked to the words inside. A tag that finds no place
    is left out for a reviewer to put; the QA check `tags` reports it.
    """
    placed: list[tuple[int, Span]] = []
    for number, span in enumerate(spans, start=1):
        words = source[span.start : span.end]
        if span.start == 0 and span.end == len(source) > 0:
            placed.append((number, Span(0, len(target), span.kind)))
        elif words.strip() and source.count(words) == target.count(words) == 1:
            start = target.index(words)
            placed.append((number, Span(start, start + len(words), span.kind)))
        elif place := _linked_place(span, source, target, links):
            placed.append((number, Span(*place, span.kind)))
    ordered = to_tagged(target, tuple(span for _, span in placed))
    renumber = {index: number for index, (number, _) in enumerate(placed, start=1)}
    return TAG.sub(lambda m: f"<{m[1]}{renumber[int(m[2])]}{m[3]}>", ordered)


def _linked_place(span: Span, source: str, target: str, links: Links) -> tuple[int, int] | None:
    """Start and end in `target` of what is linked to the words in the span, None where that is unclear.

    Of an empty span: the end of what is linked to the word before it.
    """
    words, target_words = word_spans(source), word_spans(target)
    if not links or max(second for _, second in links) >= len(target_words):
        return None
    if span.start == span.end:
        before = {number for number, (_, end) in enumerate(words) if end <= span.start}
        last = max((pair for pair in links if pair[0] in before), default=None)
        return None if last is None else (target_words[last[1]][1],) * 2
    inside = {number for number, (start, end) in enumerate(words) if start < span.end and span.start < end}
    linked = sorted({second for first, second in links if first in inside})
    runs: list[list[int]] = []  # words that stand together, one of another origin between them at most
    for number in linked:
        if runs and number - runs[-1][-1] <= 2:
            runs[-1].append(number)
        else:
            runs.append([number])
    longest = max(runs, key=len, default=[])
    if not longest or 2 * len(longest) < len(linked):
        return None
    return target_words[longest[0]][0], target_words[longest[-1]][1]


def _escape(text: str) -> str:
    return _LOOKS_LIKE_TAG.sub("&lt;", _LOOKS_ESCAPED.sub("&amp;", text))


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: "&" + match[1] if match[1] else "<", text)
