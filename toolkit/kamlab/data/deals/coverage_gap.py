"""Product coverage and leaving: four groups to compare by hand, and 2,000 clients who are not alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.data.branch_churn import churn_rates
from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Flags, Floats, Integers, even_shares, normal_quantile, shuffled, stream

CLIENT_COUNT = 2_000
NOT_HELD_CHURN = 0.70
"""Churn of clients who hold nothing; the source begins with one product (teaching value)."""
HELD_SHARES = (0.05, 0.30, 0.22, 0.18, 0.11, 0.08, 0.04, 0.015, 0.005)
"""Clients with 0 to 8 products."""
TIES = {"tenure": 0.62, "assets": 0.42, "age": 0.24}
"""How strongly the number of products goes with each of the three; chance makes up the rest."""
PULL = {"tenure": 0.50, "assets": 0.33, "age": 0.20}
"""How much less likely clients leave, among those with as many products, for one spread more of each."""
TENURE_BANDS = {"under_a_year": 0, "one_to_three_years": 12, "three_to_seven_years": 36, "seven_years": 84}
"""Band -> months with the bank from which a client is in it."""
ASSET_BANDS = {"low": 0.0, "mid": 5e4, "high": 5e5}
"""Band -> assets in yuan from which a client is in it."""
AGE_BANDS = ("under_30", "30_to_44", "45_to_59", "60_and_over")
AGE_CUTS = (0.22, 0.56, 0.82)

SPLIT_ROWS = ("newer_few", "newer_many", "older_few", "older_many")


class Split(NamedTuple):
    """Clients of the four groups, and how many of a hundred left, in the order of `SPLIT_ROWS`."""

    counts: tuple[int, int, int, int]
    lost: tuple[int, int, int, int]


FIXED_SPLIT = Split((400, 100, 100, 300), (64, 46, 32, 20))


def coverage_split(variant: int) -> pd.DataFrame:
    """Four rows (index `peer_group`): clients new or old, with few products or many; those who left of each.

    Columns: `client_count`, `churned_count`. Few means one or two products, many three or more; new means
    less than five years. Most new clients hold few and leave often, so that the gap between few and many
    among all is about twice the gap between like and like (teaching values). Every group's churn is a whole
    number of per cent, and the two like gaps weighted by clients are not the same as their simple mean.
    """
    split = FIXED_SPLIT if variant == 0 else _drawn_split(variant)
    churned = [count * lost // 100 for count, lost in zip(*split, strict=True)]
    rows = pd.Index(SPLIT_ROWS, name="peer_group")
    return pd.DataFrame({"client_count": split.counts, "churned_count": churned}, index=rows)


def _drawn_split(variant: int) -> Split:
    """The variant's place in one shuffled list of all fair splits."""
    free = [split for split in _fair_splits() if split != FIXED_SPLIT]
    return free[int(shuffled(stream("coverage_split"), len(free))[variant - 1])]


@cache
def _fair_splits() -> tuple[Split, ...]:
    counts = product((300, 350, 400, 450), (50, 100), (50, 100, 150), (250, 300, 350))
    lost = product((60, 62, 64, 66), (12, 14, 16, 18), (28, 30, 32, 34), (12, 14, 16, 18))
    return tuple(
        Split(sizes, (new, new - near, old, old - far))
        for (sizes, (new, near, old, far)) in product(counts, lost)
        if _is_fair(sizes, (new, near, old, far))
    )


def _is_fair(sizes: tuple[int, ...], rates: tuple[int, ...]) -> bool:
    """Raw gap about twice the like-for-like one, and the weights of the strata matter."""
    new_few, new_many, old_few, old_many = sizes
    new, near, old, far = rates
    newer, older = new_few + new_many, old_few + old_many
    few = (new_few * new + old_few * old) / (new_few + old_few)
    many = (new_many * (new - near) + old_many * (old - far)) / (new_many + old_many)
    adjusted = (newer * near + older * far) / (newer + older)
    weighs = abs(adjusted - (near + far) / 2) >= 0.3
    return weighs and 0.46 <= adjusted / (few - many) <= 0.54


def coverage_clients(variant: int) -> pd.DataFrame:
    """2,000 clients in a random order (teaching values).

    Columns: `product_count` (0-8), `tenure_month`, `aum_cny` (yuan), `tenure_band`, `asset_band`, `age_band`,
    `has_churned` (within the year). Of those with 1, 3, and 5 or more products 62, 42 and 12 % left, as in
    the source; between them the branch's own curve. Long tenure, much money and age go with many products and
    with staying: among like clients those with three products and more leave only about half as much less.
    """
    rng = stream("coverage_clients", variant)
    known = {name: _normal(rng) for name in TIES}
    rest = (1 - sum(tie**2 for tie in TIES.values())) ** 0.5
    score = sum(tie * known[name] for name, tie in TIES.items()) + rest * _normal(rng)
    held = _held(np.asarray(score, dtype=np.float64))
    pull = -np.asarray(sum(weight * known[name] for name, weight in PULL.items()), dtype=np.float64)
    age = np.searchsorted(normal_quantile(np.array(AGE_CUTS)), known["age"])
    months = np.clip(np.round(54 * np.exp(0.85 * known["tenure"])), 1, 360)
    assets = np.round(90_000 * np.exp(1.5 * known["assets"]), -2)
    return pd.DataFrame(
        {
            "product_count": held,
            "tenure_month": months.astype(np.int64),
            "aum_cny": assets,
            "tenure_band": _band(months, TENURE_BANDS),
            "asset_band": _band(assets, ASSET_BANDS),
            "age_band": np.array(AGE_BANDS)[age],
            "has_churned": _leavers(rng, pull, held),
        },
        index=client_ids(CLIENT_COUNT),
    )


def _band(values: Floats, bands: Mapping[str, float]) -> npt.NDArray[np.str_]:
    """Band that each value has reached."""
    return np.array(list(bands))[np.searchsorted(list(bands.values()), values, side="right") - 1]


def _normal(rng: np.random.Generator) -> Floats:
    """A standard normal sample that is the same in every variant but for its order and start."""
    return normal_quantile(even_shares(rng, CLIENT_COUNT))[shuffled(rng, CLIENT_COUNT)]


def _held(score: Floats) -> Integers:
    """Number of products by place in the order of `score`."""
    place = np.argsort(np.argsort(score, kind="stable"), kind="stable")
    return np.searchsorted(np.cumsum(HELD_SHARES)[:-1] * CLIENT_COUNT, place, side="right").astype(np.int64)


def _leavers(rng: np.random.Generator, pull: Floats, held: Integers) -> Flags:
    """Who leaves: exact numbers among 0 to 5 and more products, likelier where `pull` (log-odds) is high."""
    has_churned = np.zeros(len(pull), dtype=np.bool_)
    for count, share in {0: NOT_HELD_CHURN, **churn_rates()}.items():
        members = np.flatnonzero(np.minimum(held, 5) == count)
        ordered = members[np.argsort(pull[members], kind="stable")]
        chances = _chances(pull[ordered], total=round(share * len(ordered)))
        reached = np.floor(np.cumsum(chances) + rng.random())
        has_churned[ordered[np.diff(reached, prepend=0.0) > 0]] = True
    return has_churned


def _chances(pull: Floats, *, total: int) -> Floats:
    """Chances whose log-odds are `pull` plus a constant, found by halving, and whose sum is `total`."""
    low, high = -30.0, 30.0
    for _ in range(80):
        middle = (low + high) / 2
        is_high = float(np.sum(1 / (1 + np.exp(-(middle + pull))))) > total
        low, high = (low, middle) if is_high else (middle, high)
    return np.asarray(1 / (1 + np.exp(-(low + pull))), dtype=np.float64)
