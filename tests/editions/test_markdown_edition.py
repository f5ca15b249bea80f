"""The Markdown edition, read back with a CommonMark parser that knows tables, as GitHub's does."""

import html
import json
import re

import pytest
from edition_sample import META, N, article, drafts, hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from translate.article import Article, Block, Segment, with_ids
from translate.editions import EditionMeta, render
from translate.editions.inline import clean
from translate.markup import plain_text, to_tagged
from translate.units import State, Unit

FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.S)


def document(shown=None, layout="bilingual", source=None, meta=META):
    return render(source or article(), shown or drafts("en"), layout=layout, format="markdown", meta=meta).decode()


def tokens(text):
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(FRONT.sub("", text, count=1))


def words(inline):
    """What a reader sees of an inline token: text, with HTML tags dropped and entities read."""
    seen = []
    for child in inline.children:
        if child.type == "html_inline":
            seen.append("\n" if child.content == "<br>" else "")
        elif child.type in ("text", "code_inline", "text_special"):
            seen.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            seen.append(" ")
        else:
            assert child.type.startswith("link"), child.type  # no emphasis, image or code sneaks in
    return "".join(seen)


def table(text):
    """The rows of the table, as lists of what a reader sees."""
    found = []
    for before, token in zip([None, *tokens(text)], tokens(text)):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and before.type in ("td_open", "th_open"):
            found[-1].append(words(token))
    return found


def squeeze(text):
    return re.sub(r"[ \t\n]+", " ", text).strip()


def test_every_line_stands_beside_its_translation():
    head, *rows = table(document())
    assert head == ["№", "Français", "English", "Review"]
    assert [row[1:3] for row in rows] == [
        [unit.segment.text, plain_text(unit.target)] for unit in drafts("en")["en"]
    ]
    assert [row[0] for row in rows][:5] == ["1 kicker", "2 heading", "3 byline", "4 ¶", "5"]


def test_marks_terms_and_findings_are_beside_the_line():
    rows = table(document())[1:]
    assert rows[1][3] == "◆ final · human\nmarché → market"
    assert rows[4][3].startswith("○ unreviewed · ")
    assert "✖ Not in the source: 1,300. Check the numbers." in rows[4][3]
    assert "Reviewer: Name checked with the author." in rows[6][3]
    assert f"The source has changed. Translated from: Une halle{N}pour le poisson" in rows[8][3]


def test_inline_markup_and_anchors():
    text = document()
    assert '<a href="https://example.org/plan?a=1&amp;b=2">published by the town hall</a>' in text
    assert "<em>3.5 million</em>" in text
    assert "<u>marché</u>" in text
    anchors = re.findall(r'<a id="(.*?)">', text)
    assert anchors == [f"s-{unit.segment.id}" for unit in drafts("en")["en"]]
    assert set(re.findall(r"\]\(#(.*?)\)", text)) <= set(anchors)


def test_head_says_what_this_is():
    front = dict(line.split(": ", 1) for line in FRONT.match(document())[1].splitlines())
    fields = {name: json.loads(value) for name, value in front.items()}
    assert fields["title"] == "Le marché de Ségou rouvre ses portes"
    assert fields["languages"] == ["fr", "en"]
    assert fields["reviewed"] == {"en": 3}
    assert fields["model"] == "yelema-fr-mul 0.1"
    text = document()
    assert "Check first: [5](#s-seg04), [6](#s-seg05)." in text
    for line in ("machine translation (yelema-fr-mul 0.1): lines 1, 5–6, 8, 10–12", "mali.csv `ab12ab12ab12`"):
        assert line in text


def test_parallel_has_a_column_for_each_language():
    head, *rows = table(document(drafts(), "parallel"))
    assert head == ["№", "Français", "English", "Русский", "Bamanankan"]
    assert len(rows) == 12
    assert rows[1][3].startswith("Рынок в Сегу снова открывает двери\n● reviewed")
    assert rows[11][4].startswith("not translated\n– not translated")


@pytest.mark.parametrize("layout", ["bilingual", "parallel"])
def test_hostile_text_stays_text(layout):
    source, units = hostile()
    text = document({"en": units}, layout, source)
    for element in re.findall(r"<[^>]*>", FRONT.sub("", text, count=1)):
        assert re.match(r"</?(a|u|em|strong|code|sup|sub|br|details|summary)\b", element), element
        assert not re.search(r"\bon\w+=|javascript:", html.unescape(element)) or "https://example.org/" in element
    assert squeeze(source.blocks[1].text) in [squeeze(row[1]) for row in table(text)]


ANY = st.text(max_size=40) | st.text("|\\`*_{}[]()<>#+-.!~$&;:@\"' \n\tab1", max_size=40)


@settings(max_examples=80, deadline=None)
@given(title=ANY, source=ANY, target=ANY, note=ANY)
def test_any_text_comes_back_as_itself(title, source, target, note):
    blocks = with_ids([Block("", "paragraph", f"mot {source} fin")])
    unit = Unit(
        Segment("s", blocks[0].id, "paragraph", f"mot {source} fin"), target=to_tagged(f"word {target} end", ()),
        state=State.DRAFT, note=note,
    )
    text = document({"en": [unit]}, source=Article(title=title, blocks=blocks), meta=EditionMeta())
    (row,) = table(text)[1:]
    assert squeeze(row[1]) == squeeze(clean(f"mot {source} fin"))
    assert squeeze(row[2]) == squeeze(clean(f"word {target} end"))
    if note.strip():
        assert squeeze(row[3].partition("Reviewer: ")[2]) == squeeze(clean(note))
    heading = next(b for a, b in zip(tokens(text), tokens(text)[1:]) if a.type == "heading_open")
    assert squeeze(words(heading)) == (squeeze(clean(title)) or "Untitled")


def test_same_input_same_bytes():
    assert document() == document()
