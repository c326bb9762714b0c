"""Yearly profit of ten clients, for the 80/20 question."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Floats, one_of, stream

FIXED_THOUSAND = (400, 400, 60, 40, 30, 20, 20, 15, 10, 5)
TOTAL_THOUSAND = 1_000
NEAR_LINE_SHARE = 0.015
DIGITS = range(20, 24)
"""Digits of the ten profits in thousand yuan, all that a learner adds up."""
FALLS = {2: (0.30, 0.42), 3: (0.46, 0.56), 4: (0.57, 0.66)}
"""How fast profits fall from client to client when so many clients are to reach 80 %."""


def client_profits(variant: int) -> pd.DataFrame:
    """Ten clients, largest first: `profit_cny` (yuan a year), 1,000,000 yuan together.

    Variant 0 is the worked set. In the others no two clients are equal, the two best hold 55-85 % and
    no cumulative share lies within 1.5 points of the 80 % line, so that 2, 3 or 4 clients reach it.
    """
    thousand = np.array(FIXED_THOUSAND) if variant == 0 else _drawn(stream("client_profits", variant))
    return pd.DataFrame({"profit_cny": thousand.astype(np.int64) * 1_000}, index=client_ids(len(thousand)))


def _drawn(rng: np.random.Generator) -> Floats:
    wanted = one_of(rng, list(FALLS))
    low, high = FALLS[wanted]
    while True:
        fall = low + (high - low) * rng.random()
        weights = fall ** np.arange(10) * (0.75 + 0.5 * rng.random(10)) + 0.006 * np.arange(10, 0, -1)
        thousand = np.sort(np.round(TOTAL_THOUSAND * weights / weights.sum()))[::-1]
        thousand[0] += TOTAL_THOUSAND - thousand.sum()
        if _is_fair(thousand, wanted):
            return np.asarray(thousand, dtype=np.float64)


def _is_fair(thousand: Floats, wanted: int) -> bool:
    reached = np.cumsum(thousand) / TOTAL_THOUSAND
    return bool(
        len(set(thousand.tolist())) == len(thousand)
        and len("".join(f"{amount:.0f}" for amount in thousand)) in DIGITS
        and 0.55 <= reached[1] <= 0.85
        and np.abs(reached - 0.8).min() > NEAR_LINE_SHARE
        and np.searchsorted(reached, 0.8) + 1 == wanted
    )
