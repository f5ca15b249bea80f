"""Numbers of the source that are not in the target, and the other way round.

A number is read in every way it may be meant ("10,000" is ten thousand or ten), and what
translators rightly change is accepted: spelled-out numbers, Roman numerals, 20 h and
8 p.m., the nineties and 1990s, 1,2 million and 1 200 000, francs and dɔrɔmɛ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from translate.addresses import ADDRESS
from translate.qa.amounts import speaks_of_francs
from translate.qa.number_words import spelled_out
from translate.qa.subject import Subject

_SPACE = "[ \u00a0\u2009\u202f]"
_NUMBER = re.compile(
    # A date's day, month and year first: 20.12.2012 is three numbers.
    r"\d{1,2}(?=[./]\d{1,2}[./]\d{2,4})|(?<=\d[./])\d{1,2}(?=[./]\d{2,4})"
    r"|(?<=[./]\d[./])\d{4}|(?<=[./]\d\d[./])\d{4}"
    rf"|(?<!\d)\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?(?!\d)"
    r"|(?<!\d)\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?!\d)|\d+[.,]\d+|\d+"
)
_ROMAN = re.compile(r"\b[IVXLC]+(?=\b|[eè]|nan)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# Malians count money in dɔrɔmɛ of five francs: 200 000 FCFA are 40 000 dɔrɔmɛ.
_DOROME = re.compile(r"\bd[ɔo]r[ɔo]m[ɛe]", re.I)
_HALF = re.compile(r"\b(?:demi|half|полтор|полов|tila)", re.I)
# Addresses, the minutes of a full hour, and exponents of units.
_NOT_NUMBERS = re.compile(rf"{ADDRESS.pattern}|(?<=\d:)00\b|(?<=\bkm)[23]\b|(?<=\bm)[23]\b|(?<=\bCO)2\b")
_LONGEST = 60  # characters of a number that are read; no article has a longer one
_LISTED = 8  # numbers named in one message
_SCALES = (1000, 1_000_000, 1_000_000_000)


def numbers(subject: Subject) -> Iterator[str]:
    """Digits lost or added."""
    source_text, target_text = (_NOT_NUMBERS.sub(" ", text) for text in (subject.source, subject.target))
    source, target = _numbers(source_text), _numbers(target_text)
    yield from _misread(source, target, subject.language)
    if (not source and not target) or _same_digits(source_text, target_text):
        return
    in_source = {value for _, values in source for value in values}
    in_target = {value for _, values in target for value in values}
    if subject.language == "bm" and (_DOROME.search(target_text) or speaks_of_francs(source_text)):
        in_source |= {part for value in in_source for part in _in_dorome(value)}
        in_target |= {value * 5 for value in in_target} | _rejoined(in_target)
    if _HALF.search(source_text) or _HALF.search(target_text):
        in_source |= {value + Fraction(1, 2) for value in in_source}
        in_target |= {value - Fraction(1, 2) for value in in_target}
    told_source = spelled_out(source_text, "fr") | _romans(source_text)
    told_target = spelled_out(target_text, subject.language) | _romans(target_text)
    missing = [text for text, values in source if not _met(values, in_target, told_target)]
    added = [text for text, values in target if not _met(values, in_source, told_source)]
    if missing:
        yield f"Not in the translation: {_listed(missing)}. Check the numbers."
    if added:
        yield f"Not in the source: {_listed(added)}. Check the numbers."


def _misread(
    source: list[tuple[str, frozenset[Fraction]]], target: list[tuple[str, frozenset[Fraction]]], language: str
) -> Iterator[str]:
    """A number written as the source means it, but that readers of the target language read otherwise.

    English 1.500 is one and a half, and so is Russian 1,500. In Bambara both are written.
    """
    if language not in ("en", "ru"):
        return
    sign, good = (".", ",") if language == "en" else (",", "a space")
    wrong = re.compile(rf"[1-9]\d{{0,2}}\{sign}\d{{3}}")
    wholes = {value for _, values in source for value in values if len(values) == 1 and value.denominator == 1}
    for text, _ in target:
        if wrong.fullmatch(text) and Fraction(text.replace(sign, "")) in wholes:
            yield f"“{text}” is read as {text.replace(sign, '.')} (a decimal) here: write {good} between the thousands."


def _in_dorome(francs: Fraction) -> Iterator[Fraction]:
    """How an amount is told in dɔrɔmɛ: all of it by five, or only what is below a million."""
    yield francs / 5
    millions, rest = divmod(francs, 1_000_000)
    if millions and rest:
        yield from (Fraction(millions), rest, rest / 5)


def _rejoined(values: set[Fraction]) -> set[Fraction]:
    """Amounts told in two parts: 2 (million) and 100 000 dɔrɔmɛ are 2 500 000 francs."""
    few = sorted(values)[:_LISTED]
    return {
        millions * 1_000_000 + rest * factor
        for millions in few for rest in few for factor in (1, 5)
        if millions != rest and rest * factor < 1_000_000
    }


def _listed(texts: list[str]) -> str:
    once = [text[:_LONGEST] for text in dict.fromkeys(texts)]
    return ", ".join(once[:_LISTED]) + (", …" if len(once) > _LISTED else "")


def _numbers(text: str) -> list[tuple[str, frozenset[Fraction]]]:
    """The numbers of a text, each with the values it may stand for."""
    return [(match.group(), frozenset(_readings(match.group()))) for match in _NUMBER.finditer(text)]


def _readings(written: str) -> Iterator[Fraction]:
    plain = re.sub(_SPACE, "", written)[:_LONGEST]
    whole = re.sub(r"[.,]", "", plain)
    signs = re.findall(r"[.,]", plain)
    if not signs or re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        yield Fraction(whole)
    if signs:
        before, _, after = plain.replace(",", ".").rpartition(".")
        yield Fraction(f"{before.replace('.', '')}.{after}")


def _met(values: frozenset[Fraction], other: set[Fraction], words: set[int]) -> bool:
    return any(_same(value, other, words) for value in values)


def _same(value: Fraction, other: set[Fraction], words: set[int]) -> bool:
    if value in other or value in words:
        return True
    if any(value * scale in other or value / scale in other for scale in _SCALES):
        return True
    if value.denominator != 1:
        return False
    # 20 h ↔ 8 p.m.; 0 h ↔ 12 a.m.
    if 0 <= value <= 24 and (value + 12 in other or value - 12 in other):
        return True
    # les années 90 ↔ the 1990s
    return any(
        long.denominator == 1 and 1000 <= long < 2100 and long % 100 == short
        for long, short in ([(value, short) for short in other] + [(long, value) for long in other])
    )


def _same_digits(source: str, target: str) -> bool:
    """The same digits, only cut otherwise: "0230 UTC" and "02:30 UTC"."""
    return "".join(_NUMBER.findall(source)) == "".join(_NUMBER.findall(target))


def _romans(text: str) -> set[int]:
    values = set()
    for match in _ROMAN.finditer(text):
        digits = [_ROMAN_VALUES[letter] for letter in match.group()]
        values.add(sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0])))
    return values
