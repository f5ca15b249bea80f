"""The data card of a training set: data.json for programs, data.md for people."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from translate import normalise
from translate.files import write_atomic
from translate.languages import language
from translate.training.config import Recipe, Source
from translate.training.heldout import RUN_LETTERS, HeldOut
from translate.training.rules import RULES, TOO_LONG

# Source, language pair, and what `files` of the card holds for them.
Row = tuple[str, str, Mapping[str, int]]

_SIZES = ("pairs", "source_tokens", "target_tokens")


def write_data_card(
    folder: Path, recipe: Recipe, totals: Mapping[str, Mapping[str, int]], turned: Sequence[str],
    vocabulary: int, held_out: HeldOut,
) -> dict[str, Any]:
    """Write data.json and data.md to *folder* and return what data.json holds.

    totals: for each `<source>.<pair>` its pairs, source_tokens and target_tokens, and
    under the name of each rule the pairs it dropped. turned: those read from files of the
    opposite direction. vocabulary: its number of pieces.
    """
    card: dict[str, Any] = {
        "recipe": recipe.name, "normaliser": normalise.VERSION, "vocabulary": vocabulary,
        "held_out_sentences": len(held_out), "rules": _thresholds(recipe), "turned": list(turned), "files": totals,
    }
    write_atomic(folder / "data.json", json.dumps(card, ensure_ascii=False, indent=2) + "\n")
    write_atomic(folder / "data.md", _page(recipe, card))
    return card


def dropped(counts: Mapping[str, int]) -> dict[str, int]:
    """How many pairs each rule dropped, in a row of `files` of the data card."""
    return {rule: count for rule, count in counts.items() if rule not in _SIZES}


def _thresholds(recipe: Recipe) -> dict[str, float]:
    keys = [*(rule.threshold for rule in RULES if rule.threshold), "max_tokens"]
    return {key: getattr(recipe.data, key) for key in keys}


def _page(recipe: Recipe, card: Mapping[str, Any]) -> str:
    files: Mapping[str, Mapping[str, int]] = card["files"]
    sources = {source.name: source for source in recipe.source}
    rows: list[Row] = [(name.rpartition(".")[0], name.rpartition(".")[2], counts) for name, counts in files.items()]
    return "\n".join([
        f"# The training data of {recipe.name}",
        "",
        "Written by `tk train prepare`; data.json holds the same for programs. Tokens are vocabulary pieces.",
        "",
        "## By language pair",
        "",
        *_pair_table(rows, sources),
        "",
        "## By source",
        "",
        *_source_table(rows, sources),
        "",
        *_turned(card["turned"]),
        "## Held out",
        "",
        f"No pair has a side that is one of the {card['held_out_sentences']:,} held-out sentences (without regard to "
        f"case, punctuation and spaces) or shares {RUN_LETTERS} letters in a row with one. The rules `held-out` and "
        "`held-out-run` count the pairs removed for it.",
        "",
        "## Rules",
        "",
        *_rule_table(rows, recipe),
        "",
    ])


def _pair_table(rows: Sequence[Row], sources: Mapping[str, Source]) -> list[str]:
    """Totals of each language pair, and which part of its target tokens no human translated for it."""
    lines = ["| pair | pairs | source tokens | target tokens | human | composed | templates | synthetic |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for pair in dict.fromkeys(pair for _, pair, _ in rows):
        here = [(sources[name].kind, counts) for name, other, counts in rows if other == pair]
        sizes = {size: sum(counts[size] for _, counts in here) for size in _SIZES}
        shares = [
            sum(counts["target_tokens"] for found, counts in here if found == kind) / max(1, sizes["target_tokens"])
            for kind in ("human", "composed", "templates", "synthetic")
        ]
        cells = [f"{sizes[size]:,}" for size in _SIZES] + [f"{share:.1%}" for share in shares]
        lines.append(f"| {_pair_name(pair)} | {' | '.join(cells)} |")
    return lines


def _source_table(rows: Sequence[Row], sources: Mapping[str, Source]) -> list[str]:
    lines = ["| source | pair | kind | pairs | target tokens | weight | licence | dropped |",
             "| --- | --- | --- | ---: | ---: | ---: | --- | --- |"]
    for name, pair, counts in rows:
        source = sources[name]
        reasons = ", ".join(f"{rule} {count:,}" for rule, count in dropped(counts).items()) or "none"
        cells = [name, pair, source.kind, f"{counts['pairs']:,}", f"{counts['target_tokens']:,}", f"{source.weight:g}",
                 source.licence or "not stated", reasons]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return lines


def _turned(names: Sequence[str]) -> list[str]:
    """The bitexts whose sides changed places: their target is what was translated, or a pivot's."""
    if not names:
        return []
    return ["Read from files of the opposite direction, the sides changing places: " + ", ".join(names) + ".", ""]


def _rule_table(rows: Sequence[Row], recipe: Recipe) -> list[str]:
    told = [
        *((rule.name, rule.measures, rule.threshold) for rule in RULES),
        (TOO_LONG, "pieces of the longer side", "max_tokens"),
    ]
    named = {name for name, _, _ in told}
    other = dict.fromkeys(rule for _, _, counts in rows for rule in dropped(counts) if rule not in named)
    told += [(rule, "a message of a PO file that is no finished sentence pair", "") for rule in other]
    lines = ["| rule | what it looks at | threshold | pairs dropped |", "| --- | --- | --- | ---: |"]
    for name, measures, key in told:
        threshold = f"{key} = {getattr(recipe.data, key):g}" if key else ""
        lines.append(f"| {name} | {measures} | {threshold} | {sum(counts.get(name, 0) for *_, counts in rows):,} |")
    return lines


def _pair_name(pair: str) -> str:
    source, target = pair.split("-")
    return f"{language(source).name} → {language(target).name}"
