"""The text as the rules see it: character for character the same length, but plainer.

Every kind of space is a plain space, every kind of line end a newline, quotation marks
of every fashion are « or », the typographic apostrophe is the typewriter's. So a rule
is written once, and an offset in the view is an offset in the text.
"""

from __future__ import annotations

import re
import sys
import unicodedata

_SPACES = {ord(c): " " for c in map(chr, range(0x3001)) if c.isspace() and c != "\n"}
_LINE_ENDS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_QUOTES = {ord("‹"): "«", ord("›"): "»"}
_MARKS = {ord("’"): "'", ord("ʼ"): "'", ord("‐"): "-", ord("‑"): "-", ord("―"): "—"}
_PLAIN = _SPACES | _LINE_ENDS | _QUOTES | _MARKS

_UNDIRECTED = re.compile(r'["“”„‟]|\n\s*\n')
_OWN_DIRECTION = {"“": True, "„": True, "”": False, "‟": False}
_BRACKET = re.compile(r"[()«»]|\n\s*\n")
_BEFORE_OPENING = " \n'(«[—–-/"
_AFTER_CLOSING = " \n,;:!?)»]"

# What counts as embedded in its sentence: brackets of any usual length, but only short
# quotations (a motto, a title); a long one is speech and is split like other text.
LONGEST_BRACKET = 400
LONGEST_MENTION = 120


def plain_view(text: str) -> str:
    """`text` with its marks made uniform; the result has exactly the same length."""
    view = text.translate(_PLAIN)
    return _directed_quotes(view)


def _directed_quotes(view: str) -> str:
    """English and straight quotes turned into « and ».

    What touches a quote tells its direction; else its own shape; else they go by turns.
    (Shape comes second: much of the press opens with ” too.) A quote between two
    letters is a mistyped apostrophe and stays.
    """
    pieces: list[str] = []
    at = 0
    is_open = False
    for match in _UNDIRECTED.finditer(view):
        here = match.start()
        if view[here] == "\n":
            is_open = False
            continue
        before, after = view[here - 1 : here] or " ", view[here + 1 : here + 3] or " "
        if before.isalpha() and after[0].isalpha():
            continue
        # Only an opening quote stands before three dots: "... et puis"
        ends = after[0] in _AFTER_CLOSING or (after[0] == "." and after != "..")
        begins = before in _BEFORE_OPENING
        spaced = before.isspace() and after[0].isspace()
        if ends != begins:
            is_open = begins
        elif ends and not spaced:
            is_open = False
        else:
            is_open = _OWN_DIRECTION.get(view[here], not is_open)
        pieces += (view[at:here], "«" if is_open else "»")
        at = here + 1
    return "".join((*pieces, view[at:]))


def embedded_spans(view: str) -> list[tuple[int, int]]:
    """Where brackets and short quotations stand that began in mid-sentence.

    Returns (offset of the opening mark, offset of the closing mark), in order, outermost only.
    """
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    for match in _BRACKET.finditer(view):
        mark, here = match.group(), match.start()
        if mark in "(«":
            stack.append(here)
        elif mark not in ")»":
            stack.clear()
        elif stack and view[stack[-1]] == ("(" if mark == ")" else "«"):
            opened = stack.pop()
            longest = LONGEST_BRACKET if mark == ")" else LONGEST_MENTION
            if here - opened <= longest and _in_mid_sentence(view, opened):
                while spans and spans[-1][0] > opened:
                    spans.pop()
                spans.append((opened, here))
    return spans


def _in_mid_sentence(view: str, opened: int) -> bool:
    before = view[max(0, opened - 3) : opened].rstrip(" ")
    if not before:
        return False
    if view[opened] == "(":
        return before[-1] not in ".!?…:\n"
    return before[-1].isalnum() or before[-1] == "'"


def letter_class(category: str) -> str:
    """The inside of a character class with every letter of a Unicode category, as ranges."""
    ranges: list[list[int]] = []
    for code in range(min(sys.maxunicode, 0xFFFF) + 1):
        if unicodedata.category(chr(code)) == category:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in ranges)
