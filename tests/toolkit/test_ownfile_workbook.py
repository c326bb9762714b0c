import io
import re
import zipfile

import pytest
from ole_files import container, old_workbook
from own_files import changed, keys, table_of, text_file, workbook_file

from kamlab.data.ownfile import read_sheets, sheet_xml
from kamlab.data.ownfile.compound import streams
from kamlab.errors import BadInput, DamagedFile
from kamlab.language import speaking

ROWS = [["客户号", "余额"], ["K01", 1.0], ["K02", 2.0]]
SHEET = "xl/worksheets/sheet1.xml"


def test_cells_come_from_the_top_left_on(tmp_path):
    """Rows and columns before the first filled cell are there, so that rows are numbered as Excel shows them."""
    path = workbook_file(tmp_path, [[], [], ["", "客户号", "余额"], ["", "K01", 5]])
    assert read_sheets(path).sheets[0].cells == [
        ["", "", ""],
        ["", "", ""],
        ["", "客户号", "余额"],
        ["", "K01", 5.0],
    ]


def test_hidden_sheets_are_passed_over_and_said(tmp_path):
    """The largest visible sheet is read; hidden and smaller ones are named."""
    more = {"说明": [["本表说明"]], "旧": [*ROWS, ["K03", 3.0]]}
    path = workbook_file(
        tmp_path, ROWS, more=more, touch=lambda book, _: book.get_worksheet_by_name("旧").hide()
    )
    table = table_of(path)
    assert (table.sheet, len(table.frame)) == ("S", 2)
    assert keys(table.notes) == ["hidden_sheets", "other_sheets"]
    with speaking("zh"):
        assert str(table.notes[0]) == "隐藏的工作表没有读：旧。要用的话，请在 Excel 里取消隐藏。"


def test_a_hidden_sheet_is_used_where_no_other_holds_anything(tmp_path):
    """A list that is only on a very hidden sheet is found, and that is said."""
    path = workbook_file(
        tmp_path,
        [],
        more={"明细": ROWS},
        touch=lambda book, _: book.get_worksheet_by_name("明细").very_hidden(),
    )
    table = table_of(path)
    assert (table.sheet, keys(table.notes)) == ("明细", ["hidden_sheet_used"])


def test_a_sheet_with_a_remark_alone_does_not_hide_the_hidden_list(tmp_path):
    """One cell such as "see the next page" is no list: the hidden one is read, and that is said."""
    path = workbook_file(
        tmp_path,
        [["请看下页"]],
        more={"明细": ROWS},
        touch=lambda book, _: book.get_worksheet_by_name("明细").hide(),
    )
    table = table_of(path)
    assert (table.sheet, keys(table.notes)) == ("明细", ["hidden_sheet_used"])


def test_a_sheet_may_be_asked_for(tmp_path):
    """A sheet by name is read, hidden or not; an unknown name is refused with the nearest."""
    path = workbook_file(tmp_path, ROWS, more={"二月": [*ROWS, ["K03", 3.0]]})
    assert len(table_of(path, "二月").frame) == 3
    with pytest.raises(BadInput) as refusal:
        table_of(path, "二月份")
    assert (refusal.value.key, refusal.value.values["near"]) == ("ownfile.no_sheet", "二月")


def test_formulas_come_as_their_results(tmp_path):
    """A saved result is the cell; an empty text is a result too."""

    def touch(_, sheet):
        sheet.write_formula("B2", "=1+1", None, 2)
        sheet.write_formula("C2", '=""', None, "")

    sheet = read_sheets(workbook_file(tmp_path, ROWS, touch=touch))
    assert sheet.sheets[0].cells[1][:2] == ["K01", 2.0]


def test_a_formula_without_a_saved_result_is_named(tmp_path):
    """It stands in the cells as its own text, and its row is said."""
    path = workbook_file(tmp_path, ROWS, touch=lambda _, sheet: sheet.write_formula("B2", "=B3*2", None, 9))
    path = changed(path, SHEET, lambda data: data.replace(b"<v>9</v>", b"<v></v>"))
    source = read_sheets(path)
    assert source.sheets[0].cells[1][1] == "=B3*2"
    assert keys(source.notes) == ["unsaved_formulas"]
    with speaking("en"):
        assert "sheet 'S', row 2" in str(source.notes[0])


def test_cells_in_error_are_named(tmp_path):
    """An error stands in the cells by its name, and each place is said."""

    def touch(_, sheet):
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C9", "=NA()", None, "#N/A")

    source = read_sheets(workbook_file(tmp_path, ROWS, touch=touch))
    assert (source.sheets[0].cells[1][1], source.sheets[0].cells[8][2]) == ("#DIV/0!", "#N/A")
    with speaking("en"):
        assert "B2, C9 (#DIV/0!, #N/A)" in str(source.notes[0])


def test_errors_of_an_old_workbook_are_named(tmp_path):
    """An .xls file tells its errors too."""
    path = text_file(tmp_path, old_workbook([["id", "x"], ["a", 5.0]], errors={(1, 1): 0x2A}), name="a.xls")
    assert read_sheets(path).sheets[0].cells[1] == ["a", "#N/A"]


def test_a_prefix_in_the_file_changes_nothing(tmp_path):
    """Programs that write <x:row> are read alike."""
    path = workbook_file(
        tmp_path, ROWS, touch=lambda _, sheet: sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
    )

    def prefixed(data):
        data = re.sub(rb"<(/?)(?=\w)(?!\?)", rb"<\1x:", data)
        return data.replace(b" xmlns=", b" xmlns:x=").replace(b"<x:?xml", b"<?xml")

    assert read_sheets(changed(path, SHEET, prefixed)).sheets[0].cells[1][1] == "#DIV/0!"


def test_a_stray_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path):
    """A sheet that stretches over more cells than can be held is named with its last row and column."""
    path = workbook_file(tmp_path, ROWS, touch=lambda _, sheet: sheet.write(1048575, 16383, " x"))
    with pytest.raises(BadInput) as refusal:
        read_sheets(path)
    assert refusal.value.key == "ownfile.stray_cell"
    assert refusal.value.values == {"sheet": "S", "row": 1048576, "column": "XFD"}


def test_a_far_row_alone_is_read(tmp_path):
    """The last row of a sheet may be used: a list can have a million rows."""
    path = workbook_file(tmp_path, ROWS, touch=lambda _, sheet: sheet.write_row(1048575, 0, ["K99", 9]))
    assert table_of(path).frame.index.tolist() == [2, 3, 1048576]


def test_what_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    """A small file that unpacks to a large one is not opened, also when it says that it is small."""
    bomb = changed(workbook_file(tmp_path, ROWS), SHEET, lambda data: data + b" " * (1 << 21))
    monkeypatch.setattr(sheet_xml, "UNPACKED_BYTES", 1 << 20)
    assert bomb.stat().st_size < 1 << 14
    with pytest.raises(BadInput, match="1 MB"):
        read_sheets(bomb)
    with zipfile.ZipFile(bomb) as archive:
        size = archive.getinfo(SHEET).file_size
    forged = bomb.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(DamagedFile):
        read_sheets(text_file(tmp_path, forged, name="forged.xlsx"))


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_damaged_workbook_is_refused(tmp_path, member):
    """A part that is cut off is told in one sentence."""
    path = changed(workbook_file(tmp_path, ROWS), member, lambda data: data[: len(data) // 2])
    with pytest.raises(DamagedFile) as refusal:
        read_sheets(path)
    assert refusal.value.key == "ownfile.damaged_workbook"


@pytest.mark.parametrize("member", ["xl/workbook.bin", "content.xml"])
def test_another_kind_of_workbook_is_refused(tmp_path, member):
    """A binary workbook and an OpenDocument one are asked for as .xlsx."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(member, b"")
    with pytest.raises(BadInput) as refusal:
        read_sheets(text_file(tmp_path, packed.getvalue(), name="list.xlsx"))
    assert refusal.value.key == "ownfile.other_workbook"


def test_a_number_too_large_for_its_date_format_is_told(tmp_path):
    """A long number in a column of durations is no damaged file: the sentence says what to change."""

    def touch(book, sheet):
        sheet.write(1, 1, 6.2e18, book.add_format({"num_format": "[h]:mm"}))

    with pytest.raises(DamagedFile) as refusal:
        read_sheets(workbook_file(tmp_path, ROWS, touch=touch))
    assert refusal.value.key == "ownfile.number_as_date"


def test_small_streams_of_a_container_are_read():
    """A stream comes back as it was written, short or long."""
    written = {"Workbook": bytes(range(256)) * 40, "Other": b"\x01" * 5000}
    found = streams(container(written))
    assert {name: found[name][: len(data)] for name, data in written.items()} == written


def test_a_place_that_no_sheet_has_is_refused(tmp_path):
    """A damaged .xls file that names column 60,000 is refused before memory is set aside for it."""
    data = old_workbook([["id"], ["a"]], extra_cell=(3, 60000))
    with pytest.raises(DamagedFile):
        read_sheets(text_file(tmp_path, data, name="a.xls"))


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.8, 0.95])
def test_a_workbook_that_was_cut_off_is_refused(tmp_path, kept):
    """Half a download is told, old or new."""
    new = workbook_file(tmp_path, ROWS * 50).read_bytes()
    for data in (new, old_workbook(ROWS * 200)):
        with pytest.raises((DamagedFile, BadInput)):
            read_sheets(text_file(tmp_path, data[: int(len(data) * kept)], name="cut.xls"))
