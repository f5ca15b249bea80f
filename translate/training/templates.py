"""Synthetic bitext: the names of the termbases in sentences of our own (templates.toml)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from translate.languages import SOURCE, TARGETS
from translate.terminology.termbase import Termbase
from translate.training.bitext import write_pairs

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SOURCE_NAME = "templates"


def write_templates(termbase: Termbase, folder: Path) -> dict[str, int]:
    """Write `templates.fr-<target>.tsv.xz` to *folder* for each target language.

    Each template is filled with the preferred term of each entry of its kinds that has
    one in French and the target language. Returns the pairs written, by language pair.
    """
    templates = _templates()
    counts = {}
    for target in TARGETS:
        pairs = list(dict.fromkeys(_filled(templates, termbase, target)))
        pair = f"{SOURCE.code}-{target}"
        if pairs:
            write_pairs(folder / f"{SOURCE_NAME}.{pair}.tsv.xz", pairs)
        counts[pair] = len(pairs)
    return counts


def _templates() -> list[dict[str, Any]]:
    text = (Path(__file__).parent / "templates.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)["template"]


def _filled(templates: list[dict[str, Any]], termbase: Termbase, target: str) -> Iterator[tuple[str, str]]:
    for concept in termbase.entries:
        term = next(iter(concept.terms.get(target, ())), "")
        if not term and concept.status == "do-not-translate":
            term = concept.sources[0]
        if not term or concept.status in ("forbidden", "ignored"):
            continue
        for template in templates:
            if concept.kind in template["kind"] and target in template:
                yield _put(template[SOURCE.code], concept.sources[0]), _put(template[target], term)


def _put(sentence: str, name: str) -> str:
    """*sentence* with *name* in its hole, with a capital where it begins the sentence."""
    if sentence.startswith("{name}"):
        name = name[:1].upper() + name[1:]
    return sentence.replace("{name}", name)
