# ruff: noqa: E501
"""Books and issues: what is an article, in which order, under which title."""

from __future__ import annotations

import io

import pytest

from tests.ingest.packs import BOOK, LONG, SECOND, archive, chapter, epub
from translate import ingest
from translate.article import Article
from translate.errors import InputError


def articles(data: bytes) -> list[Article]:
    found = list(ingest._articles(io.BytesIO(data), "cahiers.epub", None, ingest.Limits(), lambda _: None))
    assert all(isinstance(one, Article) for one in found), found
    return [one for one in found if isinstance(one, Article)]


def test_each_entry_of_the_contents_is_an_article() -> None:
    puits, arbres = articles(BOOK)
    assert (puits.title, puits.kicker, puits.byline, puits.date) == ("Le puits", "Cahiers du fleuve", "Awa Diarraba", "2026-05-04")
    assert (puits.source, puits.slug) == ("cahiers.epub#cahiers-le-puits", "cahiers-le-puits")
    assert [block.text for block in puits.blocks if block.kind == "paragraph"] == [LONG, "Une note1 suit\u00a0: l’eau.", SECOND]
    assert ("heading", "La suite") in [(block.kind, block.text) for block in puits.blocks]
    assert puits.boilerplate == ("Couverture",)
    assert [block.text for block in arbres.blocks if block.kind == "list_item"] == ["le néré", "le karité"]


def test_a_book_of_one_text_is_one_article_named_after_its_file() -> None:
    [only] = articles(epub({"a.xhtml": chapter("", f"<p>{LONG}</p>"), "b.xhtml": chapter("", f"<p>{SECOND}</p>")}, {"a.xhtml": "Début"}))
    assert (only.title, only.slug, only.source) == ("Cahiers du fleuve", "", "cahiers.epub")


def test_chapters_under_a_part_that_is_a_title_page_are_articles() -> None:
    nav = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>'
        '<li><a href="text/p.xhtml">Première partie</a><ol><li><a href="text/a.xhtml">Le puits</a></li><li><a href="text/b.xhtml">Les arbres</a></li></ol></li>'
        "</ol></nav></body></html>"
    )
    pages = {"p.xhtml": chapter("Première partie", ""), "a.xhtml": chapter("Le puits", f"<p>{LONG}</p>"), "b.xhtml": chapter("Les arbres", f"<p>{SECOND}</p>")}
    found = articles(epub(pages, {}, more={"OEBPS/nav.xhtml": nav}))
    assert [one.title for one in found] == ["Le puits", "Les arbres"]
    assert found[0].boilerplate == ("Première partie",)


def test_epub_2_with_ncx_and_pages_that_are_no_good_xml() -> None:
    ncx = (
        '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint id="a"><navLabel><text>Le puits</text></navLabel><content src="un.html"/></navPoint>'
        '<navPoint id="b"><navLabel><text>Les arbres</text></navLabel><content src="deux.html"/></navPoint></navMap></ncx>'
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Cahiers</dc:title></metadata>'
        '<manifest><item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="un.html" media-type="application/xhtml+xml"/>'
        '<item id="b" href="deux.html" media-type="application/xhtml+xml"/><item id="c" href="absent.html" media-type="application/xhtml+xml"/></manifest>'
        '<spine toc="n"><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/></spine></package>'
    )
    data = archive({
        "META-INF/container.xml": '<container xmlns="x"><rootfiles><rootfile full-path="content.opf"/></rootfiles></container>',
        "content.opf": opf, "toc.ncx": ncx,
        "un.html": f"<html><body><p>{LONG}<br>Une ligne non fermée &nbsp;<p>Fin.</body></html>",
        "deux.html": chapter("", f"<p>{SECOND}</p>"),
    })
    found = articles(data)
    assert [one.title for one in found] == ["Le puits", "Les arbres"]
    assert any("absent.html" in warning for warning in found[0].warnings)


def test_read_gives_the_one_article_and_names_the_case_of_several() -> None:
    with pytest.raises(InputError, match="more than one article"):
        ingest.read_bytes(BOOK, name="cahiers.epub")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"META-INF/encryption.xml": '<encryption xmlns:e="x"><e:CipherReference URI="OEBPS/text/un.xhtml"/></encryption>'}, "copy protection"),
        ({"META-INF/container.xml": "<container"}, "container.xml is damaged"),
        ({"OEBPS/content.opf": '<!DOCTYPE x [<!ENTITY e "x">]><package/>'}, "entities"),
        ({"OEBPS/content.opf": "<package><spine/></package>"}, "without texts"),
        ({"OEBPS/text/un.xhtml": '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body>&e;</body></html>'}, "entities"),
        ({"OEBPS/text/un.xhtml": "<html><body>" + "<div>" * 230 + LONG}, "nested"),
        ({"OEBPS/text/un.xhtml": b"\0\1\2" * 2000}, "binary"),
    ],
)
def test_damaged_locked_and_hostile_books(change: dict[str, str | bytes], words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        articles(epub({"un.xhtml": chapter("Le puits", f"<p>{LONG}</p>")}, {}, more=change))
    assert "\n" not in str(caught.value)
    assert "cahiers.epub" in str(caught.value)


def test_scrambled_fonts_are_no_copy_protection() -> None:
    more: dict[str, str | bytes] = {"META-INF/encryption.xml": '<encryption xmlns:e="x"><e:CipherReference URI="OEBPS/f.otf"/></encryption>'}
    assert articles(epub({"un.xhtml": chapter("Le puits", f"<p>{LONG}</p>")}, {}, more=more))


def test_what_programs_call_a_nameless_book_is_no_name() -> None:
    first, _ = articles(epub({"a.xhtml": chapter("Le puits", f"<p>{LONG}</p>"), "b.xhtml": chapter("Les arbres", f"<p>{SECOND}</p>")},
                             {"a.xhtml": "Le puits", "b.xhtml": "Les arbres"}, title="Unknown Title", author="Unknown Author"))  # fmt: skip
    assert (first.kicker, first.byline) == ("", "")
