#!/usr/bin/env python3
"""How fast terms are found, and how often human translations hold the shipped terms.

    python benchmarks/terminology.py                       # speed, on made-up terms
    python benchmarks/terminology.py --data FOLDER         # and coverage

FOLDER holds aligned files, one sentence a line: NAME.fr beside NAME.en, NAME.ru, NAME.bm.
Times are processor seconds of this process; other work on the machine blurs them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from translate.resources import shipped_glossaries
from translate.terminology import Termbase
from translate.terminology.coverage import holding
from translate.terminology.inflection import case_fits

SYLLABLES = "ba ko ma ri sou dé lé fi gou ta né ré vo ci pu lan dro mi ste tion"
FILLERS = "le la de et les des un une que dans pour sur avec il elle a est"
Row = tuple[str, ...]


def speed(terms: int, seed: int = 1) -> Iterator[Row]:
    """Load a termbase of made-up terms and match about a megabyte in which one word in seven is a term's."""
    draw = random.Random(seed)
    syllables, fillers = SYLLABLES.split(), FILLERS.split()
    words = ["".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(terms // 5)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms.csv"
        phrases = (" ".join(draw.choices(words, k=draw.choice([1, 2, 2, 3, 3, 4]))) for _ in range(terms))
        rows = "".join(f"{phrase},term {n}\n" for n, phrase in enumerate(phrases))
        path.write_text("fr,en\n" + rows, encoding="utf-8")
        began = time.process_time()
        termbase = Termbase.load([path])
        termbase.match("le", "en")
        loaded = time.process_time()
    sentences = [
        " ".join(draw.choice(words) if draw.random() < 0.15 else draw.choice(fillers) for _ in range(25)) + "."
        for _ in range(9000)
    ]
    size = sum(len(sentence.encode()) for sentence in sentences) / 1e6
    start = time.process_time()
    found = sum(len(termbase.match(sentence, "en")) for sentence in sentences)
    seconds = time.process_time() - start
    yield ("terms", "loaded in s", "text MB", "matches", "MB/s")
    yield (f"{len(termbase)}", f"{loaded - began:.2f}", f"{size:.2f}", f"{found}", f"{size / seconds:.2f}")


def human_coverage(data: Path) -> Iterator[Row]:
    """For every aligned pair in `data`: terms expected, and how many the human translation holds.

    Then the share of those in the dictionary form, the number found by stem only, the number in a
    case that the preposition before them does not take, and checks per second once forms are known.
    """
    termbase = Termbase.load(shipped_glossaries())
    yield ("text", "language", "sentences", "terms", "held", "%", "dictionary form %", "by stem", "misfits", "checks/s")
    for source in sorted(data.glob("*.fr")):
        french = source.read_text(encoding="utf-8").splitlines()
        for language in ("en", "ru", "bm"):
            path = source.with_suffix(f".{language}")
            if not path.exists():
                continue
            pairs = list(zip(french, path.read_text(encoding="utf-8").splitlines()))
            expected = [
                (term, target) for text, target in pairs for term in termbase.match(text, language) if term.targets
            ]
            for term, target in expected:
                holding(term, target, language)
            start = time.process_time()
            found = [(target, holding(term, target, language)) for term, target in expected]
            speed = len(expected) / max(1e-9, time.process_time() - start)
            held = [(target, *each) for target, each in found if each]
            plain = sum(hit.text.casefold() == entry.text.casefold() for _, entry, hit in held)
            stems = sum(hit.by == "stem" for *_, hit in held)
            misfits = sum(not case_fits(hit, target) for target, _, hit in held)
            yield (
                source.stem, language, str(len(pairs)), str(len(expected)), str(len(held)),
                f"{100 * len(held) / max(1, len(expected)):.1f}", f"{100 * plain / max(1, len(held)):.1f}",
                str(stems), str(misfits), f"{speed:,.0f}",
            )  # fmt: skip


def print_table(rows: Iterator[Row]) -> None:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table)]
    for row in table:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths)))
    print()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of aligned files")
    parser.add_argument("--terms", type=int, default=100_000, help="made-up terms (default: %(default)s)")
    options = parser.parse_args()
    print_table(speed(options.terms))
    if options.data:
        print_table(human_coverage(options.data))


if __name__ == "__main__":
    main()
