"""Clean Markdown for static sites, its front matter read by a YAML parser, its text by a CommonMark one."""

import datetime
import re
from dataclasses import replace

import pytest
import yaml
from edition_sample import META, article, drafts, hostile
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from published_sample import reviewed

from translate.article import Article, Block, Segment, Span, with_ids
from translate.editions import EditionMeta, render
from translate.editions.inline import clean
from translate.markup import to_tagged
from translate.units import State, Unit

FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.S)


def document(units, layout="clean", source=None, code="en", meta=META):
    return render(source or article(), {code: units}, layout=layout, format="markdown", meta=meta).decode()


def front(text):
    return yaml.safe_load(FRONT.match(text)[1])


def body(text):
    return FRONT.sub("", text, count=1)


def html(text):
    """As Hugo renders it: raw HTML left out."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(body(text))


def one(target, kind="paragraph", level=0, spans=(), source="x"):
    """A reviewed article of one block."""
    blocks = with_ids([Block("", kind, source, level, spans)])
    unit = Unit(Segment("s", blocks[0].id, kind, source, spans), target, State.REVIEWED)
    return document([unit], source=Article("", blocks), meta=EditionMeta())


def test_front_matter_is_what_static_sites_read():
    fields = front(document(reviewed("ru"), code="ru", meta=replace(META, slug="marche-de-segou")))
    assert fields == {
        "title": "Рынок в Сегу снова открывает двери",
        "date": datetime.date(2026, 3, 2),
        "author": "Awa Diarra",
        "kicker": "МЕСТНАЯ ЭКОНОМИКА",
        "lang": "ru",
        "language": "ru",
        "translationKey": "marche-de-segou",
        "slug": "marche-de-segou",
        "original_title": "Le marché de Ségou rouvre ses portes",
        "original_language": "fr",
        "draft": False,
        "generator": "Yɛlɛma 0.1.0",
    }


def test_a_draft_is_not_built_by_hugo_or_jekyll_and_says_what_it_is():
    text = document(drafts("ru")["ru"], code="ru")
    assert front(text)["draft"] is True
    assert front(text)["published"] is False
    assert body(text).lstrip().startswith("> **Машинный перевод, не проверенный человеком.")


def test_the_text():
    assert body(document(reviewed("en"))).strip() == (
        "The Ségou market reopened on Monday, after six months of work. It has 1,300 stalls, compared with 800 before."
        " The plan, [published by the town hall](https://example.org/plan?a=1&amp;b=2), costs *3.5 million* francs.\n\n"
        "> “We waited a long time,” says Mariam Coulibaly, who sells fabric.\n\n"
        "## What changes\n\n"
        "- A covered hall for fish\n- Four water points\n\n"
        "*Photo: the market entrance in the morning.*\n\n"
        "Are the traders waiting for anything else?"
    )


def test_interleaved_quotes_the_source():
    text = body(document(reviewed("en"), "interleaved"))
    assert "> Le marché de Ségou rouvre ses portes\n\n## The Ségou market reopens its doors\n" in text
    assert text.count("\n> ") == 12


@pytest.mark.parametrize(
    "title",
    ['"quoted" \\ back', "a: b # c", "--- \n---", "yes", "null", "{a: 1}", "line\u2028sep\u0085next", "\ufeffbom", "'"],
)
def test_titles_cannot_break_the_front_matter(title):
    blocks = with_ids([Block("", "heading", title, 1)])
    unit = Unit(Segment("s", blocks[0].id, "heading", title), to_tagged(title, ()), State.REVIEWED)
    text = document([unit], source=Article(title, blocks, source="https://example.org/x: y"))
    assert front(text)["title"] == clean(" ".join(title.split()))
    assert front(text)["draft"] is False


def test_hostile_text_stays_text():
    source, units = hostile()
    rendered = html(document(units, source=source))
    assert not re.search(r"<(script|img|svg|textarea|style)", rendered)
    assert "{{" not in body(document(units, source=source))


def words(rendered):
    """What a reader sees of HTML: tags dropped, entities read, spaces squeezed."""
    import html as entities

    return " ".join(entities.unescape(re.sub(r"<[^>]*>", "", rendered)).split())


TEXTS = st.text(max_size=30) | st.text("|\\`*_{}[]()<>#+-=.!~$&;:@^%\"'1 \n\tab", max_size=30)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["paragraph", "quote", "list_item", "caption", "heading"]))
@example("1. a", "paragraph")
@example("- a\n- b", "quote")
@example("{{< x >}} {% include %}", "paragraph")
@example("a  \n# b", "heading")
@example("*", "caption")
@example("0\xa0", "caption")
def test_any_text_comes_back_as_itself(target, kind):
    text = one(to_tagged(target, ()), kind, 1)
    expected = " ".join(clean(target).split()) if target.strip() else "[…]"
    assert words(html(text)) == expected
    assert not re.search(r"\{\{|\{%|\{:", body(text))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, st.sampled_from(["", "emphasis", "strong", "code", "superscript", "link"])), max_size=4)
)
@example([("a", "emphasis"), ("b", "strong"), ("c", "")])
@example([("«Да»", "strong"), ("нет", "")])
@example([("нет", ""), (" a ", "emphasis")])
@example([("`", "code"), ("{{x}}", "code")])
@example([("\x1f", "")])
def test_marked_words_come_back_marked(pieces):
    """No mark is lost, none appears, and no letter changes, wherever the marks stand."""
    # U+001F is white space to Python, so a translation of nothing else is none, though it is cleaned to U+FFFD.
    pieces = [(text, kind) for text, kind in pieces if text.strip() and clean(text).strip()]
    spans, target, at = [], "", 0
    for text, kind in pieces:
        if kind:
            spans.append(Span(at, at + 1, kind, "https://example.org/(a)_*b*?x=1&copy=2" if kind == "link" else ""))
            target += f"<{len(spans)}>{to_tagged(text, ())}</{len(spans)}>"
        else:
            target += to_tagged(text, ())
        at += 1
    rendered = html(one(target, spans=tuple(spans), source="x" * max(at, 1)))
    expected = " ".join(clean("".join(text for text, _ in pieces)).split()) or "[…]"
    assert words(rendered) == expected
    found = re.findall(r"<(em|strong|code|sup|a)[ >]", rendered)
    names = {"emphasis": "em", "strong": "strong", "code": "code", "superscript": "sup", "link": "a"}
    assert found == [names[kind] for _, kind in pieces if kind]
    assert set(re.findall('href="(.*?)"', rendered)) <= {"https://example.org/%28a%29_*b*?x=1&amp;copy=2"}
