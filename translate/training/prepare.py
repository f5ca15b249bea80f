"""`tk train prepare`: bitext files to packed token arrays, a vocabulary and a data card."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy

from translate.errors import InputError
from translate.training.annotate import annotate_packed
from translate.training.bitext import BitextFile, find_bitext
from translate.training.config import Recipe
from translate.training.datacard import write_data_card
from translate.training.heldout import HeldOut
from translate.training.packed import Packed, load_packed, save_packed
from translate.training.rules import TOO_LONG, Pair, Seen, clean_pairs
from translate.training.vocabulary import Tokens, learn, take_over


def prepare(
    recipe: Recipe, data: Sequence[Path], held_out: Iterable[Path], folder: Path,
    show: Callable[[str, int, int], None] = lambda stage, done, total: None,
    vocabulary: Path | None = None,
) -> dict[str, Any]:
    """Clean and pack the bitext files of *recipe* found in the folders *data*; write them to *folder*.

    vocabulary: a model folder whose vocabulary is taken over instead of learning one.
    Pairs with a side in *held_out* are removed and counted. Returns the data card, which
    is also written as data.json and, to be read, as data.md. show: told the stage, the
    files done and their number. Raises InputError for missing or damaged files.
    """
    held = HeldOut.read(held_out)
    chosen = _chosen_files(recipe, data)
    counts: dict[str, Counter[str]] = {}
    seen: dict[str, Seen] = {}
    cleaned: dict[str, list[Pair]] = {}
    for number, (name, files) in enumerate(chosen.items()):
        show("reading", number, len(chosen))
        counts[name] = Counter()
        cleaned[name] = list(_in_one(
            clean_pairs(file, recipe.data, held, seen.setdefault(file.pair, Seen()), counts[name]) for file in files))
        if not counts[name]:  # a TMX file may lack the pair
            del cleaned[name]
    _refuse_empty(recipe, chosen, cleaned)

    targets = list(recipe.data.targets)
    if vocabulary:
        take_over(vocabulary, targets, folder)
    else:
        show("learning the vocabulary", 0, 1)
        texts: dict[str, list[str]] = {}
        for name, pairs in cleaned.items():
            source, target = name.rsplit(".", 1)[1].split("-")
            texts.setdefault(source, []).extend(pair.source for pair in pairs)
            texts.setdefault(target, []).extend(pair.target for pair in pairs)
        learn(_vocabulary_sample(recipe, texts), targets, recipe.vocabulary.size, folder)
    tokens = Tokens(folder)

    totals: dict[str, dict[str, int]] = {}
    for number, (name, pairs) in enumerate(cleaned.items()):
        show("packing", number, len(cleaned))
        packed = _pack(name, pairs, tokens, recipe.data.max_tokens, counts[name])
        save_packed(packed, folder / f"{name}.npz")
        totals[name] = {
            "pairs": len(packed), "source_tokens": len(packed.source_ids), "target_tokens": len(packed.target_ids),
            **{rule: count for rule, count in sorted(counts[name].items()) if rule != "kept"},
        }
    for path in folder.glob("*.npz"):
        if path.stem not in totals:
            path.unlink()  # of an earlier recipe: it would be trained on
    if recipe.annotation.share or recipe.alignment.weight:
        for packed in annotate_packed(load_packed(folder), recipe, tokens, show):
            save_packed(packed, folder / f"{packed.name}.{packed.pair}.npz")
    turned = sorted(name for name, files in chosen.items() if any(file.turned for file in files))
    return write_data_card(folder, recipe, totals, turned, len(tokens), held)


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


def _chosen_files(recipe: Recipe, data: Sequence[Path]) -> dict[str, list[BitextFile]]:
    """The files of the recipe's sources, by `<source>.<pair>`, in the order of the recipe."""
    names = [source.name for source in recipe.source]
    found: dict[str, dict[str, list[BitextFile]]] = {name: {} for name in names}
    for folder in data:
        for file in find_bitext(folder, recipe.data.pairs, names):
            found[file.name].setdefault(f"{file.name}.{file.pair}", []).append(file)
    missing = next((name for name in names if not found[name]), "")
    if missing:
        raise InputError(
            f"{', '.join(map(str, data))}: no file {missing}.<pair>.tsv (or .tmx, .po, or two named by language) "
            f"for the pairs {', '.join(recipe.data.pairs)}")
    return {
        name: files for source in recipe.source if source.weight > 0 for name, files in found[source.name].items()
    }


def _refuse_empty(recipe: Recipe, chosen: Iterable[str], read: Iterable[str]) -> None:
    """Raise InputError for a source in whose files no pair was found at all."""
    full = {name.rpartition(".")[0] for name in read}
    empty = next((name for name in chosen if name.rpartition(".")[0] not in full), "")
    if empty:
        raise InputError(
            f"the files of {empty.rpartition('.')[0]} hold no pair of the languages {', '.join(recipe.data.pairs)}")


def _in_one(parts: Iterable[Iterable[Pair]]) -> Iterator[Pair]:
    """The pairs of several files as if they were one: line numbers count on."""
    before = 0
    for part in parts:
        last = 0
        for pair in part:
            last = max(last, pair.line)
            pair.line += before
            yield pair
        before += last


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


def _pack(name: str, pairs: list[Pair], tokens: Tokens, max_tokens: int, counts: Counter[str]) -> Packed:
    source_ids: list[int] = []
    target_ids: list[int] = []
    source_starts, target_starts, lines, keys = [0], [0], [], []
    source_name, languages = name.rsplit(".", 1)
    target_language = languages.split("-")[1]
    for pair in pairs:
        source, target = tokens.source(pair.source, target_language), tokens.target(pair.target)
        if max(len(source), len(target)) > max_tokens:
            counts[TOO_LONG] += 1
            continue
        source_ids += source
        target_ids += target
        source_starts.append(len(source_ids))
        target_starts.append(len(target_ids))
        lines.append(pair.line)
        keys.append((pair.source_key, pair.target_key))
    return Packed(
        source_name, languages,
        numpy.array(source_ids, numpy.uint16), numpy.array(source_starts, numpy.int64),
        numpy.array(target_ids, numpy.uint16), numpy.array(target_starts, numpy.int64),
        numpy.array(lines, numpy.int64), numpy.array(keys, numpy.uint64).reshape(-1, 2),
    )
