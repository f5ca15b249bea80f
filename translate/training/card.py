"""The card of a checkpoint: card.toml for programs, README.md for people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from translate import normalise
from translate.evaluation import Scores
from translate.files import write_atomic
from translate.languages import language
from translate.training.config import Recipe
from translate.training.vocabulary import Tokens

CARD, README = "card.toml", "README.md"


@dataclass(frozen=True)
class Sample:
    """A French sentence of ours and what the model makes of it."""

    source: str
    target_language: str
    output: str


@dataclass(frozen=True)
class DevScore:
    """The scores on one dev set; `pair` such as `fr-ru`."""

    set: str
    pair: str
    scores: Scores


def write_card(
    folder: Path, recipe: Recipe, training: Mapping[str, Any], data: Mapping[str, Any],
    scores: Iterable[DevScore], samples: Iterable[Sample], decoding: str,
) -> None:
    """Write README.md and card.toml beside the model files in *folder*.

    training: facts of the run (`step`, `tokens`, `hours`, `parameters`, and `weights`: which
    of them were taken). data: the data
    card that `prepare` made. decoding: how the scores were made, in words. The card ends
    with the sha256 of every other file in the folder, so it is written last.
    """
    scores, samples = list(scores), list(samples)
    targets = list(recipe.data.targets)
    architecture = recipe.model
    facts: dict[str, Any] = {
        "name": recipe.name, "version": recipe.version, "kind": "marian", "licence": recipe.licence,
        "architecture": (
            f"transformer, {architecture.encoder_layers} encoder and {architecture.decoder_layers} decoder layers, "
            f"width {architecture.width}, feed-forward {architecture.feed_forward}, {architecture.heads} heads, "
            f"{recipe.vocabulary.size} joint pieces"),
        "normaliser": normalise.VERSION, "parameters": training["parameters"],
        "weights_bytes": (folder / "model.safetensors").stat().st_size,
        "max_tokens": recipe.data.max_tokens, "known_characters": Tokens(folder).characters(),
    }
    tables: dict[str, Any] = {
        "languages": {"source": recipe.data.source},
        "languages.target": [{"code": code, "token": language(code).token} for code in targets],
        "training": {
            "steps": training["step"], "target_tokens": training["tokens"], "hours": training["hours"],
            "weights": training["weights"], "hardware": recipe.hardware,
            "recipe": f"translate/training/{recipe.name}.toml",
            "reproduce": (
                "tk train prepare RECIPE --data BITEXT --held-out DEV --out PREPARED; "
                "tk train run RECIPE --prepared PREPARED --held-out DEV --out RUN; "
                "tk train export RECIPE --prepared PREPARED --run RUN --dev DEV --out FOLDER"),
        },
        "data": _data_rows(recipe, data),
        "score": [
            {"set": item.set, "pair": item.pair, **item.scores.as_json(), "decoding": decoding} for item in scores
        ],
        "sample": [vars(item) for item in samples],
    }
    pages = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = (Path(__file__).parent / "model-card.md.j2").read_text(encoding="utf-8")
    write_atomic(folder / README, pages.from_string(text).render(
        facts=facts, training=tables["training"], targets=[language(code) for code in targets], data=tables["data"],
        scores=scores, samples=samples, decoding=decoding, recipe=recipe, language=language,
        held_out=data["held_out_sentences"],
    ).rstrip() + "\n")
    tables["sha256"] = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir()) if path.is_file() and path.name != CARD and not path.name.startswith(".")
    }
    write_atomic(folder / CARD, as_toml(facts, tables))


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
                "weight": source.weight, "licence": source.licence, "origin": source.origin,
            })
    return rows


def as_toml(facts: Mapping[str, Any], tables: Mapping[str, Any]) -> str:
    """TOML text: plain keys first, then each table, or list of tables, by its name."""
    lines = [f"{key} = {_toml_value(value)}" for key, value in facts.items()]
    for name, content in tables.items():
        rows = content if isinstance(content, list) else [content]
        for row in rows:
            lines += ["", f"[[{name}]]" if isinstance(content, list) else f"[{name}]"]
            lines += [f"{_toml_key(key)} = {_toml_value(value)}" for key, value in row.items()]
    return "\n".join(lines) + "\n"


def _toml_key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else json.dumps(key)


def _toml_value(value: Any) -> str:
    # JSON's strings, numbers and booleans are TOML's, but for the DEL character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
