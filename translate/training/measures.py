"""What was measured on a finished model, for its card: how it heeds terms, and its word alignment."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from translate.errors import ConfigError
from translate.training.config import read_table, read_toml


@dataclass(frozen=True)
class TermSuccess:
    """How many terms of a set come out as the termbase has them, in per cent.

    terms: how many were expected. lemma counts any form of the wanted word, exact only
    the form given; with and without the term annotated in the source.
    """

    set: str
    pair: str
    terms: int
    lemma_without: float
    lemma_with: float
    exact_without: float
    exact_with: float


@dataclass(frozen=True)
class Agreement:
    """Links of the alignment head against those of another aligner on one set, 0 to 100."""

    set: str
    pair: str
    sentences: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Alignment:
    """The decoder head that aligns, layer and head counted from 0, and the aligner it is compared with."""

    layer: int = -1
    head: int = -1
    aligner: str = ""
    agreement: tuple[Agreement, ...] = ()


@dataclass(frozen=True)
class Measures:
    """What the file holds: [[terms]], and [alignment] with [[alignment.agreement]]."""

    terms: tuple[TermSuccess, ...] = ()
    alignment: Alignment = field(default_factory=Alignment)


def read_measures(path: Path) -> dict[str, Any]:
    """The tables of the TOML file at *path*, checked, as the card holds them.

    Raises ConfigError naming the file and the key.
    """
    content = read_toml(path)
    measures = read_table(Measures, content, str(path), "")
    if "alignment" in content and min(measures.alignment.layer, measures.alignment.head) < 0:
        raise ConfigError(f"{path}: alignment needs layer and head, counted from 0")
    return {name: value for name, value in asdict(measures).items() if name in content}
