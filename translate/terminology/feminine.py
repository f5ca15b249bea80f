"""The feminine of French titles: `directeur général` also occurs as `directrice générale`."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[^\W\d_]+")
_STOPS = frozenset(("de", "du", "des", "d", "à", "au", "aux", "en", "et", "pour", "la", "le", "les", "l", "auprès"))
_EXCEPTIONS = {
    "ambassadeur": "ambassadrice",
    "auteur": "autrice",
    "chef": "cheffe",
    "docteur": "docteure",
    "gouverneur": "gouverneure",
    "ingénieur": "ingénieure",
    "maître": "maîtresse",
    "mineur": "mineure",
    "procureur": "procureure",
    "professeur": "professeure",
    "roi": "reine",
    "supérieur": "supérieure",
    "successeur": "successeure",
}
# The first ending that fits; a word in -e, and any other, stays as it is.
_ENDINGS = (
    ("teur", "trice"),
    ("eur", "euse"),
    ("eux", "euse"),
    ("er", "ère"),
    ("ien", "ienne"),
    ("el", "elle"),
    ("if", "ive"),
    ("é", "ée"),
    ("al", "ale"),
    ("ais", "aise"),
    ("ois", "oise"),
    ("ain", "aine"),
    ("t", "te"),
    ("d", "de"),
    ("su", "sue"),
)


def feminine(title: str) -> str:
    """The title as a woman has it; the same when it has no other form.

    Words before the first preposition change: `envoyé spécial de l'ONU` gives
    `envoyée spéciale de l'ONU`.
    """
    stop = next((match.start() for match in _WORDS.finditer(title) if match[0].lower() in _STOPS), len(title))
    return _WORDS.sub(lambda match: _word(match[0]), title[:stop]) + title[stop:]


def _word(word: str) -> str:
    lower = word.lower()
    if word.isupper() and len(word) > 1:
        return word
    made = _EXCEPTIONS.get(lower)
    if made is None:
        ending = next(((old, new) for old, new in _ENDINGS if lower.endswith(old)), ("", ""))
        made = lower[: len(lower) - len(ending[0])] + ending[1] if lower not in ("vice", "porte") else lower
    return made.capitalize() if word[0].isupper() else made
