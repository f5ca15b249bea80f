"""Which characters a model's vocabulary lacks, and what to send in their place."""

from __future__ import annotations

import unicodedata

_LATIN = "abcdefghijklmnopqrstuvwxyz"

# What articles and their translations are written with, by language; upper case follows.
ALPHABETS = {
    "fr": _LATIN + "àâæçéèêëîïôœùûüÿ",
    "en": _LATIN,
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "bm": "abcdefghijklmnoprstuwyzɛɔɲŋ",
}

# Names from Mali stand in French articles with their Bambara letters too.
SOURCE_EXTRAS = "ɛɔɲŋ"

# What is left of French typography after normalisation, digits and common signs.
SIGNS = "0123456789.,;:!?'\"()[]/-–%&+=*#@§°№€$£"

# The same sign in other clothes: nothing is lost.
_VARIANTS = {
    **dict.fromkeys("«»“”„‟‹›″", '"'),
    **dict.fromkeys("’‘‚‛ʼʹ′`´", "'"),
    **dict.fromkeys("–—―‒‑‐−", "-"),
    "…": "...",
    "•": "-",
    "·": "-",
    "№": "No",
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "Æ": "Ae",
    "ß": "ss",
}

# The nearest letter: legible, but another spelling.
_NEAREST = dict(zip("ɛɔɲŋƐƆƝŊøØłŁđĐıɓɗƙƴ", "eonnEONNoOlLdDibdky"))


def written_with(code: str) -> str:
    """Every letter, upper and lower, and sign a text in this language is written with."""
    letters = ALPHABETS.get(code, "")
    upper = "".join(letter.upper() for letter in letters if len(letter.upper()) == 1)
    return letters + upper + SIGNS


def variant(character: str) -> str:
    """Another way to write the same character (’ as ', ﬁ as fi), "" when there is none."""
    other = _VARIANTS.get(character) or unicodedata.normalize("NFKC", character)
    return "" if other == character else other


def nearest(character: str) -> str:
    """The letter a reader would write for want of this one (ɛ as e, ń as n), "" when there is none."""
    if character in _NEAREST:
        return _NEAREST[character]
    bare = "".join(part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part))
    return "" if bare == character else bare
