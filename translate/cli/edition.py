"""`tk edition` and `tk translate`: articles in, drafts and editions out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from translate.cli.progress import progress_bar
from translate.cli.summary import print_summary
from translate.languages import TARGETS, parse_targets
from translate.memory.percent import FUZZY


def _run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that `edition` and `translate` share."""
    for decorate in reversed(
        [
            click.argument("articles", nargs=-1, required=True, metavar="ARTICLE..."),
            click.option("--to", "targets", default=",".join(TARGETS), show_default=True, metavar="CODES",
                         help="Target languages, separated by commas."),
            click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("output"),
                         show_default=True, help="Where article folders are made."),
            click.option("--glossary", "glossaries", multiple=True, metavar="FILE",
                         type=click.Path(path_type=Path),
                         help="A termbase (CSV, XLSX, TBX, OmegaT, memoQ, Trados) on top of the shipped ones; "
                              "repeatable, later wins."),
            click.option("--no-glossary", is_flag=True, help="Use no termbase at all."),
            click.option("--names", type=click.Choice(["bambara", "french", "bambara-french"]), default="bambara",
                         show_default=True,
                         help="How Bambara drafts spell names the glossaries know; bambara-french: in Bambara, with "
                              "the French in brackets at first mention."),
            click.option("--spell-out", is_flag=True,
                         help="New drafts: the full name in brackets behind an acronym the glossaries know, where an "
                              "article first uses it."),
            click.option("--memory", "memories", multiple=True, metavar="FILE[:PENALTY]",
                         help="Another translation memory (.db or .tmx) to look in, its matches worth PENALTY per "
                              "cent less; repeatable."),
            click.option("--fuzzy", type=click.IntRange(50, 100), default=FUZZY, show_default=True, metavar="PERCENT",
                         help="Use the translation of a sentence so similar before the machine's; 100: the same only."),
            click.option("--no-memory", is_flag=True, help="Neither use nor fill the translation memory."),
            click.option("--model", "models", multiple=True, metavar="NAME|PATH|A+B",
                         help="A checkpoint, or two with a language between, instead of the best installed one; "
                              "ru=NAME for one language. Repeatable."),
            click.option("--engine", type=click.Choice(["ctranslate2", "transformers"]), default="ctranslate2",
                         show_default=True, help="transformers is the slow reference (torch extra)."),
            click.option("--force-source", type=click.Choice(["fr"]),
                         help="Take the text for French whatever it looks like."),
            click.option("--strict", is_flag=True, help="Exit 1 when a draft has QA errors."),
            click.option("--json", "as_json", is_flag=True, help="Print the report as JSON on standard output."),
        ]
    ):
        command = decorate(command)
    return command


@click.command(short_help="French articles to drafts and bilingual pages.")
@_run_options
@click.option("--layout", "layouts", multiple=True, type=click.Choice(["bilingual", "interleaved", "parallel"]),
              default=("bilingual",), show_default=True,
              help="bilingual: French beside one language. interleaved: every line above its translation. "
                   "parallel: French beside all. Repeatable.")
@click.option("--format", "formats", default="html,markdown", show_default=True, metavar="NAMES",
              help="html, markdown, json, epub, docx, pdf, separated by commas.")
def edition(layouts: tuple[str, ...], formats: str, **options: Any) -> int:
    """Translate ARTICLEs and write drafts and editions into output/<article>/.

    An ARTICLE is a text, Markdown, HTML, Word, OpenDocument or EPUB file, a feed or a
    WordPress export, a web address, a folder of files, or - for standard input. Running
    it again keeps every correction: only new or changed sentences are translated.
    """
    from translate.editions import parse_formats

    return _run(layouts=layouts, formats=parse_formats(formats), **options)


@click.command(short_help="The same up to the drafts, without pages.")
@_run_options
def translate(**options: Any) -> int:
    """Translate ARTICLEs and write the drafts (PO files) only."""
    return _run(layouts=(), **options)


def _run(
    *, articles: tuple[str, ...], targets: str, no_glossary: bool, no_memory: bool, strict: bool,
    as_json: bool, memories: tuple[str, ...], glossaries: tuple[Path, ...], **options: Any,
) -> int:
    from translate import pipeline

    if no_glossary and glossaries:
        raise click.UsageError("--no-glossary and --glossary contradict each other")
    if no_memory and memories:
        raise click.UsageError("--no-memory and --memory contradict each other")
    chosen = pipeline.Options(
        targets=tuple(parse_targets(targets)), glossaries=glossaries, shipped_glossaries=not no_glossary,
        use_memory=not no_memory, memories=memories, **options
    )
    with progress_bar() as progress:
        report = pipeline.run(articles, chosen, progress)
    for warning in report.warnings:
        click.echo(f"tk: warning: {warning}", err=True)
    for failure in report.failures:
        click.echo(f"tk: {failure.message}", err=True)
    if as_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    elif report.articles:
        print_summary(report)
    return report.exit_code(strict=strict)
