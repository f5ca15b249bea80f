"""`tk segment`: how an article is cut into segments."""

from __future__ import annotations

import json

import click


@click.command(short_help="Show the segments of an article.")
@click.argument("source", metavar="FILE")
@click.option("--force-source", type=click.Choice(["fr"]),
              help="Take the text for French whatever it looks like.")
@click.option("--json", "as_json", is_flag=True,
              help="Print one JSON object per line: id, block, kind, text.")
def segment(source: str, force_source: str | None, as_json: bool) -> None:
    """Print the segments of FILE (- for standard input): the units that are translated.

    A segment's id stays the same as long as its text does, wherever it moves.
    """
    from translate import ingest, segmentation

    article = ingest.read(source, force_source=force_source)
    for warning in article.warnings:
        click.echo(f"tk: {warning}", err=True)
    segments = segmentation.segment(article)
    if as_json:
        for part in segments:
            row = {"id": part.id, "block": part.block_id, "kind": part.kind, "text": part.text}
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    width = max((len(part.id) for part in segments), default=0)
    block = None
    for part in segments:
        if block is not None and part.block_id != block:
            click.echo()
        block = part.block_id
        click.echo(f"{part.id:{width}}  {part.kind:9}  {part.text}")
