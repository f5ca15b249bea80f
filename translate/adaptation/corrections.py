"""A translator's work as training examples: read, cleaned, split into training and held-out parts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from translate.engines.casing import in_capitals
from translate.engines.prepare import is_copied, set_aside
from translate.errors import InputError
from translate.languages import SOURCE
from translate.normalise import normalise
from translate.training.bitext import BitextFile, file_kind, po_fields, po_languages, read_lines
from translate.training.heldout import sentence_key
from translate.training.readers import read_pairs
from translate.workspace import ArticleFolder

# Longest length ratio in characters between the sides, for 20 characters or more: beyond
# it, two lines of a memory hardly belong together.
_MAX_RATIO = 3.0

_PAIR = re.compile(r"\.([a-z]{2})-([a-z]{2})\.")
_HEADER_LINES = 100


@dataclass(frozen=True)
class Correction:
    """A French sentence and the translation a person approved, both normalised; language: ISO 639-1."""

    source: str
    target: str
    language: str

    @property
    def rank(self) -> float:
        """From 0 to 1, the same for ever for the same source in any dress: decides what is held out."""
        key = sentence_key(self.source).to_bytes(8, "little")
        return int.from_bytes(hashlib.blake2b(key, digest_size=6).digest(), "big") / 2**48


@dataclass(frozen=True)
class Corrections:
    """What was read. training, held_out: disjoint by source. dropped: rule -> how many it dropped."""

    training: tuple[Correction, ...]
    held_out: tuple[Correction, ...]
    dropped: Counter[str]

    def __len__(self) -> int:
        return len(self.training) + len(self.held_out)

    @property
    def digest(self) -> str:
        """sha256 of all of them, in whatever order they were read."""
        lines = sorted(f"{item.language}\t{item.source}\t{item.target}\n" for item in self.training + self.held_out)
        return hashlib.sha256("".join(lines).encode()).hexdigest()


def read_corrections(
    paths: Iterable[Path], targets: Sequence[str], forbidden: Collection[int], fits: Callable[[str, str], bool],
) -> Corrections:
    """The approved pairs in *paths* for the languages *targets*.

    paths: article folders and folders of them, drafts (PO; only units a person has
    reviewed count), TMX, and bitext (TSV: French, a tab, the translation).
    forbidden: keys (`sentence_key`) of sources never to train on, those of the guard set.
    fits: whether the model takes such a source and target in one piece.
    Raises InputError or DraftError for what cannot be read.
    """
    dropped: Counter[str] = Counter()
    kept: dict[Correction, None] = {}
    for source, target, code in _pairs(paths, targets, dropped):
        pair = Correction(*_inner(normalise(source), normalise(target)), code)
        rule = _objection(pair, forbidden, fits) or ("duplicate" if pair in kept else "")
        if rule:
            dropped[rule] += 1
        else:
            kept[pair] = None
    training: list[Correction] = []
    held_out: list[Correction] = []
    for code in targets:
        for correction, held in _split([pair for pair in kept if pair.language == code]):
            (held_out if held else training).append(correction)
    return Corrections(tuple(training), tuple(held_out), dropped)


def _split(corrections: Sequence[Correction], share: float = 0.1, least: int = 5) -> Iterator[tuple[Correction, bool]]:
    """Each correction and whether it is held out: a tenth by its source's rank, at least *least* sources.

    A source stays on its side when more corrections arrive, so that a model adapted
    twice is never measured on what it was trained on.
    """
    ranks = sorted({correction.rank for correction in corrections})
    limit = max([share, *ranks[:least][-1:]])
    for correction in corrections:
        yield correction, correction.rank <= limit


def _pairs(paths: Iterable[Path], targets: Sequence[str], dropped: Counter[str]) -> Iterator[tuple[str, str, str]]:
    """Source, target and language code of everything approved, as it is written."""
    for file in _files(paths, targets):
        for pair in read_pairs(file):
            if pair.unfit or not pair.target:
                dropped[pair.unfit or "not translated"] += 1
            else:
                yield pair.source, pair.target, file.target


def _files(paths: Iterable[Path], targets: Sequence[str]) -> list[BitextFile]:
    """What there is in *paths* for these languages. Raises InputError for a path that holds nothing."""
    files: dict[BitextFile, None] = {}
    for path in paths:
        if path.is_dir():
            found = [item for file in _in_folder(path) for item in _readings(file, targets, asked_for=False)]
        elif path.is_file():
            found = _readings(path, targets, asked_for=True)
        else:
            raise InputError(f"{path}: no such file or folder")
        if not found:
            raise InputError(f"{path}: nothing there translates {SOURCE.code} into {' or '.join(targets)}: give drafts "
                             "(.po), a memory (.tmx) or bitext (.tsv)")
        files.update(dict.fromkeys(found))
    return list(files)


def _in_folder(folder: Path) -> Iterator[Path]:
    """The files of a folder, and the drafts of the article folders in it (never their backups)."""
    yield from sorted(file for file in folder.iterdir() if file.is_file())
    for place in sorted(child for child in folder.iterdir() if (child / "article.json").is_file()):
        yield from ArticleFolder(place).drafts().values()


def _readings(file: Path, targets: Sequence[str], asked_for: bool) -> list[BitextFile]:
    """*file* as bitext from French into each of *targets* it is in; none where it is something else.

    asked_for: the user named this very file, so that one that does not say its language
    is in the only one asked for.
    """
    kind = file_kind(file)
    if kind == "tmx":
        return [BitextFile(file, file.stem, SOURCE.code, code, kind) for code in targets]
    if kind not in ("po", "tsv"):
        return []
    match = _PAIR.search(file.name)
    source, code = (match[1], match[2]) if match else _stated(file) if kind == "po" else ("", "")
    if not code and asked_for:
        if len(targets) > 1:
            raise InputError(f"{file}: in which language? Name it like memory.{SOURCE.code}-{targets[0]}.tsv")
        source, code = SOURCE.code, targets[0]
    if source == SOURCE.code and code in targets:
        return [BitextFile(file, file.stem, source, code, kind)]
    if code == SOURCE.code and source in targets:
        return [BitextFile(file, file.stem, code, source, kind, turned=True)]
    return []


def _stated(file: Path) -> tuple[str, str]:
    """Source and target language of a PO file, as its header says."""
    head = "\n".join(islice(read_lines(file), _HEADER_LINES))
    return po_languages(po_fields(head))


def _inner(source: str, target: str) -> tuple[str, str]:
    """Without the marks around the text that the engine sets aside, where both sides have them."""
    before, inner, after = set_aside(source)
    their_before, their_inner, their_after = set_aside(target)
    same = bool(before) == bool(their_before) and bool(after) == bool(their_after)
    return (inner, their_inner) if same else (source, target)


def _objection(pair: Correction, forbidden: Collection[int], fits: Callable[[str, str], bool]) -> str:
    """The first rule the pair breaks, or an empty string."""
    if not pair.source or not pair.target:
        return "empty"
    if is_copied(pair.source):
        return "nothing to translate"
    if in_capitals(pair.source):
        return "in capitals"  # the model gets such lines in ordinary case
    longer, shorter = max(len(pair.source), len(pair.target)), min(len(pair.source), len(pair.target))
    if longer >= 20 and longer > _MAX_RATIO * shorter:
        return "length ratio"
    if sentence_key(pair.source) in forbidden:
        return "in the guard set"
    if not fits(pair.source, pair.target):
        return "too long"
    return ""
