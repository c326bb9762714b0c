import random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_files import TODAY, cleaned, keys, reasons, table, table_of, text_file, workbook_file

from kamlab.data.ownfile import clean, find_table, guess_columns, read_sheets
from kamlab.data.ownfile.notes import HIDDEN
from kamlab.data.ownfile.source import Sheet, Source
from kamlab.errors import BadInput, KamlabError
from kamlab.methods.rfm import rfm_table

PERSONS = "姓名,身份证号,手机号,AUM\n王小明,11010519491231002X,13800138000,5\n李四光,440524188001010014,13900138000,x\n王 小明,11010519491231002X,13800138000,7\n"
PRIVATE = ("王小明", "李四光", "11010519491231002X", "440524188001010014", "13800138000", "13900138000")
GRID = st.lists(
    st.lists(
        st.text(max_size=8) | st.floats() | st.integers() | st.dates() | st.booleans() | st.sampled_from(["客户号", "余额", "日期", "合计", "12.5万", "是", "2024-03-05"]),
        max_size=5,
    ),
    max_size=12,
)  # fmt: skip


def test_a_list_of_clients_is_indexed_by_client(tmp_path):
    """Columns are named by role, in yuan, whole numbers, days and yes or no; rows lead back to the file."""
    text = "客户清单\n客户号,名称,AUM（万元）,产品数,一票否决,业务量得分\n001,禾岸包装厂,1.5,3,是,7\nk02,松岚饲料厂,20,1,否,\n"
    result = cleaned(tmp_path, text)
    assert result.frame.index.tolist() == ["001", "k02"]
    assert result.frame.index.name == "client_id"
    assert result.frame.to_dict("list")["aum_cny"] == [15000.0, 200000.0]
    assert {name: str(kind) for name, kind in result.frame.dtypes.items()} == {
        "client_name": "object",
        "aum_cny": "float64",
        "product_count": "int64",
        "has_veto": "bool",
        "score:业务量得分": "float64",
    }
    assert result.rows.to_dict() == {"001": 3, "k02": 4}
    assert result.dropped.empty


def test_a_list_of_transactions_has_a_row_each(tmp_path):
    """A day or an amount of a transaction makes a running index; a client may come again, spelt as first written."""
    result = cleaned(
        tmp_path, "客户号,交易日期,交易金额,流水号\nK01,2024-03-05,5,T1\nk01 ,2024/3/6,6,T2\nK02,昨天,7,T3\n"
    )
    assert result.frame["client_id"].tolist() == ["K01", "K01"]
    assert str(result.frame["txn_date"].dtype) == "datetime64[s]"
    assert (result.frame.index.tolist(), result.rows.tolist()) == ([0, 1], [2, 3])
    assert reasons(result) == [(4, "cell_not_date")]
    assert "spellings" in keys(result.notes)


def test_the_methods_read_what_comes_out(tmp_path):
    """The table of transactions goes into the RFM table as it is."""
    frame = cleaned(
        tmp_path, "客户号,交易日期,交易金额\nK01,2024-03-05,5\nK01,2024-03-06,6\nK02,2024-03-07,1万\n"
    ).frame
    found = rfm_table(frame, client="client_id", date="txn_date", amount="txn_amount_cny")
    assert found["amount_total"].to_dict() == {"K01": 11.0, "K02": 10000.0}


def test_a_client_in_an_earlier_row_is_named_with_that_row(tmp_path):
    """Spellings that differ in case, blank and width are one client; the first row that can be used is kept."""
    result = cleaned(tmp_path, "客户号,余额\nA01,1\na01 ,2\nＡ０１,3\nB02,\nB02,5\n")
    assert result.frame["aum_cny"].to_dict() == {"A01": 1.0, "B02": 5.0}
    assert reasons(result) == [(3, "client_twice"), (4, "client_twice"), (5, "cell_empty")]
    assert result.dropped["why"][0].values == {"client": "A01", "row": 2}
    assert result.dropped["found"].tolist() == ["a01", "Ａ０１", ""]


def test_every_cell_that_keeps_a_row_out_is_named(tmp_path):
    """One line a cell, by row, with the column, what stands there and why."""
    result = cleaned(
        tmp_path, "客户号,余额,产品数\nA,1,1\nB,2,2\nC,3,3\nD,4,4\nE,5,5\nF,6,6\nG,7,7\n,abc,2.5\nH,#N/A,1\n"
    )
    found = result.dropped[["row", "column", "found"]].to_numpy().tolist()
    assert found == [[9, "客户号", ""], [9, "余额", "abc"], [9, "产品数", "2.5"], [10, "余额", "#N/A"]]
    assert [why for _, why in reasons(result)] == [
        "client_empty",
        "cell_not_number",
        "cell_not_count",
        "cell_error",
    ]


def test_rows_set_aside_are_among_them(tmp_path):
    """A row with an unquoted comma stands with its whole content, and no column."""
    rows = "".join(f"K0{place},5,1\n" for place in range(2, 9))
    result = cleaned(tmp_path, f"客户号,余额,产品数\nK01,1,234.50,2\n{rows}")
    assert (reasons(result), result.dropped["found"][0]) == ([(2, "too_many_fields")], "K01 | 1 | 234.50 | 2")


def test_only_the_columns_asked_for_keep_a_row_out(tmp_path):
    """A column that is left aside may hold anything."""
    found = table(tmp_path, "客户号,余额,产品数\nA,1,x\nB,2,y\n")
    result = clean(found, {"客户号": "client_id", "余额": "aum_cny", "产品数": "ignore"})
    assert list(result.frame.columns) == ["aum_cny"]
    assert result.dropped.empty


def test_personal_data_are_left_out_everywhere(tmp_path):
    """Neither the list nor what is said nor what was left out holds a name, a telephone or an identity number."""
    result = cleaned(tmp_path, PERSONS)
    assert result.frame["aum_cny"].to_dict() == {"C0001": 5.0}
    told = " ".join(
        map(
            str, [*result.notes, *result.dropped["why"], *result.dropped["found"], result.frame.reset_index()]
        )
    )
    assert not [text for text in PRIVATE if text in told]
    assert {"personal_left_out", "clients_renamed"} <= set(keys(result.notes))
    assert result.rows.to_dict() == {"C0001": 2}


def test_a_row_set_aside_shows_nothing_personal(tmp_path):
    """Where a list has personal columns, a row that could not be read is named by its number alone."""
    rows = "".join(f"K0{place},13800138000,5\n" for place in range(2, 9))
    result = cleaned(tmp_path, f"客户号,手机号,余额\nK01,13800138000,1,234.50\n{rows}")
    assert result.dropped[["row", "found"]].to_numpy().tolist() == [[2, HIDDEN]]


def test_personal_data_are_kept_where_asked_for(tmp_path):
    """A column asked for comes under its own heading, or in its role."""
    found = table(tmp_path, PERSONS)
    roles = {"身份证号": "client_id", "AUM": "aum_cny"}
    result = clean(found, roles, keep_personal=["手机号"], today=TODAY)
    assert (result.frame.index.tolist(), result.frame["keep:手机号"].tolist()) == (["C0001"], ["13800138000"])
    kept = clean(found, roles, keep_personal=["身份证号"])
    assert kept.frame.index.tolist() == ["11010519491231002X"]
    with pytest.raises(BadInput, match="身份证号"):
        clean(found, roles, keep_personal=["身份证"])


def test_one_person_has_one_new_name(tmp_path):
    """In a list of transactions by card the same card is the same C0001."""
    text = "卡号,交易日期,交易金额\n6222021234567894,2024-03-05,5\n4539148803436467,2024-03-05,6\n6222 0212 3456 7894,2024-03-06,7\n"
    result = cleaned(tmp_path, text)
    assert result.frame["client_id"].tolist() == ["C0001", "C0002", "C0001"]


def test_a_text_that_begins_like_a_formula_is_no_client(tmp_path):
    """What a spreadsheet would run is kept out of the result; other signs are part of a name."""
    result = cleaned(tmp_path, "客户号,AUM\n\"=cmd|' /C calc'!A0\",5\n@SUM,6\n+12,7\n-5,8\n")
    assert result.frame.index.tolist() == ["@SUM", "+12", "-5"]
    assert reasons(result) == [(2, "cell_formula")]


def test_numbers_stored_as_numbers_and_as_text_are_one_client(tmp_path):
    """In a workbook 123 and the text 123 are one client, 000123 another."""
    found = table_of(workbook_file(tmp_path, [["客户号", "余额"], [123, 1], ["000123", 2], ["123", 3]]))
    result = clean(found, guess_columns(found).roles)
    assert result.frame.index.tolist() == ["123", "000123"]
    assert reasons(result) == [(4, "client_twice")]


@pytest.mark.parametrize(
    ("roles", "why"),
    [
        ({"客户": "client_id"}, "no_column"),
        ({"客户号": "clientid"}, "no_role"),
        ({"客户号": "client_id", "余额": "client_id"}, "role_twice"),
        ({"余额": "aum_cny"}, "no_client_column"),
        ({"客户号": "client_id", "余额": "score:"}, "no_role"),
    ],
)
def test_roles_that_cannot_be_are_refused(tmp_path, roles, why):
    """An unknown column or role, a role given twice, and a list without clients."""
    with pytest.raises(BadInput) as refusal:
        clean(table(tmp_path, "客户号,余额\nA,1\n"), roles)
    assert refusal.value.key == f"ownfile.{why}"


def test_the_order_of_rows_changes_no_figure(tmp_path):
    """Rows in another order give the same clients with the same figures."""
    rows = [f"K{place:02d},{place * 1.5}{'万' if place % 3 else ''},{place % 5}" for place in range(30)]
    heading = "客户号,余额,产品数\n"
    first = cleaned(tmp_path, heading + "\n".join(rows)).frame
    random.Random(1).shuffle(rows)
    pd.testing.assert_frame_equal(cleaned(tmp_path, heading + "\n".join(rows)).frame.sort_index(), first)


def test_text_and_workbook_give_the_same_list(tmp_path):
    """The same cells in GB18030, UTF-16 with tabs, and Excel come out alike."""
    rows = [
        ["客户号", "名称", "余额（万元）"],
        ["K01", "禾岸包装厂", "1,200.5"],
        ["K02", "松岚饲料厂", "８０"],
    ]
    text = "\n".join("\t".join(row) for row in rows)
    paths = [
        text_file(tmp_path, text, encoding="gb18030", name="a.txt"),
        text_file(tmp_path, text, encoding="utf-16", name="b.txt"),
        workbook_file(tmp_path, rows),
    ]
    frames = [clean(found, guess_columns(found).roles).frame for found in map(table_of, paths)]
    for frame in frames[1:]:
        pd.testing.assert_frame_equal(frame, frames[0])


def test_the_table_is_left_alone(tmp_path):
    """Cleaning does not change the raw cells."""
    found = table(tmp_path, PERSONS)
    kept = found.frame.copy()
    clean(found, guess_columns(found).roles)
    pd.testing.assert_frame_equal(found.frame, kept)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=120)
@given(GRID)
def test_any_cells_give_a_list_or_one_sentence(grid):
    """Whatever stands in a sheet: each row of the table is in the list or named, or the file is refused."""
    cells = [["" if value is None else value for value in row] for row in grid]
    try:
        found = find_table(Source("x", "xlsx", None, None, (Sheet("S", False, cells),)))
        result = clean(found, guess_columns(found).roles, today=TODAY)
    except KamlabError as refusal:
        assert str(refusal)
        return
    assert set(result.rows) | set(result.dropped["row"]) == set(found.frame.index)
    assert not set(result.rows) & set(result.dropped["row"])
    assert all(map(str, (*found.notes, *result.notes, *result.dropped["why"])))


def test_reading_a_file_twice_gives_the_same(tmp_path):
    """Nothing is kept between two readings."""
    path = text_file(tmp_path, PERSONS)
    first, second = (find_table(read_sheets(path)).frame for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


def test_a_kept_heading_is_never_taken_for_a_role(tmp_path):
    """A column that is kept under a heading like a role's own name stands beside that role, as text."""
    found = table(tmp_path, "client,balance,aum_cny,txn_count\nK01,5,x,y\n")
    result = clean(
        found, {"client": "client_id", "balance": "aum_cny"}, keep_personal=["aum_cny", "txn_count"]
    )
    assert result.frame.loc["K01"].to_dict() == {"aum_cny": 5.0, "keep:aum_cny": "x", "keep:txn_count": "y"}
