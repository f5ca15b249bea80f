"""EPUB editions: what epubcheck, an e-reader and a reader find in them."""

import io
import os
import shutil
import subprocess
import zipfile

import pytest
from binary_samples import LAYOUTS, collection, edition, made_elsewhere, nasty
from lxml import etree

from translate.editions import epub
from translate.editions.epub_package import Book, Chapter, pack
from translate.editions.formats import Layout
from translate.errors import ConfigError

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def tree(data, name):
    return etree.fromstring(opened(data).read(f"EPUB/{name}"))


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_the_archive_begins_as_epub_wants_it():
    archive = opened(edition("epub", "clean", "ru"))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    names = archive.namelist()[1:]
    assert names == sorted(names)
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_package_says_what_the_book_is():
    package = tree(edition("epub", "clean", "ru", reviewed=True), "package.opf")

    def values(path):
        return package.xpath(f"//{path}/text()", namespaces=OPF)

    assert values("dc:title") == ["Рынок в Сегу снова открывает двери"]
    assert values("dc:language") == ["ru"]
    assert values("dc:creator") == ["Awa Diarra"]
    assert values("dc:date") == ["2026-03-02"]
    assert values("dc:source") == ["https://example.org/marche?a=1&b=2"]
    assert values("opf:meta[@property='dcterms:modified']") == ["2026-03-02T00:00:00Z"]
    assert values("dc:identifier")[0].startswith("urn:uuid:")
    assert values("opf:meta[@property='schema:accessMode']") == ["textual"]


def test_another_text_is_another_book():
    def identifier(data):
        return tree(data, "package.opf").xpath("//dc:identifier/text()", namespaces=OPF)[0]

    assert identifier(edition("epub", "clean", "ru")) != identifier(edition("epub", "clean", "ru", reviewed=True))
    assert identifier(edition("epub", "clean", "ru")) == tree(edition("epub", "clean", "ru"), "toc.ncx").xpath(
        "//*[@name='dtb:uid']/@content"
    )[0]


def test_a_clean_book_holds_the_translation_and_nothing_of_the_review():
    text = words(tree(edition("epub", "clean", "ru", reviewed=True), "text.xhtml"))
    assert "Рынок в Сегу снова открылся в понедельник, после шести месяцев работ. В нём 1 200 мест" in text
    assert "2 марта 2026 г." in text
    assert "Перевод с французского: Le marché de Ségou rouvre ses portes" in text
    assert "Le marché de Ségou a rouvert" not in text
    assert "confidence" not in text
    assert "Черновик" not in text


def test_a_draft_says_so_on_every_page_and_in_its_title():
    data = edition("epub", "clean", "ru")
    assert "Машинный перевод, не проверенный человеком" in words(tree(data, "text.xhtml"))
    assert "Непроверенный черновик" in words(tree(data, "cover.svg"))
    assert "[Непроверенный черновик]" in words(tree(data, "package.opf"))


def test_a_parallel_book_has_a_chapter_in_every_language_with_links_across():
    data = edition("epub", "parallel")
    for code in ("fr", "en", "ru", "bm"):
        page = tree(data, f"{code}.xhtml")
        assert page.get("lang") == page.get(LANG) == code
        for link in page.iterfind(f".//{XHTML}span[@class='turn']/{XHTML}a"):
            file, _, place = link.get("href").partition("#")
            assert tree(data, file).xpath("//*[@id=$id]", id=place)
    assert "Le marché de Ségou a rouvert lundi" in words(tree(data, "fr.xhtml"))
    assert "Name checked with the author." in words(tree(data, "en.xhtml"))


def test_a_review_note_stands_behind_its_line():
    page = tree(edition("epub", "bilingual", "bm"), "bm.xhtml")
    marks = page.findall(f".//{XHTML}a[@role='doc-noteref']")
    assert len(marks) == 12
    note = page.xpath("//*[@id=$id]", id=marks[5].get("href")[1:])[0]
    assert note.get("role") == "doc-footnote"
    assert "Tags of the source are missing" in words(note)


def test_interleaved_lines_are_marked_with_their_language():
    page = tree(edition("epub", "interleaved", "bm"), "text.xhtml")
    assert page.get("lang") == "bm"
    assert {p.get(LANG) for p in page.iterfind(f".//{XHTML}p[@class='source']")} == {"fr"}


def test_a_collection_has_its_contents_for_new_and_old_readers():
    data = collection("epub", "clean")
    nav = tree(data, "nav.xhtml")
    links = [link.get("href") for link in nav.iterfind(f".//{XHTML}nav[@role='doc-toc']/{XHTML}ol/{XHTML}li/{XHTML}a")]
    assert links == ["article-0001.xhtml", "article-0002.xhtml"]
    assert "Содержание" in words(nav)
    assert [point.get("src") for point in tree(data, "toc.ncx").iterfind(".//{*}content")] == links
    spine = tree(data, "package.opf").xpath("//opf:itemref/@idref", namespaces=OPF)
    assert spine == ["cover", "nav", "article-0001", "article-0002"]
    assert tree(data, "package.opf").xpath("//dc:contributor/text()", namespaces=OPF) == ["Fanta Sidibé"]


def test_a_collection_is_for_reading():
    with pytest.raises(ConfigError, match="choose among clean, interleaved"):
        epub.render_collection(None, Layout.BILINGUAL)


def test_the_letters_of_bambara_come_along():
    assert any(name.endswith(".woff") for name in opened(edition("epub", "clean", "bm")).namelist())
    assert not any(name.endswith(".woff") for name in opened(edition("epub", "clean", "ru")).namelist())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_hostile_text_is_text(layout):
    archive = opened(nasty("epub", layout))
    for name in archive.namelist():
        if name.endswith((".xhtml", ".svg", ".opf", ".ncx")):
            root = etree.fromstring(archive.read(name))
            assert not root.xpath("//*[local-name()='script' or @onload or @onerror or @onmouseover]")
            assert not [href for href in root.xpath("//@href") if href.startswith("javascript:")]


def test_a_very_long_title_stays_on_the_cover():
    for title in ("слово " * 200, "x" * 5000, "", "короткий"):
        data = pack(Book(title, ("ru",), (Chapter("text", title, "ru", "<p>a</p>"),)))
        lines = tree(data, "cover.svg").findall(".//{*}g[1]/{*}text")
        assert all(float(line.get("y")) < 1270 for line in lines)
        assert all(len(line.text) * float(line.get("font-size")) * 0.68 <= 1000 for line in lines)


@pytest.mark.parametrize("call", ["edition('epub', 'parallel')", "collection('epub', 'interleaved', 'bm')"])
def test_the_same_sources_give_the_same_bytes(call):
    import binary_samples  # noqa: F401

    assert made_elsewhere(call) == eval(f"binary_samples.{call}")


@pytest.mark.needs_tools
@pytest.mark.parametrize("layout", [*LAYOUTS, "collection"])
def test_epubcheck_is_silent(tmp_path, layout):
    program, java = shutil.which("epubcheck"), shutil.which("java")
    if program is None:
        pytest.skip("epubcheck is not installed")
    # Debian's is a Java archive, which runs by itself only where the kernel knows them.
    is_archive = java and os.path.realpath(program).endswith(".jar")
    command = [java, "-jar", os.path.realpath(program)] if is_archive else [program]
    if layout == "collection":
        files = {"collection": collection("epub", "clean", "bm")}
    else:
        sample = edition("epub", layout, *(() if layout == "parallel" else ("ru",)))
        files = {"sample": sample, "nasty": nasty("epub", layout)}
    for name, data in files.items():
        path = tmp_path / f"{name}.epub"
        path.write_bytes(data)
        done = subprocess.run([*command, "-q", str(path)], capture_output=True, text=True)
        assert (done.returncode, done.stdout + done.stderr) == (0, ""), name
