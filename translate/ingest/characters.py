"""Characters and white space: NFC, no invisible signs, French no-break spaces kept.

Every offset of a span survives the cleaning: :func:`tidy` carries the spans along.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from heapq import heapify, heappop, heappush

from translate.article import Span

NO_BREAK_SPACES = "\u00a0\u202f\u2007\u2060"
# Bullets that word processors write in a symbol font, at private code points.
_SYMBOL_FONT = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-", "\uf0e0": "→"}
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x1c\x1d\x1e\x85]")
_SPACES = re.compile(r"\s+")
# Words and single spaces, which are kept as they are but for a last letter's accents; all other characters.
_WORD = "[!-~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]+"
_PLAIN = re.compile(f"{_WORD}(?: {_WORD})*")
_UNUSUAL = re.compile("[^\n\t -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027]")


def clean(text: str) -> str:
    """`text` in NFC with `\\n` line ends and without invisible or control characters.

    Soft hyphens, zero-width characters, direction marks and byte order marks go; tabs,
    line ends and every kind of visible space stay.
    """
    text = _LINE_ENDS.sub("\n", text)
    if not text.isprintable():
        text = _UNUSUAL.sub(lambda found: _visible(found.group()), text)
    return unicodedata.normalize("NFC", text)


def collapse(text: str) -> str:
    """`text` on one line: runs of white space become one space, ends are trimmed.

    A run that holds a no-break space becomes that no-break space.
    """
    return tidy(text, ())[0]


def tidy(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """`collapse` and `clean` for text with spans: offsets follow the text.

    Spans lose white space at their ends; empty ones vanish (but for breaks); neighbours
    of one kind become one; a span that crosses another is cut in two, so that all nest.
    """
    if not spans and text.isprintable() and "  " not in text and text == text.strip():
        return unicodedata.normalize("NFC", text), ()
    out: list[str] = []
    new_offset = array("I", bytes(array("I").itemsize * (len(text) + 1)))
    position = length = 0
    while position < len(text):
        end = position
        if plain := _PLAIN.match(text, position):
            end = plain.end()
            # A letter and its accents are one: the last waits for what follows.
            if end < len(text) and unicodedata.combining(text[end]):
                end -= 1
        if end > position:
            new_offset[position:end] = array("I", range(length, length + end - position))
            out.append(text[position:end])
            length += end - position
            position = end
            continue
        end = position + 1
        if text[position].isspace():
            while end < len(text) and (text[end].isspace() or not _visible(text[end])):
                end += 1
            run = text[position:end]
            piece = next((c for c in run if c in NO_BREAK_SPACES), " ") if length else ""
        else:
            # A letter and its accents are one: NFC may make a single character of them.
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            piece = unicodedata.normalize("NFC", "".join(map(_visible, text[position:end])))
        for offset in range(position, end):
            new_offset[offset] = length
        if piece:
            out.append(piece)
            length += len(piece)
        position = end
    new_offset[len(text)] = length
    joined = "".join(out)
    tidied = joined.rstrip()
    limit = len(tidied)
    moved = [Span(min(new_offset[s.start], limit), min(new_offset[s.end], limit), s.kind, s.href) for s in spans]
    return tidied, _nested(tidied, moved)


def _visible(character: str) -> str:
    """`character` as it is kept: itself, a bullet for a symbol-font one, or nothing."""
    if character in "\n\t":
        return character
    category = unicodedata.category(character)
    if category == "Co":
        return _SYMBOL_FONT.get(character, "")
    return "" if category in ("Cc", "Cf", "Cs", "Cn") else character


def _nested(text: str, spans: list[Span]) -> tuple[Span, ...]:
    trimmed: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        if span.kind != "break":
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start == end:
                continue
        elif start in (0, len(text)):
            continue
        trimmed.append(Span(start, end, span.kind, span.href))
    return tuple(sorted(set(_without_crossings(_merged(text, trimmed))), key=_outermost_first))


def _outermost_first(span: Span) -> tuple[int, int, str, str]:
    return span.start, -span.end, span.kind, span.href


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """Spans of one kind that touch (or have only white space between them) become one."""
    last: dict[tuple[str, str], Span] = {}
    done: list[Span] = []
    for span in sorted(spans, key=_outermost_first):
        key = span.kind, span.href
        before = last.get(key)
        if before and span.kind != "break" and not text[before.end : span.start].strip():
            last[key] = Span(before.start, max(before.end, span.end), *key)
            continue
        if before:
            done.append(before)
        last[key] = span
    return sorted([*done, *last.values()], key=_outermost_first)


def _without_crossings(spans: list[Span]) -> list[Span]:
    """Spans that cross the end of one that began before them are cut there."""
    waiting = [(_outermost_first(span), span) for span in spans]
    heapify(waiting)
    nested: list[Span] = []
    open_ends: list[int] = []
    while waiting:
        span = heappop(waiting)[1]
        while open_ends and open_ends[-1] <= span.start:
            open_ends.pop()
        if open_ends and span.end > open_ends[-1]:
            rest = Span(open_ends[-1], span.end, span.kind, span.href)
            heappush(waiting, (_outermost_first(rest), rest))
            span = Span(span.start, open_ends[-1], span.kind, span.href)
        nested.append(span)
        if span.end > span.start:
            open_ends.append(span.end)
    return nested
