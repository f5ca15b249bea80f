"""The same article in every encoding French has been saved in gives the same blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate import ingest
from translate.errors import InputError
from translate.ingest.encoding import decode

SENTENCES = (
    "Le président a été reçu à l’ambassade.",
    "L'œuvre de « l'État » coûte 10 €.",
    "Naïveté, ambiguïté, où, ça, là, À côté",
    "ÉLECTIONS : LES RÉSULTATS À BAMAKO",
    "Touré, Traoré, Kéïta et Sissoko",
    "Noël à Gaoûlé : un marché très animé",
)


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "iso-8859-1",
        "iso-8859-15",
        "mac_roman",
    ],
)
def test_same_blocks_in_every_encoding(encoding: str, sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    if encoding.startswith("iso-8859"):
        text = text.replace("’", "'")
    article = ingest.read_bytes(text.encode(encoding), name="page.txt")
    assert article.blocks == ingest.read_bytes(text.encode(), name="page.txt").blocks


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-15", "mac_roman", "cp850", "utf-16-le"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_single_sentence_is_enough(sentence: str, encoding: str) -> None:
    try:
        data = sentence.encode(encoding)
    except UnicodeEncodeError:
        pytest.skip("the encoding lacks a character of the sentence")
    assert decode(data, name="x")[0] == sentence


def test_decomposed_accents_are_composed(sample: Path) -> None:
    import unicodedata

    text = sample.read_text(encoding="utf-8")
    decomposed = ingest.read_bytes(unicodedata.normalize("NFD", text).encode(), name="page.txt")
    assert decomposed.blocks == ingest.read_bytes(text.encode(), name="page.txt").blocks


def test_twice_encoded_text_is_repaired_and_said(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    article = ingest.read_bytes(text.encode().decode("cp1252", "ignore").encode(), name="page.txt")
    assert article.title.startswith("Énergie")
    assert any("twice" in warning for warning in article.warnings)


def test_a_few_damaged_bytes_are_said_with_their_line() -> None:
    text = "Été à Ségou\n\n" + "Les élèves révisent à l’ombre des caïlcédrats, près de l’école. " * 5
    data = text.encode() + b"\nFin \xff du texte."
    _, warnings = decode(data, name="x")
    assert warnings
    assert warnings[0].startswith("line 4:")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, r"\.doc"),
        (bytes(range(256)) * 20, "binary"),
        (b"{\\rtf1 x}", "RTF"),
        (b"\x7fELF" + b"\0" * 100, "program"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        ingest.read_bytes(data, name="entrée.txt")
    assert str(caught.value).startswith("entrée.txt: ")
    assert "\n" not in str(caught.value)
