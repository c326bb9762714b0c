"""Few large buyers: how concentrated a client's orders are, and what the bank loses when a buyer leaves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.pareto import pareto
from kamlab.methods.single import one_number
from kamlab.methods.value import hhi
from kamlab.schema import numbers, one_row_each, require

TOP_COUNT = 10
DAYS_A_YEAR = 365


class BankTerms(NamedTuple):
    """What the bank earns and lends on a client's export orders (teaching values).

    Attributes
    ----------
    advance_share
        Part of a receivable that the bank pays out before the buyer pays.
    fee_share
        Settlement fee, as a share of the orders.
    spread_share
        Interest margin a year, as a share of what is paid out.
    """

    advance_share: float = 0.80
    fee_share: float = 0.0015
    spread_share: float = 0.018


BANK_TERMS = BankTerms()


@dataclass(frozen=True, eq=False)
class OrderConcentration:
    """How far orders are in few hands.

    Attributes
    ----------
    curve
        Share 0-1 of the orders held by the largest buyers: index `buyer_count` from 0, column `order_share`.
    buyer_count
        Buyers with orders.
    total_cny
        Their orders together, yuan.
    top_share
        Share 0-1 of the ten largest, or of all where there are fewer.
    hhi
        Herfindahl-Hirschman index of the shares.
    effective_count
        How many equal buyers would give this index.
    """

    curve: pd.DataFrame
    buyer_count: int
    total_cny: float
    top_share: float
    hhi: float
    effective_count: float


def order_concentration(orders: pd.Series[float]) -> OrderConcentration:
    """Share of the ten largest buyers and Herfindahl-Hirschman index of their orders (Hirschman 1964).

    From the orders of each buyer, yuan; buyers without an order do not count.

    Raises
    ------
    BadInput
        No buyer has an order, a buyer stands twice, or an amount is negative or missing.

    Examples
    --------
    >>> found = order_concentration(pd.Series({"B01": 50.0, "B02": 30.0, "B03": 20.0}))
    >>> found.top_share, round(found.hhi, 2), round(found.effective_count, 2)
    (1.0, 0.38, 2.63)
    """
    one_row_each(orders.index)
    given = numbers(orders, low=0)
    given = given[given > 0]
    if not len(given):
        raise BadInput("methods.nothing_positive")
    index, shares = hhi(given / given.sum()), pareto(given).curve["value_share"]
    curve = shares.rename("order_share").rename_axis("buyer_count").to_frame()
    share = float(shares.iloc[min(TOP_COUNT, len(given))])
    return OrderConcentration(curve, len(given), float(given.sum()), share, index.hhi, index.effective_count)


def concentration_by_quarter(orders: pd.DataFrame, *, quarters: Sequence[str]) -> pd.DataFrame:
    """Total and concentration of the orders in each quarter.

    From one column of orders (yuan) a quarter, one row a buyer, to one row a quarter (index `quarter`):
    `total_cny`, `top_share` (0-1), `hhi`, `effective_count`.

    Raises
    ------
    MissingColumn, BadInput
        As `order_concentration`, or a quarter is missing.

    Examples
    --------
    >>> book = pd.DataFrame({"q1_cny": [50.0, 50.0], "q2_cny": [90.0, 10.0]}, index=["B01", "B02"])
    >>> concentration_by_quarter(book, quarters=["q1_cny", "q2_cny"])["hhi"].round(2).tolist()
    [0.5, 0.82]
    """
    require(orders, *quarters, table="orders")
    found = {name: order_concentration(orders[name]) for name in quarters}
    columns = ("total_cny", "top_share", "hhi", "effective_count")
    rows = [[getattr(result, column) for column in columns] for result in found.values()]
    return pd.DataFrame(rows, columns=list(columns), index=pd.Index(list(found), name="quarter"))


@dataclass(frozen=True, eq=False)
class BuyerLoss:
    """What is lost when the largest buyers order less.

    Attributes
    ----------
    lost_order_cny, lost_share
        Orders of a year, yuan and as a share 0-1 of all.
    receivable_cny
        What these buyers owe the client at any time, for the orders in question, yuan.
    advanced_cny
        What the bank has paid out on that: its exposure if they do not pay.
    lost_fee_cny, lost_interest_cny, lost_income_cny
        The bank's yearly income on these orders: settlement fee, interest margin, both.
    income_cny
        The bank's yearly income on all orders before anybody leaves.
    years_of_income
        Years of that income that would be gone if nothing of `advanced_cny` came back.
    before, after
        Concentration of the orders before and after; None where no order is left.
    """

    lost_order_cny: float
    lost_share: float
    receivable_cny: float
    advanced_cny: float
    lost_fee_cny: float
    lost_interest_cny: float
    lost_income_cny: float
    income_cny: float
    years_of_income: float
    before: OrderConcentration
    after: OrderConcentration | None


def buyer_loss(
    buyers: pd.DataFrame,
    *,
    leaving: int = 1,
    volume_share: float = 1.0,
    delay_days: float = 0.0,
    terms: BankTerms = BANK_TERMS,
) -> BuyerLoss:
    """What client and bank lose when the `leaving` largest buyers take away `volume_share` of their orders.

    From `order_cny` (yuan a year) and `term_days` (days until a buyer pays), one row a buyer. Receivable at
    any time = orders x (days + `delay_days`) / 365; advanced = receivable x advance share; income = orders x
    fee share + advanced x spread. Among equal buyers the one that stands first is the larger.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, no buyer has an order, a buyer stands twice, a number is negative or missing, a
        share is not 0-1, or `leaving` is no whole number from 0 to the number of buyers.

    Examples
    --------
    >>> book = pd.DataFrame({"order_cny": [73e6, 27e6], "term_days": [90, 60]}, index=["B01", "B02"])
    >>> loss = buyer_loss(book)
    >>> loss.lost_share, loss.receivable_cny, loss.advanced_cny, round(loss.lost_income_cny)
    (0.73, 18000000.0, 14400000.0, 368700)
    """
    require(buyers, "order_cny", "term_days", table="buyers")
    orders, days = numbers(buyers["order_cny"], low=0), numbers(buyers["term_days"], low=0)
    before = order_concentration(orders)
    share = one_number(volume_share, name="volume_share", low=0, high=1)
    late = one_number(delay_days, name="delay_days", low=0)
    largest = orders.sort_values(ascending=False, kind="stable").index[: _whole(leaving, most=len(orders))]
    lost = (orders * share).where(orders.index.isin(largest), 0.0)
    left = orders - lost
    owed = float((lost * (days + late) / DAYS_A_YEAR).sum())
    all_owed = float((orders * (days + late) / DAYS_A_YEAR).sum())
    fee, interest = _income(float(lost.sum()), owed, terms)
    income = sum(_income(before.total_cny, all_owed, terms))
    advanced = owed * terms.advance_share
    return BuyerLoss(
        lost_order_cny=float(lost.sum()),
        lost_share=float(lost.sum()) / before.total_cny,
        receivable_cny=owed,
        advanced_cny=advanced,
        lost_fee_cny=fee,
        lost_interest_cny=interest,
        lost_income_cny=fee + interest,
        income_cny=income,
        years_of_income=advanced / income if income else math.nan,
        before=before,
        after=order_concentration(left) if (left > 0).any() else None,
    )


def _whole(value: float, *, most: int) -> int:
    found = one_number(value, name="leaving", low=0, high=most)
    if found % 1:
        raise BadInput("methods.not_whole", column="leaving", row=0, found=found)
    return int(found)


def _income(orders: float, owed: float, terms: BankTerms) -> tuple[float, float]:
    """Settlement fee and interest margin of a year."""
    return orders * terms.fee_share, owed * terms.advance_share * terms.spread_share
