"""One spelling of punctuation and spaces, before anything reads a sentence as tokens.

The same text reaches a model in many typographic dresses: guillemets with no-break
spaces, curly or straight apostrophes, soft hyphens left by a word processor. Training
(both sides) and inference (source side) pass through :func:`normalise`, so that the
model meets one spelling only. What each language prints (guillemets, no-break spaces)
is put back after translation, by ``translate.typography``.

A checkpoint records the :data:`VERSION` it was trained with. Any change in what
:func:`normalise` returns must raise it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

VERSION = 1

# Characters that several keyboards and word processors write for one and the same sign.
_SIGNS = {
    **dict.fromkeys("«»‹›“”„‟", '"'),
    **dict.fromkeys("‘’‚‛ʼʹ´", "'"),
    **dict.fromkeys("–—―", "–"),
    **dict.fromkeys("‐‑‒−﹣-", "-"),
    "…": "...",
}

# Characters outside these are looked at one by one; these are visible and NFC as they stand.
_ODD = re.compile(r"[^ -~À-ÖØ-öø-ÿŒœŸА-яЁёƐɛƆɔƝɲŊŋ]")
_SPACES = re.compile(r" {2,}")
# French prints « mot » with inner spaces; the quotes are still oriented at this point.
_INSIDE_OPENING = re.compile(r"(?<=[«‹“„]) +")
_INSIDE_CLOSING = re.compile(r" +(?=[»›”])")
# Only where the mark ends something: "le fichier .profil" keeps its space.
_BEFORE_MARK = re.compile(r""" +(?=[,.;:!?%]+(?:[\s"')\]]|$))""")


def normalise(text: str) -> str:
    """Return *text* in the one spelling the models know, on one line.

    The result is Unicode NFC without invisible or control characters, with single plain
    spaces, straight quotes (no space inside), ``'`` for every apostrophe, ``...`` for
    the ellipsis sign, ``–`` for every dash and no space before ``, . ; : ! ? %``.
    Digit groups keep their space, as a plain one. ``normalise(normalise(x)) ==
    normalise(x)`` for every ``x``.
    """
    odd = _ODD.search(text)
    if odd:
        text = unicodedata.normalize("NFC", _ODD.sub(lambda match: _visible(match[0]), text))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    if odd:
        text = _INSIDE_CLOSING.sub("", _INSIDE_OPENING.sub("", text))
        text = _ODD.sub(lambda match: _SIGNS.get(match[0], match[0]), text)
    return _BEFORE_MARK.sub("", text).strip(" ")


@lru_cache(maxsize=8192)
def _visible(character: str) -> str:
    """Return *character*, a plain space for any kind of space, or nothing."""
    if character in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85":
        return " "
    category = unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp"):
        return " "
    # Control and format characters: soft hyphen, zero-width and direction marks, BOM.
    if category in ("Cc", "Cf", "Cs", "Co"):
        return ""
    return character
