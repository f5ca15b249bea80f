"""Articles: ids that survive edits, JSON that comes back whole, names that stay inside output/."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translate.article import Article, Block, IdMaker, Span, cut_spans, slugify, with_ids

SENTENCES = [
    "Le ministre de l'Énergie a reçu la délégation mardi à Bamako.",
    "Les travaux commenceront au premier trimestre.",
    "Trois centrales sont prévues.",
]


def ids_of(sentences: list[str]) -> list[str]:
    maker = IdMaker()
    return [maker.make(sentence) for sentence in sentences]


def test_inserting_a_sentence_leaves_the_other_ids_alone() -> None:
    before = ids_of(SENTENCES)
    after = ids_of([SENTENCES[0], "Une phrase nouvelle.", *SENTENCES[1:]])
    assert [after[0], *after[2:]] == before
    assert len(set(after)) == 4


def test_the_same_sentence_twice_gets_two_ids() -> None:
    first, second = ids_of([SENTENCES[2], SENTENCES[2]])
    assert second == f"{first}-2"


def test_spacing_and_composition_do_not_change_an_id() -> None:
    assert ids_of(["Énergie :  oui"]) == ids_of(["E\u0301nergie\u00a0:\noui"])


@given(st.lists(st.text(min_size=1), max_size=6), st.text(), st.text())
def test_an_article_comes_back_from_its_json(texts: list[str], title: str, extra: str) -> None:
    blocks = with_ids([
        Block("", "paragraph", text, spans=(Span(0, len(text), "link", "https://exemple.ml/"),)) for text in texts
    ])
    article = Article(title=title, blocks=blocks, kicker=extra, boilerplate=(extra,), source="a.txt")
    assert Article.from_json(article.to_json()) == article


@given(st.text())
def test_a_slug_never_names_another_place(text: str) -> None:
    slug = slugify(text)
    assert slug
    assert len(slug) <= 60
    assert all(character.isascii() and (character.isalnum() or character == "-") for character in slug)


def test_slugs_people_would_expect() -> None:
    assert slugify("Mali : La souveraineté à cœur ouvert") == "mali-la-souverainete-a-coeur-ouvert"
    assert slugify("../../etc/passwd") == "etc-passwd"
    assert slugify("???") == "article"


def test_spans_are_clipped_to_the_part_they_fall_in() -> None:
    spans = (Span(0, 4, "strong"), Span(6, 20, "link", "x"), Span(8, 8, "break"))
    assert cut_spans(spans, 5, 12) == (Span(1, 7, "link", "x"), Span(3, 3, "break"))
