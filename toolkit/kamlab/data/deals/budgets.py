"""A district's budget for upkeep: how many clients it keeps, and how many it would win instead."""

from __future__ import annotations

import pandas as pd

from kamlab.data.draws import shuffled, stream

FIXED = (1_000, 600)
KEEP_COSTS_CNY = (400, 500, 600, 800, 1_000, 1_200, 1_500, 2_000)
KEPT_COUNTS = (180, 300, 480, 600, 720, 900)
"""All are divisible by 4, 5 and 6; a seventh leaves a remainder of 4 to 6, so that rounding up is a slip."""


def keep_budget(variant: int) -> pd.DataFrame:
    """One district (index `district`): `keep_cost_cny` (yuan a client a year), `budget_cny` (yuan).

    The budget keeps 180 to 900 clients, whole; where winning one costs 4, 5 or 6 times as much it wins a
    whole number, at 7 times it does not, and the part left over is more than half a client. Variant 0 is
    1,000 and 600,000.
    """
    cost, kept = FIXED if variant == 0 else _drawn(variant)
    return pd.DataFrame(
        {"keep_cost_cny": [cost], "budget_cny": [cost * kept]}, index=pd.Index(["riverside"], name="district")
    )


def _drawn(variant: int) -> tuple[int, int]:
    """The variant's place in one shuffled list of all pairs."""
    pairs = [(cost, kept) for cost in KEEP_COSTS_CNY for kept in KEPT_COUNTS if (cost, kept) != FIXED]
    return pairs[int(shuffled(stream("keep_budget"), len(pairs))[variant - 1])]
