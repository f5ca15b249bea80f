"""Quotation marks and apostrophes: straight ones get a direction, foreign ones are replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.conventions import Conventions
from translate.typography.edits import Edit

_OPENING = "«“„‹"
_CLOSING = "»”›"
_DOUBLE = _OPENING + _CLOSING + '"‟'
_BEFORE_OPENING = "([{-–—/'’"
_NESTED = 2  # besides the levels 0 and 1: outer marks to be made inner ones
_DECADE = re.compile(r"'\d\ds?\b")


def oriented(text: str, conventions: Conventions) -> Iterator[Edit]:
    """Quotation marks of the language itself are kept; every other one becomes one of them.

    Outer marks within outer marks become the inner ones («… «…» …» in Russian: «… „…“ …»).

    A quotation may begin or end outside the segment, so a mark's direction is read from
    its neighbours first and from the open marks only in doubt.
    """
    (outer_open, outer_close), (inner_open, inner_close) = conventions.quotes
    own = outer_open + outer_close + inner_open + inner_close
    open_levels: list[int] = []
    opened_at = -2  # the place of the last straight mark that opened
    for at, mark in enumerate(text):
        if mark in "'‘‛‚" and mark not in own:
            new = _apostrophe_or_single(text, at, conventions, open_levels)
            if new:
                yield Edit(at, at + 1, new)
        elif mark in own:
            new = _own(mark, conventions, open_levels)
            if new:
                yield Edit(at, at + 1, new)
        elif mark in _DOUBLE:
            if _opens(text, at, bool(open_levels), opened_at == at - 1):
                opened_at = at
                level = 0 if 0 not in open_levels else 1
                open_levels.append(level)
                yield Edit(at, at + 1, conventions.quotes[level][0])
            else:
                level = open_levels.pop() if open_levels else 0
                yield Edit(at, at + 1, conventions.quotes[min(level, 1)][1])


def _own(mark: str, conventions: Conventions, open_levels: list[int]) -> str:
    """Keep count of the marks that are already the language's own; the inner mark for one nested in its like."""
    (outer_open, outer_close), inner = conventions.quotes
    if mark == outer_open and open_levels and open_levels[-1] == 0:
        open_levels.append(_NESTED)
        return inner[0]
    if mark == outer_close and open_levels and open_levels[-1] == _NESTED:
        open_levels.pop()
        return inner[1]
    for level, (opening, closing) in enumerate(conventions.quotes):
        if mark == opening:
            open_levels.append(level)
        elif mark == closing and open_levels and open_levels[-1] == level:
            open_levels.pop()
    return ""


def _opens(text: str, at: int, inside: bool, after_opened: bool) -> bool:
    """Whether the mark at `at` opens. after_opened: a mark that opened stands right before it."""
    if text[at] in _OPENING:
        return True
    if text[at] in _CLOSING:
        return False
    left = text[at - 1 : at]
    end = at + 1
    while text[end : end + 1] in ('"', "'"):
        end += 1
    right = text[end : end + 1]
    after_opening = not left or left.isspace() or left in _BEFORE_OPENING or left in _OPENING
    if left == '"':
        # A straight mark right before this one: both open, or both close.
        after_opening = after_opened
    before_word = bool(right) and not right.isspace() and right not in _CLOSING
    if after_opening and before_word and (not left or left.isspace() or not inside):
        return True
    if not after_opening and (not before_word or not right.isalnum()):
        return False
    return not inside


def _apostrophe_or_single(text: str, at: int, conventions: Conventions, open_levels: list[int]) -> str:
    """The sign for a single mark: ’ unless it is a quotation mark or a prime ("5'30")."""
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if left.isdigit() and (right.isdigit() or right == '"'):
        return ""
    opening, closing = conventions.quotes[1]
    if conventions.single_quotes and closing == "’":
        starts_word = (not left or left.isspace() or left in '(["“') and right.isalnum()
        if starts_word and not _DECADE.match(text, at) and _closes_later(text, at + 1):
            open_levels.append(1)
            return opening
        if open_levels and open_levels[-1] == 1 and not left.isspace() and not right.isalnum():
            open_levels.pop()
            return closing
    return "’"


def _closes_later(text: str, start: int) -> bool:
    """Whether a ' that can end a quotation follows, before any that could begin another."""
    at = start - 1
    while (at := text.find("'", at + 1)) >= 0:
        left, right = text[at - 1 : at], text[at + 1 : at + 2]
        if left.isspace():
            return False
        if not right.isalnum():
            return True
    return False
