"""The adapted model's card and its place among the user's models."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from translate import normalise
from translate.adaptation.corrections import Corrections
from translate.adaptation.measure import TestSet, at, open_engine
from translate.checkpoints import CARD, Checkpoint
from translate.engines.samples import first_attempts
from translate.errors import ConfigError
from translate.evaluation import Scores, read_segments
from translate.files import write_atomic
from translate.languages import SOURCE, language
from translate.resources import general_dir, user_models_dir
from translate.training.card import README, as_toml

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_OLD = ".old"

# Sentences of the replay file that show the model where the base's card has no samples.
_SAMPLES = 6


@dataclass(frozen=True)
class Lineage:
    """Where an adapted model comes from and how it does.

    epoch: of fine-tuning, the best on the held-out corrections. alpha: from 0, the base's weights, to
    1, the fine-tuned ones. before, after: scores of the base and of the new model.
    """

    name: str
    base: Checkpoint
    corrections: Corrections
    replay: int
    epoch: int
    alpha: float
    seed: int
    before: Mapping[TestSet, Scores]
    after: Mapping[TestSet, Scores]


def adaptations(checkpoint: Checkpoint) -> list[dict[str, Any]]:
    """The adaptations a model went through, oldest first, as its card tells."""
    return list((checkpoint.card or {}).get("adaptation", []))


def original_chrf(checkpoint: Checkpoint) -> dict[str, float]:
    """Digest of a guard set -> chrF2 of the model that the first adaptation began with."""
    rows = (checkpoint.card or {}).get("score", []) if adaptations(checkpoint) else []
    return {row["set_digest"]: row["chrf_original"] for row in rows if "chrf_original" in row}


def checked_name(name: str | None, base: Checkpoint) -> str:
    """The name of the new model.

    Raises ConfigError for one that is no folder name or belongs to another model than
    the base: nothing is replaced but what the new model grew out of.
    """
    if not name:
        name = base.name if adaptations(base) else f"{base.name}-adapted"
    if not _NAME.fullmatch(name):
        raise ConfigError(f"--name {name!r}: use letters, digits, dots, dashes and underscores")
    taken = user_models_dir() / name
    if taken.exists() and taken.resolve() != base.path:
        raise ConfigError(f"a model named {name} is in {taken.parent} already: go on from it with --model {name}, or "
                          "choose another --name")
    return name


def install(lineage: Lineage, folder: Path) -> Path:
    """Write the card of the model in *folder* and move it among the user's models; returns its place.

    The model appears whole or not at all. A base that it replaces is moved aside first
    and moved back if anything goes wrong.
    """
    _write_card(lineage, folder)
    put_back()
    place = user_models_dir() / lineage.name
    place.parent.mkdir(parents=True, exist_ok=True)
    waiting, old = (_aside() / f"{lineage.name}{ending}" for ending in (".new", _OLD))
    shutil.rmtree(waiting, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    waiting.mkdir(parents=True)
    for file in sorted(folder.iterdir()):
        write_atomic(waiting / file.name, file.read_bytes())
    if place.exists():
        os.replace(place, old)
    try:
        os.replace(waiting, place)
    except OSError:
        if old.exists():
            os.replace(old, place)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return place


def put_back() -> None:
    """Put a model back that a run was replacing when it was killed between the two moves."""
    for old in _aside().glob(f"*{_OLD}") if _aside().is_dir() else ():
        place = user_models_dir() / old.name.removesuffix(_OLD)
        if not place.exists():
            os.replace(old, place)


def _aside() -> Path:
    """Where models wait on the way in and out: on the same disk, and not among the models."""
    return user_models_dir().parent / "adapting"


def _write_card(lineage: Lineage, folder: Path) -> None:
    """README.md and card.toml; what the base's card says stays, but for what is no longer true."""
    base = lineage.base
    card = dict(base.card or {})
    history = [*adaptations(base), _history_row(lineage)]
    card |= {
        "name": lineage.name, "version": str(len(history)), "kind": "marian",
        "licence": card.get("licence") or f"that of {base.name}, which came without a card",
        "normaliser": normalise.VERSION, "max_tokens": base.max_tokens,
        "weights_bytes": (folder / "model.safetensors").stat().st_size,
    }
    card["languages"] = {
        "source": base.source or SOURCE.code,
        "target": [{"code": code, "token": token} for code, token in base.tokens.items()],
    }
    card["adaptation"], card["score"] = history, _score_rows(lineage)
    card["sample"] = _samples(base, folder)
    card.pop("sha256", None)
    pages = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = (Path(__file__).parent / "adapted-card.md.j2").read_text(encoding="utf-8")
    text = pages.from_string(template).render(card=card, last=history[-1], language=language)
    write_atomic(folder / README, text.rstrip() + "\n")
    card["sha256"] = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir()) if file.is_file()
    }
    facts = {key: value for key, value in card.items() if not _is_table(value)}
    tables: dict[str, Any] = {}
    for key, value in card.items():
        if isinstance(value, dict):
            tables[key] = {name: inner for name, inner in value.items() if not _is_table(inner)}
            tables |= {f"{key}.{name}": inner for name, inner in value.items() if _is_table(inner)}
        elif _is_table(value):
            tables[key] = value
    write_atomic(folder / CARD, as_toml(facts, tables))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))


def _history_row(lineage: Lineage) -> dict[str, Any]:
    corrections = lineage.corrections
    return {
        "base": lineage.base.label, "base_sha256": lineage.base.digest,
        "languages": sorted({item.language for item in corrections.training}),
        "corrections": len(corrections), "held_out": len(corrections.held_out),
        "corrections_sha256": corrections.digest, "replay": lineage.replay, "epochs": lineage.epoch,
        "alpha": lineage.alpha, "seed": lineage.seed,
    }


def _score_rows(lineage: Lineage) -> list[dict[str, Any]]:
    original = original_chrf(lineage.base)
    rows = []
    for item, found in lineage.after.items():
        was = lineage.before[item]
        row = {
            "set": item.name, "kind": item.kind, "pair": f"{SOURCE.code}-{item.language}", **found.as_json(),
            "chrf_before": round(was.chrf, 2), "bleu_before": round(was.bleu, 2), "set_digest": item.digest,
        }
        if item.kind == "guard":
            row["chrf_original"] = round(original.get(item.digest, was.chrf), 2)
        rows.append(row)
    return rows


def _samples(base: Checkpoint, folder: Path) -> list[dict[str, str]]:
    """The base's sample sentences as the new model translates them, where int8 and float32 agree."""
    sources = list(dict.fromkeys(sample.source for sample in base.samples))
    sources = sources or read_segments(general_dir() / f"replay.{SOURCE.code}")[:_SAMPLES]
    kinds = ("int8", "float32")
    engines = [open_engine(at(base, folder), kind, folder.with_suffix(".converted")) for kind in kinds]
    rows = []
    for code in base.targets:
        outputs = [first_attempts(engine, [(source, code) for source in sources]) for engine in engines]
        rows += [{"source": source, "target_language": code, "output": output}
                 for source, output, other in zip(sources, *outputs) if output == other]
    return rows
