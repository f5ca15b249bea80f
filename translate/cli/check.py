"""`tk check`: drafts looked over as they are now."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.cli.wording import counted
from translate.languages import TARGETS

if TYPE_CHECKING:
    from translate.qa.inspection import Inspection, Spot

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_NOUNS = {"error": "error", "warning": "warning", "info": "note"}


@click.command(short_help="Look drafts over: numbers, terms, tags, spelling, ...")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--glossary", "glossaries", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
              help="A termbase on top of the shipped ones; repeatable, later wins.")
@click.option("--no-glossary", is_flag=True, help="Leave the shipped termbases out.")
@click.option("--names", type=click.Choice(["bambara", "french", "bambara-french"]), default="bambara",
              show_default=True, help="How Bambara names were to be spelled, as for tk edition.")
@click.option("--to", "languages", multiple=True, type=click.Choice(TARGETS),
              help="Only drafts in this language; repeatable.")
@click.option("--severity", type=click.Choice(["error", "warning", "info"]), default="info", show_default=True,
              help="The mildest findings to tell.")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "junit"]), default="text",
              show_default=True, help="sarif and junit are for CI servers.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there are errors.")
def check(
    paths: tuple[Path, ...], glossaries: tuple[Path, ...], no_glossary: bool, names: str, languages: tuple[str, ...],
    severity: str, form: str, as_json: bool, strict: bool,
) -> int:
    """Check drafts as they are now, and print what a reviewer should look at.

    PATH is a draft (output/<article>/ru.po), an article's folder, or a folder of them.
    Nothing is changed and no model is needed. Exits 1 on errors with --strict, 2 when a
    draft cannot be read.
    """
    from translate.drafts.find import find_drafts
    from translate.pipeline import load_termbase
    from translate.qa import SEVERITIES, reports
    from translate.qa.inspection import inspect

    files = find_drafts(paths)
    if languages:
        files = [file for file in files if file.stem not in TARGETS or file.stem in languages]
    termbase = load_termbase(glossaries, shipped=not no_glossary, spelling=names)
    for warning in termbase.warnings:
        click.echo(f"tk: {warning}", err=True)
    found = inspect(files, termbase)
    shown = SEVERITIES[: SEVERITIES.index(severity) + 1]
    found.spots = [
        spot for spot in found.spots
        if spot.finding.severity in shown and (not languages or spot.language in languages)
    ]
    form = "json" if as_json else form
    if form == "text":
        _print(found)
    else:
        write = {"json": reports.as_json, "sarif": reports.as_sarif, "junit": reports.as_junit}[form]
        click.echo(write(found))
    for message in found.unreadable:
        click.echo(f"tk: {message}", err=True)
    if found.unreadable:
        return 2
    return 1 if strict and found.counts()["error"] else 0


def _print(found: Inspection) -> None:
    for _, spots in groupby(found.spots, key=lambda spot: spot.file):
        _print_draft(list(spots))
    counts = found.counts()
    told = ", ".join(f"{count} {_NOUNS[name]}{'s' * (count != 1)}" for name, count in counts.items())
    click.echo(f"{told} in {counted(found.segments, 'segment')} of {counted(len(found.drafts), 'draft')}")
    if codes := found.codes():
        click.echo("  " + ", ".join(f"{code} {count}" for code, count in codes.items()))


def _print_draft(spots: list[Spot]) -> None:
    click.secho(f"{spots[0].article} {spots[0].language}  {spots[0].file}", bold=True)
    for _, same in groupby(spots, key=lambda spot: spot.number):
        here = list(same)
        first = here[0]
        click.echo(f"  segment {first.segment}, line {first.line} ({first.state})")
        for spot in here:
            severity = click.style(f"{spot.finding.severity:<7}", fg=_COLOURS[spot.finding.severity])
            click.echo(f"    {severity} {spot.finding.code:<12} {_line(spot.finding.message)}")
        click.echo(f"      fr  {_line(first.source)}")
        if first.target:
            click.echo(f"      {first.language}  {_line(first.target)}")
    click.echo()


def _line(text: str) -> str:
    """Text on one line: line breaks shown, escape sequences of a terminal taken out."""
    return "".join(c if c.isprintable() or c == "\u00a0" or c == "\u202f" else "⏎" if c == "\n" else "·" for c in text)
