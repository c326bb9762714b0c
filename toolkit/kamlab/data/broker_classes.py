"""The four classes of a futures broker's clients and the rates that tell them apart (teaching values)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, Integers, apportioned, even_shares, normal_quantile, shuffled, stream


class ClassRates(NamedTuple):
    """Rates of one class; money in yuan, times a month.

    `share` of clients; equity lognormal by `equity_cny` (median) and `equity_spread`; mean `risk_ratio`;
    `turnover` in times equity; `fee` per yuan of turnover, of which the broker keeps `kept`; `varieties`
    traded; `drift` and `swing` (mean, spread) of log equity after costs; `hazard` of leaving; `service_cny`.
    """

    share: float
    equity_cny: float
    equity_spread: float
    risk_ratio: float
    turnover: float
    fee: float
    kept: float
    varieties: tuple[int, int]
    drift: float
    swing: float
    hazard: float
    service_cny: float


CLASSES = {
    "hedger": ClassRates(0.04, 6e6, 1.08, 0.35, 0.9, 0.28e-4, 0.45, (1, 2), 0.000, 0.06, 0.0062, 350),
    "large": ClassRates(0.03, 4e6, 0.80, 0.45, 9.0, 0.32e-4, 0.40, (8, 19), 0.000, 0.08, 0.0075, 250),
    "mid": ClassRates(0.18, 6e5, 0.60, 0.50, 6.5, 0.75e-4, 0.60, (3, 7), -0.010, 0.12, 0.0195, 40),
    "retail": ClassRates(0.75, 4e4, 1.00, 0.40, 6.0, 1.30e-4, 0.70, (1, 3), -0.035, 0.20, 0.0405, 12),
}
SOURCES = {"staff": 0.60, "intermediary": 0.25, "walk_in": 0.15}


def rate(name: str) -> Floats:
    """One field of `ClassRates` for the four classes, in the order of `CLASSES`."""
    return np.array([getattr(rates, name) for rates in CLASSES.values()], dtype=np.float64)


def client_table(seed: int, clients: int) -> pd.DataFrame:
    """Clients of the broker at the start, index `client_id`.

    `client_class` (hedger, large, mid, retail; shares exact), `is_corporate`, `has_spot_exposure`,
    `is_hedger` (both), `source` (staff, intermediary, walk_in), `variety_count`, `equity_cny` (yuan).
    """
    rng = stream("broker", seed, "clients")
    counts = apportioned(clients, rate("share").tolist())
    place = np.repeat(np.arange(len(CLASSES)), counts)[shuffled(rng, clients)]
    is_hedger = place == 0
    is_corporate = is_hedger | (rng.random(clients) < 0.03)
    return pd.DataFrame(
        {
            "client_class": pd.Categorical.from_codes(place, categories=pd.Index(list(CLASSES))),
            "is_corporate": is_corporate,
            "has_spot_exposure": is_hedger | (~is_corporate & (rng.random(clients) < 0.04)),
            "is_hedger": is_hedger,
            "source": np.array(list(SOURCES))[np.searchsorted(_source_cuts(), rng.random(clients))],
            "variety_count": _varieties(rng, place),
            "equity_cny": _equity(rng, place),
        },
        index=pd.Index([f"K{number:05d}" for number in range(1, clients + 1)], name="client_id"),
    )


def _source_cuts() -> Floats:
    return np.cumsum(list(SOURCES.values()))[:-1]


def _varieties(rng: np.random.Generator, place: Integers) -> Integers:
    low, high = np.array([rates.varieties for rates in CLASSES.values()]).T
    return np.asarray(low[place] + np.floor((high - low + 1)[place] * rng.random(len(place))), dtype=np.int64)


def _equity(rng: np.random.Generator, place: Integers) -> Floats:
    """Lognormal within each class, drawn systematically so that the few large accounts vary little."""
    equity = np.empty(len(place))
    for number, rates in enumerate(CLASSES.values()):
        members = np.flatnonzero(place == number)
        scores = normal_quantile(even_shares(rng, len(members)))[shuffled(rng, len(members))]
        equity[members] = rates.equity_cny * np.exp(rates.equity_spread * scores)
    return np.round(equity, 2)
