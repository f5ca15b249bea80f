# ruff: noqa: E501
"""OpenDocument texts: styles, lists, tables, notes, tracked changes; also as LibreOffice writes them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.ingest.packs import LONG, NAMESPACES, archive, odt
from translate import ingest
from translate.article import Article
from translate.errors import InputError

TITLE = '<text:h text:outline-level="1">Note de service</text:h>'


def read(body: str, **more: str) -> Article:
    return ingest.read_bytes(odt(TITLE + f"<text:p>{LONG}</text:p>" + body, **more), name="note.odt")


def shown(article: Article) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in article.blocks][2:]


def test_headings_lists_and_quotes() -> None:
    article = read(
        '<text:h text:outline-level="2">Calendrier</text:h>'
        '<text:list text:style-name="L1"><text:list-item><text:p>prévenir</text:p><text:list><text:list-item><text:p>les villages</text:p></text:list-item></text:list></text:list-item>'
        '<text:list-item><text:p>vacciner</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L2"><text:list-item><text:p>un point</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>compter</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L1"><text:list-item text:start-value="7"><text:p>sept</text:p></text:list-item></text:list>'
        '<text:p text:style-name="P1">Mieux vaut prévenir.</text:p>'
    )
    assert article.title == "Note de service"
    assert shown(article) == [
        ("heading", 2, "Calendrier"),
        ("list_item", 1, "1. prévenir"),
        ("list_item", 2, "a) les villages"),
        ("list_item", 1, "2. vacciner"),
        ("list_item", 1, "un point"),
        ("list_item", 1, "3. compter"),
        ("list_item", 1, "7. sept"),
        ("quote", 1, "Mieux vaut prévenir."),
    ]


def test_marks_on_words_links_and_spaces() -> None:
    article = read(
        '<text:p>Un <text:span text:style-name="T1">mot gras</text:span>,<text:s text:c="3"/>le 1<text:span text:style-name="T3">er</text:span> '
        '<text:span text:style-name="T2">mai</text:span><text:span text:style-name="T4"> caché</text:span>, <text:a xlink:href="https://exemple.example/">ici</text:a>'
        '<text:tab/>et <text:a xlink:href="javascript:x()">là</text:a>.<text:line-break/>Suite\n   de la ligne<office:annotation><text:p>à revoir</text:p></office:annotation></text:p>'
    )
    block = article.blocks[-1]
    assert block.text == "Un mot gras, le 1er mai, ici et là. Suite de la ligne"
    assert [(s.kind, block.text[s.start : s.end], s.href) for s in block.spans if s.kind != "break"] == [
        ("strong", "mot gras", ""), ("superscript", "er", ""), ("emphasis", "mai", ""), ("link", "ici", "https://exemple.example/"),
    ]
    assert any("comments" in warning for warning in article.warnings)


def test_what_was_deleted_stays_out_and_what_was_inserted_stays_in() -> None:
    article = read(
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>supprimé</text:p></text:deletion></text:changed-region>'
        '<text:changed-region text:id="c2"><text:insertion/></text:changed-region></text:tracked-changes>'
        '<text:p>Un texte <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>ajouté<text:change-end text:change-id="c2"/>.</text:p>'
    )
    assert shown(article) == [("paragraph", 0, "Un texte ajouté.")]
    assert "supprimé" not in article.to_json()


def test_notes_follow_with_their_numbers() -> None:
    article = read(
        '<text:p>Selon une étude<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Étude de <text:span text:style-name="T2">2025</text:span>.</text:p></text:note-body></text:note>.</text:p>'
    )
    assert shown(article) == [("paragraph", 0, "Selon une étude1."), ("list_item", 1, "1. Étude de 2025.")]
    [reference] = article.blocks[-2].spans
    assert (reference.kind, reference.href, article.blocks[-2].text[reference.start : reference.end]) == ("superscript", "#note-1", "1")


def test_tables_boxes_and_sections_lose_nothing() -> None:
    head, row = (
        f"<table:table-row>{''.join(f'<table:table-cell><text:p>{text}</text:p></table:table-cell>' for text in texts)}</table:table-row>"
        for texts in (("Cercle", "Doses"), ("Bla", "1 200"))
    )
    article = read(
        f"<table:table><table:table-header-rows>{head}</table:table-header-rows>{row}</table:table>"
        "<text:section><text:p>Dans une section</text:p></text:section>"
        "<text:p><draw:frame><draw:text-box><text:p>Dans un cadre</text:p></draw:text-box></draw:frame></text:p>"
        "<draw:frame><draw:image/><svg:title>photo.jpg</svg:title></draw:frame>"
        "<text:table-of-content><text:index-body><text:p>Calendrier 2</text:p></text:index-body></text:table-of-content>"
    )
    assert shown(article) == [
        ("list_item", 1, "Cercle"), ("list_item", 2, "Doses"), ("list_item", 1, "Bla"), ("list_item", 2, "1 200"),
        ("paragraph", 0, "Dans une section"), ("paragraph", 0, "Dans un cadre"),
    ]
    assert article.boilerplate == ("Calendrier 2",)


def test_properties_and_letterhead() -> None:
    article = read(
        "", meta="<dc:title>Note de service du comité</dc:title><meta:initial-creator>Awa Diarraba</meta:initial-creator>",
        styles='<office:master-styles><style:master-page style:name="s"><style:header><text:p>Direction de la santé</text:p></style:header></style:master-page></office:master-styles>',
    )
    assert article.byline == "Awa Diarraba"
    assert "Direction de la santé" in article.boilerplate


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (odt(TITLE, more={"META-INF/manifest.xml": '<m:manifest xmlns:m="x"><m:encryption-data/></m:manifest>'}), "password"),
        (odt(TITLE, more={"content.xml": f"<office:document-content {NAMESPACES}>"}), "content.xml is damaged"),
        (odt(TITLE, more={"content.xml": '<!DOCTYPE x [<!ENTITY e "x">]><x/>'}), "entities"),
        (odt("<text:section>" * 230 + f"<text:p>{LONG}</text:p>" + "</text:section>" * 230), "nested"),
        (odt("<text:section>" * 300 + "</text:section>" * 300), "nested"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "spreadsheet"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text"}), "without content"),
        (odt(TITLE)[:900], "damaged"),
    ],
)
def test_damaged_locked_and_hostile_documents(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        ingest.read_bytes(data, name="note.odt")
    assert "\n" not in str(caught.value)


@pytest.mark.needs_tools
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_says_the_same_in_odt_and_docx(tmp_path: Path) -> None:
    body = (
        f"<h1>Note de service</h1><p>{LONG}</p><h2>Calendrier</h2><ol><li>prévenir</li><li>vacciner</li></ol><ul><li>un point</li></ul>"
        "<p>Un mot <b>gras</b>, le 1<sup>er</sup> <i>mai</i>, <a href='https://exemple.example/a'>ici</a>.</p>"
        "<table><tr><td>Cercle</td><td>Doses</td></tr><tr><td>Bla</td><td>1 200</td></tr></table>"
    )
    page = tmp_path / "note.html"
    page.write_text(f"<html lang='fr'><head><meta charset='utf-8'></head><body>{body}</body></html>", encoding="utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for source, target in (("note.html", "odt:writer8"), ("note.odt", "docx:MS Word 2007 XML")):
        subprocess.run(
            ["soffice", profile, "--headless", "--writer", "--convert-to", target, "--outdir", str(tmp_path), str(tmp_path / source)],
            check=True, capture_output=True, timeout=180,
        )
    found = [
        [(b.kind, b.text, [(s.kind, b.text[s.start : s.end], s.href) for s in b.spans]) for b in ingest.read(tmp_path / name).blocks]
        for name in ("note.odt", "note.docx")
    ]
    assert found[0] == found[1]
    assert ("list_item", "2. vacciner", []) in found[0]
    assert found[0][6][2] == [("strong", "gras", ""), ("superscript", "er", ""), ("emphasis", "mai", ""), ("link", "ici", "https://exemple.example/a")]
