#!/usr/bin/env python3
"""Which attention head of a model aligns words, and how far it agrees with a statistical aligner.

    python benchmarks/alignment.py --data FOLDER [--model NAME] [--lines 200] [--support FILE]

FOLDER holds parallel text, `news.fr` beside `news.en`, whose lines are fed to the model with
their human translations. The aligner (``translate.training.aligner``) learns from the same
lines, all of them, and from the bitext files of --support. The last lines are for the file that
`tk train card --measures` takes: with them in its card, a model's drafts get their tags placed.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from translate.checkpoints import find_checkpoint
from translate.dev_sets import DevSet, find_dev_sets
from translate.normalise import normalise
from translate.training.attention import HeadScore, measure_heads
from translate.training.bitext import bitext_at
from translate.training.readers import read_pairs
from translate.training.vocabulary import Tokens

# Of each file of --support: enough for the words of news.
_SUPPORT_PAIRS = 5000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--support", type=Path, action="append", default=[],
                        help="bitext named <source>.fr-en.tsv; repeatable")
    parser.add_argument("--model")
    parser.add_argument("--lines", type=int, default=200, help="lines of each set that are measured")
    options = parser.parse_args()

    import torch
    from transformers import MarianMTModel

    torch.set_num_threads(1)
    checkpoint = find_checkpoint(options.model)
    tokens = Tokens(checkpoint.path)
    network = MarianMTModel.from_pretrained(checkpoint.path, dtype=torch.float32, attn_implementation="eager").eval()
    measured: list[tuple[DevSet, list[HeadScore]]] = []
    print(f"{checkpoint.label}: links of each decoder head against a statistical aligner's, in per cent")
    print()
    print("| set | pair | sentences | layer | head | precision | recall | F1 |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for dev in find_dev_sets(options.data, [f"fr-{code}" for code in checkpoint.targets]):
        pairs = [(normalise(source), normalise(target)) for source, target in zip(dev.source, dev.target)]
        pairs = pairs[:: max(1, len(pairs) // options.lines)][: options.lines] + pairs
        support = pairs[options.lines :] + list(supporting(options.support, f"fr-{dev.target_language}"))
        scores = measure_heads(network, tokens, pairs[: options.lines], dev.target_language, support)
        measured.append((dev, scores))
        for score in scores[:3]:
            print(f"| {dev.name} | fr-{dev.target_language} | {score.sentences} | {score.layer} | {score.head} | "
                  f"{100 * score.precision:.1f} | {100 * score.recall:.1f} | {100 * score.f1:.1f} |")
    print()
    print(as_measures(measured))


def supporting(files: Iterable[Path], pair: str) -> Iterator[tuple[str, str]]:
    """The first pairs of each of the bitext files that are for this language pair."""
    for path in files:
        if f".{pair}." in path.name:
            for file in bitext_at(path, pair):
                for raw in islice(read_pairs(file), _SUPPORT_PAIRS):
                    yield normalise(raw.source), normalise(raw.target)


def as_measures(measured: Sequence[tuple[DevSet, list[HeadScore]]]) -> str:
    """The head with the best F1 over all sets, as `tk train card --measures` takes it."""
    total: dict[tuple[int, int], float] = defaultdict(float)
    for _, scores in measured:
        for score in scores:
            total[score.layer, score.head] += score.f1
    layer, head = max(total, key=lambda place: total[place])
    lines = ["[alignment]", f"layer = {layer}", f"head = {head}", 'aligner = "IBM model 1 with a diagonal prior"']
    for dev, scores in measured:
        score = next(score for score in scores if (score.layer, score.head) == (layer, head))
        lines += ["", "[[alignment.agreement]]", f'set = "{dev.name}"', f'pair = "fr-{dev.target_language}"',
                  f"sentences = {score.sentences}", f"precision = {100 * score.precision:.1f}",
                  f"recall = {100 * score.recall:.1f}", f"f1 = {100 * score.f1:.1f}"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
