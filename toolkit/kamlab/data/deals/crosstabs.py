"""Sixteen clients that three tiers and five levels sort apart, few enough to count by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.deals.levels import CUTS, SAFE, scored_cards
from kamlab.data.draws import Flags, Integers, shuffled, stream

COUNTS = (3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0)
"""Clients in the fifteen cells, in whatever order: ten cells are filled."""
TIERS = ("high", "mid", "low")
TIER_BANDS = {"high": (2.3e6, 8e6), "mid": (5.6e4, 4.5e5), "low": (5e3, 4.6e4)}
MODEST_BAND = (6e5, 1.7e6)
"""Assets in yuan, nobody within 8 % of a line; the modest leave the high tier if its line is at 2 million."""
MODEST_COUNT = 2
SWAP_CHANGES = range(3, 6)
"""How many clients change their level when the two weights are swapped."""


def crosstab_book(variant: int) -> pd.DataFrame:
    """Sixteen clients in a shuffled order.

    Columns: `aum_cny` (yuan, whole thousands, no two equal), `contribution_score`, `potential_score` (0-100,
    whole), `has_veto` (one client of the high tier, else A or B).

    Of the fifteen cells of tiers and levels five are empty, five hold one client, four two and one three.
    Every tier has four clients or more, every level two. Composite scores are at least 2.5 points from a cut;
    with swapped weights three to five clients change their level, and the cells change with them.
    """
    rng = stream("crosstab_book", variant)
    cells = _cells(rng)
    places = [(tier, level) for tier, row in zip(TIERS, cells, strict=True) for level in _levels(row)]
    vetoed = places.index(("high", "E"))
    zones = [SAFE[level] for _, level in places]
    zones[vetoed] = SAFE["AB"[int(rng.integers(2))]]
    scores = _scores(rng, zones, is_vetoed=np.arange(len(places)) == vetoed)
    book = pd.DataFrame(scores, columns=["contribution_score", "potential_score"])
    book.insert(0, "aum_cny", _assets(rng, [tier for tier, _ in places]))
    book["has_veto"] = np.arange(len(book)) == vetoed
    return book.iloc[shuffled(rng, len(book))].set_axis(client_ids(len(book)))


def _levels(row: Integers) -> str:
    return "".join(level * int(count) for level, count in zip("ABCDE", row, strict=True))


def _cells(rng: np.random.Generator) -> Integers:
    """A fair 3 x 5 table: rows high to low, columns A to E, the high tier with someone in E."""
    while True:
        cells = np.array(COUNTS)[shuffled(rng, len(COUNTS))].reshape(3, 5)
        rises = cells[0, :2].sum() >= 3 and cells[2, 3:].sum() >= 3
        if rises and cells[0, 4] >= 1 and (cells.sum(axis=1) >= 4).all() and (cells.sum(axis=0) >= 2).all():
            return cells.astype(np.int64)


def _scores(rng: np.random.Generator, zones: list[tuple[float, float]], *, is_vetoed: Flags) -> Integers:
    """Contribution and potential of each client; swapped weights give another level to a few of them."""
    while True:
        pairs = np.array(scored_cards(rng, zones), dtype=np.int64)
        changes = (_rungs(pairs, (6, 4)) != _rungs(pairs, (4, 6))) & ~is_vetoed
        if int(changes.sum()) in SWAP_CHANGES:
            return pairs


def _rungs(pairs: Integers, tenths: tuple[int, int]) -> Integers:
    return np.asarray(np.searchsorted(CUTS, pairs @ np.array(tenths) / 10, side="right"), dtype=np.int64)


def _assets(rng: np.random.Generator, tiers: list[str]) -> list[int]:
    """Whole thousands of yuan inside each client's band, all different; two of the high tier are modest."""
    bands = [TIER_BANDS[tier] for tier in tiers]
    high = [n for n, tier in enumerate(tiers) if tier == "high"]
    for place in shuffled(rng, len(high))[:MODEST_COUNT]:
        bands[high[place]] = MODEST_BAND
    while True:
        low, high = np.log(np.array(bands)).T
        drawn = 1_000 * np.rint(np.exp(low + (high - low) * rng.random(len(bands))) / 1_000)
        if len(set(drawn.tolist())) == len(drawn):
            return [int(amount) for amount in drawn]
