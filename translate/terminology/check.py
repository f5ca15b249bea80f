"""Looking over a termbase file before it is used: what a careful editor would catch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from translate.languages import SOURCE
from translate.terminology.concept import Concept, Problem
from translate.terminology.formats import read_termbase
from translate.terminology.matcher import same_phrase, words_of

# The official alphabet of 1982; q, v and x stand in no Bambara word.
_BAMBARA_LETTERS = frozenset("abcdeɛfghijklmnɲŋoɔprstuwyz")
_BAMBARA_NOW = {"è": "ɛ", "ò": "ɔ", "ê": "ɛ", "ô": "ɔ", "é": "e", "ñ": "ɲ"}
_WORD = re.compile(r"[^\W\d_]+")


def check_file(path: Path) -> Iterator[Problem]:
    """Everything found in a termbase file, in the order of its lines.

    Codes: those of `read_termbase` (the row cannot be used), `duplicate`, `conflict`
    (two rows prefer different terms), `bambara` (letters outside the official alphabet),
    `invisible` (characters nobody sees), `look-alike` (Cyrillic and Latin letters in one
    word). Raises GlossaryError when the file cannot be opened.
    """
    first: dict[str, Concept] = {}
    for item in read_termbase(path):
        if isinstance(item, Problem):
            yield item
            continue
        yield from _against_earlier(item, first)
        for code, terms in ((SOURCE.code, item.sources), *item.terms.items()):
            for term in terms:
                for name, message in _term_problems(code, term):
                    yield Problem(item.file, item.line, name, f"{code} {term!r}: {message}")


def _against_earlier(concept: Concept, first: dict[str, Concept]) -> Iterator[Problem]:
    if concept.status in ("forbidden", "admitted"):
        return
    exact = concept.grammar.get(f"{SOURCE.code}.case") == "exact"
    for form in concept.sources:
        earlier = first.setdefault(same_phrase(words_of(form, exact=exact)), concept)
        if earlier is concept:
            continue
        differing = [
            f"{code} {earlier.terms[code][0]!r} there, {terms[0]!r} here"
            for code, terms in concept.terms.items()
            if code in earlier.terms and earlier.terms[code][0] != terms[0]
        ]
        if differing:
            there = f"{form!r} also stands at line {earlier.line}, with other preferred terms"
            message = f"{there}: {'; '.join(differing)}; keep one, or join them with |"
            yield Problem(concept.file, concept.line, "conflict", message)
        else:
            message = f"{form!r} also stands at line {earlier.line}; join the two rows"
            yield Problem(concept.file, concept.line, "duplicate", message)


def _term_problems(code: str, term: str) -> Iterator[tuple[str, str]]:
    invisible = [character for character in term if unicodedata.category(character) in ("Cf", "Cc", "Co", "Cn")]
    if invisible:
        names = ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(invisible))
        yield "invisible", f"holds characters nobody sees ({names}); type the term again"
    for word in _WORD.findall(term):
        scripts = {name.split(" ")[0] for character in word if (name := unicodedata.name(character, ""))}
        if {"LATIN", "CYRILLIC"} <= scripts:
            yield "look-alike", f"mixes Latin and Cyrillic letters in {word!r}; type the word again"
    if code == "bm":
        yield from _bambara_problems(term)


def _bambara_problems(term: str) -> Iterator[tuple[str, str]]:
    outside = [character for character in term.lower() if character.isalpha() and character not in _BAMBARA_LETTERS]
    if any(map(unicodedata.combining, term)):
        yield "bambara", "tone marks are not written; remove them"
    if outside:
        letters = ", ".join(
            f"{letter} (write {_BAMBARA_NOW[letter]})" if letter in _BAMBARA_NOW else letter
            for letter in dict.fromkeys(outside)
        )
        yield "bambara", f"letters outside the official alphabet: {letters}"
