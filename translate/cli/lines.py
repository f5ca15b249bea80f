"""`tk lines`: standard input to standard output, line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from translate.languages import TARGETS


@click.command(short_help="Translate standard input line by line.")
@click.option("--to", "target", required=True, type=click.Choice(TARGETS), help="Target language.")
@click.option("--model", "models", multiple=True, metavar="NAME|PATH|A+B",
              help="A checkpoint, or two with a language between, instead of the best installed one.")
@click.option("--engine", type=click.Choice(["ctranslate2", "transformers"]), default="ctranslate2", show_default=True,
              help="transformers is the slow reference (torch extra).")
@click.option("--beam", type=click.IntRange(1, 32), default=4, show_default=True,
              help="Hypotheses the search keeps; 1 is fastest.")
def lines(target: str, models: tuple[str, ...], engine: str, beam: int) -> int:
    """Translate standard input to standard output: one line out for every line in.

    Made for pipes and for evaluation: the text is as the model writes it, with straight
    quotes and plain spaces. Blank lines stay blank. Lines that came out badly (loops,
    nothing, much left out) are named on standard error at the end.
    """
    from translate import engines
    from translate.engines.base import Request
    from translate.line_stream import chunks
    from translate.model_choice import Choice

    chain = Choice(models).for_targets([target])[target]
    loaded = engines.chained(
        [engines.load(checkpoint, engine=engine, beam=beam) for checkpoint in chain.checkpoints], chain.via)
    noted: dict[str, list[int]] = {}
    number = 0
    try:
        for chunk in chunks(sys.stdin.buffer):
            results = iter(loaded.translate([Request(text, target) for text in chunk if text]))
            for text in chunk:
                number += 1
                result = next(results) if text else None
                click.echo(result.best.text if result else "")
                for flag in result.flags if result else ():
                    noted.setdefault(flag, []).append(number)
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has had enough (`| head`). Python would complain again on leaving.
        sys.stdout = None
        return 0
    for message in _notes(noted):
        click.echo(f"tk: {message}", err=True)
    return 0


def _notes(noted: dict[str, list[int]]) -> Iterator[str]:
    """One line for each kind of trouble."""
    meanings = {
        "empty": "nothing came out",
        "loop": "the translation repeats itself",
        "dropped": "much of the source is missing",
        "script": "letters are of another alphabet",
        "unknown": "characters the model does not know",
    }
    for flag, meaning in meanings.items():
        if numbers := noted.get(flag):
            shown = ", ".join(map(str, numbers[:10])) + (", ..." if len(numbers) > 10 else "")
            yield f"{meaning}: {len(numbers)} {'line' if len(numbers) == 1 else 'lines'} ({shown})"
