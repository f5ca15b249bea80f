"""Review pages: nothing but our own script runs in them, and what is in their fields comes back."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "drafts"))
import desk
import office
from strategies import drafts as any_draft

from translate.errors import InterchangeError
from translate.interchange.base import Document
from translate.interchange.html import FORMAT
from translate.units import State

ATTACK = "</textarea></td></script><script>alert(1)</script><img src=x onerror=alert(1)>\"' onfocus=alert(1)"


@pytest.fixture(scope="module")
def data() -> bytes:
    return FORMAT.write([office.document()])


def read(data: bytes):
    return list(FORMAT.read(data, "back.html"))


def test_everything_comes_back(data: bytes) -> None:
    documents = [office.document(), office.document(desk.units()[:2], language="ru", slug="autre.article")]
    both = FORMAT.write(documents)
    assert FORMAT.write(documents) == both
    assert FORMAT.recognises(both, "x")
    assert not FORMAT.recognises(b"<?xml version='1.0'?><xliff/>", "x.html")
    office.assert_whole(read(both), documents)


def test_treacherous_texts_come_back() -> None:
    office.assert_whole(read(FORMAT.write([office.treacherous()])), [office.treacherous()])


@given(draft=any_draft())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_draft_comes_back(draft) -> None:
    document = Document(office.document().article, replace(draft, article="un-article"))
    back = read(FORMAT.write([document]))
    office.assert_whole([replace(one, state=unit.state) for one, unit in zip(back, draft.units)], [document])


def test_no_script_of_an_article_gets_into_the_page() -> None:
    from lxml import html

    unit = desk.unit("s1", ATTACK, ATTACK, note=ATTACK, previous_source=ATTACK)
    document = office.document([unit], slug=ATTACK)
    document = replace(document, draft=replace(document.draft, title=ATTACK))
    data = FORMAT.write([document])
    page = html.document_fromstring(data)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    back = read(data)[0]
    assert (back.source, back.target, back.note) == (ATTACK, ATTACK, ATTACK)


def test_the_page_asks_for_nothing_from_elsewhere(data: bytes) -> None:
    assert not re.search(rb"<(?:link|iframe|img|object|embed|base)\b|<script[^>]+src|@import|url\(", data)


def test_a_page_whose_fields_are_gone_is_refused(data: bytes) -> None:
    broken = data.replace(b'<textarea class="translation"', b'<textarea class="other"', 1)
    with pytest.raises(InterchangeError, match=r"^back\.html: row 1: a field is missing"):
        read(broken)
    with pytest.raises(InterchangeError, match="holds no review table; give the page that tk export html made"):
        read(b"<!doctype html><p>Bonjour")


def test_boxes_are_states(data: bytes) -> None:
    assert [one.state for one in read(data)] == [
        State.DRAFT, State.DRAFT, State.REVIEWED, State.FINAL, State.NEW, State.DRAFT
    ]
    ticked = data.replace(b'class="reviewed" autocomplete="off"', b'class="reviewed" autocomplete="off" checked=""', 1)
    assert read(ticked)[0].state is State.REVIEWED
