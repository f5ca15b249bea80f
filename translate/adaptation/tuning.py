"""Fine-tuning a MarianMT network on a few hundred pairs, and weights between two networks."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy
import torch
from torch.nn import functional

from translate.training.network import batch_loss, predictions
from translate.training.sampling import Batch

if TYPE_CHECKING:
    from transformers import MarianMTModel

Weights = dict[str, torch.Tensor]

# Small batches: a few hundred pairs must make enough steps.
_BATCH_TOKENS = 600

# The width the rate is meant for. A wider network changes as much at a lower one.
_WIDTH = 256


@dataclass(frozen=True)
class Example:
    """One pair as vocabulary ids, each side with its end, the source with its language token if any."""

    source: tuple[int, ...]
    target: tuple[int, ...]

    @property
    def length(self) -> int:
        return max(len(self.source), len(self.target))


@dataclass(frozen=True)
class Tuning:
    """How to fine-tune.

    An epoch is every correction once, and `replay` times as many examples of replay. anchor: what a nat of
    divergence from the base's predictions on replay weighs against a nat of loss on the
    corrections (knowledge distillation, Hinton et al. 2015; Li & Hoiem 2016). The
    rate, that of a network of width 256, warms up over the first epoch and falls to 0 at
    the last one. Training ends after `patience` epochs without a better held-out score, and
    the best epoch counts, of equal ones the last: a few steps more reach more sentences.
    """

    epochs: int = 12
    patience: int = 3
    rate: float = 1.6e-4
    replay: int = 4
    anchor: float = 10.0
    smoothing: float = 0.1
    clip: float = 1.0
    seed: int = 1


@dataclass(frozen=True)
class Tuned:
    """The weights of the best epoch (from 1; 0 for the base itself), and the held-out score after each, from 0 on."""

    weights: Weights
    epoch: int
    scores: tuple[float, ...]


def tune(
    network: MarianMTModel, training: Sequence[Example], replay: Sequence[Example],
    score: Callable[[], float], settings: Tuning, show: Callable[[int, int], None] = lambda done, total: None,
) -> Tuned:
    """Fine-tune *network* in place; the same arguments give the same weights.

    score: how good the network is now on what is held out, the higher the better.
    show: told the steps done and their greatest possible number.
    """
    torch.manual_seed(settings.seed)
    base = copy.deepcopy(network).eval().requires_grad_(False)
    generator = numpy.random.default_rng(settings.seed)
    rate = settings.rate * _WIDTH / network.config.d_model
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0)
    best, best_epoch, risen = own_weights(network), 0, 0
    network.eval()  # for good: dropout would pull what it repeats away from what the base says
    scores = [score()]
    step, total = 0, 0
    for epoch in range(1, settings.epochs + 1):
        batches = list(_epoch(training, replay, settings.replay, generator))
        total = total or len(batches) * settings.epochs
        for batch in batches:
            warm = min(1.0, (step + 1) / (total / settings.epochs))
            for group in optimizer.param_groups:
                group["lr"] = rate * warm * max(0.0, 1 - step / total)
            corrected, repeated = batch
            optimizer.zero_grad()
            batch_loss(network, _padded(corrected, network), settings.smoothing)[0].backward()
            tokens = sum(len(example.target) for example in repeated)
            for part in _batches(sorted(repeated, key=lambda example: example.length)):
                (settings.anchor / tokens * _divergence(network, base, _padded(part, network))).backward()
            torch.nn.utils.clip_grad_norm_(trained, settings.clip)
            optimizer.step()
            step += 1
            show(step, total)
        scores.append(score())
        if scores[-1] > max(scores[:-1]):
            risen = epoch
        if scores[-1] == max(scores) and risen:
            best, best_epoch = own_weights(network), epoch
        if epoch - risen >= settings.patience:
            break
    return Tuned(best, best_epoch, tuple(scores))


def own_weights(network: MarianMTModel) -> Weights:
    """A copy of every tensor that is neither tied to another nor computed."""
    names = {name for name, _ in network.named_parameters()}  # tied ones stand here once
    return {name: value.detach().clone() for name, value in network.state_dict().items()
            if name in names and not name.endswith("embed_positions.weight")}


def between(base: Weights, tuned: Weights, alpha: float) -> Weights:
    """The weights on the straight line from *base* (alpha 0) to *tuned* (alpha 1).

    They often do better on both tasks than either end: WiSE-FT, Wortsman et al. (2022).
    """
    return {name: torch.lerp(base[name], tuned[name], alpha) for name in base}


def _divergence(network: MarianMTModel, base: MarianMTModel, batch: Batch) -> torch.Tensor:
    """How far the predictions of *network* are from those of *base*: Kullback-Leibler, summed over target tokens."""
    states, _, weight, bias, _ = predictions(network, batch)
    with torch.no_grad():
        base_states, _, base_weight, base_bias, _ = predictions(base, batch)
        wanted = functional.log_softmax(base_states @ base_weight.t() + base_bias, dim=-1)
    found = functional.log_softmax(states @ weight.t() + bias, dim=-1)
    return functional.kl_div(found, wanted, reduction="sum", log_target=True)


def _epoch(
    training: Sequence[Example], replay: Sequence[Example], times: int, generator: numpy.random.Generator,
) -> Iterator[tuple[list[Example], list[Example]]]:
    """Every correction once, in batches of like length in a random order, each with *times* as many of replay."""
    shuffled = [training[index] for index in generator.permutation(len(training))]
    batches = list(_batches(sorted(shuffled, key=lambda example: example.length)))
    rounds = -(-times * len(training) // max(1, len(replay)))
    drawn = iter([replay[number] for _ in range(rounds) for number in generator.permutation(len(replay))])
    for index in generator.permutation(len(batches)):
        yield batches[index], list(islice(drawn, times * len(batches[index])))


def _batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """*examples*, sorted by length, in batches of at most _BATCH_TOKENS padded tokens a side."""
    batch: list[Example] = []
    for example in examples:
        if batch and example.length * (len(batch) + 1) > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch


def _padded(examples: Sequence[Example], network: MarianMTModel) -> Batch:
    pad = network.config.pad_token_id

    def side(rows: list[tuple[int, ...]]) -> Any:
        array = numpy.full((len(rows), max(map(len, rows))), pad, numpy.int64)
        for number, row in enumerate(rows):
            array[number, :len(row)] = row
        return array

    return Batch(side([example.source for example in examples]), side([example.target for example in examples]))
