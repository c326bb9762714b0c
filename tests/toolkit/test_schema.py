import math
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.schema import dates, filled, flags, named, not_empty, numbers, one_row_each, require, same_clients

COLUMN = pd.Series([1.0, 2.0], index=["K01", "K02"], name="aum_cny")


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)))
def test_numbers_come_back_as_they_were(values):
    """Every finite number passes unchanged, and the input is left alone."""
    column = pd.Series(values, dtype=object)
    kept = column.copy()
    assert numbers(column).tolist() == [float(value) for value in values]
    assert column.equals(kept)


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, 2]),
        pd.Series([1, 2], dtype="Int64"),
        pd.Series([1.0, 2.0], dtype="float32"),
        pd.Series([Decimal(1), Fraction(2)]),
        [np.int8(1), 2.0],
        (1, 2),
    ],
    ids=repr,
)
def test_all_kinds_of_numbers_pass(column):
    """Whole, decimal and exact numbers of any kind, in a column or a list, become floats."""
    assert numbers(column).tolist() == [1.0, 2.0]


def test_index_and_name_are_kept():
    """A column keeps its clients and its name."""
    assert numbers(COLUMN).equals(COLUMN)
    assert numbers(COLUMN).name == "aum_cny"


@pytest.mark.parametrize(
    "value", ["12", "1,234.00", "", True, np.True_, date(2025, 1, 1), pd.Timestamp(0), 1j, [1]], ids=repr
)
def test_what_is_no_number_is_refused(value):
    """Text that looks like a number, true/false, dates, complex numbers and lists are refused by row."""
    with pytest.raises(BadInput) as refusal:
        numbers(pd.Series([1, value], index=["K01", "K02"], dtype=object, name="aum_cny"))
    assert refusal.value.key == "schema.not_a_number"
    assert refusal.value.values["row"] == "K02"


@pytest.mark.parametrize("gap", [None, math.nan, pd.NA, pd.NaT], ids=repr)
def test_gaps_are_refused_or_handed_on(gap):
    """An empty cell of any kind is refused, unless gaps are allowed."""
    column = pd.Series([1, gap], dtype=object)
    with pytest.raises(BadInput) as refusal:
        numbers(column)
    assert refusal.value.key == "schema.missing_value"
    assert math.isnan(numbers(column, may_miss=True)[1])


def test_gaps_in_a_whole_number_column():
    """A nullable whole-number column with a gap is read like any other."""
    assert math.isnan(numbers(pd.Series([1, None], dtype="Int64"), may_miss=True)[1])


@pytest.mark.parametrize("value", [math.inf, -math.inf])
def test_infinite_values_are_refused(value):
    """Infinity is refused even where gaps are allowed."""
    with pytest.raises(BadInput) as refusal:
        numbers([1.0, value], may_miss=True)
    assert refusal.value.key == "schema.infinite"


def test_limits_are_included():
    """Both ends of a range pass, what lies outside is refused."""
    assert numbers([0, 100], low=0, high=100).tolist() == [0, 100]
    for value, key in ((-1e-9, "schema.too_low"), (100.001, "schema.too_high")):
        with pytest.raises(BadInput) as refusal:
            numbers([value], low=0, high=100)
        assert refusal.value.key == key


def test_empty_columns_pass():
    """No rows are no fault of a single value."""
    assert numbers([]).empty
    assert flags([]).empty
    assert dates([]).empty


@pytest.mark.parametrize(
    "column",
    [[True, False], [1, 0], [1.0, 0.0], [np.True_, 0], pd.Series([True, False], dtype="boolean")],
    ids=repr,
)
def test_true_false_and_one_nought_are_flags(column):
    """True/false columns and columns of 1 and 0 are read alike."""
    assert flags(column).tolist() == [True, False]


@pytest.mark.parametrize("value", ["yes", "True", "是", 2, None, math.nan], ids=repr)
def test_other_marks_are_refused(value):
    """Words, other numbers and gaps are not read as true or false."""
    with pytest.raises(BadInput):
        flags(pd.Series([True, value], dtype=object))


@pytest.mark.parametrize(
    "value",
    [
        "2025-03-31", " 2025-03-31 ", date(2025, 3, 31), datetime(2025, 3, 31, 17, 5),
        np.datetime64("2025-03-31T17"), pd.Timestamp("2025-03-31 23:00", tz="Asia/Shanghai"),
    ],
    ids=repr,
)  # fmt: skip
def test_dates_of_all_kinds_are_whole_days(value):
    """Dates, times and ISO texts become the day they fall on where they were written."""
    assert dates([value]).tolist() == [pd.Timestamp("2025-03-31")]


@pytest.mark.parametrize("unit", ["s", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "Asia/Shanghai", "America/New_York"])
def test_a_column_of_times_is_read_as_its_cells_are(unit, zone):
    """A column of one kind, read at once, has the days that its cells have one by one; gaps stay gaps."""
    moments = pd.to_datetime(["2025-03-31 23:59", "2025-03-09 02:30", None, "1999-12-31 00:00"])
    column = pd.Series(moments.as_unit(unit), name="date")
    column = column.dt.tz_localize(zone, nonexistent="shift_forward") if zone else column
    assert dates(column, may_miss=True).equals(dates(column.astype(object), may_miss=True))
    with pytest.raises(BadInput):
        dates(column)


@given(st.lists(st.sampled_from(["2025-03-31", " 2025-02-28 ", "2025-02-30", "soon", "", None])))
def test_a_column_of_texts_is_read_as_its_cells_are(texts):
    """Texts of few kinds, read once each, give what reading every cell gives, and refuse the same row."""
    column = pd.Series(texts, dtype="str")
    try:
        wanted = [None if text is None else date.fromisoformat(text.strip()) for text in texts]
    except ValueError:
        with pytest.raises(BadInput) as refusal:
            dates(column, may_miss=True)
        assert refusal.value.values["row"] == next(
            place for place, text in enumerate(texts) if text in ("2025-02-30", "soon", "")
        )
    else:
        found = dates(column, may_miss=True)
        assert [None if pd.isna(day) else day.date() for day in found] == wanted


@pytest.mark.parametrize("value", ["31/03/2025", "2025-02-30", "", 45000, True, None, pd.NaT], ids=repr)
def test_other_dates_are_refused(value):
    """Mixed forms, days that do not exist, numbers and gaps are refused."""
    with pytest.raises(BadInput):
        dates(pd.Series(["2025-01-01", value], dtype=object))


def test_missing_dates_may_be_allowed():
    """Where a date may be missing the gap is handed on, a wrong one is still refused."""
    assert dates([None, "2025-01-01"], may_miss=True).isna().tolist() == [True, False]
    with pytest.raises(BadInput):
        dates(["soon"], may_miss=True)


def test_required_columns():
    """All columns there: nothing happens; the first one missing is named with the nearest found."""
    frame = pd.DataFrame(columns=["clientid", "aum_cny", 7])
    require(frame, "aum_cny")
    with pytest.raises(MissingColumn) as refusal:
        require(frame, "aum_cny", "client_id")
    assert refusal.value.values["near"] == "clientid"


def test_each_client_has_one_row():
    """Distinct clients pass in any order; twice the same, none at all, or other clients are refused."""
    clients = pd.Index(["K01", "K02"])
    one_row_each(clients)
    same_clients(clients, clients[::-1])
    named(pd.Index(["K01", "K01"]))
    filled(pd.Series(["T1", "T1"]))
    for call in (
        lambda: one_row_each(pd.Index(["K01", "K01"])),
        lambda: named(pd.Series(["K01", None])),
        lambda: filled(pd.Series(["T1", None])),
        lambda: same_clients(clients, clients[:1]),
        lambda: same_clients(clients[:1], clients),
        lambda: not_empty(COLUMN.iloc[:0]),
    ):
        with pytest.raises(BadInput):
            call()
