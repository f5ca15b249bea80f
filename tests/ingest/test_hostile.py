"""Input made to harm: bombs, entities, paths out of the archive, endless nesting."""

from __future__ import annotations

import contextlib
import time

import pytest

from tests.ingest.packs import archive
from translate import ingest
from translate.article import slugify
from translate.errors import InputError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "Les habitants du quartier ont planté deux cents arbres le long de la route."
DOCUMENT = f"<w:document {W}><w:body><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:body></w:document>"


def refused(data: bytes, words: str, name: str = "note.docx") -> None:
    started = time.monotonic()
    with pytest.raises(InputError, match=words) as caught:
        ingest.read_bytes(data, name=name)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2
    assert time.monotonic() - started < 5


def test_a_minimal_document_is_read() -> None:
    assert ingest.read_bytes(archive({"word/document.xml": DOCUMENT}), name="note.docx").blocks[0].text == SENTENCE


def test_billion_laughs() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>' + DOCUMENT.replace(SENTENCE, "&a9;")
    refused(archive({"word/document.xml": laughs}), "entities")
    refused(archive({"word/document.xml": ("\ufeff" + laughs).encode("utf-16")}), "entities")


def test_external_entity() -> None:
    stolen = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + DOCUMENT.replace(SENTENCE, "&e;")
    refused(archive({"word/document.xml": stolen}), "entities")


def test_entities_in_other_parts() -> None:
    core = '<!DOCTYPE x [<!ENTITY e "x">]><cp:coreProperties xmlns:cp="x"/>'
    refused(archive({"word/document.xml": DOCUMENT, "docProps/core.xml": core}), "entities")


def test_zip_bomb() -> None:
    refused(archive({"word/document.xml": DOCUMENT, "word/media/image1.png": b"\0" * 60_000_000}), "zip bomb")
    refused(archive({"word/document.xml": b" " * 120_000_000}), "zip bomb")


def test_zip_bomb_that_lies_about_its_size() -> None:
    data = archive({"word/document.xml": DOCUMENT + " " * 3_000_000})
    size = (len(DOCUMENT.encode()) + 3_000_000).to_bytes(4, "little")
    assert data.count(size) == 2
    limits = ingest.Limits(max_unpacked_bytes=1_000_000)
    with pytest.raises(InputError):
        ingest.read_bytes(data.replace(size, (1000).to_bytes(4, "little")), name="note.docx", limits=limits)


def test_too_many_members() -> None:
    refused(archive({f"word/{n}.xml": "" for n in range(5001)}), "5001 files inside")


@pytest.mark.parametrize("path", ["../../etc/cron.d/x", "/etc/x", "word/../../x", "C:\\x"])
def test_paths_out_of_the_archive(path: str) -> None:
    refused(archive({"word/document.xml": DOCUMENT, path: "x"}), "points out of the archive")


def test_damaged_and_locked_documents() -> None:
    good = archive({"word/document.xml": DOCUMENT})
    refused(good[: len(good) // 2], "damaged")
    refused(b"PK\x03\x04 rien", "damaged")
    refused(archive({"word/document.xml": "<w:document"}), "damaged")
    refused(archive({"autre.txt": "x"}), "not a Word document")
    locked = bytearray(good)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[good.index(signature) + offset] |= 1
    refused(bytes(locked), "password")
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password")


def test_deep_nesting() -> None:
    refused(("<html><body>" + "<div>" * 5000 + SENTENCE).encode(), "nested", "page.html")
    refused((">" * 5000 + " " + SENTENCE).encode(), "nested", "page.md")
    deep = DOCUMENT.replace("<w:p>", "<w:sdt><w:sdtContent>" * 400 + "<w:p>").replace(
        "</w:p>", "</w:p>" + "</w:sdtContent></w:sdt>" * 400
    )
    refused(archive({"word/document.xml": deep}), "nested")


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul+li", "section", "q"])
def test_nesting_up_to_the_limit_is_read_and_beyond_refused(tag: str) -> None:
    opened = "".join(f"<{name}>" for name in tag.split("+"))
    levels = opened.count("<")
    article = ingest.read_bytes(f"<html><body>{opened * (190 // levels)}{SENTENCE}".encode(), name="x.html")
    assert SENTENCE in article.blocks[-1].text
    refused(f"<html><body>{opened * (230 // levels)}{SENTENCE}".encode(), "nested more than 200", "page.html")


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "*a" * 20_000, "![" * 20_000, "`" * 20_000, "a\n" * 20_000 + "b", "<" * 20_000, "- " * 5_000]
)
def test_markdown_that_is_slow_to_parse_elsewhere(text: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(InputError):
        ingest.read_bytes(f"# Titre\n\n{SENTENCE}\n\n{text}".encode(), name="x.md", force_source="fr")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "A" * 200_000,
        "a " * 100_000,
        "Par " * 50_000,
        "- " * 100_000,
        "1 " * 100_000,
        "«" * 100_000,
        "Lire aussi " * 20_000,
        "x-\n" * 50_000,
        "\n".join(["Facebook " * 30] * 500),
    ],
)
def test_text_that_is_slow_to_match_elsewhere(text: str) -> None:
    started = time.monotonic()
    ingest.read_bytes(f"Titre\n\n{SENTENCE}\n\n{text}".encode(), name="x.txt", force_source="fr")
    assert time.monotonic() - started < 10


def test_yaml_that_expands_or_runs_code() -> None:
    bomb = "a: &a [x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    article = ingest.read_bytes(f"---\ntitle: *j\n{bomb}---\n\n# Arbres\n\n{SENTENCE}\n".encode(), name="x.md")
    assert article.title == "Arbres"
    article = ingest.read_bytes(
        f"---\ntitle: !!python/object/apply:os.system ['true']\n---\n\n# Arbres\n\n{SENTENCE}\n".encode(), name="x.md"
    )
    assert article.title == "Arbres"


def test_titles_cannot_name_other_folders() -> None:
    article = ingest.read_bytes(f"../../etc/passwd : un fichier\n\n{SENTENCE}\n".encode(), name="x.txt")
    assert article.title == "../../etc/passwd : un fichier"
    assert slugify(article.title) == "etc-passwd-un-fichier"
