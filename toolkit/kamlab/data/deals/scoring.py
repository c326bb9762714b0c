"""The broken scoring table: nine clients, six criteria, and what was printed of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Flags, Floats, Integers, shuffled, stream

CRITERIA = ("volume_score", "relation_score", "policy_score", "growth_score", "credit_score", "fit_score")
VISIBLE_COUNT = 7
STAR_COUNT = 3
NEAR_MEAN_POINTS = 3.0

FIXED_GRID = (
    (7, 7, 9, 7, 7, 5),
    (9, 9, 7, 7, 7, 7),
    (5, 5, 9, 5, 5, 3),
    (5, 7, 7, 3, 3, 3),
    (5, 7, 3, 5, 5, 3),
    (5, 3, 9, 3, 3, 1),
    (3, 7, 3, 3, 3, 3),
    (3, 1, 1, 5, 3, 3),
    (5, 5, 3, 5, 3, 3),
)
"""A full grid in keeping with every surviving figure of the source's table; three columns are invented."""


def scoring_grid(variant: int) -> pd.DataFrame:
    """Nine clients scored 1, 3, 5, 7 or 9 on the six criteria of `CRITERIA`.

    Variant 0 is the reconstructed grid. In every variant exactly three of the first seven clients reach
    the mean of all nine (and the same three the mean of the seven), the last two do not; the mean is no
    whole number, three totals lie within 3 points of it, and a table of 8 or 10 rows could not have it.
    """
    grid = np.array(FIXED_GRID) if variant == 0 else _drawn(stream("scoring_grid", variant))
    return pd.DataFrame(grid, columns=list(CRITERIA), index=client_ids(len(grid)))


def printed_table(variant: int) -> pd.DataFrame:
    """The seven surviving rows: `total` (points), `is_printed_star`, true for all.

    `attrs["printed_mean"]` is the printed mean of all nine, to 0.1 point. The printer starred every
    row; the four below the mean are wrong. Rows are those of `scoring_grid` in the same variant.
    """
    totals = scoring_grid(variant).sum(axis="columns")
    printed = pd.DataFrame({"total": totals.iloc[:VISIBLE_COUNT], "is_printed_star": True})
    printed.attrs["printed_mean"] = round(float(totals.mean()), 1)
    return printed


def _drawn(rng: np.random.Generator) -> Integers:
    """First fair grid of batches of 256, its first seven rows shuffled."""
    while True:
        grids = 2 * np.floor(5 * _lifted(rng, 256)).astype(np.int64) + 1
        for grid in grids[_is_fair(grids.sum(axis=2))]:
            if _has_nine_rows_only(round(float(grid.sum()) / len(grid), 1)):
                return np.asarray(grid[np.append(shuffled(rng, VISIBLE_COUNT), (7, 8))])


def _lifted(rng: np.random.Generator, count: int) -> Floats:
    """Uniform draws, 0-1, pulled up for the first three rows of each grid and down for the others."""
    power = np.where(np.arange(9) < STAR_COUNT, 0.55, 1.35)
    return np.asarray(rng.random((count, 9, len(CRITERIA))) ** power[:, None], dtype=np.float64)


def _is_fair(totals: Integers) -> Flags:
    """Which grids, by their nine totals each, keep what `scoring_grid` promises of totals and means."""
    mean = totals.mean(axis=1, keepdims=True)
    visible_mean = totals[:, :VISIBLE_COUNT].mean(axis=1, keepdims=True)
    is_star, distance = totals >= mean, np.abs(totals - mean)
    return np.asarray(
        (totals.sum(axis=1) % 9 != 0)
        & is_star[:, :STAR_COUNT].all(axis=1)
        & (is_star.sum(axis=1) == STAR_COUNT)
        & ((totals[:, :VISIBLE_COUNT] >= visible_mean).sum(axis=1) == STAR_COUNT)
        & (distance.min(axis=1) > 1.0)
        & ((distance < NEAR_MEAN_POINTS).sum(axis=1) == 3)
        & ((visible_mean - mean)[:, 0] > 1.0)
    )


def _has_nine_rows_only(printed_mean: float) -> bool:
    """Whether no even total over 8 or 10 rows rounds to the printed mean; six odd scores add up to even."""
    return not any(
        round(total / rows, 1) == printed_mean
        for rows in (8, 10)
        for total in range(2 * int(rows * printed_mean / 2) - 2, int(rows * printed_mean) + 4, 2)
    )
