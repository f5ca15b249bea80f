"""Any shape of MarianMT checkpoint: it learns, is written as it was, and loads everywhere alike."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import pytest
import torch

from translate.adaptation.measure import open_engine
from translate.adaptation.networks import Encoder, load_network, write_model
from translate.adaptation.tuning import Tuning, between, own_weights, tune
from translate.checkpoints import read_checkpoint
from translate.engines.transformers_engine import TransformersDecoder

sys.path.insert(0, str(Path(__file__).parents[1] / "engines"))
from marian_factory import make_checkpoint

PAIRS = [
    ("Le marché ouvre avant le lever du soleil.", "The market opens before sunrise."),
    ("Les pêcheurs vendent leur poisson.", "The fishermen sell their catch."),
    ("Personne ne savait quand le train arriverait.", "Nobody knew when the train would arrive."),
    ("Les femmes rentraient des champs.", "Nobody sell the market."),
]


def loss(network, examples) -> float:
    """Of transformers' own making, in nats a token, mean over the pairs."""
    total = 0.0
    with torch.no_grad():
        for example in examples:
            source, labels = torch.tensor([example.source]), torch.tensor([example.target])
            total += float(network(input_ids=source, labels=labels).loss)
    return total / len(examples)


SHAPES = {
    "ours": {},
    "separate vocabularies, no language token": {"shared": False, "languages": ()},
    "padding in the middle": {"pad_last": False},
    "an output matrix of its own": {"tied": False},
    "float16, positions stored": {"kind": "float16", "stored_positions": True},
    "other sizes": {"layers": (3, 1), "heads": (4, 2), "activation": "relu"},
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_checkpoint_of_any_shape_is_tuned_and_loads_in_both_engines(tmp_path, shape):
    base = read_checkpoint(make_checkpoint(tmp_path / "opus-mt-fr-en", **shape))
    network, encoder = load_network(base), Encoder(base)
    examples = [encoder.example(source, target, "en") for source, target in PAIRS]
    start = own_weights(network)
    tuned = tune(network, examples, [], lambda: -loss(network, examples), Tuning(epochs=6, rate=2e-3, smoothing=0.0))
    assert tuned.epoch > 0
    assert max(tuned.scores) > 0.8 * tuned.scores[0]
    folder = tmp_path / "tuned" / "opus-mt-fr-en"
    write_model(base, network, between(start, tuned.weights, 1.0), folder)
    assert {file.name for file in folder.iterdir()} == {file.name for file in base.path.iterdir()}

    made = read_checkpoint(folder)
    network.load_state_dict(tuned.weights, strict=False)
    loaded = load_network(made)
    tolerance = 5e-2 if shape.get("kind") == "float16" else 1e-5
    batch = {"input_ids": torch.tensor([examples[0].source]), "decoder_input_ids": torch.tensor([examples[0].target])}
    with torch.no_grad():
        assert torch.allclose(network.eval()(**batch).logits, loaded.eval()(**batch).logits, atol=tolerance)
    tokens = [encoder.vocabulary.encode(PAIRS[0][0], "en")], [encoder.vocabulary.encode_target(PAIRS[0][1])]
    ours = open_engine(made, "float32", tmp_path / "converted").decoder.score(*tokens)
    theirs = TransformersDecoder(made).score(*tokens)
    assert ours[0] == pytest.approx(theirs[0], abs=1e-3)


def test_half_way_is_between_and_no_way_is_the_base(tmp_path):
    base = read_checkpoint(make_checkpoint(tmp_path / "tiny"))
    network = load_network(base)
    start = own_weights(network)
    end = {name: value + 2 for name, value in start.items()}
    assert all(torch.allclose(value, start[name] + 1) for name, value in between(start, end, 0.5).items())
    write_model(base, network, between(start, end, 0.0), tmp_path / "same")
    again = own_weights(load_network(read_checkpoint(tmp_path / "same")))
    assert all(torch.equal(value, start[name]) for name, value in again.items())


def test_padding_keeps_its_zero_vector(tmp_path):
    base = read_checkpoint(make_checkpoint(tmp_path / "tiny"))
    network, encoder = load_network(base), Encoder(base)
    examples = [encoder.example(source, target, "en") for source, target in PAIRS]
    turns = count()
    tuned = tune(network, examples, examples, lambda: float(next(turns)), Tuning(epochs=2, rate=1e-3))
    assert tuned.epoch == 2
    assert tuned.weights["model.shared.weight"][network.config.pad_token_id].abs().max() == 0


def test_the_same_seed_gives_the_same_weights(tmp_path):
    base = read_checkpoint(make_checkpoint(tmp_path / "tiny"))
    encoder = Encoder(base)
    examples = [encoder.example(source, target, "en") for source, target in PAIRS]

    def counting():
        turns = count()
        return lambda: float(next(turns))  # every epoch is better than the last

    def weights(seed: int) -> torch.Tensor:
        network = load_network(base)
        return tune(network, examples, examples, counting(), Tuning(epochs=2, rate=1e-3, seed=seed)).weights[
            "model.decoder.layers.0.fc1.weight"]

    assert torch.equal(weights(1), weights(1))
