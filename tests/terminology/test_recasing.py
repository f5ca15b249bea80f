"""Russian terms in a case that everything around them speaks against are put into the right one."""

from __future__ import annotations

import pytest

from translate.engines.base import Hypothesis, Request, Result
from translate.terminology.concept import Concept
from translate.terminology.enforcement import enforced
from translate.terminology.enforcement.recasing import recased
from translate.terminology.enforcement.respelling import respelled
from translate.terminology.inflection.russian_context import chances, clues
from translate.terminology.termbase import Termbase

TERMBASE = Termbase([[
    Concept(("Pakistan",), {"ru": ("Пакистан",)}, kind="place"),
    Concept(("Inde",), {"ru": ("Индия",)}, kind="place"),
    Concept(("novembre",), {"ru": ("ноябрь",)}, kind="month"),
    Concept(("mercredi",), {"ru": ("среда",)}, kind="day"),
    Concept(("Paris",), {"ru": ("Париж",)}, kind="place"),
    Concept(("France",), {"ru": ("Франция",)}, kind="place"),
    Concept(("Bamako",), {"ru": ("Бамако",)}, kind="place"),
    Concept(("Union africaine",), {"ru": ("Африканский союз",)}, kind="institution"),
    Concept(("Président de la Transition",), {"ru": ("президент переходного периода",)}, kind="title"),
    Concept(("général",), {"ru": ("генерал",)}, kind="title"),
    Concept(("Moussa Kéita",), {"ru": ("Мусса Кейта",)}, kind="person"),
]])

NAMES = Termbase([[
    Concept(("Organisation des Nations unies",), {"ru": ("Организация Объединённых Наций",)}, kind="institution"),
    Concept(("Union africaine",), {"ru": ("Африканский союз",)}, kind="institution"),
]])


def recase(source: str, text: str) -> str:
    return recased(text, source, [term for term in TERMBASE.match(source, "ru") if term.targets])


@pytest.mark.parametrize(
    ("source", "text", "wanted"),
    [
        ("Ils sont venus le 26 novembre 2008.", "Они пришли 26 ноябрь 2008 года.", "Они пришли 26 ноября 2008 года."),
        ("La conférence s’est tenue à Paris.", "Конференция состоялась в Париж.", "Конференция состоялась в Париже."),
        ("Il vit en France depuis deux ans.", "Он два года живёт в Франция.", "Он два года живёт во Франции."),
        ("Le président de l’Union africaine est arrivé.", "Председатель Африканский союз прибыл.",
         "Председатель Африканского союза прибыл."),
        ("L’ACCORD DU 26 NOVEMBRE 2008", "СОГЛАШЕНИЕ ОТ 26 НОЯБРЬ 2008 ГОДА", "СОГЛАШЕНИЕ ОТ 26 НОЯБРЯ 2008 ГОДА"),
    ],
)
def test_a_term_copied_from_the_glossary_is_inflected(source: str, text: str, wanted: str) -> None:
    assert recase(source, text) == wanted
    assert recase(source, wanted) == wanted


OF_A_VISIT = "La visite du Président de la Transition, le général Moussa Kéita, a duré deux jours."
BY_A_VISITOR = "Le Président de la Transition, le général Moussa Kéita, est arrivé mardi."


@pytest.mark.parametrize(
    ("source", "text", "wanted"),
    [
        (OF_A_VISIT, "Визит президента переходного периода, Генерал Мусса Кейта, продлился два дня.",
         "Визит президента переходного периода, генерала Муссы Кейты, продлился два дня."),
        (OF_A_VISIT, "Визит президента переходного периода, генерала Мусса Кейта, продлился два дня.",
         "Визит президента переходного периода, генерала Муссы Кейты, продлился два дня."),
        (OF_A_VISIT, "Визит президент переходного периода, генерал Мусса Кейта, продлился два дня.",
         "Визит президента переходного периода, генерала Муссы Кейты, продлился два дня."),
        (OF_A_VISIT, "Визит президента переходного периода, генерала Муссы Кейты, продлился два дня.", ""),
        (BY_A_VISITOR, "Президент переходного периода, генерал Мусса Кейта, прибыл во вторник.", ""),
        ("Selon le Président de la Transition, le général Moussa Kéita est parti.",
         "По словам президента переходного периода, генерал Мусса Кейта уехал.", ""),
        # Not beside each other, so nobody knows.
        (OF_A_VISIT, "Визит президента переходного периода, которым стал генерал Мусса Кейта, продлился.", ""),
    ],
)
def test_a_name_in_apposition_takes_the_case_of_what_it_goes_with(source: str, text: str, wanted: str) -> None:
    assert recase(source, text) == (wanted or text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Решение Африканского Союза в силе.", "Решение Африканского Союза в силе."),
        ("Председатель Организации объединённых наций прибыл.", "Председатель Организации Объединённых Наций прибыл."),
        ("УСТАВ ОРГАНИЗАЦИИ ОБЪЕДИНЁННЫХ НАЦИЙ", "УСТАВ ОРГАНИЗАЦИИ ОБЪЕДИНЁННЫХ НАЦИЙ"),
        ("Это организация объединённых наций.", "Это организация объединённых наций."),
    ],
)
def test_names_get_the_capitals_of_the_glossary(text: str, wanted: str) -> None:
    source = "Le secrétaire général de l’Organisation des Nations unies à l’Union africaine."
    terms = [term for term in NAMES.match(source, "ru") if term.targets]
    assert respelled(text, [(term, 0) for term in terms], "ru") == wanted


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Le ministre est rentré de Paris.", "Министр вернулся из Парижа."),
        ("Il part pour Paris demain.", "Завтра он едет в Париж."),
        ("La ville de Bamako s’étend.", "Город Бамако растёт."),
        # An adjective would have to change too; twice in one text, nobody knows which is which; not there at all.
        ("Il parle de la nouvelle Inde.", "Он говорит о новая Индия."),
        ("Paris aime Paris.", "Париж любит Париж."),
        ("Il aime Paris.", "Он любит столицу."),
    ],
)
def test_what_is_right_or_not_sure_stays(source: str, text: str) -> None:
    assert recase(source, text) == text


def test_the_chances_of_the_cases_sum_to_one_and_know_a_date() -> None:
    text = "Они прибыли 26 ноября 2008 года."
    found = chances(clues("le 26 novembre 2008", 6, 14, text, 15, 21, "month"))
    assert sum(found.values()) == pytest.approx(1.0)
    assert max(found, key=lambda case: found[case]) == "gent"


class Speechless:
    """An engine that cannot be steered."""

    name = "speechless"


def test_a_run_inflects_what_the_model_copied_and_keeps_the_rest() -> None:
    source = "Ils sont arrivés le 26 novembre 2008."
    requests = [Request(source, "ru"), Request("Ils dorment.", "ru"), Request(source, "en")]
    texts = ["Они прибыли 26 ноябрь 2008 года.", "Они спят.", "They arrived on 26 November 2008."]
    results = [Result((Hypothesis(text, -1.0), Hypothesis("…", -2.0)), ("retried",)) for text in texts]
    done = enforced(Speechless(), requests, results, TERMBASE)
    assert [result.best.text for result in done] == ["Они прибыли 26 ноября 2008 года.", *texts[1:]]
    assert done[0].flags == ("retried",)
    assert done[0].hypotheses[1:] == results[0].hypotheses[1:]
    assert done[1:] == results[1:]
