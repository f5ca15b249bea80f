"""PDF editions, read back with poppler."""

import re
import shutil
import subprocess
import sys
import time

import pytest
from binary_samples import collection, edition, made_elsewhere, nasty
from edition_sample import META

from translate.article import Article, Block, Segment
from translate.editions import pdf, render
from translate.editions.formats import Layout
from translate.errors import ConfigError, MissingExtraError
from translate.units import State, Unit

pytest.importorskip("weasyprint")

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def asked(program, data, *options):
    """What a poppler program prints of a PDF."""
    output = ["-"] if program == "pdftotext" else []
    done = subprocess.run([program, *options, "-", *output], input=data, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    return done.stdout.decode()


def text(data):
    return " ".join(asked("pdftotext", data).split())


def fonts(data):
    """name → (embedded, subset, has Unicode)."""
    found = {}
    for line in asked("pdffonts", data).splitlines()[2:]:
        found[line.split()[0].partition("+")[2]] = re.search(r"(yes|no) (yes|no) (yes|no)", line).groups()
    return found


@pytest.mark.needs_tools
@poppler
def test_a_parallel_edition_holds_every_language_and_embeds_its_letters():
    data = edition("pdf", "parallel")
    shown = text(data)
    for words in (
        "Le marché de Ségou a rouvert lundi", "The Ségou market reopened on Monday",
        "Рынок в Сегу снова открылся", "Segu sugu dayɛlɛla kokura ntɛnɛndon", "Name checked with the author.",
    ):
        assert words in shown
    assert set(fonts(data).values()) == {("yes", "yes", "yes")}
    assert all(name.startswith("Edition-") for name in fonts(data))  # nothing of this machine


@pytest.mark.needs_tools
@poppler
def test_pages_have_numbers_running_heads_and_properties():
    data = edition("pdf", "bilingual", "ru")
    pages = asked("pdftotext", data).split("\f")[:-1]
    assert len(pages) == 2
    assert [re.findall(r"^(\d) ?/ ?2$", page, re.M) for page in pages] == [["1"], ["2"]]
    assert pages[1].startswith("Le marché de Ségou rouvre ses portes")
    assert "français · русский" in pages[1]
    assert "Review" in pages[1]  # the head of the columns again
    told = asked("pdfinfo", data)
    assert re.search(r"Author: +Awa Diarra", told)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"Page size: .*A4", told)


@pytest.mark.needs_tools
@poppler
def test_a_draft_says_so_on_every_page_and_a_reviewed_text_does_not():
    draft = asked("pdftotext", collection("pdf", "clean")).split("\f")[:-1]
    assert all("Непроверенный" in page for page in draft)
    reviewed = text(edition("pdf", "clean", "ru", reviewed=True))
    assert "Непроверенный" not in reviewed
    assert "Машинный" not in reviewed
    assert "2 марта 2026" in reviewed


@pytest.mark.needs_tools
@poppler
def test_words_are_divided_by_the_rules_of_their_language():
    data = edition("pdf", "bilingual", "ru")
    broken = re.findall(r"(\w+)[-\u2010\u00ad]\n\s*(\w+)", asked("pdftotext", data))
    assert ("autre", "fois") in broken or ("понедель", "ник") in broken or ("поне", "дельник") in broken


@pytest.mark.needs_tools
@poppler
def test_contents_tell_the_pages():
    first = asked("pdftotext", collection("pdf", "clean"), "-layout", "-l", "1")
    assert re.findall(r"Рынок в Сегу снова открывает двери +(\d)", first) == ["2", "3"]


@pytest.mark.needs_tools
@poppler
@pytest.mark.parametrize("layout", ["bilingual", "clean"])
def test_hostile_text_is_text(layout):
    shown = text(nasty("pdf", layout))
    assert "<script>" in shown


def test_a_word_of_ten_thousand_letters_takes_seconds():
    units = [Unit(Segment("s", "b", "paragraph", "x" * 10_000), "&<" * 5_000, State.DRAFT)]
    article = Article("", (Block("b", "paragraph", "x" * 10_000),))
    before = time.process_time()
    render(article, {"ru": units}, layout="bilingual", format="pdf", meta=META)
    assert time.process_time() - before < 15  # 150 without breaks


def test_an_article_can_make_it_read_nothing(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("p { content: 'SECRET' }")
    fetcher = pdf._own_files()
    for url in (secret.as_uri(), "http://127.0.0.1:9/x", "edition-fonts:../../errors.py", "edition-fonts:", "data:,x"):
        with pytest.raises(ValueError, match="loads nothing from elsewhere"):
            fetcher.fetch(url)
    assert fetcher.fetch("edition-fonts:NotoSerif-Regular.woff").read()[:4] == b"wOFF"


def test_a_collection_is_for_reading():
    with pytest.raises(ConfigError, match="choose among clean, interleaved"):
        pdf.render_collection(None, Layout.BILINGUAL)


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtraError, match=r"yelema\[pdf\]"):
        edition("pdf", "clean", "en")


@pytest.mark.parametrize("call", ["edition('pdf', 'bilingual', 'bm')", "collection('pdf', 'clean')"])
def test_the_same_sources_give_the_same_bytes(call):
    import binary_samples  # noqa: F401

    assert made_elsewhere(call) == eval(f"binary_samples.{call}")
