"""What a text is turned into before the model, and its translation after."""

from __future__ import annotations

import pytest

from translate.checkpoints import Checkpoint
from translate.engines.prepare import Preparer, is_copied, set_aside
from translate.engines.tokens import Vocabulary
from translate.normalise import normalise


@pytest.fixture(scope="module")
def preparer(tiny: Checkpoint) -> Preparer:
    return Preparer(Vocabulary(tiny), 60)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "10 000", "3,5 % (2026)", "* * *", "https://exemple.ml/a?b=c", "redaction@exemple.ml", "M.A", "A. B.",
     "@presse", "🙂"],
)
def test_copied(text: str) -> None:
    assert is_copied(text)


@pytest.mark.parametrize("text", ["Mali", "ONU", "3 km", "Voir https://exemple.ml", "#Bamako", "M. Keïta"])
def test_not_copied(text: str) -> None:
    assert not is_copied(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le train part.", ("", "Le train part.", "")),
        ("– Le train part.", ("– ", "Le train part.", "")),
        ("2. Le train part.", ("2. ", "Le train part.", "")),
        ('"Le train part."', ('"', "Le train part.", '"')),
        ('"Le train part', ('"', "Le train part", "")),
        ('Le train part."', ("", "Le train part.", '"')),
        ('– "Le train part', ('– "', "Le train part", "")),
        ('"Oui", dit-elle.', ("", '"Oui", dit-elle.', "")),
        ('"Oui" et "non"', ("", '"Oui" et "non"', "")),
        ('Le "train', ("", 'Le "train', "")),
        ("2026. Une année", ("", "2026. Une année", "")),
        ('"', ("", '"', "")),
    ],
)
def test_marks_set_aside(text: str, expected: tuple[str, str, str]) -> None:
    assert set_aside(text) == expected
    assert "".join(expected) == text


def test_capitals_are_taken_back_and_restored(preparer: Preparer) -> None:
    prepared = preparer.prepare("« LES PÊCHEURS DU FLEUVE »")
    assert prepared.parts == ("Les pêcheurs du fleuve",)
    assert preparer.finish(prepared, ["Рыбаки реки"]) == '"РЫБАКИ РЕКИ"'
    assert preparer.finish(prepared, ["Mɔnnikɛlaw ɲɛ"]) == '"MƆNNIKƐLAW ƝƐ"'


def test_nothing_is_put_around_nothing(preparer: Preparer) -> None:
    assert preparer.finish(preparer.prepare("« Le train »"), [""]) == ""


def test_long_texts_are_cut_and_joined(preparer: Preparer) -> None:
    text = (
        "Les pêcheurs vendent leur poisson au bord du fleuve, et les femmes rentraient des champs ; "
        "personne ne savait quand le train de Kayes arriverait. Une pluie fine tombait."
    )
    prepared = preparer.prepare(text)
    assert len(prepared.parts) > 1
    assert all(preparer.fits(part) for part in prepared.parts)
    assert "".join(part + gap for part, gap in zip(prepared.parts, prepared.between)) == normalise(text)
    joined = preparer.finish(prepared, [f"Part {number}." for number in range(len(prepared.parts))])
    assert all(f"Part {number}" in joined for number in range(len(prepared.parts)))
    assert joined.endswith(".")


def test_joined_parts_read_as_one_sentence(preparer: Preparer) -> None:
    parts, between = ("Une pluie fine tombait ;", "les femmes rentraient"), (" ", "")
    # The vocabulary shows `the` as the ordinary form; of Sikasso it knows only the capital.
    assert preparer.join(parts, between, ["Fine rain fell;", "The women came"]) == "Fine rain fell; the women came"
    assert preparer.join(parts, between, ["Fine rain fell.", "Sikasso waited."]) == "Fine rain fell Sikasso waited."
