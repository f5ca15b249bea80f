"""Translations from a given beginning on, and what a given text is worth to the model."""

from __future__ import annotations

import pytest

from translate import engines
from translate.checkpoints import Checkpoint
from translate.engines.base import Request, Start, SteerableEngine
from translate.engines.marian import MarianEngine

ASKED = Request("Le président du Mali a parlé.", "en")


@pytest.fixture(scope="module")
def engine(embedded: Checkpoint) -> MarianEngine:
    return engines.load(embedded, threads=1)


def test_a_translation_goes_on_from_its_beginning(engine: MarianEngine) -> None:
    assert isinstance(engine, SteerableEngine)
    starts = [Start(ASKED, text) for text in ("The head of state of Mali", "Bamako", "")]
    together = engine.finish(starts)
    for start, found in zip(starts, together):
        assert found is not None
        assert found.text.startswith(start.text)
        assert len(found.text) > len(start.text)
        assert engine.finish([start]) == [found], "other starts in the batch must not matter"
    plain = engine.translate([ASKED])[0].best
    assert together[2] is not None
    assert (together[2].text, together[2].score) == (plain.text, pytest.approx(plain.score, abs=1e-3))


def test_what_is_forbidden_does_not_come(engine: MarianEngine) -> None:
    plain = engine.translate([ASKED])[0].best.text
    assert "Mali" in plain
    found = engine.finish([Start(ASKED, "The", ("Mali",)), Start(ASKED, "The")])
    assert found[0] is not None
    assert "Mali" not in found[0].text
    assert found[1] is not None
    assert "Mali" in found[1].text


def test_the_score_of_a_translation_is_found_again(engine: MarianEngine) -> None:
    result = engine.translate([ASKED])[0].best
    whole, senseless = engine.rate([(ASKED, "", result.text), (ASKED, "", "Twelve wet umbrellas.")])
    assert whole == pytest.approx(result.score, abs=1e-3)
    assert senseless is not None
    assert senseless < result.score


def test_a_likely_word_is_rated_above_another(engine: MarianEngine) -> None:
    likely, not_likely = engine.rate([(ASKED, "The President of ", "Mali"), (ASKED, "The President of ", "Chad")],
                                     ended=False)
    assert likely is not None
    assert not_likely is not None
    assert likely > not_likely


def test_what_is_translated_otherwise_cannot_be_steered(engine: MarianEngine) -> None:
    capitals = Request("LE PRÉSIDENT DU MALI A PARLÉ", "en")
    long = Request("Le ministre a parlé du marché, et il a reçu les pays voisins, " * 12 + "puis il est parti.", "en")
    number = Request("1 204", "en")
    asked = (capitals, long, number)
    assert engine.finish([Start(request, "The") for request in asked]) == [None] * 3
    assert engine.rate([(request, "", "The") for request in asked]) == [None] * 3


def test_marks_around_the_text_stay_around_it(engine: MarianEngine) -> None:
    quoted = Request("« Le président du Mali a parlé. »", "en")
    found = engine.finish([Start(quoted, '"The head of state')])[0]
    assert found is not None
    assert found.text.startswith('"The head of state')
    assert found.text.endswith('"')
    assert engine.rate([(quoted, "", found.text)])[0] == pytest.approx(found.score, abs=1e-3)
    assert engine.finish([Start(quoted, "The")]) == [None]


def test_the_reference_decoder_goes_on_alike(tiny: Checkpoint) -> None:
    pytest.importorskip("torch")
    ours = engines.load(tiny, compute_type="float32", threads=1, beam=1)
    theirs = engines.load(tiny, engine="transformers", threads=1, beam=1)
    starts = [Start(Request("Le marché ouvre.", "en"), text) for text in ("The market", "", "Nobody knew")]
    for one, other in zip(ours.finish(starts), theirs.finish(starts)):
        assert (one is None) == (other is None)
        if one and other:
            assert one.text == other.text
            assert one.score == pytest.approx(other.score, abs=1e-3)
