# ruff: noqa: E501
"""The French side of XLIFF and PO files that other programs wrote."""

from __future__ import annotations

import io

import pytest

from tests.ingest.packs import LONG, SECOND, XLIFF_12, XLIFF_20
from translate import ingest
from translate.article import Article
from translate.errors import InputError


def twelve(units: str, source: str = "fr-FR", target: str = "en") -> bytes:
    return XLIFF_12.format(units=units, source=source, target=target).encode()


def shown(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in article.blocks]


UNITS = (
    '<group><trans-unit id="1" restype="x-h1"><source>Le puits</source></trans-unit></group>'
    f'<trans-unit id="2"><source>{LONG}</source><target>{SECOND}</target></trans-unit>'
    '<trans-unit id="3"><source>Un <g id="1" ctype="bold">mot gras</g>, <bpt id="2">&lt;i&gt;</bpt>un autre<ept id="2">&lt;/i&gt;</ept> et '
    '<bpt id="3">&lt;a href="https://exemple.example/"&gt;</bpt>un lien<ept id="3">&lt;/a&gt;</ept>.<x id="4" ctype="lb"/>Suite <mrk mtype="seg">ici</mrk>.</source></trans-unit>'
    '<trans-unit id="4" translate="no"><source>CODE-12</source></trans-unit>'
)


def test_xliff_1_2_gives_its_source() -> None:
    article = ingest.read_bytes(twelve(UNITS), name="puits.xlf")
    assert shown(article) == [("heading", "Le puits"), ("paragraph", LONG), ("paragraph", "Un mot gras, un autre et un lien. Suite ici.")]
    block = article.blocks[-1]
    assert [(s.kind, block.text[s.start : s.end], s.href) for s in block.spans if s.kind != "break"] == [
        ("strong", "mot gras", ""), ("emphasis", "un autre", ""), ("link", "un lien", "https://exemple.example/"),
    ]
    assert article.boilerplate == ("CODE-12",)


def test_the_target_where_that_is_french() -> None:
    article = ingest.read_bytes(twelve(f'<trans-unit id="1"><source>The well</source><target>{LONG}</target></trans-unit>', "en", "fr"), name="puits.xlf")
    assert shown(article) == [("paragraph", LONG)]
    with pytest.raises(InputError, match="neither side is French"):
        ingest.read_bytes(twelve(UNITS, "en", "ru"), name="puits.xlf")


def test_xliff_2_joins_the_segments_of_a_unit() -> None:
    units = (
        f'<unit id="u1"><segment><source>{LONG}</source></segment><ignorable><source> </source></ignorable><segment><source><pc id="1" type="fmt" subType="xlf:b">{SECOND}</pc></source></segment></unit>'
        '<group id="g"><unit id="u2"><segment><source>Un mot<ph id="1"/> <sc id="2" type="fmt" subType="xlf:i"/>penché<ec startRef="2"/>.</source></segment><segment><source>Fin.</source></segment></unit></group>'
    )
    article = ingest.read_bytes(XLIFF_20.format(units=units).encode(), name="puits.xlf")
    assert shown(article) == [("paragraph", f"{LONG} {SECOND}"), ("paragraph", "Un mot penché. Fin.")]
    assert [s.kind for block in article.blocks for s in block.spans] == ["strong", "emphasis"]


def test_several_files_are_several_articles() -> None:
    one = twelve(UNITS).decode()
    file = one[one.index("<file") : one.index("</xliff>")]
    data = one.replace(file, file + file.replace("puits.docx", "C:\\travail\\arbres.docx")).encode()
    found = [article for article in ingest._articles(io.BytesIO(data), "lot.xlf", None, ingest.Limits(), lambda _: None) if isinstance(article, Article)]
    assert [article.slug for article in found] == ["lot-puits", "lot-arbres"]


HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n"Language: {language}\\n"\n\n'


def test_po_gives_its_messages_or_its_french_translations() -> None:
    body = f'#. type: Title ##\nmsgid "Le puits"\nmsgstr "The well"\n\n#. type: Plain text\nmsgid "{LONG}"\nmsgstr ""\n\n#~ msgid "Ancien"\n#~ msgstr "Old"\n'
    article = ingest.read_bytes((HEADER.format(charset="UTF-8", language="en") + body).encode(), name="puits.po")
    assert shown(article) == [("heading", "Le puits"), ("paragraph", LONG)]
    body = f'msgid "The well"\nmsgstr "{LONG}"\n\nmsgid "The trees"\nmsgstr ""\n'
    article = ingest.read_bytes((HEADER.format(charset="ISO-8859-15", language="fr_FR") + body.replace("’", "'")).encode("iso-8859-15"), name="puits.po")
    assert shown(article) == [("paragraph", LONG.replace("’", "'"))]
    assert any("1 message(s) have no French" in warning for warning in article.warnings)


def test_files_that_are_refused() -> None:
    for data, words in (
        (HEADER.replace("Language", "X-Yelema-Format: 1\\n\"\n\"Language") .format(charset="UTF-8", language="ru") + 'msgid "Le puits"\nmsgstr "x"\n', "a draft of this program"),
        (HEADER.format(charset="UTF-8", language="en") + 'msgid "Le puits\nmsgstr "x"\n', "puits.po:"),
        (twelve(UNITS).decode()[:-40], "damaged"),
        ('<!DOCTYPE xliff [<!ENTITY e "x">]>' + twelve(UNITS).decode(), "entities"),
        (twelve('<trans-unit id="1"><source></source></trans-unit>').decode(), "without French text"),
        (twelve("<group>" * 250).decode(), "nested|damaged"),
        (twelve("<group>" * 220 + UNITS + "</group>" * 220).decode(), "nested"),
    ):
        with pytest.raises(InputError, match=words) as caught:
            ingest.read_bytes(data.encode(), name="puits.po")
        assert "\n" not in str(caught.value)
