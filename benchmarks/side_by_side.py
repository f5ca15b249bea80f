#!/usr/bin/env python3
"""French beside what each model makes of it: a page to read and judge by hand.

    python benchmarks/side_by_side.py FILE… --to ru --model A --model B --out page.html

The sentences are drawn from the articles (--sentences of them, in their order there), the
same at every run while the articles are. The page is HTML, or Markdown when --out ends in
.md. Every language of --to (repeatable; default: all) gets a table of its own, every model
a column; what the engine flags (loop, dropped, …) is in brackets after the text.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from translate import engines, ingest, segmentation
from translate.engines.base import Request, Result
from translate.engines.prepare import is_copied
from translate.errors import YelemaError
from translate.files import write_atomic
from translate.languages import TARGETS, language

# Marks of work, not of quality.
QUIET_FLAGS = {"split", "retried"}

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Side by side</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2em }}
table {{ border-collapse: collapse; table-layout: fixed; width: 100% }}
th, td {{ border: 1px solid #bbb; padding: .4em .6em; text-align: left; vertical-align: top }}
th:first-child, td:first-child {{ width: 2.5em }}
</style>
{tables}
</html>
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", metavar="FILE", nargs="+", help="articles in any format that tk reads")
    parser.add_argument("--model", action="append", help="name or folder; repeatable; default: the embedded one")
    parser.add_argument("--to", action="append", choices=TARGETS, help="target language; repeatable")
    parser.add_argument("--sentences", type=int, default=50)
    parser.add_argument("--threads", type=int, help="default: all processors")
    parser.add_argument("--out", type=Path, default=Path("side-by-side.html"), help="default: %(default)s")
    options = parser.parse_args(arguments)
    try:
        sentences = sample(options.files, options.sentences)
        loaded = [engines.load(model, threads=options.threads) for model in options.model or [None]]
        markdown = options.out.suffix == ".md"
        tables = []
        for target in options.to or TARGETS:
            able = [engine for engine in loaded if target in engine.targets]
            if able:
                header = ["", "French", *(engine.name for engine in able)]
                columns = [engine.translate([Request(text, target) for text in sentences]) for engine in able]
                rows = [[str(number), sentences[number - 1], *map(shown, results)]
                        for number, results in enumerate(zip(*columns), 1)]
                tables.append((markdown_table if markdown else html_table)(language(target).name, [header, *rows]))
        page = "\n".join(tables)
        write_atomic(options.out, page if markdown else PAGE.format(tables=page))
    except YelemaError as error:
        print(f"side_by_side: {error}", file=sys.stderr)
        return error.exit_code
    print(f"{len(sentences)} sentences, {len(loaded)} models: {options.out}")
    return 0


def sample(files: Sequence[str], size: int) -> list[str]:
    """At most *size* different sentences of the articles, in their order."""
    articles = [ingest.read(Path(file)) for file in files]
    texts = [segment.text for article in articles for segment in segmentation.segment(article)]
    different = [text for text in dict.fromkeys(texts) if not is_copied(text)]
    drawn = random.Random(1).sample(range(len(different)), min(size, len(different)))
    return [different[number] for number in sorted(drawn)]


def shown(result: Result) -> str:
    flags = sorted(set(result.flags) - QUIET_FLAGS)
    return result.best.text + (f" [{', '.join(flags)}]" if flags else "")


def html_table(title: str, rows: Sequence[Sequence[str]]) -> str:
    lines = [f"<h2>{escape(title)}</h2>", "<table>"]
    for number, row in enumerate(rows):
        cell = "td" if number else "th"
        lines.append("<tr>" + "".join(f"<{cell}>{escape(text)}</{cell}>" for text in row))
    return "\n".join([*lines, "</table>"])


def markdown_table(title: str, rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(" ".join(text.split()).replace("|", "\\|") for text in row) + " |" for row in rows]
    return "\n".join([f"## {title}", "", lines[0], "| ---: |" + " --- |" * (len(rows[0]) - 1), *lines[1:], ""])


if __name__ == "__main__":
    sys.exit(main())
