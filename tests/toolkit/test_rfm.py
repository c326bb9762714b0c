import math
from datetime import date, datetime
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.segment import (
    RFM_SCORES,
    rfm_scores,
    rfm_table,
)

NAMES = {"client": "client_id", "date": "txn_date", "amount": "amount_cny"}
CENTS = st.integers(-(10**9), 10**11)
ROWS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 700), CENTS), min_size=1, max_size=40)


def log(rows, **columns):
    """A list of transactions: client, day after 2024-01-01, cents."""
    clients, days, cents = zip(*rows, strict=True) if rows else ((), (), ())
    when = pd.Timestamp("2024-01-01") + pd.to_timedelta(list(days), unit="D")
    amounts = [each / 100 for each in cents]
    return pd.DataFrame({"client_id": list(clients), "txn_date": when, "amount_cny": amounts}).assign(
        **columns
    )


def texts(*days, clients="K01", amounts=1.0):
    """Transactions with whatever stands for a date."""
    return pd.DataFrame(
        {"client_id": clients, "txn_date": pd.Series(days, dtype=object), "amount_cny": amounts}
    )


def read(transactions, **more):
    """RFM table of a log with the usual names."""
    return rfm_table(transactions, **NAMES, **more)


@given(ROWS)
def test_the_table_is_what_counting_by_hand_gives(rows):
    """Days from the last date to the day after the latest, rows and exact totals, one row a client, sorted."""
    found, as_of = read(log(rows)), max(day for _, day, _ in rows) + 1
    assert found.index.tolist() == sorted({client for client, _, _ in rows})
    for client, (days, count, total) in zip(found.index, found.to_numpy().tolist(), strict=True):
        own = [(day, cents) for one, day, cents in rows if one == client]
        assert days == as_of - max(day for day, _ in own)
        assert count == len(own)
        assert total == sum(cents for _, cents in own) / 100


@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_show(rows, random):
    """Shuffled transactions give the same table to the last digit, and the log is left alone."""
    transactions = log(rows)
    kept = transactions.copy()
    shuffled = transactions.sample(frac=1, random_state=random.randrange(2**31))
    assert read(shuffled).equals(read(transactions))
    assert transactions.equals(kept)


@given(ROWS, st.integers(0, 800))
def test_what_comes_after_the_day_has_not_happened(rows, day):
    """A table as of a day is the table of the rows up to it; counts and totals add up to theirs."""
    as_of = date.fromordinal(date(2024, 1, 1).toordinal() + day)
    past = [row for row in rows if row[1] <= day]
    found = read(log(rows), as_of=as_of)
    assert found.equals(read(log(past).astype(log(rows).dtypes.to_dict()), as_of=as_of))
    assert found["txn_count"].sum() == len(past)
    assert (found["days_since_last_txn"] >= 0).all()


@given(ROWS, st.integers(1, 300))
def test_a_later_day_adds_the_same_days_to_all_and_changes_no_score(rows, days):
    """Looking back from a later day moves everybody alike, so no score changes."""
    latest = max(day for _, day, _ in rows)
    sooner, later = (
        read(log(rows), as_of=pd.Timestamp("2024-01-01") + pd.Timedelta(days=latest + more))
        for more in (0, days)
    )
    assert (later["days_since_last_txn"] - sooner["days_since_last_txn"]).unique().tolist() == [days]
    assert rfm_scores(later).equals(rfm_scores(sooner))


@given(ROWS, st.lists(st.integers(0, 3), min_size=40, max_size=40))
def test_lines_of_one_invoice_count_once(rows, invoices):
    """Given invoices, a client has as many transactions as different invoices; days and totals stay."""
    transactions = log(rows).assign(invoice_id=invoices[: len(rows)])
    by_rows, by_invoices = read(transactions), read(transactions, invoice="invoice_id")
    pairs = {(client, invoice) for (client, _, _), invoice in zip(rows, invoices, strict=False)}
    assert by_invoices["txn_count"].to_dict() == {
        client: sum(one == client for one, _ in pairs) for client in by_rows.index
    }
    assert by_invoices.drop(columns="txn_count").equals(by_rows.drop(columns="txn_count"))


@pytest.mark.parametrize("size", [3e-9, 0.07, 7e11])
def test_totals_are_exact_where_sizes_differ_widely(size):
    """A small client beside a huge one keeps its digits, also where returns cancel what was bought."""
    amounts = [size, 2 * size, 1e12, -1e12, 0.1]
    found = read(texts(*["2025-01-01"] * 5, clients=["A", "A", "B", "B", "B"], amounts=amounts))
    assert found["amount_total"].tolist() == pytest.approx([3 * size, 0.1], rel=1e-13, abs=1e-3)
    assert found["amount_total"]["A"] == float(Fraction(repr(size)) * 3)


def test_equal_rows_are_two_transactions():
    """The same row twice counts twice: a client may do the same thing twice a day."""
    assert read(log([(1, 5, 100), (1, 5, 100)])).loc[1].tolist() == [1, 2, 2]


def test_a_return_lowers_the_total_and_is_a_transaction():
    """A negative amount takes part in days and count, and the total may fall below 0."""
    assert read(log([(1, 5, 100), (1, 9, -300)])).loc[1].tolist() == [1, 2, -2]


def test_one_client_and_no_client():
    """A single client has one row; no row, or none up to the day, gives an empty table with the same columns."""
    assert len(read(log([(1, 5, 100)]))) == 1
    wanted = read(log([(1, 5, 100)])).dtypes
    for found in (read(log([])), read(log([(1, 5, 100)]), as_of="2023-12-31"), read(texts())):
        assert found.empty
        assert found.dtypes.equals(wanted)
        assert found.index.name == "client_id"
        assert rfm_scores(found).columns.tolist() == [*RFM_SCORES, "rfm_code"]


@pytest.mark.parametrize(
    "days",
    [
        ["2025-01-31", " 2025-01-01 "],
        [date(2025, 1, 31), date(2025, 1, 1)],
        [datetime(2025, 1, 31, 23, 59), datetime(2025, 1, 1, 0, 1)],
        [pd.Timestamp("2025-01-31 01:00", tz="Asia/Shanghai"), "2025-01-01"],
        pd.to_datetime(["2025-01-31 01:00", "2025-01-01 23:00"]).tz_localize("Asia/Shanghai"),
        pd.to_datetime(["2025-01-31 23:00", "2025-01-01 02:00"]).as_unit("ns"),
    ],
    ids=["text", "date", "time", "mixed", "time zone", "nanoseconds"],
)
def test_dates_of_all_kinds_count_whole_days_on_their_own_clock(days):
    """Dates, ISO texts and times, with a time zone or not, are the day that stood in the calendar there."""
    transactions = pd.DataFrame({"client_id": ["K01", "K02"], "txn_date": days, "amount_cny": 1})
    assert read(transactions)["days_since_last_txn"].to_dict() == {"K01": 1, "K02": 31}
    assert read(transactions, as_of="2025-02-05")["days_since_last_txn"].to_dict() == {"K01": 5, "K02": 35}


@pytest.mark.parametrize(
    "clients",
    [[7, 12], ["K7", "客户"], pd.Categorical(["b", "a"], categories=["b", "a", "never"]), [1, "1"]],
    ids=["numbers", "texts", "categories", "mixed"],
)
def test_clients_may_be_named_by_numbers_or_texts(clients):
    """Whole numbers, texts, categories and a mixture are told apart as they are written; none is added."""
    found = read(texts("2025-01-02", "2025-01-05", clients=clients, amounts=[3, 4]))
    assert found.index.tolist() == list(clients)
    assert found["amount_total"].tolist() == [3, 4]


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("client_id", None, "schema.client_without_name"),
        ("client_id", math.nan, "schema.client_without_name"),
        ("txn_date", None, "schema.missing_value"),
        ("txn_date", pd.NaT, "schema.missing_value"),
        ("txn_date", "31/01/2025", "schema.not_a_date"),
        ("txn_date", 45000, "schema.not_a_date"),
        ("amount_cny", math.nan, "schema.missing_value"),
        ("amount_cny", math.inf, "schema.infinite"),
        ("amount_cny", -1e201, "schema.too_low"),
        ("amount_cny", "1,234.00", "schema.not_a_number"),
        ("amount_cny", "1234", "schema.not_a_number"),
        ("amount_cny", True, "schema.not_a_number"),
        ("invoice_id", None, "schema.missing_value"),
    ],
)
@pytest.mark.parametrize("as_of", [None, "2025-01-15"])
def test_a_cell_that_cannot_be_used_is_refused(column, value, key, as_of):
    """Missing, infinite, text and misread cells are refused, whatever day is looked back from."""
    rows = {"client_id": ["K01", "K02"], "txn_date": ["2025-01-01", "2025-01-15"], "amount_cny": [1, 2]}
    transactions = pd.DataFrame(rows | {"invoice_id": ["T1", "T2"]}, dtype=object)
    transactions.loc[1, column] = value
    with pytest.raises(BadInput) as refusal:
        read(transactions, invoice="invoice_id", as_of=as_of)
    assert refusal.value.key == key


@pytest.mark.parametrize("column", [*NAMES.values(), "invoice_id"])
def test_a_missing_column_is_named(column):
    """Each of the columns that are told by name must be there."""
    transactions = log([(1, 5, 100)], invoice_id="T1").drop(columns=column)
    with pytest.raises(MissingColumn) as refusal:
        read(transactions, invoice="invoice_id")
    assert refusal.value.values["wanted"] == column
