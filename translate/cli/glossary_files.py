"""`tk glossary add|import|export|merge`: termbase files changed and converted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from translate.errors import ConfigError
from translate.languages import LANGUAGES, SOURCE, TARGETS
from translate.resources import shipped_glossaries
from translate.terminology.concept import STATUSES, Concept

_FORMATS = ("csv", "tsv", "xlsx", "tbx-dct", "tbx-dca", "tbx-2008", "omegat", "memoq", "trados")
_PATH = click.Path(path_type=Path)
_FORMAT = click.option("--format", "name", type=click.Choice(_FORMATS), help="By default, told by the name of --out.")
_TO = click.option("--to", "target", type=click.Choice(TARGETS), help="The other language of a two-language file.")


def _term_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for code in reversed(TARGETS):
        name = LANGUAGES[code].name
        command = click.option(f"--{code}", metavar="TERM", help=f"{name}; | between terms, preferred first.")(command)
    return command


@click.command(short_help="Add an entry to your own file.")
@click.argument("french")
@_term_options
@click.option("--into", required=True, metavar="FILE", type=_PATH, help="Your CSV or TSV file; made if missing.")
@click.option("--status", type=click.Choice(STATUSES), help="preferred, if nothing is said.")
@click.option("--kind", metavar="TEXT", help="person, place, institution, title, term, ...")
@click.option("--pos", metavar="TEXT", help="Part of speech: N, NP, PN, V, A, abbr.")
@click.option("--domain", metavar="TEXT", help="Subject field.")
@click.option("--note", metavar="TEXT", help="For people.")
@click.option("--source", metavar="TEXT", help="Where the terms come from.")
@click.option("--example", metavar="TEXT", help="A French sentence with the term in it.")
@click.option("--set", "more", multiple=True, metavar="COLUMN=TEXT",
              help="Any other column, such as ru.gender=f or fr.case=exact; repeatable.")
def add(french: str, into: Path, more: tuple[str, ...], **cells: str | None) -> None:
    """Add FRENCH and its translations to a termbase file of your own.

    Refused when the file has the term already. Everything else in the file stays as it
    is: comments, columns, order.
    """
    from translate.terminology.edit import HouseFile, concept_of

    row = {SOURCE.code: french, **{column: cell for column, cell in cells.items() if cell}}
    for pair in more:
        column, equals, cell = pair.partition("=")
        if not equals or not column.strip():
            raise click.UsageError(f"--set takes COLUMN=TEXT, as in --set ru.gender=f; this is {pair!r}")
        row[column.strip()] = cell.strip()
    house = HouseFile(into)
    line = house.add(concept_of(row))
    house.save()
    click.echo(f"{into}:{line}: {french}")


@click.command("import", short_help="Take the entries of another tool's file into yours.")
@click.argument("file", type=_PATH)
@click.option("--into", required=True, metavar="FILE", type=_PATH, help="Your CSV or TSV file; made if missing.")
@_TO
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def import_into(file: Path, into: Path, target: str | None, as_json: bool) -> int:
    """Add the entries of FILE (TBX, XLSX, CSV, TSV, OmegaT, memoQ, Trados) to a file of your own.

    Entries your file has already are left out; where they prefer another term, that is
    said and the exit code is 1. Nothing that stands in your file is changed.
    """
    from translate.terminology.edit import HouseFile
    from translate.terminology.merge import load
    from translate.terminology.merge import merge as merged

    concepts, warnings = load(file, target)
    house = HouseFile(into)
    added = known = 0
    conflicts: list[str] = []
    richer = 0
    for concept in concepts:
        if there := house.holding(concept):
            known += 1
            richer += bool(concept.terms.keys() - there.terms.keys())
            conflicts += map(str, merged([[there], [concept]]).conflicts)
        else:
            house.add(concept)
            added += 1
    house.save()
    _warn([*warnings, *conflicts])
    if as_json:
        done = {"added": added, "known": known, "richer": richer, "conflicts": conflicts, "warnings": warnings}
        click.echo(json.dumps(done, ensure_ascii=False, indent=1))
    else:
        click.echo(f"{added} added to {into}, {known} there already")
        if richer:
            click.echo(f"{richer} of those have terms in languages yours lack: tk glossary merge joins them")
    return 1 if conflicts else 0


@click.command(short_help="Write termbases in another tool's format.")
@click.argument("files", nargs=-1, type=_PATH)
@_FORMAT
@click.option("--out", metavar="FILE", type=_PATH, help="Standard output, if nothing is said.")
@_TO
def export(files: tuple[Path, ...], name: str | None, out: Path | None, target: str | None) -> None:
    """Write the entries of FILES, in their order; without any, the shipped ones.

    tbx-dct and tbx-dca are the two styles of TBX-Basic (ISO 30042:2019), tbx-2008 is
    the edition that older tools read (with --to for one language). They hold everything,
    as csv, tsv, xlsx and trados do; what memoq and omegat cannot hold is said.
    """
    from translate.terminology.merge import load

    concepts: list[Concept] = []
    for file in files or shipped_glossaries():
        more, warnings = load(file)
        concepts += more
        _warn(warnings)
    _write(concepts, name, out, target)


@click.command(short_help="Put two or more termbases together.")
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option("--out", required=True, metavar="FILE", type=_PATH, help="The new file.")
@_FORMAT
@_TO
@click.option("--later-wins", is_flag=True, help="In a conflict, prefer the later file's term.")
@click.option("--json", "as_json", is_flag=True, help="Print the conflicts as JSON.")
def merge(
    files: tuple[Path, ...], out: Path, name: str | None, target: str | None, later_wins: bool, as_json: bool
) -> int:
    """Join FILES into one. An entry that several have becomes one, with the terms of all.

    Where they prefer different terms, the first file's stays first, the other is
    admitted behind it, and both places are named; the exit code is then 1.
    """
    from translate.terminology.merge import load
    from translate.terminology.merge import merge as merged

    layers = []
    for file in files:
        concepts, warnings = load(file)
        layers.append(concepts)
        _warn(warnings)
    result = merged(layers, later_wins=later_wins)
    _write(result.concepts, name, out, target)
    if as_json:
        rows = [{**asdict(conflict), "message": str(conflict)} for conflict in result.conflicts]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _warn(map(str, result.conflicts))
        click.echo(f"{len(result.concepts)} entries in {out}: {result.joined} joined, "
                   f"{len(result.conflicts)} in conflict")
    return 1 if result.conflicts else 0


def _write(concepts: list[Concept], name: str | None, out: Path | None, target: str | None) -> None:
    from translate.files import write_atomic
    from translate.terminology.formats import dump, format_for

    if name is None and out is None:
        raise ConfigError("which format? give --format, or --out with a name that tells it (house.tbx)")
    chosen = name or format_for(out or Path()).name
    content, left_out = dump(concepts, chosen, target)
    _warn(left_out)
    if out is not None:
        write_atomic(out, content)
    elif chosen == "xlsx":
        raise ConfigError("a workbook cannot be printed; give --out FILE.xlsx")
    else:
        click.echo(content, nl=False)


def _warn(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(f"tk: {line}", err=True)
