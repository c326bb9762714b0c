"""Twelve clients of a futures broker, to sort into four classes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import shuffled, stream

LARGE_CNY = 5_000_000
MID_CNY = 500_000
STEP_CNY = 10_000


class Kind(NamedTuple):
    """One line of the book: what the client is, and the bands its figures are drawn from."""

    is_corporate: bool
    has_spot_exposure: bool
    equity_cny: tuple[float, float]
    varieties: tuple[int, int]
    turnovers: tuple[float, float]


_SPAN = {"large": (6.5e6, 1.8e7), "mid": (8.0e5, 3.6e6), "retail": (3.0e4, 3.5e5)}
_KINDS = (
    Kind(True, True, (8.0e6, 2.0e7), (1, 2), (0.5, 1.2)),
    Kind(True, True, (1.5e6, 3.6e6), (1, 2), (0.5, 1.2)),
    Kind(True, True, (1.5e5, 3.5e5), (1, 2), (0.5, 1.2)),
    Kind(False, False, _SPAN["large"], (8, 19), (7, 11)),
    Kind(True, False, _SPAN["large"], (8, 15), (7, 11)),
    Kind(False, False, _SPAN["mid"], (3, 7), (5, 8)),
    Kind(False, True, _SPAN["mid"], (3, 7), (5, 8)),
    Kind(False, False, _SPAN["retail"], (1, 3), (4, 8)),
    Kind(False, False, _SPAN["retail"], (1, 3), (4, 8)),
    Kind(True, False, _SPAN["retail"], (1, 3), (4, 8)),
)
_NEAR = Kind(False, False, (0.0, 0.0), (3, 7), (5, 8))


def futures_book(variant: int) -> pd.DataFrame:
    """Twelve clients in a shuffled order.

    Columns: `is_corporate`, `has_spot_exposure`, `equity_cny` (yuan), `variety_count`,
    `monthly_turnover_cny` (yuan a month). A hedger is a firm with a spot exposure.

    Three hedgers, one of each size; at least two large, two mid-size and three retail clients by equity,
    and one within 5 % of the 5 m cut and one within 5 % of the 0.5 m cut, on either side. Traps: firms
    without a spot exposure, a person with one, hedgers with little equity, firms that are small.
    """
    rng = stream("futures_book", variant)
    near = [_NEAR._replace(equity_cny=_beside(rng, cut)) for cut in (LARGE_CNY, MID_CNY)]
    kinds = [*_KINDS, *near]
    rows = [_row(rng, kinds[place]) for place in shuffled(rng, len(kinds))]
    return pd.DataFrame(rows, index=client_ids(len(rows)))


def _beside(rng: np.random.Generator, cut: int) -> tuple[float, float]:
    side = 1 if rng.random() < 0.5 else -1
    near, far = sorted((cut * (1 + 0.02 * side), cut * (1 + 0.05 * side)))
    return near, far


def _row(rng: np.random.Generator, kind: Kind) -> dict[str, bool | int]:
    low, high = np.log(kind.equity_cny)
    equity = int(STEP_CNY * round(float(np.exp(low + (high - low) * rng.random())) / STEP_CNY))
    varieties = int(rng.integers(kind.varieties[0], kind.varieties[1] + 1))
    turnovers = kind.turnovers[0] + (kind.turnovers[1] - kind.turnovers[0]) * rng.random()
    return {
        "is_corporate": kind.is_corporate,
        "has_spot_exposure": kind.has_spot_exposure,
        "equity_cny": equity,
        "variety_count": varieties,
        "monthly_turnover_cny": int(STEP_CNY * round(equity * turnovers / STEP_CNY)),
    }
