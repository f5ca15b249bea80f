"""`tk render`: editions again from (edited) drafts."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(short_help="Make the pages again from your corrected drafts.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--glossary", "glossaries", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
              help="A termbase (CSV, XLSX, TBX, OmegaT, memoQ, Trados) on top of the shipped ones; repeatable, "
                   "later wins.")
@click.option("--names", type=click.Choice(["bambara", "french", "bambara-french"]), default="bambara",
              show_default=True, help="How Bambara names were to be spelled, as for tk edition.")
@click.option("--layout", "layouts", multiple=True, type=click.Choice(["bilingual", "interleaved", "parallel"]),
              default=("bilingual",), show_default=True, help="Which editions to make. Repeatable.")
@click.option("--format", "formats", default="html,markdown", show_default=True, metavar="NAMES",
              help="html, markdown, json, epub, docx, pdf, separated by commas.")
@click.option("--json", "as_json", is_flag=True, help="Print the files written as JSON.")
def render(
    paths: tuple[Path, ...], glossaries: tuple[Path, ...], names: str, layouts: tuple[str, ...], formats: str,
    as_json: bool,
) -> None:
    """Render editions for review from drafts without translating anything.

    PATH is an article's folder (output/<article>), one of its drafts (then only that
    language is rendered), or a folder of article folders. For clean editions see tk publish.
    """
    from translate import publishing
    from translate.editions import parse_formats
    from translate.pipeline import load_termbase
    from translate.workspace import find_folders

    chosen = parse_formats(formats)
    termbase = load_termbase(glossaries, spelling=names)
    written: list[Path] = []
    for folder, languages in find_folders(list(paths)):
        written += publishing.render(folder, languages, termbase, layouts, chosen)
    if as_json:
        click.echo(json.dumps([str(path) for path in written], ensure_ascii=False, indent=1))
    else:
        for path in written:
            click.echo(f"wrote {path}")
