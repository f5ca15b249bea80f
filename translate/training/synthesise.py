"""Synthetic bitext: sentences and what an installed model makes of them.

With the model's own direction this is self-distillation (Kim and Rush 2016); with a
model of the opposite direction, back-translation (Sennrich et al. 2016): the file then
serves the pair turned round, its human side as the target.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from translate.engines.base import Engine, Request
from translate.engines.faults import FAULTS
from translate.errors import InputError
from translate.normalise import normalise
from translate.training.bitext import bitext_at, file_kind, read_lines, write_pairs
from translate.training.heldout import sentence_key
from translate.training.readers import read_pairs

_AT_ONCE = 256


@dataclass(frozen=True)
class Synthesis:
    """What came of it: sentences read (without repetitions), pairs written, and by reason those left out."""

    sentences: int
    pairs: int
    left_out: dict[str, int]


def synthesise(
    engine: Engine, file: Path, pair: str, out: Path, least_score: float = -1.0,
    show: Callable[[str, int, int], None] = lambda stage, done, total: None,
) -> Synthesis:
    """Translate the source side of *file* and write the pairs that are good enough to *out* (TSV).

    file: bitext or plain text, one sentence a line. least_score: the least mean
    log-probability per target token. Translations with a fault (loops, much left out)
    are left out too. What is done is kept in `<out>.part` after every few hundred
    sentences; the same call goes on from there, and removes it at the end.
    Raises InputError for a file that cannot be read, and for a `.part` of other settings.
    """
    source, target = pair.split("-")
    sentences = list(_sentences(file, pair))
    part = out.with_name(out.name + ".part")
    settings = {"model": engine.digest, "pair": pair, "sentences": _digest(sentences)}
    done = _read_part(part, settings)
    part.parent.mkdir(parents=True, exist_ok=True)
    with open(part, "a", encoding="utf-8") as kept:
        if kept.tell() == 0:
            kept.write(json.dumps(settings) + "\n")
        rest = iter(sentences[len(done):])
        while chunk := list(islice(rest, _AT_ONCE)):
            show("translating", len(done), len(sentences))
            for result in engine.translate([Request(text, target, source) for text in chunk]):
                faults = [flag for flag in result.flags if flag in FAULTS]
                row = (result.best.text, round(result.best.score, 4), faults[0] if faults else "")
                kept.write(json.dumps(row, ensure_ascii=False) + "\n")
                done.append(row)
            kept.flush()
    left_out: dict[str, int] = {}
    pairs = []
    for text, (translation, score, fault) in zip(sentences, done, strict=True):
        reason = fault or ("score" if score < least_score else "copy" if translation == text else "")
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
        else:
            pairs.append((text, translation))
    write_pairs(out, pairs)
    part.unlink()
    return Synthesis(len(sentences), len(pairs), left_out)


def _sentences(file: Path, pair: str) -> Iterator[str]:
    """The source sentences of *file*, normalised, each once."""
    seen: set[int] = set()
    for raw in _source_side(file, pair):
        text = normalise(raw)
        key = sentence_key(text)
        if text and key not in seen:
            seen.add(key)
            yield text


def _source_side(file: Path, pair: str) -> Iterable[str]:
    if file_kind(file) not in ("tsv", "tmx", "po"):
        return read_lines(file)
    return (raw.source for found in bitext_at(file, pair) for raw in read_pairs(found))


def _digest(sentences: list[str]) -> str:
    return hashlib.sha256("\n".join(sentences).encode()).hexdigest()


def _read_part(part: Path, settings: dict[str, str]) -> list[tuple[str, float, str]]:
    """The translations an interrupted call left. A last line that was cut off is removed from the file."""
    if not part.exists():
        return []
    data = part.read_bytes()
    whole = data[:data.rfind(b"\n") + 1]
    if whole != data:
        with open(part, "r+b") as file:
            file.truncate(len(whole))
    lines = whole.decode("utf-8").split("\n")[:-1]
    try:
        rows = [json.loads(line) for line in lines]
        if rows and rows[0] != settings:
            raise InputError(f"{part} is of another model, pair or file: delete it, or choose another --out")
        return [(text, score, fault) for text, score, fault in rows[1:]]
    except (ValueError, TypeError):
        raise InputError(f"{part} is damaged: delete it to begin anew") from None
