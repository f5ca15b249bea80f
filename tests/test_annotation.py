"""Term annotations in a source text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translate.annotation import MARKERS, annotated, places_of, plain, without_markers


def test_a_term_keeps_its_words_and_gets_its_lemma() -> None:
    text = "Le chef de l'ONU est arrivé à Gao hier."
    terms = [(text.index("Gao"), text.index("Gao") + 3, "Гао"), (text.index("ONU"), text.index("ONU") + 3, "ООН")]
    assert annotated(text, terms) == "Le chef de l'｟ONU＝ ООН｠ est arrivé à｟ Gao＝ Гао｠ hier."


def test_nothing_changes_without_terms() -> None:
    assert annotated("Le fleuve monte.", []) == "Le fleuve monte."


def test_a_term_can_begin_and_end_the_sentence() -> None:
    assert annotated("Bamako", [(0, 6, "Бамако")]) == "｟Bamako＝ Бамако｠"


words = st.lists(st.text("abcdéè'", min_size=1, max_size=8), min_size=1, max_size=12)


@given(words, st.data())
def test_plain_takes_annotations_out_again(parts: list[str], data: st.DataObject) -> None:
    text, spans = " ".join(parts), []
    position = 0
    for part in parts:
        if data.draw(st.booleans()):
            lemma = data.draw(st.sampled_from(["Мали", "head of state", "sɔgɔ"]))
            spans.append((position, position + len(part), lemma))
        position += len(part) + 1
    assert plain(annotated(text, spans)) == text


@given(st.text())
def test_no_marker_of_the_article_reaches_the_model(text: str) -> None:
    assert not set(without_markers(text)) & set(MARKERS)


def test_terms_are_found_in_their_order_and_as_whole_words() -> None:
    text = "Le Mali et les Maliens : le mali d'hier, l'Union africaine aujourd'hui."
    assert places_of([("Mali", "Мали"), ("MALI", "Мали"), ("Union africaine", "Африканский союз")], text) == [
        (3, 7, "Мали"), (28, 32, "Мали"), (43, 58, "Африканский союз")]


def test_a_term_cut_in_two_is_left_out() -> None:
    assert places_of([("Union africaine", "AU"), ("Gao", "Gao")], "L'Union de Gao") == [(11, 14, "Gao")]
