# ruff: noqa: E501
"""Files damaged at random and made to harm: always an article or one clear line, in bounded time and memory."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.packs import (
    ATOM,
    BOOK,
    LONG,
    MHTML,
    RSS,
    SECOND,
    WXR,
    XLIFF_12,
    XLIFF_20,
    archive,
    chapter,
    epub,
    odt,
    post,
)
from translate import ingest
from translate.article import Article
from translate.errors import InputError

PAGE = f"<html><body><article><h1>Le puits</h1><p>{LONG}</p></article></body></html>"
ODT = odt(
    f'<text:h text:outline-level="1">Le puits</text:h><text:p>{LONG}<text:note><text:note-body><text:p>Note</text:p>'
    f'</text:note-body></text:note></text:p><text:list text:style-name="L1"><text:list-item><text:p>un</text:p>'
    f"</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>{SECOND}</text:p>"
    "</table:table-cell></table:table-row></table:table>"
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCX = archive({
    "word/document.xml": f'<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Le puits</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{LONG}</w:t></w:r>'
    '<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>un</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>',
    "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>Note</w:t></w:r></w:p></w:footnote></w:footnotes>',
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
    "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
})  # fmt: skip
SEEDS: dict[str, bytes] = {
    "x.docx": DOCX,
    "x.epub": BOOK,
    "x.odt": ODT,
    "x.rss": RSS.format(items=f"<item><title>Un puits</title><description>{LONG}</description></item>" * 2).encode(),
    "x.atom": ATOM.format(items=f"<entry><title>Un</title><content type='html'>&lt;p&gt;{LONG}</content></entry>").encode(),
    "x.xml": WXR.format(items=post("Un puits", f"[caption]<img/>x[/caption]{LONG}[ref]y[/ref]\n\n<h2>a</h2>") * 2).encode(),
    "x.mht": MHTML.replace("{charset}", "utf-8").replace("{encoding}", "8bit").replace("{page}", PAGE).encode(),
    "x.xlf": XLIFF_12.format(
        source="fr", target="en", units=f"<trans-unit id='1'><source>{LONG}<g id='1' ctype='bold'>a</g></source></trans-unit>"
    ).encode(),
    "y.xlf": XLIFF_20.format(units=f"<unit id='1'><segment><source>{LONG}<ph id='1'/></source></segment></unit>").encode(),
    "x.po": f'msgid ""\nmsgstr "Language: en\\n"\n\n#. type: Title #\nmsgid "Le puits"\nmsgstr ""\n\nmsgid "{LONG}"\nmsgstr ""\n'.encode(),
}
SNIPPETS = (b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"\0", b"\xff\xfe", b"&#xD800;", b"&nbsp;", b"\n\n", b"[ref]", b"--",
            b"=?x?=", b"<p>", b"</p>", b'"', b"'", b"xml:base='//['", b"\xed\xa0\x80", b"<?x ?>", b"99999999999", b"%00")  # fmt: skip
fuzzed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def check(data: bytes, name: str) -> None:
    found: list[Article | InputError] = []
    try:
        found.extend(ingest._articles(io.BytesIO(data), name, "fr", ingest.Limits(), lambda _: None))
    except InputError as error:
        found.append(error)
    for one in found:
        if isinstance(one, InputError):
            assert "\n" not in str(one)
        else:
            assert Article.from_json(one.to_json()) == one
            assert all(0 <= s.start <= s.end <= len(b.text) for b in one.blocks for s in b.spans)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """`data` cut, with bits flipped, pieces repeated, and what parsers trip over put in."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        how = draw(st.sampled_from(["cut", "flip", "insert", "repeat", "drop"]))
        if how == "cut":
            data = data[:at]
        elif how == "flip" and data:
            data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
        elif how == "insert":
            data = data[:at] + draw(st.sampled_from(SNIPPETS)) + data[at:]
        elif how == "repeat":
            data = data[:at] + data[at : at + 40] * draw(st.integers(2, 5)) + data[at:]
        else:
            data = data[:at] + data[at + draw(st.integers(1, 30)) :]
    return data


@pytest.mark.parametrize("name", sorted(SEEDS))
@fuzzed
@given(st.data())
def test_damaged_files(name: str, data: st.DataObject) -> None:
    check(data.draw(damaged(SEEDS[name])), name)


@pytest.mark.parametrize("name", ["x.docx", "x.epub", "x.odt"])
@fuzzed
@given(st.data())
def test_damaged_parts_in_sound_archives(name: str, data: st.DataObject) -> None:
    source = zipfile.ZipFile(io.BytesIO(SEEDS[name]))
    parts: dict[str, str | bytes] = {part: source.read(part) for part in source.namelist()}
    part = data.draw(st.sampled_from(sorted(set(parts) - {"mimetype"})))
    content = parts[part]
    parts[part] = data.draw(damaged(content if isinstance(content, bytes) else content.encode()))
    check(archive(parts), name)


# What costs most, each in a process of its own, whose time and memory are counted.

NOISE = random.Random(5).randbytes(700_000)
"""Keeps the ratio of an archive low, as pictures do."""
LAUGHS = "<!DOCTYPE rss [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10)) + "]>"
WORST: dict[str, tuple[Callable[[], bytes], str]] = {
    "attributes.rss": (lambda: RSS.format(items="<item " + " ".join(f"a{n:x}=''" for n in range(900_000)) + "/>").encode(), "without text"),
    "elements.rss": (lambda: RSS.format(items="<item>" + "<a b=''/>" * 1_500_000 + "</item>").encode(), "more elements"),
    "nothing.rss": (lambda: RSS.format(items="<a/>" * 4_000_000).encode(), "a long way without an article"),
    "deep.rss": (lambda: RSS.format(items="<item>" + "<a>" * 500_000).encode(), "nested too deeply"),
    "word.rss": (lambda: RSS.format(items=f"<item><title>x</title><description>{'mot ' * 2_400_000}</description></item>").encode(), "characters"),
    "laughs.rss": (lambda: (LAUGHS + RSS.format(items="<item><title>&a9;</title></item>")).encode(), "entities"),
    "shortcodes.xml": (lambda: WXR.format(items=post("x", "[ref]a" * 1_500_000)).encode(), "shortcodes"),
    "pre.xml": (lambda: WXR.format(items=post("x", "<pre>" * 1_500_000)).encode(), "elements"),
    "comments.xml": (lambda: WXR.format(items=post("x", f"<p>{LONG}</p>" + "<!--" * 2_000_000)).encode(), "elements"),
    "elements.epub": (lambda: epub({"a.xhtml": chapter("x", "<p/>" * 3_000_000)}, {}, more={"r.bin": NOISE}), "elements"),
    "word.epub": (lambda: epub({"a.xhtml": chapter("x", f"<p>{'mot ' * 12_000_000}</p>")}, {}, more={"r.bin": NOISE}), "10 MB"),
    "bomb.epub": (lambda: epub({"a.xhtml": chapter("x", " " * 90_000_000)}, {}), "zip bomb"),
    "paragraphs.odt": (lambda: odt("<text:p>un mot</text:p>" * 500_000, more={"r.bin": NOISE}), "paragraphs"),
    "spaces.odt": (lambda: odt("<text:p>a" + '<text:s text:c="9999"/>' * 300_000 + "</text:p>", more={"r.bin": NOISE}), "characters"),
    "units.xlf": (lambda: XLIFF_12.format(source="fr", target="en", units="<trans-unit><source>un</source></trans-unit>" * 300_000).encode(), "paragraphs"),
    "lines.po": (lambda: b'msgid "x"\nmsgstr ""\n\n' + b'msgid ""\n' + b'"un mot "\n' * 1_500_000 + b'msgstr ""\n', "lines|characters"),
    "parts.mht": (lambda: MHTML.replace("{page}", "<p>x</p>").encode() + b"\n------Part----x----" * 900_000, ""),
    "page.html": (lambda: b"<html><body>" + b"<p>a" * 99_000, "paragraphs"),
}  # fmt: skip
# ru_maxrss would begin with what the process that starts this one holds.
MEASURED = """
import json, sys, time
from translate import ingest
found = [str(one) if isinstance(one, Exception) else one.title for one in ingest.read_all(sys.argv[1])]
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([found, time.process_time(), int(peak.split()[1]) / 1000]))
"""


def measured(path: Path) -> tuple[list[str], float, float]:
    """What reading a file gives, and the seconds of processor time and megabytes of memory that it took."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    assert run.returncode == 0, run.stderr
    found, seconds, megabytes = json.loads(run.stdout)
    return found, seconds, megabytes


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
@pytest.mark.parametrize("name", sorted(WORST))
def test_what_costs_most_is_refused_in_time(name: str, tmp_path: Path) -> None:
    make, words = WORST[name]
    path = tmp_path / name
    path.write_bytes(make())
    found, seconds, megabytes = measured(path)
    assert len(found) == 1
    assert any(word in found[0] for word in words.split("|")), found
    assert "\n" not in found[0]
    assert seconds < 10
    assert megabytes < 500


@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in other units elsewhere")
def test_a_large_export_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    comment = f"<wp:comment><wp:comment_content>{LONG * 40}</wp:comment_content></wp:comment>"
    used = []
    for count in (20, 6_000):
        path = tmp_path / f"{count}.xml"
        with path.open("w", encoding="utf-8") as file:
            start, end = WXR.split("{items}")
            file.write(start + post("Un puits", f"<p>{LONG}</p>", slug="puits"))
            file.writelines(post("Brouillon", LONG, status="draft", more=comment) for _ in range(count))
            file.write(end)
        found, _, megabytes = measured(path)
        assert found == ["Un puits"]
        used.append(megabytes)
    assert path.stat().st_size > 50_000_000
    assert used[1] < used[0] + 20
