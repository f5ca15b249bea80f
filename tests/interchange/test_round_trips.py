"""What goes out comes back: every text, tag, state, comment and fingerprint, in every format of ours."""

from __future__ import annotations

import csv as plain_csv
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "drafts"))
import desk
from strategies import drafts

from translate.article import Article
from translate.drafts import Draft
from translate.interchange import csv, inline, po, xliff1, xliff2
from translate.interchange.base import Document, Format, fingerprint
from translate.interchange.texts import comparable
from translate.markup import to_tagged

SCHEMAS = Path(os.environ.get("XLIFF_SCHEMAS") or "/usr/share/php/Symfony/Component/Translation/Resources/schemas")
FORMATS = [xliff1.FORMAT, xliff2.FORMAT, po.FORMAT, csv.FORMAT]
named = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


def document(units, language: str = "en", slug: str = "pont") -> Document:
    return Document(Article("Le pont", ()), Draft(article=slug, title="Le pont", language=language, units=tuple(units)))


@named
def test_everything_comes_back(form: Format) -> None:
    out = document(desk.units())
    data = form.write([out])
    assert form.write([out]) == data
    assert form.recognises(data, "x")
    returned = list(form.read(data, "pont" + form.suffix))
    for back, unit in zip(returned, desk.units(), strict=True):
        assert back.article == "pont"
        assert back.language == "en"
        assert back.id == unit.segment.id
        assert back.source == to_tagged(unit.segment.text, unit.segment.spans)
        assert back.target == unit.target
        assert back.state == unit.state
        assert back.note == unit.note
        assert back.base == fingerprint(unit)


@named
@given(draft=drafts())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_draft_comes_back_as_far_as_the_format_can(form: Format, draft) -> None:
    draft = replace(draft, article="un-article")
    # A text of nothing but characters that XML cannot hold comes back as none.
    assume(all(comparable(unit.target) for unit in draft.units if unit.target))
    returned = [one for one in form.read(form.write([Document(Article("T", ()), draft)]), "x") if not one.retired]
    assert [(one.id, one.state) for one in returned] == [(unit.segment.id, unit.state) for unit in draft.units]
    for back, unit in zip(returned, draft.units):
        assert comparable(back.source) == comparable(to_tagged(unit.segment.text, unit.segment.spans))
        assert comparable(back.target) == comparable(unit.target)
        assert back.base == fingerprint(unit)


TAGGED = st.lists(st.sampled_from(["<1>", "</1>", "<2>", "</2>", "<3/>", "a", "b ", "&lt;1>", "&amp;", "<", "é"]))


@given(TAGGED.map("".join))
@settings(max_examples=60, deadline=None)
def test_tags_out_of_order_survive(tagged: str) -> None:
    for form in (xliff1.FORMAT, xliff2.FORMAT):
        one = desk.unit("s1", "Le pont", tagged or "x")
        (back,) = form.read(form.write([document([one])]), "x")
        assert comparable(back.target) == comparable(tagged or "x")


def test_deep_tags_stay_within_what_xml_readers_take() -> None:
    deep = "<1>" * 400 + "x" + "</1>" * 400
    assert len(inline.codes_in(deep)) >= 1
    for form in (xliff1.FORMAT, xliff2.FORMAT):
        (back,) = form.read(form.write([document([desk.unit("s1", "Le pont", deep)])]), "x")
        assert back.target == deep


@pytest.mark.parametrize("form", [xliff1.FORMAT, xliff2.FORMAT, csv.FORMAT], ids=lambda form: form.name)
def test_many_articles_in_one_file(form: Format) -> None:
    data = form.write([document(desk.units(), slug="un"), document(desk.units(), slug="deux")])
    assert [one.article for one in form.read(data, "x")] == ["un"] * 6 + ["deux"] * 6


def test_xliff_says_states_and_matches_in_its_own_words() -> None:
    first = xliff1.FORMAT.write([document(desk.units())]).decode()
    for part in ('state="needs-review-translation"', 'state="signed-off"', 'state="final"', 'approved="yes"',
                 'state-qualifier="mt-suggestion"', '<alt-trans alttranstype="previous-version" origin="yelema" '
                 'match-quality="87">', '<x id="2" ctype="lb"/>', '<g id="1" ctype="link">bridge</g>'):
        assert part in first
    second = xliff2.FORMAT.write([document(desk.units())]).decode()
    for part in ('state="initial"', 'state="translated"', 'state="reviewed"', 'state="final"',
                 "<gls:term>Markala</gls:term>", 'type="mt" origin="mt:test-model" matchQuality="70"',
                 'type="tm" origin="memory:fuzzy(87)" similarity="87"', 'dataRefStart="d1" dataRefEnd="d1e"',
                 '&lt;a href="https://example.org/pont?a=1&amp;b=2"&gt;'):
        assert part in second


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="'=+-@＝\t\r\n\"a,;", max_size=8))
def test_no_cell_is_a_formula_and_none_changes(text: str) -> None:
    one = desk.unit("s1", text.strip() or "a", text, note=text)
    data = csv.FORMAT.write([document([one])])
    (back,) = csv.FORMAT.read(data, "x.csv")
    assert (back.target, back.note) == (text, text)
    for row in plain_csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
def test_csv_as_spreadsheets_save_it(delimiter: str) -> None:
    text = delimiter.join(["Target", "ID", "mine", "State"]) + "\r\n" + delimiter.join(["Ɲin", "s1", "x", "Reviewed"])
    for data in (text.encode("utf-16"), text.encode("utf-8"), text.encode("utf-8-sig")):
        assert csv.FORMAT.recognises(data, "x")
        (back,) = csv.FORMAT.read(data, "x.csv")
        assert (back.id, back.target, back.state.value, back.note) == ("s1", "Ɲin", "reviewed", None)


@pytest.mark.needs_tools
def test_msgfmt_and_msgcat_take_the_po(tmp_path: Path) -> None:
    if not shutil.which("msgcat"):
        pytest.skip("gettext is not installed")
    file = tmp_path / "pont.en.po"
    file.write_bytes(po.FORMAT.write([document(desk.units())]))
    subprocess.run(["msgfmt", "--check", "-o", "/dev/null", file], check=True)
    again = subprocess.run(["msgcat", "--width=40", file], check=True, capture_output=True).stdout
    before, after = (list(po.FORMAT.read(data, "x")) for data in (file.read_bytes(), again))
    assert [replace(one, place="") for one in before] == [replace(one, place="") for one in after]


_TOOLKIT = """
import json, sys
from translate.storage import factory, xliff2
name = sys.argv[1]
store = xliff2.Xliff2File.parsefile(name) if name.endswith(".xliff") else factory.getobject(name)
out = []
for unit in store.units:
    if unit.isheader():
        continue
    out.append([str(unit.source), str(unit.target or ""), unit.getid()])
    if str(unit.source).startswith("Merci"):
        unit.target = "Thanks."
store.save()
print(json.dumps(out))
"""


@pytest.mark.needs_tools
@pytest.mark.parametrize("form", [xliff1.FORMAT, xliff2.FORMAT, po.FORMAT], ids=lambda form: form.name)
def test_translate_toolkit_reads_and_gives_back(form: Format, tmp_path: Path) -> None:
    python = os.environ.get("TRANSLATE_TOOLKIT_PYTHON")
    if not python:
        pytest.skip("no Python with translate-toolkit; name it in TRANSLATE_TOOLKIT_PYTHON")
    file = tmp_path / f"pont.en{form.suffix}"
    file.write_bytes(form.write([document(desk.units())]))
    before = list(form.read(file.read_bytes(), str(file)))
    done = subprocess.run([python, "-c", _TOOLKIT, file], check=True, capture_output=True, text=True, cwd=tmp_path)
    seen = json.loads(done.stdout.strip().splitlines()[-1])
    assert seen[0][0] == "Le pont de Markala"
    assert len(seen) == 6
    after = list(form.read(file.read_bytes(), str(file)))
    assert [one.id for one in after] == [one.id for one in before]
    for old, new in zip(before, after):
        if old.id == "s5":
            assert new.target == "Thanks."
        else:
            assert replace(new, place="") == replace(old, place="")


@pytest.mark.needs_tools
@pytest.mark.parametrize(
    ("form", "schema"), [(xliff1.FORMAT, "xliff-core-1.2-strict.xsd"), (xliff2.FORMAT, "xliff-core-2.0.xsd")],
    ids=["xliff", "xliff2"],
)
@given(draft=drafts())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_valid_by_the_standards_schemas(form: Format, schema: str, draft: Draft) -> None:
    """XLIFF_SCHEMAS: a folder with the schemas; Debian's php-symfony-translation brings them."""
    found = SCHEMAS / schema
    if not found.is_file():
        pytest.skip("no XLIFF schemas; name their folder in XLIFF_SCHEMAS")
    valid = etree.XMLSchema(_schema(found))
    out = [document(desk.units()), Document(Article("T", ()), replace(draft, article="un-article", language="en"))]
    root = etree.fromstring(form.write(out))
    assert valid.validate(root), valid.error_log


def _schema(path: Path) -> etree._Element:
    """The schema, looking for `xml.xsd` beside itself and not on the web."""
    root = etree.fromstring(path.read_bytes())
    for imported in root.iter("{http://www.w3.org/2001/XMLSchema}import"):
        imported.set("schemaLocation", (path.parent / "xml.xsd").resolve().as_uri())
    return root
