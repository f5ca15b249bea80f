"""Terms that a translation has with other accents or capitals than the glossary, spelled as it prefers them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from translate.terminology.coverage import entries
from translate.terminology.inflection import Hit, find
from translate.terminology.matcher import unaccented
from translate.units import TermMatch


def alike(one: str, other: str) -> bool:
    """True for two spellings of one term: the same but for accents."""
    return unaccented(one) == unaccented(other)


def respelled(text: str, terms: Iterable[tuple[TermMatch, int]], language: str) -> str:
    """`text` with each other permitted spelling of a term (Assimi Goita) as the wanted one (Assimi Goïta).

    terms: each with the number, among its `targets`, of the one to write. Names that begin
    with a capital get their other ones too (`Российской федерации`).
    """
    for term, rank in terms:
        wanted = term.targets[rank]
        for variant in term.targets:
            if variant != wanted and alike(variant, wanted):
                # As it is, at the beginning of a sentence, or in a headline in capitals.
                for spelled in (str, _capitalised, str.upper):
                    text = re.sub(rf"(?<!\w){re.escape(spelled(variant))}(?!\w)", spelled(wanted), text)
        for entry in entries(term, language):
            if entry.text[1:] != entry.text[1:].lower():
                for hit in find(entry, text):
                    if hit.text[:1].isupper():
                        text = text[: hit.start] + _with_capitals(hit) + text[hit.end :]
    return text


def _with_capitals(hit: Hit) -> str:
    """What stands there, with the capitals that its form has; none is taken away."""
    form = next((form.text for form in hit.forms if form.text.casefold() == hit.text.casefold()), hit.text)
    if len(form) != len(hit.text):
        return hit.text
    return "".join(wanted if wanted.isupper() else there for wanted, there in zip(form, hit.text))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
