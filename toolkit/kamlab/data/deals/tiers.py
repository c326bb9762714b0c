"""Sixty clients on a ladder of asset tiers, some of them a small step below the next one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Flags, Floats, shuffled, stream

LADDER_CNY = (5e4, 5e5, 2e6, 6e6)
"""Lower ends of gold, platinum, wealth and private (teaching values)."""
LEAST_CNY, MOST_CNY = 3e3, 2.4e7
CLEAR_OF_OTHER_LINES_CNY = 1.1e7
"""Large private clients are above the lines of 8 and 10 million that some banks draw."""
NEAR, REACHABLE = (0.91, 0.99), (0.81, 0.88)
"""Assets as a share of the next tier's lower end: within 10 % of it, and within 20 % but not 10 %."""
FAR_SHARE, ABOVE = 0.72, (1.01, 1.05)
"""Clear of the next end, and just past the own one."""
NEAR_COUNTS = (3, 3, 2, 1)
REACHABLE_COUNTS = (2, 2, 1, 1)
ABOVE_COUNTS = (0, 1, 1, 1, 1)
FAR_COUNTS = (13, 11, 9, 6, 2)
CONSENTING = {"near": 6, "reachable": 4, "other": 30}
"""How many of the clients within 10 %, of those within 20 % and of all others consent to marketing."""


def tier_book(variant: int) -> pd.DataFrame:
    """Sixty clients in a shuffled order: `aum_cny` (average, yuan, no two equal), `has_marketing_consent`.

    18 ordinary, 17 gold, 13 platinum, 9 wealth and 3 private clients. 3, 3, 2 and 1 of the lower four lack
    1-9 % of the next tier's lower end; another 2, 2, 1 and 1 lack 12-19 %; all others at least 28 %. Four
    have just passed a line. Six of the nearest nine consent to marketing.
    """
    rng = stream("tier_book", variant)
    while True:
        amounts = np.array(list(_amounts(rng)))
        if len(set(amounts)) == len(amounts):
            break
    near, reachable = sum(NEAR_COUNTS), sum(REACHABLE_COUNTS)
    sizes = {"near": near, "reachable": reachable, "other": len(amounts) - near - reachable}
    consent = np.concatenate([_flags(rng, count, CONSENTING[name]) for name, count in sizes.items()])
    book = pd.DataFrame({"aum_cny": amounts.astype(np.int64), "has_marketing_consent": consent})
    return book.iloc[shuffled(rng, len(book))].set_axis(client_ids(len(book)))


def _amounts(rng: np.random.Generator) -> Iterator[float]:
    """Assets to whole hundreds: first who is near the next line, then who is less near, then all others."""
    for counts, (low, high) in ((NEAR_COUNTS, NEAR), (REACHABLE_COUNTS, REACHABLE)):
        for end, count in zip(LADDER_CNY, counts, strict=True):
            yield from _between(rng, count, low * end, high * end)
    lows = [LEAST_CNY, *(ABOVE[1] * end for end in LADDER_CNY[:-1]), CLEAR_OF_OTHER_LINES_CNY]
    highs = [*(FAR_SHARE * end for end in LADDER_CNY), MOST_CNY]
    for end, count in zip((LEAST_CNY, *LADDER_CNY), ABOVE_COUNTS, strict=True):
        yield from _between(rng, count, ABOVE[0] * end, ABOVE[1] * end)
    for low, high, count in zip(lows, highs, FAR_COUNTS, strict=True):
        yield from _between(rng, count, low, high)


def _between(rng: np.random.Generator, count: int, low: float, high: float) -> Floats:
    """Amounts spread over the logarithmic scale."""
    drawn = np.exp(np.log(low) + (np.log(high) - np.log(low)) * rng.random(count))
    return np.asarray(100 * np.round(drawn / 100), dtype=np.float64)


def _flags(rng: np.random.Generator, count: int, true: int) -> Flags:
    return np.asarray(shuffled(rng, count) < true, dtype=np.bool_)
