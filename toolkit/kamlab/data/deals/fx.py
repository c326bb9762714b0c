"""Foreign-exchange settlement of a sample branch by segment, before a downturn and in it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.draws import shuffled, stream

SEGMENTS = ("exporters", "market_traders", "remittances", "services", "investors")
FIXED = ((160, 150), (90, 66), (50, 56), (14, 8), (36, 34))
"""Variant 0 in the order of `SEGMENTS`, USD million before and in the downturn."""
TOTAL_FALLS = (0.08, 0.14)


class Role(NamedTuple):
    """What becomes of a segment: bounds of its settlement before, USD million, and of its fall, 0-1."""

    before: tuple[int, int]
    fall: tuple[float, float]


ROLES = (
    Role((140, 190), (0.04, 0.08)),
    Role((80, 115), (0.24, 0.32)),
    Role((40, 65), (-0.18, -0.08)),
    Role((12, 18), (0.36, 0.5)),
    Role((30, 45), (0.02, 0.07)),
)
"""The largest, one that loses most money, one that grows, a small one that falls fastest, a steady one."""
HIT = 1
LEAD = 2.0
"""The largest loss in money is at least this many times the next."""


def fx_book(variant: int) -> pd.DataFrame:
    """Five segments (index `fx_segment`): `fx_before_musd`, `fx_after_musd` (USD million a year, whole).

    One segment loses most money, at least twice as much as the next. It is neither the largest segment nor
    the one with the largest fall in percent; one segment grows. The whole branch falls by 8 to 14 %. Which
    segment is which differs from variant to variant. Teaching values.
    """
    pairs = np.array(FIXED) if variant == 0 else _drawn(stream("fx_book", variant))
    rows = pd.Index(SEGMENTS, name="fx_segment")
    return pd.DataFrame(pairs, columns=["fx_before_musd", "fx_after_musd"], index=rows)


def _drawn(rng: np.random.Generator) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    while True:
        before = np.array([int(rng.integers(low, high + 1)) for (low, high), _ in ROLES])
        falls = np.array([low + (high - low) * rng.random() for _, (low, high) in ROLES])
        after = np.rint(before * (1 - falls)).astype(np.int64)
        lost = before - after
        rest = np.delete(lost, HIT).max()
        if TOTAL_FALLS[0] <= lost.sum() / before.sum() <= TOTAL_FALLS[1] and lost[HIT] >= LEAD * rest:
            return np.column_stack([before, after])[shuffled(rng, len(ROLES))]
