"""The sample branch that the live panels look at: the same one for every reader."""

from __future__ import annotations

from functools import cache

import pandas as pd

from kamlab.data.branch import Branch, branch
from kamlab.data.branch_transactions import transactions
from kamlab.methods.levels import tiers
from kamlab.methods.rules import by_cuts
from kamlab.methods.segment import cut_table, indicators

SEED = 1
SMALL_CLIENTS = 120
"""Clients of the small book, in which single clients can be named."""
TENURE_BANDS = cut_table((84, 36, 12), labels=("7 years", "3 years", "1 year", "new"))
"""Months with the bank from which a client belongs to a band."""


@cache
def sample_clients() -> pd.DataFrame:
    """Clients of the sample branch, one row a client; not to be changed."""
    return branch(SEED).clients


@cache
def like_clients() -> pd.DataFrame:
    """Clients of the sample branch with what makes them alike: `tier`, `tenure_band`, `has_many_products`."""
    clients = sample_clients()
    months = clients["tenure_month"].astype(float)
    return clients.assign(
        tier=tiers(clients["aum_cny"]).astype(str),
        tenure_band=by_cuts(months, cuts=TENURE_BANDS, name="tenure_band").astype(str),
        has_many_products=clients["product_count"] >= 3,
    )


@cache
def indicator_book() -> pd.DataFrame:
    """Indicators of the clients of a small branch, one row a client, numbers only."""
    small = branch(SEED, SMALL_CLIENTS)
    kept = ["aum_cny", "contribution_cny", "visit_count", "call_count", "complaint_count"]
    return _trade_indicators(small).join(small.clients[kept]).astype(float)


def _trade_indicators(small: Branch) -> pd.DataFrame:
    """Single indicators from the transactions of two years, every client of the book present."""
    log = transactions(SEED, small.monthly)
    trades = log.rename(columns={"txn_date": "date"})[["client_id", "date", "amount_cny"]]
    trades = trades.assign(margin_cny=0.0, is_return=False)
    table = indicators(trades, as_of=trades["date"].max().date())
    kept = ["trade_count", "largest_amount_cny", "mean_amount_cny", "mean_trade_cycle_days"]
    return table.reindex(small.clients.index)[kept]
