"""`tk export` and `tk import` with review tables: what was done in them is in the drafts afterwards."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import desk
import office

from translate.interchange import xlsx
from translate.interchange.exporting import export


def in_word(data: bytes) -> bytes:
    import docx

    book = docx.Document(io.BytesIO(data))
    first, second = book.tables[0].rows[1:3]
    first.cells[2].paragraphs[0].text = "The Markala bridge"
    first.cells[3].text = "reviewed"
    second.cells[2].paragraphs[0].text = "The <1>bridge</1> opens."
    book.add_comment(second.cells[2].paragraphs[0].runs, "or: has opened?", author="Awa", initials="A")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_excel(data: bytes) -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    sheet["C2"], sheet["D2"] = "The Markala bridge", "reviewed"
    sheet["C3"], sheet["E3"] = "The <1>bridge</1> opens.", "vu sur place\nAwa: or: has opened?"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def in_browser(data: bytes) -> bytes:
    page = data.decode()
    for old, new in [
        ("\nThe bridge of Markala</textarea>", "\nThe Markala bridge</textarea>"),
        ('class="reviewed" autocomplete="off"', 'class="reviewed" autocomplete="off" checked=""'),
        ("\nThe &lt;1&gt;bridge&lt;/1&gt; is open.</textarea>", "\nThe &lt;1&gt;bridge&lt;/1&gt; opens.</textarea>"),
        ("\nvu sur place</textarea>", "\nvu sur place\nAwa: or: has opened?</textarea>"),
    ]:
        assert old in page
        page = page.replace(old, new, 1)
    return page.encode()


@pytest.mark.parametrize(("name", "edit"), [("docx", in_word), ("xlsx", in_excel), ("html", in_browser)])
def test_corrections_reach_the_draft(tmp_path: Path, tk, name: str, edit: Callable[[bytes], bytes]) -> None:
    folder = desk.put(tmp_path / "output", "pont", "en", *desk.units())
    before = desk.states(folder)
    result = tk("export", name, tmp_path / "output", "--out", tmp_path / "sent")
    assert result.exit_code == 0, result.stderr
    path = tmp_path / "sent" / f"pont.en.{name}"
    untouched = tk("import", path, "--into", tmp_path / "output")
    assert untouched.exit_code == 0, untouched.stderr
    assert desk.states(folder) == before

    path.write_bytes(edit(path.read_bytes()))
    result = tk("import", path, "--into", tmp_path / "output")
    assert result.exit_code == 0, result.stdout + result.stderr
    assert desk.states(folder) == {
        **before, "s1": ("The Markala bridge", "reviewed"), "s2": ("The <1>bridge</1> opens.", "draft"),
    }
    text = folder.draft("en").read_text("utf-8")
    assert "# Awa: or: has opened?" in text
    assert list((folder.draft("en").parent / "backups").iterdir())
    again = tk("import", path, "--into", tmp_path / "output")
    assert again.exit_code == 0
    assert folder.draft("en").read_text("utf-8") == text


@pytest.mark.parametrize("name", ["docx", "xlsx", "html"])
def test_what_is_no_review_table_is_said_in_one_line(tmp_path: Path, tk, name: str) -> None:
    desk.put(tmp_path / "output", "pont", "en", *desk.units())
    path = tmp_path / f"back.{name}"
    path.write_bytes(office.document().article.title.encode())
    result = tk("import", path, "--into", tmp_path / "output")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_more_lines_than_a_table_takes_make_several_files(tmp_path: Path) -> None:
    for number in range(5):
        desk.put(tmp_path / "output", f"pont-{number}", "en", *desk.units())
    small = replace(xlsx.FORMAT, most_units=2 * len(desk.units()))
    report = export(small, [tmp_path / "output"], tmp_path / "sent")
    assert {path.name: articles for path, (articles, _) in report.files.items()} == {
        "output-1.en.xlsx": 2, "output-2.en.xlsx": 2, "output-3.en.xlsx": 1}
