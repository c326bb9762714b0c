"""Many rows put into a sheet at once: what comes out is what went in, whatever stands in a cell."""

from io import BytesIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from test_own_list import IDS, LISTS

from kamlab.errors import BadInput
from kamlab.ownlist import workbook as workbook_module
from kamlab.ownlist.many_rows import CELL_LONGEST, fitting, number_cells, text_cells
from kamlab.ownlist.schemes import Wishes, sort_clients
from kamlab.ownlist.workbook import workbook

NOTHING = pd.DataFrame(columns=["row", "column", "found", "why"], dtype=object)
ODD = [
    "名\x0b字",
    "a\x00b",
    "\ufffe",
    "\ud800",
    "😀" * 20_000,
    "x" * 40_000,
    "a&b<c>\"'",
    "  pad  ",
    "one\r\ntwo",
]


def _written(result, dropped=NOTHING):
    return workbook(result, source="a\udcff.csv", dropped=dropped, reading=["读法\x0b"])


def _amounts(ids):
    frame = pd.DataFrame({"aum_cny": np.arange(len(ids), 0, -1.0)}, index=pd.Index(ids, name="client_id"))
    return sort_clients(frame, scheme="abc", wishes=Wishes())


def test_what_xml_cannot_hold_breaks_no_workbook():
    """Control characters, halves of a character, overlong texts: two readers open the file and find each client."""
    data = _written(_amounts(ODD))
    found = [
        row[0] for row in load_workbook(BytesIO(data)).worksheets[1].iter_rows(min_row=2, values_only=True)
    ]
    assert found == [fitting(text) for text in ODD]
    sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(1)
    assert len(sheet.to_python()) == len(ODD) + 1


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_a_fitting_text_stays_fitting(text):
    """Fitting a text twice changes nothing more, and it is never longer than a cell takes."""
    assert fitting(fitting(text)) == fitting(text)
    assert len(fitting(text).encode("utf-16-le")) // 2 <= CELL_LONGEST


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=5))
def test_numbers_come_back_to_the_last_digit(values):
    """A number is written so that reading it gives the same number; what is no number is an empty cell."""
    cells = number_cells(np.array([*values, np.nan, np.inf]))
    assert [float(cell.split("<v>")[1].split("<")[0]) for cell in cells[:-2]] == values
    assert list(cells[-2:]) == ["", ""]


def test_a_text_that_looks_like_a_code_stays_as_it_is():
    """Excel reads _x000B_ in a file as a control character, so the mark is written as a code of its own."""
    assert "_x005F_x000B_" in text_cells(["_x000B_"])[0]


def test_many_rows_keep_formats_filter_colours_and_size():
    """Beyond one portion of rows every row has its number, its format and its place in the filter."""
    count = 4_321
    ids = [f"K{place:05d}" for place in range(count)]
    sheet = load_workbook(BytesIO(_written(_amounts(ids)))).worksheets[1]
    assert sheet.dimensions == sheet.auto_filter.ref == f"A1:D{count + 1}"
    assert [row[0].row for row in sheet.iter_rows()] == list(range(1, count + 2))
    assert {sheet.cell(row, 2).number_format for row in (2, 2_002, count + 1)} == {"#,##0"}
    assert len(sheet.conditional_formatting) == 1


def test_a_list_too_large_for_a_sheet_is_refused(monkeypatch):
    """Nothing is cut off silently: too many rows are refused; too many remarks end in how many more there are."""
    monkeypatch.setattr(workbook_module, "ROWS_MOST", 10)
    with pytest.raises(BadInput) as refusal:
        _written(sort_clients(LISTS["abc"], scheme="abc", wishes=Wishes()))
    assert refusal.value.key == "ownlist.too_large_for_a_sheet"
    dropped = pd.DataFrame({"row": range(20), "column": "余额", "found": "x", "why": "y"}, dtype=object)
    small = sort_clients(LISTS["abc"].loc[IDS[:3]], scheme="abc", wishes=Wishes())
    sheet = load_workbook(BytesIO(_written(small, dropped))).worksheets[3]
    assert sheet.max_row == 10
    assert "12" in str(sheet.cell(10, 4).value)
