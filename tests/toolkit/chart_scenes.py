"""Every chart with data that are hard on it: the scenes that the chart tests draw."""

from collections.abc import Callable, Iterator

import pandas as pd
from fee_and_buyer_scenes import FEE_AND_BUYER_MARGINS, FEE_AND_BUYER_SIZES, fee_and_buyer_scenes
from lead_and_hall_scenes import LEAD_AND_HALL_MARGINS, LEAD_AND_HALL_SIZES, lead_and_hall_scenes
from leaving_and_holding_scenes import CASE_MARGINS, CASE_SIZES, case_scenes
from retention_scenes import RETENTION_MARGINS, RETENTION_SIZES, retention_scenes
from rfm_scenes import RFM_MARGINS, RFM_SIZES, rfm_scenes
from value_scenes import VALUE_MARGINS, VALUE_SIZES, value_scenes

from kamlab.charts.drawing import class_name
from kamlab.charts.futures import plot_futures
from kamlab.charts.retention import plot_coverage, plot_difference
from kamlab.charts.scoring import plot_scoring, plot_totals
from kamlab.charts.segment import (
    plot_crosstab,
    plot_histogram,
    plot_levels,
    plot_pareto,
    plot_service_gap,
)
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.retention import AdjustedDifference, churn_rate_at
from kamlab.methods.segment import (
    five_levels,
    futures_classes,
    pareto,
    schemes_crosstab,
    score_matrix,
    service_gap,
    tiers,
)
from kamlab.style import number

SIZES = {
    "pareto": (7.2, 4.0),
    "levels": (7.2, 2.4),
    "difference": (7.2, 2.0),
    "crosstab": (7.2, 3.4),
    **FEE_AND_BUYER_SIZES,
    **LEAD_AND_HALL_SIZES,
    **CASE_SIZES,
    **RETENTION_SIZES,
    **RFM_SIZES,
    **VALUE_SIZES,
}
MARGINS = {
    "scoring": (0.85, 1.5, 0.65, 0.3),
    "printed": (0.85, 1.5, 0.65, 0.3),
    "levels": (1.1, 0.3, 0.65, 0.45),
    "difference": (1.6, 0.3, 0.65, 0.1),
    "crosstab": (1.2, 0.2, 0.15, 0.45),
    "gap": (0.85, 0.3, 0.8, 0.2),
    "futures": (1.05, 0.3, 0.65, 0.45),
    **FEE_AND_BUYER_MARGINS,
    **LEAD_AND_HALL_MARGINS,
    **CASE_MARGINS,
    **RETENTION_MARGINS,
    **RFM_MARGINS,
    **VALUE_MARGINS,
}


def scenes() -> Iterator[tuple[str, Callable]]:
    """Name and what draws the scene on an Axes."""
    profits = deals.table("client_profits", 0)["profit_cny"]
    curve = pareto([2**k for k in range(60)])
    for share in (0.02, 0.2, 0.6, 0.66, 1.0):
        held = float(curve.curve["value_share"].iloc[round(60 * share)])
        yield f"pareto-{share}", lambda ax, p=(share, held): plot_pareto(curve, ax=ax, top=p)
    yield "pareto-ten", lambda ax: plot_pareto(pareto(profits), ax=ax, top=(0.2, 0.8))
    for share in (0.01, 0.2, 0.5, 0.99):
        yield f"gap-{share}", lambda ax, s=share: plot_service_gap(service_gap(s), ax=ax)
    yield from _of_histograms()
    yield from _of_levels()
    yield from _of_scoring()
    for variant in range(24):
        yield f"futures-{variant}", lambda ax, v=variant: _futures(ax, v)
    taught = {count: churn_rate_at(count) for count in range(1, 6)}
    measured = pd.DataFrame({"churn_share": [0.62, 0.543, 0.42, 0.263, 0.12]}, index=range(1, 6))
    yield "coverage", lambda ax: plot_coverage(taught, ax=ax, measured=measured)
    lost = {1: (2000, 1240), 3: (2000, 840), 5: (2000, 240)}
    yield "coverage-lost", lambda ax: plot_coverage(taught, ax=ax, measured=measured, lost=lost)
    for is_on in (False, True):
        both = AdjustedDifference(-0.305, -0.141, pd.DataFrame(), 7)
        yield f"difference-{is_on}", lambda ax, o=is_on, b=both: plot_difference(b, ax=ax, is_adjusted=o)
    yield "crosstab", _crosstab
    yield from fee_and_buyer_scenes()
    yield from lead_and_hall_scenes()
    yield from case_scenes()
    yield from retention_scenes()
    yield from rfm_scenes()
    yield from value_scenes()


def _of_histograms() -> Iterator[tuple[str, Callable]]:
    values = deals.table("scheme_book", 3)
    yield (
        "histogram-money",
        lambda ax: plot_histogram(
            values["aum_cny"], ax=ax, cuts=(5e4, 5e6), label=say("charts.equity"), is_money=True
        ),
    )
    yield (
        "histogram-count",
        lambda ax: plot_histogram(
            values["product_count"], ax=ax, cuts=(2, 5), label=say("charts.coverage_x")
        ),
    )


def _of_levels() -> Iterator[tuple[str, Callable]]:
    book = deals.table("level_book_60", 2)
    before = five_levels(book)["level"]
    for weight in (0.0, 1.0):
        after = five_levels(book, weight=weight)["level"]
        yield f"levels-{weight}", lambda ax, a=after: plot_levels(before, after=a, ax=ax)


def _of_scoring() -> Iterator[tuple[str, Callable]]:
    grid = deals.table("scoring_grid", 0)
    yield "scoring", lambda ax: plot_scoring(score_matrix(grid), ax=ax)
    equal = dict.fromkeys(grid.columns, 1 / 6)
    yield (
        "scoring-weighted",
        lambda ax: plot_scoring(score_matrix(grid, weights=equal), ax=ax, is_weighted=True),
    )
    printed = deals.table("printed_table", 0)
    stars = list(printed.index)

    def draw(ax: object) -> object:
        lines = {
            say("charts.printed_mean", mean=number(29.1, digits=1)): 29.1,
            say("charts.visible_mean", mean=number(31.71, digits=2)): 31.71,
        }
        return plot_totals(printed["total"], ax=ax, stars=stars, lines=lines, wrong=stars[3:])

    yield "printed", draw


def _futures(ax: object, variant: int) -> object:
    book = deals.table("futures_book", variant)
    classes = futures_classes(book, large_cny=5e6, mid_cny=5e5)
    return plot_futures(book, classes=classes, ax=ax, large_cny=5e6, mid_cny=5e5)


def _crosstab(ax: object) -> object:
    book = deals.table("scheme_book", 1)
    counts = schemes_crosstab(tiers(book["aum_cny"]), five_levels(book)["level"])
    rows = [class_name(name, scheme="tier") for name in counts.index]
    columns = [class_name(name, scheme="level") for name in counts.columns]
    return plot_crosstab(counts, ax=ax, rows=rows, columns=columns)
