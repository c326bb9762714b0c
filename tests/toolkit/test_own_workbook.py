"""The workbook of a classified list, read again."""

from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from test_own_list import LISTS

from kamlab.language import LANGUAGES, speaking
from kamlab.ownlist.schemes import SCHEMES, Wishes, sort_clients
from kamlab.ownlist.workbook import workbook

DROPPED = pd.DataFrame(
    {"row": [7], "column": ["余额"], "found": ["=cmd|'/c calc'!A0"], "why": ["不是数"]}, dtype=object
)
NOTHING = DROPPED.iloc[:0]


def _opened(scheme, *, dropped=NOTHING, frame=None):
    result = sort_clients(LISTS[scheme] if frame is None else frame, scheme=scheme, wishes=Wishes())
    data = workbook(result, source="名单.xlsx", dropped=dropped, reading=["读法一", "读法二"])
    return result, load_workbook(BytesIO(data))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_has_five_sheets_a_chart_and_every_client(scheme, language):
    """Summary with a chart, list, rules, what needs care and how it was read; one row a client."""
    with speaking(language):
        result, book = _opened(scheme)
    assert len(book.sheetnames) == 5
    summary, clients, rules, *_ = book.worksheets
    assert len(summary._charts) == 1
    assert [row[0].value for row in clients.iter_rows(min_row=2)] == [
        str(client) for client in result.table.index
    ]
    assert rules.max_row == len(result.classes) + 1
    assert clients.freeze_panes == "B2"
    assert clients.auto_filter.ref


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_summary_adds_up(scheme):
    """Clients of all classes are the clients of the list, and their shares are 100 %."""
    result, book = _opened(scheme)
    rows = list(book.worksheets[0].iter_rows(min_row=5, max_row=5 + len(result.classes), values_only=True))
    counts = [row[1] for row in rows]
    assert sum(counts[:-1]) == counts[-1] == len(result.table)
    assert rows[-1][2] == pytest.approx(1)


def test_no_cell_is_ever_a_formula():
    """What looks like a formula in the owner's file comes out as text, in names as in what was left out."""
    evil = pd.DataFrame({"aum_cny": [5.0, 3.0]}, index=pd.Index(["=1+1", "@SUM(A1)"], name="client_id"))
    _, book = _opened("abc", dropped=DROPPED, frame=evil)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(cell.value == "=cmd|'/c calc'!A0" for cell in cells)


def test_what_was_left_out_is_listed_with_row_and_reason():
    """The care sheet names the row, the column, what stood there and why; with nothing to tell it says so."""
    with speaking("zh"):
        _, book = _opened("abc", dropped=DROPPED)
        rows = list(book["需要留意"].iter_rows(values_only=True))
        assert ("第 7 行", "余额", "=cmd|'/c calc'!A0", "不是数") in rows
        fine = LISTS["abc"].iloc[:3]
        _, empty = _opened("abc", frame=fine)
    assert "没有" in str(empty["需要留意"]["A2"].value)


def test_the_same_list_gives_the_same_workbook():
    """Two runs of one list are byte for byte alike."""
    result = sort_clients(LISTS["levels"], scheme="levels", wishes=Wishes())
    one, other = (workbook(result, source="a.csv", dropped=NOTHING, reading=[]) for _ in range(2))
    assert one == other
