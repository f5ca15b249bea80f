"""The closing summary of a run, as an operator reads it."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from translate.report import Report

_SHOWN = 12
"""Articles listed one by one; a longer run gets totals only, run.json has the rest."""


def print_summary(report: Report) -> None:
    """Table of counts per article and language, what was set aside, and where things are."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = 140  # a log file has no edge: long article names stay whole
    table = Table(box=None, pad_edge=False)
    table.add_column("article")
    table.add_column("to")
    for heading in ("segments", "translated", "memory", "reviewed", "terms", "errors", "warnings"):
        table.add_column(heading, justify="right")
    if len(report.articles) <= _SHOWN:
        for article in report.articles:
            for code, counts in article.languages.items():
                table.add_row(
                    article.slug, code, str(counts.segments), str(counts.translated),
                    str(counts.memory), str(counts.reviewed),
                    f"{counts.terms_covered}/{counts.terms_expected}", str(counts.errors), str(counts.warnings),
                )
    else:
        for code in report.articles[0].languages:
            all_counts = [article.languages[code] for article in report.articles]
            table.add_row(
                f"{len(all_counts)} articles", code,
                *(str(sum(getattr(counts, name) for counts in all_counts))
                  for name in ("segments", "translated", "memory", "reviewed")),
                f"{sum(c.terms_covered for c in all_counts)}/{sum(c.terms_expected for c in all_counts)}",
                *(str(sum(getattr(counts, name) for counts in all_counts)) for name in ("errors", "warnings")),
            )
    console.print(table)
    if len(report.articles) <= _SHOWN:
        for article in report.articles:
            for text in article.boilerplate:
                click.echo(f"set aside in {article.slug}: {_short(text)}")
            for warning in article.warnings:
                click.echo(f"warning in {article.slug}: {warning}")
            for file in article.files:
                click.echo(f"wrote {file}")
    else:
        click.echo(f"wrote {sum(len(article.files) for article in report.articles)} files")
    if report.failures:
        click.echo(f"{len(report.failures)} of {len(report.failures) + len(report.articles)} articles failed")


def _short(text: str, limit: int = 72) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
