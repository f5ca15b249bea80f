"""French sentence boundaries: ours beside named peers, on the same text, in one run.

    python benchmarks/segmentation.py --data DIR

Every .txt, .fr and .tsv(.xz) file under DIR that holds one sentence a line (the first
column of a .tsv) is a set. An empty line ends a document. `--join` says how running
text is made of it:

    documents   the lines of a document, joined by one space (the default)
    5           paragraphs of five lines within a document, joined by one space
    all         the whole file on one line, as if documents had no ends

A boundary is right when it falls between the same two non-space characters as in the
file; the end of a text does not count. Peers that are not installed are named and
skipped. pysbd's time grows with the square of the text's length, so it is given at most
`--pysbd-limit` characters at once (cut between sentences, which helps it).
"""

from __future__ import annotations

import argparse
import lzma
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

Splitter = Callable[[str], list[str]]
Texts = list[list[str]]


def ours() -> Splitter:
    from translate.segmentation import split

    return lambda text: [text[start:end] for start, end in split(text)]


def regex() -> Splitter:
    return re.compile(r"(?<=[.!?…])\s+").split


def regex_capital() -> Splitter:
    return re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-Þ«\"“—–-])").split


def pysbd() -> Splitter:
    import pysbd

    return pysbd.Segmenter(language="fr", clean=False).segment


def spacy() -> Splitter:
    import spacy

    model = spacy.blank("fr")
    model.add_pipe("sentencizer")
    model.max_length = 10**9
    return lambda text: [sentence.text for sentence in model(text).sents]


def koehn() -> Splitter:
    from sentence_splitter import SentenceSplitter

    return SentenceSplitter(language="fr").split


def blingfire() -> Splitter:
    import blingfire

    return lambda text: blingfire.text_to_sentences(text).split("\n")


PEERS: dict[str, Callable[[], Splitter]] = {
    "yelema": ours,
    "pysbd (fr)": pysbd,
    "spaCy sentencizer (fr)": spacy,
    "sentence-splitter (fr)": koehn,
    "blingfire": blingfire,
    "regex, stop and space": regex,
    "regex, then a capital": regex_capital,
}


def read_documents(path: Path) -> Texts:
    """The sentences of a file, a list for each document."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        documents: Texts = [[]]
        for line in file:
            sentence = " ".join(line.split("\t")[0].split())
            if sentence:
                documents[-1].append(sentence)
            elif documents[-1]:
                documents.append([])
    return [document for document in documents if document]


def join(documents: Texts, how: str) -> Texts:
    """The texts to split, each still as the list of its sentences."""
    if how == "documents":
        return documents
    if how == "all":
        return [list(chain.from_iterable(documents))]
    size = int(how)
    return [document[at : at + size] for document in documents for at in range(0, len(document), size)]


def shorter(texts: Texts, limit: int) -> Texts:
    """The same sentences in texts of at most `limit` characters (or of one sentence)."""
    pieces: Texts = []
    for text in texts:
        length = limit
        for sentence in text:
            length += len(sentence) + 1
            if length > limit:
                pieces.append([])
                length = len(sentence)
            pieces[-1].append(sentence)
    return pieces


def inner_ends(sentences: list[str]) -> set[int]:
    """Where sentences end, in non-space characters from the start, but for the last."""
    ends: set[int] = set()
    at = 0
    for sentence in sentences:
        at += sum(not character.isspace() for character in sentence)
        ends.add(at)
    return ends - {0, at}


def measure(texts: Texts, split: Splitter) -> tuple[float, float, float, float]:
    """Precision, recall, F1 and megabytes (UTF-8) a second."""
    right = found = wanted = size = 0
    seconds = 0.0
    split("Bonjour. Bonsoir.")  # what is loaded on the first call is not the speed
    for sentences in texts:
        text = " ".join(sentences)
        began = time.perf_counter()
        units = split(text)
        seconds += time.perf_counter() - began
        size += len(text.encode())
        gold, guess = inner_ends(sentences), inner_ends(units)
        right += len(gold & guess)
        found += len(guess)
        wanted += len(gold)
    precision = right / found if found else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return precision, recall, f1, size / 1e6 / max(seconds, 1e-9)


def installed_peers() -> Iterator[tuple[str, Splitter]]:
    for name, make in PEERS.items():
        try:
            yield name, make()
        except ImportError as error:
            print(f"skipped: {name} ({error})", file=sys.stderr)


def find_sets(data: list[Path]) -> list[Path]:
    names = ("*.txt", "*.fr", "*.tsv", "*.tsv.xz")
    return sorted(
        hit
        for path in data
        for hit in ([path] if path.is_file() else chain.from_iterable(map(path.rglob, names)))
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True, metavar="DIR")
    parser.add_argument("--join", default="documents", metavar="HOW")
    parser.add_argument("--pysbd-limit", type=int, default=5000, metavar="N")
    arguments = parser.parse_args()
    how = arguments.join
    if how not in ("documents", "all") and not (how.isdecimal() and int(how)):
        parser.error("--join takes documents, all, or a number of lines")
    sets = find_sets(arguments.data)
    if not sets:
        parser.error("no .txt, .fr or .tsv file there")
    warnings.simplefilter("ignore")
    peers = list(installed_peers())
    print(f"Texts joined by: {arguments.join}\n")
    print("| set | sentences | splitter | precision | recall | F1 | MB/s |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: |")
    for path in sets:
        texts = join(read_documents(path), arguments.join)
        count = sum(map(len, texts))
        for name, split in peers:
            given = shorter(texts, arguments.pysbd_limit) if name.startswith("pysbd") else texts
            *scores, speed = measure(given, split)
            row = [path.name.split(".")[0], str(count), name, *(f"{100 * score:.1f}" for score in scores)]
            print("|", " | ".join([*row, f"{speed:.2f}"]), "|", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
