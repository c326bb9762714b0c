"""Pictures of product coverage and churn: the taught curve beside what was measured, like against like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import in_percent, legend_above, themed
from kamlab.language import say
from kamlab.methods.retention import AdjustedDifference, ChurnRate
from kamlab.style import COLOURS, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_PRODUCTS = 5


@themed
def plot_coverage(
    taught: Mapping[int, ChurnRate],
    *,
    ax: Axes,
    measured: pd.DataFrame | None = None,
    lost: Mapping[int, tuple[float, float]] | None = None,
) -> Axes:
    """Churn by number of products: the source's figures, those we drew between them, and measured ones.

    Parameters
    ----------
    taught
        Number of products -> churn share and whether it is interpolated.
    measured
        Index number of products, column `churn_share` (0-1); None for none.
    lost
        Number of products -> clients of a portfolio and how many of them are expected to leave.
    """
    counts = list(taught)
    ax.plot(counts, [taught[count].rate for count in counts], color=COLOURS["main"], lw=1.6, zorder=2)
    for is_drawn, name in ((False, "coverage_source"), (True, "coverage_drawn")):
        some = [count for count in counts if taught[count].is_interpolated == is_drawn]
        ax.plot(
            some, [taught[count].rate for count in some], "o", ms=9, mew=1.8, color=COLOURS["main"], zorder=4,
            mfc="white" if is_drawn else COLOURS["main"], label=say(f"charts.{name}"),
        )  # fmt: skip
    if measured is not None:
        ax.plot(
            measured.index, measured["churn_share"], "D", ms=11, mfc="none", mew=1.6, color=COLOURS["second"],
            label=say("charts.coverage_measured"), zorder=3,
        )  # fmt: skip
    for count, point in taught.items():
        text = percent(point.rate, digits=0)
        if lost and count in lost:
            clients, gone = (number(part) for part in lost[count])
            text += "\n" + say("charts.coverage_lost", clients=clients, lost=gone)
        ax.annotate(text, (count, point.rate), (11, 11), textcoords="offset points", linespacing=1.25)
    names = [say("charts.products", count=count) for count in counts[:-1]]
    ax.set_xticks(counts, [*names, say("charts.products_or_more", count=MOST_PRODUCTS)])
    ax.set(xlim=(0.6, 6.3), ylim=(0, 0.82), xlabel=say("charts.coverage_x"), ylabel=say("charts.churn"))
    in_percent(ax.yaxis)
    ax.grid(visible=True, axis="y")
    legend_above(ax, columns=3)
    return ax


@themed
def plot_difference(result: AdjustedDifference, *, ax: Axes, is_adjusted: bool) -> Axes:
    """Difference in churn between clients with many products and with few, as seen and like against like."""
    rows = [(1, result.raw, "difference_raw", COLOURS["warm"])]
    rows += [(0, result.adjusted, "difference_adjusted", COLOURS["third"])] if is_adjusted else []
    for place, difference, _, colour in rows:
        ax.barh(place, difference, height=0.55, color=colour)
        text = say("charts.points", points=number(100 * difference, digits=1))
        side, shift = ("left", 4) if difference > 0 else ("right", -4)
        ax.annotate(
            text, (difference, place), (shift, 0), textcoords="offset points", va="center", ha=side,
            color=COLOURS["ink"],
        )  # fmt: skip
    ax.axvline(0, color=COLOURS["quiet"], lw=1)
    ax.set_yticks((1, 0), (say("charts.difference_raw"), say("charts.difference_adjusted")))
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(-0.66, 0.06), ylim=(-0.55, 1.55), xlabel=say("charts.difference_x"))
    in_percent(ax.xaxis)
    ax.spines["left"].set_visible(False)
    return ax
