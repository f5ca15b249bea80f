"""Looking over a termbase file before it is used: what a careful editor would catch."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from translate.languages import SOURCE
from translate.scripts import script_of
from translate.terminology.concept import Concept, Problem, language_of
from translate.terminology.csvfile import delimiter_of, header_line, numbered_rows
from translate.terminology.formats import read_termbase
from translate.terminology.formats.text import decode_text, read_bytes
from translate.terminology.inflection.russian_dictionary import is_known
from translate.terminology.matcher import same_phrase, words_of

# The official alphabet of 1982; q, v and x stand in no Bambara word.
_BAMBARA_LETTERS = frozenset("abcdeɛfghijklmnɲŋoɔprstuwyz")
_BAMBARA_NOW = {"è": "ɛ", "ò": "ɔ", "ê": "ɛ", "ô": "ɔ", "é": "e", "ñ": "ɲ"}
_CYRILLIC_WORD = re.compile("[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_ADJECTIVE = re.compile("[сц]к(?:ий|ой|ая|ое|ие|ого|их)$")
_NAMES = ("person", "place")  # these follow rules by ending, whatever a dictionary says
_WORD = re.compile(r"[^\W\d_]+")


def check_file(path: Path) -> Iterator[Problem]:
    """Everything found in a termbase file, in the order of its lines.

    Codes: those of `read_termbase` (the row cannot be used), `duplicate`, `conflict`
    (two rows prefer different terms), `spaces` (at the ends of a term, doubled, or
    no-break), `bambara` (letters outside the official alphabet), `invisible` (characters
    nobody sees), `look-alike` (Cyrillic and Latin letters in one word), and, of severity
    "info", `lemma` (a Russian word that no dictionary has, in a term that is no name).
    Raises GlossaryError when the file cannot be opened.
    """
    spaces = _spaces(path)
    first: dict[str, Concept] = {}
    for item in read_termbase(path):
        if isinstance(item, Problem):
            yield item
            continue
        yield from spaces.pop(item.line, ())
        yield from _against_earlier(item, first)
        for code, terms in ((SOURCE.code, item.sources), *item.terms.items()):
            for term in terms:
                for name, message in _term_problems(code, term):
                    yield Problem(item.file, item.line, name, f"{code} {term!r}: {message}")
        yield from _unknown_russian(item)


def _spaces(path: Path) -> dict[int, list[Problem]]:
    """Stray spaces in the terms of a CSV file, by line; reading a term tidies them away."""
    if Path(path).suffix.lower() not in (".csv", ".tsv"):
        return {}
    text, _ = decode_text(read_bytes(Path(path)), str(path))
    found: dict[int, list[Problem]] = {}
    try:
        rows = numbered_rows(text, delimiter_of(header_line(text)))
        _, header = next(rows, (1, []))
        languages = [(n, code) for n, column in enumerate(header) if (code := language_of(column))]
        for line, row in rows:
            for n, code in languages:
                cell = row[n] if n < len(row) else ""
                if cell.strip() and (why := _stray_space(cell)):
                    message = f"{code} {cell!r}: {why}; plain single spaces are meant"
                    found.setdefault(line, []).append(Problem(str(path), line, "spaces", message))
    except csv.Error:
        pass  # said by read_termbase
    return found


def _stray_space(cell: str) -> str:
    terms = cell.split("|")
    if any(not term.strip() for term in terms):
        return "nothing between two |"
    if any(term != term.strip() for term in terms):
        return "a space at the end or the beginning"
    if re.search(r"\s\s", cell):
        return "two spaces in a row"
    return "a no-break space or a line break" if re.search(r"[^\S ]", cell) else ""


def _unknown_russian(concept: Concept) -> Iterator[Problem]:
    if concept.kind in _NAMES or "PN" in concept.pos or concept.grammar.get("ru.paradigm"):
        return
    if concept.status in ("forbidden", "ignored"):
        return
    for term in concept.terms.get("ru", ()):
        for word in _CYRILLIC_WORD.findall(term):
            if word.islower() and not _declines_by_rule(word):
                yield Problem(
                    concept.file, concept.line, "lemma",
                    f"ru {term!r}: no dictionary has {word!r}, so its forms are guessed; check the spelling, or say "
                    "how it declines in ru.paradigm", "info",
                )


def _declines_by_rule(word: str) -> bool:
    """Whether a dictionary has the word or its last part, or it is an adjective in -ский: these are all alike."""
    last = word.rsplit("-", 1)[-1]
    return len(last) < 3 or any(map(is_known, (word, last))) or bool(_ADJECTIVE.search(last)) or word.startswith("по-")


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
        scripts = set(map(script_of, word))
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
