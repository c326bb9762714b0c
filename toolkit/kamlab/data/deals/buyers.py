"""An exporter's sixty buyers and the ten largest of them; a maker's dealers and demands for a deposit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, Integers, apportioned, one_of, shuffled, stream

BUYER_COUNT, TOP_COUNT = 60, 10
ALPHA = 1.1
"""Tail of the orders (Pareto); the ten largest are then scaled up to their share."""
TOP_SHARE = (0.835, 0.875)
STEP_CNY = 10_000
QUARTERS = ("q1_cny", "q2_cny", "q3_cny", "q4_cny")
TOP_SEASON, OTHER_SEASON = (21, 24, 26, 29), (26, 25, 25, 24)
"""Parts of the year's orders by quarter: the large buyers grow, the small ones shrink."""
LINE_CNY = 6_000_000
FIXED_TOP_SHARE, FIXED_TOTAL = 0.86, 40_000
DEALER_MEDIAN_CNY, DEALER_SPREAD = 5_000_000, 0.55
NEAR_CNY = 150_000


def buyer_orders(variant: int) -> pd.DataFrame:
    """Sixty overseas buyers of an invented exporter, largest first (index `buyer`, B01 to B60).

    Columns: `q1_cny` to `q4_cny` (orders, yuan, whole ten thousands), `order_cny` (the year), `term_days`
    (days until the buyer pays, 30-120). The ten largest hold 83-88 % of the year, more from quarter to
    quarter; B01 leads.
    """
    rng = stream("buyer_orders", variant)
    year = _year(rng, variant)
    seasons = [TOP_SEASON if place < TOP_COUNT else OTHER_SEASON for place in range(BUYER_COUNT)]
    quarters = np.array(
        [apportioned(int(whole), _season(rng, by)) for whole, by in zip(year, seasons, strict=True)]
    )
    table = pd.DataFrame(STEP_CNY * quarters, columns=list(QUARTERS), index=_ids("B", BUYER_COUNT, "buyer"))
    table["order_cny"] = STEP_CNY * year
    table["term_days"] = _terms(rng)
    return table


def top_buyers(variant: int) -> pd.DataFrame:
    """The ten largest of `buyer_orders`, one a row, and all others in one row `others`.

    Columns: `buyer_count`, `order_cny` (yuan a year), `term_days` (of the others the mean, whole days).
    """
    book = buyer_orders(variant)
    top, rest = book.iloc[:TOP_COUNT], book.iloc[TOP_COUNT:]
    table = top[["order_cny", "term_days"]].copy()
    table.loc["others"] = [int(rest["order_cny"].sum()), round(float(rest["term_days"].mean()))]
    table.insert(0, "buyer_count", [1] * TOP_COUNT + [len(rest)])
    return table.rename_axis("buyer").astype("int64")


def _year(rng: np.random.Generator, variant: int) -> Integers:
    """Orders of the year, ten thousand yuan, falling."""
    share = TOP_SHARE[0] + (TOP_SHARE[1] - TOP_SHARE[0]) * rng.random()
    total = int(rng.integers(300, 501)) * 100
    if variant == 0:
        share, total = FIXED_TOP_SHARE, FIXED_TOTAL
    places = (np.arange(BUYER_COUNT) + 0.35 + 0.3 * rng.random(BUYER_COUNT)) / BUYER_COUNT
    weights = places ** (-1 / ALPHA)
    top = round(total * share)
    parts = [(top, weights[:TOP_COUNT]), (total - top, weights[TOP_COUNT:])]
    return np.concatenate([np.sort(apportioned(part, by.tolist()))[::-1] for part, by in parts])


def _season(rng: np.random.Generator, parts: tuple[int, ...]) -> list[float]:
    return [part * (0.97 + 0.06 * float(rng.random())) for part in parts]


def _terms(rng: np.random.Generator) -> Integers:
    """Days until each buyer pays: 60-120 for the ten largest, 30-75 for the others, in steps of five."""
    large = 60 + 5 * rng.integers(0, 13, size=TOP_COUNT)
    small = 30 + 5 * rng.integers(0, 10, size=BUYER_COUNT - TOP_COUNT)
    large[0] = one_of(rng, (75, 90, 105, 120))
    return np.concatenate([large, small]).astype(np.int64)


def dealers_12(variant: int) -> pd.DataFrame:
    """Twelve dealers (index `dealer`, D01 to D12): `own_capital_cny`, `deposit_cny`, `sales_cny` (yuan).

    Capital by hand: six to eight are below 6,000,000, one lies exactly on it, one less than 150,000 below.
    Two or three of those below sell more than the twelve do on average. `deposit_cny` is what they have paid
    so far.
    """
    rng = stream("dealers_12", variant)
    while True:
        capital = _capital(rng, 12)
        capital[:2] = LINE_CNY, LINE_CNY - STEP_CNY * int(rng.integers(4, NEAR_CNY // STEP_CNY))
        table = _dealers(rng, capital[shuffled(rng, 12)])
        if _is_fair(table):
            return table


def dealers_80(variant: int) -> pd.DataFrame:
    """Eighty dealers (index `dealer`, D01 to D80), the same columns; capital lognormal, median 5 million."""
    rng = stream("dealers_80", variant)
    return _dealers(rng, _capital(rng, 80))


def _capital(rng: np.random.Generator, count: int) -> Integers:
    drawn = DEALER_MEDIAN_CNY * np.exp(DEALER_SPREAD * rng.normal(size=count))
    return np.asarray(np.maximum(np.rint(drawn / STEP_CNY), 60) * STEP_CNY, dtype=np.int64)


def _dealers(rng: np.random.Generator, capital: Integers) -> pd.DataFrame:
    count = len(capital)
    sales = capital * np.exp(0.9 + 0.55 * rng.normal(size=count)) + 4e6 * rng.random(count)
    paid = capital * (0.08 + 0.22 * rng.random(count))
    amounts: dict[str, Floats | Integers] = {
        "own_capital_cny": capital,
        "deposit_cny": paid,
        "sales_cny": sales,
    }
    whole = {
        name: (np.rint(values / STEP_CNY) * STEP_CNY).astype(np.int64) for name, values in amounts.items()
    }
    return pd.DataFrame(whole, index=_ids("D", count, "dealer"))


def _is_fair(table: pd.DataFrame) -> bool:
    capital, sales = table["own_capital_cny"], table["sales_cny"]
    gaps, is_below = (capital - LINE_CNY).abs(), capital < LINE_CNY
    good = int((is_below & (sales > sales.mean())).sum())
    is_clear = float((sales / sales.mean() - 1).abs().min()) > 0.03
    return (
        int((gaps < 2 * NEAR_CNY).sum()) == 2
        and int(is_below.sum()) in (6, 7, 8)
        and good in (2, 3)
        and is_clear
    )


def deposit_terms(variant: int) -> pd.DataFrame:
    """Six demands for a deposit in a shuffled order (index `offer`, "1" to "6").

    Columns: `deposit_cny`, `credit_goods_cny` (yuan), `is_held_apart`, `return_days`, `asks_home_deed`. Four
    are unfair on one ground each: the deed of a home, six million against far fewer goods, not held apart,
    back too late. Two are fair: a deposit exactly as large as the goods and back after exactly 30 days, and
    one well below the goods.
    """
    rng = stream("deposit_terms", variant)
    goods = [STEP_CNY * 10 * int(amount) for amount in rng.integers(10, 46, size=6)]
    part = [STEP_CNY * int(whole * (0.3 + 0.4 * rng.random()) / STEP_CNY) for whole in goods]
    late = one_of(rng, (90, 180, 365))
    rows = [
        (part[0], goods[0], True, 15, True),
        (LINE_CNY, goods[1], True, 30, False),
        (part[2], goods[2], False, 15, False),
        (part[3], goods[3], True, late, False),
        (goods[4], goods[4], True, 30, False),
        (part[5], goods[5], True, 15, False),
    ]
    columns = ["deposit_cny", "credit_goods_cny", "is_held_apart", "return_days", "asks_home_deed"]
    index = pd.Index([str(place + 1) for place in range(len(rows))], name="offer")
    return pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], columns=columns, index=index)


def _ids(letter: str, count: int, name: str) -> pd.Index[str]:
    return pd.Index([f"{letter}{number:02d}" for number in range(1, count + 1)], name=name)
