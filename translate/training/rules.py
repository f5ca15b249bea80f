"""The rules that clean bitext: each a small object that looks at one pair and may drop it.

A rule has a name, under which data.json counts what it dropped, and mostly a threshold,
a key of the recipe's `[data]`. A new rule is a class more in `RULES`; pairs are put to
them in this order, and the first that objects counts. The idea is OpusFilter's (Aulamo
et al. 2020).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from translate.languages import language
from translate.normalise import normalise
from translate.training.bitext import BitextFile
from translate.training.config import Data
from translate.training.heldout import RUN_LETTERS, HeldOut, letters_key, letters_of
from translate.training.langid import surely_foreign
from translate.training.readers import read_pairs


@dataclass(slots=True)
class Pair:
    """A sentence pair after normalisation; `line` is where it stands in its file, from 1.

    *_key: 64-bit digest of its letters and digits without case.
    """

    line: int
    source: str
    target: str
    source_key: int
    target_key: int


@dataclass(slots=True)
class Candidate(Pair):
    """A pair while it is judged. *_letters: its letters and digits without case."""

    source_letters: str
    target_letters: str


@dataclass
class Seen:
    """The pairs of one language pair taken so far: `keys` as they are, `patterns` without their digits."""

    keys: set[tuple[int, int]] = field(default_factory=set)
    patterns: Counter[tuple[int, int]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Setting:
    """What rules are made for: a language pair, the recipe's [data], what is held out and what was seen."""

    source: str
    target: str
    data: Data
    held_out: HeldOut
    seen: Seen


class Rule(ABC):
    """One reason to drop a pair. threshold: the key of `[data]` it reads, if any. measures: in words."""

    name: ClassVar[str]
    measures: ClassVar[str]
    threshold: ClassVar[str] = ""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.bound: float = getattr(setting.data, self.threshold) if self.threshold else 0.0

    @abstractmethod
    def drops(self, pair: Candidate) -> bool: ...


class Empty(Rule):
    name = "empty"
    measures = "a side without text"

    def drops(self, pair: Candidate) -> bool:
        return not pair.source or not pair.target


class LengthRatio(Rule):
    name = "length-ratio"
    measures = "characters of the longer side over the shorter's, where the longer has 20"
    threshold = "max_ratio"

    def drops(self, pair: Candidate) -> bool:
        one, other = len(pair.source), len(pair.target)
        return max(one, other) >= 20 and max(one, other) > self.bound * min(one, other)


class Untranslated(Rule):
    name = "untranslated"
    measures = "both sides the same, of 20 characters or more"

    def drops(self, pair: Candidate) -> bool:
        return pair.source == pair.target and len(pair.source) >= 20


class Markup(Rule):
    name = "markup"
    measures = "a tag, or an entity that was escaped once too often"
    _pattern = re.compile(r"&(#x?[0-9a-f]+|[a-z]+[0-9]?);|</?[a-z][^<>]*>", re.IGNORECASE)

    def drops(self, pair: Candidate) -> bool:
        return bool(self._pattern.search(pair.source) or self._pattern.search(pair.target))


class Placeholder(Rule):
    name = "placeholder"
    measures = "a hole that a program fills: %s, %(name)s, %1, {name}, ${name}, @NAME@"
    _pattern = re.compile(
        r"%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?(?:[sdifuxXcg]|l[du]|zu)\b|%\(\w+\)[sd]|%[1-9]\b(?!\s*%)"
        r"|\{[\w.]*\}|\$[{(]\w+[})]|@[A-Z_]{2,}@")

    def drops(self, pair: Candidate) -> bool:
        return bool(self._pattern.search(pair.source) or self._pattern.search(pair.target))


class Repeated(Rule):
    name = "repeated-character"
    measures = "one character so many times in a row"
    threshold = "max_repeated"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._pattern = re.compile(rf"(\S)\1{{{int(setting.data.max_repeated)},}}")

    def drops(self, pair: Candidate) -> bool:
        return bool(self._pattern.search(pair.source) or self._pattern.search(pair.target))


class Script(Rule):
    name = "script"
    measures = "part of a side's letters that belong to its language's script"
    threshold = "min_script"
    _ranges: ClassVar = {"Latn": "a-zªºß-öø-\u02af\u1e00-\u1eff", "Cyrl": "\u0400-\u052f"}

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._foreign = [
            re.compile(rf"[^\d{self._ranges[language(code).script]}]+") for code in (setting.source, setting.target)]

    def drops(self, pair: Candidate) -> bool:
        sides = zip((pair.source_letters, pair.target_letters), self._foreign)
        return any(self._share(letters, foreign) < self.bound for letters, foreign in sides)

    @staticmethod
    def _share(letters: str, foreign: re.Pattern[str]) -> float:
        if not foreign.search(letters):
            return 1.0
        letters = _DIGITS.sub("", letters)
        return len(foreign.sub("", letters)) / len(letters)


class Numbers(Rule):
    name = "numbers"
    measures = (
        "agreement of the digits 1 to 9 of both sides (Dice), where they have six; not for Bambara, which counts "
        "money in fives")
    threshold = "min_numbers"

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting)
        self._applies = "bm" not in (setting.source, setting.target)

    def drops(self, pair: Candidate) -> bool:
        if not self._applies:
            return False
        one, other = _NOT_COUNTING.sub("", pair.source_letters), _NOT_COUNTING.sub("", pair.target_letters)
        if one == other or len(one) + len(other) < 6:
            return False
        common = sum(min(one.count(digit), other.count(digit)) for digit in "123456789")
        return 2 * common < self.bound * (len(one) + len(other))


class Language(Rule):
    name = "language"
    measures = "a side that is surely in another language; only sides with so many letters are judged"
    threshold = "language_letters"

    def drops(self, pair: Candidate) -> bool:
        least = self.bound
        if not least:
            return False
        return (
            (len(pair.source_letters) >= least and surely_foreign(pair.source, self.setting.source))
            or (len(pair.target_letters) >= least and surely_foreign(pair.target, self.setting.target))
        )


class HeldOutSentence(Rule):
    name = "held-out"
    measures = "a side that is a held-out sentence"

    def drops(self, pair: Candidate) -> bool:
        return pair.source_key in self.setting.held_out or pair.target_key in self.setting.held_out


class HeldOutRun(Rule):
    name = "held-out-run"
    measures = f"a side that shares {RUN_LETTERS} letters in a row with a held-out sentence"

    def drops(self, pair: Candidate) -> bool:
        shares = self.setting.held_out.shares_run
        return shares(pair.source_letters) or shares(pair.target_letters)


class Duplicate(Rule):
    name = "duplicate"
    measures = "a pair taken already, but for case and punctuation"

    def drops(self, pair: Candidate) -> bool:
        keys = (pair.source_key, pair.target_key)
        if keys in self.setting.seen.keys:
            return True
        self.setting.seen.keys.add(keys)
        return False


class NearDuplicate(Rule):
    name = "near-duplicate"
    measures = "pairs that differ in their digits only; so many of them stay"
    threshold = "max_near_duplicates"

    def drops(self, pair: Candidate) -> bool:
        source, target = _DIGITS.sub("0", pair.source_letters), _DIGITS.sub("0", pair.target_letters)
        if source == pair.source_letters and target == pair.target_letters:
            return False
        keys = (letters_key(source), letters_key(target))
        self.setting.seen.patterns[keys] += 1
        return self.setting.seen.patterns[keys] > self.bound


_DIGITS = re.compile(r"\d+")
_NOT_COUNTING = re.compile(r"[^1-9]+")

RULES: tuple[type[Rule], ...] = (
    Empty, LengthRatio, Untranslated, Markup, Placeholder, Repeated, Script, Numbers, HeldOutSentence, HeldOutRun,
    Language, Duplicate, NearDuplicate,
)

TOO_LONG = "too-long"
"""The rule `prepare` applies itself, once sentences are pieces: more than `max_tokens` on a side."""


def clean_pairs(
    file: BitextFile, data: Data, held_out: HeldOut, seen: Seen, counts: Counter[str],
) -> Iterator[Pair]:
    """Yield the usable pairs of *file*.

    seen: what was taken from this and earlier files of the language pair; grows.
    counts: grows by one under `kept` or the name of the rule that dropped a pair.
    Raises InputError or DraftError, naming file and line, for damaged input.
    """
    setting = Setting(file.source, file.target, data, held_out, seen)
    rules = [rule(setting) for rule in RULES]
    for raw in read_pairs(file):
        if raw.unfit:
            counts[raw.unfit] += 1
            continue
        pair = _candidate(raw.line, normalise(raw.source), normalise(raw.target))
        reason = _objection(rules, pair)
        counts[reason or "kept"] += 1
        if not reason:
            yield Pair(pair.line, pair.source, pair.target, pair.source_key, pair.target_key)


def _objection(rules: Sequence[Rule], pair: Candidate) -> str:
    """The name of the first rule that drops the pair, or an empty string."""
    for rule in rules:
        if rule.drops(pair):
            return rule.name
    return ""


def _candidate(line: int, source: str, target: str) -> Candidate:
    source_letters, target_letters = letters_of(source), letters_of(target)
    return Candidate(
        line, source, target, letters_key(source_letters), letters_key(target_letters), source_letters, target_letters)
