"""The forms a term may take behind a given beginning of a translation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translate.terminology.inflection import Entry, Form, Hit, case_fits, forms, preposition
from translate.terminology.inflection.english import article_before, wants_article

_ARTICLE = re.compile(r"(?<![\w'’-])(?:the|an?) $", re.IGNORECASE)
_PREPOSITION = re.compile(r"(?<![\w-])(во?|со?|ко?|о|обо?) $", re.IGNORECASE)
_BASES = {"во": "в", "со": "с", "ко": "к", "об": "о", "обо": "о"}


def wordings(entry: Entry, beginning: str) -> Iterator[tuple[str, str]]:
    """(beginning, term) for every form to choose from, the beginning fitted to it.

    A Russian preposition takes the shape the form asks for (`во Франции`), and forms it
    does not govern are left out; an English article is put or taken as the entry says;
    the first word of a text begins with a capital.
    """
    first = not re.search(r"\w", beginning)
    by_text: dict[str, list[Form]] = {}
    for form in forms(entry):
        if form.usual:
            by_text.setdefault(form.text, []).append(form)
    for text, same in by_text.items():
        before, term = beginning, text
        if entry.language == "ru":
            if found := _PREPOSITION.search(before):
                before = before[: found.start()] + _shaped(found[1], text) + " "
            hit = Hit(len(before), len(before) + len(text), text, tuple(same))
            if not case_fits(hit, before + text):
                continue
        elif entry.language == "en":
            wanted = wants_article(entry)
            if wanted and not article_before(before, len(before)) and not text.lower().startswith("the "):
                term = f"the {text}"
            elif wanted is False:
                before = _ARTICLE.sub("", before)
                first = first or not re.search(r"\w", before)
        yield before, term[:1].upper() + term[1:] if first else term


def _shaped(word: str, phrase: str) -> str:
    """A preposition as it stands before `phrase`, with its capital."""
    low = word.lower()
    shaped = preposition(_BASES.get(low, low), phrase)
    return shaped[:1].upper() + shaped[1:] if word[:1].isupper() else shaped
