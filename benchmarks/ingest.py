#!/usr/bin/env python3
"""How much of an article each extractor keeps, and how much of the page around it.

    python benchmarks/ingest.py [--pages FOLDER]

Without --pages: our own article in the frames of a dozen publishing systems
(tests/ingest/pages.py), on which our reader was tuned. FOLDER holds pages of your own:
NAME.html and beside it NAME.txt, the article's blocks, one a line. trafilatura and
jusText run with their own settings for French; a peer that is not installed is left out.

Words: precision and recall of the words in the extracted text. Whole lines: the share of
the article's blocks (headings and captions included) that come out unbroken.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from translate import ingest

Extractor = Callable[[str], list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="folder of NAME.html with NAME.txt")
    options = parser.parse_args()
    pages = list(own_pages() if options.pages is None else labelled_pages(options.pages))

    print(f"{len(pages)} pages\n")
    print("| extractor | word precision | word recall | F1 | whole lines | ms a page |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, extract in extractors().items():
        extract(pages[0][0])
        started = time.perf_counter()
        results = [extract(page) for page, _ in pages]
        seconds = time.perf_counter() - started
        precision, recall, lines = scores(results, [gold for _, gold in pages])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(
            f"| {name} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {lines:.3f} | {1000 * seconds / len(pages):.0f} |"
        )


def own_pages() -> Iterator[tuple[str, list[str]]]:
    """Every page of the tests with the lines of its article."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "ingest"))
    import pages

    for page in pages.PAGES.values():
        yield page, [pages.TITLE, *pages.TEXTS]


def labelled_pages(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Every NAME.html of a folder with the lines of NAME.txt."""
    for path in sorted(folder.glob("*.html")):
        gold = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        yield path.read_text(encoding="utf-8"), [line for line in gold if line.strip()]


def extractors() -> dict[str, Extractor]:
    """Our reader and the peers that are installed."""
    found: dict[str, Extractor] = {"tk": ours}
    try:
        import trafilatura
    except ModuleNotFoundError:
        pass
    else:
        found["trafilatura"] = lambda page: lines_of(trafilatura.extract(page, include_comments=False))
        found["trafilatura, recall"] = lambda page: lines_of(
            trafilatura.extract(page, include_comments=False, favor_recall=True)
        )
    try:
        import justext
    except ModuleNotFoundError:
        pass
    else:
        stoplist = justext.get_stoplist("French")
        found["jusText"] = lambda page: [
            paragraph.text for paragraph in justext.justext(page, stoplist) if not paragraph.is_boilerplate
        ]
    return found


def ours(page: str) -> list[str]:
    """The blocks of an article, but for the rubric and the author, which the others leave out."""
    article = ingest.read_bytes(page.encode(), name="page.html", force_source="fr")
    return [block.text for block in article.blocks if block.kind not in ("kicker", "byline")]


def lines_of(text: str | None) -> list[str]:
    """The lines of an extracted text."""
    return [line.lstrip("-# ") for line in (text or "").splitlines() if line.strip()]


def scores(results: list[list[str]], golds: list[list[str]]) -> tuple[float, float, float]:
    """Word precision, word recall and the share of whole lines, over all pages."""
    hits = extracted = wanted = whole = lines = 0
    for result, gold in zip(results, golds):
        got, want = words(result), words(gold)
        hits += (got & want).total()
        extracted += got.total()
        wanted += want.total()
        found = {squeezed(line) for line in result}
        whole += sum(squeezed(line) in found for line in gold)
        lines += len(gold)
    return hits / max(1, extracted), hits / max(1, wanted), whole / max(1, lines)


def words(texts: list[str]) -> Counter[str]:
    """The words of some texts and how often each stands there."""
    return Counter(re.findall(r"\w+", " ".join(texts).casefold()))


def squeezed(text: str) -> str:
    """The letters and digits of a line: white space and signs do not count."""
    return re.sub(r"\W+", "", text).casefold()


if __name__ == "__main__":
    main()
