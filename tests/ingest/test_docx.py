# ruff: noqa: E501
"""Word documents: styles, lists, tables, notes, tracked changes, fields and text boxes."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from translate import ingest
from translate.article import Article
from translate.errors import InputError

LONG = (
    "Le comité s’est réuni lundi à Ségou pour préparer la campagne de vaccination, qui touchera en premier les villages "
    "éloignés du fleuve, puis les quartiers de la ville et les camps d’éleveurs."
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(document: Any) -> Article:
    return ingest.read_bytes(saved(document), name="note.docx")


def shown(article: Article) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in article.blocks]


def with_paragraph(xml: str) -> Any:
    document = docx.Document()
    document.core_properties.author = ""
    document.add_heading("Note de service", 0)
    document.add_paragraph(LONG)
    document.add_paragraph()._p.getparent().insert(2, parse_xml(f"<w:p {W}>{xml}</w:p>"))
    return document


def test_styles_lists_and_runs() -> None:
    document = docx.Document()
    document.core_properties.author = "Awa Diarraba"
    document.add_heading("Note de service", 0)
    document.add_heading("Calendrier", 1)
    document.add_heading("En mars", 2)
    document.add_paragraph(LONG)
    document.add_paragraph("les villages ;", style="List Bullet")
    document.add_paragraph("prévenir", style="List Number")
    document.add_paragraph("vacciner", style="List Number")
    document.add_paragraph("Mieux vaut prévenir.", style="Quote")
    document.add_paragraph("Une infirmière à Ségou", style="Caption")
    paragraph = document.add_paragraph("Un mot ")
    paragraph.add_run("gras").bold = True
    paragraph.add_run(" puis 1")
    paragraph.add_run("er").font.superscript = True
    article = read(document)
    assert shown(article) == [
        ("heading", 1, "Note de service"),
        ("byline", 0, "Awa Diarraba"),
        ("heading", 2, "Calendrier"),
        ("heading", 3, "En mars"),
        ("paragraph", 0, LONG),
        ("list_item", 1, "les villages ;"),
        ("list_item", 1, "1. prévenir"),
        ("list_item", 1, "2. vacciner"),
        ("quote", 1, "Mieux vaut prévenir."),
        ("caption", 0, "Une infirmière à Ségou"),
        ("paragraph", 0, "Un mot gras puis 1er"),
    ]
    last = article.blocks[-1]
    assert [(s.kind, last.text[s.start : s.end]) for s in last.spans] == [("strong", "gras"), ("superscript", "er")]
    assert any("Awa Diarraba" in warning for warning in article.warnings)


def test_document_without_styles_is_read_by_its_look() -> None:
    document = docx.Document()
    document.core_properties.author = ""
    for text in ("RÉPUBLIQUE DU MALI", "Note sur la campagne de vaccination", LONG, "Le calendrier", LONG, "A.D"):
        document.add_paragraph(text)
    article = read(document)
    assert (article.title, article.byline) == ("Note sur la campagne de vaccination", "A.D")
    assert ("heading", 2, "Le calendrier") in shown(article)


def test_tables_lose_nothing() -> None:
    document = docx.Document()
    document.add_heading("Note de service", 0)
    document.add_paragraph(LONG)
    table = document.add_table(2, 2)
    for cell, text in zip([c for row in table.rows for c in row.cells], ("Cercle", "Doses", "Bla", "1 200")):
        cell.text = text
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "Un encadré."
    assert shown(read(document))[2:] == [
        ("list_item", 1, "Cercle"),
        ("list_item", 2, "Doses"),
        ("list_item", 1, "Bla"),
        ("list_item", 2, "1 200"),
        ("paragraph", 0, "Un encadré."),
    ]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            '<w:r><w:t xml:space="preserve">Un texte </w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>ajouté</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="x"><w:r><w:delText>supprimé</w:delText></w:r></w:del>',
            "Un texte ajouté",
        ),
        ("<w:r><w:t>Visible</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r>", "Visible"),
        ("<w:sdt><w:sdtContent><w:r><w:t>Dans un contrôle</w:t></w:r></w:sdtContent></w:sdt>", "Dans un contrôle"),
        ("<w:r><w:t>porte</w:t></w:r><w:r><w:noBreakHyphen/></w:r><w:r><w:t>parole</w:t></w:r>", "porte\u2011parole"),
        ("<w:r><w:t>une</w:t><w:tab/><w:t>colonne</w:t><w:br/><w:t>suite</w:t></w:r>", "une colonne suite"),
    ],
)
def test_what_word_shows_is_what_is_read(xml: str, text: str) -> None:
    assert text in [block.text for block in read(with_paragraph(xml)).blocks]


def test_field_links_and_text_boxes() -> None:
    document = with_paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://exemple.example/a"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>le site</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>Dans une zone de texte</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    article = read(document)
    linked = next(b for b in article.blocks if b.text == "le site")
    assert [(s.kind, s.href) for s in linked.spans] == [("link", "https://exemple.example/a")]
    assert "Dans une zone de texte" in [b.text for b in article.blocks]


def test_styles_of_a_converter() -> None:
    document = docx.Document()
    document.core_properties.author = ""
    document.add_heading("Note de service", 0)
    for name in ("Author", "Block Text", "Image Caption", "Captioned Figure"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    for text, style in (
        ("Awa Diarraba", "Author"),
        ("Issa Keïtaba", "Author"),
        (LONG, "Normal"),
        ("Mieux vaut prévenir.", "Block Text"),
        ("Une infirmière à Ségou", "Captioned Figure"),
        ("Une infirmière à Ségou", "Image Caption"),
    ):
        document.add_paragraph(text, style=style)
    article = read(document)
    assert article.byline == "Awa Diarraba, Issa Keïtaba"
    assert shown(article)[-2:] == [("quote", 1, "Mieux vaut prévenir."), ("caption", 0, "Une infirmière à Ségou")]


def test_letterhead_is_set_aside() -> None:
    document = with_paragraph("<w:r><w:t>Un mot.</w:t></w:r>")
    document.sections[0].header.paragraphs[0].text = "Direction de la santé"
    assert "Direction de la santé" in read(document).boilerplate


def test_footnotes_follow_with_their_numbers() -> None:
    data = saved(with_paragraph('<w:r><w:t>Selon une étude</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'))
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            out.writestr(name, source.read(name))
        out.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t xml:space="preserve">Étude </w:t></w:r>'
            "<w:r><w:rPr><w:i/></w:rPr><w:t>de 2025</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>"
            "</w:footnote></w:footnotes>",
        )
    article = ingest.read_bytes(target.getvalue(), name="note.docx")
    assert "Selon une étude1" in [b.text for b in article.blocks]
    assert article.blocks[-1].text == "1. Étude de 2025."
    assert [(span.start, span.end, span.kind) for span in article.blocks[-1].spans] == [(9, 16, "emphasis")]


def test_a_word_file_with_another_suffix_is_still_read() -> None:
    assert (
        ingest.read_bytes(saved(with_paragraph("<w:r><w:t>Un mot.</w:t></w:r>")), name="note.txt").title
        == "Note de service"
    )


def test_other_archives_are_named() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(InputError, match="Excel workbook"):
        ingest.read_bytes(buffer.getvalue(), name="prix.xlsx")
