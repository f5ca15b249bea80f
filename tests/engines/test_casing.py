"""Headlines in capitals, to ordinary case and back."""

from __future__ import annotations

import pytest

from translate.engines.casing import Truecaser, in_capitals

WORDS = {
    "▁de": -3.0, "▁le": -3.1, "▁la": -3.0, "▁et": -3.2, "▁à": -4.0, "▁a": -4.1, "▁entre": -6.0, "▁coopération": -9.0,
    "▁Mali": -7.0, "▁mali": -12.0, "▁Russie": -8.0, "▁école": -8.5, "▁The": -5.0, "▁the": -3.0, "▁côte": -9.5,
    "▁cote": -9.9, "ation": -5.0,
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COOPERATION ENTRE LE MALI ET LA RUSSIE", True),
        ("À LA UNE", True),
        ("SOMMET DE L'AES : le fleuve", False),
        ("ÉDITORIAL", True),
        ("LES MINISTRES DE l'AES À NIAMEY", True),
        ("CEDEAO", False),
        ("ONU", False),
        ("M.A", False),
        ("UE-UA 2026", False),
        ("Le Mali", False),
        ("10 000", False),
        ("", False),
    ],
)
def test_what_is_a_headline_in_capitals(text: str, expected: bool) -> None:
    assert in_capitals(text) is expected


@pytest.mark.parametrize(
    ("capitals", "ordinary"),
    [
        ("COOPERATION ENTRE LE MALI ET LA RUSSIE", "Coopération entre le Mali et la Russie"),
        ("L'ECOLE DE LA CEDEAO", "L'école de la CEDEAO"),
        ("LE PIB DU MALI : 3,5 %", "Le PIB du Mali : 3,5 %"),
        ("LA CÔTE", "La côte"),
        # Not in the vocabulary, but in the shipped glossaries.
        ("L'ECOLE DE BAMAKO ET DU SENEGAL", "L'école de Bamako et du Sénégal"),
        ("L'O.N.U. ET LE MALI", "L'O.N.U. et le Mali"),
        ("« LE BOGOLAN »", "« Le bogolan »"),
    ],
)
def test_ordinary_case(capitals: str, ordinary: str) -> None:
    assert Truecaser(WORDS.items()).ordinary(capitals) == ordinary


def test_which_first_words_are_only_capitals_by_place() -> None:
    truecaser = Truecaser(WORDS.items())
    assert truecaser.lowers("The")
    assert not truecaser.lowers("Mali")
    assert not truecaser.lowers("Sikasso")
