"""`tk evaluate`: score a translation against a reference."""

from __future__ import annotations

import json
from pathlib import Path

import click

from translate.evaluation import evaluate as score
from translate.evaluation import read_segments


@click.command("evaluate")
@click.argument("hypothesis", type=click.Path(path_type=Path))
@click.argument("reference", type=click.Path(path_type=Path))
@click.option("--source", type=click.Path(path_type=Path),
              help="The French text: shows what copying it untranslated would score.")
@click.option("--confidence", is_flag=True,
              help="Add 95 % confidence intervals, by 1000 bootstrap resamples of the segments.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def evaluate(hypothesis: Path, reference: Path, source: Path | None, confidence: bool, as_json: bool) -> None:
    """Score HYPOTHESIS against REFERENCE, one segment a line in both.

    Prints BLEU and chrF2 as sacrebleu computes them, with the signatures to quote.
    """
    scores = score(
        read_segments(hypothesis), read_segments(reference), read_segments(source) if source else None,
        confidence=confidence)
    if as_json:
        click.echo(json.dumps(scores.as_json(), ensure_ascii=False))
        return
    click.echo(f"BLEU  {scores.bleu:5.1f}{_margin(scores.bleu_margin)}   {scores.bleu_signature}")
    click.echo(f"chrF2 {scores.chrf:5.1f}{_margin(scores.chrf_margin)}   {scores.chrf_signature}")
    if scores.copy_chrf is not None:
        click.echo(f"chrF2 {scores.copy_chrf:5.1f}   of the source, copied untranslated")
    click.echo(f"{scores.segments} segments")


def _margin(margin: float | None) -> str:
    return "" if margin is None else f" ± {margin:.1f}"
