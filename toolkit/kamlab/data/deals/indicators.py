"""One client's trades to read six single indicators from, and six clients that two indicators rank apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Integers, one_of, shuffled, stream

FIXED_TRADES = (12, 8, 30, 10)
FIXED_RETURN = 2
RETURN_PLACE = 3
"""Before which trade the return stands in the fixed card: after the third."""
PATTERNS = (
    (2, 6, 1, 3, 4, 5), (2, 6, 1, 3, 5, 4), (2, 6, 1, 4, 3, 5), (2, 6, 1, 5, 3, 4),
    (3, 1, 4, 5, 6, 2), (3, 1, 4, 6, 5, 2), (3, 1, 5, 4, 6, 2), (3, 1, 5, 6, 4, 2),
    (3, 4, 1, 5, 6, 2), (3, 4, 1, 6, 5, 2), (3, 6, 1, 2, 4, 5), (3, 6, 1, 2, 5, 4),
)  # fmt: skip
"""Rank by average trade of the clients ranked 1 to 6 by count: one moves four places, all others at most two,
and who moves most is first in neither ranking."""


def indicator_card(variant: int) -> pd.DataFrame:
    """Five entries of one client in order: `amount_cny` (yuan, whole thousands), `is_return` (index 1-5).

    Four trades and one return, smaller than every trade. Variant 0 is the worked client, 12, 8, 30 and 10
    thousand and a return of 2. In all, the trades differ, their mean is a whole thousand, one of them has
    one digit, the last is not the largest, and the return is neither the first nor the last entry.
    """
    rng = stream("indicator_card", variant)
    trades = FIXED_TRADES if variant == 0 else _whole_mean(rng)
    back, place = (FIXED_RETURN, RETURN_PLACE) if variant == 0 else (one_of(rng, (1, 2, 3)), _place(rng))
    thousand = [*trades[:place], back, *trades[place:]]
    rows = pd.RangeIndex(1, len(thousand) + 1, name="entry_number")
    amounts = [1_000 * amount for amount in thousand]
    return pd.DataFrame({"amount_cny": amounts, "is_return": np.arange(len(rows)) == place}, index=rows)


def _place(rng: np.random.Generator) -> int:
    return one_of(rng, (1, 2, 3))


def _whole_mean(rng: np.random.Generator) -> tuple[int, ...]:
    """Four different trades, thousand yuan, of which one has one digit and the last is not the largest."""
    while True:
        drawn = [int(rng.integers(11, 40)) for _ in range(3)] + [int(rng.integers(5, 10))]
        trades = tuple(drawn[place] for place in shuffled(rng, len(drawn)))
        is_whole = len(set(trades)) == len(trades) and sum(trades) % len(trades) == 0
        if is_whole and max(trades) != trades[-1]:
            return trades


def indicator_ranks(variant: int) -> pd.DataFrame:
    """Six clients in a shuffled order: `trade_count`, `amount_cny` (yuan in all).

    The average trade is a whole number of thousands. Ranked by average trade instead of by number of trades,
    one client moves four places and all others at most two; that client is first in neither ranking, and by
    total amount another one moves most. No two clients are equal in any of the three.
    """
    rng = stream("indicator_ranks", variant)
    while True:
        counts, means = _spread(rng, low=4, high=37), _spread(rng, low=3, high=41)
        pattern = PATTERNS[int(rng.integers(len(PATTERNS)))]
        amounts = counts * means[np.array(pattern) - 1]
        if _is_fair(amounts, pattern):
            break
    book = pd.DataFrame({"trade_count": counts, "amount_cny": 1_000 * amounts})
    return book.iloc[shuffled(rng, len(book))].set_axis(client_ids(len(book)))


def _spread(rng: np.random.Generator, *, low: int, high: int) -> Integers:
    """Six numbers, largest first, each at least two above the next."""
    while True:
        drawn = np.sort(rng.integers(low, high, size=6))[::-1]
        if (np.diff(drawn) <= -2).all():
            return drawn.astype(np.int64)


def _is_fair(amounts: Integers, pattern: tuple[int, ...]) -> bool:
    """Whether ranking by total makes another client move most, by more places than any other does."""
    places = np.arange(6)
    by_total = np.empty(6, dtype=np.int64)
    by_total[np.argsort(-amounts, kind="stable")] = places
    moves, meant = np.abs(by_total - places), np.abs(np.array(pattern) - 1 - places)
    has_one = (moves == moves.max()).sum() == 1
    return bool(len(set(amounts.tolist())) == 6 and has_one and moves.argmax() != meant.argmax())
