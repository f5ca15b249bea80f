"""The web page, read back with an HTML5 parser that accepts no mistake."""

import re
from dataclasses import replace
from importlib.resources import files

import html5lib
import pytest
from edition_sample import META, article, drafts, hostile
from hypothesis import given, settings
from hypothesis import strategies as st

from translate.article import Article, Block, Segment, with_ids
from translate.editions import EditionMeta, render
from translate.editions.inline import clean
from translate.errors import ConfigError
from translate.markup import to_tagged
from translate.units import Finding, State, TermMatch, Unit


def page(shown=None, layout="bilingual", source=None, meta=META):
    return render(source or article(), shown or drafts("en"), layout=layout, format="html", meta=meta).decode()


def parse(text):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def by_class(tree, name):
    return [element for element in tree.iter() if name in str(element.get("class", "")).split()]


def text(element):
    return "".join(element.itertext())


def squeezed(element):
    return " ".join(text(element).split())


def rows(tree):
    return [row for row in tree.iter("tr") if row.get("id")]


def test_every_line_stands_beside_its_translation():
    tree = parse(page())
    found = [
        (squeezed(by_class(row, "source")[0]), squeezed(by_class(row, "target")[0])) for row in rows(tree)
    ]
    units = drafts("en")["en"]
    assert found == [
        (" ".join(unit.segment.text.split()), " ".join(re.sub(r"</?\d>", "", unit.target).split())) for unit in units
    ]
    assert [row.get("id") for row in rows(tree)] == [f"s-{unit.segment.id}" for unit in units]


def test_languages_are_declared_where_they_change():
    tree = parse(page(drafts("bm")))
    assert tree.get("lang") == "en"
    assert {cell.get("lang") for cell in by_class(tree, "source")} == {"fr"}
    translated = [cell for cell in by_class(tree, "target") if "new" not in cell.get("class")]
    assert {cell[0].get("lang") for cell in translated} == {"bm"}
    assert tree.find(".//h1").get("lang") == "fr"
    assert squeezed(by_class(tree, "title")[0]) == "Segu sugu dayɛlɛla kokura"


def test_kinds_are_kept():
    tree = parse(page())
    bodies = [body.get("class").split()[0] for body in tree.find(".//section[@id='text']").iter("tbody")]
    assert bodies == [block.kind for block in article().blocks]
    paragraph = bodies.index("paragraph")
    assert len(list(tree.find(".//section[@id='text']").iter("tbody"))[paragraph].findall("tr")) == 3
    headings = [(e.tag, squeezed(e)) for e in tree.iter() if e.tag in ("h2", "h3") and e.get("class") == "words"]
    assert headings[2:] == [("h3", "Ce qui change"), ("h3", "What changes")]


def test_inline_markup_and_terms():
    tree = parse(page())
    row = next(row for row in rows(tree) if row.get("id") == "s-seg05")
    source, target = by_class(row, "source")[0], by_class(row, "target")[0]
    assert source.find(".//a").get("href") == "https://example.org/plan?a=1&b=2"
    assert source.find(".//a").get("rel") == "noopener noreferrer"
    assert squeezed(target.find(".//a")) == "published by the town hall"
    assert squeezed(target.find(".//em")) == "3.5 million"
    (term,) = by_class(source, "term")
    assert text(term) == "mairie"
    assert term.get("title") == "Glossary: town hall / city hall"
    # Said in words too: a title is not seen on paper or touch screens.
    assert "mairie → town hall / city hall" in squeezed(by_class(row, "terms")[0])


def test_marks_are_words_as_well_as_signs():
    tree = parse(page())
    notes = {row.get("id"): squeezed(by_class(row, "notes")[0]) for row in rows(tree)}
    assert notes["s-seg01"].startswith("◆ Final human")
    assert notes["s-seg03"].startswith("● Reviewed human")
    assert re.match(r"○ Unreviewed machine, confidence \d+", notes["s-seg00"])
    assert "✖ Error Not in the source: 1,300." in notes["s-seg04"]
    assert "Reviewer: Name checked with the author." in notes["s-seg06"]
    assert "memory, 87 % alike" in notes["s-seg08"]
    assert "The source has changed. Translated from: Une halle pour le poisson" in notes["s-seg08"]
    legend = squeezed(tree.find(".//section[@class='legend']"))
    for word in ("Unreviewed", "Reviewed", "Final", "Not translated", "Error", "Warning", "Note", "confidence", "term"):
        assert word in legend


def test_a_missed_term_is_told_once():
    row = rows(parse(page(drafts("bm"))))[10]
    assert "▲ Warning Glossary: “marché” should be “sugu” here." in squeezed(row)
    assert not by_class(row, "terms")


def test_untranslated_lines_say_so():
    tree = parse(page(drafts("bm")))
    last = rows(tree)[-1]
    assert squeezed(by_class(last, "target")[0]) == "not translated"
    assert "There is no translation yet." in squeezed(by_class(last, "notes")[0])


def test_summary_leads_to_what_needs_a_look():
    tree = parse(page())
    counts = [squeezed(cell) for cell in by_class(tree, "counts")[0].find("tbody/tr")]
    assert counts == [
        "English", "Lines 12", "Reviewed 3", "Unreviewed 9", "Missing 0", "Errors 2", "Warnings 0", "To check first 2",
    ]
    links = by_class(tree, "first")[0].findall(".//a")
    assert [link.get("href") for link in links] == ["#s-seg04", "#s-seg05"]


def test_a_long_list_of_lines_to_check_is_cut_but_names_them_all():
    units = [replace(unit, confidence=5, state=State.DRAFT, findings=()) for unit in drafts("en")["en"] * 1]
    more = [replace(unit, segment=replace(unit.segment, id=unit.segment.id + "b")) for unit in units]
    tree = parse(page({"en": [*units, *more]}))
    nav = by_class(tree, "first")[0]
    assert len(nav.findall(".//a")) == 12
    assert squeezed(nav).endswith("and 12 more lines, marked in the text: 13–24") or "more lines" in squeezed(nav)


def test_colophon_says_where_every_line_came_from():
    colophon = squeezed(by_class(parse(page()), "colophon")[0])
    assert "machine translation (yelema-fr-mul 0.1): lines 1, 5–6, 8, 10–12" in colophon
    assert "written by a person: lines 2, 4, 7" in colophon
    assert "copied from the source: line 3" in colophon
    assert "translation memory, 87 % alike: line 9" in colophon
    for fact in ("5f0c5f0c5f0c", "mali.csv", "ab12ab12ab12", "Yɛlɛma 0.1.0", "1 text that is not part"):
        assert fact in colophon


def test_parallel_has_a_column_for_each_language():
    tree = parse(page(drafts(), "parallel"))
    heads = [squeezed(cell) for cell in tree.find(".//section[@id='text']").findall(".//thead//th")]
    assert heads == ["Line", "Français", "English", "Русский", "Bamanankan"]
    for row in rows(tree):
        assert [cell.get("data-code") for cell in row.findall("td")] == ["fr", "en", "ru", "bm"]
    assert "рынок" in squeezed(rows(tree)[1])


def test_a_segment_that_one_draft_lacks_is_shown_as_missing():
    shown = drafts("en", "ru")
    del shown["ru"][4]
    tree = parse(page(shown, "parallel"))
    assert len(rows(tree)) == 12
    assert "not translated" in squeezed(rows(tree)[4])


def test_blocks_without_segments_and_units_without_block_are_shown():
    shown = {"en": [unit for unit in drafts("en")["en"] if unit.segment.kind != "byline"]}
    stray = Unit(Segment("stray", "gone", "paragraph", "Une phrase perdue."), target="A stray sentence.")
    body = squeezed(parse(page({"en": [*shown["en"], stray]})).find(".//section[@id='text']"))
    assert "Awa Diarra" in body
    assert "A stray sentence." in body


def test_units_that_do_not_know_their_block_find_it():
    """Drafts read back from files name no blocks."""
    units = [replace(unit, segment=replace(unit.segment, block_id="")) for unit in drafts("en")["en"]]
    assert page({"en": units}) == page()


def test_no_request_and_no_script_is_possible():
    tree = parse(page())
    policy = next(meta.get("content") for meta in tree.iter("meta") if meta.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not [e for e in tree.iter() if e.tag in ("script", "img", "iframe", "object", "base", "form")]
    assert [e.get("href") for e in tree.iter("link")] == ["data:,"]
    assert "url(" not in text(tree.find(".//style"))


@pytest.mark.parametrize("layout", ["bilingual", "parallel"])
def test_hostile_text_is_shown_and_nothing_else(layout):
    source, units = hostile()
    tree = parse(page({"en": units}, layout, source))
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "svg", "textarea", "iframe"}
    for element in tree.iter():
        assert not [name for name in element.attrib if name.startswith("on")]
        assert not str(element.get("href", "")).lower().startswith("javascript")
    body = text(tree.find(".//section[@id='text']"))
    assert source.blocks[1].text in body
    assert "<script>parent.pwned=window.pwned=1</script>" in body
    assert "{{ 7*7 }}" in body
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[\w-]+", name) for name in ids)


ANY = st.text(max_size=40)


@settings(max_examples=60, deadline=None)
@given(title=ANY, words=ANY, target=ANY, note=ANY, message=ANY, model=ANY, term=ANY)
def test_any_text_comes_back_as_itself(title, words, target, note, message, model, term):
    blocks = with_ids([Block("", "paragraph", "mot " + words)])
    unit = Unit(
        Segment("s", blocks[0].id, "paragraph", "mot " + words), target=to_tagged("word " + target, ()),
        state=State.DRAFT, origin="mt:" + model, note="n" + note, findings=(Finding("c", "info", message),),
        terms=(TermMatch(0, 3, "mot", "mot", ("t" + term,)),),
    )
    tree = parse(page({"en": [unit]}, source=Article(title=title, blocks=blocks), meta=EditionMeta(model=model)))
    shown = [text(cell) for cell in by_class(tree, "words")]
    assert shown == [clean("mot " + words), clean("word " + target)]
    assert text(by_class(tree, "note")[0]) == clean("Reviewer: n" + note)
    assert by_class(tree, "term")[-1].get("title") == clean("Glossary: t" + term)
    assert clean(message) in text(by_class(tree, "findings")[0])
    assert text(tree.find(".//h1")) == clean(title or "Untitled")


def test_same_input_same_bytes():
    assert page() == page()
    assert page(drafts(), "parallel") == page(drafts(), "parallel")


@pytest.mark.parametrize(
    ("layout", "format", "shown"),
    [("book", "html", None), ("bilingual", "rtf", None), ("bilingual", "html", ("en", "ru")), ("parallel", "html", ())],
)
def test_impossible_requests_are_refused(layout, format, shown):
    some = drafts(*shown) if shown else {} if shown == () else drafts("en")
    with pytest.raises(ConfigError):
        render(article(), some, layout=layout, format=format, meta=META)


def test_colours_have_enough_contrast():
    """WCAG AA, 4.5:1, for every text colour on both backgrounds of each theme."""
    css = (files("translate.editions") / "templates" / "edition.css").read_text(encoding="utf-8")
    themes = [dict(re.findall(r"--(\w+): (#\w{3,6})", rule)) for rule in re.findall(r":root \{(.*?)\}", css, re.S)]
    assert len(themes) == 3  # light, dark, print
    for theme in themes:
        for name in ("ink", "soft", "link", "error", "warning", "info", "good"):
            for ground in ("paper", "wash"):
                light, dark = sorted((luminance(theme[name]), luminance(theme[ground])), reverse=True)
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground, theme)


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
