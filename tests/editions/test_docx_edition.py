"""Word editions: what python-docx and LibreOffice find in them."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from binary_samples import LAYOUTS, collection, edition, made_elsewhere, nasty
from docx.oxml.ns import qn
from lxml import etree

from translate.editions import docx as writer
from translate.editions.formats import Layout
from translate.errors import ConfigError


def opened(data):
    return docx.Document(io.BytesIO(data))


def styled(document):
    """(style, text) of the paragraphs that are not in tables."""
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]


def languages(document):
    return {element.get(qn("w:val")) for element in document.element.body.iter(qn("w:lang"))}


def test_a_clean_edition_is_running_text_in_real_styles():
    document = opened(edition("docx", "clean", "ru", reviewed=True))
    text = styled(document)
    assert text[:3] == [
        ("Kicker", "МЕСТНАЯ ЭКОНОМИКА"),
        ("Title", "Рынок в Сегу снова открывает двери"),
        ("Byline", "Awa Diarra · 2\u00a0марта 2026\u202fг."),
    ]
    assert [name for name, _ in text[3:]] == [
        "Body Text", "Quote", "Heading 1", "List Bullet", "List Bullet", "Caption", "Body Text", "Origin",
    ]
    assert text[3][1].startswith("Рынок в Сегу снова открылся в понедельник, после шести месяцев работ. В нём")
    assert languages(document) == {"ru-RU", "fr-FR"}
    assert not document.tables


def test_markup_is_kept():
    document = opened(edition("docx", "clean", "en"))
    paragraph = next(p for p in document.paragraphs if "costs" in p.text)
    (link,) = paragraph.hyperlinks
    assert (link.text, link.address) == ("published by the town hall", "https://example.org/plan?a=1&b=2")
    assert [run.text for run in paragraph.runs if run.style.name == "Emphasis"] == ["3.5 million"]


def test_pages_are_numbered_by_fields_under_a_running_head():
    section = opened(edition("docx", "clean", "en", reviewed=True)).sections[0]
    codes = [element.text.strip() for element in section.footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert section.header.paragraphs[0].text.strip() == "The Ségou market reopens its doors"


def test_a_draft_says_so_first_and_on_every_page():
    document = opened(edition("docx", "clean", "en"))
    assert styled(document)[0] == ("Draft Banner", "Unreviewed machine translation. A draft, not for publication.")
    assert "Unreviewed draft" in document.sections[0].header.paragraphs[0].text
    assert document.core_properties.title.startswith("[Unreviewed draft]")


@pytest.mark.parametrize(("layout", "columns"), [("bilingual", 4), ("parallel", 5)])
def test_a_review_edition_is_a_table_whose_head_is_repeated(layout, columns):
    document = opened(edition("docx", layout, *(("bm",) if layout == "bilingual" else ())))
    table = document.tables[-1]
    rows = table.rows
    assert (len(rows), len(table.columns)) == (13, columns)
    assert rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    cells = [cell.text for cell in rows[6].cells]
    assert cells[:2] == ["6", "Le plan, publié par la mairie, coûte 3,5\u00a0millions de francs."]
    assert "Meri y’a labɛncogo jira" in cells[-2 if layout == "bilingual" else -1]
    assert "Tags of the source are missing" in cells[-1]
    assert "bm-ML" in languages(document)


def test_lines_to_check_first_lead_to_their_line():
    document = opened(edition("docx", "bilingual", "bm"))
    targets = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    marks = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    assert [target for target in targets if target] == ["line_12", "line_6", "line_11"]
    assert marks >= {f"line_{number}" for number in range(1, 13)}


def test_interleaved_lines_follow_each_other():
    text = styled(opened(edition("docx", "interleaved", "bm", reviewed=True)))
    at = text.index(("Source Line", "Il compte 1\u00a0200 places, contre 800 autrefois."))
    assert text[at + 1] == ("Target Line", "Yɔrɔ 1\u00a0200 b’a kɔnɔ, a tun ye 800 ye fɔlɔ.")


def test_a_collection_has_contents_that_lead_to_articles():
    document = opened(collection("docx", "clean"))
    entries = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "toc 1"]
    assert [entry.hyperlinks[0].fragment for entry in entries] == ["article_1", "article_2"]
    marks = [mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))]
    assert marks == ["article_1", "article_2"]
    assert [name for name, _ in styled(document)].count("Heading 1") == 2
    with pytest.raises(ConfigError, match="choose among clean, interleaved"):
        writer.render_collection(None, Layout.PARALLEL)


def test_properties_come_from_the_article():
    properties = opened(edition("docx", "clean", "ru", reviewed=True)).core_properties
    assert properties.title == "Рынок в Сегу снова открывает двери"
    assert properties.author == "Awa Diarra"
    assert properties.created.isoformat().startswith("2026-03-02")
    assert properties.comments == ""


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_text_is_text(layout):
    data = nasty("docx", layout)
    document = opened(data)
    text = "".join(document.element.body.itertext())
    assert "<script>" in text
    assert "a\ufffdb\ufffd\ufffdc\ufffd\ufffd 𝔘𐍈🦒 漢字" in text
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))
    links = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]
    assert links
    assert all(link.startswith("https://") and not set(link) & set("\"<> ") for link in links)


@pytest.mark.parametrize("call", ["edition('docx', 'parallel')", "collection('docx', 'clean')"])
def test_the_same_sources_give_the_same_bytes(call):
    import binary_samples  # noqa: F401

    assert made_elsewhere(call) == eval(f"binary_samples.{call}")


@pytest.mark.needs_tools
def test_libreoffice_opens_it(tmp_path):
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        pytest.skip("LibreOffice or poppler-utils is not installed")
    files = {
        "bilingual": edition("docx", "bilingual", "ru"), "parallel": edition("docx", "parallel"),
        "clean": edition("docx", "clean", "bm"), "collection": collection("docx", "clean"),
        "nasty": nasty("docx", "bilingual"),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path),
         *(str(tmp_path / f"{name}.docx") for name in files)],
        check=True, capture_output=True, timeout=300,
    )

    def text(name):
        command = ["pdftotext", "-layout", str(tmp_path / f"{name}.pdf"), "-"]
        return " ".join(subprocess.run(command, capture_output=True, text=True).stdout.split())

    assert "Рынок в Сегу снова открылся" in text("bilingual")
    assert text("parallel").count("Bamanankan") > text("parallel").count("Check first, bamanankan")
    assert "Brouillon non relu" in text("clean")
    assert "2 marisi 2026" in text("clean")
    assert "Содержание" in text("collection")
    assert re.findall(r"(\d) ?/ ?3", text("collection")) == ["1", "2", "3"]
    assert "<script>" in text("nasty")
