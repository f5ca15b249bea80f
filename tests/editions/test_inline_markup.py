"""Tags of a translation as markup, terms of a source as marks, and what cannot be trusted as text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.article import Span
from translate.editions.inline import Element, clean, safe_link, source_nodes, target_nodes, text_of
from translate.markup import TAG, plain_text
from translate.units import TermMatch

LINK = Span(3, 9, "link", "https://example.org/a")
EMPHASIS = Span(0, 2, "emphasis")
BREAK = Span(4, 4, "break")


def test_tags_become_the_markup_of_their_spans():
    nodes = target_nodes("<2>The</2> <1>market</1> opens", (LINK, EMPHASIS))
    assert nodes == (
        Element("emphasis", ("The",)), " ", Element("link", ("market",), LINK.href), " opens",
    )


def test_nested_tags_and_breaks():
    nodes = target_nodes("<1>a <2>b</2></1><3/>c", (LINK, EMPHASIS, BREAK))
    assert nodes == (Element("link", ("a ", Element("emphasis", ("b",))), LINK.href), Element("break"), "c")


@pytest.mark.parametrize(
    "target",
    [
        "<1>open", "close</1>", "<7>unknown</7>", "</1>backwards<1>", "<1/>empty for a pair", "<3>pair for a break</3>",
        "<0>zero</0>",
    ],
)
def test_tags_that_do_not_fit_stay_visible(target):
    assert target_nodes(target, (LINK, EMPHASIS, BREAK)) == (target,)


def test_of_crossed_tags_the_closed_pair_counts():
    assert target_nodes("<1>a<2>b</1>c</2>", (LINK, EMPHASIS)) == (
        Element("link", ("a<2>b",), LINK.href), "c</2>",
    )


def test_text_that_looks_like_a_tag():
    assert target_nodes("x &lt;1>y", (LINK,)) == ("x <1>y",)


def test_terms_are_marked_with_what_is_expected():
    nodes = source_nodes("Le marché de la mairie", (), (TermMatch(3, 9, "marché", "marché", ("market", "fair")),))
    assert nodes == ("Le ", Element("term", ("marché",), note="market / fair"), " de la mairie")


def test_a_term_across_the_edge_of_a_link_is_marked_in_pieces():
    nodes = source_nodes("Le marché noir", (LINK,), (TermMatch(3, 14, "marché noir", "marché noir", ("x",)),))
    assert text_of(nodes) == "Le marché noir"
    assert nodes[1] == Element("link", (Element("term", ("marché",), note="x"),), LINK.href)
    assert nodes[2] == Element("term", (" noir",), note="x")


def test_a_term_without_translation_is_not_marked():
    assert source_nodes("Le marché", (), (TermMatch(3, 9, "marché", "marché", ()),)) == ("Le marché",)


@pytest.mark.parametrize("href", ["https://example.org/a", "http://example.org", "mailto:a@example.org", "HTTPS://X.org"])
def test_links_that_may_be_followed(href):
    assert safe_link(href) == href


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        "//x.org", "", "https://x.org/ onclick=a", "java\nscript:x", "https://", "http://[", "http://x.org:port/",
        'https://ex"ample.org/',
    ],
)
def test_links_that_may_not(href):
    assert safe_link(href) == ""


def test_an_address_is_written_as_e_readers_and_word_take_it():
    assert safe_link('https://x.org/"a<b>?q=%zz#s[1]#t') == "https://x.org/%22a%3Cb%3E?q=%25zz#s%5B1%5D%23t"
    assert safe_link("https://x.org/S%C3%A9gou_(ville)") == "https://x.org/S%C3%A9gou_(ville)"
    assert safe_link("https://fr.example.org/Ségou") == "https://fr.example.org/Ségou"


PIECES = st.sampled_from(["<1>", "</1>", "<2>", "</2>", "<3/>", "<3>", "<9>", "a", "é ", "<", "&lt;", "&amp;lt;"])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_word_is_lost_whatever_the_tags(target):
    shown = text_of(target_nodes(target, (LINK, EMPHASIS, BREAK)))
    assert TAG.sub("", shown).replace("<", "") == plain_text(target).replace("<", "")


@given(st.text(max_size=50), st.data())
def test_marks_never_change_the_source(text, data):
    edges = st.integers(0, len(text))
    spans = tuple(
        Span(*sorted((data.draw(edges), data.draw(edges))), "emphasis") for _ in range(data.draw(st.integers(0, 3)))
    )
    places = [sorted((data.draw(edges), data.draw(edges))) for _ in range(data.draw(st.integers(0, 3)))]
    terms = [TermMatch(start, end, text[start:end], "e", ("t",)) for start, end in places if start < end]
    assert text_of(source_nodes(text, spans, terms)) == text


def test_characters_no_document_may_contain():
    assert clean("a\x00b\ud800c\x0c\r\nd\rе\U0001ffff") == "a\ufffdb\ufffdc\ufffd\nd\nе\ufffd"
