"""French names in Russian letters, by the practical transcription; rules and exceptions are data.

A suggestion for a person to confirm, never a term: the same name may have a form that
the press settled on long ago. The rules stand in `transcription.toml`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_VOWELS = "aàâäeéèêëiîïoôöuùûüyœæ"
_PLACES = {
    "{V}": f"[{_VOWELS}]",
    "{C}": f"[^{_VOWELS}]",
    "{N}": f"(?=[^{_VOWELS}nmh]|$)",
}
_PIECE = re.compile(r"[^\W\d_]+|[\W\d_]+")
_PREFIX = re.compile(r"\b([NM])['’](?=[A-ZÀ-Ý])")  # N'Daw: the apostrophe is no elision
_PARTICLES = "de des du d l la le les al el ben bin ould ag"
_SMALL = frozenset(_PARTICLES.split())


def transcribe(name: str) -> str:
    """A French or Franco-African name in Russian letters: `Jean-Yves Le Drian` → `Жан-Ив Ле Дриан`.

    Capitals follow the original; letters no rule knows stay as they are.
    """
    name = unicodedata.normalize("NFC", name)
    name = _PREFIX.sub(lambda match: match[1] + "\0", name)
    pieces = _PIECE.findall(name.replace("\0", ""))
    return "".join(_word(piece) if piece[0].isalpha() else piece.replace("'", "’") for piece in pieces)


def _word(word: str) -> str:
    known = _rules()[1].get(word.lower())
    russian = known if known is not None else _by_rules(word.lower())
    if word.isupper() and len(word) > 1:
        return russian.upper()
    if word[0].isupper():
        return russian[:1].upper() + russian[1:]
    return russian if word.lower() in _SMALL else russian[:1].lower() + russian[1:]


def _by_rules(word: str) -> str:
    out, at = [], 0
    while at < len(word):
        for pattern, russian in _rules()[0]:
            if match := pattern.match(word, at):
                out.append(russian)
                at = match.end()
                break
        else:
            out.append(word[at])
            at += 1
    return "".join(out)


@lru_cache(maxsize=1)
def _rules() -> tuple[list[tuple[re.Pattern[str], str]], dict[str, str]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        data: dict[str, Any] = tomllib.load(file)
    return [(re.compile(_filled(pattern)), russian) for pattern, russian in data["rules"]], data["words"]


def _filled(pattern: str) -> str:
    for place, meaning in _PLACES.items():
        pattern = pattern.replace(place, meaning)
    return pattern
