"""Three hundred firms seen through a year of account flows: prospects, decoys with risk signs, and others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.draws import (
    Flags,
    Floats,
    beta_2_3,
    normal_quantile,
    normal_share,
    shuffled,
    stream,
)

FIRM_COUNT, PROSPECT_COUNT, DECOY_COUNT = 300, 24, 10
LINES = {"usage_share": 0.60, "monthly_inflow_cny": 500_000, "goods_share": 0.50}
LISTED = {"prospect": range(16, 21), "decoy": range(7, 10), "plain": range(14, 23)}
"""How many of each kind reach all three lines of the course, in whichever variant."""


class Kind(NamedTuple):
    """What a kind of firm looks like: spans of shares, centre and spread of the inflow, odds of the marks."""

    usage: tuple[float, float]
    inflow: tuple[float, float]
    goods: tuple[float, float]
    online: tuple[float, float]
    same_day: tuple[float, float]
    round: tuple[float, float]
    tax: float
    utility: float
    basic: float
    loan: float


KINDS = {
    "prospect": Kind((0.50, 0.98), (9.5e5, 0.55), (0.45, 0.95), (0.1, 0.85), (0.02, 0.5), (0.0, 0.3),
                     0.92, 0.85, 0.85, 0.30),
    "decoy": Kind((0.55, 0.99), (2.2e6, 0.45), (0.32, 0.90), (0.85, 1.0), (0.91, 0.995), (0.55, 0.95),
                  0.0, 0.10, 0.50, 0.0),
    "plain": Kind((0.04, 0.96), (2.4e5, 0.95), (0.05, 0.95), (0.0, 1.0), (0.02, 0.85), (0.0, 0.45),
                  0.50, 0.45, 0.50, 0.20),
}  # fmt: skip
LOW_CNY, HIGH_CNY = 50_000, 8_000_000


def firm_flows(variant: int) -> pd.DataFrame:
    """Three hundred firms in a shuffled order, seen over twelve months (teaching values).

    Columns: `usage_share` (working days with a movement, 0-1), `monthly_inflow_cny` (yuan, whole thousands),
    `goods_share` (of the inflow, 0-1), `online_share` (of the payments), `has_tax_debit`,
    `has_utility_debit`, `has_basic_account`, `has_loan` (with us), `same_day_share` (of the inflow, gone by
    the evening), `round_share` (of the movements, in whole ten thousands), `is_prospect` (what visits found).

    Twenty-four are true prospects. Ten more carry both risk signs (nine tenths gone on the same day, half of
    the movements round), one of them a debit, five a basic account; most look better than the prospects. Of
    all three kinds some reach the course's lines of usage, inflow and goods, so that a list by lines alone
    holds all three.
    """
    rng = stream("firm_flows", variant)
    plain = FIRM_COUNT - PROSPECT_COUNT - DECOY_COUNT
    counts = {"prospect": PROSPECT_COUNT, "decoy": DECOY_COUNT, "plain": plain}
    parts = [_part(rng, kind, counts[kind]) for kind in KINDS]
    book = pd.concat(parts, ignore_index=True).iloc[shuffled(rng, FIRM_COUNT)]
    ids = [f"K{number:03d}" for number in range(1, FIRM_COUNT + 1)]
    return book.set_axis(pd.Index(ids, name="client_id"))


def _part(rng: np.random.Generator, kind: str, count: int) -> pd.DataFrame:
    """Firms of one kind; drawn again until as many reach the lines as `LISTED` allows."""
    while True:
        firms = _drawn(rng, KINDS[kind], count)
        listed = int((firms[list(LINES)] >= pd.Series(LINES)).all(axis="columns").sum())
        if listed in LISTED[kind]:
            return firms.assign(is_prospect=kind == "prospect")


def _drawn(rng: np.random.Generator, kind: Kind, count: int) -> pd.DataFrame:
    inflow = _inflow(rng, kind.inflow, count)
    return pd.DataFrame(
        {
            "usage_share": _within(rng, kind.usage, count),
            "monthly_inflow_cny": (1_000 * np.round(inflow / 1_000)).astype(np.int64),
            "goods_share": _within(rng, kind.goods, count),
            "online_share": _within(rng, kind.online, count),
            "has_tax_debit": _marks(rng, kind.tax, count),
            "has_utility_debit": _marks(rng, kind.utility, count),
            "has_basic_account": _marks(rng, kind.basic, count),
            "has_loan": _marks(rng, kind.loan, count),
            "same_day_share": _within(rng, kind.same_day, count),
            "round_share": _within(rng, kind.round, count),
        }
    )


def _inflow(rng: np.random.Generator, centre: tuple[float, float], count: int) -> Floats:
    """Lognormal amounts with this middle and spread, cut off at both ends."""
    middle, spread = centre
    ends = np.log(np.array([LOW_CNY, HIGH_CNY]) / middle) / spread
    low, high = normal_share(ends)
    places = normal_quantile(np.clip(low + (high - low) * rng.random(count), 1e-9, 1 - 1e-9))
    return np.asarray(middle * np.exp(spread * places), dtype=np.float64)


def _within(rng: np.random.Generator, span: tuple[float, float], count: int) -> Floats:
    """Shares inside the span, to a tenth of a per cent, most of them a little below its middle or above."""
    low, high = span
    place = 1 - beta_2_3(rng.random(count)) if low >= 0.4 else rng.random(count)
    return np.asarray(np.round(low + (high - low) * place, 3), dtype=np.float64)


def _marks(rng: np.random.Generator, odds: float, count: int) -> Flags:
    """Exactly this share of the firms, whichever they are."""
    return np.asarray(shuffled(rng, count) < round(odds * count), dtype=bool)
