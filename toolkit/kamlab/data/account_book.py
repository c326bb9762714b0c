"""A branch's small accounts, one row an account: who holds them, what is on them, how they are used."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, Integers, shuffled, stream

ACCOUNT_COUNT = 20_000
VULNERABLE_SHARE = 0.09
FREE_SHARE = 0.15
"""Part of the other accounts whose holder asked for the one account that is free."""
AGE_SHARES = {"under_26": 0.22, "26_to_59": 0.63, "60_plus": 0.15}
MEDIAN_CNY, SPREAD = 3_000, 1.1
MONTHLY_MEANS = {"counter": (1.2, 0.1), "machine": (0.8, 1.0), "online": (0.5, 3.0)}
"""Transactions a month of a vulnerable and of any other account: about four together (teaching values)."""
MOST_A_MONTH = 20


def account_book(variant: int, accounts: int = ACCOUNT_COUNT) -> pd.DataFrame:
    """Small accounts of an invented branch (teaching values), index `account_id`; the same on every machine.

    Columns: `age_band` ("under_26", "26_to_59", "60_plus"), `balance_cny` (yuan, lognormal, median 3,000),
    `counter_count`, `machine_count`, `online_count` (transactions a month, Poisson), `is_vulnerable` (9 %:
    old, poor or disabled), `is_free_account` (the one account that its holder has asked to be free; never of
    a vulnerable one, who is exempt anyway).

    Examples
    --------
    >>> book = account_book(0, accounts=1000)
    >>> len(book), int(book["is_vulnerable"].sum())
    (1000, 90)
    """
    rng = stream("account_book", variant, accounts)
    is_vulnerable = shuffled(rng, accounts) < round(VULNERABLE_SHARE * accounts)
    ages = np.array(list(AGE_SHARES))[
        np.searchsorted(np.cumsum(list(AGE_SHARES.values()))[:-1], rng.random(accounts), side="right")
    ]
    ages[is_vulnerable & (ages == "under_26")] = "60_plus"
    book = pd.DataFrame(
        {
            "age_band": ages,
            "balance_cny": np.rint(MEDIAN_CNY * np.exp(SPREAD * rng.normal(size=accounts))),
            **{
                f"{channel}_count": np.where(
                    is_vulnerable, _poisson(rng.random(accounts), weak), _poisson(rng.random(accounts), other)
                )
                for channel, (weak, other) in MONTHLY_MEANS.items()
            },
            "is_vulnerable": is_vulnerable,
            "is_free_account": ~is_vulnerable & (rng.random(accounts) < FREE_SHARE),
        }
    )
    return book.set_axis(pd.RangeIndex(1, accounts + 1, name="account_id"))


def _poisson(shares: Floats, mean: float) -> Integers:
    """Poisson quantile of each share 0-1, at most 20."""
    counts = np.arange(MOST_A_MONTH + 1)
    factorials = np.cumprod(np.maximum(counts, 1).astype(np.float64))
    below = np.cumsum(np.exp(-mean) * mean**counts / factorials)
    return np.asarray(np.searchsorted(below[:-1], shares, side="right"), dtype=np.int64)
