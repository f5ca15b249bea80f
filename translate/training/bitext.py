"""Bitext files in, clean sentence pairs out, with a count for every rule that dropped one."""

from __future__ import annotations

import gzip
import hashlib
import lzma
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from translate.errors import InputError
from translate.languages import language
from translate.normalise import normalise

_NAME = re.compile(r"(?P<name>.+)\.(?P<source>[a-z]{2})-(?P<target>[a-z]{2})\.tsv(\.xz|\.gz)?$")

# Tags, and entities that someone escaped once too often.
_MARKUP = re.compile(r"&(#x?[0-9a-f]+|[a-z]+[0-9]?);|</?[a-z][^<>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class BitextFile:
    """A file of tab-separated sentence pairs, one pair a line, source first."""

    path: Path
    name: str
    source: str
    target: str

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"


@dataclass(frozen=True)
class Pair:
    """A sentence pair after normalisation; `line` counts from 1 in the file it came from."""

    line: int
    source: str
    target: str


def find_bitext(folder: Path, pairs: Iterable[str]) -> list[BitextFile]:
    """The bitext files of these language pairs in *folder*, by name.

    Raises InputError when the folder cannot be read.
    """
    wanted = set(pairs)
    try:
        paths = sorted(Path(folder).iterdir())
    except OSError as error:
        raise InputError(f"cannot read the folder {folder}: {error.strerror or error}") from None
    files = []
    for path in paths:
        match = _NAME.match(path.name)
        if match and f"{match['source']}-{match['target']}" in wanted:
            files.append(BitextFile(path, match["name"], match["source"], match["target"]))
    return files


def open_text(path: Path) -> TextIO:
    """Open a UTF-8 text file, unpacking .xz and .gz. Raises InputError when it cannot be read."""
    try:
        if path.suffix == ".xz":
            return lzma.open(path, "rt", encoding="utf-8", newline="\n")
        if path.suffix == ".gz":
            return gzip.open(path, "rt", encoding="utf-8", newline="\n")
        return open(path, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a text file, without their newline.

    Raises InputError, naming the line, for bytes that are not UTF-8 or a damaged archive.
    """
    number = 0  # of the last line that could be read
    with open_text(path) as file:
        try:
            for line in file:
                number += 1
                yield line.rstrip("\r\n")
        except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
            raise InputError(f"{path}, after line {number}: cannot be read as UTF-8 text: {error}") from None


def sentence_key(text: str) -> int:
    """A 64-bit digest of *text* that ignores case, punctuation and spaces.

    Used to find the same sentence again, in duplicates and in held-out sets.
    """
    letters = "".join(character for character in normalise(text).casefold() if character.isalnum())
    return int.from_bytes(hashlib.blake2b(letters.encode(), digest_size=8).digest(), "little")


class HeldOut:
    """The sentences that must never be trained on, of all languages together."""

    def __init__(self) -> None:
        self._where: dict[int, str] = {}

    @classmethod
    def read(cls, folders: Iterable[Path]) -> HeldOut:
        """Read every text and bitext file in *folders* (files are taken as they are).

        Raises InputError when one cannot be read or holds nothing at all.
        """
        held_out = cls()
        for folder in folders:
            paths = [folder] if folder.is_file() else sorted(folder.glob("*")) if folder.is_dir() else []
            before = len(held_out)
            for path in paths:
                if path.is_file() and path.suffix.lower() not in (".md", ".json", ".toml"):
                    held_out._add_file(path)
            if len(held_out) == before:
                raise InputError(f"no held-out sentence found in {folder}: give the folder of the dev and test files")
        return held_out

    def _add_file(self, path: Path) -> None:
        columns = ".tsv" in path.suffixes
        for number, line in enumerate(read_lines(path), 1):
            for sentence in line.split("\t") if columns else [line]:
                if sentence.strip():
                    self._where.setdefault(sentence_key(sentence), f"{path.name} line {number}")

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


def clean_pairs(
    file: BitextFile, held_out: HeldOut, seen: set[tuple[int, int]], max_ratio: float, counts: Counter[str],
) -> Iterator[tuple[Pair, int, int]]:
    """Yield the usable pairs of *file*, each with the keys of its two sides.

    seen: the keys of pairs already taken from this and earlier files; grows.
    counts: grows by one under `kept` or the name of the rule that dropped a line.
    Raises InputError naming file and line when a line has no tab.
    """
    for number, line in enumerate(read_lines(file.path), 1):
        columns = line.split("\t")
        if len(columns) < 2:
            raise InputError(f"{file.path}, line {number}: no tab between source and target")
        source, target = normalise(columns[0]), normalise(columns[1])
        keys = (sentence_key(source), sentence_key(target))
        rule = _objection(source, target, file, max_ratio)
        if not rule and (keys[0] in held_out or keys[1] in held_out):
            rule = "held-out"
        if not rule and keys in seen:
            rule = "duplicate"
        counts[rule or "kept"] += 1
        if not rule:
            seen.add(keys)
            yield Pair(number, source, target), *keys


def _objection(source: str, target: str, file: BitextFile, max_ratio: float) -> str:
    """The name of the first rule the pair breaks, or an empty string."""
    if not source or not target:
        return "empty"
    longer, shorter = max(len(source), len(target)), min(len(source), len(target))
    if longer >= 20 and longer > max_ratio * shorter:
        return "length-ratio"
    if source == target and len(source) >= 20:
        return "untranslated"
    if _MARKUP.search(source) or _MARKUP.search(target):
        return "markup"
    if not _in_script(source, file.source) or not _in_script(target, file.target):
        return "script"
    return ""


def _in_script(text: str, code: str) -> bool:
    """Whether at least 6 of 10 letters belong to the language's script (no letters: yes)."""
    wanted = {"Latn": "LATIN", "Cyrl": "CYRILLIC"}[language(code).script]
    letters = [character for character in text if character.isalpha()]
    inside = sum(1 for character in letters if unicodedata.name(character, "").startswith(wanted))
    return 10 * inside >= 6 * len(letters)
