"""RFM: how long ago, how often and how much, from a list of transactions to scores of each client."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import is_datetime64_any_dtype, is_object_dtype

from kamlab.errors import BadInput
from kamlab.methods.scoring import quantile_levels
from kamlab.methods.sums import Places, steady_totals
from kamlab.schema import dates, filled, named, numbers, one_row_each, require

RFM_SCORES = ("r_score", "f_score", "m_score")
MOST_BINS = 9
"""Levels that one digit of a code can tell apart."""
LARGEST = 1e200
"""Beyond it an amount is a slip, and totals could not be computed."""
ONE_DAY = pd.Timedelta(days=1)


def rfm_table(
    transactions: pd.DataFrame,
    *,
    client: str,
    date: str,
    amount: str,
    invoice: str | None = None,
    as_of: date | str | None = None,
) -> pd.DataFrame:
    """Days since the last transaction, number of transactions and total amount of each client.

    From one row a transaction to one row a client, sorted (index named like the column `client`):
    `days_since_last_txn` (whole days up to `as_of`), `txn_count`, `amount_total` (unit of `amount`, to 14
    digits, so that the order of the rows does not show). Bult & Wansbeek 1995; for a bank read transactions
    as active contacts or trades: a balance is a stock and no transaction.

    Rows that are quite the same count as two transactions, as a client may do the same thing twice a day. A
    negative amount, such as a return, lowers the total and counts as a transaction. What is dated after
    `as_of` has not happened yet and is passed over; a client with nothing else is not in the result. No row
    gives an empty table.

    Parameters
    ----------
    transactions
        One row a transaction, or a line of one if `invoice` tells which lines belong together.
    client, date, amount
        Columns that hold whom (numbers or text, told apart as they are written), when (dates, ISO texts, or
        times, which count on their own clock where they have a time zone) and how much.
    invoice
        Column by which `txn_count` counts: distinct invoices of a client rather than rows.
    as_of
        Day from which one looks back, a date or an ISO text; without it the day after the last transaction.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a row names no client or no invoice, clients are named in kinds that have no
        order (numbers beside dates), a date is missing or cannot be read, an amount is missing, infinite,
        beyond 1e200 or no number; text that looks like a number is none.

    Examples
    --------
    >>> log = pd.DataFrame({"client_id": ["K01", "K02", "K01"], "amount_cny": [500.0, 80.0, 20.0],
    ...                     "txn_date": ["2025-03-01", "2025-03-30", "2025-03-11"]})
    >>> rfm_table(log, client="client_id", date="txn_date", amount="amount_cny").loc["K01"].tolist()
    [20.0, 2.0, 520.0]
    """
    require(transactions, client, date, amount, *([] if invoice is None else [invoice]), table="transactions")
    money = numbers(transactions[amount], low=-LARGEST, high=LARGEST)
    key, when = transactions[client], _times(transactions[date])
    latest = when.max().floor("D")
    day = latest + ONE_DAY if as_of is None else dates([as_of]).iloc[0]
    places, clients = _clients(key)
    if latest > day:
        rows = transactions[(when < day + ONE_DAY).to_numpy()]
        return rfm_table(rows, client=client, date=date, amount=amount, invoice=invoice, as_of=as_of)
    counts = np.bincount(places, minlength=len(clients))
    columns = {
        "days_since_last_txn": (day - _last_days(when, places, count=len(clients))).days,
        "txn_count": counts if invoice is None else _distinct(transactions[invoice], places, len(clients)),
        "amount_total": steady_totals(np.asarray(money, dtype=np.float64), places=places, counts=counts),
    }
    return pd.DataFrame(columns, index=clients).iloc[_in_order(clients)]


def _clients(key: pd.Series) -> tuple[Places, pd.Index]:
    """Place of each row's client in the list of clients, and that list, in the order of appearance."""
    places, clients = pd.factorize(key.to_numpy(dtype=object) if _are_objects(key) else key)
    if len(places) and places.min() < 0:
        named(key)
    return places, pd.Index(clients, dtype=key.dtype, name=key.name)


def _are_objects(clients: pd.Series | pd.Index) -> bool:
    """Whether they are held as Python objects, which are found and sorted fastest as such."""
    kind = clients.dtype
    return is_object_dtype(kind) or (isinstance(kind, pd.StringDtype) and kind.storage == "python")


def _in_order(clients: pd.Index) -> list[int] | Places:
    """Places of the clients from the first to the last by name; numbers come before texts."""
    if _are_objects(clients):
        names = clients.tolist()
        with suppress(TypeError):
            return sorted(range(len(names)), key=names.__getitem__)
    try:
        return np.argsort(pd.factorize(clients, sort=True)[0])
    except TypeError as fault:
        raise BadInput("methods.clients_of_several_kinds", column=clients.name) from fault


def _times(column: pd.Series) -> pd.Series[pd.Timestamp]:
    """Moments on their own clock; they stay moments, as only the last one of a client is cut to its day."""
    if not is_datetime64_any_dtype(column) or column.isna().any():
        return dates(column)
    return column.dt.tz_localize(None) if isinstance(column.dtype, pd.DatetimeTZDtype) else column


def _last_days(when: pd.Series[pd.Timestamp], places: Places, *, count: int) -> pd.DatetimeIndex:
    moments = when.to_numpy()
    last = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(last, places, moments.view(np.int64))
    return pd.DatetimeIndex(last.view(moments.dtype)).normalize()


def _distinct(invoices: pd.Series, places: Places, count: int) -> npt.NDArray[np.int64]:
    """How many different invoices each client has."""
    codes, names = pd.factorize(invoices)
    if len(codes) and codes.min() < 0:
        filled(invoices)
    pairs = pd.unique(places * max(len(names), 1) + codes)
    return np.bincount(pairs // max(len(names), 1), minlength=count)


def mean_amount(table: pd.DataFrame) -> pd.Series[float]:
    """Amount a transaction, from `amount_total` and `txn_count`: column `amount_mean` on the same index.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing or no number, or a client has less than one transaction.

    Examples
    --------
    >>> mean_amount(pd.DataFrame({"amount_total": [520.0], "txn_count": [2]})).tolist()
    [260.0]
    """
    require(table, "amount_total", "txn_count", table="rfm")
    return (numbers(table["amount_total"]) / numbers(table["txn_count"], low=1)).rename("amount_mean")


def rfm_scores(table: pd.DataFrame, bins: int = 5, *, money: str = "amount_total") -> pd.DataFrame:
    """Scores 1 to `bins` of each client for R, F and M, and the code they make.

    From columns `days_since_last_txn`, `txn_count` and `money`, one row a client, to `r_score`, `f_score`,
    `m_score` (whole, `bins` the best; fewer days are better) and `rfm_code` (text such as "543") on the same
    index. Each score is 1 + the number of quantile edges strictly below the value (type 7, Hyndman & Fan
    1996; quintiles after Hughes 1994), so equal values share a score, the order of the rows does not matter,
    and a level may stay empty: `empty_levels` tells which. Where all clients are equal, R is `bins` and F and
    M are 1. An empty table gives an empty one.

    The digits of a code are three answers, not a sum; for one number weigh the columns by `weighted_score`.

    Parameters
    ----------
    bins
        Levels, 2 to 9, so that each takes one digit of the code.
    money
        Column that M is read from.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing, infinite or no number, days or a count are negative, a client
        stands twice, or the number of levels is not 2 to 9.

    Examples
    --------
    >>> table = pd.DataFrame({"days_since_last_txn": [5, 60, 360], "txn_count": [9, 1, 1],
    ...                       "amount_total": [80.0, 20.0, 900.0]})
    >>> rfm_scores(table, 3)["rfm_code"].tolist()
    ['332', '211', '113']
    """
    require(table, "days_since_last_txn", "txn_count", money, table="rfm")
    one_row_each(table.index)
    require_bins(bins)
    days, counts = (numbers(table[name], low=0) for name in ("days_since_last_txn", "txn_count"))
    plain = [np.asarray(each, dtype=np.float64) for each in (days, counts, numbers(table[money]))]
    late, f, m = (quantile_levels(each, levels=bins) for each in plain)
    r = bins + 1 - late
    codes = np.array([str(code) for code in range(111 * MOST_BINS + 1)], dtype=object)
    columns = {"r_score": r, "f_score": f, "m_score": m, "rfm_code": codes[100 * r + 10 * f + m]}
    return pd.DataFrame(columns, index=table.index).astype({"rfm_code": "str"})


def require_bins(bins: int) -> None:
    """Refuse a number of levels that one digit of a code cannot hold.

    Raises
    ------
    BadInput
        It is not a whole number from 2 to 9.

    Examples
    --------
    >>> require_bins(5)
    """
    if bins not in range(2, MOST_BINS + 1):
        raise BadInput("methods.bins_not_a_digit", found=bins, most=MOST_BINS)
