"""Which files of a folder are bitext, in which languages, and how to open them."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from translate.errors import InputError
from translate.files import write_atomic
from translate.languages import LANGUAGES

_PACKED = (".xz", ".gz", ".bz2")
_KINDS = (".tsv", ".tmx", ".po")
_PAIR = re.compile(r"(?P<name>.+)\.(?P<source>[a-z]{2})-(?P<target>[a-z]{2})$")
_HEADER_FIELD = re.compile(r'(?:"|\\n)([A-Za-z-]+):\s*(.*?)\s*(?=\\n)')
_HEADER_BYTES = 20_000
_CODES = {item.code3: item.code for item in LANGUAGES.values()}

# What a damaged archive or text raises while it is read.
READ_ERRORS = (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError)


@dataclass(frozen=True)
class BitextFile:
    """A file, or two parallel ones, with sentence pairs for one language pair.

    kind: tsv, tmx, po or text. name: the source it belongs to. second: of two parallel
    text files the one in the target language. turned: the file states the opposite
    direction, so its sides change places.
    """

    path: Path
    name: str
    source: str
    target: str
    kind: str = "tsv"
    second: Path | None = None
    turned: bool = False

    @property
    def pair(self) -> str:
        return f"{self.source}-{self.target}"


def find_bitext(folder: Path, pairs: Iterable[str], sources: Iterable[str]) -> list[BitextFile]:
    """The bitext files in *folder* and its subfolders for these language pairs, by name.

    A file belongs to the source whose name it bears (`<source>.<from>-<to>.tsv`), or else
    to that of the nearest folder around it that is named like one of *sources*; other
    files are left out. Raises InputError when the folder cannot be read, or when a
    PO file of a source does not say its languages.
    """
    pairs, sources = list(dict.fromkeys(pairs)), set(sources)
    paths = _walk(Path(folder))
    there = set(paths)
    files: list[BitextFile] = []
    for path in paths:
        stem, _ = name_and_pair(path)
        around = reversed(path.relative_to(folder).parts[:-1])
        name = stem if stem in sources else next((part for part in around if part in sources), "")
        if name:
            files += _serving(path, name, pairs, there)
    return files


def bitext_at(path: Path, pair: str) -> list[BitextFile]:
    """What *path*, a bitext file or a folder of them, holds for one language pair, whatever its name.

    Of parallel texts *path* is either one. Raises InputError when there is nothing.
    """
    path = Path(path)
    paths = _walk(path) if path.is_dir() else [path]
    there = set(path.parent.iterdir()) if path.is_file() else set(paths)
    files = [file for found in paths for file in _serving(found, name_and_pair(found)[0], [pair], there)]
    if not files and path.is_file():  # the other one of two parallel texts
        files = [file for found in sorted(there) for file in _serving(found, path.stem, [pair], there)
                 if file.second == path]
    if not files:
        raise InputError(f"{path}: no bitext for {pair}: name it <source>.<from>-<to>.tsv, .po or .tmx")
    return files


def _serving(path: Path, name: str, pairs: list[str], there: set[Path]) -> Iterator[BitextFile]:
    """*path*, a file of the source *name*, once for each of *pairs* that it serves. there: the files around it."""
    kind = file_kind(path)
    if kind == "text":
        yield from _parallel(path, name, pairs, there)
    elif kind:
        _, stated = name_and_pair(path)
        if kind == "po" and not stated:
            stated = _po_pair(path)
        for pair in pairs:
            source, target = pair.split("-")
            if stated in (pair, f"{target}-{source}", ""):
                yield BitextFile(path, name, source, target, kind, turned=bool(stated) and stated != pair)


def write_pairs(path: Path, pairs: Iterable[tuple[str, str]]) -> None:
    """Write sentence pairs as TSV, packed as the name says (.xz, .gz, .bz2 or not).

    Tabs and line ends within a sentence become spaces. The same pairs give the same bytes.
    """
    text = "".join(f"{' '.join(source.split())}\t{' '.join(target.split())}\n" for source, target in pairs)
    packers: dict[str, Any] = {".xz": lzma.compress, ".gz": partial(gzip.compress, mtime=0), ".bz2": bz2.compress}
    packer = packers.get(path.suffix.lower())
    write_atomic(path, packer(text.encode()) if packer else text)


def language_code(text: str) -> str:
    """The ISO 639-1 code in a language tag: `en-US`, `pt_BR` and `FRA` give en, pt and fr."""
    code = re.split(r"[-_.@]", text.strip().lower())[0]
    return _CODES.get(code, code)


def file_kind(path: Path) -> str:
    """`tsv`, `tmx`, `po`, `text` for a file named by its language (`news.fr`), or an empty string."""
    suffix = _bare(path).suffix.lower()
    return suffix[1:] if suffix in _KINDS else "text" if suffix[1:] in LANGUAGES else ""


def open_bytes(path: Path) -> BinaryIO:
    """Open a file, unpacking .xz, .gz and .bz2. Raises InputError when it cannot be read."""
    openers: dict[str, Any] = {".xz": lzma.open, ".gz": gzip.open, ".bz2": bz2.open}
    try:
        return cast(BinaryIO, openers.get(path.suffix.lower(), open)(path, "rb"))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None


def read_lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 text file, packed or not, without their newline.

    Raises InputError, naming the line, for bytes that are not UTF-8 or a damaged archive.
    """
    number = 0  # of the last line that could be read
    with open_bytes(path) as file:
        try:
            for line in file:
                yield line.decode("utf-8-sig" if number == 0 else "utf-8").rstrip("\r\n")
                number += 1
        except READ_ERRORS as error:
            raise InputError(f"{path}, after line {number}: cannot be read as UTF-8 text: {error}") from None


def _walk(folder: Path) -> list[Path]:
    """All files below *folder*, in order of their path; hidden ones left out, no links to folders followed."""

    def fail(error: OSError) -> None:
        raise InputError(f"cannot read the folder {error.filename}: {error.strerror or error}")

    paths = []
    for here, folders, names in os.walk(folder, onerror=fail):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(here, name) for name in names if not name.startswith(".")]
    return sorted(paths)


def _bare(path: Path) -> Path:
    """The path without the ending of its compression."""
    return path.with_suffix("") if path.suffix.lower() in _PACKED else path


def name_and_pair(path: Path) -> tuple[str, str]:
    """The source's name in a file name, and its language pair (empty where it says none)."""
    stem = _bare(path).with_suffix("").name
    match = _PAIR.match(stem)
    return (match["name"], f"{match['source']}-{match['target']}") if match else (stem, "")


def _parallel(path: Path, name: str, pairs: list[str], there: set[Path]) -> Iterator[BitextFile]:
    """*path* as the source side of two parallel text files, once for each pair that has the other side."""
    bare = _bare(path)
    code = bare.suffix[1:].lower()
    for pair in pairs:
        source, target = pair.split("-")
        if code == source:
            other = bare.with_suffix(f".{target}")
            choices = (other.with_name(other.name + ending) for ending in ("", *_PACKED))
            second = next((choice for choice in choices if choice in there), None)
            if second:
                yield BitextFile(path, name, source, target, "text", second)


def po_fields(head: str) -> dict[str, str]:
    """The header fields of a PO file, from the text at its beginning."""
    return dict(_HEADER_FIELD.findall(re.split(r"\n\r?\n", head.lstrip())[0]))


def po_languages(fields: dict[str, str]) -> tuple[str, str]:
    """Source and target language of a PO file with these header fields, empty where not said.

    Drafts are from French; other catalogues name their source as X-Source-Language, and
    where they do not it is English, as GNU gettext has it.
    """
    source = language_code(fields.get("X-Source-Language", ""))
    return source or ("fr" if "X-Yelema-Format" in fields else "en"), language_code(fields.get("Language", ""))


def _po_pair(path: Path) -> str:
    with open_bytes(path) as file:
        try:
            head = file.read(_HEADER_BYTES).decode("utf-8", "replace")
        except READ_ERRORS as error:
            raise InputError(f"cannot read {path}: {error}") from None
    source, target = po_languages(po_fields(head))
    if not target:
        raise InputError(f"{path}: its header has no Language: name the file <source>.<from>-<to>.po")
    return f"{source}-{target}"
