#!/usr/bin/env python3
"""How well checkpoints translate parallel text, and how fast: one Markdown table.

    python benchmarks/quality.py --data DEV [--model NAME …] [--lines N] [--threads N] [--json]
    python benchmarks/quality.py --data DEV --model NEW --against OLD

DEV holds the sets, one segment a line: NAME.fr beside NAME.en, NAME.ru, NAME.bm. Every
installed model is measured unless some are named, through the whole engine path, as
`tk lines` goes. ± is half of sacrebleu's 95 % bootstrap interval. With two checkpoints or
more the last columns say how much higher each scores than the first one, with the p of
the paired bootstrap test: below 0.05 the difference is hardly chance.

With --against the baseline is the checkpoint in the folder OLD (by itself: the embedded
model is measured). A set where BLEU or chrF2, to one decimal, is lower than OLD's, or a
language OLD had that is gone, is named at the end, and the program leaves with 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from translate import engines
from translate.checkpoints import DEFAULT_MODEL, find_checkpoint, list_checkpoints
from translate.dev_sets import DevSet, find_dev_sets
from translate.engines.base import Engine, Request
from translate.errors import YelemaError
from translate.evaluation import Comparison, Scores, compare, evaluate
from translate.languages import TARGETS

COPY = "copy the source"

MOZILLA = "mozilla/firefox-translations-models, evaluation results of fr-en"
HELSINKI = "benchmark_results.txt of Helsinki-NLP/opus-mt-tc-big-fr-zle"
# Published scores of others: (set, pair, system, BLEU, chrF2 or None, where it is published).
# flores-dev (flores101-dev) and wmt13 (newstest2013) are sets we measure on; the others are test sets.
PEERS: tuple[tuple[str, str, str, float, float | None, str], ...] = (
    ("flores-dev", "fr-en", "argos", 40.8, None, MOZILLA),
    ("flores-dev", "fr-en", "opus-mt", 43.0, None, MOZILLA),
    ("flores-dev", "fr-en", "bergamot-tiny, 17 MB", 43.8, None, MOZILLA),
    ("flores-dev", "fr-en", "Google", 48.7, None, MOZILLA),
    ("wmt13", "fr-en", "argos", 32.1, None, MOZILLA),
    ("wmt13", "fr-en", "opus-mt", 33.6, None, MOZILLA),
    ("wmt13", "fr-en", "bergamot-tiny, 17 MB", 33.3, None, MOZILLA),
    ("wmt13", "fr-en", "Google", 34.5, None, MOZILLA),
    ("flores-test", "fr-en", "argos", 39.5, None, MOZILLA),
    ("flores-test", "fr-en", "opus-mt", 41.7, None, MOZILLA),
    ("flores-test", "fr-en", "bergamot-tiny, 17 MB", 42.1, None, MOZILLA),
    ("flores-test", "fr-en", "Google", 46.7, None, MOZILLA),
    ("wmt14", "fr-en", "argos", 35.3, None, MOZILLA),
    ("wmt14", "fr-en", "opus-mt", 38.0, None, MOZILLA),
    ("wmt14", "fr-en", "bergamot-tiny, 17 MB", 37.3, None, MOZILLA),
    ("wmt14", "fr-en", "Google", 40.6, None, MOZILLA),
    ("flores101-dev", "fr-ru", "opus-mt-tc-big", 25.7, 54.1, HELSINKI),
    ("newstest2013", "fr-ru", "opus-mt-tc-big", 24.8, 52.3, HELSINKI),
    ("flores101-devtest", "fr-ru", "opus-mt-tc-big", 25.8, 54.1, HELSINKI),
    ("Bayelemabaga test", "fr-bm", "a transformer from scratch", 10.0, 21.0, "arXiv 2509.12514"),
)


@dataclass(frozen=True)
class Row:
    """One system on one set; speed in source words a second, gained over the baseline."""

    set: str
    pair: str
    system: str
    scores: Scores
    speed: float | None = None
    megabytes: float | None = None
    gained: Comparison | None = None

    @property
    def worse(self) -> bool:
        """Whether BLEU or chrF2, to the decimal that is shown, is below the baseline's."""
        if self.gained is None:
            return False
        pairs = ((self.scores.bleu, self.gained.bleu), (self.scores.chrf, self.gained.chrf))
        return any(round(score, 1) < round(score - gained, 1) for score, gained in pairs)

    def as_json(self) -> dict[str, object]:
        row = {"set": self.set, "pair": self.pair, "system": self.system, **self.scores.as_json()}
        if self.speed is not None and self.megabytes is not None:
            row |= {"words_per_second": round(self.speed), "megabytes": round(self.megabytes, 1)}
        if self.gained is not None:
            row |= {"gained": {key: round(value, 4) for key, value in asdict(self.gained).items()}, "worse": self.worse}
        return row


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of sets NAME.fr, NAME.en, …")
    parser.add_argument("--model", action="append", help="name or folder; repeatable; default: all installed")
    parser.add_argument("--against", metavar="FOLDER", help="the checkpoint that must not be better on any set")
    parser.add_argument("--lines", type=int, default=0, help="only so many lines of each set, evenly spread")
    parser.add_argument("--threads", type=int, help="default: all processors")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    try:
        sets = find_dev_sets(options.data, [f"fr-{code}" for code in TARGETS], options.lines)
        models = options.model or ([DEFAULT_MODEL] if options.against else installed())
        rows = measure([options.against, *models] if options.against else models, sets, options.threads)
    except YelemaError as error:
        print(f"quality: {error}", file=sys.stderr)
        return error.exit_code
    lost = list(losses(rows)) if options.against else []
    if options.json:
        peers = [dict(zip(("set", "pair", "system", "bleu", "chrf", "source"), peer)) for peer in PEERS]
        print(json.dumps(
            {"rows": [row.as_json() for row in rows], "peers": peers, "worse": lost}, ensure_ascii=False, indent=1))
    else:
        print("\n".join([*table(rows), "", *peer_table()]))
        if options.against:
            print("", *(lost or ["No set is worse than before."]), sep="\n")
    return 1 if lost else 0


def installed() -> list[str]:
    """Every installed model that is usable, the embedded one first: the others are compared with it."""
    names = [checkpoint.name for checkpoint in list_checkpoints() if not checkpoint.problem]
    return sorted(names, key=lambda name: name != DEFAULT_MODEL)


def measure(models: Sequence[str], sets: Sequence[DevSet], threads: int | None) -> list[Row]:
    """A row for copying and one for each model, set by set; the first model is the baseline."""
    rows = [
        Row(item.name, pair(item), COPY, evaluate(item.source, item.target, confidence=True)) for item in sets
    ]
    baseline: dict[str, list[str]] = {}
    for number, model in enumerate(models):
        engine = engines.load(model, threads=threads)
        size = find_checkpoint(model).size / 1e6
        for item in sets:
            if item.target_language not in engine.targets:
                continue
            print(f"{engine.name} {item.label}", file=sys.stderr)
            began = time.perf_counter()
            output = translated(engine, item)
            seconds = time.perf_counter() - began
            if number == 0:
                baseline[item.label] = output
            rows.append(Row(
                item.name, pair(item), engine.name, evaluate(output, item.target, confidence=True),
                sum(len(text.split()) for text in item.source) / seconds, size,
                compare(output, baseline[item.label], item.target) if number and item.label in baseline else None,
            ))
    order = [(item.name, pair(item)) for item in sets]
    return sorted(rows, key=lambda row: order.index((row.set, row.pair)))


def translated(engine: Engine, item: DevSet) -> list[str]:
    """The engine's first hypotheses, lines and blank lines treated as `tk lines` does."""
    texts = [text.strip() for text in item.source]
    results = iter(engine.translate([Request(text, item.target_language) for text in texts if text]))
    return [next(results).best.text if text else "" for text in texts]


def pair(item: DevSet) -> str:
    return f"{item.source_language}-{item.target_language}"


def losses(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each set where a model falls behind the baseline, which comes first, or lacks its language."""
    systems = list(dict.fromkeys(row.system for row in rows if row.system != COPY))
    found = {(row.set, row.pair, row.system): row for row in rows}
    for row in rows:
        if row.worse and row.gained is not None:
            chance = max(row.gained.bleu_p, row.gained.chrf_p) >= 0.05
            yield (
                f"WORSE: {row.system} on {row.set} {row.pair}: BLEU {row.gained.bleu:+.1f}, chrF2 "
                f"{row.gained.chrf:+.1f}{' (may be chance)' if chance else ''}")
        if row.system == systems[0]:
            for other in systems[1:]:
                if (row.set, row.pair, other) not in found:
                    yield f"WORSE: {other} on {row.set} {row.pair}: does not translate into this language"


def table(rows: Sequence[Row]) -> Iterator[str]:
    compared = any(row.gained for row in rows)
    yield "| set | pair | segments | system | BLEU | chrF2 | words/s | MB |" + (
        " BLEU gained (p) | chrF2 gained (p) |" if compared else "")
    yield "| --- | --- | ---: | --- | ---: | ---: | ---: | ---: |" + (" ---: | ---: |" if compared else "")
    for row in rows:
        scores = row.scores
        cells = [
            row.set, row.pair, str(scores.segments), row.system, f"{scores.bleu:.1f} ± {scores.bleu_margin:.1f}",
            f"{scores.chrf:.1f} ± {scores.chrf_margin:.1f}", "" if row.speed is None else f"{row.speed:,.0f}",
            "" if row.megabytes is None else f"{row.megabytes:.1f}",
        ]
        if compared:
            gained = row.gained
            cells += [
                f"{gained.bleu:+.1f} ({gained.bleu_p:.3f})", f"{gained.chrf:+.1f} ({gained.chrf_p:.3f})",
            ] if gained else ["", ""]
        yield line(cells)
    yield ""
    yield f"BLEU `{rows[0].scores.bleu_signature}`, chrF2 `{rows[0].scores.chrf_signature}`."


def peer_table() -> Iterator[str]:
    yield "Published by others, not measured here:"
    yield ""
    yield "| set | pair | system | BLEU | chrF2 | source |"
    yield "| --- | --- | --- | ---: | ---: | --- |"
    for name, languages, system, bleu, chrf, source in PEERS:
        yield line([name, languages, system, f"{bleu:.1f}", "" if chrf is None else f"{chrf:.1f}", source])


def line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
