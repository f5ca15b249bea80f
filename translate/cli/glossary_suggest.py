"""`tk glossary suggest`: names that have no entry yet, and accepting them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.errors import ConfigError
from translate.resources import shipped_glossaries

if TYPE_CHECKING:
    from translate.terminology.suggest import Suggestion

_WIDTH = 110


@click.command(short_help="Find names and institutions that have no entry yet.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--glossary", "files", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
              help="Names in this termbase are no news either; repeatable.")
@click.option("--no-glossary", is_flag=True, help="Leave the shipped termbases out.")
@click.option("--least", type=click.IntRange(1), default=1, show_default=True, help="Only names met so often.")
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True, help="Print so many.")
@click.option("--accept", metavar="N[,M...]", help="Add these to --into: their numbers in the list, or the names.")
@click.option("--into", metavar="FILE", type=click.Path(path_type=Path), help="Your CSV or TSV file; made if missing.")
@click.option("--json", "as_json", is_flag=True, help="Print the suggestions as JSON.")
def suggest(
    paths: tuple[str, ...], files: tuple[Path, ...], no_glossary: bool, least: int, limit: int, accept: str | None,
    into: Path | None, as_json: bool,
) -> None:
    """List names in articles and drafts that no termbase has, the most frequent first.

    PATH is anything tk edition reads, a draft (.po), or output/ and the folders in it.
    Each name comes with sentences it stands in and what your reviewed drafts say for it.
    "?" marks a Russian spelling made by rule (practical transcription): check it.

    \b
      tk glossary suggest output/
      tk glossary suggest output/ --accept 1,4,7 --into house.csv
    """
    from translate.terminology import Termbase
    from translate.terminology.edit import HouseFile
    from translate.terminology.suggest import passages
    from translate.terminology.suggest import suggest as find

    if (accept is None) != (into is None):
        raise click.UsageError("--accept and --into go together: --accept 1,4 --into house.csv")
    house = HouseFile(into) if into else None
    shipped = [] if no_glossary else shipped_glossaries()
    found = find(passages(paths), Termbase.load([*shipped, *files]), least=least)
    if house is not None and accept is not None:
        for item in _chosen(found, accept):
            line = house.add(item.concept())
            click.echo(f"{into}:{line}: {_row(item)}")
        house.save()
        return
    if as_json:
        rows = [{"number": n, **asdict(item)} for n, item in enumerate(found[:limit], 1)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for number, item in enumerate(found[:limit], 1):
        _print(number, item)
    rest = f", {len(found) - limit} more with --limit" if len(found) > limit else ""
    click.echo(f"{min(len(found), limit)} names without an entry{rest}", err=True)


def _chosen(found: list[Suggestion], accept: str) -> list[Suggestion]:
    chosen = []
    by_name = {item.text.casefold(): item for item in found}
    for part in filter(None, map(str.strip, accept.split(","))):
        if part.isdecimal() and 1 <= int(part) <= len(found):
            chosen.append(found[int(part) - 1])
        elif item := by_name.get(part.casefold()):
            chosen.append(item)
        else:
            raise ConfigError(f"--accept {part}: the list has {len(found)} names and none of that number or spelling")
    if not chosen:
        raise ConfigError("--accept names nothing; give numbers of the list, as in --accept 1,4")
    return list({item.text: item for item in chosen}.values())


def _print(number: int, item: Suggestion) -> None:
    click.echo(f"{number:3}. {item.text}  ({item.kind}, {item.count} times)")
    for code, found in item.renderings.items():
        click.echo(f"       {code}  {' | '.join(f'{name} ({count})' for name, count in found)}")
    if item.transcription and "ru" not in item.renderings:
        click.echo(f"       ru? {item.transcription}  (by transcription, to be checked)")
    for context in item.contexts:
        click.echo(f"       … {_cut(context.text, item.text)}")


def _row(item: Suggestion) -> str:
    cells = [f"{code} {' | '.join(terms)}" for code, terms in item.concept().terms.items()]
    return f"{item.text}: {', '.join(cells) or 'no translation yet, fill it in'}"


def _cut(text: str, name: str) -> str:
    """The words around the name, on one line."""
    text = " ".join(text.split())
    if len(text) <= _WIDTH:
        return text
    at = max(0, text.find(name) - (_WIDTH - len(name)) // 2)
    return ("…" if at else "") + text[at : at + _WIDTH] + ("…" if at + _WIDTH < len(text) else "")
