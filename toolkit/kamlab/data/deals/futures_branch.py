"""The 800 clients of a futures branch: who they are, the signs they gave, who left and why."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.deals.futures import LARGE_CNY, MID_CNY
from kamlab.data.draws import (
    Flags,
    Floats,
    Integers,
    apportioned,
    even_shares,
    normal_quantile,
    shuffled,
    stream,
)

CLIENT_COUNT, HEDGER_COUNT, LEAVER_COUNT = 800, 64, 176
MEDIAN_CNY, SPREAD = 60_000, 2.1
LEAST_CNY, LARGEST_CNY = 2_000, 30_000_000
SOURCES = {"staff": 0.60, "intermediary": 0.25, "walk_in": 0.15}
REASONS = {
    "given_up": 3, "forced": 7, "loss_making": 28, "taken_along": 15, "competitor": 17, "own_wish": 30,
}  # fmt: skip
"""Leavers of a hundred by reason, in the order in which they are drawn (teaching values)."""
SILENT_COUNT, LOST_COUNT, COMPLAINT_COUNT = 80, 72, 52
"""Clients silent for 60 days and longer, with half their equity gone, and with a complaint."""
SILENT_DAYS, LOST_RATIO = 60, 0.5
PULL = {"sign": 2.8, "intermediary": 0.4, "days": 0.006, "drop": 0.6}
"""Added log-odds of leaving: a strong sign, won by an intermediary, a day of silence, all equity lost."""
CONTACT_HOURS = {"hedger": 6.0, "large": 4.0, "mid": 2.0, "retail": 0.5}
"""Work that a serious attempt to keep a client takes, hours by class, in the order of classes (teaching)."""


def futures_branch(variant: int) -> pd.DataFrame:
    """800 clients in a random order, 176 of whom left within a year (teaching values).

    Columns: `client_class` (hedger, large, mid, retail), `contact_hours` (of an attempt to keep the client),
    `is_corporate`, `has_spot_exposure`, `equity_cny` (yuan, at the start), `account_count`,
    `monthly_lot_count`, `annual_commission_cny` (yuan), `source` (staff, intermediary, walk_in),
    `days_since_last_txn`, `equity_ratio` (equity now over that at the start), `has_complaint`, `has_churned`,
    `churn_reason` ("none" for those who stayed).

    8 % hedge: firms with a spot exposure, likelier among the large. Equity is lognormal about 60,000 with a
    tail to 30 million. Leaving is likelier after 60 days of silence, after half the equity is lost, after a
    complaint, and for clients won by an intermediary; who leaves is drawn without replacement (Gumbel top-k:
    Yellott 1977), so that the number is the same in all variants.
    """
    rng = stream("futures_branch", variant)
    equity = _equity(rng)
    is_hedger = _drawn(rng, 0.38 * np.log(equity), HEDGER_COUNT)
    lots = _lots(rng, equity, is_hedger)
    classes = list(CONTACT_HOURS)
    place = np.where(is_hedger, 0, 3 - np.searchsorted((MID_CNY, LARGE_CNY), equity, side="right"))
    book = pd.DataFrame(
        {
            "client_class": pd.Categorical.from_codes(place, categories=pd.Index(classes)),
            "contact_hours": np.array(list(CONTACT_HOURS.values()))[place],
            "is_corporate": is_hedger | (rng.random(CLIENT_COUNT) < 0.02),
            "has_spot_exposure": is_hedger,
            "equity_cny": equity,
            "account_count": 1 + np.searchsorted((0.82, 0.94, 0.985), rng.random(CLIENT_COUNT)),
            "monthly_lot_count": lots,
            "annual_commission_cny": 12 * lots * np.where(equity >= 1e6, 3, 5),
            "source": np.array(list(SOURCES))[np.searchsorted((0.60, 0.85), rng.random(CLIENT_COUNT))],
            **_signs(rng),
        },
        index=client_ids(CLIENT_COUNT),
    )
    has_churned = _drawn(rng, _pull(book), LEAVER_COUNT)
    return book.assign(has_churned=has_churned, churn_reason=_reasons(rng, book, has_churned))


def _equity(rng: np.random.Generator) -> Floats:
    scores = normal_quantile(even_shares(rng, CLIENT_COUNT))[shuffled(rng, CLIENT_COUNT)]
    equity = np.clip(MEDIAN_CNY * np.exp(SPREAD * scores), LEAST_CNY, LARGEST_CNY)
    return np.asarray(np.round(equity, -2), dtype=np.float64)


def _drawn(rng: np.random.Generator, pull: Floats, count: int) -> Flags:
    """Marks of `count` clients, drawn without replacement with odds exp(pull)."""
    luck = pull - np.log(-np.log(rng.random(len(pull))))
    marks = np.zeros(len(pull), dtype=np.bool_)
    marks[np.argsort(-luck, kind="stable")[:count]] = True
    return marks


def _lots(rng: np.random.Generator, equity: Floats, is_hedger: Flags) -> Integers:
    """Lots a month: Poisson-lognormal, four tenths as many with hedgers, who keep what they bought."""
    mean = 18 * (equity / MEDIAN_CNY) ** 0.8 * np.where(is_hedger, 0.4, 1.0)
    mean = mean * np.exp(0.5 * rng.normal(size=len(equity)) - 0.125)
    drawn = np.round(mean + np.sqrt(mean) * rng.normal(size=len(equity)))
    return np.maximum(drawn, 1).astype(np.int64)


def _signs(rng: np.random.Generator) -> dict[str, Integers | Floats | Flags]:
    """Three signs; as many clients give each strongly in all variants."""
    even = np.zeros(CLIENT_COUNT)
    is_silent, is_lost, complains = (
        _drawn(rng, even, count) for count in (SILENT_COUNT, LOST_COUNT, COMPLAINT_COUNT)
    )
    luck = rng.random((4, CLIENT_COUNT))
    days = np.where(is_silent, SILENT_DAYS + 120 * luck[0] ** 2, (SILENT_DAYS - 1) * luck[1] ** 1.8)
    ratio = np.where(is_lost, LOST_RATIO - 0.42 * luck[2] ** 1.3, LOST_RATIO + 0.02 + 0.85 * luck[3] ** 0.8)
    return {
        "days_since_last_txn": np.floor(days).astype(np.int64),
        "equity_ratio": np.round(ratio, 2),
        "has_complaint": complains,
    }


def _pull(book: pd.DataFrame) -> Floats:
    has_sign = (
        (book["days_since_last_txn"] >= SILENT_DAYS)
        | (book["equity_ratio"] <= LOST_RATIO)
        | book["has_complaint"]
    )
    return np.asarray(
        PULL["sign"] * has_sign
        + PULL["intermediary"] * (book["source"] == "intermediary")
        + PULL["days"] * book["days_since_last_txn"]
        + PULL["drop"] * (1 - book["equity_ratio"]),
        dtype=np.float64,
    )


def _reasons(rng: np.random.Generator, book: pd.DataFrame, has_churned: Flags) -> pd.Series[str]:
    """Exact numbers by reason; each goes to leavers whom it suits among those still without one."""
    suits = {
        "loss_making": -40 * book["equity_ratio"],
        "taken_along": book["source"].map({"staff": 1.0, "intermediary": 3.0, "walk_in": -9.0}),
        "competitor": 1.5 * book["has_complaint"] + 0.3 * np.log(book["annual_commission_cny"]),
    }
    reasons = pd.Series("none", index=book.index)
    counts = apportioned(LEAVER_COUNT, list(REASONS.values()))
    for reason, count in zip(REASONS, counts, strict=True):
        free = np.flatnonzero(has_churned & (reasons == "none"))
        pull = np.asarray(suits.get(reason, pd.Series(0.0, index=book.index)), dtype=np.float64)
        reasons.iloc[free[_drawn(rng, pull[free], int(count))]] = reason
    return reasons
