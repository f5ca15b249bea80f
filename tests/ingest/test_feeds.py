# ruff: noqa: E501
"""Feeds and WordPress exports: many articles in one file, the bad ones named, the others read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.ingest.packs import ATOM, LONG, RSS, SECOND, WXR, post
from translate import ingest
from translate.article import Article
from translate.errors import InputError


def read(text: str | bytes, name: str = "journal.xml", **options: object) -> list[Article | InputError]:
    data = text.encode() if isinstance(text, str) else text
    return list(ingest._articles(io.BytesIO(data), name, None, ingest.Limits(**options), lambda _: None))  # type: ignore[arg-type]


def one(text: str | bytes, name: str = "journal.xml") -> Article:
    [article] = read(text, name)
    assert isinstance(article, Article), article
    return article


def paragraphs(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.kind == "paragraph"]


def item(title: str, body: str, *, link: str = "https://journal.example/2026/05/un-puits-a-segou/", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>Mon, 04 May 2026 23:30:00 +0200</pubDate>{body}{more}</item>"


FULL = f"<description>En bref.</description><content:encoded><![CDATA[<p>{LONG}</p><p>Voir <a href='/eau'>la page</a> &amp; <em>lire</em>.</p>]]></content:encoded>"


def test_rss_gives_the_full_text_with_who_when_and_where() -> None:
    article = one(RSS.format(items=item(
        "L&amp;#8217;eau &amp;amp; le puits", FULL,
        more="<dc:creator>Awa Diarraba</dc:creator><category>Uncategorized</category><category>Société</category><media:title>photo</media:title>",
    )))
    assert (article.title, article.kicker, article.byline, article.date) == ("L’eau & le puits", "Société", "Awa Diarraba", "2026-05-04")
    assert (article.slug, article.source) == ("un-puits-a-segou", "journal.xml#un-puits-a-segou")
    assert paragraphs(article) == [LONG, "Voir la page & lire."]
    assert [(s.kind, s.href) for s in article.blocks[-1].spans] == [("link", "https://journal.example/eau"), ("emphasis", "")]
    assert article.warnings == ()


def test_a_summary_is_read_and_said_to_be_one() -> None:
    article = one(RSS.format(items=item("Un puits", f"<description>{LONG} […]</description>", link="https://journal.example/?p=7")))
    assert article.slug == "un-puits"
    assert any("only a summary" in warning and "https://journal.example/?p=7" in warning for warning in article.warnings)


def test_a_description_may_hold_the_whole_text_plain_or_marked() -> None:
    text = "\n\n".join([LONG, SECOND, LONG, SECOND, LONG])
    assert paragraphs(one(RSS.format(items=item("Un puits", f"<description>{text}</description>")))) == [LONG, SECOND, LONG, SECOND, LONG]
    article = one(RSS.format(items=item("Un puits", f"<description>&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;{SECOND * 3}&lt;/p&gt;</description>")))
    assert paragraphs(article) == [LONG, SECOND * 3]
    assert article.warnings == ()


@pytest.mark.parametrize(
    "content",
    [
        f"<content type='html'>&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;&lt;a href='b.html'&gt;Suite&lt;/a&gt; du texte.&lt;/p&gt;</content>",
        f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{LONG}</p><p><a href='b.html'>Suite</a> du texte.</p></div></content>",
    ],
)
def test_atom_in_its_ways_of_holding_a_text(content: str) -> None:
    entry = (
        f"<entry><title type='html'>Un &lt;b&gt;puits&lt;/b&gt;</title><id>tag:x,2026:1</id><link rel='replies' href='c/'/><link href='../un-puits-neuf.html'/>"
        f"<published>2026-05-04T23:30:00Z</published><author><name>Awa Diarraba</name></author><summary>Bref.</summary>{content}</entry>"
    )
    article = one(ATOM.format(items=entry))
    assert (article.title, article.byline, article.date, article.slug) == ("Un puits", "Awa Diarraba", "2026-05-04", "un-puits-neuf")
    assert paragraphs(article) == [LONG, "Suite du texte."]
    assert article.blocks[-1].spans[0].href == "https://journal.example/a/b.html"


def test_rss_1_0_and_what_careless_sites_write() -> None:
    feed = (
        '<?xml version="1.0"?><!DOCTYPE rdf SYSTEM "http://exemple.example/rss.dtd"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/"><channel/><item><title>Un puits\x0b &eacute;troit&nbsp;!</title><description>{LONG} R&amp;D</description></item></rdf:RDF>'
    )
    article = one(feed)
    assert article.title == "Un puits étroit\u00a0!"
    assert paragraphs(article)[0].endswith("R&D")
    latin = RSS.replace("UTF-8", "ISO-8859-1").format(items=item("Été", f"<description>{LONG.replace('’', chr(39))}</description>"))
    assert one(latin.encode("latin-1")).title == "Été"
    assert one(RSS.replace("UTF-8", "UTF-16").format(items=item("Été", FULL)).encode("utf-16")).title == "Été"


def test_bad_items_are_named_and_the_others_read() -> None:
    items = (
        item("Un puits", FULL) + item("Vide", "<description/>", link="https://journal.example/un-texte-vide")
        + item("News", f"<description>{'The committee met on Monday in order to talk about the water of the town and its wells. ' * 3}</description>", link="https://journal.example/in-english-only")
        + item("Un puits", FULL)
    )
    first, empty, english, again = read(RSS.format(items=items))
    assert isinstance(first, Article)
    assert isinstance(again, Article)
    assert (first.source, again.source) == ("journal.xml#un-puits-a-segou", "journal.xml#un-puits-a-segou-2")
    assert str(empty).startswith("journal.xml#un-texte-vide: an item without text; give its own page: https://")
    assert str(english).startswith("journal.xml#in-english-only: the text seems to be in English")


def test_a_cut_feed_gives_what_came_before() -> None:
    whole = RSS.format(items=item("Un puits", FULL) + item("Deux", FULL))
    first, error = ingest_all(whole[: whole.rindex("<content:encoded>") + 60])
    assert isinstance(first, Article)
    assert "1 article(s) before it were read" in str(error)


def ingest_all(text: str) -> list[Article | InputError]:
    found: list[Article | InputError] = []
    try:
        for article in ingest._articles(io.BytesIO(text.encode()), "journal.xml", None, ingest.Limits(), lambda _: None):
            found.append(article)
    except InputError as error:
        found.append(error)
    return found


def test_a_feed_without_items_is_an_error() -> None:
    with pytest.raises(InputError, match="no published article"):
        read(RSS.format(items=""))


# WordPress


CLASSIC = (
    f"{LONG}\nSuite de ligne.\n\n[caption id=\"a\" width=\"300\"]<img src=\"a.jpg\" /> Une pompe à Bla[/caption]\n\n<h2>La suite</h2>\n{SECOND}\n\n"
    "<ul>\n\t<li>un seau</li>\n\t<li>une corde</li>\n</ul>\n<blockquote>Bonne eau.</blockquote>\n[gallery ids=\"1,2\"]\n\nIl a dit [sic] cela[ref]Entretien du 3 mai.[/ref]. "
    "[vc_column width=\"1/2\"]Dans une colonne.[/vc_column]\n\nhttps://video.example/123\n<!--more-->\n\n<a href=\"/eau\">Notre dossier</a> sur l'eau."
)
BLOCKS = (
    f"<!-- wp:paragraph -->\n<p>{LONG}<sup data-fn=\"f1\" class=\"fn\"><a href=\"#f1\">1</a></sup></p>\n<!-- /wp:paragraph -->\n\n"
    "<!-- wp:image {\"id\":3} -->\n<figure class=\"wp-block-image\"><img alt=\"\"/><figcaption class=\"wp-element-caption\">Une pompe à Bla</figcaption></figure>\n<!-- /wp:image -->\n\n"
    "<!-- wp:block {\"ref\":12} /-->\n\n<!-- wp:list --><ul><!-- wp:list-item --><li>un seau</li><!-- /wp:list-item --></ul><!-- /wp:list -->\n\n<!-- wp:footnotes /-->"
)
NOTES = '<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[[{"content":"Entretien du 3 mai.","id":"f1"}]]]></wp:meta_value></wp:postmeta>'


def test_a_post_of_the_classic_editor() -> None:
    article = one(WXR.format(items=post("L’eau &amp; le puits", CLASSIC, slug="eau-puits")))
    assert (article.title, article.kicker, article.byline, article.date, article.slug) == ("L’eau & le puits", "Société", "Awa Diarraba", "2026-05-04", "eau-puits")
    assert [(block.kind, block.text) for block in article.blocks][3:] == [
        ("paragraph", f"{LONG} Suite de ligne."), ("caption", "Une pompe à Bla"), ("heading", "La suite"), ("paragraph", SECOND),
        ("list_item", "un seau"), ("list_item", "une corde"), ("quote", "Bonne eau."),
        ("paragraph", "Il a dit [sic] cela1. Dans une colonne."), ("paragraph", "Notre dossier sur l'eau."), ("list_item", "1. Entretien du 3 mai."),
    ]
    assert article.boilerplate == ('[gallery ids="1,2"]', "https://video.example/123")
    assert article.blocks[-2].spans[0].href == "https://journal.example/eau"


def test_a_post_of_the_block_editor() -> None:
    article = one(WXR.format(items=post("Un puits", BLOCKS, slug="un-puits", more=NOTES)))
    assert [(block.kind, block.text) for block in article.blocks][3:] == [
        ("paragraph", f"{LONG}1"), ("caption", "Une pompe à Bla"), ("list_item", "un seau"), ("list_item", "1. Entretien du 3 mai."),
    ]
    assert any("reusable block 12" in warning for warning in article.warnings)


def test_only_published_posts_and_pages_are_articles(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    comment = "<wp:comment><wp:comment_content>Bravo !</wp:comment_content></wp:comment>"
    path.write_text(WXR.format(items="".join([
        post("Un puits", CLASSIC, slug="un-puits", more=comment), post("Brouillon", CLASSIC, status="draft"), post("Privé", CLASSIC, status="private"),
        post("photo", "", kind="attachment", status="inherit"), post("À propos", f"<p>{SECOND}</p>", slug="a-propos", kind="page"),
    ])), encoding="utf-8")
    told: list[str] = []
    found = list(ingest.read_all(path, warn=told.append))
    assert [one.title for one in found if isinstance(one, Article)] == ["Un puits", "À propos"]
    assert told == [f"{path}: posts that are not published were left out: 1 draft, 1 private"]
    assert all("Bravo" not in one.to_json() for one in found if isinstance(one, Article))
