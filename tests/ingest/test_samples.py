"""The shipped samples, one per format, read to the structure they were written with."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate import ingest
from translate.article import Article
from translate.resources import articles_dir


def read(name: str) -> Article:
    return ingest.read(articles_dir() / name)


def kinds(article: Article) -> list[str]:
    return [f"{block.kind} {block.level}" if block.level else block.kind for block in article.blocks]


def test_pasted_news_page() -> None:
    article = read("accord-energie.txt")
    assert article.title.startswith("Énergie\u00a0: Le Mali et la Russie posent")
    assert (article.kicker, article.byline) == ("A LA UNE ECONOMIE ENERGIE", "A.S")
    assert kinds(article) == ["heading 1", "kicker", *["paragraph"] * 6, "byline"]
    assert article.boilerplate == (
        "Mali Énergie",
        "Laisser un commentaire",
        "Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
    )
    assert "10\u00a0000 foyers" in article.blocks[4].text


def test_saved_wordpress_page() -> None:
    article = read("forum-bamako.html")
    assert article.title == "Bamako\u00a0: un forum pour relier les universités du Mali et de Russie"
    assert (article.kicker, article.byline, article.date) == ("Éducation", "Par Kadidia Sangaré", "2026-04-17")
    assert kinds(article) == [
        "kicker",
        "heading 1",
        "byline",
        "caption",
        *["paragraph"] * 3,
        "heading 2",
        "paragraph",
        *["list_item 1"] * 4,
        "paragraph",
        "heading 2",
        "paragraph",
        "quote 1",
        "quote 1",
        *["paragraph"] * 2,
    ]
    links = [(b.text[s.start : s.end], s.href) for b in article.blocks for s in b.spans if s.kind == "link"]
    assert links == [
        ("le comité d’organisation a mise en ligne", "https://echo-du-djoliba.example/documents/declaration-forum.pdf")
    ]
    aside = " ".join(article.boilerplate)
    for words in (
        "WhatsApp",
        "Lire aussi",
        "Étiquettes",
        "Article précédent",
        "machines et des enseignants",
        "cookies",
    ):
        assert words in aside
    assert "dataLayer" not in article.to_json()


def test_speech_in_markdown() -> None:
    article = read("discours-ambassadeur.md")
    assert article.title == "Allocution de l’ambassadeur à la rentrée du centre culturel"
    assert (article.byline, article.date) == ("Service de presse de l’ambassade", "2026-09-14")
    assert [b.text for b in article.blocks if b.kind == "heading"][1:] == [
        "Ce que nous avons appris",
        "Ce que nous ferons",
        "Aux élèves",
    ]
    assert [b.level for b in article.blocks if b.kind == "heading"] == [1, 2, 2, 3]
    assert [b.text[:3] for b in article.blocks if b.kind == "list_item"] == ["1. ", "2. ", "3. "]
    assert article.boilerplate == ()


def test_communique_in_word() -> None:
    article = read("communique-conseil.docx")
    assert article.title == "Communiqué du Conseil régional du mercredi 21 octobre 2026"
    assert article.date == "2026-10-21"
    assert article.boilerplate == ("Conseil régional du Fleuve – Secrétariat général",)
    cells = [b.text for b in article.blocks if b.kind == "list_item"]
    assert cells[3:9] == ["Cercle", "Forages", "Crédits (millions de francs CFA)", "Mopti", "31", "1\u00a0550"]
    marked = {b.text[s.start : s.end]: s for b in article.blocks for s in b.spans}
    assert marked["mercredi 21 octobre 2026"].kind == "strong"
    assert marked["le site du Conseil"].href == "https://conseil-du-fleuve.example/deliberations"


@pytest.mark.parametrize(
    "name", ["accord-energie.txt", "forum-bamako.html", "discours-ambassadeur.md", "communique-conseil.docx"]
)
def test_reading_twice_gives_the_same_article(name: str) -> None:
    assert read(name) == read(name)
    assert Article.from_json(read(name).to_json()).blocks == read(name).blocks


def test_the_samples_folder_gives_the_samples_only() -> None:
    names = [path.name for path in ingest.find_inputs([str(articles_dir())]) if isinstance(path, Path)]
    assert names == ["accord-energie.txt", "communique-conseil.docx", "discours-ambassadeur.md", "forum-bamako.html"]
