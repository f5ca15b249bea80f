"""Letters of the right alphabet: script by script, and the Bambara orthography of today."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from translate.languages import LANGUAGES
from translate.qa.subject import Subject

_SCRIPT_NAMES = {"Latn": "LATIN", "Cyrl": "CYRILLIC"}
_ROMAN = re.compile(r"[IVXLCDM]+\Z")
# Letters that today's Bambara alphabet does not have, with what to write instead.
_LEGACY = {
    "è": "ɛ", "ê": "ɛ", "é": "e", "ε": "ɛ", "έ": "ɛ", "ǝ": "ɛ", "ò": "ɔ", "ô": "ɔ", "ó": "o", "ͻ": "ɔ",
    "ñ": "ɲ", "η": "ŋ",
}
# At the start of a word only: hadamadenya is den + ya.
_OLD_NY = re.compile(r"ny[aeiouɛɔ]")
_CAPITAL_INSIDE = re.compile(r"[a-zɛɔɲŋ][ƐƆƝŊ]")


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    """The first word of a letter's Unicode name: LATIN, CYRILLIC, GREEK, …"""
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def script(subject: Subject) -> Iterator[str]:
    """Words in an alphabet that is not the target's, save names and acronyms of the source."""
    language = LANGUAGES.get(subject.language)
    if language is None or language.script not in _SCRIPT_NAMES:
        return
    own = _SCRIPT_NAMES[language.script]
    told: set[str] = set()
    for run in _foreign_runs(subject.target_words, own):
        carried = any(_carried_over(word, subject) for word in run)
        for word in run:
            mixed = own in _scripts(word)
            if word in told or (mixed and subject.language == "bm" and _scripts(word) <= {"LATIN", "GREEK"}):
                continue  # ε for ɛ: `orthography` says what to write
            told.add(word)
            if mixed and word.casefold() not in subject.source_vocabulary:
                yield f"“{word}” mixes letters of two alphabets that look alike."
            elif not mixed and not carried:
                yield f"“{word}” is not in the alphabet of {language.name}."


def _scripts(word: str) -> set[str]:
    """The scripts of a word's letters, ª º ʼ and the like left out."""
    return {_script(letter) for letter in word} - {"MODIFIER", "FEMININE", "MASCULINE", "MICRO"}


def _foreign_runs(words: list[str], own: str) -> Iterator[list[str]]:
    """Neighbouring words that have letters of another script: a foreign title is one run."""
    run: list[str] = []
    for word in words:
        if _scripts(word) <= {own}:
            if run:
                yield run
            run = []
        else:
            run.append(word)
    if run:
        yield run


def _carried_over(word: str, subject: Subject) -> bool:
    """A name, acronym or symbol that stands in the source, or a numeral or initial."""
    # A lower-case word of the source left as it is has not been translated.
    return len(word) == 1 or bool(_ROMAN.match(word)) or word.casefold() in subject.source_names


def orthography(subject: Subject) -> Iterator[str]:
    """Bambara: letters and spellings of before 1982, Greek look-alikes, capitals inside words."""
    if subject.language != "bm":
        return
    told: set[str] = set()
    for word in subject.target_words:
        if word in told or word.casefold() in subject.source_vocabulary:
            continue
        told.add(word)
        small = unicodedata.normalize("NFC", word).casefold()
        wrong = {letter for letter in small if letter in _LEGACY}
        if wrong:
            pairs = ", ".join(f"{letter} → {_LEGACY[letter]}" for letter in sorted(wrong))
            yield f"“{word}” has letters that Bambara does not use today ({pairs})."
        elif _OLD_NY.match(small) and word.islower():
            yield f"“{word}”: today's spelling writes ɲ for ny."
        elif _CAPITAL_INSIDE.search(word):
            yield f"“{word}” has a capital inside the word."
