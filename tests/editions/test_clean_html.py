"""Clean and interleaved pages, read back with an HTML5 parser that accepts no mistake."""

import re
from dataclasses import replace

import html5lib
import pytest
from edition_sample import META, article, drafts, hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from published_sample import reviewed

from translate.article import Article, Block, Segment, Span, with_ids
from translate.editions import Collection, EditionMeta, Layout, build, clean_copy, render
from translate.editions.html import render_collection
from translate.editions.inline import clean
from translate.editions.prose import interleaved, prose
from translate.languages import language
from translate.markup import to_tagged
from translate.units import State, Unit


def page(units, layout="clean", source=None, code="en"):
    return render(source or article(), {code: units}, layout=layout, format="html", meta=META).decode()


def parse(text):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def squeezed(element):
    return " ".join("".join(element.itertext()).split())


def made(*blocks, title=""):
    """An article of these blocks and its translation: every text in capitals, reviewed."""
    source = Article(title=title, blocks=with_ids([Block("", *block) for block in blocks]))
    units = [
        Unit(Segment(f"s{number}", block.id, block.kind, block.text, block.spans), block.text.upper(), State.REVIEWED)
        for number, block in enumerate(source.blocks)
    ]
    return source, units


def test_a_clean_page_is_the_translation_alone():
    tree = parse(page(reviewed("ru"), code="ru"))
    assert tree.get("lang") == "ru"
    assert tree.find(".//title").text == "Рынок в Сегу снова открывает двери"
    text = [squeezed(element) for element in tree.find(".//article").iter() if element.tag in ("p", "h1", "h2", "li")]
    assert text[:5] == [
        "МЕСТНАЯ ЭКОНОМИКА",
        "Рынок в Сегу снова открывает двери",
        "Awa Diarra2 марта 2026 г.",
        "Рынок в Сегу снова открылся в понедельник, после шести месяцев работ. В нём 1 200 мест, а раньше было 800. "
        "План, опубликованный мэрией, стоит 3,5 million франков.",
        "«Мы долго ждали», — говорит Мариам Кулибали, продавщица тканей.",
    ]
    assert tree.find(".//time").get("datetime") == "2026-03-02"
    assert tree.find(".//a").get("href") == "https://example.org/plan?a=1&b=2"
    assert [element.tag for element in tree.iter() if re.fullmatch(r"h\d", str(element.tag))] == ["h1", "h2"]
    assert len(tree.findall(".//ul/li")) == 2
    assert tree.find(".//blockquote/p") is not None
    assert tree.find(".//meta[@name='robots']") is None
    assert tree.find(".//*[@role='note']") is None


@pytest.mark.parametrize("layout", ["clean", "interleaved"])
def test_a_draft_says_so_to_readers_printers_and_search_engines(layout):
    tree = parse(page(drafts("bm")["bm"], layout, code="bm"))
    note = tree.find(".//*[@role='note']")
    assert squeezed(note) == "Traduction automatique, non relue. Brouillon à ne pas publier."
    assert note.get("lang") == "fr"
    assert "[Brouillon non relu]" in tree.find(".//title").text
    assert tree.find(".//meta[@name='robots']").get("content") == "noindex"
    assert squeezed(tree.find(".//*[@class='stamp']")) == "Brouillon non relu"


def test_one_unreviewed_line_makes_a_draft():
    units = reviewed("en")
    units[7] = replace(units[7], state=State.DRAFT)
    assert "Unreviewed machine translation" in page(units)


def test_interleaved_has_every_line_above_its_translation():
    tree = parse(page(reviewed("en"), "interleaved"))
    pairs = [[squeezed(child) for child in pair] for pair in tree.iter("div") if "pair" in pair.get("class", "")]
    assert pairs[0] == ["ÉCONOMIE LOCALE", "LOCAL ECONOMY"]
    assert pairs[1] == ["Le marché de Ségou rouvre ses portes", "The Ségou market reopens its doors"]
    assert len(pairs) == 12
    assert {p.get("lang") for p in tree.iter("p") if p.get("class") == "source"} == {"fr"}


def test_the_address_of_the_original_is_given_a_path_of_this_machine_is_not():
    units = reviewed("en")
    assert "marche-de-segou.html" not in page(units)
    tree = parse(page(units, source=replace(article(), source="https://example.org/a?b=1&c=2")))
    link = tree.find(".//p[@class='origin']/a")
    assert (link.get("href"), link.get("hreflang")) == ("https://example.org/a?b=1&c=2", "fr")
    assert squeezed(tree.find(".//p[@class='origin']")).startswith("Translated from French: Le marché")


def test_headings_leave_no_step_out_and_lists_nest():
    source, units = made(
        ("heading", "un", 3), ("heading", "deux", 5), ("heading", "trois", 1), ("list_item", "a", 1),
        ("list_item", "b", 3), ("list_item", "2. c", 1), ("quote", "d", 1), ("quote", "e", 2), ("quote", "f", 1),
    )
    tree = parse(page(units, source=source))
    assert [e.tag for e in tree.iter() if re.fullmatch(r"h\d", str(e.tag))] == ["h1", "h2", "h3", "h2"]
    assert [squeezed(item) for item in tree.findall(".//article/ul/li")] == ["A B", "2. C"]
    assert squeezed(tree.find(".//article/ul/li/ul/li")) == "B"
    assert tree.findall(".//article/ul/li")[1].get("class") == "numbered"
    assert [e.tag for e in tree.find(".//article/blockquote")] == ["p", "blockquote", "p"]


def test_an_article_without_a_headline_is_named_by_its_first_words():
    source, units = made(("paragraph", "un " * 40, 0))
    tree = parse(page(units, source=source))
    assert tree.find(".//title").text == ("UN " * 20)[:59].strip() + "…"
    assert parse(page([], source=Article("", ()))).find(".//h1").text == "[…]"


def test_sentences_are_spaced_as_in_the_source():
    blocks = with_ids([Block("", "paragraph", "Un.\u00a0Deux. Trois.Quatre.")])
    texts = ("Un.", "Deux.", "Trois.", "Quatre.")
    units = [
        Unit(Segment(f"s{i}", blocks[0].id, "paragraph", text), text.upper(), State.FINAL)
        for i, text in enumerate(texts)
    ]
    assert "<p>UN.\u00a0DEUX. TROIS.QUATRE.</p>" in page(units, source=Article("", blocks))


def test_line_breaks_and_footnote_marks_stay_and_stray_tags_go():
    spans = (Span(4, 4, "break"), Span(9, 10, "superscript"), Span(11, 14, "link", "https://example.org/n1"))
    blocks = with_ids([Block("", "paragraph", "vers\u00a0deux1 fin", 0, spans)])
    unit = Unit(Segment("s", blocks[0].id, "paragraph", blocks[0].text, spans), "line<1/> two<2>1</2> <3>end</9>",
                State.REVIEWED)
    assert "<p>line<br/> two<sup>1</sup> end</p>" in page([unit], source=Article("", blocks))


@pytest.mark.parametrize("layout", ["clean", "interleaved"])
def test_hostile_text_stays_text(layout):
    source, units = hostile()
    for state in State:
        tree = parse(page([replace(unit, state=state) for unit in units], layout, source))
        assert {str(e.tag) for e in tree.iter()} <= {
            "html", "head", "meta", "link", "title", "style", "body", "p", "main", "article", "header", "h1", "h2",
            "span", "div", "a", "cite",
        }
        assert all(not name.startswith("on") for element in tree.iter() for name in element.attrib)
        assert {a.get("href", "")[:8] for a in tree.iter("a")} <= {"https://"}


ANY = st.text(max_size=40) | st.text("<>&\"'/!-= \n\tab1{}", max_size=40)


@settings(max_examples=60, deadline=None)
@given(title=ANY, byline=ANY, date=ANY, target=ANY, name=ANY, editor=ANY)
def test_any_text_comes_back_as_itself(title, byline, date, target, name, editor):
    heading, line = f"h{title}h", f"b{byline}b"
    source, units = made(("heading", heading, 1), ("byline", line, 0), ("paragraph", "x", 0), title=heading)
    source = replace(source, byline=line, date=date)
    units = [replace(unit, target=to_tagged(f"t{text}t", ())) for unit, text in zip(units, (title, byline, target))]
    edition = build(source, {"en": units}, EditionMeta())
    issue = Collection(f"n{name}n", language("en"), (edition, edition), editor)
    for layout in (Layout.CLEAN, Layout.INTERLEAVED):
        tree = parse(render_collection(issue, layout))
        shown = " ".join("".join(tree.find("body").itertext()).split())
        for text in (f"n{name}n", f"t{title}t", f"t{byline}t", f"t{target}t"):
            assert " ".join(clean(text).split()) in shown


@pytest.mark.parametrize("code", ["en", "bm"])
def test_the_text_is_xml_too_for_e_books(code):
    edition = build(article(), drafts(code), META)
    source, units = hostile()
    for piece in (
        prose(clean_copy(edition, code)), interleaved(edition, code),
        prose(clean_copy(build(source, {"en": units}, META), "en")),
    ):
        etree.fromstring(f"<body>{piece}</body>")


def test_deep_nesting_is_no_trap():
    source, units = made(*(("list_item", "a", 10**6), ("quote", "b", 10**6), ("heading", "c", 10**6)) * 2)
    parse(page(units, source=source))
    deep = tuple(Span(0, 1, "emphasis") for _ in range(900))
    blocks = with_ids([Block("", "paragraph", "x", 0, deep)])
    unit = Unit(Segment("s", blocks[0].id, "paragraph", "x", deep), to_tagged("y", deep), State.REVIEWED)
    for format in ("html", "markdown", "json"):
        assert b"y" in render(Article("", blocks), {"en": [unit]}, layout="clean", format=format, meta=META)
