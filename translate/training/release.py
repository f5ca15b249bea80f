"""`tk train export`: choose the weights, write the model folder, score it, write its card."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from translate.dev_sets import DevSet, find_dev_sets
from translate.errors import ConfigError, InputError
from translate.evaluation import evaluate
from translate.files import write_atomic
from translate.training.card import DevScore, Sample, Shortcoming, write_card
from translate.training.config import Recipe
from translate.training.decoding import BEAM, Decoder
from translate.training.export import export_weights
from translate.training.lineage import read_lineage

# Lines of each dev set that decide between averaged and last weights.
_CHOICE_LINES = 300

Show = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Released:
    """What came of an export.

    scores: of the model on the dev sets. outdated: the sources of the recipe's examples
    whose translation no longer shows what the recipe says of it; the card leaves them out.
    """

    scores: list[DevScore]
    outdated: list[str]


def release(recipe: Recipe, prepared: Path, run: Path, out: Path, dev: Path | None, weights: str = "best",
            show: Show = lambda stage, done, total: None) -> Released:
    """Write the model of *run* to *out*, with card.toml and README.md.

    weights: `average`, `last`, or `best`, the one with the higher mean dev chrF2 (which
    needs *dev*). The folder is complete only when the card is there: it comes last.
    Raises ConfigError, InputError or CheckpointError, naming what is missing.
    """
    if weights == "best" and dev is None:
        raise ConfigError("--weights best compares on dev sets: give --dev, or choose --weights average or last")
    data = _data_card(prepared)
    choices = ("average", "last") if weights == "best" else (weights,)
    with tempfile.TemporaryDirectory() as scratch:
        folders = {choice: Path(scratch) / choice for choice in choices}
        facts: dict[str, Any] = {}
        for choice, folder in folders.items():
            facts = export_weights(recipe, prepared, run, folder, choice)
        chosen = choices[0]
        if len(choices) > 1 and dev is not None:
            some = find_dev_sets(dev, recipe.data.main_pairs, _CHOICE_LINES)
            chosen = max(choices, key=lambda choice: _mean_chrf(folders[choice], some, show))
        _copy_model(folders[chosen], out)
    sets = find_dev_sets(dev, recipe.data.main_pairs) if dev else []
    scores = score(out, sets, show, confidence=True)
    decoding = f"CTranslate2, int8, beam {BEAM}, model output as it is" if scores else ""
    examples, outdated = make_examples(out, recipe)
    write_card(out, recipe, {**facts, "weights": chosen}, data, scores, make_samples(out, recipe), decoding,
               examples, read_lineage(run))
    return Released(scores, outdated)


def score(folder: Path, sets: list[DevSet], show: Show = lambda stage, done, total: None,
          confidence: bool = False) -> list[DevScore]:
    """The scores of the model in *folder* on each dev set, decoded in int8; see `evaluate` for *confidence*."""
    if not sets:
        return []
    decoder = Decoder(folder)
    scores = []
    for number, dev_set in enumerate(sets):
        show("scoring", number, len(sets))
        output = decoder.translate(dev_set.source, dev_set.target_language)
        scores.append(DevScore(
            dev_set.name, f"{dev_set.source_language}-{dev_set.target_language}",
            evaluate(output, dev_set.target, dev_set.source, confidence=confidence)))
    return scores


def make_samples(folder: Path, recipe: Recipe) -> list[Sample]:
    """The recipe's sample sentences in each target language, decoded in float32.

    Only those that int8 translates alike, so that whoever loads the model can check it
    by them in either precision.
    """
    exact, small = Decoder(folder, "float32"), Decoder(folder, "int8")
    samples = []
    for target in recipe.data.targets:
        outputs = zip(exact.translate(recipe.samples, target), small.translate(recipe.samples, target), strict=True)
        samples += [
            Sample(source, target, output) for source, (output, other) in zip(recipe.samples, outputs, strict=True)
            if output == other
        ]
    return samples


def make_examples(folder: Path, recipe: Recipe) -> tuple[list[Shortcoming], list[str]]:
    """The recipe's examples with the model's translations in int8, and the sources of those no longer true."""
    if not recipe.example:
        return [], []
    decoder = Decoder(folder)
    shown, outdated = [], []
    for example in recipe.example:
        output = decoder.translate([example.source], example.target)[0]
        if example.shows in output:
            shown.append(Shortcoming(example.source, example.target, output, example.wrong))
        else:
            outdated.append(example.source)
    return shown, outdated


def _mean_chrf(folder: Path, sets: list[DevSet], show: Show) -> float:
    """chrF2 averaged over the sets of each language, then over languages."""
    by_language: dict[str, list[float]] = {}
    for item in score(folder, sets, show):
        by_language.setdefault(item.pair, []).append(item.scores.chrf)
    return sum(sum(values) / len(values) for values in by_language.values()) / len(by_language)


def _copy_model(source: Path, out: Path) -> None:
    """Put the model files in *out*; an old card goes first, since it would no longer be true."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "card.toml").unlink(missing_ok=True)
    for path in sorted(source.iterdir()):
        write_atomic(out / path.name, path.read_bytes())
    shutil.rmtree(source)


def _data_card(prepared: Path) -> dict[str, Any]:
    path = prepared / "data.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read {path}: {error}: run `tk train prepare` first") from None
