"""`tk stats`: how much reviewers changed of what the machine wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.languages import TARGETS

if TYPE_CHECKING:
    from translate.analytics import Comparison, Total

_PATH = click.Path(path_type=Path)


@click.command(short_help="How much reviewers changed of the machine's drafts.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_PATH)
@click.option("--glossary", "glossaries", multiple=True, metavar="FILE", type=_PATH,
              help="A termbase on top of the shipped ones; repeatable, later wins.")
@click.option("--no-glossary", is_flag=True, help="Leave the shipped termbases out.")
@click.option("--to", "languages", multiple=True, type=click.Choice(TARGETS),
              help="Only drafts in this language; repeatable.")
@click.option("--html", "page", metavar="FILE", type=_PATH, help="Also write one page with plots.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def stats(
    paths: tuple[Path, ...], glossaries: tuple[Path, ...], no_glossary: bool, languages: tuple[str, ...],
    page: Path | None, as_json: bool,
) -> int:
    """Compare reviewed drafts with what the machine wrote: edits, likeness, terms.

    PATH is a draft (output/<article>/ru.po), an article's folder, or a folder of them. Only
    approved units count, and only those drafted since the machine's text is kept beside the
    draft (machine/ru.json). Exits 2 when a draft cannot be read. Needs sacrebleu.
    """
    from translate.analytics import compare_drafts
    from translate.analytics.page import render
    from translate.analytics.totals import as_json as everything
    from translate.drafts.find import find_drafts
    from translate.files import write_atomic
    from translate.pipeline import load_termbase

    files = [file for file in find_drafts(paths) if not languages or file.stem in languages]
    found = compare_drafts(files, load_termbase(glossaries, shipped=not no_glossary))
    if as_json:
        click.echo(json.dumps(everything(found), ensure_ascii=False))
    else:
        _print(found)
    if page:
        write_atomic(page, render(found))
        click.echo(f"tk: wrote {page}", err=True)
    for message in found.unreadable:
        click.echo(f"tk: {message}", err=True)
    return 2 if found.unreadable else 0


def _print(found: Comparison) -> None:
    from translate.analytics import totals
    from translate.analytics.totals import most_edited

    if found.units:
        wide = max(len(total.article) for total in totals(found.units))
        head = f"{'article':<{max(wide, 7)}}  lang  segments  words   HTER  chrF2  untouched  terms right/away  model"
        click.secho(head, bold=True)
        for total in [*totals(found.units), *totals(found.units, by_article=False)]:
            click.echo(_row(total, max(wide, 7)))
        click.echo()
        click.secho("Most edited (edits per hundred words of the reviewed text)", bold=True)
        for unit in most_edited(found.units, 5):
            click.echo(f"  {100 * unit.rate:4.0f}  {unit.article} {unit.language} {unit.segment}")
            click.echo(f"        machine   {_line(unit.machine)}")
            click.echo(f"        reviewed  {_line(unit.reviewed)}")
        click.echo()
    click.echo(
        f"{len(found.units)} reviewed segments compared, {found.waiting.total()} wait for a reviewer, "
        f"{found.unknown.total()} reviewed without a known machine draft")
    for signature in found.signatures:
        click.echo(f"  {signature}")


def _row(total: Total, wide: int) -> str:
    terms = f"{total.terms['put right']}/{total.terms['changed away']}"
    return (f"{total.article or 'all':<{wide}}  {total.language:<4}  {total.segments:>8}  {total.words:>5}  "
            f"{total.hter:5.1f}  {total.chrf:5.1f}  {total.untouched:7.0f} %  {terms:>16}  {total.model}")


def _line(text: str) -> str:
    """Text on one line, without what a terminal would obey."""
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else "·" for c in text)
