"""Single transactions behind the monthly counts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import stream

CHANNELS = {"mobile": 0.58, "online": 0.14, "counter": 0.12, "machine": 0.16}
PURPOSES = {"transfer": 0.30, "goods": 0.28, "utility": 0.16, "payroll": 0.10, "cash": 0.10, "tax": 0.06}


def transactions(seed: int, monthly: pd.DataFrame, *, row_limit: int = 100_000) -> pd.DataFrame:
    """Transactions of the first clients of `monthly`, whole client-months, at most `row_limit` rows.

    `client_id`, `txn_date`, `amount_cny` (yuan, lognormal, median about 1 % of the month's balance),
    `is_inflow`, `channel`, `purpose`. Sorted by client and month.
    """
    rng = stream("branch", seed, "transactions")
    reached = monthly["txn_count"].cumsum().to_numpy()
    kept = monthly.iloc[: int(np.searchsorted(reached, row_limit, side="right"))]
    place = np.repeat(np.arange(len(kept)), kept["txn_count"].to_numpy())
    typical = 50 + 0.01 * kept["balance_cny"].to_numpy()[place]
    days = np.floor(28 * rng.random(len(place))).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "client_id": kept["client_id"].to_numpy()[place],
            "txn_date": kept["month_end_date"].to_numpy()[place] - days,
            "amount_cny": np.round(typical * np.exp(rng.normal(size=len(place))), 2),
            "is_inflow": rng.random(len(place)) < 0.45,
            "channel": _labels(rng, CHANNELS, len(place)),
            "purpose": _labels(rng, PURPOSES, len(place)),
        }
    )


def _labels(rng: np.random.Generator, shares: dict[str, float], count: int) -> pd.Series:
    cuts = np.cumsum(list(shares.values()))[:-1]
    codes = np.searchsorted(cuts, rng.random(count))
    return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(list(shares))))
