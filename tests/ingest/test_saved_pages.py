# ruff: noqa: E501
"""Pages saved from a browser: in one file (MHTML), or with a folder of pictures beside."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from tests.ingest.packs import LONG, MHTML, SECOND
from translate import ingest
from translate.errors import InputError

PAGE = (
    "<html lang='fr'><head><title>Le puits - Le Journal</title></head><body><nav><a href='/'>Accueil</a></nav><article><h1>Le puits</h1>"
    f"<p>{LONG}</p><p>{SECOND} Voir <a href='../eau'>la page</a>.</p></article></body></html>"
)


def saved(page: bytes, charset: str, encoding: str) -> bytes:
    packed = quopri.encodestring(page) if encoding == "quoted-printable" else base64.encodebytes(page) if encoding == "base64" else page
    start, end = MHTML.replace("{charset}", charset).replace("{encoding}", encoding).encode().split(b"{page}")
    return start + packed.replace(b"\n", b"\r\n") + end


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_the_page_in_a_saved_file(charset: str, encoding: str) -> None:
    article = ingest.read_bytes(saved(PAGE.encode(charset), charset, encoding), name="puits.mht")
    assert article.title == "Le puits"
    assert [block.text for block in article.blocks if block.kind == "paragraph"] == [LONG, f"{SECOND} Voir la page."]
    assert article.blocks[-1].spans[0].href == "https://journal.example/eau"


def test_a_page_in_a_part_of_a_part() -> None:
    inner = MHTML.replace("{charset}", "utf-8").replace("{encoding}", "8bit").replace("{page}", PAGE)
    outer = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n' + inner[inner.index("Content-Type:") :] + "\n--b--\n"
    assert ingest.read_bytes(outer.encode(), name="puits.mht").title == "Le puits"


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nrien",
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: image/png\n\nx\n--b--\n',
        b"".join(b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(300)),
    ],
)
def test_saved_files_without_a_page(data: bytes) -> None:
    with pytest.raises(InputError, match="saved page") as caught:
        ingest.read_bytes(data, name="puits.mht")
    assert "\n" not in str(caught.value)


def test_a_message_about_a_text_is_still_a_text() -> None:
    assert ingest.read_bytes(f"Titre: Le puits\nAuteur: Awa\n\n{LONG}\n".encode(), name="x.txt").blocks


def test_the_folder_beside_a_page_holds_no_articles(tmp_path: Path) -> None:
    for name in ("puits.html", "puits_files/cadre.html", "eau.htm", "eau_fichiers/pub.html", "autres_files/vrai.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    found = [Path(path).relative_to(tmp_path).as_posix() for path in ingest.find_inputs([str(tmp_path)])]
    assert found == ["autres_files/vrai.html", "eau.htm", "puits.html"]
