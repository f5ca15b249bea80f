"""Inline tags: what a reviewer sees in the draft, and what comes back from it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translate.article import Span
from translate.markup import plain_text, split_tagged, to_tagged


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    pairs = draw(st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=5))
    return tuple(Span(min(pair), max(pair), "strong") for pair in pairs)


TEXT = st.text(alphabet=st.one_of(st.sampled_from("<>/&;1a2ltmp \\"), st.characters()), max_size=30)


@given(st.data())
def test_text_comes_back_whatever_its_tags(data: st.DataObject) -> None:
    text = data.draw(TEXT)
    spans = data.draw(spans_of(text))
    plain, tags = split_tagged(to_tagged(text, spans))
    assert plain == text
    depth: list[int] = []
    for number, what, _ in tags:
        if what == "open":
            depth.append(number)
        elif what == "close":
            assert depth.pop() == number
    assert not depth


def test_nested_and_empty_tags() -> None:
    text = "Le Mali et la CEDEAO"
    spans = (Span(0, 20, "strong"), Span(3, 7, "link", "https://exemple.ml"), Span(20, 20, "break"))
    assert to_tagged(text, spans) == "<1>Le <2>Mali</2> et la CEDEAO</1><3/>"


def test_text_that_looks_like_a_tag_stays_text() -> None:
    assert to_tagged("si a <1> b", ()) == "si a &lt;1> b"
    assert plain_text("si a &lt;1> b") == "si a <1> b"
    assert plain_text("&lt; reste") == "< reste"
    assert to_tagged("3 < 5 & R&D", ()) == "3 < 5 & R&D"


def test_text_that_looks_like_a_tag_is_escaped_even_where_a_left_out_span_cuts_it() -> None:
    text = "Écrire </1> ainsi"
    crossing = (Span(2, 9, "strong"), Span(0, 4, "emphasis"), Span(1, 9, "code"))
    assert plain_text(to_tagged(text, crossing)) == text
