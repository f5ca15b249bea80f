"""English and Bambara forms, and languages without rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.terminology.inflection import Entry, entry_of, form, forms, judge
from translate.terminology.inflection.bambara import POLICIES, permitted, written
from translate.terminology.inflection.english import article_before, wants_article

PLURALS = """
agreement agreements; embassy embassies; coup coups; crisis crises; head of state heads of state; leaf leaves
minister of foreign affairs ministers of foreign affairs; coup d’état coups d’état; chargé d’affaires chargés d’affaires
secretary-general secretaries-general; director general directors general; attorney general attorneys general
lieutenant general lieutenant generals; general secretary general secretaries; army general army generals
Ambassador Extraordinary and Plenipotentiary Ambassadors Extraordinary and Plenipotentiary; spokeswoman spokeswomen
memorandum of understanding memoranda of understanding; referendum referendums; NGO NGOs; chief of staff chiefs of staff
governor governors; summit summits; church churches; box boxes; boy boys; person people; German Germans; day days
phenomenon phenomena; child soldier child soldiers; Prime Minister Prime Ministers; peacekeeper peacekeepers
"""


def english(term: str, kind: str = "title", **grammar: str) -> Entry:
    return Entry(term, "en", kind, tuple(grammar.items()))


@pytest.mark.parametrize("pair", [pair.strip() for line in PLURALS.strip().splitlines() for pair in line.split(";")])
def test_plural_of_the_head_word(pair: str) -> None:
    words = pair.split()
    half = len(words) // 2
    singular, plural = " ".join(words[:half]), " ".join(words[half:])
    assert form(english(singular), number="plur") == plural
    hit = judge(english(singular), f"Both {plural} agreed.")
    assert hit is not None
    assert (hit.text, hit.numbers) == (plural, ("plur",))


@pytest.mark.parametrize(
    ("term", "kind", "text", "found", "label"),
    [
        ("Russia", "place", "Russia’s ambassador", "Russia’s", "sing possessive"),
        ("Russia", "place", "in Russia.", "Russia", "sing"),
        ("minister", "title", "the ministers' meeting", "ministers'", "plur possessive"),
        ("minister", "title", "the minister's car", "minister's", "sing possessive"),
        ("peacekeepers", "term", "one peacekeeper died", "peacekeeper", "sing"),
        ("secretary-general", "title", "two secretary-generals", "secretary-generals", "plur"),
        ("US", "place", "the U.S. army", "U.S.", "sing"),
        ("Unesco", "institution", "UNESCO sites", "UNESCO", "sing"),
        ("NGO", "institution", "local NGOs", "NGOs", "plur"),
        ("coup d'état", "term", "after the coups d’état", "coups d’état", "plur"),
    ],
)
def test_what_is_found_in_english(term: str, kind: str, text: str, found: str, label: str) -> None:
    hit = judge(Entry(term, "en", kind), text)
    assert hit is not None
    assert (hit.text, text[hit.start : hit.end]) == (found, found)
    assert label in {form.label for form in hit.forms}


@pytest.mark.parametrize(
    ("term", "kind", "text"),
    [
        ("Turkey", "place", "they ate turkey"),
        ("May", "month", "it may rain"),
        ("Mali", "place", "two Malis"),
        ("US", "place", "it helps us"),
        ("general", "title", "generally"),
        ("Minister of Defence", "title", "the Minister. Of defence we speak later"),
    ],
)
def test_what_is_no_english_form(term: str, kind: str, text: str) -> None:
    assert judge(Entry(term, "en", kind), text) is None


def test_possessives() -> None:
    assert form(english("minister"), number="sing", note="possessive") == "minister’s"
    assert form(english("minister"), number="plur", note="possessive") == "ministers’"
    assert form(english("spokesman"), number="plur", note="possessive") == "spokesmen’s"


def test_an_entry_says_its_plural_and_its_article() -> None:
    assert form(english("fund", plural="fundses"), number="plur") == "fundses"
    assert wants_article(entry_of("African Union", "en", "institution", {"en.article": "the"})) is True
    assert wants_article(entry_of("NATO", "en", "institution", {"en.article": "none"})) is False
    assert wants_article(entry_of("NATO", "en", "institution")) is None


@pytest.mark.parametrize(
    ("text", "article"),
    [("of the African Union", "the"), ("of the new African Union", "the"), ("an African Union", "an"),
     ("of African Union", ""), ("bathe African Union", ""), ("The African Union", "the")],
)
def test_the_article_before_a_place(text: str, article: str) -> None:
    assert article_before(text, text.index("African")) == article


@pytest.mark.parametrize(
    ("term", "text", "found", "label"),
    [
        ("minisiri", "minisiriw y’a fɔ", "minisiriw", "plur"),
        ("minisiri", "minisiri y'a fɔ", "minisiri", "sing"),
        ("kɔkankow minisiri", "Kɔkankow minisiriw nana", "Kɔkankow minisiriw", "plur"),
        ("Afiriki kelenyatɔn", "u y’Afiriki kelenyatɔn wele", "Afiriki kelenyatɔn", "sing"),
        ("Asimi Goyita", "k'Asimi Goyita wele", "Asimi Goyita", "sing"),
        ("hadamaden josiraw", "hadamaden josira", "hadamaden josira", "sing"),
        ("gɔfɛrɛnaman", "gòfèrènaman", "gòfèrènaman", "sing"),
        ("Ɲɔnɔ", "Nyònò", "Nyònò", "sing"),
        ("bɔɲɛ", "bo\u0300nyɛ\u0301", "bo\u0300nyɛ\u0301", "sing"),
        ("SEDEYAWO", "Sedeyawo ka ɲɛmɔgɔw", "Sedeyawo", "sing"),
        ("ka ɛkɔnɔmi", "Mali k’ɛkɔnɔmi", "k’ɛkɔnɔmi", "sing"),
        ("zuwɛn", "zuwɛnkalo tile 3", "zuwɛnkalo", "compound"),
    ],
)
def test_what_is_found_in_bambara(term: str, text: str, found: str, label: str) -> None:
    hit = judge(Entry(term, "bm"), text)
    assert hit is not None
    assert (hit.text, text[hit.start : hit.end]) == (found, found)
    assert label in {form.label for form in hit.forms}


@pytest.mark.parametrize(("term", "text"), [("Bamakɔ", "Bamako"), ("ci", "cidenw"), ("lakana", "lakanabaliya")])
def test_what_is_no_bambara_form(term: str, text: str) -> None:
    assert judge(Entry(term, "bm"), text) is None


def test_bambara_forms_are_singular_and_plural() -> None:
    assert [(item.text, item.label) for item in forms(Entry("minisiri", "bm", "title"))] == [
        ("minisiri", "sing"),
        ("minisiriw", "plur"),
    ]
    assert [item.text for item in forms(Entry("Asimi Goyita", "bm", "person"))] == ["Asimi Goyita"]


@pytest.mark.parametrize(
    ("policy", "first", "expected"),
    [
        ("bambara", True, "Sedeyawo"),
        ("french", True, "CEDEAO"),
        ("bambara-french", True, "Sedeyawo (CEDEAO)"),
        ("bambara-french", False, "Sedeyawo"),
    ],
)
def test_policies_of_spelling(policy: str, first: bool, expected: str) -> None:
    assert written("Sedeyawo", "CEDEAO", POLICIES[policy], first=first) == expected
    assert written("", "CEDEAO", POLICIES[policy], first=first) == "CEDEAO"


def test_a_policy_permits_its_spellings() -> None:
    assert permitted(["Sedeyawo"], ["CEDEAO"], POLICIES["bambara"]) == ("Sedeyawo",)
    assert permitted(["Sedeyawo"], ["CEDEAO"], POLICIES["french"]) == ("CEDEAO",)
    assert permitted(["Sedeyawo"], ["CEDEAO"], POLICIES["bambara-french"]) == ("Sedeyawo", "CEDEAO")
    assert permitted([], ["CEDEAO"], POLICIES["bambara"]) == ("CEDEAO",)


def test_another_language_takes_a_term_as_it_is() -> None:
    assert judge(Entry("mairie", "fr"), "la Mairie") is not None
    assert judge(Entry("mairie", "fr"), "les mairies") is None


words = st.text("abcdefghiklmnoprstuwɛɔɲŋ", min_size=3, max_size=9)


@settings(deadline=None)  # the dictionary is loaded at first use
@given(st.sampled_from(["en", "bm"]), st.lists(words, min_size=1, max_size=3), st.data())
def test_every_form_is_recognised(language: str, parts: list[str], data: st.DataObject) -> None:
    wanted = Entry(" ".join(parts), language, "term")
    chosen = data.draw(st.sampled_from(forms(wanted)))
    text = f"1 {chosen.text} 2"
    hit = judge(wanted, text)
    assert hit is not None
    assert text[hit.start : hit.end].replace("’", "") in chosen.text.replace("’", "")


@settings(deadline=None)  # the dictionary is loaded at first use
@given(st.text(max_size=40), st.sampled_from(["en", "ru", "bm", "fr"]), st.text(max_size=20))
def test_any_text_and_any_term_will_do(text: str, language: str, term: str) -> None:
    hit = judge(Entry(term, language), text)
    assert hit is None or text[hit.start : hit.end] == hit.text
