"""`tk fix`: rules put on drafts that exist, shown first, written when asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.cli.wording import counted
from translate.languages import TARGETS

if TYPE_CHECKING:
    from translate.drafts import Draft
    from translate.typography.fixing import Change


@dataclass
class _Done:
    """One draft: the changes found, the segments written, the copy of the draft as it was."""

    file: Path
    language: str
    found: tuple[Change, ...]
    written: set[str] = field(default_factory=set)
    backup: Path | None = None


@click.command(short_help="Set quotes, spaces, dashes and numbers as the language prints them.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--typography", is_flag=True, required=True, help="Apply the typographic rules of each language.")
@click.option("--to", "languages", multiple=True, type=click.Choice(TARGETS),
              help="Only drafts in this language; repeatable.")
@click.option("--write", is_flag=True, help="Change the machine's drafts; a copy is kept in backups/.")
@click.option("--reviewed", is_flag=True, help="With --write: also offer changes to text of humans, a unit at a time.")
@click.option("--yes", is_flag=True, help="With --write --reviewed: say yes to every one of them.")
@click.option("--json", "as_json", is_flag=True, help="Print the changes as JSON.")
def fix(
    paths: tuple[Path, ...], typography: bool, languages: tuple[str, ...], write: bool, reviewed: bool, yes: bool,
    as_json: bool,
) -> int:
    """Show what typographic rules would change in drafts, as a diff; change it with --write.

    PATH is a draft (output/<article>/ru.po), an article's folder, or a folder of them.
    What you reviewed or began to correct is never changed without asking you: it is
    shown apart, and changed only with --write --reviewed, where you say yes.
    """
    from translate.drafts import read
    from translate.drafts.find import find_drafts
    from translate.errors import DraftError
    from translate.typography.fixing import changes

    if (reviewed and not write) or (yes and not reviewed):
        raise click.UsageError("--reviewed goes with --write, and --yes with --write --reviewed")
    if as_json and reviewed and not yes:
        raise click.UsageError("--json cannot ask: add --yes, or leave --reviewed out")
    done: list[_Done] = []
    failed = False
    for path in find_drafts(paths):
        try:
            draft = read(path)
            if languages and draft.language not in languages:
                continue
            this = _Done(path, draft.language, changes(draft))
            if not as_json:
                _show(this)
            if write:
                _write(this, draft, reviewed=reviewed, ask=not yes)
            done.append(this)
        except DraftError as error:
            click.echo(f"tk: {error}", err=True)
            failed = True
    if as_json:
        click.echo(json.dumps(_as_data(done), ensure_ascii=False, indent=1))
    else:
        _print_totals(done, write=write)
    return 2 if failed else 0


def _show(this: _Done) -> None:
    from translate.typography.fixing import diff

    for name, human in (("machine drafts", False), ("text of humans", True)):
        for line in diff(f"{this.file} ({name})", (change for change in this.found if change.human is human)):
            colour = {"-": "red", "+": "green", "@": "cyan"}[line[0]]
            click.secho(line, fg=colour, bold=line.startswith(("---", "+++")))


def _write(this: _Done, draft: Draft, *, reviewed: bool, ask: bool) -> None:
    """Choose, keep a copy, write. Nothing of this draft is written before every question is answered."""
    from translate.drafts import backup_before_change, write
    from translate.typography.fixing import applied

    chosen = {change.segment for change in this.found if not change.human}
    for change in this.found if reviewed else ():
        if change.human and (not ask or _agreed(change)):
            chosen.add(change.segment)
    if chosen:
        new = applied(draft, chosen)
        this.backup = backup_before_change(this.file, this.file.parent / "backups", new)
        write(new, this.file)
        this.written = chosen


def _agreed(change: Change) -> bool:
    from translate.typography.fixing import diff

    click.echo("\n".join(list(diff("", [change]))[2:]))
    return click.confirm("Change this unit?", default=False)


def _print_totals(done: list[_Done], *, write: bool) -> None:
    machine = sum(not change.human for this in done for change in this.found)
    human = sum(change.human for this in done for change in this.found)
    written = sum(len(this.written) for this in done)
    for this in done:
        if this.written:
            kept = f"; as it was: {this.backup}" if this.backup else ""
            click.echo(f"wrote {this.file} ({counted(len(this.written), 'unit')}){kept}")
    left = machine + human - written
    if not machine + human:
        click.echo(f"nothing to change in {counted(len(done), 'draft')}")
    elif not write:
        click.echo(
            f"{counted(machine, 'machine draft')} and {counted(human, 'unit')} of humans would change "
            "(⍽ is a no-break space); nothing was written: --write changes the machine drafts"
        )
    elif left:
        click.echo(f"{counted(left, 'unit')} of humans left as they are; --write --reviewed asks about each")
    if written:
        click.echo("make the pages again with: tk render")


def _as_data(done: list[_Done]) -> list[dict[str, object]]:
    return [
        {
            "file": str(this.file),
            "language": this.language,
            "segment": change.segment,
            "state": change.unit.state.value,
            "human": change.human,
            "before": change.before,
            "after": change.after,
            "written": change.segment in this.written,
        }
        for this in done
        for change in this.found
    ]
