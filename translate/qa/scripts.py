"""Letters of the right alphabet: script by script, and the Bambara orthography of today."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from translate.languages import LANGUAGES
from translate.qa import limits
from translate.qa.subject import Subject
from translate.scripts import NAMES, script_of

# Cyrillic letters of other languages. One lone letter that is a word in another alphabet.
_NOT_RUSSIAN = re.compile("[іїєґўјљњћђџѓќѕқңөүұһәғ]", re.IGNORECASE)
_LONE_LATIN = re.compile(r"(?:\A[ACOYK]|(?<=[а-яё,»][ \u00a0])[acoyk])(?=[ \u00a0][«„]?[А-Яа-яЁё])")
_LONE_CYRILLIC = re.compile(r"(?:\A[АОУ]|(?<=[a-zɛɔɲŋ,][ \u00a0])[аоуис])(?=[ \u00a0][A-Za-zƐƆƝŊɛɔɲŋ])")
_ROMAN = re.compile(r"[IVXLCDM]+\Z")
# Letters that today's Bambara alphabet does not have, with what to write instead.
_LEGACY = {
    "è": "ɛ", "ê": "ɛ", "é": "e", "ε": "ɛ", "έ": "ɛ", "ǝ": "ɛ", "ò": "ɔ", "ô": "ɔ", "ó": "o", "ͻ": "ɔ",
    "ñ": "ɲ", "η": "ŋ",
}
# At the start of a word only: hadamadenya is den + ya.
_OLD_NY = re.compile(r"ny[aeiouɛɔ]")
_CAPITAL_INSIDE = re.compile(r"[a-zɛɔɲŋ][ƐƆƝŊ]")


def script(subject: Subject) -> Iterator[str]:
    """Words in an alphabet that is not the target's, save names and acronyms of the source."""
    language = LANGUAGES.get(subject.language)
    if language is None or language.script not in NAMES:
        return
    own = NAMES[language.script]
    told: set[str] = set()
    foreign: list[str] = []
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
                foreign.append(word)
    if len(foreign) < limits.FOREIGN_WORDS_TOLD:
        yield from (f"“{word}” is not in the alphabet of {language.name}." for word in foreign)
    else:
        yield f"{len(foreign)} words are not in the alphabet of {language.name}: “{' '.join(foreign)}”."
    yield from _lone_letters(subject)


def _lone_letters(subject: Subject) -> Iterator[str]:
    """A Latin *c* typed for the Russian *с*, and the like; Ukrainian and other letters in Russian."""
    russian = subject.language == "ru"
    for match in (_LONE_LATIN if russian else _LONE_CYRILLIC).finditer(subject.target):
        other = "Latin" if russian else "Cyrillic"
        yield f"The word “{match[0]}” is a {other} letter that looks alike."
    for word in dict.fromkeys(subject.target_words if russian else ()):
        if (letter := _NOT_RUSSIAN.search(word)) and not _script_is_mixed(word):
            yield f"“{word}” has a letter that Russian does not use ({letter[0]})."


def _script_is_mixed(word: str) -> bool:
    return len(_scripts(word)) > 1


def _scripts(word: str) -> set[str]:
    """The scripts of a word's letters, ª º ʼ and the like left out."""
    return {script_of(letter) for letter in word} - {"MODIFIER", "FEMININE", "MASCULINE", "MICRO"}


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


def _is_wrong(letter: str, word: str) -> bool:
    """Legacy letters anywhere; other ones, and tone marks, in words but not in names (Vladimir, François)."""
    return letter in _LEGACY or (word.islower() and script_of(letter) in ("LATIN", "COMBINING"))


def orthography(subject: Subject) -> Iterator[str]:
    """Bambara: letters outside the official alphabet, spellings of before 1982, capitals inside words."""
    if subject.language != "bm":
        return
    told: set[str] = set()
    misspelt: dict[str, str] = {}
    for word in subject.target_words:
        if word in told or word.casefold() in subject.source_vocabulary:
            continue
        told.add(word)
        small = unicodedata.normalize("NFC", word).casefold()
        wrong = {letter for letter in small if letter not in limits.BAMBARA_LETTERS and _is_wrong(letter, word)}
        if wrong:
            pairs = (f"{letter} → {_LEGACY[letter]}" if letter in _LEGACY else letter for letter in sorted(wrong))
            misspelt[word] = ", ".join(pairs)
        elif _OLD_NY.match(small) and word.islower():
            yield f"“{word}”: today's spelling writes ɲ for ny."
        elif _CAPITAL_INSIDE.search(word):
            yield f"“{word}” has a capital inside the word."
    if len(misspelt) < limits.FOREIGN_WORDS_TOLD:
        for word, letters in misspelt.items():
            yield f"“{word}” has letters that Bambara does not use today ({letters})."
    else:
        letters = ", ".join(sorted({letter for listed in misspelt.values() for letter in listed.split(", ")}))
        yield f"{len(misspelt)} words have letters that Bambara does not use today ({letters}): is this Bambara?"
