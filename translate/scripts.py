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
    """True when the text has letters of a script in NAMES that is neither Latin nor the language's own."""
    known = LANGUAGES.get(language)
    if known is None:
        return False
    foreign = {*NAMES.values()} - {"LATIN", NAMES.get(known.script)}
    return any(script_of(character) in foreign for character in text)
