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
# What is between a title and what stands in apposition to it, in French and in Russian. Behind the comma of a phrase
# with a preposition (`selon le ministre, le général est parti`) somebody else may follow.
_APPOSITION = re.compile(r"\s?,\s+(?:(?:les?|la|M\.|Mme)\s+|l['’])?")
_INTRODUCED = re.compile(
    r"(?:^|[.,;:!?«»])\s*"
    r"(?:à|après|avant|avec|chez|contre|d['’]après|dans|depuis|devant|face à|malgré|par|pour|sans|selon|sur)"
    r"\s[^.,;:!?«»]*$", re.IGNORECASE)
_BESIDE = re.compile(r",?\s+")
_AGREEING = ("ADJF", "PRTF", "NUMR")


def recased(text: str, source: str, terms: Iterable[TermMatch]) -> str:
    """`text`, a Russian translation of `source`, with the terms that surely stand in a wrong case in the right one.

    Only terms that each stand once in both, without an adjective before them, which would
    have to change too. A name behind a title, and either in apposition to a title (`визит
    президента, генерала Гойты`), takes the case of what it goes with, and else stays.
    """
    single = sorted(lone(terms), key=lambda term: term.start)
    before: TermMatch | None = None
    case: str | None = None  # of the term before, where it is known from what that goes with
    for term in single:
        if before is not None and _goes_with(before, term, source):
            text, case = _agreeing(text, before, term, _case_now(text, source, before) if case is None else case)
        else:
            case = None
            if found := only_place(term, text, "ru"):
                text = _with_better_form(*found, text, source, term)
        before = term
    return text


def _goes_with(first: TermMatch, second: TermMatch, source: str) -> bool:
    """True for a title and the name or title behind it that says who it is."""
    if first.kind != "title" or second.kind not in ("title", "person"):
        return False
    between = source[first.end : second.start]
    return between == " " or bool(_APPOSITION.fullmatch(between) and not _INTRODUCED.search(source[: first.start]))


def _case_now(text: str, source: str, term: TermMatch) -> str:
    """The likeliest of the cases that what stands there can be; "" where that is not one place, or no form of ours."""
    found = only_place(term, text, "ru")
    if found is None or found[1].by != "form":
        return ""
    hit = found[1]
    of_case = chances(clues(source, term.start, term.end, text, hit.start, hit.end, term.kind))
    return max(hit.cases, key=lambda case: of_case[case], default="")


def _agreeing(text: str, first: TermMatch, second: TermMatch, case: str) -> tuple[str, str]:
    """`text` with the second term in the case of the first, if it stands beside it; and that case, "" if not."""
    one, other = only_place(first, text, "ru"), only_place(second, text, "ru")
    if one is None or other is None or not _BESIDE.fullmatch(text[one[1].end : other[1].start]):
        return text, ""
    entry, hit = other
    if case in hit.cases:
        return text, case
    wanted = next((form.text for form in forms(entry) if form.usual and (form.case, form.number) == (case, "sing")), "")
    if hit.by != "form" or hit.numbers != ("sing",) or not wanted:
        return text, ""
    return text[: hit.start] + wanted + text[hit.end :], case


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
