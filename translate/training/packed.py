"""Bitexts as arrays of vocabulary ids: what training draws from."""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy

from translate.errors import InputError
from translate.files import write_atomic


@dataclass(frozen=True)
class Packed:
    """One bitext as arrays.

    ids: all sentences end to end, vocabulary ids (uint16); the source with its language
    token, both sides with the end token. starts: pairs + 1 offsets into ids.
    lines: line numbers in the original file, counted on where there are several.
    keys: (pairs, 2) digests of the two sides.
    annotated_ids, annotated_starts: the sources with term annotations, likewise; empty
    where a sentence has none. links: (n, 3) target piece, first source piece and the one
    after the last, which translate each other; link_starts: pairs + 1 offsets into links.
    """

    name: str
    pair: str
    source_ids: numpy.ndarray
    source_starts: numpy.ndarray
    target_ids: numpy.ndarray
    target_starts: numpy.ndarray
    lines: numpy.ndarray
    keys: numpy.ndarray
    annotated_ids: numpy.ndarray = field(default_factory=lambda: numpy.zeros(0, numpy.uint16))
    annotated_starts: numpy.ndarray = field(default_factory=lambda: numpy.zeros(0, numpy.int64))
    links: numpy.ndarray = field(default_factory=lambda: numpy.zeros((0, 3), numpy.uint16))
    link_starts: numpy.ndarray = field(default_factory=lambda: numpy.zeros(0, numpy.int64))

    @property
    def target(self) -> str:
        return self.pair.split("-")[1]

    def has_annotations(self, rows: numpy.ndarray) -> numpy.ndarray:
        """(rows,) whether each row has a source with annotations."""
        if not len(self.annotated_starts):
            return numpy.zeros(len(rows), bool)
        return self.annotated_starts[rows + 1] > self.annotated_starts[rows]

    def __len__(self) -> int:
        return len(self.lines)


def load_packed(folder: Path) -> list[Packed]:
    """All packed bitexts in *folder*, by name. Raises InputError when there is none."""
    paths = sorted(Path(folder).glob("*.npz"))
    if not paths:
        raise InputError(f"no prepared data in {folder}: run `tk train prepare` first")
    packed = []
    for path in paths:
        name, pair = path.stem.rsplit(".", 1)
        with numpy.load(path, allow_pickle=False) as arrays:
            packed.append(Packed(name, pair, **{key: arrays[key] for key in arrays.files}))
    return packed


def save_packed(packed: Packed, path: Path) -> None:
    """Write one bitext's arrays to *path*, whole or not at all."""
    arrays = {name: value for name, value in asdict(packed).items() if isinstance(value, numpy.ndarray)}
    buffer = io.BytesIO()
    numpy.savez(buffer, allow_pickle=False, **arrays)
    write_atomic(path, buffer.getvalue())
