#!/usr/bin/env python3
"""How fast a large translation memory is filled and looked up, beside rapidfuzz's brute force.

    python benchmarks/memory.py                            # 200,000 made-up units
    python benchmarks/memory.py --units 1000000 --queries 200
    python benchmarks/memory.py --data FILE.fr             # sentences of yours, one a line

Queries are sentences of the memory with a fifth of their words changed, and as many that are
not in it. The peer compares the words of the query with those of every unit
(`rapidfuzz.process.extract`, Levenshtein over word sequences held as strings of one
character a word, same threshold); its answers and ours are held against each other.
Times are processor seconds of this process; other work on the machine blurs them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from translate.article import Segment
from translate.memory.entry import Entry
from translate.memory.lookup import Lookup
from translate.memory.match import Query
from translate.memory.percent import most_edits
from translate.memory.store import Store
from translate.memory.tokens import tokens_of
from translate.memory.transfer import export_tmx, import_tmx

SYLLABLES = "ba ko ma ri sou dé lé fi gou ta né ré vo ci pu lan dro mi ste tion".split()  # noqa: SIM905
Result = TypeVar("Result")


def made_up(count: int, draw: random.Random) -> Iterator[str]:
    """Sentences of 3 to 40 words of a vocabulary of 60,000, the n-th most frequent as frequent as 1/n (Zipf)."""
    words = list({"".join(draw.choices(SYLLABLES, k=draw.randint(1, 4))) for _ in range(90_000)})[:60_000]
    summed, total = [], 0.0
    for rank in range(1, len(words) + 1):
        total += 1 / (rank + 2)
        summed.append(total)
    for _ in range(count):
        length = min(40, max(3, round(draw.lognormvariate(2.9, 0.5))))
        sentence = " ".join(draw.choices(words, cum_weights=summed, k=length))
        yield sentence.capitalize() + "."


def changed(sentence: str, draw: random.Random, others: Sequence[str]) -> str:
    """The sentence with a fifth of its words taken from another."""
    words = sentence.split()
    for _ in range(max(1, len(words) // 5)):
        words[draw.randrange(len(words))] = draw.choice(draw.choice(others).split())
    return " ".join(words)


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=200_000)
    parser.add_argument("--data", type=Path, help="a file of sentences, one a line, instead of made-up ones")
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--peer-queries", type=int, default=20, help="as many of them for the peer, which is slow")
    parser.add_argument("--least", type=int, default=75)
    parser.add_argument("--skip-tmx", action="store_true", help="do not measure import and export")
    options = parser.parse_args()
    draw = random.Random(1)
    if options.data:
        lines = dict.fromkeys(line.strip() for line in options.data.read_text(encoding="utf-8").splitlines())
        sentences = [line for line in lines if line]
    else:
        sentences = list(made_up(options.units + options.queries, draw))
    draw.shuffle(sentences)
    strange, sentences = sentences[: options.queries // 2], sentences[options.queries // 2 :][: options.units]
    known = [changed(draw.choice(sentences), draw, sentences) for _ in range(options.queries // 2)]
    queries = [text for pair in zip(known, strange) for text in pair]
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), sentences, tmx=not options.skip_tmx)
        print(f"{len(queries)} queries, {options.least} % and more")
        measure(Path(folder), queries, options.peer_queries, options.least)


def fill(folder: Path, sentences: Sequence[str], *, tmx: bool) -> None:
    """Make the memory; print how long each way in and out takes."""
    units, mean = len(sentences), sum(len(text.split()) for text in sentences) / len(sentences)
    # What else the machine does shows in this: about 0.05 s on an idle processor of 2024.
    seconds, _ = timed(lambda: sum(number & 3 for number in range(1_000_000)))
    print(f"{units} units of {mean:.1f} words; processor time; a loop of 1,000,000 takes {seconds:.2f} s now")
    with Store(folder / "memory.db") as store:
        seconds, _ = timed(lambda: store.add(
            Entry(text, f"Перевод {number}", "ru", changed=1) for number, text in enumerate(sentences)))
        line("put in, units/s", units / seconds)
        if tmx:
            seconds, _ = timed(lambda: export_tmx(store, folder / "memory.tmx"))
            line("tk memory export, units/s", units / seconds)
    if tmx:
        with Store(folder / "second.db") as store:
            seconds, done = timed(lambda: import_tmx(store, folder / "memory.tmx"))
            assert done.added.new == units
            line("tk memory import, units/s", units / seconds)


def measure(folder: Path, queries: Sequence[str], peer_queries: int, least: int) -> None:
    """Print how long the index and look-ups take, and the peer."""
    with Store(folder / "memory.db") as store:
        lookup = Lookup(store)
        seconds, _ = timed(lambda: lookup.refresh("ru"))
        line("index made the first time, s", seconds)
        seconds, _ = timed(lambda: Lookup(store).refresh("ru"))
        line("index opened, ms", 1000 * seconds)
        times, answers = [], []
        for text in queries:
            seconds, found = timed(lambda: lookup.find(query(text), least=least, limit=5))  # noqa: B023
            times.append(1000 * seconds)
            answers.append(found)
        spread("look-up of 5 matches, ms", times)
        line("queries with a match", sum(map(bool, answers)))
        peer(store, queries[:peer_queries], least, lookup)


def peer(store: Store, queries: Sequence[str], least: int, lookup: Lookup) -> None:
    """The same by comparing with every unit; stops with an error if an answer differs."""
    letters: dict[str, str] = {}

    def packed(text: str) -> str:
        # One character a word; surrogates are no characters.
        return "".join(letters.setdefault(word, chr(len(letters) + (0xE000 if len(letters) > 0xD000 else 32)))
                       for word in tokens_of(text))

    choices = {number: packed(text) for number, text in store.sources_after("ru", 0)}
    times = []
    for text in queries:
        wanted = packed(text)

        def scan(wanted: str = wanted) -> dict[int, int]:
            found = process.extract(wanted, choices, scorer=Levenshtein.normalized_similarity,
                                    score_cutoff=least / 100 - 1e-9, limit=None)
            return {number: len(choice) for choice, _, number in found}

        seconds, found = timed(scan)
        times.append(1000 * seconds)
        exact = {
            number for number in found
            if Levenshtein.distance(wanted, choices[number])
            <= most_edits(max(len(wanted), len(choices[number])), least)
        }
        near = {number for _, number in lookup.near(query(text), least)}
        assert near == exact, f"not the same units for {text!r}: {near ^ exact}"
    spread("rapidfuzz brute force, ms", times)


def query(text: str) -> Query:
    return Query(Segment("s", "b", "paragraph", text), "ru")


def line(name: str, value: float) -> None:
    print(f"{name:32} {value:12,.1f}" if value < 1000 else f"{name:32} {value:12,.0f}")


def spread(name: str, times: Sequence[float]) -> None:
    if times:
        ordered = sorted(times)
        last = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
        print(f"{name:32} median {statistics.median(times):8.2f}   95 % below {last:8.2f}   most {ordered[-1]:8.2f}")


if __name__ == "__main__":
    main()
