"""Which attention head of the decoder knows which source word it is translating.

Every head of every decoder layer is compared with the word alignment of a statistical
aligner on parallel text it was not trained on. The best one is stored with the model:
the engines read from it where the words of a translation come from (see
``translate.engines.alignment``). Attention as alignment: Garg et al. 2019, "Jointly
Learning to Align and Translate with Transformer Models".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy
import torch

from translate.training.aligner import Aligner, words_of, words_of_pieces
from translate.training.vocabulary import Tokens

if TYPE_CHECKING:
    from transformers import MarianMTModel


# A link needs this part of the attention, as in the engines.
_LEAST = 0.3


@dataclass(frozen=True)
class HeadScore:
    """The links of a head against those of the aligner, each from 0 to 1."""

    layer: int
    head: int
    sentences: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def measure_heads(
    network: MarianMTModel, tokens: Tokens, pairs: Sequence[tuple[str, str]], language: str,
    support: Sequence[tuple[str, str]] = (), longest: int = 100,
) -> list[HeadScore]:
    """Every head of the decoder, the best first.

    pairs: normalised sentences and their translations into *language*, fed to the
    network as they are (forced decoding). support: further pairs, for the statistics of
    the aligner alone. longest: pairs of more pieces are left out.

    A head links each target word to the source word it looks at most, where that is
    0.3 of its attention at least.
    """
    words = [(words_of(source), words_of(target)) for source, target in [*pairs, *support]]
    aligner = Aligner([([w.text for w in source], [w.text for w in target]) for source, target in words])
    links = aligner.links()[:len(pairs)]
    shape = network.config.decoder_layers, network.config.decoder_attention_heads
    right, made, wanted, sentences = numpy.zeros(shape), numpy.zeros(shape), 0, 0
    for (source, target), (source_words, target_words), linked in zip(pairs, words, links):
        source_ids, target_ids = tokens.source(source, language), tokens.target(target)
        if max(len(source_ids), len(target_ids)) > longest or not linked:
            continue
        rows = words_of_pieces(tokens, target_ids[:-1], target_words)
        columns = [-1, *words_of_pieces(tokens, source_ids[1:-1], source_words), -1]
        weights = _attention(network, source_ids, target_ids)
        by_word = _by_word(weights, rows, columns, len(target_words), len(source_words))
        certain = by_word.max(axis=3) >= _LEAST
        made += certain.sum(axis=2)
        wanted, sentences = wanted + len(linked), sentences + 1
        for first, second in linked:
            right += (by_word.argmax(axis=3)[:, :, second] == first) & certain[:, :, second]
    made = numpy.maximum(1, made)
    found = [
        HeadScore(layer, head, sentences, float(right[layer, head] / made[layer, head]),
                  float(right[layer, head] / max(1, wanted)))
        for layer, head in numpy.ndindex(shape)
    ]
    return sorted(found, key=lambda score: -score.f1)


def _attention(network: MarianMTModel, source: Sequence[int], target: Sequence[int]) -> numpy.ndarray:
    """(layers, heads, target, source) cross-attention when each target piece is produced."""
    start = network.config.decoder_start_token_id
    with torch.no_grad():
        output = network(
            input_ids=torch.tensor([list(source)]), decoder_input_ids=torch.tensor([[start, *target[:-1]]]),
            output_attentions=True, use_cache=False)
    return torch.stack(output.cross_attentions)[:, 0].numpy()


def _by_word(weights: numpy.ndarray, rows: Sequence[int], columns: Sequence[int], targets: int,
             sources: int) -> numpy.ndarray:
    """(layers, heads, targets, sources) attention: mean over a target word's pieces, sum over a source word's."""
    left = numpy.zeros((targets, weights.shape[2]))
    for piece, word in enumerate(rows):
        if word >= 0:
            left[word, piece] = 1 / rows.count(word)
    right = numpy.zeros((weights.shape[3], sources))
    for piece, word in enumerate(columns):
        if word >= 0:
            right[piece, word] = 1
    return left @ weights @ right
