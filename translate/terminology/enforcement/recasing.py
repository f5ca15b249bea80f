"""Russian terms in a case that everything around them speaks against, put into the one it asks for.

A small model that is told a term likes to copy it as the glossary has it: `26 ноябрь`,
`между Индии и Пакистан`. What surrounds the term in both languages says which case it
should have (see `translate.terminology.inflection.russian_context`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from translate.terminology.coverage import lone, only_place
from translate.terminology.enforcement.wordings import fitted
from translate.terminology.inflection import Entry, Form, Hit, forms
from translate.terminology.inflection.russian_context import chance_of, chances, clues
from translate.terminology.inflection.russian_dictionary import analyser
from translate.units import TermMatch

# The chance a case must have to be written, and the most the one that stands there may have.
_SURE, _UNLIKELY = 0.5, 0.4

_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s$")
_AGREEING = ("ADJF", "PRTF", "NUMR")


def recased(text: str, source: str, terms: Iterable[TermMatch]) -> str:
    """`text`, a Russian translation of `source`, with the terms that surely stand in a wrong case in the right one.

    Only terms that each stand once in both, without an adjective before them, which would
    have to change too.
    """
    for term in lone(terms):
        if found := only_place(term, text, "ru"):
            text = _with_better_form(*found, text, source, term)
    return text


def _with_better_form(entry: Entry, hit: Hit, text: str, source: str, term: TermMatch) -> str:
    if hit.by != "form" or not hit.cases or _adjective_before(text, hit):
        return text
    of_case = chances(clues(source, term.start, term.end, text, hit.start, hit.end, term.kind))
    by_text: dict[str, list[Form]] = {}
    for form in forms(entry):
        if form.usual and form.number in (*hit.numbers, ""):
            by_text.setdefault(form.text, []).append(form)
    chance = {each: chance_of(same, of_case) for each, same in by_text.items()}
    best = max(chance, key=lambda each: chance[each], default="")
    now = chance_of(hit.forms, of_case)
    if not best or chance[best] < _SURE or now > _UNLIKELY or best.casefold() == hit.text.casefold():
        return text
    wording = fitted(entry, by_text[best], text[: hit.start])
    if wording is None:
        return text
    capitals = hit.text.isupper() and len(hit.text) > 1
    return wording.beginning + (wording.text.upper() if capitals else wording.text) + text[hit.end :]


def _adjective_before(text: str, hit: Hit) -> bool:
    match = _WORD_BEFORE.search(text[: hit.start])
    return match is not None and any(parse.tag.POS in _AGREEING for parse in analyser().parse(match[1]))
