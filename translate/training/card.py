"""The card of a checkpoint: card.toml for programs, README.md for people."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from translate import normalise
from translate.errors import CheckpointError
from translate.evaluation import Scores
from translate.files import write_atomic
from translate.languages import language
from translate.toml_text import as_toml
from translate.training.config import Recipe
from translate.training.footprint import footprint
from translate.training.vocabulary import Tokens

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CARD, README = "card.toml", "README.md"


@dataclass(frozen=True)
class Sample:
    """A French sentence of ours and what the model makes of it."""

    source: str
    target_language: str
    output: str


@dataclass(frozen=True)
class Shortcoming:
    """A French sentence of ours, what the model makes of it, and what is wrong with that."""

    source: str
    target_language: str
    output: str
    wrong: str


@dataclass(frozen=True)
class DevScore:
    """The scores on one dev set; `pair` such as `fr-ru`."""

    set: str
    pair: str
    scores: Scores


def write_card(
    folder: Path, recipe: Recipe, training: Mapping[str, Any], data: Mapping[str, Any],
    scores: Iterable[DevScore], samples: Iterable[Sample], decoding: str,
    examples: Iterable[Shortcoming] = (), lineage: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Write README.md and card.toml beside the model files in *folder*.

    training: facts of the run (`step`, `tokens`, `hours`, `parameters`, and `weights`: which
    of them were taken). data: the data card that `prepare` made. decoding: how the scores
    were made, in words. lineage: the models before this one (see ``lineage``). The card
    ends with the sha256 of every other file in the folder, so it is written last.
    """
    lineage = list(lineage)
    architecture = recipe.model
    start = " --from EARLIER" if lineage else ""
    _finish(folder, {
        "name": recipe.name, "version": recipe.version, "kind": "marian", "licence": recipe.licence,
        "architecture": (
            f"transformer, {architecture.encoder_layers} encoder and {architecture.decoder_layers} decoder layers, "
            f"width {architecture.width}, feed-forward {architecture.feed_forward}, {architecture.heads} heads, "
            f"{recipe.vocabulary.size} joint pieces"),
        "normaliser": normalise.VERSION, "parameters": training["parameters"],
        "weights_bytes": (folder / "model.safetensors").stat().st_size,
        "max_tokens": recipe.data.max_tokens, "known_characters": Tokens(folder).characters(),
        "weaknesses": list(recipe.weaknesses),
        "annotations": list(recipe.data.targets) if recipe.annotation.share else [],
        "languages": {
            "source": recipe.data.source,
            "target": [{"code": code, "token": language(code).token} for code in recipe.data.targets],
        },
        "training": {
            "steps": training["step"], "target_tokens": training["tokens"], "hours": training["hours"],
            "weights": training["weights"], "hardware": recipe.hardware,
            "held_out_sentences": data["held_out_sentences"],
            "recipe": f"translate/training/{recipe.name}.toml",
            "reproduce": (
                "tk train prepare RECIPE --data BITEXT --held-out DEV --out PREPARED; "
                f"tk train run RECIPE --prepared PREPARED --held-out DEV --out RUN{start}; "
                "tk train export RECIPE --prepared PREPARED --run RUN --dev DEV --out FOLDER"),
        },
        "cost": footprint(recipe.cost, training["hours"], lineage),
        "lineage": lineage,
        "data": _data_rows(recipe, data),
        "score": [
            {"set": item.set, "pair": item.pair, **item.scores.as_json(), "decoding": decoding} for item in scores
        ],
        "sample": [vars(item) for item in samples],
        "example": [vars(item) for item in examples],
    })


def rewrite_card(folder: Path, measures: Mapping[str, Any]) -> None:
    """Write the cards in *folder* again, with *measures* (see ``measures``) in the place of earlier ones.

    The sums are made again too. Raises CheckpointError when card.toml is missing or was
    made by an earlier version of this package.
    """
    path = folder / CARD
    try:
        card = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(f"cannot read {path}: {error}: export the model again") from None
    try:
        _finish(folder, {**card, **measures})
    except jinja2.UndefinedError as error:
        raise CheckpointError(f"{path} is of an earlier version ({error}): export the model again") from None


def _finish(folder: Path, card: dict[str, Any]) -> None:
    """Write README.md from *card*, then card.toml with the sums of all files at its end."""
    card.pop("sha256", None)
    pages = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    pages.filters["cell"] = lambda text: " ".join(str(text).split()).replace("|", "\\|")
    text = (Path(__file__).parent / "model-card.md.j2").read_text(encoding="utf-8")
    write_atomic(folder / README, pages.from_string(text).render(card=card, language=language).rstrip() + "\n")
    card["sha256"] = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir()) if path.is_file() and path.name != CARD and not path.name.startswith(".")
    }
    write_atomic(folder / CARD, as_toml(card))


def _data_rows(recipe: Recipe, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row for each bitext that was trained on: what it is, its licence and size."""
    sources = {source.name: source for source in recipe.source}
    rows = []
    for file, counts in data["files"].items():
        name, pair = file.rsplit(".", 1)
        source = sources.get(name)
        if source and source.weight > 0:
            rows.append({
                "name": name, "pair": pair, "pairs": counts["pairs"], "target_tokens": counts["target_tokens"],
                "weight": source.weight, "kind": source.kind, "licence": source.licence, "origin": source.origin,
            })
    return rows
