#!/usr/bin/env python3
"""Source words per second: CTranslate2 in int8 and float32 against transformers, in one run.

    python benchmarks/engine_speed.py [--text FILE] [--sentences 300] [--beam 4] [--model NAME]

Without --text the sentences are those of the sample articles, repeated. All engines get
the same token sequences, a third of them into each target language, and search with the
same beam; what the path adds around them (splitting, second attempts) is left out. The
machine should have nothing else to do. Every row is the best of --rounds rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from translate import ingest, segmentation
from translate.checkpoints import Checkpoint, find_checkpoint
from translate.engines import ENGINES
from translate.engines.ct2 import available_threads
from translate.engines.decoding import Decoder, Settings
from translate.engines.prepare import is_copied
from translate.engines.tokens import Vocabulary
from translate.normalise import normalise
from translate.resources import articles_dir

ROWS = (("ctranslate2", "int8"), ("ctranslate2", "float32"), ("transformers", "float32"))
LONGEST = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", type=Path, help="French text, one sentence a line")
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=available_threads())
    parser.add_argument("--model")
    options = parser.parse_args()

    checkpoint = find_checkpoint(options.model)
    sentences = list(islice(cycle(own_sentences() if options.text is None else read(options.text)), options.sentences))
    vocabulary = Vocabulary(checkpoint)
    sources = [vocabulary.encode(text, target) for text, target in zip(sentences, cycle(checkpoint.targets))]
    kept = [number for number, source in enumerate(sources) if len(source) <= LONGEST]
    sources = [sources[number] for number in kept]
    words = sum(len(sentences[number].split()) for number in kept)
    settings = Settings(beam=options.beam, max_tokens=2 * LONGEST)

    size = f"{len(sources)} sentences, {words} words"
    print(f"{checkpoint.label}: {size}, beam {options.beam}, {options.threads} threads")
    print()
    print("| engine | numbers | load, s | first sentence, s | source words/s | times transformers |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    measured = [measure(checkpoint, *row, sources, settings, options.threads, options.rounds) for row in ROWS]
    slowest = measured[-1][2]
    for (engine, numbers), (load, first, seconds) in zip(ROWS, measured):
        print(f"| {engine} | {numbers} | {load:.2f} | {first:.3f} | {words / seconds:,.0f} | {slowest / seconds:.1f} |")


def measure(
    checkpoint: Checkpoint, engine: str, numbers: str, sources: Sequence[Sequence[str]], settings: Settings,
    threads: int, rounds: int,
) -> tuple[float, float, float]:
    """Seconds to load (already converted), for a first short sentence, and for all sentences."""
    ENGINES[engine](checkpoint, numbers, threads)  # converts, imports libraries
    decoder, load = timed_load(checkpoint, engine, numbers, threads)
    shortest = min(sources, key=len)
    began = time.perf_counter()
    decoder.decode([shortest], settings)
    first = time.perf_counter() - began
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        decoder.decode(sources, settings)
        seconds.append(time.perf_counter() - began)
    return load, first, min(seconds)


def timed_load(checkpoint: Checkpoint, engine: str, numbers: str, threads: int) -> tuple[Decoder, float]:
    began = time.perf_counter()
    return ENGINES[engine](checkpoint, numbers, threads), time.perf_counter() - began


def own_sentences() -> list[str]:
    """The segments of the sample articles that ship."""
    articles = [ingest.read(path) for path in sorted(articles_dir().iterdir()) if path.stem != "README"]
    texts = [normalise(segment.text) for article in articles for segment in segmentation.segment(article)]
    return [text for text in texts if not is_copied(text)]


def read(file: Path) -> list[str]:
    return [text for line in file.read_text(encoding="utf-8").splitlines() if not is_copied(text := normalise(line))]


if __name__ == "__main__":
    main()
