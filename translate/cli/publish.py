"""`tk publish`: clean editions of what is reviewed, one article or many in one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.cli.wording import counted
from translate.languages import TARGETS

if TYPE_CHECKING:
    from translate.publishing import Published


@click.command(short_help="Clean editions of what is reviewed, ready to publish.")
@click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(path_type=Path))
@click.option("--collection", type=click.Path(path_type=Path), metavar="ISSUE.TOML",
              help="Publish the articles this file names as one publication instead.")
@click.option("--to", "languages", multiple=True, type=click.Choice(TARGETS),
              help="Only these languages; repeatable.")
@click.option("--format", "formats", default="", metavar="NAMES",
              help="html, markdown, json, epub, docx, pdf, separated by commas.  [default: html,markdown; of a "
                   "collection what its file says]")
@click.option("--allow-drafts", is_flag=True,
              help="Also publish what nobody has reviewed, marked as an unreviewed machine draft.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
              help="Put the files here, named <article>.<language>.md as static sites want them.")
@click.option("--dated", is_flag=True, help="With --out: begin the names with the article's date, as Jekyll wants.")
@click.option("--json", "as_json", is_flag=True, help="Print what was made and refused as JSON.")
def publish(
    paths: tuple[Path, ...], collection: Path | None, languages: tuple[str, ...], formats: str, allow_drafts: bool,
    out: Path | None, dated: bool, as_json: bool,
) -> int:
    """Write clean editions: the translation alone, without French and review marks.

    PATH is an article's folder (output/<article>), one of its drafts, or a folder of article
    folders; the files go into the article's editions/. An article with a unit that nobody has
    reviewed is refused and the others go on; then the exit code is 1.
    """
    if bool(paths) == bool(collection):
        raise click.UsageError("give either articles (PATH...) or --collection ISSUE.TOML")
    if dated and (collection or not out):
        raise click.UsageError("--dated names files of articles in a folder given with --out")
    if collection and languages:
        raise click.UsageError("--to is for articles; the languages of a collection stand in its file")
    from translate import publishing
    from translate.editions import COLLECTION_FORMATS, DEFAULT_FORMATS, FORMATS, parse_formats

    if collection:
        from translate.editions.issue import read_issue

        chosen = parse_formats(formats, COLLECTION_FORMATS) if formats else ()
        done = publishing.publish_collection(
            read_issue(collection), formats=chosen, allow_drafts=allow_drafts, out=out)
    else:
        chosen = parse_formats(formats, FORMATS) if formats else DEFAULT_FORMATS
        wanted = list(publishing.find_wanted(paths, languages))  # a wrong path is told before anything is written
        done = publishing.publish(wanted, formats=chosen, allow_drafts=allow_drafts, out=out, dated=dated)
    for refusal in done.refusals:
        click.echo(f"tk: {refusal.message}", err=True)
    if as_json:
        click.echo(json.dumps(done.as_dict(), ensure_ascii=False, indent=1))
    else:
        _print(done)
    return done.exit_code


def _print(done: Published) -> None:
    for path in done.files:
        click.echo(f"wrote {path}" + (" (unreviewed draft)" if path in done.drafts else ""))
    if done.refusals:
        click.echo(f"{counted(len(done.files), 'file')} written, {counted(len(done.refusals), 'edition')} refused")
