"""Terms that a translation has with other accents than the glossary prefers, spelled as it prefers them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translate.terminology.matcher import unaccented
from translate.units import TermMatch


def alike(one: str, other: str) -> bool:
    """True for two spellings of one term: the same but for accents."""
    return unaccented(one) == unaccented(other)


def respelled(text: str, terms: Iterable[tuple[TermMatch, int]]) -> str:
    """`text` with each other permitted spelling of a term (Assimi Goita) as the wanted one (Assimi Goïta).

    terms: each with the number, among its `targets`, of the one to write.
    """
    for term, rank in terms:
        wanted = term.targets[rank]
        for variant in term.targets:
            if variant != wanted and alike(variant, wanted):
                # As it is, at the beginning of a sentence, or in a headline in capitals.
                for spelled in (str, _capitalised, str.upper):
                    text = re.sub(rf"(?<!\w){re.escape(spelled(variant))}(?!\w)", spelled(wanted), text)
    return text


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
