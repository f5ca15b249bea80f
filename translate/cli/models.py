"""`tk models`: which models there are and what they say of themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from translate.checkpoints import Checkpoint


@click.group(short_help="The installed models and their cards.")
def models() -> None:
    """Look at the installed models.

    Shipped models come with yelema; your own are folders in the user models directory,
    whose place `tk models list` prints. Any MarianMT checkpoint works.
    """


@models.command("list", short_help="Every installed model.")
@click.option("--json", "as_json", is_flag=True, help="Print the models as JSON.")
def list_models(as_json: bool) -> None:
    """List every installed model with its languages and whether it is intact."""
    from translate.checkpoints import list_checkpoints
    from translate.resources import user_models_dir

    rows = [_row(checkpoint) for checkpoint in list_checkpoints()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    cells = [
        (
            row["name"], row["version"] or "-", f"{row['source'] or '?'} → {', '.join(row['targets']) or '?'}",
            _megabytes(row["bytes"]), "intact" if row["intact"] else "DAMAGED", row["path"],
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells)]
    for cell in cells:
        click.echo("  ".join(text.ljust(width) for text, width in zip(cell, widths)).rstrip())
    for row in rows:
        if row["problem"]:
            click.echo(f"tk: {row['problem']}", err=True)
    click.echo(f"{len(rows)} {'model' if len(rows) == 1 else 'models'}; your own go into {user_models_dir()}")


@models.command(short_help="One model: languages, licence, size, scores, state.")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def info(name: str | None, as_json: bool) -> int:
    """Show what is known of the model NAME (or a folder); without NAME, of the embedded one.

    Exits 3 when the model is damaged.
    """
    from translate.checkpoints import find_checkpoint
    from translate.errors import YelemaError

    checkpoint = find_checkpoint(name)
    facts = _row(checkpoint)
    card = checkpoint.card or {}
    facts.update(
        licence=card.get("licence", ""), architecture=card.get("architecture", ""),
        parameters=card.get("parameters"), max_tokens=checkpoint.max_tokens,
        tokens=dict(checkpoint.tokens), sha256="", scores=list(card.get("score", [])),
        samples=[vars(sample) for sample in checkpoint.samples], unknown_characters=None, byte_fallback=None,
    )
    try:
        from translate.engines.tokens import Vocabulary

        facts["sha256"] = checkpoint.digest
        vocabulary = Vocabulary(checkpoint)
        facts.update(unknown_characters=vocabulary.lacking(), byte_fallback=vocabulary.falls_back_to_bytes)
    except YelemaError as error:
        facts["intact"], facts["problem"] = False, facts["problem"] or str(error)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        for label, text in _described(facts):
            click.echo(f"{label:14}{text}".rstrip())
    return 0 if facts["intact"] else 3


def _row(checkpoint: Checkpoint) -> dict[str, Any]:
    from translate.errors import YelemaError

    try:
        checkpoint.verify()
        problem = ""
    except YelemaError as error:
        problem = str(error)
    return {
        "name": checkpoint.name, "version": checkpoint.version, "source": checkpoint.source,
        "targets": list(checkpoint.targets), "path": str(checkpoint.path), "bytes": checkpoint.size,
        "intact": not problem, "problem": problem,
    }


def _described(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and text of each line that `info` prints."""
    from translate.languages import LANGUAGES

    names = [f"{LANGUAGES[code].name} ({f'{code} {token}'.strip()})" for code, token in facts["tokens"].items()]
    source = LANGUAGES[facts["source"]].name if facts["source"] in LANGUAGES else "not stated"
    lines = [
        ("name", f"{facts['name']} {facts['version']}"),
        ("where", facts["path"]),
        ("state", "intact" if facts["intact"] else f"DAMAGED: {facts['problem']}"),
        ("translates", f"{source} into {', '.join(names)}"),
        ("licence", facts["licence"] or "not stated"),
        ("architecture", facts["architecture"] or "not stated"),
        ("size", _megabytes(facts["bytes"]) + (f", {facts['parameters']:,} parameters" if facts["parameters"] else "")),
        ("sha256", facts["sha256"]),
        ("longest", f"{facts['max_tokens']} tokens in one piece; longer sentences are split"),
        ("unknown", _unknown(facts)),
    ]
    lines += [("score", _score(row)) for row in facts["scores"]]
    return lines


def _unknown(facts: dict[str, Any]) -> str:
    if facts["unknown_characters"] is None:
        return "cannot tell, the vocabulary is damaged"
    if facts["byte_fallback"]:
        return "no character: what has no token is spelled in bytes"
    lacking = [f"{code}: {' '.join(characters)}" for code, characters in facts["unknown_characters"].items()]
    return "; ".join(lacking) or "none of the letters and signs of its languages"


def _score(row: dict[str, Any]) -> str:
    labels = {"bleu": "BLEU", "chrf": "chrF2"}
    measures = "  ".join(f"{label} {row[key]:.1f}" for key, label in labels.items() if key in row)
    return f"{row.get('set', '?')} {row.get('pair', '')}  {measures}"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
