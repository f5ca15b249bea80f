"""The words by which segments are compared: without case, marks and the values of numbers."""

from __future__ import annotations

import re
import unicodedata

# A number that stands alone: 12, 1 250, 12,5, 3.1.2013. What has letters in it (1er, 20h30) is a word.
NUMBER = re.compile(r"(?<![^\W_])(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+|\d+)(?:[.,]\d+)*(?![^\W_])")
_TOKEN = re.compile(rf"{NUMBER.pattern}|[^\W_]+")

SAME_NUMBER = "#"
"""What stands for any number: a number that differs is put right in the target, or paid for."""

LONGEST = 1_000
"""Words of a segment that takes part in fuzzy matching. A longer one matches exactly or not at all."""


def tokens_of(text: str) -> list[str]:
    """The words of a plain text, case folded, every number as `#`."""
    # Case is folded word by word: folded whole, a letter such as İ falls apart and leaves its number alone.
    return [SAME_NUMBER if token[0].isdigit() and NUMBER.fullmatch(token) else token.casefold()
            for token in _TOKEN.findall(_composed(text))]


def numbers_of(text: str) -> list[str]:
    """The numbers of a plain text as written: those that `tokens_of` gives as `#`, in order."""
    return NUMBER.findall(_composed(text))


def _composed(text: str) -> str:
    """The text with letters and accents in one, so that none stands beside a number: NUMBER looks at what is before."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
