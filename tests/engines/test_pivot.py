"""Two engines in a chain, as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from translate import engines
from translate.checkpoints import Checkpoint
from translate.engines.base import Engine, Request
from translate.errors import CheckpointError

TEXTS = [
    "Le train de Kayes arriverait avant la pluie.",
    "« Personne ne savait », dit le pêcheur.",
    "LES FEMMES RENTRAIENT DES CHAMPS",
    "10 000",
    "Une école neuve a été promise aux enfants 🙂.",
    "Les pêcheurs vendent leur poisson au bord du fleuve, et les femmes rentraient des champs ; " * 8,
]


@pytest.fixture
def legs(make: Callable[..., Checkpoint]) -> list[Engine]:
    """From French into English, and from English into Russian."""
    one, two = make("opus-mt-fr-en", languages=(), seed=1), make("opus-mt-en-ru", languages=(), seed=2)
    (two.path / "tokenizer_config.json").unlink()
    return [engines.load(str(checkpoint.path), threads=1) for checkpoint in (one, two)]


def test_says_both_names(legs: list[Engine]) -> None:
    engine = engines.chained(legs, "en")
    assert engine.name == f"{legs[0].name} + {legs[1].name}"
    assert engine.digest not in (legs[0].digest, legs[1].digest)
    assert engine.digest != engines.chained(legs[::-1], "en").digest
    assert engine.targets == ("ru",)
    assert engines.chained(legs[:1]) is legs[0]


def test_the_same_as_one_after_the_other(legs: list[Engine]) -> None:
    engine = engines.chained(legs, "en")
    results = engine.translate([Request(text, "ru") for text in TEXTS])
    for text, result in zip(TEXTS, results):
        (between,) = legs[0].translate([Request(text, "en")])
        (last,) = legs[1].translate([Request(between.best.text, "ru", source="en")])
        assert result.best.text == last.best.text
        assert result.best.score == pytest.approx(between.best.score + last.best.score, abs=1e-3)
        assert result.best.score <= min(between.best.score, last.best.score)
        assert set(result.flags) == {*between.flags, *last.flags}
    assert results[3].best.text == "10 000"
    assert results[3].best.score == 0
    assert "unknown" in results[4].flags
    assert "split" in results[5].flags


def test_whatever_else_is_asked(legs: list[Engine]) -> None:
    engine = engines.chained(legs, "en")
    requests = [Request(text, "ru") for text in TEXTS]
    together = engine.translate(requests)
    assert [engine.translate([request])[0] for request in requests] == together
    assert engine.translate([]) == []


def test_several_hypotheses_of_the_second(legs: list[Engine]) -> None:
    (result,) = engines.chained(legs, "en").translate([Request(TEXTS[0], "ru", nbest=3)])
    assert len(result.hypotheses) == 3


def test_progress_counts_every_request_once(legs: list[Engine]) -> None:
    counted: list[int] = []
    engines.chained(legs, "en").translate([Request(text, "ru") for text in TEXTS], counted.append)
    assert sum(counted) == len(TEXTS)


def test_a_language_it_does_not_lead_to(legs: list[Engine]) -> None:
    with pytest.raises(CheckpointError, match="does not translate into Bambara"):
        engines.chained(legs, "en").translate([Request(TEXTS[0], "bm")])
