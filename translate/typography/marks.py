"""Dashes, ellipses and the spaces around punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.typography.conventions import Conventions
from translate.typography.edits import NBSP, SPACES, Edit, each

_MANY_SPACES = re.compile(r"(?<= ) +")
_ELLIPSIS = re.compile(r"(?<!\.)\.{3}(?!\.)")
_SPACED_DASH = re.compile(rf"([{SPACES}])([–—-])([{SPACES}])")
_FIRST_DASH = re.compile(rf"\A[–—](?=[{SPACES}])")
_SPACE_BEFORE_MARK = re.compile(rf"""[{SPACES}]+(?=[,.;:!?…]+(?:[\s"'’”“»)\]]|$))""")
_SPACE_BEFORE_CLOSING = re.compile(rf"[{SPACES}]+(?=[)\]])")
_SPACE_AFTER_OPENING = re.compile(rf"(?<=[(\[])[{SPACES}]+")
_MARKS = re.compile(rf"""([{SPACES}]*)([;:!?])[;:!?]*(?=[\s"'’”“»)\]]|$)""")


def single_spaces(text: str, conventions: Conventions) -> Iterator[Edit]:
    """Runs of plain spaces become one."""
    for match in _MANY_SPACES.finditer(text):
        yield from each(match.start(), match.end(), "")


def ellipses(text: str, conventions: Conventions) -> Iterator[Edit]:
    """Three full stops become one sign, in every language here."""
    for match in _ELLIPSIS.finditer(text):
        yield Edit(match.start(), match.end(), "…")


def dashes(text: str, conventions: Conventions) -> Iterator[Edit]:
    """A spaced dash between words gets the language's dash; a range of numbers is closed up.

    A spaced hyphen counts as a dash between words only ("3 - 0" is a score). A dash that
    begins the text belongs to a dialogue or a list and keeps its space.
    """
    sign = conventions.dash.strip(SPACES)
    before, _, after = conventions.dash.partition(sign)
    for match in _FIRST_DASH.finditer(text):
        yield Edit(match.start(), match.end(), sign)
    for match in _SPACED_DASH.finditer(text):
        at = match.start(2)
        left, right = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if not left or not right or left in SPACES or right in SPACES:
            continue
        numbers = left.isdigit() and right.isdigit()
        if match[2] == "-" and (left.isdigit() or right.isdigit()):
            continue
        opening, dash, closing = ("", "–", "") if numbers else (before, sign, after)
        yield Edit(at - 1, at, opening)
        yield Edit(at, at + 1, dash)
        yield Edit(at + 1, at + 2, closing)


def spaces(text: str, conventions: Conventions) -> Iterator[Edit]:
    """Spaces before marks and inside brackets and quotes, as the language has them."""
    spaced = conventions.marks_spaced
    for pattern in (_SPACE_BEFORE_MARK, _SPACE_BEFORE_CLOSING, _SPACE_AFTER_OPENING):
        for match in pattern.finditer(text):
            if text[match.end() : match.end() + 1] in spaced and spaced and pattern is _SPACE_BEFORE_MARK:
                continue
            if match.start() and not (pattern is _SPACE_AFTER_OPENING and match.end() == len(text)):
                yield from each(match.start(), match.end(), "")
    if spaced:
        yield from _before_spaced_marks(text, spaced)
    yield from _inside_quotes(text, conventions)


def _before_spaced_marks(text: str, spaced: str) -> Iterator[Edit]:
    """One no-break space before each run of marks that follows a word."""
    for match in _MARKS.finditer(text):
        left = text[match.start() - 1 : match.start()]
        if match[2] not in spaced or not left or left in "([{«“„;:!?":
            continue
        if match[1]:
            yield from each(match.start(1), match.end(1), NBSP)
        else:
            yield Edit(match.start(2), match.start(2) + 1, NBSP + match[2])


def _inside_quotes(text: str, conventions: Conventions) -> Iterator[Edit]:
    """The language's space (or none) after an opening and before a closing outer mark."""
    (opening, closing), (inner_open, inner_close) = conventions.quotes
    pairs = [(opening, closing, conventions.quote_space)]
    if not conventions.single_quotes:  # else the inner closing mark is the apostrophe too
        pairs.append((inner_open, inner_close, ""))
    for first, last, space in pairs:
        for match in re.finditer(rf"{first}([{SPACES}]*)(?=[^{SPACES}])", text):
            if match[1]:
                yield from each(match.start(1), match.end(1), space)
            elif space:
                yield Edit(match.start(), match.end(), first + space)
        for match in re.finditer(rf"(?<=[^{SPACES}{first}])([{SPACES}]*){last}", text):
            if match[1]:
                yield from each(match.start(1), match.end(1), space)
            elif space:
                yield Edit(match.end() - 1, match.end(), space + last)

