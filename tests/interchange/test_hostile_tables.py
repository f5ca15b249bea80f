"""Review tables that are damaged or made to harm: one line says so, soon, in bounded memory."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import time  # of this process, for the machine may have other work to do
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import desk
import office

from translate.errors import InterchangeError
from translate.interchange import docx, html, xlsx

FORMATS = [docx.FORMAT, xlsx.FORMAT, html.FORMAT]
MAIN = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
named = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
archives = pytest.mark.parametrize("form", FORMATS[:2], ids=lambda form: form.name)
W = f'xmlns:w="{office.W}"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def outcome(form, data: bytes) -> str:
    """The message of the refusal, "" when the file was read; any other error is a failure."""
    started = time.process_time()
    try:
        list(form.read(data, "back" + form.suffix))
        message = ""
    except InterchangeError as error:
        message = str(error)
        assert message.startswith("back" + form.suffix)
        assert "\n" not in message
    assert time.process_time() - started < 10
    return message


def with_file(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one file replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
        new.writestr(name, content)
    return out.getvalue()


def rezipped(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with the bytes of its XML parts changed, its checksums right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.endswith((".xml", ".rels")) else content)
    return out.getvalue()


@named
def test_truncated(form) -> None:
    data = form.write([office.document()])
    for length in (0, 1, 4, 30, len(data) // 3, len(data) // 2, len(data) - 30):
        message = outcome(form, data[:length])
        assert message or form.name == "html"


@named
def test_flipped_bits(form) -> None:
    data = form.write([office.document()])
    dice = random.Random(5)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        outcome(form, bytes(broken))


@archives
def test_flipped_bits_inside_the_archive(form) -> None:
    data = form.write([office.document()])
    dice = random.Random(7)

    def flip(content: bytes) -> bytes:
        broken = bytearray(content)
        for _ in range(dice.randint(0, 2)):
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(7)
        return bytes(broken)

    for _ in range(150):
        outcome(form, rezipped(data, flip))


@archives
def test_parts_exchanged_and_missing(form) -> None:
    data = form.write([office.document()])
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    for name in names:
        for content in (b"", b"<x/>", office.part(data, names[0])):
            outcome(form, with_file(data, name, content))


@archives
def test_entities_and_bombs(form) -> None:
    data = form.write([office.document()])
    main = MAIN[form.name]
    stolen = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + office.part(data, main).partition(b"?>")[2]
    assert "declares XML entities; refused" in outcome(form, with_file(data, main, stolen))
    assert "zip bomb" in outcome(form, with_file(data, main, b" " * 90_000_000))
    assert "points out of the archive" in outcome(form, with_file(data, "../../x", b"x"))
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as out:
        for number in range(5_001):
            out.writestr(f"{number}", b"")
    assert "files inside" in outcome(form, many.getvalue())


@archives
def test_other_files_with_the_right_ending(form) -> None:
    assert "damaged" in outcome(form, b"Bonjour, ceci n'est pas une archive.")
    other = FORMATS[1 - FORMATS.index(form)].write([office.document()])
    assert "; save the review table as " + form.suffix in outcome(form, other)


def deep(tag: str, depth: int) -> str:
    return f"<{tag}>" * depth + f"</{tag}>" * depth


# What each would be in memory or in time if nothing were bounded: gigabytes, or minutes.
def hostile() -> dict[str, tuple[str, Callable[[], bytes]]]:
    word, excel, page = (form.write([office.document()]) for form in FORMATS)

    def document(body: str) -> bytes:
        return with_file(word, MAIN["docx"], f"<w:document {W}><w:body>{body}</w:body></w:document>".encode())

    def sheet(rows: str, more: str = "") -> bytes:
        content = f"<worksheet {S}><sheetData>{rows}</sheetData>{more}</worksheet>"
        return with_file(excel, MAIN["xlsx"], content.encode())

    def noise(size: int) -> str:  # so that the archive is no bomb by its ratio
        return random.Random(1).randbytes(size).hex()

    head = "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:tc>" for name in
                              ("Id", "Source", "Translation")) + "</w:tr>"
    first = '<row r="1">' + "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in
                                    ("Id", "Source", "Translation")) + "</row>"
    pad = f"<w:x>{noise(400_000)}</w:x>"
    spare = f"<x>{noise(400_000)}</x>"
    return {
        "docx-elements": ("docx", lambda: document("<a/>" * 10_000_000 + pad)),
        "docx-attributes": ("docx", lambda: document("<a b=''/>" * 5_000_000 + pad)),
        "docx-rows": ("docx", lambda: document(f"<w:tbl>{head}{'<w:tr/>' * 1_000_000}</w:tbl>{pad}")),
        "docx-cells": ("docx", lambda: document(f"<w:tbl>{head}<w:tr>{'<w:tc/>' * 1_000_000}</w:tr></w:tbl>{pad}")),
        "docx-paragraphs": ("docx", lambda: document(
            f"<w:tbl>{head}<w:tr><w:tc/><w:tc/><w:tc>{'<w:p/>' * 1_000_000}</w:tc></w:tr></w:tbl>{pad}")),
        "docx-deep": ("docx", lambda: document(deep("w:tbl", 100_000) + pad)),
        "docx-wrapped": ("docx", lambda: document(
            f"<w:tbl>{head}<w:tr><w:tc/><w:tc/><w:tc>" + "<w:sdt>" * 200
            + "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 300_000 + "</w:sdt>" * 200 + f"</w:tc></w:tr></w:tbl>{pad}")),
        "docx-at-signs": ("docx", lambda: document(
            f"<w:tbl>{head}<w:tr><w:tc><w:p><w:r><w:t>{'@a.' * 2_000_000}</w:t></w:r></w:p></w:tc><w:tc/><w:tc/></w:tr>"
            f"</w:tbl>{pad}")),
        "xlsx-cells": ("xlsx", lambda: sheet(first + "<row>" + "<c/>" * 1_000_000 + "</row>" + spare)),
        "xlsx-rows": ("xlsx", lambda: sheet(first + "<row/>" * 1_000_000 + spare)),
        "xlsx-merged": ("xlsx", lambda: sheet(
            first + '<row><c t="str"><v>x</v></c></row>' * 100_000 + spare,
            "<mergeCells>" + '<mergeCell ref="A900000:B1000000"/>' * 200_000 + "</mergeCells>")),
        "xlsx-far": ("xlsx", lambda: sheet(first + '<row r="9999999"><c r="XFD9999999" t="str"><v>x</v></c></row>')),
        "xlsx-long": ("xlsx", lambda: with_file(
            excel, "xl/sharedStrings.xml", f"<sst {S}><si><t>{noise(2_000_000)}</t></si></sst>".encode())),
        "html-elements": ("html", lambda: page + b"<b>" * 6_000_000),
        "html-attributes": ("html", lambda: page + b"<p a=b c=d>" * 1_500_000),
        "html-deep": ("html", lambda: page.replace(b"<main>", b"<main>" + b"<div>" * 100_000)),
        "html-huge": ("html", lambda: page + b" " * 21_000_000),
        "html-rows": ("html", lambda: page.replace(b"<tbody>", b"<tbody>" + b"<tr data-key=''>" * 300_000)),
    }


# ru_maxrss would begin with what the process that starts this one holds.
PROGRAM = """
import sys, time
from pathlib import Path
from translate.errors import InterchangeError
from translate.interchange import {name}
data = Path(sys.argv[1]).read_bytes()
started = time.process_time()
try:
    print("read", len(list({name}.FORMAT.read(data, "back{suffix}"))))
except InterchangeError as error:
    print(error)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.process_time() - started, int(peak.split()[1]) / 1000)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told otherwise elsewhere")
@pytest.mark.parametrize("case", list(hostile()))
def test_time_and_memory_are_bounded(tmp_path: Path, case: str) -> None:
    name, make = hostile()[case]
    form = FORMATS[[one.name for one in FORMATS].index(name)]
    path = tmp_path / "hostile"
    path.write_bytes(make())
    program = PROGRAM.format(name=name, suffix=form.suffix)
    done = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    said, _, figures = done.stdout.rstrip("\n").rpartition("\n")
    seconds, megabytes = map(float, figures.split())
    assert said
    assert "\n" not in said
    assert seconds < 10
    assert megabytes < 500


@named
def test_a_table_never_goes_out_larger_than_it_may_come_back(form) -> None:
    most = {"docx": 5_000, "xlsx": 8_000, "html": 8_000}[form.name]
    units = [desk.unit(f"s{number}", f"Le pont n° {number}", "x") for number in range(most + 1)]
    assert len(list(form.read(form.write([office.document(units[:most])]), "back"))) == most
    with pytest.raises(InterchangeError, match=f"{most + 1} lines, a review table takes {most}; export fewer"):
        form.write([office.document(units)])
