"""The dev and test sentences that must never be trained on, and how they are recognised."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from translate.errors import InputError
from translate.normalise import normalise
from translate.training.bitext import file_kind, read_lines
from translate.training.readers import read_texts

RUN_LETTERS = 50
"""Letters in a row that a sentence may not share with a held-out one."""

# A run is found by blocks of letters: those that begin at every 5th letter of a held-out
# sentence are kept, those at every 6th of another are looked up. As 5 and 6 have no common
# factor, among any 30 places in a row one is both, so a run of 30 + block - 1 letters
# always holds a block that both sides see.
_KEPT_EVERY, _SOUGHT_EVERY = 5, 6
_BLOCK = RUN_LETTERS - _KEPT_EVERY * _SOUGHT_EVERY + 1

_NOT_LETTERS = re.compile(r"[\W_]+")
_NOT_SENTENCES = (".md", ".json", ".toml")


def letters_of(text: str) -> str:
    """The letters and digits of a normalised *text*, without case."""
    letters = text.casefold().replace(" ", "")
    return letters if letters.isalnum() else _NOT_LETTERS.sub("", letters)


def letters_key(letters: str) -> int:
    """A 64-bit digest of what `letters_of` gave."""
    return int.from_bytes(hashlib.blake2b(letters.encode(), digest_size=8).digest(), "little")


def sentence_key(text: str) -> int:
    """A 64-bit digest of *text* that ignores case, punctuation and spaces.

    Used to find the same sentence again, in duplicates and in held-out sets.
    """
    return letters_key(letters_of(normalise(text)))


class HeldOut:
    """The sentences that must never be trained on, of all languages together."""

    def __init__(self) -> None:
        self._where: dict[int, str] = {}
        self._long: list[str] = []  # letters of the sentences that have RUN_LETTERS of them
        self._blocks: dict[str, list[int]] = {}  # block of letters -> numbers in _long

    @classmethod
    def read(cls, folders: Iterable[Path]) -> HeldOut:
        """Read every text and bitext file in *folders*, subfolders too (files are taken as they are).

        Raises InputError when one cannot be read or holds nothing at all.
        """
        held_out = cls()
        for folder in folders:
            paths = [folder] if folder.is_file() else sorted(folder.rglob("*"))
            found = sum(
                held_out._add_file(path) for path in paths
                if path.is_file() and path.suffix.lower() not in _NOT_SENTENCES and not path.name.startswith("."))
            if not found:
                raise InputError(f"no held-out sentence found in {folder}: give the folder of the dev and test files")
        return held_out

    def _add_file(self, path: Path) -> int:
        """Hold out the sentences of *path*; returns how many there are."""
        if file_kind(path) in ("tmx", "po"):
            return sum(self.add(text, f"{path.name} line {number}") for number, text in read_texts(path))
        columns = ".tsv" in path.suffixes
        return sum(
            self.add(sentence, f"{path.name} line {number}")
            for number, line in enumerate(read_lines(path), 1)
            for sentence in (line.split("\t") if columns else [line]))

    def add(self, sentence: str, place: str) -> bool:
        """Hold out *sentence*, which stands at *place*. Returns whether it is one: has letters."""
        letters = letters_of(normalise(sentence))
        key = letters_key(letters)
        if not letters:
            return False
        if key in self._where:
            return True
        self._where[key] = place
        if len(letters) >= RUN_LETTERS:
            for start in range(0, len(letters) - _BLOCK + 1, _KEPT_EVERY):
                self._blocks.setdefault(letters[start:start + _BLOCK], []).append(len(self._long))
            self._long.append(letters)
        return True

    def __len__(self) -> int:
        return len(self._where)

    def __contains__(self, key: object) -> bool:
        return key in self._where

    def place(self, key: int) -> str:
        """Where the held-out sentence with this key stands: file name and line."""
        return self._where[key]

    def keys(self) -> Iterable[int]:
        """The digests of all sentences, as `sentence_key` makes them."""
        return self._where.keys()

    def shares_run(self, letters: str) -> bool:
        """Whether *letters*, as `letters_of` gives them, have RUN_LETTERS in a row of a held-out sentence."""
        if len(letters) < RUN_LETTERS:
            return False
        starts = range(0, len(letters) - _BLOCK + 1, _SOUGHT_EVERY)
        if self._blocks.keys().isdisjoint([letters[start:start + _BLOCK] for start in starts]):
            return False
        return any(
            _common_run(letters, start, self._long[number]) >= RUN_LETTERS
            for start in starts for number in self._blocks.get(letters[start:start + _BLOCK], ())
        )


def _common_run(letters: str, start: int, other: str) -> int:
    """The length of the longest run that *letters* share with *other* around the block at *start*."""
    longest = 0
    place = other.find(letters[start:start + _BLOCK])
    while place >= 0:
        shift = place - start
        first, after = start, start + _BLOCK
        while first > 0 and first + shift > 0 and letters[first - 1] == other[first + shift - 1]:
            first -= 1
        while after < len(letters) and after + shift < len(other) and letters[after] == other[after + shift]:
            after += 1
        longest = max(longest, after - first)
        place = other.find(letters[start:start + _BLOCK], place + 1)
    return longest
