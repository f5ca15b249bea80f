"""`tk export` and `tk import`: drafts out to other tools, and back in."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.cli.wording import counted
from translate.interchange.registry import NAMES
from translate.languages import TARGETS

if TYPE_CHECKING:
    from translate.interchange.importing import Change, ImportReport

_PATH = click.Path(path_type=Path)
_COLOURS = {"accepted": "green", "edited": "green", "conflicting": "red", "unknown": "red", "untranslated": "yellow"}


@click.command(short_help="Write drafts for another tool: XLIFF, PO, DOCX, XLSX, TMX, CSV, HTML.")
@click.argument("name", metavar="FORMAT", type=click.Choice(NAMES))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_PATH)
@click.option("--out", metavar="FOLDER|FILE", type=_PATH, help="Where to write; by default the current folder.")
@click.option("--to", "languages", multiple=True, type=click.Choice(TARGETS),
              help="Only drafts in this language; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
def export(name: str, paths: tuple[Path, ...], out: Path | None, languages: tuple[str, ...], as_json: bool) -> int:
    """Write drafts in FORMAT for the tool you work with; tk import takes the file back.

    \b
    xliff   XLIFF 1.2: OmegaT, Trados, memoQ, Phrase, Poedit, Virtaal
    xliff2  XLIFF 2.1: Swordfish, Okapi
    po      PO editors; one file an article
    docx    a review table for Word or LibreOffice Writer
    xlsx    the same for a spreadsheet
    tmx     for translation memories
    html    a page to read and correct in a browser
    csv     for spreadsheets and scripts

    PATH is an article's folder (output/<article>), a draft (ru.po), or a folder of
    articles: then one file a language holds them all, where the format can. A file with
    work in it that was not imported is never overwritten.
    """
    from translate.interchange.exporting import export as write
    from translate.interchange.registry import format_called

    report = write(format_called(name), paths, out, languages)
    if as_json:
        files = [{"file": str(path), "articles": count[0], "units": count[1]} for path, count in report.files.items()]
        click.echo(json.dumps({"files": files, "refused": report.refused}, ensure_ascii=False, indent=1))
    else:
        for path, (articles, units) in report.files.items():
            of = f" of {articles} articles" if articles > 1 else ""
            click.echo(f"wrote {path} ({units} units{of})")
    for line in report.refused:
        click.echo(f"tk: {line}", err=True)
    return 1 if report.refused else 0


@click.command("import", short_help="Bring back what was done in another tool.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_PATH)
@click.option("--into", metavar="PATH", type=_PATH, default=Path("output"), show_default=True,
              help="The drafts: a folder of articles, an article's folder, or a draft.")
@click.option("--to", "language", type=click.Choice(TARGETS), help="The language of files that do not say theirs.")
@click.option("--file-wins", is_flag=True, help="In a conflict take the file's text, and keep the draft's in the note.")
@click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
@click.option("--glossary", "glossaries", multiple=True, metavar="FILE", type=_PATH,
              help="A termbase on top of the shipped ones, for the checks; repeatable, later wins.")
@click.option("--no-glossary", is_flag=True, help="Leave the shipped termbases out.")
@click.option("--json", "as_json", is_flag=True, help="Print every unit that changed as JSON.")
def import_(
    files: tuple[Path, ...], into: Path, language: str | None, file_wins: bool, dry_run: bool,
    glossaries: tuple[Path, ...], no_glossary: bool, as_json: bool,
) -> int:
    """Take FILEs that were exported with tk export back into their drafts.

    Units are found by their id and their French, whatever the file is called now. What
    you approved is reviewed; what you changed without approving it stays a draft, yours.
    Where the draft was changed meanwhile too, it keeps its text, the file's text goes
    into the unit's note, and the exit code is 1. A copy of every changed draft is kept
    in backups/. Importing a file again changes nothing.
    """
    from translate.interchange.importing import import_files
    from translate.pipeline import load_termbase

    termbase = load_termbase(glossaries, shipped=not no_glossary)
    report = import_files(files, into, termbase, language=language, file_wins=file_wins, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(_as_data(report), ensure_ascii=False, indent=1))
    else:
        _print(report, dry_run=dry_run)
    for message in report.failures:
        click.echo(f"tk: {message}", err=True)
    if report.failures:
        return 2
    return 1 if report.needs_attention else 0


def _print(report: ImportReport, *, dry_run: bool) -> None:
    for change in report.changes:
        if change.outcome.value in _COLOURS:
            _print_change(change)
    for (article, language), count in report.missing.items():
        click.echo(f"{article} {language}: {counted(count, 'unit')} of the draft not in the file")
    counts = report.counts()
    noted = sum(change.noted and change.outcome.value != "conflicting" for change in report.changes)
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(told + (f"; {counted(noted, 'comment')} added" if noted else ""))
    for path, copy in report.written.items():
        if dry_run:
            click.echo(f"would write {path}")
        else:
            click.echo(f"wrote {path}" + (f"; as it was: {copy}" if copy else ""))
    if report.written and not dry_run:
        click.echo("make the pages again with: tk render")


def _print_change(change: Change) -> None:
    outcome = click.style(f"{change.outcome.value:<12}", fg=_COLOURS[change.outcome.value])
    where = " ".join(part for part in (change.article, change.language, change.segment) if part)
    why = f" ({change.message})" if change.message else ""
    click.echo(f"{outcome} {where}  {change.file}, {change.place}{why}")
    if change.outcome.value == "accepted":
        return
    click.echo(f"    fr    {_line(change.source)}")
    if change.before:
        click.echo(f"    draft {_line(change.before)}")
    if change.returned.strip():
        click.echo(f"    file  {_line(change.returned)}")


def _as_data(report: ImportReport) -> dict[str, object]:
    return {
        "counts": report.counts(),
        "changes": [
            asdict(change) | {"outcome": change.outcome.value}
            for change in report.changes
            if change.outcome.value != "unchanged" or change.noted
        ],
        "missing": [
            {"article": article, "language": language, "units": count}
            for (article, language), count in report.missing.items()
        ],
        "written": [
            {"draft": str(path), "backup": str(copy) if copy else None} for path, copy in report.written.items()
        ],
        "failures": report.failures,
    }


def _line(text: str) -> str:
    """Text on one line, without what a terminal would obey."""
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else "⏎" if c == "\n" else "·" for c in text)
