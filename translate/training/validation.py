"""How good the weights are, measured while they train: dev loss and chrF of greedy output."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy
import torch

from translate.dev_sets import DevSet
from translate.evaluation import evaluate
from translate.normalise import normalise
from translate.training.network import batch_loss
from translate.training.sampling import Batch
from translate.training.vocabulary import Tokens

if TYPE_CHECKING:
    from transformers import MarianMTModel

_SENTENCES_AT_ONCE = 50


def validate(network: MarianMTModel, tokens: Tokens, dev_sets: Sequence[DevSet], max_tokens: int) -> dict[str, Any]:
    """Measure *network* on *dev_sets*.

    Returns `dev_loss` and `dev_chrf`, the means over target languages of the means over
    their sets, and the same for each set under `sets`. Loss is in nats a token, without
    label smoothing; chrF is that of greedy output against the normalised reference.
    """
    by_set: dict[str, dict[str, float]] = {}
    by_language: dict[str, list[dict[str, float]]] = {}
    for dev_set in dev_sets:
        source = [tokens.source(normalise(text), dev_set.target_language)[:max_tokens] for text in dev_set.source]
        references = [normalise(text) for text in dev_set.target]
        target = [tokens.target(text)[:max_tokens] for text in references]
        loss, count = 0.0, 0
        for batch in _batches(source, target, tokens.pad):
            value, size = batch_loss(network, batch, smoothing=0.0)
            loss, count = loss + value.item() * size, count + size
        output = greedy(network, tokens, source, max_tokens)
        scores = {"loss": round(loss / max(1, count), 4), "chrf": round(evaluate(output, references).chrf, 2)}
        by_set[dev_set.label] = scores
        by_language.setdefault(dev_set.target_language, []).append(scores)

    def mean(key: str) -> float:
        languages = [sum(scores[key] for scores in sets) / len(sets) for sets in by_language.values()]
        return round(sum(languages) / len(languages), 4)

    return {"dev_loss": mean("loss"), "dev_chrf": mean("chrf"), "sets": by_set}


def greedy(network: MarianMTModel, tokens: Tokens, source: Sequence[Sequence[int]], max_tokens: int) -> list[str]:
    """The greedy translation of each source (vocabulary ids), in the same order."""
    order = sorted(range(len(source)), key=lambda index: len(source[index]))
    output = [""] * len(source)
    for first in range(0, len(order), _SENTENCES_AT_ONCE):
        rows = order[first:first + _SENTENCES_AT_ONCE]
        ids = torch.from_numpy(_padded([source[row] for row in rows], tokens.pad)).to(network.device)
        model: Any = network
        generated = model.generate(
            input_ids=ids, attention_mask=(ids != tokens.pad).long(), num_beams=1, do_sample=False,
            max_length=None, max_new_tokens=min(max_tokens, 2 * ids.shape[1] + 10),
        )
        for row, sentence in zip(rows, generated[:, 1:].tolist(), strict=True):
            output[row] = tokens.text(sentence)
    return output


def _batches(source: list[list[int]], target: list[list[int]], pad: int) -> Iterator[Batch]:
    order = sorted(range(len(source)), key=lambda index: len(target[index]))
    for first in range(0, len(order), _SENTENCES_AT_ONCE):
        rows = order[first:first + _SENTENCES_AT_ONCE]
        yield Batch(_padded([source[row] for row in rows], pad), _padded([target[row] for row in rows], pad))


def _padded(sentences: Sequence[Sequence[int]], pad: int) -> numpy.ndarray:
    array = numpy.full((len(sentences), max(map(len, sentences))), pad, numpy.int64)
    for row, sentence in enumerate(sentences):
        array[row, :len(sentence)] = sentence
    return array
