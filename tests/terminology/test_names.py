"""Bambara editions with names as Bambara spells them, as French does, or both at first mention."""

from __future__ import annotations

import pytest

from translate.article import Segment
from translate.terminology import Concept, Termbase
from translate.terminology.inflection.bambara import POLICIES
from translate.terminology.names import introduced, with_names
from translate.units import State, Unit

TERMS = Termbase([[
    Concept(("CEDEAO",), {"bm": ("Sedeyawo",), "ru": ("ЭКОВАС",)}, "institution"),
    Concept(("paix",), {"bm": ("lafiya",)}, "term"),
    Concept(("Kati",), {"bm": ("Kati",)}, "place"),
    Concept(("ONU",), {}, "institution"),
]])


def units(*pairs: tuple[str, str]) -> list[Unit]:
    return [
        Unit(Segment(f"s{n}", "b", "paragraph", french), target, State.DRAFT, "mt:x") for n, (french, target) in
        enumerate(pairs)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("bambara", ("Sedeyawo",)), ("french", ("CEDEAO",)), ("bambara-french", ("Sedeyawo", "CEDEAO"))],
)
def test_the_policy_says_which_spellings_are_permitted(name: str, expected: tuple[str, ...]) -> None:
    terms = with_names(TERMS, POLICIES[name])
    assert terms.match("La CEDEAO siège.", "bm")[0].targets == expected
    assert terms.match("La CEDEAO siège.", "ru")[0].targets == ("ЭКОВАС",), "other languages stay"
    assert terms.match("La paix.", "bm")[0].targets == ("lafiya",), "words that are no names stay"
    assert terms.match("L'ONU siège.", "bm")[0].targets == (), "nothing is made up"
    assert (terms.digest == TERMS.digest) == (name == "bambara")


def test_the_french_stands_in_brackets_at_the_first_mention_only() -> None:
    both = POLICIES["bambara-french"]
    article = units(("La CEDEAO siège.", "Sedeyawo bɛ sigi."), ("La CEDEAO parle à Kati.", "Sedeyawo bɛ kuma Kati."))
    found = [unit.target for unit in introduced(((unit, True) for unit in article), with_names(TERMS, both), both)]
    assert found == ["Sedeyawo (CEDEAO) bɛ sigi.", "Sedeyawo bɛ kuma Kati."]
    for other in ("bambara", "french"):
        same = introduced(((unit, True) for unit in article), TERMS, POLICIES[other])
        assert [unit.target for unit in same] == [unit.target for unit in article]


def test_a_text_that_was_there_is_not_touched_and_counts_as_the_first_mention() -> None:
    both = POLICIES["bambara-french"]
    article = units(("La CEDEAO siège.", "Sedeyawo bɛ sigi."), ("La CEDEAO parle.", "Sedeyawo bɛ kuma."))
    found = list(introduced(zip(article, (False, True)), TERMS, both))
    assert found == article


def test_tags_stay_where_they_are() -> None:
    both = POLICIES["bambara-french"]
    (unit,) = introduced([(units(("La CEDEAO siège.", "<1>Sedeyawo</1> bɛ sigi."))[0], True)], TERMS, both)
    assert unit.target == "<1>Sedeyawo (CEDEAO)</1> bɛ sigi."
