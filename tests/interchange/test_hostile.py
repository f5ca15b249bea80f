"""Damaged and hostile files end in one InterchangeError, soon, or are read; never in anything else."""

from __future__ import annotations

import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
import desk

from translate.article import Article
from translate.drafts import Draft
from translate.errors import InterchangeError
from translate.interchange import csv, po, xliff1, xliff2
from translate.interchange.base import Document, Format
from translate.interchange.importing import read_file

FORMATS = [xliff1.FORMAT, xliff2.FORMAT, po.FORMAT, csv.FORMAT]
named = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
WHOLE = {
    form.name: form.write([Document(
        Article("Le pont", ()), Draft(article="pont", language="en", units=tuple(desk.units()))
    )])
    for form in FORMATS
}
fuzz = settings(max_examples=60, deadline=2000, suppress_health_check=list(HealthCheck))


def read_or_refuse(form: Format, data: bytes) -> str:
    """The message of the refusal, "" when the file was read."""
    form.recognises(data, "x" + form.suffix)
    message = ""
    try:
        for back in form.read(data, "x" + form.suffix):
            assert isinstance(back.target, str)
    except InterchangeError as error:
        message = str(error)
    assert not message or message.startswith("x" + form.suffix)
    assert "\n" not in message
    return message


@named
@given(cut=st.floats(0, 1))
@fuzz
def test_truncated(form: Format, cut: float) -> None:
    read_or_refuse(form, WHOLE[form.name][: int(cut * len(WHOLE[form.name]))])


@named
@given(flips=st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 7)), min_size=1, max_size=6))
@fuzz
def test_bits_flipped(form: Format, flips: list[tuple[float, int]]) -> None:
    data = bytearray(WHOLE[form.name])
    for place, bit in flips:
        data[int(place * len(data))] ^= 1 << bit
    read_or_refuse(form, bytes(data))


@named
@given(data=st.binary(max_size=200))
@fuzz
def test_anything(form: Format, data: bytes) -> None:
    read_or_refuse(form, data)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xliff version="1.2"><file original="&b;"><body/></file></xliff>"""
THEFT = b"""<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<xliff version="1.2"><file><body><trans-unit id="1"><source>&a;</source><target>&a;</target></trans-unit></body></file>
</xliff>"""
OUTSIDE = b'<!DOCTYPE xliff SYSTEM "http://example.org/xliff.dtd"><xliff version="1.2"><file/></xliff>'


@pytest.mark.parametrize("form", [xliff1.FORMAT, xliff2.FORMAT], ids=lambda form: form.name)
@pytest.mark.parametrize("data", [BOMB, THEFT, OUTSIDE, BOMB.decode().encode("utf-16")], ids=range(4))
def test_entities_are_refused(form: Format, data: bytes) -> None:
    assert "entities" in read_or_refuse(form, data)


def _huge(form: Format) -> list[bytes]:
    if form is po.FORMAT:
        return [b'msgid "a"\nmsgstr "' + b"x" * 20_000_000 + b'"\n', b'msgid ""\nmsgstr ""\n' + b'"a"\n' * 3_000_000]
    if form is csv.FORMAT:
        head = b"id,target\n"
        return [head + b"a" * 20_000_000, head + b'"' + b"a\n" * 5_000_000, b"id,target" + b"," * 9_000_000]
    head = b'<xliff version="1.2"><file><body><trans-unit id="1"><source>a</source><target>'
    deep, wide = head + b"<g id='1'>" * 100_000, head + b"<x/>" * 10_000_000
    return [deep, wide, b"<xliff>" + b"<a b='' c='' d='' e=''/>" * 2_000_000]


@named
def test_huge_and_nested_files_are_refused_soon(form: Format) -> None:
    for data in _huge(form):
        tracemalloc.start()
        began = time.process_time()
        try:
            read_or_refuse(form, data)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert time.process_time() - began < 10
        assert peak < 500_000_000


def test_a_file_larger_than_any_export_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(InterchangeError, match="more than 50 MB; split"):
        read_file(path)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"id,target\ns1,\"open\n", "x.csv:2: a quotation mark is not closed"),
        (b"id,text\ns1,a\n", "x.csv:1: the first row must name"),
        (b"id,target,target\ns1,a,b\n", "x.csv:1: two columns are called target"),
        (b"id,target\ns1,a,b\n", "x.csv:2: more cells than columns"),
        (b"id,target\n,a\n", "x.csv:2: neither id nor source"),
        (b"id,target,state\ns1,a,sure\n", "x.csv:2: state 'sure' is not one of new, draft, reviewed, final"),
        (b"id,target\ns1,\xe9\n", "x.csv:2: not UTF-8"),
    ],
)
def test_csv_says_which_row(data: bytes, why: str) -> None:
    assert read_or_refuse(csv.FORMAT, data).startswith(why)
