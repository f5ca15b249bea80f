"""Which languages a model folder translates between, by its card or by what its files show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from translate.errors import CheckpointError
from translate.languages import LANGUAGES, Language, language

CARD = "card.toml"
MANY_TO_MANY = ("nllb", "m2m100")
"""Kinds of models that translate between any two of their languages."""

_NOT_IN_M2M100 = ("bm",)


def find_languages(
    path: Path, config: Mapping[str, Any], card: Mapping[str, Any] | None, kind: str
) -> tuple[str, dict[str, str]]:
    """Source, "" for any, and the token that asks for each target. Raises CheckpointError when they cannot be told."""
    if kind == "marian":
        return _carded_languages(path, card) if card else _found_languages(path, config)
    source, carded = _carded_languages(path, card) if card and "languages" in card else ("", {})
    usual = {code: many_to_many_token(kind, code) for code in LANGUAGES if kind == "nllb" or code not in _NOT_IN_M2M100}
    return source, {code: token or usual.get(code, "") for code, token in carded.items()} or usual


def many_to_many_token(kind: str, code: str) -> str:
    """How M2M-100 and NLLB write a language: `__ru__`, `rus_Cyrl`."""
    item = language(code)
    return f"{item.code3}_{item.script}" if kind == "nllb" else f"__{item.code}__"


def _carded_languages(path: Path, card: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    try:
        languages = card["languages"]
        tokens = {str(row["code"]): str(row.get("token", "")) for row in languages["target"]}
        return str(languages.get("source", "")), tokens
    except (KeyError, TypeError):
        raise CheckpointError(
            f"{path / CARD}: [languages] needs source and one [[languages.target]] with code and token for each target"
        ) from None


def _found_languages(path: Path, config: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Source and targets of a checkpoint without a card."""
    settings = tokenizer_settings(path)
    source, target = _pair_in_name(path, config)
    source = _known_code(str(settings.get("source_lang") or "")) or source
    target = _known_code(str(settings.get("target_lang") or "")) or target
    tokens: dict[str, str] = {}
    has_tokens = False
    for token in read_json(path / "vocab.json"):
        if match := re.fullmatch(r">>([A-Za-z]{2,3})(?:_([A-Za-z]{4}))?<<", token):
            has_tokens = True
            code, script = _known_code(match[1]), match[2]
            if not code or code == source or script not in (None, LANGUAGES[code].script):
                continue
            # `>>rus<<` is the usual form; a model that also has `>>ru<<` keeps the usual one.
            if token == LANGUAGES[code].token or code not in tokens:
                tokens[code] = token
    if not has_tokens:
        if not target:
            raise CheckpointError(
                f"{path}: cannot tell the model's languages: name the folder like opus-mt-fr-en, or add a {CARD}"
            )
        tokens = {target: ""}
    return source, tokens


def _pair_in_name(path: Path, config: Mapping[str, Any]) -> tuple[str, str]:
    """Languages from a name such as opus-mt-fr-en or models--Helsinki-NLP--opus-mt-tc-big-fr-ru."""
    names = [*reversed(path.parts), str(config.get("_name_or_path", ""))]
    for name in names:
        if match := re.search(r"opus-mt-(?:\w+-)*?([A-Za-z]{2,3})[-_]([A-Za-z]{2,3})$", name):
            return _known_code(match[1]), _known_code(match[2])
    return "", ""


def _known_code(tag: str) -> str:
    """The ISO 639-1 code for `fr`, `fra` or "" for a language we have no row for."""
    return next((item.code for item in LANGUAGES.values() if _is(item, tag)), "")


def _is(item: Language, tag: str) -> bool:
    return tag.lower() in (item.code, item.code3)


def tokenizer_settings(path: Path) -> dict[str, Any]:
    file = path / "tokenizer_config.json"
    return read_json(file) if file.is_file() else {}


def read_json(file: Path) -> dict[str, Any]:
    """The object in a checkpoint's JSON file. Raises CheckpointError when there is none."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CheckpointError(f"{file} is missing: copy the model again") from None
    except (OSError, ValueError) as error:
        raise CheckpointError(f"{file}: cannot be read ({error}): copy the model again") from None
    if not isinstance(content, dict):
        raise CheckpointError(f"{file}: holds no JSON object: copy the model again")
    return content
