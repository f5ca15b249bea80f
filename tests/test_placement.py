"""Inline tags and the marks of notes in a translation: around the right words, or left to the reviewer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import drafts
from translate.article import Segment, Span
from translate.markup import TAG, plain_text, split_tagged
from translate.placement import place, project, spoken, terms_in
from translate.placement.linking import likeness
from translate.qa import check
from translate.terminology import Termbase
from translate.units import State, TermMatch, Unit
from translate.words import Links


def segment(tagged: str, *kinds: str) -> Segment:
    text, tags = split_tagged(tagged)
    edges: dict[int, list[int]] = {}
    for number, what, at in tags:
        edges.setdefault(number, []).extend([at, at] if what == "empty" else [at])
    return Segment("s", "b", "paragraph", text, tuple(
        Span(*edges[number], kind) for number, kind in enumerate(kinds, start=1)))


def put(tagged: str, target: str, *kinds: str, language: str = "", links: Links = ()) -> str:
    return place(spoken(segment(tagged, *kinds)), target, links, language=language)


def test_a_span_around_everything_goes_around_everything() -> None:
    assert put("<1>Lire le rapport.</1>", "Read it.", "emphasis") == "<1>Read it.</1>"


def test_words_that_stay_as_they_are_keep_their_tags() -> None:
    assert put("Le rapport de la <1>MINUSMA</1>.", "Xyz MINUSMA.", "link") == "Xyz <1>MINUSMA</1>."


def test_no_word_is_broken() -> None:
    assert "<1>Mali</1>an" not in put("Vive le <1>Mali</1> !", "Hurray Malian folk!", "link", language="en")
    assert put("Le <1>courage</1> des femmes", "women's courage", "strong", links=((1, 2), (3, 0))) == (
        "women's <1>courage</1>")
    assert put("les <1>femmes</1> du village", "women's village", "strong", links=((1, 0), (3, 2))) == (
        "<1>women's</1> village")


def test_tags_go_around_the_words_they_are_linked_to() -> None:
    french = "Le ministre a salué le <1>courage des femmes</1> du village."
    english = "The minister praised the village women's courage."
    links = ((1, 1), (3, 2), (9, 4), (7, 5), (5, 7))
    assert put(french, english, "strong", links=links) == "The minister praised the village <1>women's courage</1>."
    assert put(french, "They were praised by the minister.", "strong") == "They were praised by the minister."


def test_the_lexicon_places_tags_without_a_model() -> None:
    assert put("Il a bu de l'<1>eau</1> hier.", "Он пил воду вчера.", "strong", language="ru") == (
        "Он пил <1>воду</1> вчера.")


@pytest.mark.parametrize(("french", "target", "language", "wanted"), [
    ("À <1>Ségou</1>, on attend.", "В Сегу ждут.", "ru", "В <1>Сегу</1> ждут."),
    ("Le <1>président</1> parle.", "The president speaks.", "en", "The <1>president</1> speaks."),
    ("En <1>2024</1>, rien.", "Nothing in 2024.", "en", "Nothing in <1>2024</1>."),
    ("Une hausse de <1>15 %</1> !", "A rise of 15%!", "en", "A rise of <1>15%</1>!"),
])
def test_names_numbers_and_cognates_need_no_links(french: str, target: str, language: str, wanted: str) -> None:
    assert put(french, target, "strong", language=language) == wanted


def test_the_glossary_says_where_a_term_went() -> None:
    french = segment("La <1>Cour suprême</1> a tranché.", "link")
    term = TermMatch(3, 15, "Cour suprême", "Cour suprême", ("High Bench",))
    assert place(spoken(french), "It was the High Bench who ruled.", terms=(term,)) == (
        "It was the <1>High Bench</1> who ruled.")


def test_nested_and_neighbouring_tags_stay_so() -> None:
    made = put("<1>Le <2>Mali</2></1> et <3>2024</3>", "<Mali> 2024".strip("<"), "strong", "link", "emphasis")
    assert TAG.sub("", made) == "Mali> 2024"
    made = put("Le titre <1>« <2>Kaya</2> »</1> ici", "The title “Kaya” here", "emphasis", "strong", language="en")
    assert made == "The title <1>“<2>Kaya</2>”</1> here"


def test_what_is_uncertain_is_left_to_the_reviewer_and_flagged() -> None:
    source = segment("un deux <1>trois quatre</1> cinq six", "strong")
    target = place(spoken(source), "a b c d e f", ((2, 0), (3, 5)))
    assert target == "a b c d e f"
    assert "tags" in [finding.code for finding in check(Unit(source, target, State.DRAFT), "en")]


def test_marks_of_notes_are_not_read_by_the_model() -> None:
    heard = spoken(segment("Le fleuve<1>1</1> a débordé [sic].<2>[2]</2> Fin", "superscript", "superscript"))
    assert heard.text == "Le fleuve a débordé [sic]. Fin"


@pytest.mark.parametrize("text", ["40 km<1>2</1> brûlés", "10<1>6</1> litres", "le 1<1>er</1> mai", "H<1>2</1>O ici"])
def test_exponents_and_ordinals_are_no_marks(text: str) -> None:
    heard = segment(text, "superscript" if "H" not in text else "subscript")
    assert spoken(heard).text == heard.text


@pytest.mark.parametrize(("french", "target", "language", "wanted"), [
    ("Il pleut<1>1</1>.", "It rains.", "en", "It rains.<1>1</1>"),
    ("Il pleut.<1>1</1>", "It rains.", "en", "It rains.<1>1</1>"),
    ("Il pleut<1>1</1>.", "Идёт дождь.", "ru", "Идёт дождь<1>1</1>."),
    ("Il pleut.<1>1</1>", "Идёт дождь.", "ru", "Идёт дождь<1>1</1>."),
    ("Il pleut<1>1</1> !", "Идёт дождь!", "ru", "Идёт дождь!<1>1</1>"),
    ("Sanji<1>1</1>.", "Sanji bɛ na.", "bm", "Sanji bɛ na<1>1</1>."),
    ("Le fleuve<1>[1]</1>, en crue, déborde.", "The river, in flood, overflows.", "en",
     "The river,<1>[1]</1> in flood, overflows."),
    ("« La paix<1>7</1> », dit-elle.", "“Peace,” she said.", "en", "“Peace,”<1>7</1> she said."),
    ("Le traité<1>5</1> est signé.", "The treaty is signed.", "en", "The treaty<1>5</1> is signed."),
])
def test_a_notes_mark_stands_where_the_language_prints_it(french: str, target: str, language: str, wanted: str) -> None:
    assert put(french, target, "superscript", language=language) == wanted


def test_a_mark_inside_and_one_outside_a_link() -> None:
    assert put("Lire <1>2024<2>1</2></1> bien", "Read 2024 well", "link", "superscript", language="en") == (
        "Read <1>2024<2>1</2></1> well")
    assert put("Lire <1>2024</1><2>1</2> bien", "Read 2024 well", "link", "superscript", language="en") == (
        "Read <1>2024</1><2>1</2> well")


def test_raised_figures_stay_on_their_unit() -> None:
    assert put("Un champ de 40 km<1>2</1> ici.", "Поле 40 км2 здесь.", "superscript", language="ru") == (
        "Поле 40 км<1>2</1> здесь.")


def test_raised_letters_of_ordinals_may_go_with_the_french() -> None:
    source = segment("Le XIX<1>e</1> siècle", "superscript")
    unit = Unit(source, place(spoken(source), "The 19th century", language="en"), State.DRAFT)
    assert unit.target == "The 19th century"
    assert "tags" not in [finding.code for finding in check(unit, "en")]


def test_line_breaks_stay_at_the_ends_of_lines() -> None:
    assert put("Un peuple,<1/> un but", "One people, one goal", "break", language="en") == "One people,<1/> one goal"
    assert put("Fin.<1/>", "End.", "break") == "End.<1/>"


def test_a_term_before_a_mark_is_found(tmp_path) -> None:
    table = tmp_path / "g.csv"
    table.write_text("fr,en\nCEDEAO,ECOWAS\n", encoding="utf-8")
    (term,) = terms_in(segment("La CEDEAO<1>1</1> et", "superscript"), "en", Termbase.load([table]))
    assert (term.start, term.end) == (3, 9)
    (term,) = terms_in(segment("Ici<1>1</1> la CEDEAO", "superscript"), "en", Termbase.load([table]))
    assert (term.start, term.end) == (8, 14)


def test_likeness_knows_names_in_cyrillic() -> None:
    assert likeness("Bamako", "Бамако", "ru") > 0.6
    assert likeness("solaire", "табурет", "ru") == 0


WORDS = st.lists(
    st.sampled_from(["le", "Mali", "a", "12", "eau,", "fleuve.", "«", "paix", "»", "km2", "<1>", "и", "вода", "the"]),
    min_size=1, max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_comes_the_words_stay_and_the_tags_pair(data: st.DataObject) -> None:
    source, target = (" ".join(data.draw(WORDS)) for _ in range(2))
    spans = []
    for _ in range(data.draw(st.integers(0, 4))):
        start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
        kind = data.draw(st.sampled_from(["strong", "link", "superscript"])) if end > start else "break"
        spans.append(Span(start, end, kind))
    one = Segment("s", "b", "paragraph", source, tuple(spans))
    links = data.draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=6))
    heard = spoken(one)
    made = place(heard, target, tuple(links), language=data.draw(st.sampled_from(["en", "ru", "bm", ""])))
    text, tags = split_tagged(made)
    for mark in heard.marks:
        text = text.replace(mark.text, "", 1) if mark.text not in target else text
    if not heard.marks:
        assert text == target
    stack: list[int] = []
    for number, what, _ in tags:
        if what == "open":
            stack.append(number)
        elif what == "close":
            assert stack.pop() == number
    assert not stack
    assert plain_text(project(one.spans, source, target)) == target


def test_a_markdown_notes_mark_and_formatting_reach_draft_and_edition(tk, tmp_path) -> None:
    article = tmp_path / "barrage.md"
    article.write_text(
        "# Le barrage\n\nLe ministre a visité **Ségou**[^1] et parlé de [la MINUSMA](https://exemple.org/m).\n\n"
        "[^1]: Ville du Mali.\n", encoding="utf-8")
    result = tk("edition", article, "--to", "en", "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    draft = drafts.read(tmp_path / "out" / "barrage" / "en.po")
    unit = next(unit for unit in draft.units if "MINUSMA" in unit.segment.text)
    assert [span.kind for span in unit.segment.spans] == ["strong", "superscript", "link"]
    assert "<2>[1]</2>" in unit.target
    page = (tmp_path / "out" / "barrage" / "editions" / "fr-en.html").read_text(encoding="utf-8")
    assert page.count("[1]</sup>") == 2


def test_a_segment_that_is_no_sentence_takes_no_time() -> None:
    long = " ".join(f"mot{number}" for number in range(3000))
    spans = tuple(Span(number, number + 3, "strong") for number in range(0, 12_000, 4))
    assert place(spoken(Segment("s", "b", "paragraph", long, spans)), long, language="en") == long
