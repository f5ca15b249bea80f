"""Russian words a dictionary knows (pymorphy3, OpenCorpora), loaded at first use: a third of a second.

Its guesses about words it does not know are never asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from translate.terminology.inflection.russian_endings import CASES

_CASE_NAMES = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct", "voct": ""}
_GENDERS = {"masc": "m", "femn": "f", "neut": "n"}
_PERSONAL = frozenset(("Name", "Surn", "Patr"))


@dataclass(frozen=True)
class DictionaryNoun:
    """A noun of the dictionary.

    gender: of its singular; number: that of the word asked for; table: (number, case) to
    its forms, the usual one first; name: it has one number only, as names have; of_place:
    the second locative (в Крыму), "" for none.
    """

    word: str
    gender: str
    number: str
    animate: bool
    fixed: bool
    name: bool
    table: dict[tuple[str, str], tuple[str, ...]]
    of_place: str


@lru_cache(maxsize=16384)
def noun(word: str, gender: str = "", animate: bool | None = None, place: bool = False) -> DictionaryNoun | None:
    """The dictionary's noun with this nominative, None when it has none that fits.

    gender: "m", "f", "n", "pl" or "" for any; a noun of another gender does not fit.
    """
    fitting = [parse for parse in _nominatives(word) if "NOUN" in parse.tag and _fits(parse.tag, gender)]
    if not fitting:
        return None

    def rank(parse: Any) -> tuple[bool, bool, bool, float]:
        tag = parse.tag
        right = ("anim" in tag) == bool(animate)
        return right, bool(tag.grammemes & _PERSONAL) != place, ("Geox" in tag) == place, parse.score

    best = max(fitting, key=rank)
    return _read(word, best, animate)


def may_live(word: str) -> bool:
    """True for a noun that is animate in one sense and inanimate in another (лицо, агент)."""
    return len({"anim" in parse.tag for parse in _nominatives(word) if "NOUN" in parse.tag}) > 1


def is_adjective(word: str) -> bool:
    """True for a nominative adjective, participle or ordinal of the dictionary."""
    return any({"ADJF", "PRTF"} & parse.tag.grammemes for parse in _nominatives(word))


def is_personal(word: str) -> bool:
    """True for a given name or surname of the dictionary that is no common noun too."""
    tags = [parse.tag.grammemes for parse in _nominatives(word) if "NOUN" in parse.tag]
    return bool(tags) and all(tag & _PERSONAL for tag in tags)


@lru_cache(maxsize=65536)
def is_known(word: str) -> bool:
    """True when the dictionary has the word, in any form."""
    return bool(analyser().word_is_known(word))


@lru_cache(maxsize=16384)
def genitive_plural(word: str) -> str:
    """`государств` of the genitive `государства`, "" for a word that is no genitive."""
    if not is_known(word):
        return ""
    for parse in analyser().parse(word):
        if parse.is_known and {"NOUN", "sing", "gent"} <= parse.tag.grammemes:
            found = parse.inflect({"plur", "gent"})
            return like(found.word, word) if found else ""
    return ""


@lru_cache(maxsize=1)
def analyser() -> Any:
    """The dictionary, loaded once: a pymorphy3 `MorphAnalyzer`."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=16384)
def _nominatives(word: str) -> tuple[Any, ...]:
    if not is_known(word):
        return ()
    return tuple(parse for parse in analyser().parse(word) if parse.is_known and parse.tag.case == "nomn")


def _fits(tag: Any, gender: str) -> bool:
    if not gender:
        return True
    if gender == "pl" or tag.number == "plur":
        return bool((tag.number == "plur") == (gender == "pl"))
    return "ms-f" in tag or tag.gender is None or _GENDERS[tag.gender] == gender


def _read(word: str, parse: Any, animate: bool | None) -> DictionaryNoun:
    table: dict[tuple[str, str], list[tuple[bool, int, str]]] = {}
    of_place = ""
    for item in parse.lexeme:
        tag = item.tag
        case = _CASE_NAMES.get(tag.case, tag.case)
        if tag.POS != "NOUN" or not case:
            continue
        number, case = str(tag.number), str(case)  # the library's own strings refuse to be compared with others
        text = like(item.word, word)
        if tag.case == "loc2" and number == "sing":
            of_place = text
        second = tag.case != case or bool({"V-oy", "V-ey", "V-ej"} & tag.grammemes)
        # The form that is most like the word comes first: воскресенья, not воскресения.
        table.setdefault((number, case), []).append((second, -_shared(text, word), text))
    forms = {
        key: tuple(dict.fromkeys(text for *_, text in sorted(found, key=lambda item: item[:2])))
        for key, found in table.items()
    }
    living = "anim" in parse.tag if animate is None else animate
    if living != ("anim" in parse.tag):
        source = "gent" if living else "nomn"
        for number in ("plur", *(["sing"] if parse.tag.gender == "masc" else [])):
            if (number, source) in forms:
                forms[number, "accs"] = forms[number, source]
    # The dictionary's table may lack a case that nobody uses; such a number is no number.
    numbers = [number for number in ("sing", "plur") if all((number, case) in forms for case in CASES)]
    return DictionaryNoun(
        word,
        _GENDERS.get(parse.tag.gender or "", ""),
        str(parse.tag.number or "sing"),
        living,
        "Fixd" in parse.tag,
        bool({"Geox", "Sgtm", "Name", "Surn"} & parse.tag.grammemes),
        {key: value for key, value in forms.items() if key[0] in numbers},
        of_place,
    )


def like(form: str, model: str) -> str:
    """A form in small letters with the capitals of its model, part by part of a hyphened word."""
    models = model.split("-")
    return "-".join(
        _like(part, models[n]) if n < len(models) else part for n, part in enumerate(form.split("-"))
    )


def _like(form: str, model: str) -> str:
    kept = _shared(form, model)
    return model[:kept] + form[kept:]


def _shared(form: str, model: str) -> int:
    """How many letters two words begin with alike, capitals or not."""
    return next((n for n, (a, b) in enumerate(zip(form, model)) if a.lower() != b.lower()), min(len(form), len(model)))
