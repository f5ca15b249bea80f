#!/usr/bin/env python3
"""How often the terms of a glossary come out right: with them told to the model, and without.

    python benchmarks/terms.py --data FOLDER [--model NAME] [--glossary FILE] [--lines N]

FOLDER holds parallel text, one segment a line: `news.fr` beside `news.en`, `news.ru`.
Counted are the terms of the glossary in the French whose human translation holds them too:
by lemma (any form of a permitted term) and by exact form (a form the reference has it in).
"Wrong" tells the model the term of another concept, which shows how far it obeys; success
is then still that of the right term. "Enforced" tells the glossary's term and puts right
afterwards what was not heeded, as a run does; its seconds count both. chrF2 is over the
sentences that have such a term; others are not told anything.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from translate import engines
from translate.dev_sets import DevSet, find_dev_sets
from translate.engines.base import Engine, Request
from translate.evaluation import evaluate
from translate.resources import glossaries_dir
from translate.terminology import Termbase
from translate.terminology.coverage import holding
from translate.terminology.enforcement import enforced
from translate.terminology.inflection import same_form
from translate.units import TermMatch

MODES = ("none", "glossary", "wrong", "enforced")


@dataclass(frozen=True)
class Sentence:
    """A source, its reference, and the terms that both hold."""

    source: str
    reference: str
    terms: tuple[TermMatch, ...]


@dataclass(frozen=True)
class Row:
    """Success in per cent of `terms`; chrf of the sentences with terms; seconds a sentence."""

    set: str
    pair: str
    mode: str
    sentences: int
    terms: int
    lemma: float
    exact: float
    chrf: float
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--glossary", type=Path, action="append", help="instead of the shipped ones")
    parser.add_argument("--to", default="en,ru")
    parser.add_argument("--lines", type=int, default=0, help="at most so many lines of each set")
    parser.add_argument("--modes", default="none,glossary,wrong", help=f"of {', '.join(MODES)}")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    termbase = Termbase.load(options.glossary or sorted(glossaries_dir().glob("*.csv")))
    engine = engines.load(options.model, threads=options.threads)
    pairs = [f"fr-{language}" for language in options.to.split(",")]
    sets = find_dev_sets(options.data, pairs, options.lines)
    rows = [row for dev in sets for row in measure(dev, termbase, engine, options.modes.split(","))]
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))
        return
    print(f"{engine.name}, {len(termbase)} concepts")
    print()
    print("| set | pair | told | sentences | terms | lemma % | exact % | chrF2 | s/sentence |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        print(f"| {row.set} | {row.pair} | {row.mode} | {row.sentences} | {row.terms} | {row.lemma:.1f} | "
              f"{row.exact:.1f} | {row.chrf:.1f} | {row.seconds:.3f} |")


def measure(dev: DevSet, termbase: Termbase, engine: Engine, modes: Sequence[str]) -> Iterator[Row]:
    """The modes on one set."""
    language = dev.target_language
    sentences = list(with_terms(dev, termbase))
    count = sum(len(sentence.terms) for sentence in sentences)
    if not count:
        return
    other = wrong_terms(sentences)
    engine.translate([Request(sentences[0].source, language)])  # loads what is loaded late
    for mode in modes:
        told = [
            tuple((term.source, other[term.entry] if mode == "wrong" else term.targets[0]) for term in sentence.terms)
            if mode != "none" else ()
            for sentence in sentences
        ]
        began = time.perf_counter()
        requests = [Request(sentence.source, language, terms=terms) for sentence, terms in zip(sentences, told)]
        results = engine.translate(requests)
        if mode == "enforced":
            results = enforced(engine, requests, results, termbase)
        seconds = (time.perf_counter() - began) / len(sentences)
        outputs = [result.best.text for result in results]
        lemma, exact = successes(sentences, outputs, language)
        chrf = evaluate(outputs, [sentence.reference for sentence in sentences]).chrf
        yield Row(dev.name, f"{dev.source_language}-{language}", mode, len(sentences), count,
                  100 * lemma / count, 100 * exact / count, chrf, seconds)


def with_terms(dev: DevSet, termbase: Termbase) -> Iterator[Sentence]:
    """The sentences of a set with the terms that their reference holds, if there is one."""
    for source, reference in zip(dev.source, dev.target):
        found = tuple(
            term for term in termbase.match(source, dev.target_language)
            if term.targets and holding(term, reference, dev.target_language))
        if found:
            yield Sentence(source, reference, found)


def wrong_terms(sentences: Sequence[Sentence]) -> dict[str, str]:
    """For each entry the term of another one, by chance."""
    terms = {term.entry: term.targets[0] for sentence in sentences for term in sentence.terms}
    draw = random.Random(1)
    return {
        entry: draw.choice([other for other in terms.values() if other != term] or [term])
        for entry, term in sorted(terms.items())
    }


def successes(sentences: Sequence[Sentence], outputs: Sequence[str], language: str) -> tuple[int, int]:
    """Terms the outputs hold by lemma, and in a form the reference has."""
    lemma = exact = 0
    for sentence, output in zip(sentences, outputs):
        for term in sentence.terms:
            if held := holding(term, output, language):
                lemma += 1
                exact += bool(same_form(held[0], output, sentence.reference))
    return lemma, exact


if __name__ == "__main__":
    main()
