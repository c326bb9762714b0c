"""Sixty clients that two schemes sort differently: asset tiers and five levels."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.deals.levels import SAFE, scored_cards
from kamlab.data.draws import Floats, Integers, shuffled, stream

TIER_BANDS = ((4e3, 4.7e4), (5.4e4, 4.6e5), (5.5e5, 1.85e6), (2.2e6, 5.6e6), (6.5e6, 3e7))
"""Assets, yuan, of an ordinary, gold, platinum, wealth and private client; nobody is within 6 % of a cut."""
TIER_COUNTS = (16, 18, 12, 9, 5)
LEVELS = "E" * 7 + "D" * 14 + "C" * 20 + "B" * 12 + "A" * 6
"""Levels of the clients without a veto, lowest first."""
DISAGREEMENTS = range(30, 37)
"""How many of the sixty stand on another rung in the one scheme than in the other."""


def scheme_book(variant: int) -> pd.DataFrame:
    """Sixty clients in a shuffled order.

    Columns: `aum_cny` (yuan, no two equal), `contribution_score`, `potential_score` (0-100, whole),
    `product_count` (1-7), `has_veto` (one client, else A or B).

    Tiers hold 16, 18, 12, 9 and 5 clients, levels A-E by score 6, 12, 20, 14 and 7 and one vetoed. The
    rungs differ for 30-36 clients. Composite scores are at least 2.5 points from a cut.
    """
    rng = stream("scheme_book", variant)
    rungs = np.array(["EDCBA".index(level) for level in LEVELS] + [0])
    pairs = np.array(scored_cards(rng, [*(SAFE[level] for level in LEVELS), SAFE["B"]]))
    aum = _assets(rng)
    while True:
        places = _matched(rng, pairs)
        if int((_tier_rungs()[places] != rungs).sum()) in DISAGREEMENTS:
            break
    book = pd.DataFrame(pairs, columns=["contribution_score", "potential_score"])
    book.insert(0, "aum_cny", aum[places])
    book["product_count"] = _products(rng, book["aum_cny"].to_numpy())
    book["has_veto"] = np.arange(len(book)) == len(LEVELS)
    return book.iloc[shuffled(rng, len(book))].set_axis(client_ids(len(book)))


def _tier_rungs() -> Integers:
    return np.repeat(np.arange(len(TIER_COUNTS)), TIER_COUNTS)


def _assets(rng: np.random.Generator) -> Integers:
    """Sixty different amounts, ascending, spread evenly on the log scale inside each tier's band."""
    bands = np.log(np.array(TIER_BANDS))[_tier_rungs()]
    while True:
        amounts = np.exp(bands[:, 0] + (bands[:, 1] - bands[:, 0]) * rng.random(len(bands)))
        rounded = np.sort(100 * np.round(amounts / 100)).astype(np.int64)
        if (np.diff(rounded) > 0).all():
            return rounded


def _matched(rng: np.random.Generator, pairs: Integers) -> Integers:
    """For each client its place in the ascending list of assets: higher scores tend to higher places."""
    pull = 0.6 * pairs[:, 0] + 0.4 * pairs[:, 1] + 18.0 * rng.normal(size=len(pairs))
    return np.asarray(np.argsort(np.argsort(pull, kind="stable"), kind="stable"), dtype=np.int64)


def _products(rng: np.random.Generator, aum: Floats) -> Integers:
    wealth = (np.log(aum) - np.log(4e3)) / (np.log(3e7) - np.log(4e3))
    counts = np.floor(1 + 4.2 * wealth + 1.6 * rng.random(len(aum)))
    return np.asarray(np.clip(counts, 1, 7), dtype=np.int64)
