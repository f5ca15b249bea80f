"""card.toml of an added model: what it is, where it came from, and the sums of its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from translate.checkpoints import CARD, Checkpoint
from translate.files import write_atomic
from translate.hub.download import sha256
from translate.hub.registry import Recommended, forbids_commerce
from translate.toml_text import as_toml


def write_card(
    folder: Path, checkpoint: Checkpoint, name: str, licence: str, origin: Mapping[str, str], row: Recommended | None
) -> None:
    """Write the card of the model in `folder`, over the one that came with it, whose other keys are kept.

    checkpoint: the model as read from the folder. origin: where it came from, the table
    [source]. row: its line of the registry, which knows its licence and scores best.
    """
    own = dict(checkpoint.card or {})
    facts: dict[str, Any] = {"name": name, "kind": checkpoint.kind, "licence": licence}
    if licence:
        facts["commercial_use"] = row.commercial_use if row else not forbids_commerce(licence)
    tables: dict[str, Any] = {}
    if "languages" not in own:
        targets = [{"code": code, "token": token} for code, token in checkpoint.tokens.items()]
        tables["languages"] = {"source": checkpoint.source, "target": targets}
    if row and row.scores and "score" not in own:
        tables["score"] = [dict(score) for score in row.scores]
    tables["source"] = dict(origin)
    tables["sha256"] = {
        file.name: sha256(file) for file in sorted(folder.iterdir())
        if file.is_file() and file.name != CARD and not file.name.startswith(".")
    }
    write_atomic(folder / CARD, as_toml({**own, **facts, **tables}))
