import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.segment import INDICATORS, indicators

AS_OF = "2025-06-30"
DAYS = st.dates(pd.Timestamp("2025-01-01").date(), pd.Timestamp("2025-07-31").date())
TRADES = st.lists(
    st.tuples(st.sampled_from(["K1", "K2", "K3"]), DAYS, st.integers(0, 900).map(float), st.booleans()),
    max_size=25,
)


def trades(rows):
    """Log of trades (client, day, amount, is it a return), with a margin of 1 %."""
    frame = pd.DataFrame(rows, columns=["client_id", "date", "amount_cny", "is_return"])
    return frame.assign(margin_cny=frame["amount_cny"] / 100)


def receipts(*rows):
    """Log of invoices, one tuple each."""
    columns = ["client_id", "invoice_date", "due_date", "paid_date", "amount_cny", "paid_cny"]
    return pd.DataFrame(rows, columns=columns)


def contacts(**kinds):
    """Log of contacts: client=[kinds]."""
    rows = [(client, kind) for client, listed in kinds.items() for kind in listed]
    return pd.DataFrame(rows, columns=["client_id", "kind"])


TWO = trades([("K1", "2025-01-01", 100.0, False), ("K2", "2025-02-01", 50.0, True)])
PAID = ("K1", "2025-01-01", "2025-02-01", "2025-01-31", 100.0, 100.0)
LATE = ("K1", "2025-03-01", "2025-04-01", None, 300.0, 0.0)


def test_six_indicators_of_one_client():
    """Four trades and a return give the worked counts and amounts; the return is not taken off the total."""
    logs = worked("e1_2")
    rows = [("K01", f"2025-01-{day:02}", amount, False) for day, amount in enumerate(logs["trades"], start=1)]
    rows += [("K01", "2025-02-01", amount, True) for amount in logs["returns"]]
    row = indicators(trades(rows), as_of=AS_OF).loc["K01"]
    assert {name: row[name] for name in expected("e1_2")} == expected("e1_2")


def test_there_are_eighteen_indicators_in_three_families():
    """With all three logs a client has one row of eighteen columns, family by family."""
    table = indicators(TWO, as_of=AS_OF, receipts=receipts(PAID), contacts=contacts(K1=["task"]))
    assert table.columns.tolist() == [name for family in INDICATORS.values() for name in family]
    assert len(table.columns) == 18
    assert table.index.tolist() == ["K1", "K2"]


def test_a_family_without_a_log_is_left_out():
    """Without receipts and contacts only the nine trade indicators come back."""
    assert indicators(TWO, as_of=AS_OF).columns.tolist() == list(INDICATORS["trade"])


@given(TRADES, st.randoms())
def test_indicators_do_not_depend_on_row_order(rows, random):
    """Shuffled logs give the same table, and the log is left alone."""
    log = trades(rows)
    kept, shuffled = log.copy(), log.sample(frac=1, random_state=random.randrange(2**31))
    first, second = indicators(log, as_of=AS_OF), indicators(shuffled, as_of=AS_OF)
    pd.testing.assert_frame_equal(first, second, rtol=1e-12)
    assert log.equals(kept)


@given(TRADES)
def test_totals_are_kept(rows):
    """Counts and amounts of all clients sum to those of the log up to the day."""
    log = trades(rows)
    log = log[pd.to_datetime(log["date"]) <= AS_OF]
    table = indicators(trades(rows), as_of=AS_OF)
    is_return = log["is_return"].astype(bool)
    assert table["trade_count"].sum() == (~is_return).sum()
    assert table["return_count"].sum() == is_return.sum()
    assert table["amount_cny"].sum() == pytest.approx(log.loc[~is_return, "amount_cny"].sum())
    assert table["return_amount_cny"].sum() == pytest.approx(log.loc[is_return, "amount_cny"].sum())


@given(TRADES)
def test_a_mean_lies_below_the_largest(rows):
    """The average trade never exceeds the largest, and there is one just where there is a trade."""
    table = indicators(trades(rows), as_of=AS_OF)
    traded = table["trade_count"] > 0
    assert (table["mean_amount_cny"] <= table["largest_amount_cny"] + 1e-9)[traded].all()
    assert table["mean_amount_cny"].notna().equals(traded)


def test_days_and_cycle():
    """Time since the first trade runs to the day asked for, the cycle from first to last trade."""
    rows = [("K1", f"2025-06-{day}", 1.0, False) for day in ("01", "21", "11")]
    row = indicators(trades(rows), as_of=AS_OF).loc["K1"]
    assert (row["days_since_first_trade"], row["mean_trade_cycle_days"]) == (29, 10)


def test_one_trade_has_no_cycle():
    """From a single trade no cycle can be read; counts of a client without trades are 0, averages missing."""
    table = indicators(TWO, as_of=AS_OF)
    assert math.isnan(table.loc["K1", "mean_trade_cycle_days"])
    assert table.loc["K2", ["trade_count", "amount_cny", "return_count"]].tolist() == [0, 0, 1]
    assert table.loc["K2", ["mean_amount_cny", "days_since_first_trade"]].isna().all()


def test_what_comes_later_has_not_happened():
    """Trades after the day are passed over, the day itself counts, and an unknown client has no row."""
    rows = [("K1", AS_OF, 10.0, False), ("K1", "2025-07-01", 99.0, False), ("K2", "2025-07-01", 99.0, False)]
    table = indicators(trades(rows), as_of=AS_OF)
    assert table["amount_cny"].to_dict() == {"K1": 10.0}


def test_receipts_and_arrears():
    """Payments, days to payment and what is unpaid after its due day."""
    part = ("K1", "2025-05-01", "2025-06-01", "2025-05-11", 200.0, 50.0)
    row = indicators(TWO, as_of=AS_OF, receipts=receipts(PAID, LATE, part)).loc["K1"]
    assert (row["largest_receipt_cny"], row["mean_receipt_cny"]) == (100, 75)
    assert row["mean_collection_days"] == 20
    assert row["mean_arrears_cny"] == pytest.approx((0 + 300 + 150) / 3)
    assert row["arrears_share"] == pytest.approx(450 / 600)


def test_payment_after_the_day_is_still_open():
    """Before its payment an invoice is in arrears; a later one is unknown, one not yet due is no arrears."""
    later = ("K1", "2025-01-01", "2025-02-01", "2025-05-01", 100.0, 100.0)
    new = ("K1", "2025-02-15", "2025-04-15", None, 70.0, 0.0)
    unknown = ("K1", "2025-03-02", "2025-03-02", None, 300.0, 0.0)
    row = indicators(TWO, as_of="2025-03-01", receipts=receipts(later, new, unknown)).loc["K1"]
    assert row["mean_arrears_cny"] == 100
    assert row["arrears_share"] == 1
    assert math.isnan(row["mean_collection_days"])


def test_overpayment_is_no_negative_arrear():
    """Who pays more than the invoice owes nothing, and pays no other invoice with it."""
    over = ("K1", "2025-01-01", "2025-02-01", "2025-01-31", 100.0, 140.0)
    row = indicators(TWO, as_of=AS_OF, receipts=receipts(over, LATE)).loc["K1"]
    assert row["arrears_share"] == pytest.approx(300 / 400)


def test_contacts_are_counted_by_kind():
    """Contacts are counted by kind; the share of complaints is of what a client said, missing if nothing."""
    said = ["praise", "complaint", "suggestion", "complaint"]
    log = contacts(K1=["task", "task", "process", *said], K2=["task"])
    table = indicators(TWO, as_of=AS_OF, contacts=log)
    assert table.loc["K1", list(INDICATORS["contact"])].tolist() == [2, 1, 2, 0.5]
    assert table.loc["K2", ["task_count", "complaint_count"]].tolist() == [1, 0]
    assert math.isnan(table.loc["K2", "complaint_share"])


def test_empty_logs_give_an_empty_table():
    """No rows in any log: no clients, all eighteen columns."""
    table = indicators(trades([]), as_of=AS_OF, receipts=receipts(), contacts=contacts())
    assert table.shape == (0, 18)


def test_a_client_of_one_log_only_has_a_row():
    """A client that never traded but complained is listed; numbers as ids sort as numbers."""
    log = pd.DataFrame({"client_id": [10, 9], "kind": ["complaint", "task"]})
    table = indicators(trades([(2, "2025-01-01", 5.0, False)]), as_of=AS_OF, contacts=log)
    assert table.index.tolist() == [2, 9, 10]
    assert table.loc[10, ["trade_count", "complaint_share"]].tolist() == [0, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"amount_cny": -1.0}, {"amount_cny": math.nan}, {"amount_cny": math.inf}, {"amount_cny": "12,000"},
        {"date": "31/12/2025"}, {"date": None}, {"is_return": "no"}, {"client_id": None},
        {"margin_cny": math.nan},
    ],
    ids=str,
)  # fmt: skip
def test_unusable_trades_are_refused(change):
    """Amounts that cannot be read, an unreadable date or mark, and a nameless row are refused."""
    with pytest.raises(BadInput):
        indicators(TWO.assign(**change), as_of=AS_OF)


def test_other_unusable_logs_are_refused():
    """A payment without a date, an unknown contact, a missing column and an unreadable day are refused."""
    undated = receipts(("K1", "2025-01-01", "2025-02-01", None, 100.0, 100.0))
    with pytest.raises(BadInput):
        indicators(TWO, as_of=AS_OF, receipts=undated)
    with pytest.raises(BadInput):
        indicators(TWO, as_of=AS_OF, contacts=contacts(K1=["complain"]))
    with pytest.raises(MissingColumn):
        indicators(TWO.drop(columns="is_return"), as_of=AS_OF)
    with pytest.raises(BadInput):
        indicators(TWO, as_of="June")
