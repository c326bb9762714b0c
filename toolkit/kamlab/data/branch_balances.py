"""Month-end balances and transaction counts of two years."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Flags, Floats, Integers, stream

MONTH_COUNT = 24
MONTH_ENDS = np.datetime64("2024-01") + np.arange(1, MONTH_COUNT + 1)
PERSISTENCE = 0.85
SPREADS = (0.10, 0.22)
"""Spread of log balances around their season, personal and corporate."""
PERSONAL_SEASON = (0.03, 0.08, 0.06, 0.0, 0.0, 0.06, 0.0, 0.0, 0.06, 0.0, 0.0, 0.06)
CORPORATE_SEASON = (-0.06, -0.10, 0.12, -0.06, 0.0, 0.12, -0.06, 0.0, 0.12, -0.06, 0.0, 0.12)
"""January to December: quarter-end rush, Spring Festival, tax months."""
DRAIN = np.array([0.72, 0.45, 0.22, 0.07, 0.0008])
"""What is left in the five months that end with the month of leaving; the last for ever after."""
TXN_PER_MONTH = 5.2
TXN_POWER = 0.3


def monthly_table(seed: int, clients: pd.DataFrame) -> pd.DataFrame:
    """24 rows a client, by client and month.

    `client_id` (categorical), `month` (1-24), `month_end_date`, `balance_cny` (yuan, log AR(1) around the
    client's assets with season), `txn_count` (negative binomial, mean growing with balance to the power .3).
    Leavers drain over five months: silent churn, the account stays open.
    """
    rng = stream("branch", seed, "monthly")
    balance = _balances(rng, clients)
    busy = TXN_PER_MONTH * (np.maximum(balance, 1.0) / 30_000) ** TXN_POWER
    count = len(clients)
    owner = np.repeat(np.arange(count), MONTH_COUNT)
    return pd.DataFrame(
        {
            "client_id": pd.Categorical.from_codes(owner, categories=clients.index),
            "month": np.tile(np.arange(1, MONTH_COUNT + 1), count),
            "month_end_date": np.tile(month_end_dates(), count),
            "balance_cny": np.round(balance, 2).ravel(),
            "txn_count": rng.poisson(busy * rng.gamma(2.0, 0.5, busy.shape)).ravel(),
        }
    )


def month_end_dates() -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """Last days of the 24 months, January 2024 first."""
    days = MONTH_ENDS.astype("datetime64[D]") - 1
    return days.astype("datetime64[s]")


def _balances(rng: np.random.Generator, clients: pd.DataFrame) -> Floats:
    is_corporate = clients["is_corporate"].to_numpy()
    noise = _persistent(rng, np.where(is_corporate, SPREADS[1], SPREADS[0]))
    season = np.where(is_corporate[:, None], CORPORATE_SEASON, PERSONAL_SEASON)
    steady = clients["aum_cny"].to_numpy()[:, None] * np.exp(noise) * (1 + np.tile(season, 2))
    left = _left(clients["churn_month"].fillna(0).to_numpy(dtype=np.int64))
    return np.asarray(steady * left, dtype=np.float64)


def _persistent(rng: np.random.Generator, spread: Floats) -> Floats:
    """Stationary AR(1) paths, clients x months, with these standard deviations."""
    shocks = rng.normal(size=(MONTH_COUNT, len(spread)))
    for month in range(1, MONTH_COUNT):
        shocks[month] = PERSISTENCE * shocks[month - 1] + np.sqrt(1 - PERSISTENCE**2) * shocks[month]
    return np.asarray((shocks * spread).T)


def _left(churn_month: Integers) -> Floats:
    """Share of the balance that is left, clients x months; 0 as month of leaving means never."""
    since = np.arange(1, MONTH_COUNT + 1) - (churn_month[:, None] - len(DRAIN) + 1)
    is_draining: Flags = (since >= 0) & (churn_month[:, None] > 0)
    return np.where(is_draining, DRAIN[np.clip(since, 0, len(DRAIN) - 1)], 1.0)
