#!/usr/bin/env python3
"""How often the terms of a glossary come out right: not told to the model, told, and put right afterwards.

    python benchmarks/terms.py --data FOLDER [--model NAME] [--glossary FILE] [--lines N]

FOLDER holds parallel text, one segment a line: `news.fr` beside `news.en`, `news.ru`.
Counted are the terms of the glossary in the French whose human translation holds them too:
by lemma (any form of a permitted term), and by exact form (of those right by the very term
that the human wrote, the share in a form the human has). "Wrong" tells the model the term
of another concept, which shows how far it obeys; success is then still that of the right
term. "Enforced" is what a run does: terms are told only where a sentence lacks one, and put
in where that did not help. chrF2 is over the sentences that have such a term; others are not
told anything. Seconds are of processor time, so that other work on the machine does not count; "added" is what they are
above those of "none", in per cent, for a text of which one sentence in three has a term.
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
from translate.resources import shipped_glossaries
from translate.terminology import Termbase
from translate.terminology.coverage import covered
from translate.terminology.enforcement import FORCED, MISSING, enforced, request_for
from translate.terminology.evaluate import expected_terms, same_form_as
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
    """Success in per cent: lemma of `terms`, exact of those right by the reference's term, in_form exact ones of all.

    chrf: of the sentences with terms. seconds: of processor time, a sentence.
    forced, missing: sentences flagged so.
    """

    set: str
    pair: str
    mode: str
    sentences: int
    terms: int
    lemma: float
    exact: float
    in_form: float
    chrf: float
    seconds: float
    added: float
    forced: int
    missing: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model")
    parser.add_argument("--glossary", type=Path, action="append", help="instead of the shipped ones")
    parser.add_argument("--to", default="en,ru")
    parser.add_argument("--lines", type=int, default=0, help="at most so many lines of each set")
    parser.add_argument("--modes", default=",".join(MODES), help=f"of {', '.join(MODES)}")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    termbase = Termbase.load(options.glossary or shipped_glossaries())
    engine = engines.load(options.model, threads=options.threads)
    pairs = [f"fr-{language}" for language in options.to.split(",")]
    sets = find_dev_sets(options.data, pairs, options.lines)
    rows = [row for dev in sets for row in measure(dev, termbase, engine, options.modes.split(","))]
    if options.json:
        print(json.dumps([asdict(row) for row in rows]))
        return
    print(f"{engine.name}, {len(termbase)} concepts")
    print()
    print("| set | pair | terms are | sentences | terms | lemma % | exact % | chrF2 | s/sentence | added % | forced | "
          "missing |")
    print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        print(f"| {row.set} | {row.pair} | {row.mode} | {row.sentences} | {row.terms} | {row.lemma:.1f} | "
              f"{row.exact:.1f} | {row.chrf:.2f} | {row.seconds:.3f} | {row.added:.0f} | {row.forced} | "
              f"{row.missing} |")


def measure(dev: DevSet, termbase: Termbase, engine: Engine, modes: Sequence[str]) -> Iterator[Row]:
    """The modes on one set."""
    language = dev.target_language
    sentences = list(with_terms(dev, termbase))
    count = sum(len(sentence.terms) for sentence in sentences)
    if not count:
        return
    other = wrong_terms(sentences)
    engine.translate([Request(sentences[0].source, language)])  # loads what is loaded late
    plain = 0.0
    for mode in modes:
        began = time.process_time()
        requests = [_request(sentence, language, mode, termbase, other) for sentence in sentences]
        results = engine.translate(requests)
        if mode == "enforced":
            results = enforced(engine, requests, results, termbase)
        seconds = (time.process_time() - began) / len(sentences)
        plain = seconds if mode == "none" else plain
        outputs = [result.best.text for result in results]
        lemma, same, exact = successes(sentences, outputs, language)
        chrf = evaluate(outputs, [sentence.reference for sentence in sentences]).chrf
        flags = [flag for result in results for flag in result.flags]
        yield Row(dev.name, f"{dev.source_language}-{language}", mode, len(sentences), count,
                  100 * lemma / count, 100 * exact / max(1, same), 100 * exact / count, chrf, seconds,
                  100 * (seconds / plain - 1) / 3 if plain else 0.0, flags.count(FORCED), flags.count(MISSING))


def _request(sentence: Sentence, language: str, mode: str, termbase: Termbase, other: dict[str, str]) -> Request:
    """What the engine is asked; told are all terms of the sentence, not only those that the reference holds."""
    if mode == "none":
        return Request(sentence.source, language)
    terms = termbase.match(sentence.source, language)
    if mode == "enforced":
        return request_for(sentence.source, language, terms)
    told = (
        (term.source, other.get(term.entry, term.targets[0]) if mode == "wrong" else term.targets[0])
        for term in terms if term.targets
    )
    return Request(sentence.source, language, terms=tuple(told))


def with_terms(dev: DevSet, termbase: Termbase) -> Iterator[Sentence]:
    """The sentences of a set with the terms that their reference holds, if there is one."""
    for source, reference in zip(dev.source, dev.target):
        found = tuple(
            term for term in expected_terms(source, dev.target_language, termbase)
            if covered(term, reference, dev.target_language))
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


def successes(sentences: Sequence[Sentence], outputs: Sequence[str], language: str) -> tuple[int, int, int]:
    """Terms the outputs hold by lemma; of these, those whose reference has the same term; in a form it has."""
    lemma = same = exact = 0
    for sentence, output in zip(sentences, outputs):
        for term in sentence.terms:
            lemma += covered(term, output, language)
            form = same_form_as(term, output, sentence.reference, language)
            same += form is not None
            exact += bool(form)
    return lemma, same, exact



if __name__ == "__main__":
    main()
