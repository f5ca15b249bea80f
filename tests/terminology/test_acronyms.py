"""Acronyms spelled out where an article first uses them, if a run is asked to."""

from __future__ import annotations

import pytest

from translate.article import Segment
from translate.resources import shipped_glossaries
from translate.terminology import Termbase
from translate.terminology.acronyms import spelled_out
from translate.units import State, Unit

TERMS = Termbase.load(shipped_glossaries())
Article = list[tuple[str, str, str]]


def texts(language: str, article: Article, fresh: tuple[bool, ...] = ()) -> list[str]:
    units = [
        Unit(Segment(f"s{n}", "b", kind, french), target, State.DRAFT, "mt:x")
        for n, (kind, french, target) in enumerate(article)
    ]
    pairs = zip(units, fresh or [True] * len(units))
    return [unit.target for unit in spelled_out(pairs, TERMS, language)]


def test_the_full_name_follows_in_brackets_at_the_first_mention_in_the_text() -> None:
    assert texts("en", [
        ("heading", "Sommet de la CEDEAO", "ECOWAS summit"),
        ("paragraph", "La CEDEAO et l'ONU se réunissent.", "ECOWAS and the UN meet."),
        ("paragraph", "La CEDEAO attend.", "ECOWAS waits."),
    ]) == [
        "ECOWAS summit",
        "ECOWAS (Economic Community of West African States) and the UN (United Nations) meet.",
        "ECOWAS waits.",
    ]


def test_a_russian_name_stands_as_the_glossary_has_it_whatever_the_case() -> None:
    assert texts("ru", [("paragraph", "avec la CEDEAO", "с ЭКОВАС")]) == [
        "с ЭКОВАС (Экономическое сообщество стран Западной Африки)"]


@pytest.mark.parametrize(
    ("french", "draft"),
    [
        ("l'Union africaine (UA) siège", "the African Union (AU) sits"),
        ("la Communauté économique des États de l'Afrique de l'Ouest (CEDEAO)",
         "the Economic Community of West African States (ECOWAS)"),
        ("l'UE siège", "the European Union sits"),
        ("l'UE (Bruxelles) siège", "the EU (Brussels) sits"),
        ("le Conseil de sécurité siège", "the Security Council sits"),
        ("les BRICS siègent", "BRICS sits"),
    ],
)
def test_what_is_spelled_out_already_or_is_no_acronym_stays(french: str, draft: str) -> None:
    assert texts("en", [("paragraph", french, draft)]) == [draft]


def test_a_text_that_was_there_is_not_touched_and_counts_as_the_first_mention() -> None:
    article = [("paragraph", "La CEDEAO siège.", "ECOWAS sits."), ("paragraph", "La CEDEAO va.", "ECOWAS goes.")]
    assert texts("en", article, (False, True)) == ["ECOWAS sits.", "ECOWAS goes."]


def test_tags_stay_where_they_are() -> None:
    assert texts("en", [("paragraph", "La CEDEAO siège.", "<1>ECOWAS</1> sits.")]) == [
        "<1>ECOWAS (Economic Community of West African States)</1> sits."]
