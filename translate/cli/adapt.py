"""`tk adapt`: teach a model what a translator corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.adaptation.limits import MAX_DROP
from translate.languages import parse_targets

if TYPE_CHECKING:
    from translate.adaptation.adapt import Report

_PATH = click.Path(path_type=Path)


@click.command("adapt", short_help="Teach a model your corrections.")
@click.argument("paths", metavar="PATH...", type=_PATH, nargs=-1, required=True)
@click.option("--to", "targets", metavar="LANGUAGES", required=True, help="Such as ru, or en,ru.")
@click.option("--model", metavar="NAME", help="The model to begin with; the default is the embedded one.")
@click.option("--name", metavar="NAME", help="What to call the new model; the default is the model's name, -adapted.")
@click.option("--guard", metavar="FOLDER", type=_PATH,
              help="Dev sets <set>.<language> of general text that must not get worse, instead of ours.")
@click.option("--max-drop", metavar="CHRF", type=click.FloatRange(min=0), default=MAX_DROP, show_default=True,
              help="How much chrF2 general text may lose.")
@click.option("--seed", type=int, default=1, show_default=True, help="Another one gives another model.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def adapt(paths: tuple[Path, ...], targets: str, model: str | None, name: str | None, guard: Path | None,
          max_drop: float, seed: int, as_json: bool) -> int:
    """Fine-tune a model on what people approved: PATH is an article's folder, a folder of
    them, a draft (.po), a memory (.tmx) or bitext (.tsv: French, tab, translation).

    A tenth of the approved sentences is kept apart, and so is general text; the new model
    is installed only if it is better on the first and not worse on the second. Otherwise
    nothing changes and the exit code is 1. Use it with `tk edition --model NAME`.
    """
    from translate.adaptation.adapt import adapt as teach
    from translate.cli.progress import progress_bar

    with progress_bar() as show:
        report = teach(paths, parse_targets(targets), model=model, name=name, guard=guard, max_drop=max_drop,
                       seed=seed, show=show)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        _print(report)
    if not report.path:
        click.echo(f"tk: not kept, {report.base} stays as it is: {report.reason}", err=True)
    return 0 if report.path else 1


def _print(report: Report) -> None:
    corrections = report.corrections
    dropped = "".join(f", {rule} {count}" for rule, count in sorted(corrections.dropped.items()))
    click.echo(f"{len(corrections)} approved sentences, {len(corrections.held_out)} of them held out"
               f"{f'; left out{dropped[1:]}' if dropped else ''}")
    for item, before in report.before.scores.items():
        after = report.after.scores.get(item)
        if after:
            click.echo(f"{item.kind:9} {item.label:24} {len(item.source):5}   chrF2 {before.chrf:5.1f} -> "
                       f"{after.chrf:5.1f}   BLEU {before.bleu:5.1f} -> {after.bleu:5.1f}")
    if report.path:
        click.echo(f"installed {report.path}\nuse it: tk edition ARTICLE --model {report.name}")
