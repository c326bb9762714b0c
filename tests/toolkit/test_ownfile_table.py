import pytest
from own_files import keys, table, table_of, text_file, workbook_file

from kamlab.data.ownfile import read_sheets
from kamlab.errors import BadInput
from kamlab.language import speaking


def test_rows_are_numbered_as_excel_shows_them(tmp_path):
    """The index is the row of the file, blank rows counted."""
    found = table(tmp_path, "客户清单\n\n客户号,余额\nK01,1\n\nK02,2\n")
    assert (found.header_row, found.frame.index.tolist()) == (3, [4, 6])
    assert found.columns == ("客户号", "余额")
    assert keys(found.notes) == ["dropped_title"]


def test_raw_cells_are_left_as_they_are(tmp_path):
    """Texts, numbers and dates stay what they were; what only looks filled is None."""
    found = table_of(workbook_file(tmp_path, [["客户号", "余额", "名称"], ["001", 1.5, " \u3000\u200b"]]))
    assert found.frame.to_numpy().tolist() == [["001", 1.5, None]]
    assert {str(kind) for kind in found.frame.dtypes} == {"object"}


def test_headings_in_row_seven_below_a_logo(tmp_path):
    """Title, logo, branch and date lines are passed over, and the unit among them is kept."""
    lines = [["公司标识"], [], ["XX支行客户明细"], ["机构：东桥支行", "单位：万元"], ["日期：2024-03-31"], []]
    found = table_of(workbook_file(tmp_path, [*lines, ["客户号", "AUM", "产品数"], ["K01", 1.5, 2]]))
    assert (found.header_row, found.unit, found.columns) == (7, "万", ("客户号", "AUM", "产品数"))


def test_two_rows_of_headings_are_joined(tmp_path):
    """Merged headings give one name a column: the group, then what it holds; a name merged downwards stands once."""

    def touch(_, sheet):
        sheet.merge_range("A2:A3", "客户号")
        sheet.merge_range("B2:C2", "资产")
        sheet.write_row("B3", ["存款", "理财"])
        sheet.write_row("A4", ["K01", 5, 6])

    found = table_of(workbook_file(tmp_path, [["清单"]], touch=touch))
    assert found.columns == ("客户号", "资产 / 存款", "资产 / 理财")
    assert (found.header_row, found.frame.index.tolist()) == (3, [4])
    assert "two_heading_rows" in keys(found.notes)


def test_two_rows_of_headings_in_a_text(tmp_path):
    """Where a text leaves the cells right of a group's name blank, the name goes with them."""
    found = table(tmp_path, "客户号,资产,,产品数\n,存款,理财,\nK01,5,6,2\nK02,7,8,1\n")
    assert found.columns == ("客户号", "资产 / 存款", "资产 / 理财", "产品数")


def test_a_first_client_is_no_second_heading(tmp_path):
    """A list of texts alone keeps its first row, also below an empty heading."""
    found = table(tmp_path, "客户号,名称,\nK甲,禾岸,东桥\nK乙,松岚,西桥\n")
    assert found.frame["客户号"].tolist() == ["K甲", "K乙"]
    assert found.columns == ("客户号", "名称", "(C)")


def test_without_headings_columns_are_called_by_letter(tmp_path):
    """Figures from the first row on mean that there are no headings, and that is said."""
    found = table(tmp_path, "C001,2024-01-05,12.5\nC001,2024-02-05,3.5\nC002,2024-02-07,8.0\n")
    assert (found.header_row, found.columns, len(found.frame)) == (None, ("(A)", "(B)", "(C)"), 3)
    assert keys(found.notes) == ["no_headings"]


def test_unknown_headings_are_found_by_what_stands_below(tmp_path):
    """Names above figures are headings in any language."""
    found = table(tmp_path, "Nom,Chiffre,Jour\nA,5,2024-01-02\nB,6,2024-01-03\n")
    assert (found.header_row, found.columns) == (1, ("Nom", "Chiffre", "Jour"))


def test_years_may_be_headings(tmp_path):
    """A year above figures does not make the row one of figures."""
    found = table_of(
        workbook_file(tmp_path, [["客户号", "名称", 2023, 2024], ["K01", "甲", 5, 6], ["K02", "乙", 7, 8]])
    )
    assert found.columns == ("客户号", "名称", "2023", "2024")


def test_every_column_has_a_name_of_its_own(tmp_path):
    """The same heading twice is numbered; line breaks in it are gone, blanks between Chinese too."""
    rows = [["客户\n编号", "AUM\n（万元）", "AUM\n（万元）", "net\nfee", ""], ["K01", 1, 2, 3, 4]]
    found = table_of(workbook_file(tmp_path, rows))
    assert found.columns == ("客户编号", "AUM（万元）", "AUM（万元） (2)", "net fee", "(E)")
    assert keys(found.notes) == ["same_heading"]


def test_a_thousand_columns(tmp_path):
    """A very wide list is read, with all headings."""
    found = table_of(
        workbook_file(tmp_path, [["客户号", *[f"指标{place}" for place in range(999)]], ["K01", *range(999)]])
    )
    assert len(found.columns) == 1000


@pytest.mark.parametrize(
    "total",
    ["合计,15,3", "总　计：,15,3", "小计,,", "Total,15,3", "Grand total,15,", ",15,3", "东桥支行小计,15,3"],
)
def test_totals_are_no_clients(tmp_path, total):
    """A total at the bottom is left out, by its word or because it is the sum of the rows above, and said."""
    found = table(tmp_path, f"客户号,余额,产品数\nK01,4,1\nK02,5,1\nK03,6,1\n{total}\n")
    assert found.frame["客户号"].tolist() == ["K01", "K02", "K03"]
    note = next(each for each in found.notes if each.key == "ownfile.dropped_totals")
    with speaking("en"):
        assert str(note) == "Totals were not read as clients (row 5)."


def test_a_client_whose_name_only_begins_like_a_total_stays(tmp_path):
    """Names such as Total Foods or 合计会计公司 are clients."""
    found = table(tmp_path, "客户,余额\nTotal Foods,4\n合计会计公司,5\n小计划工作室,6\n")
    assert len(found.frame) == 3


def test_a_row_that_is_no_sum_stays(tmp_path):
    """A last row without a client whose figures are not the sums is kept, to be named when the list is cleaned."""
    found = table(tmp_path, "客户号,余额,产品数\nK01,4,1\nK02,5,1\nK03,6,1\n,99,3\n")
    assert len(found.frame) == 4


def test_remarks_below_and_repeated_headings_are_left_out(tmp_path):
    """Makers' lines at the bottom, and headings and subtotals of each printed page, are no clients."""
    text = "客户号,余额,产品数\nK01,4,1\n本页小计,4,1\n客户号,余额,产品数\nK02,5,1\n总计,9,2\n制表人：甲,复核：乙,\n注：以上为期末数,,\n"
    found = table(tmp_path, text)
    assert found.frame["客户号"].tolist() == ["K01", "K02"]
    assert keys(found.notes) == ["dropped_totals", "dropped_remarks", "dropped_headings"]


def test_merged_rows_give_their_text_to_each_row_and_their_figure_to_one(tmp_path):
    """A branch merged over its clients stands in each row; an amount merged over clients counts once."""

    def touch(_, sheet):
        sheet.merge_range("A2:A3", "东桥")
        sheet.merge_range("C2:C3", 7)
        sheet.write_column("B2", ["K01", "K02"])

    found = table_of(workbook_file(tmp_path, [["支行", "客户号", "余额"]], touch=touch))
    assert found.frame.to_numpy().tolist() == [["东桥", "K01", 7.0], ["东桥", "K02", None]]
    assert keys(found.notes) == ["merged_rows"]


def test_a_row_with_an_unquoted_comma_is_set_aside(tmp_path):
    """A row of more fields than headings is not read one column off, but named with what stands in it."""
    rows = "".join(f"K0{place},5,1\n" for place in range(2, 9))
    found = table(tmp_path, f"客户号,余额,产品数\nK01,1,234.50,2\n{rows}")
    assert [(each.row, each.found) for each in found.set_aside] == [(2, "K01 | 1 | 234.50 | 2")]
    assert 2 not in found.frame.index


def test_many_rows_longer_than_the_headings_are_a_column_without_one(tmp_path):
    """Where most rows have a field more, it is a column."""
    found = table(tmp_path, "客户号,余额\nK01,5,a\nK02,6,b\n")
    assert found.columns == ("客户号", "余额", "(C)")


@pytest.mark.parametrize(
    ("text", "why"),
    [("客户号,余额\n", "only_headings"), ("客户号,余额\n合计,5\n", "only_headings"), ("\n,,\n", "no_table")],
)
def test_a_list_without_clients_is_refused(tmp_path, text, why):
    """Headings alone, headings and a total, and blanks alone are told apart."""
    with pytest.raises(BadInput) as refusal:
        table(tmp_path, text)
    assert refusal.value.key == f"ownfile.{why}"


def test_reading_leaves_the_source_alone(tmp_path):
    """The table is found without changing the raw cells."""
    source = read_sheets(text_file(tmp_path, "清单\n客户号,余额\nK01,1\n合计,1\n"))
    kept = [list(row) for row in source.sheets[0].cells]
    table(tmp_path, "清单\n客户号,余额\nK01,1\n合计,1\n")
    assert source.sheets[0].cells == kept
