"""Charts of what clients are worth and of the ladder of tiers, with data that are hard on them."""

from collections.abc import Callable, Iterator

import pandas as pd

from kamlab.charts.drawing import class_name
from kamlab.charts.tiers import plot_distance, plot_ladder
from kamlab.charts.value import plot_lifetime, plot_profit
from kamlab.data import deals
from kamlab.methods.segment import THREE_TIER_CUTS, TIER_CUTS, next_tiers
from kamlab.methods.value import TIMINGS, compare_timings

VALUE_SIZES = {"ladder": (7.2, 3.4), "distance": (7.2, 2.9), "profit": (7.6, 3.9), "lifetime": (7.2, 4.0)}
VALUE_MARGINS = {
    "ladder": (1.35, 0.25, 0.65, 0.45),
    "distance": (1.35, 2.1, 0.65, 0.2),
    "profit": (1.0, 0.15, 0.6, 0.2),
    "lifetime": (1.05, 0.3, 0.65, 0.45),
}
LIVES = {
    "usual": (1e4, 0.8, 0.1, 1.5e4),
    "sunk": (1e3, 0.1, 0.3, 1e6),
    "long": (1e7, 0.99, 0.01, 0.0),
    "once": (1e4, 0.0, 0.1, 1e4),
}
STEPS = {
    "usual": (850_000, 300_000, 180_000, -250_000, -297_000, -195_750, -411_400),
    "burns": (-75_000, 0, 180_000, -1_000_000, -1_485_000, 952_000, -411_400),
    "nothing": (0, 0, 0, 0, 0, 0, 0),
}
NAMES = (
    "loan_spread",
    "deposit_spread",
    "fee_income",
    "cost_to_serve",
    "expected_loss",
    "tax",
    "capital_charge",
)


def value_scenes() -> Iterator[tuple[str, Callable]]:
    """Name and what draws the scene on an Axes."""
    for name, (margin, kept, rate, cost) in LIVES.items():
        seen = compare_timings(margin, retention=kept, discount=rate, acquisition_cost_cny=cost)
        for timing in TIMINGS:
            yield f"lifetime-{name}-{timing}", lambda ax, s=seen, t=timing: plot_lifetime(s, ax=ax, timing=t)
    for name, amounts in STEPS.items():
        steps = pd.Series(amounts, index=[f"{step}_cny" for step in NAMES], dtype=float)
        totals = {"after_tax": float(sum(amounts[:-1])), "value_added": float(sum(amounts))}
        yield f"profit-{name}", lambda ax, s=steps, t=totals: plot_profit(s, ax=ax, **t)
    for variant, near in ((0, 0.01), (0, 0.1), (0, 0.3), (23, 0.3)):
        yield from _of_tiers(variant, "tier", TIER_CUTS, near)
    yield from _of_tiers(7, "three_tier", THREE_TIER_CUTS, 0.3)


def _of_tiers(variant: int, scheme: str, cuts: tuple, near: float) -> Iterator[tuple[str, Callable]]:
    book = deals.table("tier_book", variant)
    found = next_tiers(book["aum_cny"], cuts=cuts, near_share=near).join(book)
    chosen = found[found["is_candidate"]].sort_values("missing_share")

    def names() -> dict[str, str]:
        return {label: class_name(label, scheme=scheme) for _, label in cuts}

    yield (
        f"ladder-{scheme}-{variant}-{near}",
        lambda ax: plot_ladder(found, ax=ax, cuts=cuts, near_share=near, names=names()),
    )
    yield f"distance-{scheme}-{variant}-{near}", lambda ax: plot_distance(chosen, ax=ax, names=names())
