"""Which translations are found faulty, and which must not be."""

from __future__ import annotations

import pytest

from translate.engines.faults import faults

LONG = "Le ministre de l'Agriculture a visité les trois coopératives. Il a promis des semences avant la pluie."


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        (LONG, "The minister of Agriculture visited the three cooperatives. He promised seed before the rains.", ()),
        (LONG, "", ("empty",)),
        (LONG, " ... ", ("empty",)),
        (LONG, "The minister of Agriculture visited.", ("dropped",)),
        (LONG, "The minister visited the three cooperatives of the region.", ("dropped",)),
        # Two sentences in one are a translator's right.
        (LONG, "The minister of Agriculture visited the three cooperatives and promised seed before rain.", ()),
        (LONG, "The minister the minister the minister visited the three cooperatives. He promised seed.", ("loop",)),
        (LONG, "The minister visited the three cooperatives visited the three cooperatives. He promised.", ("loop",)),
        (LONG, "Министр посетил кооперативы. " + "а" * 40, ("loop",)),
        (
            LONG,
            "In the case of the men, in the case of the women, in the case of the rain, in the case of seed. He said.",
            ("loop",),
        ),
        # Repeated in the source, so repeated in the translation.
        ("Non, non, non, non et non !", "No, no, no, no and no!", ()),
        ("Encore et encore et encore et encore, ils sont venus.", "Again and again and again and again they came.", ()),
        # Bambara doubles words.
        ("Les enfants marchaient lentement.", "Denmisɛnw tun bɛ taama dɔɔnin dɔɔnin.", ()),
        ("Oui.", "Yes.", ()),
        ("Il n'en est pas question une seule seconde.", "No way at all, not ever.", ()),
        ("L'avion a atterri.", "The plane landed.", ()),
        ("", "", ()),
    ],
)
def test_faults(source: str, target: str, found: tuple[str, ...]) -> None:
    assert faults(source, target, "ru" if "Министр" in target else "en") == found


def test_a_sentence_that_was_stopped_is_a_loop() -> None:
    assert faults(LONG, LONG, "en", finished=False) == ("loop",)


@pytest.mark.parametrize(
    ("source", "target", "language", "found"),
    [
        ("La délégation est arrivée.", "Делегации sera.", "bm", ("script",)),
        ("La délégation est arrivée.", "The делегация arrived.", "en", ("script",)),
        ("La délégation est arrivée.", "Делегация прибыла в Kidal.", "ru", ()),
        ("Le journal « Правда » le dit.", "Правда b'o fɔ.", "bm", ()),
        ("Le rapport de l'école.", "Lakɔliso ka Ω kunnafoni ɲɛfɔra.", "bm", ()),
    ],
)
def test_letters_of_another_script(source: str, target: str, language: str, found: tuple[str, ...]) -> None:
    assert faults(source, target, language) == found
