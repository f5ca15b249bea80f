"""Both engines must be the same network: equal scores on forced targets, equal greedy outputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from translate.checkpoints import Checkpoint
from translate.engines.convert import positions
from translate.engines.ct2 import CTranslate2Decoder
from translate.engines.decoding import Settings
from translate.engines.tokens import Vocabulary

pytest.importorskip("torch")
pytest.importorskip("transformers")

SHAPES: dict[str, dict[str, Any]] = {
    "shared, swish, with bias": {},
    "shared, relu, without bias": {"activation": "relu", "bias": False},
    "shared, gelu, positions stored": {"activation": "gelu", "stored_positions": True},
    "6+6 layers": {"layers": (6, 6), "spread": 0.2},
    "6+2 layers, byte fallback": {"layers": (6, 2), "spread": 0.2, "byte_fallback": True},
    "separate vocabularies": {"shared": False, "languages": ()},
    "separate vocabularies, untied, no bias": {"shared": False, "tied": False, "bias": False, "languages": ()},
    "shared, untied": {"tied": False},
    "embeddings not scaled": {"scale": False},
    "different numbers of heads": {"heads": (4, 2)},
    "padding in the middle": {"pad_last": False},
    "starts from the end token": {"start": "</s>"},
    # transformers has no pre-norm Marian and ignores these; so must the conversion.
    "settings of other models": {"normalize_before": True, "normalize_embedding": True, "add_final_layer_norm": True},
    "float16": {"kind": "float16"},
    "bfloat16": {"kind": "bfloat16"},
}

SOURCES = [
    "Le train de Kayes arriverait avant la pluie.",
    "Deux accords sur l'eau : l'un au bord du fleuve, l'autre aux champs de Sikasso.",
    "L'école neuve.",
]
TARGETS = ["The train would arrive before sunrise.", "Nobody sell their catch, so they waited and waited.", "Mɔgɔ"]


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_scores_and_greedy_outputs_agree(make: Callable[..., Checkpoint], shape: dict[str, Any]) -> None:
    checkpoint = make("opus-mt-fr-en", **shape)
    _assert_same_network(checkpoint, SOURCES, TARGETS, tolerance=1e-4)


def test_embedded_model(embedded: Checkpoint) -> None:
    sources = [*SOURCES, "Le ministre a salué les deux délégations, puis il a repris la route de Kidal."]
    targets = [*TARGETS, "Министр поприветствовал обе делегации."]
    _assert_same_network(embedded, sources, targets, tolerance=1e-3)


def _assert_same_network(checkpoint: Checkpoint, sources: list[str], targets: list[str], tolerance: float) -> None:
    from translate.engines.transformers_engine import TransformersDecoder

    assert not checkpoint.problem
    ours, reference = CTranslate2Decoder(checkpoint, compute_type="float32"), TransformersDecoder(checkpoint, threads=1)
    vocabulary = Vocabulary(checkpoint)
    for language in checkpoint.targets:
        encoded = [vocabulary.encode(source, language) for source in sources]
        forced = [vocabulary.encode_target(target) for target in targets]
        expected = reference.score(encoded, forced)
        for got, wanted in zip(ours.score(encoded, forced), expected):
            assert got == pytest.approx(wanted, abs=tolerance)
        assert np.std([score for scores in expected for score in scores]) > 0.3, "a flat network proves nothing"

        greedy = Settings(beam=1, max_tokens=30)
        decoded = ours.decode(encoded, greedy), reference.decode(encoded, greedy)
        for (got,), (wanted,) in zip(*decoded):
            assert got.tokens == wanted.tokens
            assert got.finished == wanted.finished


def test_padding_is_never_written(make: Callable[..., Checkpoint]) -> None:
    """Without its mask, padding would have the highest score of all at every step."""
    from marian_factory import write_weights

    from translate.engines.transformers_engine import TransformersDecoder
    from translate.engines.weights import read_weights

    checkpoint = make("opus-mt-fr-en", languages=())
    tensors = read_weights(checkpoint.weights)
    tensors["final_logits_bias"][0, Vocabulary(checkpoint).target_ids["<pad>"]] = 100.0
    write_weights(checkpoint.path, tensors)
    vocabulary = Vocabulary(checkpoint)
    encoded = [vocabulary.encode(source, "en") for source in SOURCES]
    for decoder in (CTranslate2Decoder(checkpoint, compute_type="float32"), TransformersDecoder(checkpoint, threads=1)):
        for (hypothesis,) in decoder.decode(encoded, Settings(max_tokens=30)):
            assert hypothesis.tokens
            assert "<pad>" not in hypothesis.tokens
            assert hypothesis.score < -1e-6


def test_positions_are_those_of_transformers() -> None:
    import torch
    from transformers.models.marian.modeling_marian import MarianSinusoidalPositionalEmbedding

    with torch.no_grad():
        theirs = MarianSinusoidalPositionalEmbedding(50, 12).create_weight()
    assert positions(50, 12) == pytest.approx(theirs.numpy(), abs=1e-6)
