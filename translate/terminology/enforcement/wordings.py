"""The forms a term may take at a place of a translation, the likeliest first."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from translate.terminology.inflection import Entry, Form, Hit, case_fits, forms, preposition
from translate.terminology.inflection.english import article_before, wants_article
from translate.terminology.inflection.russian_context import chance_of, chances, clues
from translate.terminology.inflection.tokens import is_acronym
from translate.units import TermMatch

_ARTICLE = re.compile(r"(?<![\w'’-])(?:the|an?) $", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?<![\w-])(во?|со?|ко?|о|обо?) $", re.IGNORECASE)
_BASES = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о"}

_SEVERAL = re.compile(r"\b(?:les|des|aux|ces|ses|leurs|nos|vos|plusieurs|quelques|certaine?s)\s+$", re.IGNORECASE)

# What a letter of the ending that the old rendering has is worth, in nats of a form's chances, and their least.
_LETTER = 0.7
_LEAST_CHANCE = 0.01


@dataclass(frozen=True)
class Wording:
    """A form in its place. beginning: what stands before it, fitted to it; chance: of its case, by what is around."""

    beginning: str
    text: str
    chance: float = 1.0


def wordings(
    entry: Entry, term: TermMatch, source: str, beginning: str, old: str = "", rest: str = "", *, most: int = 4
) -> Iterator[Wording]:
    """The likeliest forms, at most so many, in the number the French has.

    term: where it stands in the French `source`; old: the rendering to be replaced, and
    rest what follows it. A Russian preposition takes the shape the form asks for (`во
    Франции`), and forms it does not govern are left out; an English article is put or
    taken as the entry says; the first word of a text begins with a capital. Likely is the
    ending the old rendering has, and the case that what surrounds the term asks for.
    """
    by_text: dict[str, list[Form]] = {}
    for form in forms(entry):
        if form.usual and (form.note != "possessive" or old.endswith(("’s", "'s"))):
            by_text.setdefault(form.text, []).append(form)
    number = "plur" if _in_plural(term, source) else next((form.number for form in forms(entry)), "")
    wanted = [text for text, same in by_text.items() if any(form.number in ("", number) for form in same)]
    chance = dict.fromkeys(by_text, 1.0)
    if entry.language == "ru":
        target, at = beginning + old + rest, len(beginning)
        of_case = chances(clues(source, term.start, term.end, target, at, at + len(old), term.kind))
        for text, same in by_text.items():
            chance[text] = max(_LEAST_CHANCE, chance_of(same, of_case))

    def rank(text: str) -> float:
        return -_LETTER * _ending_shared(text, old) - math.log(chance[text])

    ordered = sorted(wanted or by_text, key=rank)
    written = (fitted(entry, by_text[text], beginning, chance[text]) for text in ordered)
    yield from islice(filter(None, written), most)


def _in_plural(term: TermMatch, source: str) -> bool:
    """True when French has a plural of an entry in the singular; of an acronym the word before it tells (les ONG)."""
    if is_acronym(term.source) and _SEVERAL.search(source[: term.start]):
        return True
    pairs = zip(term.source.casefold().split(), term.entry.casefold().split())
    return any(here != entry and here[-1:] in "sx" and entry[-1:] not in "sx" for here, entry in pairs)


def fitted(entry: Entry, same: Sequence[Form], beginning: str, chance: float = 1.0) -> Wording | None:
    """The beginning and the term as they stand together; None where its preposition forbids the form."""
    first = not re.search(r"\w", beginning)
    text = term = same[0].text
    if entry.language == "ru":
        if found := _PREPOSITION.search(beginning):
            beginning = beginning[: found.start()] + _shaped(found[1], text) + " "
        hit = Hit(len(beginning), len(beginning) + len(text), text, tuple(same))
        if not case_fits(hit, beginning + text):
            return None
    elif entry.language == "en":
        wanted = wants_article(entry)
        if wanted and not article_before(beginning, len(beginning)) and not text.lower().startswith("the "):
            term = f"the {text}"
        elif wanted is False:
            beginning = _ARTICLE.sub("", beginning)
            first = first or not re.search(r"\w", beginning)
    return Wording(beginning, term[:1].upper() + term[1:] if first else term, chance)


def _ending_shared(text: str, old: str) -> int:
    """How many letters two words end with alike, three at most."""
    pairs = zip(reversed(text.casefold()[-3:]), reversed(old.casefold()[-3:]))
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(3, len(text), len(old)))


def _shaped(word: str, phrase: str) -> str:
    """A preposition as it stands before `phrase`, with its capital."""
    low = word.lower()
    shaped = preposition(_BASES.get(low, low), phrase)
    return shaped[:1].upper() + shaped[1:] if word[:1].isupper() else shaped
