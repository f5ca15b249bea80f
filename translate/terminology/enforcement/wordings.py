"""The forms a term may take at a place of a translation, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from translate.terminology.inflection import Entry, Form, Hit, case_fits, forms, preposition
from translate.terminology.inflection.english import article_before, wants_article
from translate.terminology.inflection.tokens import is_acronym
from translate.units import TermMatch

_ARTICLE = re.compile(r"(?<![\w'’-])(?:the|an?) $", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?<![\w-])(во?|со?|ко?|о|обо?) $", re.IGNORECASE)
_BASES = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о"}

# What French puts before a term, and the Russian cases it mostly becomes.
_FRENCH = (
    (re.compile(r"(?:\bd[eu]s?|\bde l[ae]|\bd['’]|\bde l['’])\s*$", re.IGNORECASE), ("gent",)),
    (re.compile(r"\b(?:à|aux?|en|dans|sur)(?: l[ae]s?| l['’])?\s*$", re.IGNORECASE), ("loct", "accs", "datv")),
    (re.compile(r"\b(?:avec|par|entre)(?: l[ae]s?| l['’])?\s*$", re.IGNORECASE), ("ablt",)),
)
_SEVERAL = re.compile(r"\b(?:les|des|aux|ces|ses|leurs|nos|vos|plusieurs|quelques|certaine?s)\s+$", re.IGNORECASE)
_OTHERWISE = ("nomn", "gent", "accs")

# Letters of a shared ending that a hint from the French is worth, when forms are put in order.
_HINT = 1.5


@dataclass(frozen=True)
class Wording:
    """A form in its place. beginning: what stands before it, fitted to it; hinted: the French suggests its case."""

    beginning: str
    text: str
    hinted: bool = False


def wordings(
    entry: Entry, term: TermMatch, source: str, beginning: str, old: str = "", *, most: int = 4
) -> Iterator[Wording]:
    """The likeliest forms, at most so many, in the number the French has.

    term: where it stands in the French `source`; old: the rendering to be replaced. A
    Russian preposition takes the shape the form asks for (`во Франции`), and forms it
    does not govern are left out; an English article is put or taken as the entry says;
    the first word of a text begins with a capital. Likely is the ending the old rendering
    has, and the case that the French words before the term hint at.
    """
    by_text: dict[str, list[Form]] = {}
    for form in forms(entry):
        if form.usual and (form.note != "possessive" or old.endswith(("’s", "'s"))):
            by_text.setdefault(form.text, []).append(form)
    number = "plur" if _in_plural(term, source) else next((form.number for form in forms(entry)), "")
    wanted = [text for text, same in by_text.items() if any(form.number in ("", number) for form in same)]
    hints = next((cases for pattern, cases in _FRENCH if pattern.search(source[: term.start])), _OTHERWISE)
    hinted = {text: any(form.case in hints for form in by_text[text]) for text in by_text}

    def rank(text: str) -> float:
        return -_ending_shared(text, old) - _HINT * hinted[text]

    ordered = sorted(wanted or by_text, key=rank)
    fitted = (_fitted(entry, by_text[text], beginning, hinted[text]) for text in ordered)
    yield from islice(filter(None, fitted), most)


def _in_plural(term: TermMatch, source: str) -> bool:
    """True when French has a plural of an entry in the singular; of an acronym the word before it tells (les ONG)."""
    if is_acronym(term.source) and _SEVERAL.search(source[: term.start]):
        return True
    pairs = zip(term.source.casefold().split(), term.entry.casefold().split())
    return any(here != entry and here[-1:] in "sx" and entry[-1:] not in "sx" for here, entry in pairs)


def _fitted(entry: Entry, same: list[Form], beginning: str, hinted: bool) -> Wording | None:
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
    return Wording(beginning, term[:1].upper() + term[1:] if first else term, hinted)


def _ending_shared(text: str, old: str) -> int:
    """How many letters two words end with alike, three at most."""
    pairs = zip(reversed(text.casefold()[-3:]), reversed(old.casefold()[-3:]))
    return next((number for number, (one, other) in enumerate(pairs) if one != other), min(3, len(text), len(old)))


def _shaped(word: str, phrase: str) -> str:
    """A preposition as it stands before `phrase`, with its capital."""
    low = word.lower()
    shaped = preposition(_BASES.get(low, low), phrase)
    return shaped[:1].upper() + shaped[1:] if word[:1].isupper() else shaped
