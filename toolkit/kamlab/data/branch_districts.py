"""Where the branch's clients live, and how much they keep with the bank."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, apportioned, even_shares, normal_quantile, shuffled, stream

CLIENT_COUNT = 7_383
THREE_STAR_COUNT = 989
THREE_STAR_LINE_CNY = 200_000.0
"""Assets from which a client is three-star or above (teaching value)."""
SIGMA = 2 * 0.8416212335729143
"""Spread of log assets; twice the normal quantile of .8 puts exactly 80 % of a lognormal in the top 20 %."""
MIDDLE = math.log(THREE_STAR_LINE_CNY) - SIGMA * float(normal_quantile(np.array([1 - 989 / 7383]))[0])
"""Mean of log assets, so that 989 in 7,383 clients are above the three-star line."""

DISTRICT_WEIGHTS = {
    "old_town": (0.24, 0.22),
    "new_town": (0.19, 0.24),
    "riverside": (0.16, 0.17),
    "market_street": (0.14, 0.16),
    "east_bridge": (0.11, 0.09),
    "college_road": (0.09, 0.07),
    "hillside": (0.07, 0.05),
}
"""Share of all clients, and of those with three stars or more, by district (invented)."""


def district_table(clients: int) -> pd.DataFrame:
    """Clients and three-star clients by district (index `district`: `client_count`, `three_star_count`).

    With 7,383 clients the sums are 7,383 and 989, the source's figures; the split is invented.
    """
    weights = np.array(list(DISTRICT_WEIGHTS.values()))
    three_stars = round(clients * THREE_STAR_COUNT / CLIENT_COUNT)
    return pd.DataFrame(
        {
            "client_count": apportioned(clients, weights[:, 0].tolist()),
            "three_star_count": apportioned(three_stars, weights[:, 1].tolist()),
        },
        index=pd.Index(list(DISTRICT_WEIGHTS), name="district"),
    )


def placed_assets(seed: int, districts: pd.DataFrame) -> pd.DataFrame:
    """District, wealth (standard normal) and `aum_cny` (yuan) of every client, in a random order.

    Shares of the lognormal are drawn systematically on each side of the three-star line within each
    district, so counts are exact and the tail hardly varies from seed to seed.
    """
    rng = stream("branch", seed, "assets")
    counts = districts.to_numpy().tolist()
    parts = [
        pd.DataFrame({"district": name, "share": _shares(rng, clients, three_stars)})
        for name, (clients, three_stars) in zip(districts.index, counts, strict=True)
    ]
    placed = pd.concat(parts, ignore_index=True)
    placed = placed.iloc[shuffled(rng, len(placed))].reset_index(drop=True)
    wealth = normal_quantile(placed.pop("share").to_numpy())
    return placed.assign(wealth=wealth, aum_cny=np.round(np.exp(MIDDLE + SIGMA * wealth), 2))


def _shares(rng: np.random.Generator, clients: int, three_stars: int) -> Floats:
    line = 1 - THREE_STAR_COUNT / CLIENT_COUNT
    below = even_shares(rng, clients - three_stars) * line
    above = line + even_shares(rng, three_stars) * (1 - line)
    return np.concatenate([below, above])
