"""What a training run began with: the earlier model, those before it, and what they cost."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from translate.errors import InputError
from translate.files import write_atomic

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

FILE = "lineage.json"


def remember_start(run: Path, start: Path) -> None:
    """Write down in the folder *run* that its weights began as those of the model folder *start*.

    Each model becomes an object with `name`, `version`, `sha256` (of model.safetensors),
    and as far as its card says them `steps`, `target_tokens`, `hours` (of all computing),
    `kwh` and `grams_co2e`; the oldest comes first. A model without a card has the folder's name.
    """
    try:
        card = tomllib.loads((start / "card.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        card = {}
    weights = start / "model.safetensors"
    training, cost = card.get("training", {}), card.get("cost", {})
    entry = {
        "name": card.get("name", start.resolve().name), "version": card.get("version", ""),
        "sha256": hashlib.sha256(weights.read_bytes()).hexdigest() if weights.is_file() else "",
        **{key: training[key] for key in ("steps", "target_tokens", "hours") if key in training},
        **{key: cost[key] for key in ("hours", "kwh", "grams_co2e") if key in cost},
    }
    models = [*card.get("lineage", []), entry]
    write_atomic(run / FILE, json.dumps(models, ensure_ascii=False, indent=2) + "\n")


def read_lineage(run: Path) -> list[dict[str, Any]]:
    """The models that came before the run in the folder *run*, the oldest first; none for random weights.

    Raises InputError when the file is damaged.
    """
    path = run / FILE
    if not path.exists():
        return []
    try:
        return list(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"cannot read {path}: {error}: delete it, or train again with --from") from None
