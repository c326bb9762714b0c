"""A book counted by product coverage, for the expected-loss question."""

from __future__ import annotations

import pandas as pd

from kamlab.data.draws import shuffled, stream

FIXED_COUNTS = (500, 300, 200)
TOTAL_COUNT = 1_000
STEP = 50
"""Counts are multiples of 50, so that 62, 42 and 12 % of them are whole clients."""


def coverage_book(variant: int) -> pd.DataFrame:
    """Three rows `one_product`, `three_products`, `five_plus_products` (index `coverage`).

    Columns: `product_count` (1, 3, and 5 for five or more), `client_count`; 1,000 clients together.
    Variant 0 is 500/300/200. In the others one product is the commonest, every row has at least
    100 clients to move, and the expected loss at 62/42/12 is 41-53 % of clients, never half (who counts the
    clients that stay would be right). No two are equal.
    """
    counts = FIXED_COUNTS if variant == 0 else _drawn(variant)
    rows = pd.Index(["one_product", "three_products", "five_plus_products"], name="coverage")
    return pd.DataFrame({"product_count": (1, 3, 5), "client_count": counts}, index=rows)


def _drawn(variant: int) -> tuple[int, int, int]:
    """The variant's place in one shuffled list of all fair splits."""
    splits = [
        (one, three, TOTAL_COUNT - one - three)
        for one in range(350, 701, STEP)
        for three in range(150, one, STEP)
        if 100 <= TOTAL_COUNT - one - three <= 300
    ]
    fair = [split for split in splits if split != FIXED_COUNTS and not _half_are_lost(split)]
    return fair[int(shuffled(stream("coverage_book"), len(fair))[variant - 1])]


def _half_are_lost(split: tuple[int, int, int]) -> bool:
    one, three, five_plus = split
    return 62 * one + 42 * three + 12 * five_plus == 50 * TOTAL_COUNT
