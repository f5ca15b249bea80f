"""The words of a text by number: what links between a text and its translation refer to."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")

Links = tuple[tuple[int, int], ...]
"""(number of a source word, number of the target word that comes from it), counted from 0."""


def word_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each word of *text*, in characters; punctuation and spaces are no words."""
    return [match.span() for match in _WORD.finditer(text)]
