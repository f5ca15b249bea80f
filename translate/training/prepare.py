"""`tk train prepare`: bitext files to packed token arrays, a vocabulary and a data card."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy

from translate import normalise
from translate.errors import InputError
from translate.files import write_atomic
from translate.training.bitext import BitextFile, HeldOut, clean_pairs, find_bitext
from translate.training.config import Recipe
from translate.training.vocabulary import Tokens, learn, take_over


@dataclass(frozen=True)
class Packed:
    """One bitext as arrays.

    ids: all sentences end to end, vocabulary ids (uint16); the source with its language
    token, both sides with the end token. starts: pairs + 1 offsets into ids.
    lines: line numbers in the original file. keys: (pairs, 2) digests of the two sides.
    """

    name: str
    pair: str
    source_ids: numpy.ndarray
    source_starts: numpy.ndarray
    target_ids: numpy.ndarray
    target_starts: numpy.ndarray
    lines: numpy.ndarray
    keys: numpy.ndarray

    @property
    def target(self) -> str:
        return self.pair.split("-")[1]

    def __len__(self) -> int:
        return len(self.lines)


def prepare(
    recipe: Recipe, data: Path, held_out: Iterable[Path], folder: Path,
    show: Callable[[str, int, int], None] = lambda stage, done, total: None,
    vocabulary: Path | None = None,
) -> dict[str, Any]:
    """Clean and pack the bitext files of *recipe* found in *data*; write them to *folder*.

    vocabulary: a model folder whose vocabulary is taken over instead of learning one.
    Pairs with a side in *held_out* are removed and counted. Returns the data card, which
    is also written as data.json. show: told the stage, the files done and their number.
    Raises InputError for missing or damaged files.
    """
    held = HeldOut.read(held_out)
    files = _chosen_files(recipe, data)
    counts: dict[str, Counter[str]] = {}
    seen: dict[str, set[tuple[int, int]]] = {pair: set() for pair in recipe.data.pairs}
    cleaned = {}
    for number, file in enumerate(files):
        show("reading", number, len(files))
        counter = counts.setdefault(f"{file.name}.{file.pair}", Counter())
        cleaned[file] = list(clean_pairs(file, held, seen[file.pair], recipe.data.max_ratio, counter))

    targets = list(recipe.data.share)
    if vocabulary:
        take_over(vocabulary, targets, folder)
    else:
        show("learning the vocabulary", 0, 1)
        texts: dict[str, list[str]] = {}
        for file, pairs in cleaned.items():
            texts.setdefault(file.source, []).extend(pair.source for pair, _, _ in pairs)
            texts.setdefault(file.target, []).extend(pair.target for pair, _, _ in pairs)
        learn(_vocabulary_sample(recipe, texts), targets, recipe.vocabulary.size, folder)
    tokens = Tokens(folder)

    totals: dict[str, dict[str, int]] = {}
    for number, (file, pairs) in enumerate(cleaned.items()):
        show("packing", number, len(cleaned))
        name = f"{file.name}.{file.pair}"
        packed = _pack(file, pairs, tokens, recipe.data.max_tokens, counts[name])
        _save(packed, folder / f"{name}.npz")
        totals[name] = {
            "pairs": len(packed), "source_tokens": len(packed.source_ids), "target_tokens": len(packed.target_ids),
            **{rule: count for rule, count in sorted(counts[name].items()) if rule != "kept"},
        }
    card = {
        "recipe": recipe.name, "normaliser": normalise.VERSION, "vocabulary": len(tokens),
        "held_out_sentences": len(held), "files": totals,
    }
    write_atomic(folder / "data.json", json.dumps(card, ensure_ascii=False, indent=2) + "\n")
    return card


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


def refuse_held_out(packed: Iterable[Packed], held_out: HeldOut) -> None:
    """Raise InputError, naming file and line, if any pair has a side in *held_out*."""
    forbidden = numpy.array(sorted(held_out.keys()), dtype=numpy.uint64)
    for bitext in packed:
        hits = numpy.argwhere(numpy.isin(bitext.keys, forbidden))
        if len(hits):
            row, side = hits[0]
            place = held_out.place(int(bitext.keys[row, side]))
            where = f"{bitext.name}.{bitext.pair} line {bitext.lines[row]}"
            raise InputError(
                f"{where}: its {('source', 'target')[side]} is the held-out sentence of {place} ({len(hits)} such in "
                "this file): run `tk train prepare` again with this held-out set"
            )


def _chosen_files(recipe: Recipe, data: Path) -> list[BitextFile]:
    """The files of the recipe's sources, in the order of the recipe."""
    found: dict[str, list[BitextFile]] = {}
    for file in find_bitext(data, recipe.data.pairs):
        found.setdefault(file.name, []).append(file)
    for source in recipe.source:
        if source.name not in found:
            raise InputError(f"{data}: no file {source.name}.<pair>.tsv for the pairs {', '.join(recipe.data.pairs)}")
    return [file for source in recipe.source if source.weight > 0 for file in found[source.name]]


def _vocabulary_sample(recipe: Recipe, texts: dict[str, list[str]]) -> Iterator[str]:
    """Sentences for the vocabulary: of each language its share, a small one repeated."""
    generator = random.Random(recipe.seed)
    share = recipe.vocabulary.share or dict.fromkeys(texts, 1.0)
    total = sum(share.get(code, 0.0) for code in texts)
    for code, sentences in sorted(texts.items()):
        wanted = int(recipe.vocabulary.sentences * share.get(code, 0.0) / total)
        shuffled = list(dict.fromkeys(sentences))
        generator.shuffle(shuffled)
        # At most four times: more would turn the phrases of a small corpus into pieces.
        yield from islice(shuffled * 4, wanted)


def _pack(
    file: BitextFile, pairs: list, tokens: Tokens, max_tokens: int, counts: Counter[str],
) -> Packed:
    source_ids: list[int] = []
    target_ids: list[int] = []
    source_starts, target_starts, lines, keys = [0], [0], [], []
    for pair, source_key, target_key in pairs:
        source, target = tokens.source(pair.source, file.target), tokens.target(pair.target)
        if max(len(source), len(target)) > max_tokens:
            counts["too-long"] += 1
            continue
        source_ids += source
        target_ids += target
        source_starts.append(len(source_ids))
        target_starts.append(len(target_ids))
        lines.append(pair.line)
        keys.append((source_key, target_key))
    return Packed(
        file.name, file.pair,
        numpy.array(source_ids, numpy.uint16), numpy.array(source_starts, numpy.int64),
        numpy.array(target_ids, numpy.uint16), numpy.array(target_starts, numpy.int64),
        numpy.array(lines, numpy.int64), numpy.array(keys, numpy.uint64).reshape(-1, 2),
    )


def _save(packed: Packed, path: Path) -> None:
    import io

    buffer = io.BytesIO()
    numpy.savez(
        buffer, source_ids=packed.source_ids, source_starts=packed.source_starts, target_ids=packed.target_ids,
        target_starts=packed.target_starts, lines=packed.lines, keys=packed.keys,
    )
    write_atomic(path, buffer.getvalue())
