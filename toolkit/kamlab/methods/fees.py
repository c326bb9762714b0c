"""Fees on small accounts: what a fee brings and what it costs, who is hurt, and which rules a plan breaks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.single import one_number
from kamlab.schema import flags, not_empty, numbers, one_row_each, require

CLOSURE_CURVE = ((0, 0.05), (12, 0.20), (36, 0.35), (60, 0.40))
"""Yearly fee, yuan -> share of charged accounts that close because of it (teaching values)."""
COMPLAINT_CURVE = ((0, 0.01), (12, 0.06), (36, 0.08), (60, 0.08))
"""The same for complaints (teaching values)."""
COMPLAINT_COST_CNY = 150.0
"""What one complaint costs the bank: time, follow-up, good name (teaching value)."""
CHANNEL_COST_CNY = {"counter": 4.0, "machine": 0.6, "online": 0.1}
"""Cost of one transaction by channel (teaching values)."""
MARGIN_SHARE = 0.005
"""Interest margin of a small account a year, as a share of its balance (teaching value)."""
NOTICE_DAYS = 90
"""Days between the notice of a fee and its start (teaching value; ask compliance for the rule in force)."""
MOVED_COMPLAINT_SHARE = 0.02
"""Complaints of those whose counter business is moved without help, if all of it is (teaching value)."""
RULES = ("basic_service", "exemption", "penalty", "notice")
"""What a plan can break, in the order in which it is asked."""


@dataclass(frozen=True)
class FeeEffect:
    """What a fee does in a year.

    Attributes
    ----------
    account_count, closed_count, complaint_count
        Accounts at the start; closures and complaints because of the plan, not rounded.
    fee_income_cny, saved_cost_cny
        What comes in from accounts that stay, and what need no longer be spent.
    lost_margin_cny, complaint_cost_cny
        Interest margin of closed accounts, and the cost of complaints; both 0 or above.
    net_cny
        Income and saving less the two losses.
    bearable_complaints
        Complaints at which the plan neither gains nor loses; missing where a complaint costs nothing.
    """

    account_count: float
    closed_count: float
    complaint_count: float
    fee_income_cny: float
    saved_cost_cny: float
    lost_margin_cny: float
    complaint_cost_cny: float
    net_cny: float
    bearable_complaints: float

    @property
    def steps(self) -> pd.DataFrame:
        """From nought to the net effect: index `part`, columns `start_cny`, `end_cny`, one row a bar."""
        moves = np.array(
            [self.fee_income_cny, self.saved_cost_cny, -self.lost_margin_cny, -self.complaint_cost_cny]
        )
        ends = np.cumsum(moves)
        parts = pd.Index(["fee_income", "saved_cost", "lost_margin", "complaint_cost", "net"], name="part")
        starts = np.append(ends - moves, 0.0)
        return pd.DataFrame({"start_cny": starts, "end_cny": np.append(ends, self.net_cny)}, index=parts)

    def amount_cny(self, part: str) -> float:
        """Amount of a part of `steps`, losses below 0."""
        signs = {"lost_margin": -1.0, "complaint_cost": -1.0}
        return float(getattr(self, f"{part}_cny")) * signs.get(part, 1.0)


def fee_effect(accounts: pd.DataFrame, *, complaint_cost_cny: float = COMPLAINT_COST_CNY) -> FeeEffect:
    """Net effect of a yearly fee on small accounts (this course's sum; all rates are teaching values).

    From one row an account or a group: `account_count`, `closed_count`, `complaint_count` (accounts, 0 or
    more, also parts of one), `fee_cny`, `cost_to_serve_cny`, `account_margin_cny` (yuan a year and account)
    and, where there is one, `channel_saving_cny` (yuan a year for each account that stays).

    Accounts that close pay no fee: income = fee x (accounts - closed); saved = cost to serve x closed +
    channel saving x (accounts - closed); lost = margin x closed; complaints cost `complaint_cost_cny` (yuan)
    each.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, there is no row, a row stands twice, a number is negative or missing, or more
        accounts close or complain than there are.

    Examples
    --------
    >>> plan = {"account_count": 8000, "closed_count": 1600, "complaint_count": 480, "fee_cny": 12}
    >>> effect = fee_effect(pd.DataFrame([plan | {"cost_to_serve_cny": 18, "account_margin_cny": 25}]))
    >>> effect.fee_income_cny, effect.saved_cost_cny, effect.lost_margin_cny, effect.net_cny
    (76800.0, 28800.0, 40000.0, -6400.0)
    """
    columns = ("account_count", "closed_count", "complaint_count", "fee_cny", "cost_to_serve_cny")
    require(accounts, *columns, "account_margin_cny", table="accounts")
    not_empty(accounts)
    one_row_each(accounts.index)
    count, closed, complaints, fee, cost = (numbers(accounts[name], low=0) for name in columns)
    _at_most(closed, count)
    _at_most(complaints, count)
    margin = numbers(accounts["account_margin_cny"], low=0)
    saving = numbers(accounts["channel_saving_cny"], low=0) if "channel_saving_cny" in accounts else 0.0
    stays = count - closed
    income, saved = float((fee * stays).sum()), float((cost * closed + saving * stays).sum())
    lost, complained = float((margin * closed).sum()), float(complaints.sum())
    price = one_number(complaint_cost_cny, name="complaint_cost_cny", low=0)
    return FeeEffect(
        account_count=float(count.sum()),
        closed_count=float(closed.sum()),
        complaint_count=complained,
        fee_income_cny=income,
        saved_cost_cny=saved,
        lost_margin_cny=lost,
        complaint_cost_cny=complained * price,
        net_cny=income + saved - lost - complained * price,
        bearable_complaints=(income + saved - lost) / price if price else np.nan,
    )


def _at_most(part: pd.Series[float], whole: pd.Series[float]) -> None:
    over = part.index[part > whole + 1e-9]
    if len(over):
        row = over[0]
        more = {"row": row, "found": part[row], "whole": whole[row]}
        raise BadInput("methods.more_than_all", column=str(part.name), of=str(whole.name), **more)


def broken_rules(plans: pd.DataFrame) -> pd.DataFrame:
    """Which of the course's four rules for small accounts each plan breaks (teaching rules, no legal advice).

    From `fee_cny` and `cost_to_serve_cny` (yuan a year and account), `has_exemption` (the vulnerable and each
    client's one free account pay nothing), `notice_days` and `keeps_counter` (the vulnerable can still be
    served at the counter) to four true/false columns on the same index, in the order of `RULES`:

    `basic_service` the counter is closed to the vulnerable; `exemption` there is a fee and nobody is exempt;
    `penalty` the fee is above what the account costs; `notice` there is a fee and fewer than `NOTICE_DAYS`
    days' notice.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a plan stands twice, a number is negative or missing, or a mark is neither true
        nor false.

    Examples
    --------
    >>> plan = {"fee_cny": 36, "cost_to_serve_cny": 18, "has_exemption": True, "notice_days": 90}
    >>> broken_rules(pd.DataFrame([plan | {"keeps_counter": True}])).iloc[0].to_dict()
    {'basic_service': False, 'exemption': False, 'penalty': True, 'notice': False}
    """
    require(
        plans, "fee_cny", "cost_to_serve_cny", "has_exemption", "notice_days", "keeps_counter", table="plans"
    )
    one_row_each(plans.index)
    fee, cost, days = (
        numbers(plans[name], low=0) for name in ("fee_cny", "cost_to_serve_cny", "notice_days")
    )
    is_charged = fee > 0
    broken = (
        ~flags(plans["keeps_counter"]),
        is_charged & ~flags(plans["has_exemption"]),
        fee > cost + 1e-9,
        is_charged & (days < NOTICE_DAYS),
    )
    return pd.DataFrame(dict(zip(RULES, broken, strict=True)), index=plans.index)
