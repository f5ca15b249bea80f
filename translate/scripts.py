"""Scripts: which alphabet a letter belongs to, and which letters a language's texts do not have.

Latin words stand in texts of any script, as names and titles do; words of another script in
a Latin text are a fault unless the source has them too.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from translate.languages import LANGUAGES

NAMES = {"Latn": "LATIN", "Cyrl": "CYRILLIC"}
"""ISO 15924 code -> first word of the Unicode names of its letters."""


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The first word of a letter's Unicode name: LATIN, CYRILLIC, GREEK, …"""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def has_foreign_letters(text: str, language: str) -> bool:
    """True when the text has letters that no text in this language has: Cyrillic ones in a Latin one."""
    known = LANGUAGES.get(language)
    if known is None or known.script != "Latn":
        return False
    return any(character > "\u02ff" and script_of(character) == "CYRILLIC" for character in text)
