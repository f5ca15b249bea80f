"""English: plural of the head word, possessive, and the article a name takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from translate.terminology.inflection.base import NAMES, Entry, Form, Hit, unique
from translate.terminology.inflection.tokens import is_acronym

_SINGULAR_ONLY = (*NAMES, "month", "language")
_WORDS_BEFORE_TAIL = (
    "of for in to at on by with from against between under over about into as d'état d'etat d'affaires de du des"
)
_PREPOSITIONS = frozenset(_WORDS_BEFORE_TAIL.split())
# Adjectives that follow their noun: attorneys general; but lieutenant generals.
_FOLLOWING = "general elect designate martial extraordinary plenipotentiary emeritus royal apparent"
_AFTER = frozenset(_FOLLOWING.split())
_CIVILIANS = "director attorney secretary consul governor prosecutor auditor solicitor"
_NOUNS_IN_GENERAL = frozenset(_CIVILIANS.split())
_IRREGULAR = {
    "person": "people", "child": "children", "foot": "feet", "tooth": "teeth", "goose": "geese", "mouse": "mice",
    "ox": "oxen", "criterion": "criteria", "phenomenon": "phenomena", "medium": "media", "datum": "data",
    "leaf": "leaves", "life": "lives", "wife": "wives", "knife": "knives", "half": "halves", "self": "selves",
    "thief": "thieves", "wolf": "wolves", "shelf": "shelves", "loaf": "loaves", "calf": "calves",
    "memorandum": "memoranda|memorandums", "referendum": "referendums|referenda", "forum": "forums|fora",
    "curriculum": "curricula|curriculums", "stadium": "stadiums|stadia", "index": "indexes|indices",
    "bureau": "bureaus|bureaux", "plateau": "plateaus|plateaux", "passerby": "passersby",
    "hero": "heroes", "embargo": "embargoes", "veto": "vetoes", "echo": "echoes", "potato": "potatoes",
    "tomato": "tomatoes", "cargo": "cargoes|cargos", "mosquito": "mosquitoes", "volcano": "volcanoes",
}  # fmt: skip
_SINGULARS = {form: word for word, cell in _IRREGULAR.items() for form in cell.split("|")}
_UNCHANGED = (
    "series species aircraft spacecraft means headquarters corps personnel police staff news politics sheep fish "
    "kwanza yuan renminbi yen baht naira rand birr"
)
_SAME = frozenset(_UNCHANGED.split())
_NO_MEN = ("german", "human", "roman", "ottoman", "norman", "shaman", "talisman", "caiman")
_ARTICLE = re.compile(r"(?:^|[^\w'’])(the|an?)\s+(?:[\w'’-]+\s+)?$", re.IGNORECASE)


def forms(entry: Entry) -> tuple[Form, ...]:
    """Singular and plural of an English term, each with its possessive."""
    return unique(_forms(entry))


def is_proper(entry: Entry) -> bool:
    """True for names that must keep their capital, so that Turkey is not turkey."""
    return entry.kind in ("place", "person", "month", "day")


def find_loosely(entry: Entry, text: str) -> Iterator[Hit]:
    """Nothing: every English form is known."""
    return iter(())


def lengthen(hit: Hit, text: str) -> Hit:
    """The hit with the possessive ending that stands behind it."""
    after = text[hit.end : hit.end + 3]
    if re.match(r"['’]s(?!\w)", after):
        return replace(hit, end=hit.end + 2, text=text[hit.start : hit.end + 2], forms=_possessed(hit, after[:2]))
    if hit.text.lower().endswith("s") and re.match(r"['’] \w", after):
        return replace(hit, end=hit.end + 1, text=text[hit.start : hit.end + 1], forms=_possessed(hit, after[0]))
    return hit


def _possessed(hit: Hit, ending: str) -> tuple[Form, ...]:
    return tuple(replace(form, text=form.text + ending, note="possessive") for form in hit.forms if not form.note)


def wants_article(entry: Entry) -> bool | None:
    """Whether the term stands with `the` in a sentence; None when the entry does not say."""
    told = entry.grammar_of("article").lower()
    if not told:
        return None
    return told in ("the", "yes", "definite")


def article_before(text: str, start: int) -> str:
    """The article before a place of a text, one word between permitted: "the", "a", "an" or ""."""
    match = _ARTICLE.search(text[:start])
    return match[1].lower() if match else ""


def plural(word: str) -> tuple[str, ...]:
    """The plurals of a noun, the usual one first."""
    lower = word.lower()
    if is_acronym(word):
        return (word + "s",)
    if lower in _SAME:
        return (word,)
    if lower in _IRREGULAR:
        return tuple(word[0] + form[1:] for form in _IRREGULAR[lower].split("|"))
    if re.search("(?:^|[a-z])(?:wo)?man$", lower) and not lower.endswith(_NO_MEN):
        return (word[:-2] + "en",)
    if lower.endswith("sis"):
        return (word[:-2] + "es",)
    if re.search("(?:[sxz]|ch|sh)$", lower):
        return (word + "es",)
    if re.search("[^aeiou]y$", lower):
        return (word[:-1] + "ies",)
    return (word + "s",)


def _singular(word: str) -> str:
    """The singular of a plural in small letters; "" for a word that seems to be none."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    if not word.islower() or word in _SAME or not word.endswith("s") or re.search("(?:ss|us|is|ics)$", word):
        return ""
    for end, put in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if word.endswith(end) and len(word) > len(end) + 2:
            return word.removesuffix(end) + put
    return ""


def _forms(entry: Entry) -> Iterator[Form]:
    singular, plurals = _numbers(entry)
    yield Form(entry.text, number="plur" if singular else "sing")
    yield Form(_possessive(entry.text), number="plur" if singular else "sing", note="possessive")
    if singular:
        yield Form(singular, number="sing", usual=False)
        yield Form(_possessive(singular), number="sing", note="possessive", usual=False)
    for rank, text in enumerate(plurals):
        yield Form(text, number="plur", usual=rank == 0)
        yield Form(_possessive(text), number="plur", note="possessive", usual=rank == 0)


def _numbers(entry: Entry) -> tuple[str, tuple[str, ...]]:
    """(singular of a term in the plural, or ""; the plurals of one in the singular)."""
    told = entry.grammar_of("plural")
    if told:
        return "", (told,)
    start, end = _head(entry)
    before, word, after = entry.text[:start], entry.text[start:end], entry.text[end:]
    if entry.kind in _SINGULAR_ONLY or not word or entry.grammar_of("number") in ("sg", "pl"):
        return "", ()
    singular = _singular(word)
    if singular and entry.kind != "institution":
        return before + singular + after, ()
    if word.islower() and singular:
        return "", ()
    plurals = tuple(before + form + after for form in plural(word))
    if after and " " not in entry.text:  # secretary-generals is met, too
        plurals += (entry.text + "s",)
    return "", plurals


def _head(entry: Entry) -> tuple[int, int]:
    """Where the head word stands: before the first preposition, else last."""
    words = list(re.finditer(r"[^\s\-–,]+", entry.text))
    if not words:
        return 0, 0
    told = entry.grammar_of("head")
    for word in words:
        if told and word[0] == told:
            return word.span()
    at = len(words) - 1
    for n, word in enumerate(words):
        if n and word[0].lower().replace("’", "'") in _PREPOSITIONS:
            at = n - 1
            break
    while at and words[at][0].lower() in (*_AFTER, "and") and not _is_general(words[at][0], words[at - 1][0]):
        at -= 1
    return words[at].span()


def _is_general(word: str, before: str) -> bool:
    """True for the officer: a general of the army, no general secretary."""
    return word.lower() == "general" and before.lower() not in _NOUNS_IN_GENERAL | {"and"}


def _possessive(text: str) -> str:
    plural_like = text.endswith("s") and not is_acronym(text)
    return text + ("’" if plural_like else "’s")
