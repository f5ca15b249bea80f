"""Review tables in Word documents: what a translator does to them comes back."""

from __future__ import annotations

import io
import sys
from copy import deepcopy
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
from translate.interchange.docx import FORMAT
from translate.units import State

W = f"{{{office.W}}}"
AUTHOR = 'w:id="9" w:author="Awa" w:date="2026-03-02T10:00:00Z"'


@pytest.fixture(scope="module")
def data() -> bytes:
    return FORMAT.write([office.document()])


def read(data: bytes):
    return list(FORMAT.read(data, "back.docx"))


def rows(root) -> list:
    return list(root.iter(f"{W}tr"))


def cell(root, row: int, column: int):
    """row: 1 is the first unit."""
    return rows(root)[row].findall(f"{W}tc")[column]


def fill(data: bytes, row: int, column: int, paragraphs: str) -> bytes:
    """The file with other paragraphs (WordprocessingML) in one cell."""
    from lxml import etree

    def change(root):
        place = cell(root, row, column)
        for paragraph in place.findall(f"{W}p"):
            place.remove(paragraph)
        place.extend(etree.fromstring(f'<w:tc xmlns:w="{office.W}">{paragraphs}</w:tc>'))

    return office.with_part(data, "word/document.xml", change)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_everything_comes_back(data: bytes) -> None:
    documents = [office.document(), office.document(desk.units()[:2], language="ru", slug="autre.article")]
    both = FORMAT.write(documents)
    assert FORMAT.write(documents) == both
    assert FORMAT.recognises(both, "x")
    office.assert_whole(read(both), documents)
    assert read(data)[1].place == "table 1, row 3"


def test_treacherous_texts_come_back() -> None:
    office.assert_whole(read(FORMAT.write([office.treacherous()])), [office.treacherous()])


@given(draft=any_draft())
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_draft_comes_back(draft) -> None:
    document = Document(office.document().article, replace(draft, article="un-article"))
    back = read(FORMAT.write([document]))
    office.assert_whole([replace(one, state=unit.state) for one, unit in zip(back, draft.units)], [document])


def test_the_table_is_laid_out_for_a_reviewer(data: bytes) -> None:
    import docx

    book = docx.Document(io.BytesIO(data))
    assert book.sections[0].page_width > book.sections[0].page_height
    heading = next(one for one in book.paragraphs if one.style.name == "Heading 1")
    assert heading.text == "Le pont <de> Markala & Cie"
    table = book.tables[0]
    assert [one.text for one in table.rows[0].cells] == [
        "Id", "Source (fr)", "Translation (en)", "State", "Comment", "Hints"
    ]
    assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
    languages = [
        [lang.get(f"{W}val") for lang in one._tc.iter(f"{W}lang")] for one in table.rows[1].cells[1:3]
    ]
    assert languages == [["fr-FR"], ["en-US"]]
    choices = [item.get(f"{W}value") for item in table.rows[1]._tr.iter(f"{W}listItem")]
    assert choices == ["draft", "reviewed", "final"]
    hints = table.rows[2].cells[5].text
    assert "To be looked at <here>." in hints
    assert "<1> link https://example.org/pont?a=1&b=2" in hints


def test_edits_made_with_python_docx_come_back(data: bytes) -> None:
    import docx

    book = docx.Document(io.BytesIO(data))
    row = book.tables[0].rows[1]
    row.cells[2].paragraphs[0].text = "The Markala bridge"
    row.cells[3].text = "OK"
    row.cells[4].text = "checked\non the map"
    out = io.BytesIO()
    book.save(out)
    back = office.by_id(FORMAT, out.getvalue())
    assert (back["s1"].target, back["s1"].state) == ("The Markala bridge", State.REVIEWED)
    assert back["s1"].note == "checked\non the map"
    office.assert_whole(read(out.getvalue())[1:], [office.document(desk.units()[1:])])


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("ok", State.REVIEWED), ("Reviewed.", State.REVIEWED), ("✓", State.REVIEWED), ("да", State.REVIEWED),
        ("FINAL", State.FINAL), ("draft", State.DRAFT), ("", None),
    ],
)
def test_states_in_words(data: bytes, typed: str, state: State | None) -> None:
    back = read(fill(data, 1, 3, f"<w:p>{run(typed)}</w:p>"))[0]
    assert back.state is state
    assert back.note == ""


def test_a_state_nobody_knows_is_kept_as_a_remark(data: bytes) -> None:
    back = read(fill(data, 2, 3, f"<w:p>{run('ask Awa')}</w:p>"))[1]
    assert back.state is None
    assert back.note == "vu sur place\nstate: ask Awa"


def test_a_first_translation_typed_into_an_empty_cell_is_no_longer_new(data: bytes) -> None:
    back = read(fill(data, 5, 2, f"<w:p>{run('Thank you.')}</w:p>"))[4]
    assert (back.target, back.state) == ("Thank you.", None)


def test_tracked_changes_are_accepted(data: bytes) -> None:
    paragraph = (
        f"<w:p>{run('The ')}<w:del {AUTHOR}><w:r><w:delText>old </w:delText></w:r></w:del>"
        f"<w:ins {AUTHOR}>{run('long ')}</w:ins>"
        f"<w:moveFrom {AUTHOR}>{run('moved ')}</w:moveFrom>{run('bridge ')}"
        f"<w:moveTo {AUTHOR}>{run('moved ')}</w:moveTo>"
        f"<w:r><w:rPr><w:b/><w:rPrChange {AUTHOR}><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
        "<w:t>is open</w:t></w:r></w:p>"
    )
    assert read(fill(data, 1, 2, paragraph))[0].target == "The long bridge moved is open"


def test_a_deleted_paragraph_mark_joins_two_paragraphs(data: bytes) -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del {AUTHOR}/></w:rPr></w:pPr>{run('The bri')}</w:p>"
    assert read(fill(data, 1, 2, f"{first}<w:p>{run('dge')}</w:p>"))[0].target == "The bridge"
    gone = f"<w:p><w:pPr><w:rPr><w:del {AUTHOR}/></w:rPr></w:pPr><w:del {AUTHOR}>{run('all')}</w:del></w:p>"
    assert read(fill(data, 1, 2, f"{gone}<w:p>{run('New')}</w:p>"))[0].target == "New"


def test_several_paragraphs_in_a_cell(data: bytes) -> None:
    paragraphs = f"<w:p>{run('One.')}</w:p><w:p/><w:p>{run('Two.')}</w:p><w:p/>"
    assert read(fill(data, 1, 2, paragraphs))[0].target == "One. Two."
    lines = FORMAT.write([office.document([desk.unit("s1", "Un.\nDeux.", "x")])])
    assert read(fill(lines, 1, 2, paragraphs))[0].target == "One.\nTwo."


def test_what_word_makes_of_typed_text(data: bytes) -> None:
    paragraph = (
        f'<w:p><w:proofErr w:type="spellStart"/>{run("see ")}'
        f'<w:hyperlink w:anchor="x">{run("example.org")}</w:hyperlink>'
        "<w:r><w:noBreakHyphen/><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>"
        f"<w:smartTag>{run(' Ségou')}</w:smartTag><w:sdt><w:sdtContent>{run('!')}</w:sdtContent></w:sdt>"
        '<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:bookmarkStart w:id="1" w:name="_GoBack"/></w:p>'
    )
    assert read(fill(data, 1, 2, paragraph))[0].target == "see example.org\u2011\ta\nb Ségou!"


def test_comments_become_notes(data: bytes) -> None:
    import docx

    book = docx.Document(io.BytesIO(data))
    cells = book.tables[0].rows[2].cells
    book.add_comment(cells[2].paragraphs[0].runs, "Which bridge?\nThe old one.", author="Awa Diarra", initials="AD")
    book.add_comment(cells[1].paragraphs[0].runs[0], "Odd French", author="", initials="")
    heading = next(one for one in book.paragraphs if one.style.name == "Heading 1")
    book.add_comment(heading.runs, "Good title", author="Awa Diarra", initials="AD")
    out = io.BytesIO()
    book.save(out)
    back = office.by_id(FORMAT, out.getvalue())
    assert back["s2"].note == "vu sur place\nOdd French\nAwa Diarra: Which bridge?\nThe old one."
    assert back["s1"].note == "Awa Diarra: Good title"
    assert back["s2"].target == "The <1>bridge</1> is open."


def test_rows_may_be_moved_deleted_and_repeated(data: bytes) -> None:
    def change(root):
        first, second, third = rows(root)[1:4]
        third.addnext(first)
        third.addnext(deepcopy(third))
        second.getparent().remove(second)

    back = read(office.with_part(data, "word/document.xml", change))
    assert [one.id for one in back] == ["s3", "s3", "s1", "s4", "s5", "s6"]
    assert back[0] == replace(back[1], place=back[0].place)


def test_a_row_deleted_under_change_tracking_does_not_come_back(data: bytes) -> None:
    from lxml import etree

    def change(root):
        etree.SubElement(rows(root)[1].find(f"{W}trPr"), f"{W}del")

    assert [one.id for one in read(office.with_part(data, "word/document.xml", change))][:1] == ["s2"]


def test_a_row_keeps_its_article_in_another_table() -> None:
    data = FORMAT.write([office.document(), office.document(desk.units()[:1], language="ru", slug="autre")])

    def change(root):
        rows(root)[1].addprevious(rows(root)[-1])

    first = read(office.with_part(data, "word/document.xml", change))[0]
    assert (first.article, first.language) == ("autre", "ru")


def test_columns_may_be_moved_and_left_out(data: bytes) -> None:
    def change(root):
        for row in rows(root):
            cells = row.findall(f"{W}tc")
            cells[0].addprevious(cells[2])
            for place in (3, 4, 5):
                row.remove(cells[place])

    back = read(office.with_part(data, "word/document.xml", change))
    assert (back[0].id, back[0].target) == ("s1", "The bridge of Markala")
    assert (back[0].state, back[0].note) == (None, None)


def merge_across(root):
    cells = rows(root)[2].findall(f"{W}tc")
    rows(root)[2].remove(cells[3])


def merge_down(root):
    from lxml import etree

    etree.SubElement(cell(root, 2, 2).find(f"{W}tcPr"), f"{W}vMerge")


@pytest.mark.parametrize("change", [merge_across, merge_down])
def test_merged_cells_are_refused_by_row(data: bytes, change) -> None:
    with pytest.raises(InterchangeError, match=r"^back\.docx: table 1, row 3: merged or missing cells; split them"):
        read(office.with_part(data, "word/document.xml", change))


def test_a_table_without_its_header_is_refused(data: bytes) -> None:
    with pytest.raises(InterchangeError, match="table 1, row 1: no review table, its first row must read Id, Source"):
        read(office.with_part(data, "word/document.xml", lambda root: rows(root)[0].getparent().remove(rows(root)[0])))


def test_a_document_without_a_table_is_refused() -> None:
    import docx

    out = io.BytesIO()
    docx.Document().save(out)
    with pytest.raises(InterchangeError, match="holds no review table; give the file that tk export docx made"):
        read(out.getvalue())


@pytest.mark.needs_tools
@office.needs_libreoffice
@pytest.mark.parametrize("way", [("docx",), ("odt", "docx")], ids="-".join)
def test_libreoffice_saves_it_again_without_loss(tmp_path: Path, way) -> None:
    documents = [office.document(), office.document(desk.units()[:2], language="ru", slug="autre.article")]
    office.assert_whole(read(office.resaved(tmp_path, FORMAT.write(documents), *way)), documents)


EDIT = """
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  doc = StarDesktop.loadComponentFromURL("%s", "_blank", 0, hidden())
  doc.RecordChanges = True
  table = doc.TextTables.getByIndex(0)
  cell = table.getCellByName("C2")
  cursor = cell.createTextCursor()
  cursor.gotoStart(False) : cursor.goRight(4, True) : cursor.String = "That long "
  cursor.gotoEnd(False) : cell.insertString(cursor, "!", False)
  cell = table.getCellByName("D2")
  cursor = cell.createTextCursor() : cursor.gotoEnd(True) : cursor.String = "reviewed"
  cell = table.getCellByName("C3")
  cursor = cell.createTextCursor() : cursor.gotoEnd(False)
  remark = doc.createInstance("com.sun.star.text.textfield.Annotation")
  remark.Author = "Awa" : remark.Content = "Which one?"
  cell.insertTextContent(cursor, remark, False)
  cell = table.getCellByName("C6")
  cell.insertString(cell.createTextCursor(), "Thanks.", False)
  table.Rows.removeByIndex(3, 1)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = "MS Word 2007 XML"
  doc.storeToURL("%s", how())
  doc.close(True)
  StarDesktop.terminate()
End Sub
"""


@pytest.mark.needs_tools
@office.needs_libreoffice
def test_tracked_changes_made_in_libreoffice_writer_come_back(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "out.docx").write_bytes(data)
    saved = tmp_path / "back.docx"
    office.run_macro(tmp_path, EDIT % ((tmp_path / "out.docx").as_uri(), saved.as_uri()), saved)
    assert b"<w:del " in office.part(saved.read_bytes(), "word/document.xml")
    back = office.by_id(FORMAT, saved.read_bytes())
    assert back["s1"].target == "That long bridge of Markala!"
    assert back["s1"].state is State.REVIEWED
    assert back["s2"].note == "vu sur place\nAwa: Which one?"
    assert (back["s5"].target, back["s5"].state) == ("Thanks.", None)
    assert "s3" not in back
    office.assert_whole([back["s4"], back["s6"]], [office.document([desk.units()[3], desk.units()[5]])])
