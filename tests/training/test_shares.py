"""How much of the text drawn each bitext gives: shares, weights, temperature, helper pairs."""

from __future__ import annotations

import numpy
import pytest

from translate.training.config import Data, Recipe, Source
from translate.training.prepare import Packed
from translate.training.sampling import Ahead, Sampler, token_shares

SIZES = {"big.fr-en": 80_000, "small.fr-en": 20_000, "big.fr-ru": 10_000, "big.en-ru": 40_000}


def packed(name: str, tokens: int) -> Packed:
    """A bitext of sentences of ten tokens on either side."""
    ids, starts = numpy.full(tokens, 3, numpy.uint16), numpy.arange(0, tokens + 1, 10)
    count = tokens // 10
    source, pair = name.rsplit(".", 1)
    return Packed(source, pair, ids, starts, ids, starts, numpy.arange(count), numpy.zeros((count, 2), numpy.uint64))


PACKED = [packed(name, tokens) for name, tokens in SIZES.items()]


def shares(*, small: float = 1.0, small_final: float = -1.0, final: bool = False, **data) -> dict[str, float]:
    return dict(zip(SIZES, token_shares(recipe(small, small_final, **data), PACKED, final).tolist()))


def recipe(small: float = 1.0, small_final: float = -1.0, **data) -> Recipe:
    sources = (Source("big"), Source("small", small, small_final))
    return Recipe("r", "1", Data(("fr-en", "fr-ru", "en-ru"), **data), sources)


def test_shares_are_divided_by_size_and_weight():
    assert shares(share={"en": 3.0, "ru": 1.0}) == pytest.approx(
        {"big.fr-en": 0.6, "small.fr-en": 0.15, "big.fr-ru": 0.05, "big.en-ru": 0.2})
    assert shares(share={"en": 0.5, "ru": 0.5}, small=4.0)["small.fr-en"] == pytest.approx(0.25)
    assert shares(share={"en": 0.5, "ru": 0.5}, small_final=0.0, final=True)["small.fr-en"] == 0
    assert shares(share={"en": 0.5, "ru": 0.5}, small_final=0.0)["small.fr-en"] == pytest.approx(0.1)


def test_a_helper_pair_takes_no_more_of_its_language_than_its_weight_allows():
    drawn = shares(share={"en": 0.5, "ru": 0.5}, pair_weight={"en-ru": 0.25})
    assert drawn["big.en-ru"] == pytest.approx(drawn["big.fr-ru"])
    assert drawn["big.en-ru"] + drawn["big.fr-ru"] == pytest.approx(0.5)


def test_temperature_evens_out_pairs_and_sources():
    drawn = shares(share={"en": 0.5, "ru": 0.5}, temperature=2.0)
    assert drawn["big.fr-en"] / drawn["small.fr-en"] == pytest.approx(2)
    assert drawn["big.en-ru"] / drawn["big.fr-ru"] == pytest.approx(2)
    hot = shares(share={"en": 0.5, "ru": 0.5}, temperature=1e9)
    assert list(hot.values()) == pytest.approx([0.25] * 4, abs=1e-6)


def test_without_shares_language_pairs_get_theirs_by_size():
    assert shares() == pytest.approx({name: size / 150_000 for name, size in SIZES.items()})
    drawn = shares(temperature=2.0)
    assert (drawn["big.fr-en"] + drawn["small.fr-en"]) / drawn["big.fr-ru"] == pytest.approx(10**0.5)
    assert sum(drawn.values()) == pytest.approx(1)


def test_batches_keep_to_the_shares():
    settings = recipe(share={"en": 0.5, "ru": 0.5}, temperature=2.0, pair_weight={"en-ru": 0.3})
    sampler = Sampler(settings, PACKED, pad=9)
    while sampler.state()["block"] < 1:
        sampler.next()
    passes = sampler.passes()
    tokens = {name: passes[name] * size for name, size in SIZES.items()}
    wanted = token_shares(settings, PACKED)
    assert [tokens[name] / sum(tokens.values()) for name in SIZES] == pytest.approx(wanted.tolist(), abs=0.02)


def test_batches_made_ahead_are_the_same_and_go_on_from_the_last_one_given():
    settings = recipe(share={"en": 0.5, "ru": 0.5})
    plain, ahead = Sampler(settings, PACKED, pad=9), Ahead(Sampler(settings, PACKED, pad=9))
    for _ in range(130):  # from one block into the next
        expected, found = plain.next(), ahead.next()
        assert (found.source == expected.source).all()
        assert (found.target == expected.target).all()
    assert ahead.state() == plain.state()
    ahead.close()
    later = Sampler(settings, PACKED, pad=9)
    later.restore(ahead.state())
    assert (later.next().source == plain.next().source).all()
