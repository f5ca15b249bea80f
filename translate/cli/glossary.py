"""`tk glossary`: look into termbases, add to them, convert them, find what they lack."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from translate.cli.glossary_files import add, export, import_into, merge
from translate.cli.glossary_suggest import suggest
from translate.resources import shipped_glossaries
from translate.terminology import Concept, Termbase
from translate.terminology.check import check_file


def _termbase_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which termbases, and how to print."""
    for decorate in (
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON."),
        click.option("--no-glossary", is_flag=True, help="Leave the shipped termbases out."),
        click.option(
            "--glossary", "files", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
            help="Add a termbase file of any format; repeatable, later ones win.",
        ),
    ):
        command = decorate(command)
    return command


@click.group(short_help="Look terms up, add, check, convert, find what is missing.")
def glossary() -> None:
    """Termbases: what a name or an institution is called in each language.

    A termbase is a CSV file whose first line names its languages (fr,en,ru,bm); TSV,
    XLSX, TBX, OmegaT, memoQ and Trados files are read as well. Those in glossaries/ are
    always used; add your own to a run with --glossary FILE.
    """


glossary.add_command(add)
glossary.add_command(import_into)
glossary.add_command(export)
glossary.add_command(merge)
glossary.add_command(suggest)


@glossary.command("list", short_help="Print every entry in force.")
@_termbase_options
def list_entries(files: tuple[Path, ...], no_glossary: bool, as_json: bool) -> None:
    """Print every entry in force, with its terms and the file and line it comes from."""
    _print(_load(files, no_glossary).entries, as_json)


@glossary.command(short_help="Look a term up, in any language.")
@click.argument("text")
@_termbase_options
def find(text: str, files: tuple[Path, ...], no_glossary: bool, as_json: bool) -> int:
    """Print the entries that have TEXT in a term of any language.

    Case and accents do not count. Exits 1 when there are none.
    """
    found = list(_load(files, no_glossary).find(text))
    _print(found, as_json)
    if not found:
        click.echo(f"no entry has {text!r} in it; tk glossary list prints them all", err=True)
    return 0 if found else 1


@glossary.command(short_help="Find doubles, conflicts and slips in termbase files.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(files: tuple[Path, ...], as_json: bool) -> int:
    """Look termbase FILES over; without any, the shipped ones.

    Finds rows that cannot be used, doubles, conflicting preferred terms, Russian words
    that no dictionary knows, Bambara letters outside the official alphabet, invisible
    characters, stray spaces, and words that mix Latin and Cyrillic letters. Exits 1 when
    something is found; what is only to be looked at (info) does not count.
    """
    files = files or tuple(shipped_glossaries())
    findings = [finding for file in files for finding in check_file(file)]
    serious = [finding for finding in findings if finding.severity != "info"]
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding} [{finding.code}]")
        found = f"{len(serious)} finding{'s' * (len(serious) != 1)}"
        look = f", {len(findings) - len(serious)} to look at" if len(findings) > len(serious) else ""
        click.echo(f"{found}{look} in {len(files)} file{'s' * (len(files) != 1)}", err=bool(serious))
    return 1 if serious else 0


def _load(files: Iterable[Path], no_glossary: bool) -> Termbase:
    termbase = Termbase.load([*([] if no_glossary else shipped_glossaries()), *files])
    for warning in termbase.warnings:
        click.echo(f"tk: {warning}", err=True)
    return termbase


def _print(concepts: Sequence[Concept], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(concept) for concept in concepts], ensure_ascii=False, indent=1))
        return
    for concept in concepts:
        click.echo(" | ".join(concept.sources))
        for code, terms in concept.terms.items():
            click.echo(f"    {code}  {' | '.join(terms)}")
        if concept.status != "preferred":
            click.echo(f"    {concept.status}")
        if concept.note:
            click.echo(f"    {concept.note}")
        click.echo(f"    {concept.file}:{concept.line}")
