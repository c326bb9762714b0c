import base64
import os

import pytest
from ole_files import old_workbook, protected
from own_files import keys, table_of, text_file, workbook_file

from kamlab.data.ownfile import opening, read_sheets
from kamlab.errors import BadInput, DamagedFile

ROWS = [["客户号", "余额"], ["K01", 1.0], ["K02", 2.0]]


def refused(path):
    """Name of the sentence with which a file is refused."""
    with pytest.raises((BadInput, DamagedFile)) as refusal:
        table_of(path)
    return refusal.value.key.removeprefix("ownfile.")


def test_a_file_is_what_its_bytes_are(tmp_path):
    """A text under the name of a workbook, and the other way round, is read and said."""
    text = read_sheets(text_file(tmp_path, "客户号,余额\nK01,1\n", name="list.xlsx"))
    assert (text.kind, keys(text.notes)[0]) == ("csv", "named_as_workbook")
    book = read_sheets(workbook_file(tmp_path, ROWS, name="book.csv"))
    assert (book.kind, keys(book.notes)[0]) == ("xlsx", "named_as_text")


def test_an_old_workbook_is_read(tmp_path):
    """Texts and numbers of an .xls file come as they are, whatever its name ends in."""
    path = text_file(tmp_path, old_workbook(ROWS), name="list.xls")
    assert read_sheets(path).sheets[0].cells == ROWS
    assert table_of(text_file(tmp_path, old_workbook(ROWS), name="list.xlsx")).frame["余额"].tolist() == [
        1.0,
        2.0,
    ]


def test_a_web_page_is_read_as_a_table(tmp_path):
    """A page that a system calls .xls is a table: cells without an end, spans and several tables included."""
    page = "<html><style>td{x:1}</style><table><tr><th colspan=2>客户号<td>余额</tr><tr><td>K01<td>&nbsp;<td>1,5&#48;0</tr></table>"
    source = read_sheets(text_file(tmp_path, page, encoding="gb18030", name="list.xls"))
    assert source.sheets[0].cells == [["客户号", "", "余额"], ["K01", "", "1,500"]]
    assert (source.kind, source.encoding, keys(source.notes)[0]) == ("csv", "gb18030", "saved_as_page")


def test_the_xml_of_excel_2003_is_read(tmp_path):
    """Worksheets, and the rows and columns that the file skips, come in their places."""
    cell = '<Cell ss:Index="{}"><Data ss:Type="String">{}</Data></Cell>'
    rows = f'<Row ss:Index="2">{cell.format(2, "client")}</Row><Row><Cell/><Cell ss:MergeAcross="1"/>{cell.format(5, "x")}</Row>'
    page = f'<?xml version="1.0"?><Workbook><Worksheet ss:Name="A"><Table>{rows}</Table></Worksheet><Worksheet ss:Name="B"/></Workbook>'
    source = read_sheets(text_file(tmp_path, page, name="list.xls"))
    assert [(sheet.name, sheet.cells) for sheet in source.sheets] == [
        ("A", [[], ["", "client"], ["", "", "", "", "x"]])
    ]


def test_a_web_archive_is_read(tmp_path):
    """The page inside a single-file web page, however it is packed, is the table."""
    page = base64.b64encode(b"<table><tr><td>client<td>balance<tr><td>K01<td>5</table>").decode()
    parts = [
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=X\n",
        "--X\nContent-Type: text/css\n\ntd{x:1}\n",
        f"--X\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{page}\n--X--\n",
    ]
    assert table_of(text_file(tmp_path, "\n".join(parts), name="list.xls")).columns == ("client", "balance")


def test_a_text_may_begin_like_an_archive(tmp_path):
    """A first heading PK is no mark of a workbook."""
    assert table_of(text_file(tmp_path, "PK,balance\n1,5\n")).columns == ("PK", "balance")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", b" \r\n\t\n", "empty_file"),
        ("a.csv", b"\xef\xbb\xbf", "no_table"),
        ("a.xlsx", b"PK\x03\x04 cut off", "damaged_workbook"),
        ("a.xlsx", b"PK\x05\x06" + bytes(18), "not_a_table"),
        ("a.xlsx", protected(), "password"),
        ("a.xls", old_workbook(ROWS, has_password=True), "password"),
        ("a.xls", old_workbook(ROWS)[:900], "damaged_workbook"),
        ("a.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20, "not_a_table"),
        ("a.xlsx", bytes(range(256)) * 20, "not_a_table"),
        ("a.lnk", b"L\x00\x00\x00\x01\x14\x02\x00list", "shortcut"),
        ("~$a.xlsx", b"owner", "lock_file"),
        ("a.xls", b"<html><p>no table</html>", "page_without_table"),
    ],
    ids=str,
)
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path, name, data, why):
    """Empty, damaged, protected and strange files are each told apart."""
    assert refused(text_file(tmp_path, data, name=name)) == why


def test_places_that_are_no_file_are_refused(tmp_path):
    """Nothing there, a folder, a link whose end is gone, and what is no ordinary file."""
    (tmp_path / "gone").symlink_to(tmp_path / "nothing.csv")
    os.mkfifo(tmp_path / "pipe")
    found = [refused(tmp_path / name) for name in ("nothing.csv", ".", "gone", "pipe")]
    assert found == ["not_there", "is_folder", "broken_link", "not_a_file"]


def test_a_link_is_followed(tmp_path):
    """A link to a list is the list."""
    (tmp_path / "link.csv").symlink_to(text_file(tmp_path, "客户号,余额\nK01,1\n"))
    assert table_of(tmp_path / "link.csv").columns == ("客户号", "余额")


@pytest.mark.parametrize(
    ("fault", "why"), [(PermissionError(), "no_permission"), (OSError("x"), "cannot_read")]
)
def test_a_file_that_the_system_keeps_back_is_refused(tmp_path, monkeypatch, fault, why):
    """No permission, and a disk that fails, are said; nothing else escapes."""
    path = text_file(tmp_path, "a,b\n1,2\n")

    def fail(self):
        raise fault

    monkeypatch.setattr("pathlib.Path.read_bytes", fail)
    assert refused(path) == why


def test_limits_are_said(tmp_path, monkeypatch):
    """A file, a list and a workbook above the limits are refused before they fill the memory."""
    path = text_file(tmp_path, "a,b\n1,2\n3,4\n")
    monkeypatch.setattr(opening, "FILE_BYTES", 4)
    assert refused(path) == "too_large"
    monkeypatch.undo()
    monkeypatch.setattr("kamlab.data.ownfile.delimited.ROWS_MOST", 2)
    assert refused(path) == "too_many_rows"
    monkeypatch.undo()
    for module in ("delimited", "workbook", "markup"):
        monkeypatch.setattr(f"kamlab.data.ownfile.{module}.CELLS_MOST", 5)
    page = text_file(tmp_path, "<table><tr><td>1<td>2<td>3<tr><td>1<td>2</table>", name="a.xls")
    found = [refused(each) for each in (path, workbook_file(tmp_path, ROWS), page)]
    assert found == ["too_many_cells"] * 3
