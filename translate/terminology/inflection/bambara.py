"""Bambara: the plural in -w, spellings old and new, and which spelling an edition prints.

The plural stands on the last word of a phrase (minisiri, minisiriw). Postpositions are
words of their own, and a contraction (k'a, y'a, t'a, n'a) is parted from what follows it
by its apostrophe, so that neither changes a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translate.terminology.inflection.base import Entry, Form, Hit, unique
from translate.terminology.inflection.tokens import Token, tokens

_COMPOUNDED = 5  # letters from which on a word counts inside a compound
_ELIDED = re.compile(r"\b(k|n|y|t|m|b)(?:a|i|e|ɛ|o|ɔ) (?=[aeiouɛɔ])", re.IGNORECASE)
_WITHOUT = "bali"  # lakanabaliya is insecurity, and does not hold lakana, security
_PARTICLES = frozenset(("ka", "ni", "ye", "na", "tɛ", "bɛ", "ma", "ko"))


@dataclass(frozen=True)
class Policy:
    """Which spelling of a name an edition prints. french_first: French in brackets at first mention."""

    name: str
    bambara: bool
    french: bool
    french_first: bool = False


POLICIES = {
    policy.name: policy
    for policy in (
        Policy("bambara", True, False),
        Policy("french", False, True),
        Policy("bambara-french", True, True, french_first=True),
    )
}


def written(bambara: str, french: str, policy: Policy, *, first: bool = False) -> str:
    """The term as an edition prints it: Sedeyawo, CEDEAO, or `Sedeyawo (CEDEAO)` at first mention.

    A term that lacks the spelling wanted is written in the other one.
    """
    if not policy.bambara or not bambara:
        return french or bambara
    if policy.french_first and first and french and french != bambara:
        return f"{bambara} ({french})"
    return bambara


def permitted(bambara: Sequence[str], french: Sequence[str], policy: Policy) -> tuple[str, ...]:
    """The terms a translation may hold under a policy, the one to print first."""
    terms = (*(bambara if policy.bambara else ()), *(french if policy.french else ()))
    return tuple(dict.fromkeys(terms or (*bambara, *french)))


def forms(entry: Entry) -> tuple[Form, ...]:
    """Singular and plural of a Bambara term."""
    return unique(_forms(entry.text, entry.kind == "person"))


def _forms(text: str, name: bool) -> Iterator[Form]:
    spellings = [text]
    if (shorter := _elide(text)) != text:
        spellings.append(shorter)
    for rank, spelling in enumerate(spellings):
        if spelling.endswith("w") and len(spelling) > 2:
            yield Form(spelling, number="plur", usual=rank == 0)
            yield Form(spelling[:-1], number="sing", usual=False)
        else:
            yield Form(spelling, number="sing", usual=rank == 0)
            if spelling and not name:
                yield Form(spelling + "w", number="plur", usual=rank == 0)


def _elide(text: str) -> str:
    """`ka` and its like before a vowel as they are spoken: k'a."""
    return _ELIDED.sub(lambda match: match[1] + "’" if match[0].strip().lower() in _PARTICLES else match[0], text)


def is_proper(entry: Entry) -> bool:
    """False: in Bambara print, capitals are used too freely to be asked for."""
    return False


def find_loosely(entry: Entry, text: str) -> Iterator[Hit]:
    """The term as the first or last part of compounds: zuwɛnkalo, the month of June, holds zuwɛn."""
    wanted = tokens(entry.text, "bm")
    words = tokens(text, "bm")
    if not wanted:
        return
    for first in range(len(words) - len(wanted) + 1):
        found = words[first : first + len(wanted)]
        if all(map(_holds, found, wanted)):
            start, end = found[0].start, found[-1].end
            yield Hit(start, end, text[start:end], (Form(text[start:end], note="compound", usual=False),), "stem")


def _holds(word: Token, wanted: Token) -> bool:
    if len(wanted.key) >= _COMPOUNDED:
        front = word.key.startswith(wanted.key) and not word.key.startswith(_WITHOUT, len(wanted.key))
        return front or word.key.removesuffix("w").endswith(wanted.key)
    return word.key in (wanted.key, wanted.key + "w")
