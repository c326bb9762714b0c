from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_files import column, faults, keys

from kamlab.data.ownfile.figures import counts, criterion, money, points
from kamlab.data.ownfile.units import unit_in
from kamlab.data.ownfile.written import read_number

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
WIDE = str.maketrans({character: ord(character) + 0xFEE0 for character in "0123456789.,-()%"})


@given(AMOUNTS)
def test_a_number_is_read_however_it_is_set(amount):
    """Separators, full width, currency, brackets for minus and blanks do not change a number."""
    value = float(amount)
    plain, grouped = f"{amount:.2f}", f"{amount:,.2f}"
    bracketed = f"({abs(amount):,.2f})" if value < 0 else f"{amount:,.2f}"
    written = [
        plain,
        grouped,
        bracketed,
        f" ￥{grouped} ",
        grouped.translate(WIDE),
        f"{grouped}元",
        f"\u200b{plain}\u00a0",
    ]
    assert [read_number(text).value for text in written] == [value] * 7


@given(
    st.decimals(min_value=0, max_value=10**6, places=2),
    st.sampled_from([("万", 1e4), ("亿元", 1e8), ("千", 1e3), ("k", 1e3), ("百万", 1e6)]),
)
def test_a_unit_multiplies(amount, unit):
    """A number with a unit is the number without it, times the unit."""
    word, factor = unit
    assert read_number(f"{amount}{word}").value == pytest.approx(float(amount) * factor)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.5万", 125000), ("1亿2000万", 1.2e8), ("1.2e5", 1.2e5), ("45%", 0.45), ("(1,200)", -1200), ("1,200-", -1200),
        ("−5", -5), ("１２万元", 120000), ("RMB 1,000", 1000), ("$3.5", 3.5), ("3个", 3), ("约20", 20), (".5", 0.5), ("1 234.5", 1234.5),
    ],
)  # fmt: skip
def test_numbers_in_use_are_read(text, value):
    """Ways to write a number that stand in real lists."""
    assert read_number(text).value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "50-100万",
        "1,23",
        "--5",
        "(5",
        "5)",
        "(-5)",
        "12万5千元整",
        "1.2.3",
        "inf",
        "nan",
        "0x1F",
        "1_000",
        "≥100",
        "=1+1",
        "9" * 61,
    ],
)
def test_what_is_no_single_number_is_none(text):
    """Ranges, doubtful commas, words and formulas are not guessed at."""
    assert read_number(text) is None


def test_a_decimal_comma_is_understood_where_it_fits_the_whole_column():
    """A column with 1.234,50 reads 1.234 as thousands; one with a point as decimal keeps its doubtful cells out."""
    assert money(column("1.234,50", "12,5", "1.234"), column="x").values.tolist() == [1234.5, 12.5, 1234.0]
    doubtful = money(column("1,23", "1,234.50"), column="x")
    assert faults(doubtful) == {0: "cell_not_number"}
    assert doubtful.values.tolist()[1] == 1234.5


def test_units_of_cells_heading_and_line_above():
    """The unit beside a figure counts first, then that of the heading, then that of the list, then yuan."""
    cells = column("3亿", "12.5", 2)
    assert money(cells, column="AUM（万元）", unit="千").values.tolist() == [3e8, 125000.0, 20000.0]
    assert money(cells, column="AUM", unit="千").values.tolist() == [3e8, 12500.0, 2000.0]
    plain = money(cells, column="AUM")
    assert plain.values.tolist() == [3e8, 12.5, 2.0]
    assert keys(plain.notes) == ["unit_in_cells", "unit_assumed"]


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("AUM（万元）", "万"), ("AUM(单位：亿元)", "亿"), ("日均余额/万", "万"), ("存款余额万元", "万"), ("余额（含理财，千元）", "千"), ("余额(元)", "元"),
        ("Balance (CNY thousand)", "thousand"), ("Balance (RMB '000)", "thousand"), ("Balance, CNY m", ""), ("万元户数", ""), ("余额", ""), ("aum_cny", "元"),
    ],
)  # fmt: skip
def test_the_unit_of_a_heading(heading, unit):
    """Units stand in brackets, after a stroke or at the end of a heading."""
    assert unit_in(heading) == unit


def test_other_currencies_are_named():
    """One currency throughout is used as it is and said; a foreign amount among others is kept out."""
    dollars = money(column("$1.50", "$2"), column="amount")
    assert (dollars.values.tolist(), dollars.faults, keys(dollars.notes)[1]) == (
        [1.5, 2.0],
        {},
        "other_currency",
    )
    assert faults(money(column("$1.50", "2"), column="amount")) == {0: "cell_currency"}
    assert "other_currency" in keys(money(column(5), column="Balance (USD)").notes)


def test_what_is_no_amount_is_named_with_its_reason():
    """Empty, in error, a formula, a word, a date and an account number each have their sentence."""
    cells = column(None, "-", "#REF!", "=A1", "x", date(2024, 3, 5), True, 6.2e18)
    expected = [
        "cell_empty",
        "cell_empty",
        "cell_error",
        "cell_formula",
        "cell_not_number",
        "cell_not_number",
        "cell_not_number",
        "cell_too_large",
    ]
    assert list(faults(money(cells, column="x")).values()) == expected


def test_counts_are_whole_and_not_negative():
    """A count of 2.5 or -1 is a fault of its row."""
    assert faults(counts(column(2.0, "3 种", 2.5, -1), column="x")) == {
        2: "cell_not_count",
        3: "cell_not_count",
    }


def test_points_run_from_0_to_100():
    """Shares and per cent become points; what lies outside is a fault of its row."""
    assert points(column(0.85, "40%"), column="x").values.tolist() == pytest.approx([85.0, 40.0])
    assert points(column(1, 0), column="x").values.tolist() == [1.0, 0.0]
    assert faults(points(column(85, 101, -1), column="x")) == {1: "cell_not_points", 2: "cell_not_points"}


def test_a_criterion_may_be_empty():
    """An empty cell of an own criterion stays empty; a word is a fault."""
    found = criterion(column(3, None, "x"), column="x")
    assert (found.values.isna().tolist(), faults(found)) == ([False, True, True], {2: "cell_not_number"})
