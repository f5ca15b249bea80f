"""The percentages and translations a translator sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.memory.samples import entry, query, segment
from translate.article import Segment, Span
from translate.memory.entry import EDGE, key_of
from translate.memory.lookup import Lookup
from translate.memory.match import Match, Query, judge
from translate.memory.memories import Memories
from translate.memory.store import Store
from translate.units import TermMatch

MAYOR = "Le maire a ouvert la séance à neuf heures."


def percent(text: str, remembered: str) -> tuple[int, str] | None:
    match = judge(query(text), entry(remembered, "цель"))
    return (match.percent, match.kind) if match else None


@pytest.mark.parametrize(
    ("text", "remembered", "expected"),
    [
        (MAYOR, MAYOR, (100, "exact")),
        ("L’eau est  rare.", "L'eau est rare.", (100, "exact")),
        ("Le maire a ouvert la séance à dix heures.", MAYOR, (88, "fuzzy")),  # one word of nine
        ("Le maire a ouvert la séance.", MAYOR, (66, "fuzzy")),  # three of nine
        ("le Maire a ouvert la séance à neuf heures.", MAYOR, (99, "fuzzy")),  # only capitals
        ("Le maire a ouvert la séance, à neuf heures !", MAYOR, (99, "fuzzy")),  # only marks
        ("Il pleut.", MAYOR, None),
        ("***", "***", (100, "exact")),
        ("***", "!!!", None),
    ],
)
def test_percentages(text: str, remembered: str, expected: tuple[int, str] | None) -> None:
    assert percent(text, remembered) == expected


@pytest.mark.parametrize(
    ("language", "text", "remembered", "target", "expected", "per_cent"),
    [
        ("ru", "Il a reçu 55 lettres.", "Il a reçu 40 lettres.", "Он получил 40 писем.", "Он получил 55 писем.", 99),
        # 41 wants another form of the noun: put right, but one word of six is a person's to do.
        ("ru", "Il a reçu 41 lettres hier.", "Il a reçu 40 lettres hier.", "Вчера он получил 40 писем.",
         "Вчера он получил 41 писем.", 82),
        ("en", "Un prêt de 2 500 francs.", "Un prêt de 1 250 francs.", "A loan of 1,250 francs.",
         "A loan of 2,500 francs.", 99),
        ("en", "Une hausse de 3,5 %.", "Une hausse de 2,5 %.", "A rise of 2.5%.", "A rise of 3.5%.", 99),
        # The old number is nowhere in the translation: nothing is guessed, the word counts.
        ("en", "Il a 7 enfants.", "Il a 5 enfants.", "He has five children.", "He has five children.", 75),
        # The same number for two things: which is which cannot be known.
        ("en", "De 3 à 4 jours.", "De 3 à 3 jours.", "From 3 to 3 days.", "From 3 to 3 days.", 80),
    ],
)
def test_numbers(language: str, text: str, remembered: str, target: str, expected: str, per_cent: int) -> None:
    match = judge(query(text, language), entry(remembered, target, language))
    assert match is not None
    assert (match.target, match.percent) == (expected, per_cent)


def test_numbers_do_not_touch_tags() -> None:
    tagged = Segment("s", "b", "paragraph", "Voir la page 3 du rapport.", (Span(5, 14, "link", "x"),))
    old = entry("Voir <1>la page 1</1> du rapport.", "See <1>page 1</1> of the report.", "en")
    match = judge(Query(tagged, "en"), old)
    assert match is not None
    assert match.target == "See <1>page 3</1> of the report."


def test_context_beats_exact(tmp_path: Path) -> None:
    before, after = key_of("Avant."), key_of("Après.")
    with Store(tmp_path / "m.db") as store:
        store.add([
            entry("Oui.", "Да, новее.", changed=1_800_000_000, article="b", previous=EDGE, following=after),
            entry("Oui.", "Да, здесь.", article="a", previous=before, following=after),
        ])
        lookup = Lookup(store)
        here, there = (lookup.find(query("Oui.", previous=one, following=after), least=75)[0] for one in (before, 1))
    assert (here.target, here.origin) == ("Да, здесь.", "memory:context")
    assert (there.target, there.origin) == ("Да, новее.", "memory:exact")


def test_final_before_reviewed_before_imported(tmp_path: Path) -> None:
    with Store(tmp_path / "m.db") as store:
        store.add([
            entry("Oui.", "импорт", origin="imported", changed=1_900_000_000),
            entry("Oui.", "проверено", origin="reviewed", place="p1", segment="s"),
            entry("Oui.", "готово", origin="final", place="p2", segment="s"),
        ])
        found = Lookup(store).find(query("Oui."), least=75)
    assert [match.target for match in found] == ["готово", "проверено", "импорт"]


def test_a_term_that_is_missing_costs() -> None:
    text = "La Fédération de Russie a signé un accord avec le Mali hier soir."
    term = TermMatch(3, 23, "Fédération de Russie", "Fédération de Russie", ("Russian Federation",))
    remembered = "La Fédération de Russie a signé un accord avec le Mali hier matin."
    with_term = entry(remembered, "The Russian Federation signed an agreement yesterday.", "en")
    without = with_term._replace(target="Russia signed an agreement yesterday.")
    matches = [judge(query(text, "en", terms=(term,)), one) for one in (with_term, without)]
    assert all(isinstance(match, Match) for match in matches)
    assert matches[0].percent - matches[1].percent == 3  # type: ignore[union-attr]
    assert matches[1].missing == (term,)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("source", "target", "spans", "expected", "percent"),
    [
        # The same tags, numbered otherwise.
        ("<2>Oui</2>, dit <1>Fatou</1>.", "<2>Yes</2>, said <1>Fatou</1>.",
         (Span(0, 3, "strong"), Span(9, 14, "link", "x")), "<1>Yes</1>, said <2>Fatou</2>.", 100),
        # A tag less than remembered.
        ("<1>Oui</1>, dit <2>Fatou</2>.", "<1>Yes</1>, said <2>Fatou</2>.", (Span(9, 14, "link", "x"),),
         "Yes, said <1>Fatou</1>.", 100),
        # Remembered without tags: they go where that is certain.
        ("Oui, dit Fatou.", "Yes, said Fatou.", (Span(9, 14, "link", "x"),), "Yes, said <1>Fatou</1>.", 100),
        ("Oui, dit Fatou.", "Yes, said she.", (Span(9, 14, "link", "x"),), "Yes, said she.", 99),
    ],
)
def test_tags(source: str, target: str, spans: tuple[Span, ...], expected: str, percent: int) -> None:
    wanted = Query(replace(segment("Oui, dit Fatou."), spans=spans), "en")
    match = judge(wanted, entry(source, target, "en"))
    assert match is not None
    assert (match.target, match.percent) == (expected, percent)


def test_several_memories_and_penalties(tmp_path: Path) -> None:
    with Store(tmp_path / "own.db") as own, Store(tmp_path / "client.db") as client:
        own.add([entry("Le puits est sec.", "Колодец сух.")])
        client.add([entry("Le puits est sec.", "Колодец высох."), entry("Le pont est ouvert.", "Мост открыт.")])
    with Memories.open([f"{tmp_path / 'client.db'}:7"], own=tmp_path / "own.db") as memories:
        dry, bridge = memories.find(query("Le puits est sec."), least=75), memories.match(query("Le pont est ouvert."))
    assert [(match.percent, match.target) for match in dry] == [(100, "Колодец сух."), (93, "Колодец высох.")]
    assert bridge is not None
    assert (bridge.origin, bridge.memory) == ("memory:fuzzy(93)", "client.db")
