"""Russian forms: whole paradigms, sentences over all six cases, and prepositions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from translate.terminology.inflection import (
    Entry,
    case_fits,
    entry_of,
    find,
    form,
    forms,
    judge,
    preposition,
    same_form,
)
from translate.terminology.inflection.russian_endings import CASES

HERE = Path(__file__).parent


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines if line and not line.startswith("#")]


def entry(term: str, kind: str = "", grammar: str = "") -> Entry:
    facts = tuple(tuple(fact.split("=", 1)) for fact in grammar.split("/") if fact)
    return Entry(term, "ru", kind, facts)  # type: ignore[arg-type]


SENTENCES = rows("russian_sentences.txt")
PARADIGMS = rows("russian_paradigms.txt")


@pytest.mark.parametrize(("kind", "grammar", "paradigm"), PARADIGMS, ids=[row[2].split(",")[0] for row in PARADIGMS])
def test_a_paradigm(kind: str, grammar: str, paradigm: str) -> None:
    expected = paradigm.split(", ")
    wanted = entry(expected[0], kind, grammar)
    assert [form(wanted, case=case) for case in CASES] == expected


@pytest.mark.parametrize("row", SENTENCES, ids=[row[0] for row in SENTENCES])
def test_a_sentence(row: list[str]) -> None:
    sentence, term, kind, grammar, expected, label = row
    hit = judge(entry(term, kind, grammar), sentence)
    if expected == "-":
        assert hit is None
    else:
        assert hit is not None
        assert (sentence[hit.start : hit.end], hit.text, hit.by) == (expected, expected, "form")
        assert label in {f"{form.case} {form.number}" for form in hit.forms}


def test_the_sets_are_large_enough() -> None:
    assert len(SENTENCES) >= 120
    assert len(PARADIGMS) >= 60
    assert {row[5].split()[0] for row in SENTENCES if row[5]} == set(CASES)


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("в", "во Франции, в Мали, во Вьетнаме, во Владивостоке, во всём, во вторник, в Вене, в ВТО, в США, в Швеции, "
              "во Флоренции, во мне, во многом, во главе, во время, в Алжире, в МИД, в ФРГ, во дворце, в фонде"),
        ("с", "со Швецией, с США, с Сенегалом, со Сбербанком, со всеми, со мной, со многими, со Сьерра-Леоне, "
              "с Замбией, со Словакией, с СНГ, со вторника, с Ассими Гойтой, со Шри-Ланкой, со СМИ, с Владимиром, "
              "со Всемирным банком, со встречи, с Россией, с союзом, со странами, со 120"),
        ("к", "ко всем, ко мне, к Кремлю, к Мали, ко второму, ко многим, к Алжиру, ко вторнику, к Организации"),
        ("о", "об Алжире, о Мали, об ООН, обо мне, обо всём, обо всех, о Европе, о ЮАР, о США, об НПО, о НАТО, "
              "об экономике, о Японии, об Иране, о МИД, о всеобщей забастовке, о встрече, об Ассими Гойте"),
        ("на", "на встрече"),
    ],
)
def test_a_preposition_fits_the_next_word(base: str, expected: str) -> None:
    phrases = [pair.split(" ", 1)[1] for pair in expected.split(", ")]
    assert ", ".join(f"{preposition(base, phrase)} {phrase}" for phrase in phrases) == expected


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("с Гойтой", True), ("с Гойты", True), ("с Гойте", False), ("к Гойту", False), ("об «Гойте»", True),
        ("от Гойта", False), ("говорят, Гойта", True), ("при Гойте", True), ("из-за Гойту", True), ("Гойту", True),
    ],
)
def test_a_case_that_its_preposition_does_not_take_is_told(text: str, fits: bool) -> None:
    hit = judge(entry("Гойта", "person"), text)
    assert hit is not None
    assert case_fits(hit, text) is fits


def test_all_forms_carry_case_and_number() -> None:
    found = forms(entry("посол", "title"))
    assert ("послами", "ablt plur") in {(form.text, form.label) for form in found}
    assert {form.label for form in found} == {f"{case} {number}" for case in CASES for number in ("sing", "plur")}


def test_a_name_has_one_number() -> None:
    assert {form.number for form in forms(entry("Россия", "place"))} == {"sing"}
    assert form(entry("Россия", "place"), case="gent", number="plur") == ""


def test_the_locative_of_place_is_told_apart() -> None:
    crimea = entry("Крым", "place")
    assert form(crimea, case="loct") == "Крыме"
    assert form(crimea, case="loc2") == "Крыму"
    assert form(entry("Алжир", "place"), case="loc2") == "Алжире"


def test_the_entry_is_believed_before_any_rule() -> None:
    told = entry_of("Каес", "ru", "place", {"ru.gent": "Каес", "ru.loct": "Каесе", "en.article": "the"})
    assert form(told, case="gent") == "Каес"
    assert form(told, case="datv") == "Каесу"
    assert judge(told, "из Каеса") is None or judge(told, "из Каеса").cases != ("gent",)  # type: ignore[union-attr]
    fixed = entry("Менака", "place", "paradigm=indeclinable")
    assert judge(fixed, "в Менаке") is None
    assert form(entry("миротворцы", "term", "gent.pl=миротворцев"), case="gent", number="plur") == "миротворцев"


def test_grammar_of_a_row_describes_its_preferred_term() -> None:
    grammar = {"ru.paradigm": "indeclinable", "ru.animate": "no"}
    assert entry_of("ЕС", "ru", "institution", grammar, 0).grammar_of("paradigm") == "indeclinable"
    union = entry_of("Европейский союз", "ru", "institution", grammar, 1)
    assert form(union, case="gent") == "Европейского союза"
    assert union.grammar_of("animate") == "no"
    both = {"ru.gender": "m|f"}
    assert [entry_of(x, "ru", "", both, n).grammar_of("gender") for n, x in enumerate("abc")] == ["m", "f", ""]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("Эмманюэль Макрон", "с Эмманюэлем Макроном"),
        ("генерал Гойта", "от генерала Гойты"),
        ("губернатор Кидаля", "к губернатору Кидаля"),
        ("Хартия Липтако-Гурма", "по Хартии Липтако-Гурма"),
        ("миротворцы", "одному миротворцу"),
        ("Лавров", "с Лавровым"),
        ("Гойта", "с Гойтой"),
    ],
)
def test_a_term_of_unknown_kind_is_recognised(term: str, text: str) -> None:
    assert judge(entry(term), text) is not None


def test_a_place_behind_a_title_is_no_name() -> None:
    assert form(entry("губернатор Кидаля", "title"), case="gent") == "губернатора Кидаля"


def test_every_place_of_a_text_is_found() -> None:
    text = "Мали и Нигер: из Нигера в Мали."
    assert [(hit.start, hit.text) for hit in find(entry("Нигер", "place"), text)] == [(7, "Нигер"), (17, "Нигера")]


@pytest.mark.parametrize(
    "text",
    ["РОССИЙСКОЙ ФЕДЕРАЦИИ", "Росси\u0301йской Федерации", "Российской\u00a0Федерации", "Российской\nФедерации",
     "Россий\u00adской Федерации", "России\u0306ской Федерации"],
)
def test_capitals_stress_marks_and_spaces_do_not_matter(text: str) -> None:
    assert judge(entry("Российская Федерация", "institution"), f"Закон {text}.") is not None


def test_a_phrase_does_not_reach_over_punctuation() -> None:
    assert judge(entry("Российская Федерация"), "российская. Федерация") is None


def test_exact_form_is_compared_with_a_reference() -> None:
    moscow = entry("Москва", "place")
    assert same_form(moscow, "Он в Москве.", "Живёт в Москве") is True
    assert same_form(moscow, "Он из Москвы.", "Живёт в Москве") is False
    assert same_form(moscow, "Он дома.", "Живёт в Москве") is None


def test_unknown_common_words_count_by_their_stem() -> None:
    hit = judge(entry("нефтекомбайн", "term"), "с двумя нефтекомбайнами")
    assert hit is not None
    assert (hit.text, hit.by) == ("нефтекомбайнами", "stem")


GIVEN = ["Ассими", "Абдулай", "Шогель", "Мусса", "Модибо", "Исмаэль", "Фатумата", "Амината", "Сергей", "Альфа"]
FAMILY = ["Гойта", "Диоп", "Маига", "Траоре", "Кейта", "Салль", "Лавров", "Камара", "Уан", "Сану", "Диарра", "Фай"]
PLACES = ["Кидаль", "Менака", "Алжир", "Ниамей", "Томбукту", "Чад", "Гана", "Кот-д’Ивуар", "Нигер", "Нигерия", "Того"]
PHRASES = ["Российская Федерация", "Совет Безопасности", "Африканский союз", "переходный период", "общее собрание",
           "министр обороны", "вооружённые силы", "посольство", "посол", "коммюнике", "выборы"]

people = st.builds(lambda a, b: Entry(f"{a} {b}", "ru", "person"), st.sampled_from(GIVEN), st.sampled_from(FAMILY))
places = st.sampled_from(PLACES).map(lambda text: Entry(text, "ru", "place"))
phrases = st.sampled_from(PHRASES).map(lambda text: Entry(text, "ru", "term"))
terms = st.one_of(people, places, phrases)
syllables = st.sampled_from(["ба", "ко", "ма", "ри", "су", "де", "ле", "фи", "го", "та", "не", "лан", "дро", "сте"])
invented = st.builds(
    lambda parts, end: Entry("".join(parts).capitalize() + end, "ru", "place"),
    st.lists(syllables, min_size=2, max_size=4), st.sampled_from(["", "н", "ль", "й", "м", "ка", "я", "ш"]),
)


@settings(deadline=None)  # the dictionary is loaded at first use
@given(st.one_of(terms, invented), st.data())
def test_every_form_is_recognised_as_the_term(wanted: Entry, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(forms(wanted)))
    text = f"Вчера, {chosen.text}, и завтра"
    hit = judge(wanted, text)
    assert hit is not None
    assert text[hit.start : hit.end] == chosen.text
    assert chosen in hit.forms


@settings(deadline=None)  # the dictionary is loaded at first use
@given(terms, terms, st.data())
def test_no_form_is_taken_for_another_term(one: Entry, other: Entry, data: st.DataObject) -> None:
    assume(one != other)
    text = data.draw(st.sampled_from(forms(one))).text
    assert judge(other, f"Вчера {text} и завтра") is None
