# ruff: noqa: E501
"""Web pages of several systems, semantic documents, and what markup becomes."""

from __future__ import annotations

import html
import re

import pytest

from translate import ingest
from translate.article import Article

from . import pages

LONG = (
    "La bibliothèque du quartier a rouvert ses portes samedi, après deux mois de travaux, avec une salle de lecture "
    "climatisée, un coin pour les enfants et des rayons en bambara, en français et en russe."
)


def read(body: str, head: str = "") -> Article:
    page = f'<!DOCTYPE html><html lang="fr"><head><title>Titre</title>{head}</head><body>{body}</body></html>'
    return ingest.read_bytes(page.encode(), name="page.html")


def shown(article: Article) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in article.blocks]


def spans(article: Article) -> list[tuple[str, str, str]]:
    return [(s.kind, b.text[s.start : s.end], s.href) for b in article.blocks for s in b.spans]


@pytest.mark.parametrize("name", pages.PAGES)
def test_the_article_and_nothing_else(name: str) -> None:
    article = ingest.read_bytes(pages.PAGES[name].encode(), name="page.html")
    body = [b.text for b in article.blocks if b.kind in ("paragraph", "heading", "quote", "list_item")]
    assert body == [pages.TITLE, *pages.TEXTS]
    assert article.title == pages.TITLE
    assert name == "bare fragment" or "Coulibalyba" in article.byline
    assert [b.level for b in article.blocks if b.kind == "heading"] == [1, 2]


@pytest.mark.parametrize("name", pages.PAGES)
def test_no_word_of_a_page_is_lost(name: str) -> None:
    page = pages.PAGES[name]
    article = ingest.read_bytes(page.encode(), name="page.html")
    kept = " ".join([*(b.text for b in article.blocks), *article.boilerplate])
    body = page[page.find("<body") :] if "<body" in page else page
    visible = html.unescape(re.sub(r"<[^>]*>", " ", body))
    assert set(re.findall(r"\w+", visible)) <= set(re.findall(r"\w+", kept))


def test_kicker_and_date_come_from_the_page() -> None:
    article = ingest.read_bytes(pages.PAGES["newspaper theme"].encode(), name="page.html")
    assert (article.kicker, article.date, article.byline) == ("Économie", "2026-03-12", "Par Assitan Coulibalyba")
    article = ingest.read_bytes(pages.PAGES["spip"].encode(), name="page.html")
    assert (article.kicker, article.date) == ("Reportage", "2026-03-12")


def test_author_under_a_label_and_rubric_without_one() -> None:
    article = ingest.read_bytes(pages.PAGES["joomla"].encode(), name="page.html")
    assert (article.kicker, article.byline) == ("Économie", "Écrit par : Assitan Coulibalyba")
    article = ingest.read_bytes(pages.PAGES["drupal"].encode(), name="page.html")
    assert article.byline == "Soumis par Assitan Coulibalyba le jeu 12/03/2026 - 09:12"


def test_a_short_article_beside_long_excerpts_of_others() -> None:
    article = read(
        f"<div class='left'><h1 class='entry-title'>Une salle</h1><div class='entry-content has-share no-related'>"
        "<p>La salle ouvre lundi, a promis la directrice.</p><p>Elle sera gratuite pour les enfants du quartier.</p></div></div>"
        f"<div class='right'>{pages.CARDS}{pages.CARDS}</div>"
    )
    assert [text for _, _, text in shown(article)] == [
        "Une salle",
        "La salle ouvre lundi, a promis la directrice.",
        "Elle sera gratuite pour les enfants du quartier.",
    ]


def test_a_box_with_text_inside_the_article_stays() -> None:
    article = read(
        f"<article><h1>Une salle</h1><p>{LONG}</p><aside><h4>Repères</h4><p>{LONG}</p></aside><p>{LONG}</p>"
        f"<aside><h4>À lire</h4><ul><li><a href='/1'>Un autre titre</a></li><li><a href='/2'>Encore un</a></li></ul></aside></article>"
    )
    assert [text for _, _, text in shown(article)] == ["Une salle", LONG, "Repères", LONG, LONG]


def test_semantic_document_keeps_everything_in_order() -> None:
    articles = "".join(
        f"<article><h2>Article {n}</h2><p>Toute personne a droit à {what}, sans distinction aucune.</p></article>"
        for n, what in enumerate(("l’eau", "l’école", "la parole"), start=1)
    )
    article = read(f"<h1>Charte du quartier</h1><header><h2>Préambule</h2><p>{LONG}</p></header>{articles}")
    assert [text for _, _, text in shown(article)] == [
        "Charte du quartier",
        "Préambule",
        LONG,
        "Article 1",
        "Toute personne a droit à l’eau, sans distinction aucune.",
        "Article 2",
        "Toute personne a droit à l’école, sans distinction aucune.",
        "Article 3",
        "Toute personne a droit à la parole, sans distinction aucune.",
    ]
    assert article.boilerplate == ()


def test_inline_markup_becomes_spans() -> None:
    article = read(
        f"<h1>Une salle de lecture</h1><p>{LONG}</p><p>Voir <a href='https://exemple.example/a'>la <em>liste</em></a>, le "
        "<strong>1<sup>er</sup> étage</strong>, H<sub>2</sub>O et <code>wget</code>.<br>Puis le reste.</p>"
    )
    assert article.blocks[-1].text == "Voir la liste, le 1er étage, H2O et wget. Puis le reste."
    assert spans(article) == [
        ("link", "la liste", "https://exemple.example/a"),
        ("emphasis", "liste", ""),
        ("strong", "1er étage", ""),
        ("superscript", "er", ""),
        ("subscript", "2", ""),
        ("code", "wget", ""),
        ("break", "", ""),
    ]


def test_spans_lose_spaces_at_their_ends_and_neighbours_join() -> None:
    article = read(f"<h1>Une salle</h1><p>{LONG}</p><p>Un <b> mot </b><b>gras</b> et <i>un</i><i> autre</i>.</p>")
    assert article.blocks[-1].text == "Un mot gras et un autre."
    assert spans(article) == [("strong", "mot gras", ""), ("emphasis", "un autre", "")]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "#haut",
        "vbscript:x",
    ],
)
def test_only_web_and_mail_addresses_stay_links(href: str) -> None:
    article = read(f"<h1>Une salle</h1><p>{LONG}</p><p>Lisez <a href='{href}'>ce document</a> ce soir.</p>")
    assert article.blocks[-1].text == "Lisez ce document ce soir."
    assert spans(article) == []


def test_relative_links_need_an_address_of_the_page() -> None:
    body = f"<h1>Une salle</h1><p>{LONG}</p><p>Lisez <a href='/plan.html'>ce plan</a> ce soir.</p>"
    assert spans(read(body)) == []
    assert spans(read(body, '<base href="https://exemple.example/articles/">')) == [
        ("link", "ce plan", "https://exemple.example/plan.html")
    ]


def test_lists_nested_ordered_and_drawn_by_hand() -> None:
    article = read(
        f"<h1>Une salle</h1><p>{LONG}</p><ol start=3><li>lire<ul><li>à voix haute</li></ul></li><li>écrire</li></ol>"
        "<p>- un rayon ;</p><p>- une table.</p><p>Voici :<br>– le prix ;<br>– le lieu.</p>"
    )
    assert shown(article)[2:] == [
        ("list_item", 1, "3. lire"),
        ("list_item", 2, "à voix haute"),
        ("list_item", 1, "4. écrire"),
        ("list_item", 1, "un rayon ;"),
        ("list_item", 1, "une table."),
        ("paragraph", 0, "Voici :"),
        ("list_item", 1, "le prix ;"),
        ("list_item", 1, "le lieu."),
    ]


def test_tables_quotes_captions_and_drawn_headings() -> None:
    article = read(
        f"<h1>Une salle</h1><p>{LONG}</p><figure><img src=a.jpg alt='La salle'><figcaption>La salle, vue du jardin.</figcaption></figure>"
        "<p><b>Les horaires</b></p><table><tr><th>Jour</th><th>Heure</th></tr><tr><td>Lundi</td><td>8 h</td></tr></table>"
        f"<blockquote><p>Lire, c’est voyager.</p></blockquote><p>{LONG}</p>"
    )
    assert shown(article)[2:-1] == [
        ("caption", 0, "La salle, vue du jardin."),
        ("heading", 2, "Les horaires"),
        ("list_item", 1, "Jour"),
        ("list_item", 2, "Heure"),
        ("list_item", 1, "Lundi"),
        ("list_item", 2, "8 h"),
        ("quote", 1, "Lire, c’est voyager."),
    ]


def test_paragraphs_separated_by_double_breaks() -> None:
    article = read(f"<h1>Une salle</h1><div>{LONG}<br><br>{LONG}<br/><br/>Fin du texte.</div>")
    assert [text for _, _, text in shown(article)][1:] == [LONG, LONG, "Fin du texte."]


def test_site_name_leaves_the_title() -> None:
    page = f"<html lang=fr><head><title>Une salle de lecture rouvre à Kayes - Le Fil</title></head><body><p>{LONG}</p><p>{LONG}</p></body></html>"
    article = ingest.read_bytes(page.encode(), name="page.html")
    assert article.title == "Une salle de lecture rouvre à Kayes"
    assert shown(article)[0] == ("heading", 1, "Une salle de lecture rouvre à Kayes")


def test_scripts_styles_and_frames_do_not_survive() -> None:
    article = read(
        f"<h1>Une salle</h1><script>alert('salut')</script><p onclick='alert(1)'>{LONG}</p><style>p{{color:red}}</style>"
        "<iframe src='https://exemple.example/cadre'>cadre</iframe><svg><text>dessin</text></svg><p>Fin &lt;script&gt;.</p>"
    )
    whole = article.to_json()
    for gone in ("alert", "color:red", "cadre", "dessin", "onclick"):
        assert gone not in whole
    assert article.blocks[-1].text == "Fin <script>."


def test_comments_longer_than_the_article() -> None:
    comment = f"<li class='comment'><p><b>Awa</b> dit :</p><p>{LONG} {LONG}</p></li>"
    article = read(
        f"<main><article><h1>Une salle</h1><div class='entry-content'><p>{LONG}</p></div></article>"
        f"<section id='comments'><h2>3 commentaires</h2><ol class='comment-list'>{comment * 3}</ol></section></main>"
    )
    assert shown(article) == [("heading", 1, "Une salle"), ("paragraph", 0, LONG)]


def test_fragment_and_declared_encoding() -> None:
    page = f"<html><head><meta charset='iso-8859-1'></head><body><h1>Une école à Ségou</h1><p>{LONG.replace('’', chr(39))}</p></body></html>"
    article = ingest.read_bytes(page.encode("iso-8859-1"), name="page.html")
    assert article.title == "Une école à Ségou"
