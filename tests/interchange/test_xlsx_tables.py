"""Review tables in workbooks: text stays text, and what a translator does to it comes back."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "drafts"))
import desk
import office
from strategies import drafts as any_draft

from translate.errors import InterchangeError
from translate.interchange.base import Document
from translate.interchange.xlsx import FORMAT
from translate.units import State


@pytest.fixture(scope="module")
def data() -> bytes:
    return FORMAT.write([office.document()])


def read(data: bytes):
    return list(FORMAT.read(data, "back.xlsx"))


def edited(data: bytes, change: Callable) -> bytes:
    """The workbook as openpyxl saves it after `change(sheet)` of the first sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_everything_comes_back(data: bytes) -> None:
    documents = [office.document(), office.document(desk.units()[:2], language="ru", slug="autre.article")]
    both = FORMAT.write(documents)
    assert FORMAT.write(documents) == both
    assert FORMAT.recognises(both, "x")
    office.assert_whole(read(both), documents)
    assert read(data)[1].place == "sheet pont.en, row 3"


def test_treacherous_texts_come_back() -> None:
    data = FORMAT.write([office.treacherous()])
    office.assert_whole(read(data), [office.treacherous()])
    office.assert_whole(read(edited(data, lambda sheet: None)), [office.treacherous()])
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(max_col=6) for cell in row if cell.value is not None} == {"s"}


@given(draft=any_draft())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_draft_comes_back(draft) -> None:
    document = Document(office.document().article, replace(draft, article="un-article"))
    back = read(FORMAT.write([document]))
    office.assert_whole([replace(one, state=unit.state) for one, unit in zip(back, draft.units)], [document])


def test_the_sheet_is_laid_out_for_a_reviewer(data: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]][:5] == ["Id", "Source (fr)", "Translation (en)", "State", "Comment"]
    assert sheet["C2"].alignment.wrap_text
    assert sheet["C2"].number_format == "@"
    assert sheet.column_dimensions["G"].hidden
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["D2:D7"].formula1 == '"draft,reviewed,final"'
    assert any("A2:A7" in place for place in rules)
    assert not sheet.protection.sheet


def test_names_of_sheets_are_short_allowed_and_different() -> None:
    slugs = ["a-very-long-slug-of-an-article-about-markala-bridge", "a-very-long-slug-of-an-article-about-markala-town",
             "A-VERY-LONG-SLUG-OF-AN-ARTICLE", "it's [odd]:*?/\\", ""]
    documents = [office.document(desk.units()[:1], slug=slug) for slug in slugs]
    data = FORMAT.write(documents)
    names = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert len({name.casefold() for name in names}) == 5
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)
    assert [one.article for one in read(data)] == slugs


def test_edits_come_back(data: bytes) -> None:
    def change(sheet):
        sheet["C2"] = "The Markala bridge"
        sheet["D2"] = "ok"
        sheet["E2"] = "checked\non the map"
        sheet["C6"] = "Thanks."

    back = office.by_id(FORMAT, edited(data, change))
    assert (back["s1"].target, back["s1"].state) == ("The Markala bridge", State.REVIEWED)
    assert back["s1"].note == "checked\non the map"
    assert (back["s5"].target, back["s5"].state) == ("Thanks.", None)
    office.assert_whole([back["s2"], back["s3"]], [office.document(desk.units()[1:3])])


@pytest.mark.parametrize(("typed", "text"), [(5, "5"), (3.5, "3.5"), (0.1, "0.1"), (12345678901, "12345678901"),
                                             (True, "TRUE")])
def test_a_number_typed_into_a_cell_comes_back_as_text(data: bytes, typed, text: str) -> None:
    def change(sheet):
        sheet["C2"].number_format = "General"
        sheet["C2"] = typed

    assert read(edited(data, change))[0].target == text


def test_rows_may_be_sorted_deleted_and_repeated(data: bytes) -> None:
    def change(sheet):
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, 6)
        for row in (values[2], values[0], values[2], [None], values[5]):
            sheet.append(row)

    back = read(edited(data, change))
    assert [one.id for one in back] == ["s3", "s1", "s3", "s6"]
    assert back[0] == replace(back[2], place=back[0].place)


def test_columns_may_be_moved_and_left_out(data: bytes) -> None:
    def change(sheet):
        sheet.delete_cols(4, 3)
        sheet.insert_cols(1)

    back = read(edited(data, change))
    assert (back[0].id, back[0].target, back[0].article) == ("s1", "The bridge of Markala", "pont")
    assert (back[0].state, back[0].note) == (None, None)
    without_keys = read(edited(data, lambda sheet: sheet.delete_cols(7)))
    assert (without_keys[0].language, without_keys[0].article, without_keys[0].base) == ("en", "", None)


def test_comments_on_cells_become_notes(data: bytes) -> None:
    from openpyxl.comments import Comment

    def change(sheet):
        sheet["C3"].comment = Comment("Which bridge?", "Awa Diarra")
        sheet["B3"].comment = Comment("Awa Diarra:\nOdd French", "Awa Diarra")

    assert office.by_id(FORMAT, edited(data, change))["s2"].note == (
        "vu sur place\nAwa Diarra:\nOdd French\nAwa Diarra: Which bridge?"
    )


def put(coordinate: str, value: object, number_format: str = "General") -> Callable:
    def change(sheet):
        sheet[coordinate].number_format = number_format
        sheet[coordinate].value = value

    return change


def merge(sheet) -> None:
    sheet.merge_cells("C3:D4")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("C3", "=1+1"), "row 3: Translation is a formula .without a result.; type the text, with an apostrophe"),
        (put("C3", 45000, "d mmm yyyy"), "row 3: Translation is a number, date or price .45000.; make the cell's"),
        (put("C3", 0.5, "0%"), "row 3: Translation is a number"),
        (merge, "row 3: merged cells; split them"),
        (lambda sheet: sheet.delete_rows(1), "row 1: no review table, its first row must read Id, Source"),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_by_row(data: bytes, change, words: str) -> None:
    with pytest.raises(InterchangeError, match=rf"^back\.xlsx: sheet pont\.en, {words}"):
        read(edited(data, change))


def test_an_error_value_is_refused(data: bytes) -> None:
    def change(sheet):
        sheet["C3"].value = "#NAME?"
        sheet["C3"].data_type = "e"

    with pytest.raises(InterchangeError, match=r"row 3: Translation is a formula \(#NAME\?\)"):
        read(edited(data, change))


def test_a_text_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(InterchangeError, match="pont: segment s1 is longer than an Excel cell holds"):
        FORMAT.write([office.document([desk.unit("s1", "x" * 32_768)])])


@pytest.mark.needs_tools
@office.needs_libreoffice
@pytest.mark.parametrize("way", [("xlsx",), ("ods", "xlsx")], ids="-".join)
def test_calc_saves_it_again_without_loss(tmp_path: Path, way) -> None:
    documents = [office.document(), office.treacherous(), office.document(desk.units()[:2], language="ru")]
    office.assert_whole(read(office.resaved(tmp_path, FORMAT.write(documents), *way)), documents)


EDIT = """
Dim doc As Object

Sub Fill(cell As String, text As String)
  Dim place(0) As New com.sun.star.beans.PropertyValue, words(0) As New com.sun.star.beans.PropertyValue
  place(0).Name = "ToPoint" : place(0).Value = cell
  words(0).Name = "StringName" : words(0).Value = text
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:GoToCell", "", 0, place())
  dispatcher.executeDispatch(doc.CurrentController.Frame, ".uno:EnterString", "", 0, words())
End Sub

Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("%s", "_blank", 0, hidden())
  Fill("C2", "=Bridge")
  Fill("D2", "final")
  Fill("C3", "007")
  Fill("C4", "1/2")
  Fill("C6", "12,50")
  sheet = doc.Sheets.getByIndex(0)
  sheet.Annotations.insertNew(sheet.getCellRangeByName("C5").CellAddress, "Which road?")
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "Calc MS Excel 2007 XML"
  doc.storeToURL("%s", how())
  doc.close(True)
  StarDesktop.terminate()
End Sub
"""


@pytest.mark.needs_tools
@office.needs_libreoffice
def test_edits_made_in_libreoffice_calc_come_back(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "out.xlsx").write_bytes(data)
    saved = tmp_path / "back.xlsx"
    office.run_macro(tmp_path, EDIT % ((tmp_path / "out.xlsx").as_uri(), saved.as_uri()), saved)
    back = office.by_id(FORMAT, saved.read_bytes())
    assert (back["s1"].target, back["s1"].state) == ("=Bridge", State.FINAL)
    assert [back[name].target for name in ("s2", "s3", "s5")] == ["007", "1/2", "12,50"]
    assert "Which road?" in back["s4"].note
    office.assert_whole([back["s6"]], [office.document(desk.units()[5:])])
