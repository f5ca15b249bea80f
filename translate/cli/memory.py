"""`tk memory`: the translation memory, filled, searched, looked after."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.languages import TARGETS

if TYPE_CHECKING:
    from translate.memory.match import Match
    from translate.memory.store import Added, Store

_PATH = click.Path(path_type=Path)
_MEMORY = click.option("--memory", "file", metavar="FILE", type=_PATH,
                       help="Another memory than your own ($YELEMA_MEMORY, else one in the user data folder).")
_TO = click.option("--to", "language", type=click.Choice(TARGETS), help="Only this target language.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")


@click.group(short_help="The translation memory: what you approved, found again.")
def memory() -> None:
    """Fill, search and look after the translation memory.

    `tk edition` uses it by itself: it learns from approved units, and looks every new
    sentence up before the machine is asked.
    """


@memory.command("import", short_help="Take TMX files of any CAT tool in.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_PATH)
@_MEMORY
@_JSON
def import_files(files: tuple[Path, ...], file: Path | None, as_json: bool) -> None:
    """Take every pair from French of TMX FILEs into the memory. Importing twice adds nothing.

    Drafts that nobody approved (x-state of `tk export tmx`) are left out.
    """
    from translate.memory.transfer import import_tmx

    told = []
    with _store(file) as store:
        for path in files:
            done = import_tmx(store, path)
            told.append({"file": str(path), **_counts(done.added), "skipped": dict(sorted(done.skipped.items()))})
            if not as_json:
                left_out = "".join(f"; left out: {count} ({why})" for why, count in sorted(done.skipped.items()))
                click.echo(f"{path}: {_in_words(done.added)}{left_out}")
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))


@memory.command(short_help="Write the memory as TMX 1.4b.")
@click.argument("out", metavar="FILE", type=_PATH)
@_TO
@click.option("--level", type=click.IntRange(1, 2), default=2, show_default=True,
              help="2 with inline tags, 1 plain text only.")
@_MEMORY
def export(out: Path, language: str | None, level: int, file: Path | None) -> None:
    """Write the memory to FILE, for OmegaT, Trados, memoQ and every other CAT tool."""
    from translate.memory.transfer import export_tmx

    with _store(file, make=False) as store:
        count = export_tmx(store, out, language=language, level=level)
    click.echo(f"{count} units in {out}")


@memory.command(short_help="What the memory holds for a sentence, or that has a word in it.")
@click.argument("text")
@click.option("--to", "languages", multiple=True, type=click.Choice(TARGETS),
              help="Target language; repeatable, all if nothing is said.")
@click.option("--fuzzy", "least", type=click.IntRange(30, 100), default=60, show_default=True, metavar="PERCENT",
              help="How similar at least.")
@click.option("--words", is_flag=True, help="Find units that contain TEXT, on either side (a concordance).")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many.")
@_MEMORY
@_JSON
def search(text: str, languages: tuple[str, ...], least: int, words: bool, limit: int, file: Path | None,
           as_json: bool) -> int:
    """Show the best matches for TEXT (French), the best first. Exits with 1 when there are none."""
    rows: list[dict[str, Any]] = []
    with _store(file, make=False) as store:
        for language in languages or TARGETS:
            rows += (_containing(store, text, language, limit) if words
                     else _similar(store, text, language, least, limit))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            percent = f"{row['percent']:3} %  " if "percent" in row else ""
            click.echo(f"{percent}{row['language']}  {row['source']}\n        {row['target']}\n"
                       f"        {row['origin']}, {row['date']}, {row['article']}")
        if not rows:
            click.echo("tk: nothing found", err=True)
    return 0 if rows else 1


def _similar(store: Store, text: str, language: str, least: int, limit: int) -> list[dict[str, Any]]:
    from translate.article import Segment
    from translate.memory.lookup import Lookup
    from translate.memory.match import Query

    query = Query(Segment("", "", "paragraph", text), language)
    return [_row(match) for match in Lookup(store).find(query, least=least, limit=limit)]


def _row(match: Match) -> dict[str, Any]:
    return {"percent": match.percent, "kind": match.kind, **_told(match.entry), "target": match.target,
            "replaced": [list(pair) for pair in match.replaced]}


def _containing(store: Store, text: str, language: str, limit: int) -> list[dict[str, Any]]:
    return [_told(entry) for entry in store.containing(text, language, limit)]


def _told(entry: Any) -> dict[str, Any]:
    return {"language": entry.language, "source": entry.source, "target": entry.target, "origin": entry.origin,
            "date": _day(entry.changed), "article": entry.article, "author": entry.author}


@memory.command(short_help="How much is in it; whether the file is sound.")
@_MEMORY
@_JSON
def stats(file: Path | None, as_json: bool) -> None:
    """Count what is in the memory, and read the whole file to see that it is not damaged."""
    from translate.memory.memories import default_path

    with _store(file, make=False) as store:
        store.check()
        rows = [
            {"language": language, "origin": origin, "units": units, "sentences": sources, "from": _day(first),
             "to": _day(last)}
            for language, origin, units, sources, first, last in store.counts()
        ]
        replaced = store.replaced()
    path = file or default_path()
    if as_json:
        told = {"file": str(path), "bytes": path.stat().st_size, "replaced": replaced, "pairs": rows}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo(f"{path}: {path.stat().st_size / 1e6:.1f} MB, sound")
    for row in rows:
        click.echo(f"fr-{row['language']}  {row['origin']:9} {row['units']:9,} units of {row['sentences']:9,} "
                   f"different sentences, {row['from']} to {row['to']}")
    click.echo(f"{replaced} earlier translations kept in the history")


@memory.command(short_help="Take the approved units of drafts in; rebuild a damaged memory.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=_PATH)
@click.option("--rebuild", is_flag=True,
              help="Make the memory again from PATHs and what can still be read of it; the old file is kept.")
@_MEMORY
@_JSON
def learn(paths: tuple[Path, ...], rebuild: bool, file: Path | None, as_json: bool) -> int:
    """Learn from drafts: PATH is a draft, an article's folder or a folder of them. Twice is the same as once.

    Only units a person approved count. A new correction of a segment replaces what was
    learnt from the same article before. `tk edition` does this by itself.
    """
    from translate.memory import learn as learning
    from translate.memory.memories import default_path

    path = file or default_path()
    if rebuild:
        done = learning.rebuild(path, paths)
    else:
        with _store(file) as store:
            done = learning.learn(store, paths)
    for failure in done.failures:
        click.echo(f"tk: {failure}", err=True)
    if as_json:
        told = {"file": str(path), "drafts": done.drafts, **_counts(done.added), "failures": done.failures}
        if rebuild:
            told |= {"saved": done.kept, "old": str(done.aside) if done.aside else None}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        click.echo(f"{done.drafts} drafts: {_in_words(done.added)}")
        if rebuild and done.aside:
            click.echo(f"{done.kept} units saved from the old file, which is now {done.aside}")
    return 1 if done.failures else 0


@memory.command(short_help="Take units out; they are kept in a TMX file.")
@_TO
@click.option("--before", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="Last changed before that day.")
@click.option("--article", metavar="NAME", help="Learnt from this article, or imported from this file.")
@click.option("--imported", is_flag=True, help="Only what came from TMX files.")
@click.option("--superseded", is_flag=True, help="Only where a newer unit translates the same sentence.")
@click.option("--dry-run", is_flag=True, help="Say how many, change nothing.")
@_MEMORY
def prune(language: str | None, before: Any, article: str | None, imported: bool, superseded: bool, dry_run: bool,
          file: Path | None) -> None:
    """Take the units that meet all conditions given out of the memory.

    They are written to a TMX file beside the memory first: `tk memory import` brings them back.
    """
    from translate.memory.prune import Conditions, prune

    conditions = Conditions(language, int(before.timestamp()) if before else None, article, imported, superseded)
    with _store(file, make=False) as store:
        count, kept = prune(store, conditions, dry_run=dry_run)
    if dry_run:
        click.echo(f"{count} units would be taken out")
    else:
        click.echo(f"{count} units taken out" + (f", kept in {kept}" if kept else ""))


def _store(file: Path | None, *, make: bool = True) -> Store:
    from translate.memory.memories import default_path
    from translate.memory.store import Store

    return Store(file or default_path(), make=make)


def _counts(added: Added) -> dict[str, int]:
    return {"new": added.new, "changed": added.changed, "same": added.same, "older": added.older}


def _in_words(added: Added) -> str:
    older = f", {added.older} older than what is there" if added.older else ""
    return f"{added.new} new, {added.changed} changed, {added.same} known already{older}"


def _day(seconds: int) -> str:
    return date.fromtimestamp(seconds).isoformat() if seconds else "no date"
