"""Two years at a futures broker, month by month: equity, turnover, what the broker earns, who leaves."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.branch_balances import MONTH_COUNT, month_end_dates
from kamlab.data.broker_classes import rate
from kamlab.data.draws import Flags, Floats, Integers, stream

INTEREST_A_YEAR = 0.0027
"""Part of the interest on a client's equity that the broker keeps, a year."""
SEASON = (0.95, 0.75, 1.05, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.80, 1.05, 1.0)
"""Turnover from January to December: lower at Spring Festival and in October."""
FALLEN = ((0.5, 1.8), (0.2, 2.2))
"""Below such a part of the first equity the chance of leaving is so many times higher; both may apply."""
RISK_SPREAD = 0.49


def market_volatility(seed: int) -> Floats:
    """Volatility of the whole market in 24 months, about 1: the exponential of an AR(1) with phi .8."""
    rng = stream("broker", seed, "market")
    path = 0.30 * rng.normal(size=MONTH_COUNT)
    for month in range(1, MONTH_COUNT):
        path[month] = 0.8 * path[month - 1] + 0.6 * path[month]
    return np.exp(path)


def monthly_table(seed: int, clients: pd.DataFrame) -> pd.DataFrame:
    """24 rows a client, by client and month; zeros after the client has left.

    `client_id`, `month` (1-24), `month_end_date`, `is_active`, `equity_cny` (month end), `risk_ratio`
    (margin used over equity; above 1 means a margin call), `turnover_cny`, `commission_cny`, `net_fee_cny`
    (the broker's part of it), `interest_cny`, `contribution_cny` (net fee + interest - cost to serve).
    All money in yuan a month.
    """
    rng = stream("broker", seed, "months")
    of_class: Integers = np.asarray(clients["client_class"].cat.codes, dtype=np.int64)[:, None]
    path = _equity_paths(rng, clients["equity_cny"].to_numpy(), of_class)
    is_active = _staying(rng, path, of_class)
    equity = np.where(is_active, path, 0.0)
    risk = np.where(is_active, _risk(rng, of_class, path.shape), 0.0)
    money = _income(rng, equity, of_class, volatility=market_volatility(seed))
    cost = np.where(is_active, rate("service_cny")[of_class], 0.0)
    frame = _month_rows(clients).assign(is_active=is_active.ravel(), equity_cny=np.round(equity, 2).ravel())
    frame["risk_ratio"] = np.round(risk, 4).ravel()
    for name, values in money.items():
        frame[name] = np.round(values, 2).ravel()
    earned = money["net_fee_cny"] + money["interest_cny"]
    return frame.assign(contribution_cny=np.round(earned - cost, 2).ravel())


def _month_rows(clients: pd.DataFrame) -> pd.DataFrame:
    count = len(clients)
    owner = np.repeat(np.arange(count), MONTH_COUNT)
    return pd.DataFrame(
        {
            "client_id": pd.Categorical.from_codes(owner, categories=clients.index),
            "month": np.tile(np.arange(1, MONTH_COUNT + 1), count),
            "month_end_date": np.tile(month_end_dates(), count),
        }
    )


def _equity_paths(rng: np.random.Generator, start: Floats, of_class: Integers) -> Floats:
    """Month-end equity, clients x months, of a client who never leaves."""
    swing, drift = rate("swing")[of_class], rate("drift")[of_class]
    steps = rng.normal(size=(len(start), MONTH_COUNT)) * swing + drift
    return np.asarray(start[:, None] * np.exp(np.cumsum(steps, axis=1)), dtype=np.float64)


def _staying(rng: np.random.Generator, equity: Floats, of_class: Integers) -> Flags:
    """Whether the client is still there at each month end; losses make leaving likelier."""
    hazard = np.broadcast_to(rate("hazard")[of_class], equity.shape)
    for part, times in FALLEN:
        hazard = hazard * np.where(equity < part * equity[:, :1], times, 1.0)
    return np.cumprod(rng.random(equity.shape) >= hazard, axis=1).astype(np.bool_)


def _risk(rng: np.random.Generator, of_class: Integers, shape: tuple[int, ...]) -> Floats:
    """Margin used over equity: lognormal about the mean of the class."""
    factor = np.exp(RISK_SPREAD * rng.normal(size=shape) - RISK_SPREAD**2 / 2)
    return np.asarray(rate("risk_ratio")[of_class] * factor, dtype=np.float64)


def _income(
    rng: np.random.Generator, equity: Floats, of_class: Integers, *, volatility: Floats
) -> dict[str, Floats]:
    """Turnover and what the broker earns by it, yuan a month, clients x months."""
    busy = np.exp(0.35 * rng.normal(size=equity.shape) - 0.06) * volatility * np.tile(SEASON, 2)
    turnover = equity * rate("turnover")[of_class] * busy
    commission = turnover * rate("fee")[of_class]
    return {
        "turnover_cny": turnover,
        "commission_cny": commission,
        "net_fee_cny": commission * rate("kept")[of_class],
        "interest_cny": equity * INTEREST_A_YEAR / 12,
    }
