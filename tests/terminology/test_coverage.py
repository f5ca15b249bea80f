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
        ("Азия", "азиатских стран"),
        ("Северная Америка", "североамериканский рынок"),
        ("Средняя Азия", "среднеазиатских республик"),
        ("Ближний Восток", "в ближневосточном конфликте"),
        ("Латинская Америка", "латиноамериканские писатели"),
    ],
)
def test_a_place_may_be_said_by_its_adjective(place: str, text: str) -> None:
    match = TermMatch(0, 1, "x", "x", (place,), "place")
    assert rendered(match, text, "ru")
    assert not covered(match, text, "ru")


@pytest.mark.parametrize(
    ("noun", "kind", "text"),
    [
        ("апрель", "month", "после апрельских дождей"),
        ("суббота", "day", "в субботнем выпуске"),
        ("воскресенье", "day", "одной из воскресных газет"),
        ("независимость", "term", "более независимую роль"),
        ("безопасность", "term", "на безопасном расстоянии"),
        ("правительство", "institution", "правительственных аудиторов"),
        ("демократия", "term", "по демократическим правилам"),
        ("мир", "term", "мирного соглашения"),
    ],
)
def test_a_common_noun_a_month_or_a_day_may_be_said_by_its_adjective(noun: str, kind: str, text: str) -> None:
    match = TermMatch(0, 1, "x", "x", (noun,), kind)
    assert rendered(match, text, "ru")
    assert not covered(match, text, "ru")


@pytest.mark.parametrize(
    ("noun", "kind", "text"),
    [
        ("правительство", "institution", "он был правителем страны"),
        ("демократия", "term", "он остался демократом"),
        ("Мали", "place", "маленький город"),
        ("закон", "term", "это законно"),
        ("Ассими Гойта", "person", "гойтинский дом"),
    ],
)
def test_another_word_of_the_same_stem_is_not_the_noun(noun: str, kind: str, text: str) -> None:
    assert not rendered(TermMatch(0, 1, "x", "x", (noun,), kind), text, "ru")


@pytest.mark.parametrize(
    ("term", "kind", "text", "said"),
    [
        ("Norway", "place", "the great Norwegian delicacies", True),
        ("Central Asia", "place", "citizens of Central Asian countries", True),
        ("Palestine", "place", "Palestinians are portrayed", True),
        ("Niger", "place", "the Nigerian army", False),
        ("Germany", "place", "a germane remark", False),
        ("November", "month", "On Nov. 21 he wrote", True),
        ("November", "month", "a novel", False),
    ],
)
def test_english_adjectives_and_short_months(term: str, kind: str, text: str, said: bool) -> None:
    assert rendered(TermMatch(0, 1, "x", "x", (term,), kind), text, "en") is said


def test_a_month_may_be_a_number_in_a_date() -> None:
    december = TermMatch(0, 8, "décembre", "décembre", ("декабрь",), "month")
    assert rendered(december, "в четверг 20.12.2012 в 21.00", "ru")
    assert rendered(december, "2012-12-20", "ru")
    assert not rendered(december, "в четверг 20.11.2012 в 12.00", "ru")


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
