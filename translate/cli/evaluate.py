"""`tk evaluate`: score a translation against a reference, and its terms against glossaries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.evaluation import evaluate as score
from translate.evaluation import read_segments
from translate.languages import TARGETS

if TYPE_CHECKING:
    from translate.terminology.evaluate import TermScores

_FILE = click.Path(path_type=Path)


class _ScoresByDefault(click.Group):
    """Without the name of a command, `scores` is meant: `tk evaluate news.out news.en`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["scores", *args]
        return super().parse_args(ctx, args)


@click.group("evaluate", cls=_ScoresByDefault, short_help="Score translations, and how they keep to glossaries.")
def evaluate() -> None:
    """Score translations.

    tk evaluate HYPOTHESIS REFERENCE is short for tk evaluate scores.
    """


@evaluate.command(short_help="BLEU and chrF2 against a reference.")
@click.argument("hypothesis", type=_FILE)
@click.argument("reference", type=_FILE)
@click.option("--source", type=_FILE, help="The French text: shows what copying it untranslated would score.")
@click.option("--confidence", is_flag=True,
              help="Add 95 % confidence intervals, by 1000 bootstrap resamples of the segments.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def scores(hypothesis: Path, reference: Path, source: Path | None, confidence: bool, as_json: bool) -> None:
    """Score HYPOTHESIS against REFERENCE, one segment a line in both.

    Prints BLEU and chrF2 as sacrebleu computes them, with the signatures to quote.
    """
    found = score(
        read_segments(hypothesis), read_segments(reference), read_segments(source) if source else None,
        confidence=confidence)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    click.echo(f"BLEU  {found.bleu:5.1f}{_margin(found.bleu_margin)}   {found.bleu_signature}")
    click.echo(f"chrF2 {found.chrf:5.1f}{_margin(found.chrf_margin)}   {found.chrf_signature}")
    if found.copy_chrf is not None:
        click.echo(f"chrF2 {found.copy_chrf:5.1f}   of the source, copied untranslated")
    click.echo(f"{found.segments} segments")


@evaluate.command(short_help="How a translation keeps to glossaries.")
@click.argument("source", type=_FILE)
@click.argument("translation", type=_FILE)
@click.option("--to", "language", required=True, type=click.Choice(TARGETS), help="Language of the translation.")
@click.option("--reference", type=_FILE, help="A human translation: counts the terms it holds too.")
@click.option("--glossary", "glossaries", multiple=True, metavar="FILE", type=_FILE,
              help="Add a termbase file of any format; repeatable, later ones win.")
@click.option("--no-glossary", is_flag=True, help="Leave the shipped termbases out.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
def terms(
    source: Path, translation: Path, language: str, reference: Path | None, glossaries: tuple[Path, ...],
    no_glossary: bool, as_json: bool,
) -> None:
    """How TRANSLATION keeps to glossaries: its terms against those of the French SOURCE, one segment a line in both.

    A term is right in any of its forms. With --reference only terms are counted that the
    reference holds too, and of those right by its very term how many stand in a form it has; what
    the check `glossary` would miss in the reference itself is shown as well. Unlike a
    run, an adjective (российский for Russie) is no success.
    """
    from translate.pipeline import load_termbase
    from translate.terminology.evaluate import evaluate_terms

    found = evaluate_terms(
        read_segments(source), read_segments(translation), language,
        load_termbase(glossaries, shipped=not no_glossary), read_segments(reference) if reference else None)
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False))
        return
    for name, part, whole, share in _rows(found):
        counted = f"{part} of {whole}" if whole is not None else str(part)
        click.echo(f"{name:<46}{counted:>16}{'' if share is None else f'{share:8.1f} %'}")


def _rows(found: TermScores) -> Iterator[tuple[str, int, int | None, float | None]]:
    """(what, count, of how many, per cent)."""
    yield "segments with terms", found.with_terms, found.segments, None
    if found.agreed is None:
        yield "terms right, in any form", found.held, found.terms, found.lemma
    else:
        yield "terms expected that the reference holds", found.agreed, found.terms, None
        yield "of those right, in any form", found.held_of_agreed or 0, found.agreed, found.lemma
        yield "of those by its very term, in a form it has", found.exact or 0, found.comparable, found.exact_of_held
    yield "repeated terms always said the same", found.consistent, found.repeated, found.consistency
    yield "segments with a forbidden term", found.forbidden, None, None
    if found.alarms is not None:
        yield "terms the check misses in the reference", found.alarms, found.terms, 100 * found.alarms / found.terms \
            if found.terms else None
        yield "of those with a word that begins like it", found.lookalike or 0, found.terms, found.false_alarms


def _margin(margin: float | None) -> str:
    return "" if margin is None else f" ± {margin:.1f}"
