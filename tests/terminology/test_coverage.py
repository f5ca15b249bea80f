"""Whether a translation holds its terms: inflected forms count, other words do not."""

from __future__ import annotations

import pytest

from translate.article import Segment
from translate.terminology import coverage, covered
from translate.terminology.coverage import rendered
from translate.units import State, TermMatch, Unit


def term(*targets: str) -> TermMatch:
    return TermMatch(0, 1, "x", "x", targets)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Российская Федерация", "Посол Российской Федерации приехал вчера."),
        ("Российская Федерация", "Договор с Российскою Федерацией подписан."),
        ("Соединённые Штаты", "в Соединенных Штатах"),
        ("министр иностранных дел", "встреча с министром иностранных дел"),
        ("премьер-министр", "слова премьер-министра"),
        ("посол", "двух послов и посла"),
        ("беженец", "для беженцев"),
        ("день", "в тот же день, на другой день и до последнего дня"),
        ("Кремль", "в Кремле"),
        ("Китай", "в Китае"),
        ("Гойта", "с Гойтой"),
        ("Ассими Гойта", "Ассими Гойты"),
        ("Путин", "с Путиным"),
        ("Кот-д’Ивуар", "из Кот-д'Ивуара"),
        ("правительство", "правительств и правительствами"),
        ("соглашение", "двух соглашений"),
        ("выборы", "на выборах"),
        ("МИД", "в МИДе, МИД"),
        ("Мали", "Республика Мали"),
        ("Бамако", "БАМАКО"),
        ("«Росатом»", "вместе с «Росатомом»"),
    ],
)
def test_russian_case_forms_count(wanted: str, text: str) -> None:
    assert covered(term(wanted), text, "ru")


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("Мали", "их было мало, он малый"),
        ("Россия", "российский посол"),
        ("мир", "мирный договор, мировой рынок"),
        ("глава", "закрыл глаза"),
        ("Российская Федерация", "Федерация и Российская империя"),
        ("ООН", "он"),
        ("посол", "посёлок"),
        ("Сочи", "сочинение"),
    ],
)
def test_other_russian_words_do_not(wanted: str, text: str) -> None:
    assert not covered(term(wanted), text, "ru")


@pytest.mark.parametrize(
    ("language", "wanted", "text", "expected"),
    [
        ("en", "agreement", "Two agreements were signed.", True),
        ("en", "embassy", "both embassies", True),
        ("en", "Russia", "Russia’s ambassador", True),
        ("en", "Head of State", "heads of state met", True),
        ("en", "secretary-general", "the Secretary General", True),
        ("en", "US", "the U.S. army", True),
        ("en", "US", "it helps us", False),
        ("en", "WHO", "those who came", False),
        ("en", "NGO", "NGOs and others", True),
        ("en", "general", "generally", False),
        ("bm", "minisiri", "minisiriw y’a fɔ", True),
        ("bm", "Bamakɔ", "Bamako", False),
        ("bm", "gɔfɛrɛnaman", "gòfèrènaman", True),
        ("bm", "Ɲɔnɔ", "Nyònò", True),
        ("bm", "SEDEYAWO", "Sedeyawo", True),
        ("bm", "zuwɛn", "zuwɛnkalo tile 3", True),
        ("bm", "kalata", "perezidankalataw", True),
        ("bm", "ci", "cidenw", False),
        ("fr", "mairie", "la Mairie", True),
        ("fr", "mairie", "les mairies", False),
    ],
)
def test_other_languages(language: str, wanted: str, text: str, expected: bool) -> None:
    assert covered(term(wanted), text, language) is expected


def test_any_permitted_term_will_do() -> None:
    assert covered(term("Организация Объединённых Наций", "ООН"), "доклад ООН", "ru")
    assert not covered(term(), "доклад ООН", "ru")


def test_coverage_counts_what_can_be_expected_and_looks_through_tags() -> None:
    segment = Segment("a", "b", "paragraph", "x")
    units = [
        Unit(segment, "les <1>États</1> de l’<2>Union</2>", State.DRAFT, terms=(term("Union"), term("États"), term())),
        Unit(segment, "rien", State.DRAFT, terms=(term("Union"),)),
    ]
    assert coverage(units, "en") == (2, 3)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Россия", "история российского кино"),
        ("Норвегия", "Норвежский продукт"),
        ("Чехия", "на чешском рынке"),
        ("Франция", "двух французских газет"),
        ("Италия", "итальянскими банками"),
        ("Мексика", "мексиканское правительство"),
        ("Нью-Йорк", "в Нью-Йоркском университете"),
        ("Азербайджан", "азербайджанская столица"),
        ("Мали", "малийская армия"),
        ("Китай", "китайские товары"),
        ("Европа", "общей европейской позиции"),
        ("Карибы", "в Карибском море"),
        ("Соединённые Штаты", "американский доллар"),
    ],
)
def test_a_place_may_be_said_by_its_adjective(place: str, text: str) -> None:
    match = TermMatch(0, 1, "x", "x", (place,), "place")
    assert rendered(match, text, "ru")
    assert not covered(match, text, "ru")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("Мали", "малайская кухня, маленький"),
        ("Индия", "индонезийский остров"),
        ("Чехия", "чеченский язык"),
        ("Нигер", "нигерийский посол"),
        ("Гвинея", "в Гане"),
    ],
)
def test_the_adjective_of_another_place_is_none_of_it(place: str, text: str) -> None:
    assert not rendered(TermMatch(0, 1, "x", "x", (place,), "place"), text, "ru")
