"""`tk models`: which models there are, what they say of themselves, adding and removing them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from translate.checkpoints import Checkpoint


@click.group(short_help="The installed models; adding and removing them.")
def models() -> None:
    """Look at the installed models, add some and remove them.

    Shipped models come with yelema; your own are folders in the user models directory,
    whose place `tk models list` prints. MarianMT models work, and M2M-100 and NLLB ones.
    """


@models.command("list", short_help="Every installed model.")
@click.option("--json", "as_json", is_flag=True, help="Print the models as JSON.")
def list_models(as_json: bool) -> None:
    """List every installed model with its languages and whether it is intact."""
    from translate.checkpoints import list_checkpoints
    from translate.hub import unfinished
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
    for name in unfinished():
        click.echo(f"tk: {name} is not finished: run its tk models add again, or tk models remove {name}", err=True)
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
        licence=card.get("licence", ""), origin=_origin(card), architecture=card.get("architecture", ""),
        parameters=card.get("parameters"), max_tokens=checkpoint.max_tokens,
        tokens=dict(checkpoint.tokens), sha256="", scores=list(card.get("score", [])),
        samples=[vars(sample) for sample in checkpoint.samples], unknown_characters=None, byte_fallback=None,
    )
    try:
        from translate.engines.tokens import vocabulary_of

        facts["sha256"] = checkpoint.digest
        vocabulary = vocabulary_of(checkpoint)
        facts.update(unknown_characters=vocabulary.lacking(), byte_fallback=vocabulary.falls_back_to_bytes)
    except YelemaError as error:
        facts["intact"], facts["problem"] = False, facts["problem"] or str(error)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        for label, text in _described(facts):
            click.echo(f"{label:14}{text}".rstrip())
    return 0 if facts["intact"] else 3


@models.command(short_help="Add a model from the hub, a folder or an archive.")
@click.argument("model")
@click.option("--revision", default="", help="Branch, tag or commit on the hub; the commit is recorded in any case.")
@click.option("--name", default="", help="What to call it here, if not what it is called there.")
@click.option("--accept-licence", is_flag=True, help="Do not ask when the licence forbids commercial use.")
@click.option("--json", "as_json", is_flag=True, help="Print what was added as JSON.")
def add(model: str, revision: str, name: str, accept_licence: bool, as_json: bool) -> None:
    """Add MODEL to your own models.

    MODEL is a name on the Hugging Face hub (Helsinki-NLP/opus-mt-fr-en, or just
    opus-mt-fr-en if tk models recommended shows it), a folder, or a .zip or .tar.gz
    archive, here or at an http address. Interrupted, the same command goes on; a model is listed
    only when it is whole and has translated a sentence.
    """
    from translate import hub
    from translate.cli.progress import progress_bar

    def accept(what: str, licence: str) -> bool:
        if accept_licence or not sys.stdin.isatty():
            return accept_licence
        return click.confirm(
            f"{what} is for non-commercial use only ({licence}): neither it nor what you translate with it may be "
            "sold. Is that so with you?", err=True,
        )

    with progress_bar() as show:
        added = hub.add(model, name=name, revision=revision, accept=accept, progress=show)
    if added.remark:
        click.echo(f"tk: {added.remark}", err=True)
    checkpoint = added.checkpoint
    card = checkpoint.card or {}
    if as_json:
        facts = {**_row(checkpoint), "kind": checkpoint.kind, "new": added.new, "licence": card.get("licence", ""),
                 "origin": _origin(card)}
        click.echo(json.dumps(facts, ensure_ascii=False, indent=1))
        return
    click.echo(
        f"{'added' if added.new else 'there already:'} {checkpoint.name}: "
        f"{checkpoint.source or 'any'} → {', '.join(checkpoint.targets)}, {_megabytes(checkpoint.size)}, "
        f"{card.get('licence') or 'no licence stated: ask its makers before you publish'}"
    )
    if added.new:
        target = next(code for code in checkpoint.targets if code != checkpoint.source)
        click.echo(f"use it: tk edition article.txt --to {target}")


@models.command(short_help="Remove one of your own models.")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Also when tk models add did not bring it.")
def remove(name: str, yes: bool) -> None:
    """Remove the model NAME from your own models; those that ship stay."""
    from translate import hub

    click.echo(f"removed {hub.remove(name, sure=yes)}")


@models.command(short_help="Models worth adding.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def recommended(as_json: bool) -> None:
    """Show the models we recommend, with size, licence and published scores."""
    from translate import hub

    rows = list(hub.recommended())
    if as_json:
        click.echo(json.dumps([vars(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        terms = row.licence if row.commercial_use else f"{row.licence}, NOT for commercial use"
        click.echo(f"{row.repository}  {row.source or 'any'} → {', '.join(row.targets)}  {row.megabytes} MB  {terms}")
        if row.note:
            click.echo(f"    {row.note}")
        for score in row.scores:
            click.echo(f"    {_score(dict(score))}  ({score['by']})")
    click.echo("tk models add NAME fetches one; the scores are published ones, not measured here", err=True)


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


def _origin(card: Mapping[str, Any]) -> dict[str, str]:
    """Where `tk models add` had the model from."""
    keys = ("repository", "revision", "archive", "folder")
    return {key: str(card["source"][key]) for key in keys if key in card.get("source", {})}


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
        *([("from", " ".join(facts["origin"].values()))] if facts["origin"] else []),
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
