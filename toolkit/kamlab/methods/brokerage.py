"""What a futures client brings the broker, and how far its margin is used."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from kamlab.schema import numbers, one_row_each, require

FUTURES_FACTS: Mapping[str, int] = MappingProxyType(
    {
        "commission_cny": 1,
        "exchange_fee_cny": -1,
        "introducer_fee_cny": -1,
        "exchange_rebate_cny": 1,
        "interest_cny": 1,
        "cost_to_serve_cny": -1,
    }
)
"""Column that `futures_contribution` reads -> whether it is added or taken off."""


def futures_contribution(frame: pd.DataFrame) -> pd.Series[float]:
    """What each futures client brings the broker in the period of the table, CNY; negative for a loss.

    `commission_cny` - `exchange_fee_cny` (the exchange's part) - `introducer_fee_cny` (the introducing
    intermediary's part) + `exchange_rebate_cny` + `interest_cny` (kept on the client's margin money) -
    `cost_to_serve_cny`. From these columns, all 0 or more and of one period, to a column `contribution_cny`
    on the same index. An empty table gives an empty column. The split is that of a broker's own accounts;
    no public standard was found.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing, infinite, negative or no number (also text that looks like
        one), or a client stands twice.

    Examples
    --------
    >>> futures_contribution(pd.DataFrame({
    ...     "commission_cny": [9_000], "exchange_fee_cny": [4_000], "introducer_fee_cny": [1_500],
    ...     "exchange_rebate_cny": [800], "interest_cny": [600], "cost_to_serve_cny": [1_200]})).tolist()
    [3700.0]
    """
    require(frame, *FUTURES_FACTS)
    one_row_each(frame.index)
    parts = [sign * numbers(frame[name], low=0) for name, sign in FUTURES_FACTS.items()]
    return pd.concat(parts, axis="columns").sum(axis="columns").rename("contribution_cny")


def risk_ratio(frame: pd.DataFrame) -> pd.Series[float]:
    """Risk ratio (风险度) of each futures client: margin used over equity; above 1 calls for more margin.

    From `margin_used_cny` (0 or more) and `equity_cny` (may be negative) to a column `risk_ratio` on the same
    index. Without a position it is 0, whatever the equity; with a position and no equity left it is infinite.
    An empty table gives an empty column.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing, infinite or no number (also text that looks like one), the
        margin is negative, or a client stands twice.

    Examples
    --------
    >>> risk_ratio(pd.DataFrame({"margin_used_cny": [4e5, 0, 100], "equity_cny": [1e6, 0, -5]})).tolist()
    [0.4, 0.0, inf]
    """
    require(frame, "margin_used_cny", "equity_cny")
    one_row_each(frame.index)
    used, equity = numbers(frame["margin_used_cny"], low=0), numbers(frame["equity_cny"])
    ratio = (used / equity.where(equity > 0)).fillna(math.inf)
    return ratio.where(used > 0, 0.0).rename("risk_ratio")
