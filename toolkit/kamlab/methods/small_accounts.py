"""A plan for small accounts tried out on a book of them: who pays, who leaves, who complains, who is hurt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlab.methods.fees import (
    CHANNEL_COST_CNY,
    CLOSURE_CURVE,
    COMPLAINT_CURVE,
    MARGIN_SHARE,
    MOVED_COMPLAINT_SHARE,
    NOTICE_DAYS,
    FeeEffect,
    broken_rules,
    fee_effect,
)
from kamlab.schema import flags, not_empty, numbers, one_row_each, require

CLOSURE_FACTOR = {"young": 1.5, "vulnerable": 0.5}
"""The young leave more easily; the vulnerable have nowhere to go and pay (teaching values)."""
VULNERABLE_COMPLAINT_FACTOR = 1.2
"""The vulnerable and those who speak for them complain more often (teaching value)."""
CLOSURE_BOUNDS = (0.05, 0.40)
COMPLAINT_BOUNDS = (0.01, 0.08)
YOUNG = "under_26"
"""Age band of those who may be key clients one day."""
MONTHS = 12


@dataclass(frozen=True)
class FeePlan:
    """What a bank decides about its small accounts.

    Attributes
    ----------
    fee_cny
        Yearly fee.
    moved_share
        Part of the counter business, 0-1, that is sent to the machines.
    has_exemption
        Whether the vulnerable and each client's one free account pay nothing, and the vulnerable keep the
        counter.
    """

    fee_cny: float = 0.0
    moved_share: float = 0.0
    has_exemption: bool = False


@dataclass(frozen=True)
class FeeScenario:
    """What a plan does to a book of small accounts.

    Attributes
    ----------
    effect
        Money, closures and complaints of a year.
    hurt_count
        Vulnerable accounts that pay the fee, or lose the counter they use without being asked.
    young_closed_count
        Closed accounts of the young, not rounded: the potential that leaves.
    broken
        Names of the rules that the plan breaks.
    """

    effect: FeeEffect
    hurt_count: int
    young_closed_count: float
    broken: tuple[str, ...]


def fee_scenario(book: pd.DataFrame, *, plan: FeePlan) -> FeeScenario:
    """A fee plan on a book of small accounts; every rate is a teaching value of this course.

    From one row an account: `balance_cny` (yuan), `counter_count`, `machine_count`, `online_count`
    (transactions a month), `age_band`, `is_vulnerable`, `is_free_account` (the one account for which the
    client asked that nothing be charged).

    Where a fee is charged, 5-40 % of accounts close and 1-8 % complain, more with a higher fee; the young
    close more often, the vulnerable less. Without a fee none does. Where counter business is moved and nobody
    helps, some of those who use the counter complain as well. Notice is given as the course wants it.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, the book is empty, an account stands twice, a number is negative or missing, the
        fee is negative or a share is not 0-1.

    Examples
    --------
    >>> one = {"balance_cny": 3000, "counter_count": 1, "machine_count": 2, "online_count": 2}
    >>> marks = {"age_band": "60_plus", "is_vulnerable": True, "is_free_account": False}
    >>> book = pd.DataFrame([one | marks])
    >>> fee_scenario(book, plan=FeePlan(fee_cny=12)).hurt_count
    1
    >>> fee_scenario(book, plan=FeePlan(fee_cny=12, has_exemption=True)).hurt_count
    0
    """
    counts = [f"{channel}_count" for channel in CHANNEL_COST_CNY]
    require(book, "balance_cny", *counts, "age_band", "is_vulnerable", "is_free_account", table="accounts")
    not_empty(book)
    one_row_each(book.index)
    fee = numbers([plan.fee_cny], low=0).iloc[0]
    moved_share = numbers([plan.moved_share], low=0, high=1).iloc[0]
    is_vulnerable, is_free = _marks(book["is_vulnerable"]), _marks(book["is_free_account"])
    is_charged = (fee > 0) & ~(plan.has_exemption & (is_vulnerable | is_free))
    counter = numbers(book["counter_count"], low=0)
    is_moved = (moved_share > 0) & (counter > 0) & ~(plan.has_exemption & is_vulnerable)
    accounts = _yearly(book, counts).assign(
        fee_cny=fee * is_charged,
        channel_saving_cny=MONTHS * _cheaper() * moved_share * counter * is_moved,
        closed_count=_closure(book["age_band"], is_vulnerable, fee) * is_charged,
        complaint_count=_complaint(is_vulnerable, fee) * is_charged
        + MOVED_COMPLAINT_SHARE * moved_share * is_moved * (0.0 if plan.has_exemption else 1.0),
    )
    is_young = book["age_band"] == YOUNG
    return FeeScenario(
        effect=fee_effect(accounts),
        hurt_count=int((is_vulnerable & (is_charged | is_moved)).sum()),
        young_closed_count=float(accounts.loc[is_young, "closed_count"].sum()),
        broken=_broken(plan, cost_cny=float(accounts["cost_to_serve_cny"].mean())),
    )


def _marks(column: pd.Series) -> pd.Series[bool]:
    return column if column.dtype == bool else flags(column)


def _yearly(book: pd.DataFrame, counts: Sequence[str]) -> pd.DataFrame:
    """One account a row with what it costs and what its balance earns, yuan a year."""
    costs = zip(counts, CHANNEL_COST_CNY.values(), strict=True)
    monthly = sum((numbers(book[name], low=0) * cost for name, cost in costs), start=0.0)
    margin = numbers(book["balance_cny"], low=0) * MARGIN_SHARE
    return pd.DataFrame(
        {"account_count": 1.0, "cost_to_serve_cny": MONTHS * monthly, "account_margin_cny": margin},
        index=book.index,
    )


def _cheaper() -> float:
    """What one transaction costs less at a machine than at the counter, yuan."""
    return CHANNEL_COST_CNY["counter"] - CHANNEL_COST_CNY["machine"]


def _closure(age_band: pd.Series, is_vulnerable: pd.Series[bool], fee: float) -> pd.Series[float]:
    factor = pd.Series(1.0, index=age_band.index)
    factor[age_band == YOUNG] = CLOSURE_FACTOR["young"]
    factor[is_vulnerable] = CLOSURE_FACTOR["vulnerable"]
    return (_at(CLOSURE_CURVE, fee) * factor).clip(*CLOSURE_BOUNDS)


def _complaint(is_vulnerable: pd.Series[bool], fee: float) -> pd.Series[float]:
    factor = np.where(is_vulnerable, VULNERABLE_COMPLAINT_FACTOR, 1.0)
    shares = np.clip(_at(COMPLAINT_CURVE, fee) * factor, *COMPLAINT_BOUNDS)
    return pd.Series(shares, index=is_vulnerable.index)


def _at(curve: Sequence[tuple[float, float]], fee: float) -> float:
    fees, shares = zip(*curve, strict=True)
    return float(np.interp(fee, fees, shares))


def _broken(plan: FeePlan, *, cost_cny: float) -> tuple[str, ...]:
    asked = {
        "fee_cny": plan.fee_cny,
        "cost_to_serve_cny": cost_cny,
        "has_exemption": plan.has_exemption,
        "notice_days": NOTICE_DAYS,
        "keeps_counter": plan.has_exemption or plan.moved_share == 0,
    }
    found = broken_rules(pd.DataFrame([asked])).iloc[0]
    return tuple(str(rule) for rule in found.index[found])
