"""Whatever the text: no crash but InputError, no word lost, spans inside their blocks."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from translate import ingest
from translate.article import Article, Span
from translate.errors import InputError
from translate.ingest.characters import clean, tidy
from translate.ingest.formats import format_of

SENTENCE = "Le ministre a dit que la route serait refaite avant la fin de l’année, puis il est reparti vers Ségou."
LINES = (
    "Accueil",
    "A LA UNE",
    "Mali Russie",
    "Mali : la Russie signe un accord",
    SENTENCE,
    SENTENCE * 3,
    "- un point",
    "– Oui ?",
    "— Non.",
    "1. Un",
    "Lire aussi",
    "Lire aussi : un titre",
    "Laisser un commentaire",
    "Commentaires",
    "Par Awa Diallo",
    "M.A",
    "12 mars 2025",
    "",
    "",
    "> citation",
    "***",
    "2",
    "    en retrait",
    "Articles similaires",
    "Nom *",
    "vice-",
    "président de la commission",
    "*",
    "-",
    "•",
    "© 2020 x",
    "\u00a0",
    "| a | b |",
    "{{< x >}}",
    ":",
    "\t",
    "<b>x</b>",
)
texts = st.one_of(
    st.text(max_size=300), st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=20)), max_size=20).map("\n".join)
)
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(text: str, name: str) -> Article | None:
    return read_data(text.encode("utf-8", "ignore"), name)


def read_data(data: bytes, name: str) -> Article | None:
    try:
        return ingest.read_bytes(data, name=name, force_source="fr")
    except InputError as error:
        if "\n" in str(error):
            raise AssertionError("an error of more than one line") from error
        return None


def check_blocks(article: Article) -> None:
    assert article.blocks
    for block in article.blocks:
        assert block.text
        assert block.text == block.text.strip()
        assert "\n" not in block.text
        assert all(0 <= span.start <= span.end <= len(block.text) for span in block.spans)
    assert Article.from_json(article.to_json()) == article


@relaxed
@given(texts.filter(lambda text: "\0" not in text))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    if format_of(text.encode("utf-8", "ignore"), "x.txt").name != "plain text":
        return
    article = read(text, "x.txt")
    if article is None:
        return
    check_blocks(article)
    kept = " ".join([*(block.text for block in article.blocks), *article.boilerplate])
    letters = re.sub(r"\W", "", kept)
    for word in re.findall(r"\w+", clean(text.encode("utf-8", "ignore").decode())):
        assert word in kept or word in letters


@relaxed
@given(texts, st.sampled_from(["x.md", "x.html", "-"]))
def test_no_text_crashes_a_reader(text: str, name: str) -> None:
    article = read(text, name)
    if article is not None:
        check_blocks(article)


@relaxed
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"<html>", b"---\ntitle: "]),
    st.sampled_from(["x.txt", "x.md", "x.docx"]),
)
def test_no_bytes_crash_a_reader(data: bytes, start: bytes, name: str) -> None:
    article = read_data(start + data, name)
    if article is not None:
        check_blocks(article)


TAGS = (
    "p",
    "b",
    "i",
    "a href='https://exemple.example'",
    "div",
    "ul",
    "li",
    "h2",
    "blockquote",
    "td",
    "tr",
    "table",
    "span",
    "br",
    "q",
    "sup",
)
markup = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag.split()[0]}>" for tag in TAGS]),
        st.sampled_from(["mot", " deux mots ", SENTENCE]),
    ),
    max_size=25,
).map("".join)


@relaxed
@given(markup)
def test_no_word_of_a_page_is_lost(body: str) -> None:
    article = read(f"<html><body><p>{SENTENCE}</p>{body}</body></html>", "x.html")
    assert article is not None
    check_blocks(article)
    kept = " ".join([*(block.text for block in article.blocks), *article.boilerplate])
    squeezed = re.sub(r"\W", "", kept)
    for word in re.findall(r"\w+", re.sub(r"<[^>]*>", " ", body)):
        assert word in squeezed


@relaxed
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["strong", "emphasis", "link"]))),
)
def test_tidied_spans_nest_and_stay_inside(text: str, marks: list[tuple[int, int, str]]) -> None:
    spans = tuple(Span(min(a, b, len(text)), min(max(a, b), len(text)), kind) for a, b, kind in marks)
    tidied, kept = tidy(text, spans)
    assert tidied == tidied.strip()
    assert tidy(tidied, kept) == (tidied, kept)
    for one in kept:
        assert 0 <= one.start < one.end <= len(tidied)
        assert not any(one.start < other.start < one.end < other.end for other in kept)
