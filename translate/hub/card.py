"""card.toml of an added model: what it is, where it came from, and the sums of its files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from translate.checkpoints import CARD, Checkpoint
from translate.files import write_atomic
from translate.hub.download import sha256
from translate.hub.registry import Recommended, forbids_commerce


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
    write_atomic(folder / CARD, toml_text({**own, **facts, **tables}))


def toml_text(content: Mapping[str, Any]) -> str:
    """TOML of nested dicts, lists of dicts, and plain values or lists of them."""
    return "\n".join(_lines(content, ())).strip() + "\n"


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """A table's plain values first: what follows a header belongs to that header."""
    nested = {key: value for key, value in table.items() if isinstance(value, Mapping) or _is_rows(value)}
    for key, value in table.items():
        if key not in nested:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in nested.items():
        name = ".".join(map(_key, (*path, key)))
        for row in value if isinstance(value, list) else [value]:
            yield ""
            yield f"[[{name}]]" if isinstance(value, list) else f"[{name}]"
            yield from _lines(row, (*path, key))


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _key(key: str) -> str:
    plain = key.replace("_", "").replace("-", "")
    return key if plain.isascii() and plain.isalnum() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())} }}"
    if isinstance(value, (str, bool, int, float)):
        # JSON's strings, numbers and booleans are TOML's, but for the DEL character and these names.
        text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        return {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}.get(text, text)
    return str(value)  # dates and times, whose text is TOML's
