"""Deposits asked of dealers: who falls below the line, and which demands are unfair."""

from __future__ import annotations

import pandas as pd

from kamlab.methods.single import one_number
from kamlab.schema import flags, numbers, one_row_each, require

DEPOSIT_LINE_CNY = 6_000_000
"""Deposit asked of new dealers in the source's example, yuan."""
RETURN_DAYS = 30
"""A deposit is back at most so many days after the end of a contract (teaching value)."""
UNFAIR = ("home", "excess", "mixed", "locked")
"""What makes a demand for a deposit unfair, in the order in which it is asked (teaching rules)."""


def below_line(dealers: pd.DataFrame, *, line_cny: float = DEPOSIT_LINE_CNY) -> pd.Series[bool]:
    """Which dealers have less capital than the deposit line asks; one exactly at the line is not below it.

    From `own_capital_cny` (yuan) to a true/false column `is_below` on the same index.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a dealer stands twice, or an amount is negative or missing.

    Examples
    --------
    >>> below_line(pd.DataFrame({"own_capital_cny": [5_990_000, 6_000_000]})).tolist()
    [True, False]
    """
    require(dealers, "own_capital_cny", table="dealers")
    one_row_each(dealers.index)
    capital = numbers(dealers["own_capital_cny"], low=0)
    return (capital < one_number(line_cny, name="line_cny", low=0)).rename("is_below")


def unfair_terms(offers: pd.DataFrame) -> pd.DataFrame:
    """What is unfair about each demand for a deposit, by four grounds (teaching rules, no legal advice).

    From `deposit_cny` and `credit_goods_cny` (yuan; goods handed over before they are paid), `is_held_apart`
    (the deposit lies in an account of its own), `return_days` (days until it is back after the contract) and
    `asks_home_deed` to four true/false columns on the same index, in the order of `UNFAIR`:

    `home` a deed of the dealer's home is asked; `excess` the deposit is larger than the goods on credit;
    `mixed` it is not held apart; `locked` it comes back later than `RETURN_DAYS` days after the end.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, an offer stands twice, a number is negative or missing, or a mark is
        neither true nor false.

    Examples
    --------
    >>> offer = {"deposit_cny": 6e6, "credit_goods_cny": 2e6, "is_held_apart": True, "return_days": 30}
    >>> unfair_terms(pd.DataFrame([offer | {"asks_home_deed": False}])).iloc[0].to_dict()
    {'home': False, 'excess': True, 'mixed': False, 'locked': False}
    """
    amounts = ("deposit_cny", "credit_goods_cny", "return_days")
    require(offers, *amounts, "is_held_apart", "asks_home_deed", table="offers")
    one_row_each(offers.index)
    deposit, goods, days = (numbers(offers[name], low=0) for name in amounts)
    grounds = (
        flags(offers["asks_home_deed"]),
        deposit > goods,
        ~flags(offers["is_held_apart"]),
        days > RETURN_DAYS,
    )
    return pd.DataFrame(dict(zip(UNFAIR, grounds, strict=True)), index=offers.index)
