"""TMX out and in: other tools' dialects, hostile files, our own round trip."""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.drafts.strategies import drafts as any_draft
from tests.memory.samples import entry
from translate.article import Article
from translate.drafts import Draft
from translate.errors import InterchangeError
from translate.interchange.base import Document
from translate.interchange.tmx import FORMAT, TmxUnit, Variant, read_units, write_units
from translate.memory.entry import key_of
from translate.memory.store import Store
from translate.memory.transfer import export_tmx, import_tmx
from translate.units import State

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">'
HEADER = '<header creationtool="t" segtype="sentence" adminlang="en" srclang="{}" datatype="xml"/>'


def tmx(body: str, srclang: str = "fr") -> bytes:
    return f"{HEAD}{HEADER.format(srclang)}<body>{body}</body></tmx>".encode()


def read(data: bytes) -> list[TmxUnit]:
    return list(read_units(io.BytesIO(data), "a.tmx"))


def side(tag: str, text: str, more: str = "") -> str:
    return f'<tuv xml:lang="{tag}"{more}><seg>{text}</seg></tuv>'


def texts(data: bytes) -> list[tuple[str, str]]:
    return [(source.text, target.text) for unit in read(data) for source, target in unit.pairs()]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        # OmegaT, level 2.
        ('Le <bpt i="0" x="0">&lt;a0></bpt>pont<ept i="0">&lt;/a0></ept> neuf',
         'The new <bpt i="0" x="0">&lt;a0></bpt>bridge<ept i="0">&lt;/a0></ept>',
         ("Le <1>pont</1> neuf", "The new <1>bridge</1>")),
        # Trados: i counts each side's pairs in order, x says which is which.
        ('<bpt i="1" x="1" type="b"/>A<ept i="1"/> <bpt i="2" x="2"/>B<ept i="2"/>',
         '<bpt i="1" x="2"/>B<ept i="1"/> <bpt i="2" x="1" type="b"/>A<ept i="2"/>',
         ("<1>A</1> <2>B</2>", "<2>B</2> <1>A</1>")),
        # memoQ: content tells, numbers begin anywhere.
        ('Note<ph x="14">&lt;ref 3/></ph>, <ph x="15">&lt;br/></ph>fin',
         'End<ph>&lt;br/></ph>, note<ph>&lt;ref 3/></ph>',
         ("Note<1/>, <2/>fin", "End<2/>, note<1/>")),
        # hi is a pair with its words; what a code holds, sub too, is no text.
        ('<hi type="b">Oui</hi> <ph>&lt;img alt="<sub>un pont</sub>"></ph>', "Yes", ("<1>Oui</1> <2/>", "Yes")),
        # A half pair and one that is never closed have no words to hold.
        ('<it pos="begin">&lt;b></it>Oui <bpt i="1">&lt;i></bpt>non', "Yes no", ("<1/>Oui <2/>non", "Yes no")),
        ('<ut>\\b</ut>Oui', "Yes", ("<1/>Oui", "Yes")),
        # What only looks like a tag of ours.
        ("le signe &lt;1> et &amp;lt;2>", "the sign &lt;1>", ("le signe &lt;1> et &amp;lt;2>", "the sign &lt;1>")),
        ('a &lt;<ph x="1"/>1>', "b", ("a <<1/>1>", "b")),
    ],
)
def test_inline_codes(source: str, target: str, expected: tuple[str, str]) -> None:
    assert texts(tmx(f"<tu>{side('fr-FR', source)}{side('en-GB', target)}</tu>", "fr-FR")) == [expected]


def test_languages_and_facts() -> None:
    data = tmx(
        '<tu tuid="7" creationdate="20240102T030405Z"><prop type="prev">Avant</prop><note>vu</note>'
        + side("EN-us", "Yes", ' changedate="20250102T030405Z" changeid="awa"') + side("fr_CA", "Oui")
        + side("bam", "Awɔ") + side("sw", "Ndiyo") + "</tu>", "*all*")
    (unit,) = read(data)
    assert [(source.text, target.code, target.text) for source, target in unit.pairs()] == [
        ("Oui", "en", "Yes"), ("Oui", "bm", "Awɔ")]
    assert (unit.id, unit.author, unit.created, unit.changed) == ("7", "awa", 1704164645, 1735787045)
    assert (dict(unit.props), unit.notes) == ({"prev": "Avant"}, ("vu",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    text = tmx(f"<tu>{side('fr', 'Été à Kita')}{side('en', 'Summer')}</tu>").decode()
    name = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "iso-8859-1": "ISO-8859-1"}[encoding]
    assert texts(text.replace("UTF-8", name).encode(encoding)) == [("Été à Kita", "Summer")]


def test_namespace_and_doctype() -> None:
    body = f"<tu>{side('fr', 'Oui')}{side('en', 'Yes')}</tu>"
    root = b'<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx xmlns="http://www.lisa.org/tmx14" version="1.4">'
    data = tmx(body).replace(b'<tmx version="1.4">', root)
    assert texts(data) == [("Oui", "Yes")]


BOMB = b"""<?xml version="1.0"?><!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><tmx version="1.4">
<body><tu><tuv xml:lang="fr"><seg>&b;</seg></tuv></tu></body></tmx>"""


@pytest.mark.parametrize(
    "data",
    [
        b"", b"Bonjour", b"\0\xff\xfe", b"<html><body/></html>", BOMB, BOMB.decode().encode("utf-16"),
        BOMB.replace(b"\"ha\"", b'SYSTEM "file:///etc/passwd"'), tmx("<tu>" + side("fr", "Oui"))[:-20],
        tmx("<tu><tuv xml:lang='fr'><seg>" + "<hi>" * 5000 + "</seg></tuv></tu>"),
        tmx("<tu>" + "<note>x</note>" * 1_500_000 + "</tu>"), tmx("<tu><note>" + "x" * 17_000_000 + "</note></tu>"),
        tmx("<x/>" * 5_000_000), tmx(f"<tu>{side('fr', 'a&#1;b')}</tu>"),
        tmx(f"<tu>{side('fr', 'Oui')}</tu>").replace(b"UTF-8", b"no-such"),
    ],
    ids=["empty", "text", "binary", "html", "bomb", "bomb16", "external", "cut", "deep", "many", "long", "no units",
         "control", "encoding"],
)
def test_hostile_files_end_in_one_line(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(InterchangeError) as error:
        read(data)
    assert time.process_time() - began < 10
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("a.tmx")


@given(any_draft())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_round_trip_of_drafts(draft: Draft) -> None:
    data = FORMAT.write([Document(Article("t", ()), draft)])
    assert FORMAT.recognises(data, "x")
    assert data == FORMAT.write([Document(Article("t", ()), draft)])
    returned = list(FORMAT.read(data, "x.tmx"))
    units = [unit for unit in draft.units if unit.target]
    clean = "".join(chr(c) for c in range(32) if c not in (9, 10, 13)) + "\ufffe\uffff"
    strip = str.maketrans("", "", clean)
    assert [(one.id, one.article, one.language, one.target) for one in returned] == [
        (unit.segment.id, draft.article, draft.language, unit.target.translate(strip)) for unit in units]
    states = {State.REVIEWED: State.REVIEWED, State.FINAL: State.FINAL}
    assert [one.state for one in returned] == [states.get(unit.state) for unit in units]


def test_memory_out_and_in_is_the_same_memory(tmp_path: Path) -> None:
    entries = [
        entry("Le <1>pont</1> est <2/>ouvert.", "Мост <2/><1>открыт</1>.", place="p", segment="s", origin="final",
              article="pont", previous=key_of("Avant"), following=None, author="Awa <a@b>"),
        entry("Oui & non <1>.", "Да &lt;1> нет", "ru"), entry("Oui", "Yes", "en"),
    ]
    with Store(tmp_path / "a.db") as first, Store(tmp_path / "b.db") as second:
        first.add(entries)
        assert export_tmx(first, tmp_path / "m.tmx") == 3
        assert import_tmx(second, tmp_path / "m.tmx").added.new == 3
        assert [one._replace(id=0) for one in second.entries()] == [one._replace(id=0) for one in first.entries()]
        assert import_tmx(first, tmp_path / "m.tmx").added.new == 0
        assert export_tmx(second, tmp_path / "n.tmx") == 3
        assert (tmp_path / "m.tmx").read_bytes() == (tmp_path / "n.tmx").read_bytes()
        export_tmx(first, tmp_path / "plain.tmx", level=1, language="ru")
    assert b"<bpt" not in (tmp_path / "plain.tmx").read_bytes()


def test_context_of_other_tools_and_unapproved_drafts(tmp_path: Path) -> None:
    props = '<prop type="x-context-pre">&lt;seg>Avant.&lt;/seg></prop><prop type="x-context-post">Après.</prop>'
    draft = '<prop type="x-state">draft</prop>'
    (tmp_path / "m.tmx").write_bytes(tmx(
        f"<tu>{props}{side('fr-FR', 'Oui.')}{side('ru-RU', 'Да.')}</tu>"
        f"<tu>{draft}{side('fr', 'Non.')}{side('ru', 'Нет.')}</tu>"
        f"<tu>{side('de', 'Ja')}{side('ru', 'Да')}</tu><tu>{side('fr', ' ')}{side('ru', 'Да')}</tu>"))
    with Store(tmp_path / "m.db") as store:
        done = import_tmx(store, tmp_path / "m.tmx")
        (one,) = store.entries()
    assert (one.previous, one.following) == (key_of("Avant."), key_of("Après."))
    assert done.skipped == {"a draft nobody approved": 1, "no French": 1, "empty": 1}


class Endless(io.RawIOBase):
    """A TMX file that is made while it is read."""

    def __init__(self, units: int) -> None:
        self._pieces = self._all(units)

    def _all(self, units: int) -> Iterator[bytes]:
        sides = [(code, f"Une phrase de {code} " * 20) for code in ("fr", "ru")]
        yield from (piece.encode() for piece in write_units(
            TmxUnit(tuple(Variant(code, code, f"{text}{n}") for code, text in sides)) for n in range(units)))

    def read(self, size: int = -1) -> bytes:
        out = b""
        while len(out) < size and (piece := next(self._pieces, b"")):
            out += piece
        return out


def test_a_large_file_takes_constant_memory() -> None:
    list(read_units(Endless(2_000), "a"))  # type: ignore[arg-type]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in read_units(Endless(50_000), "a")) == 50_000  # type: ignore[arg-type]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * (1 if sys.platform == "darwin" else 1024)
    assert grown < 40_000_000
