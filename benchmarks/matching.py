#!/usr/bin/env python3
"""How fast a large termbase loads and finds its terms, beside two simpler matchers.

    python benchmarks/matching.py                     # 100,000 made-up terms
    python benchmarks/matching.py --text FILE.fr      # the same terms over a text of yours

The peers look for the terms as they are written, in small letters: a loop over all terms
(`str.find`, measured on a few sentences only), and pyahocorasick with word boundaries. What
only ours finds are plurals, capitals without accents, other joints and contractions.
Times are processor seconds of this process; other work on the machine blurs them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from translate.terminology import Termbase

SYLLABLES = "ba ko ma ri sou dé lé fi gou ta né ré vo ci pu lan dro mi ste tion".split()  # noqa: SIM905
FILLERS = "le la de et les des un une que dans pour sur avec il elle a est".split()  # noqa: SIM905
Found = Callable[[str], int]


def made_up(terms: int, draw: random.Random) -> tuple[list[str], list[str]]:
    """(terms of one to four words, sentences in which one word in seven is a term's)."""
    words = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(terms // 5)]
    phrases: dict[str, None] = {}
    while len(phrases) < terms:
        phrases[" ".join(draw.choices(words, k=draw.choice([1, 2, 2, 3, 3, 4])))] = None
    sentences = [
        " ".join(draw.choice(words) if draw.random() < 0.15 else draw.choice(FILLERS) for _ in range(25)) + "."
        for _ in range(9000)
    ]
    return list(phrases), sentences


def ours(terms: list[str]) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.csv"
        path.write_text("fr,en\n" + "".join(f"{term},term {n}\n" for n, term in enumerate(terms)), encoding="utf-8")
        began = time.process_time()
        termbase = Termbase.load([path])
        termbase.match("le", "en")
        ours.seconds = time.process_time() - began  # type: ignore[attr-defined]
    return lambda sentence: len(termbase.match(sentence, "en"))


def naive(terms: list[str]) -> Found:
    padded = [f" {term} " for term in terms]

    def find(sentence: str) -> int:
        text = f" {sentence.lower().replace('.', ' ')} "
        return sum(text.count(term) for term in padded)

    return find


def aho_corasick(terms: list[str]) -> Found:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(f" {term} ", len(term))
    automaton.make_automaton()

    def find(sentence: str) -> int:
        text = f" {sentence.lower().replace('.', ' ')} "
        return sum(1 for _ in automaton.iter(text))

    return find


def measure(terms: list[str], sentences: list[str]) -> Iterator[tuple[str, ...]]:
    yield ("matcher", "ready in s", "text MB", "hits", "MB/s")
    for name, build, share in (("ours", ours, 1.0), ("aho-corasick only", aho_corasick, 1.0), ("naive", naive, 0.004)):
        began = time.process_time()
        try:
            find = build(terms)
        except ImportError:
            yield (name, "not installed", "", "", "")
            continue
        ready = getattr(build, "seconds", time.process_time() - began)
        some = sentences[: max(1, int(len(sentences) * share))]
        size = sum(len(sentence.encode()) for sentence in some) / 1e6
        began = time.process_time()
        hits = sum(map(find, some))
        seconds = max(time.process_time() - began, 1e-9)
        yield (name, f"{ready:.2f}", f"{size:.3f}", f"{hits}", f"{size / seconds:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=int, default=100_000, help="made-up terms (default: %(default)s)")
    parser.add_argument("--text", type=Path, help="a text, one sentence a line, instead of made-up ones")
    options = parser.parse_args()
    terms, sentences = made_up(options.terms, random.Random(1))
    if options.text:
        sentences = options.text.read_text(encoding="utf-8").splitlines()
    rows = list(measure(terms, sentences))
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths)))


if __name__ == "__main__":
    main()
