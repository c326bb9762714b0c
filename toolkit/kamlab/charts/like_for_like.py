"""Pictures of like against like: churn with few and with many products in groups of like clients; the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamlab.charts.drawing import in_percent, legend_above, themed
from kamlab.language import say
from kamlab.methods.like_for_like import LikeForLike
from kamlab.style import COLOURS, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALLEST, LARGEST = 6.0, 260.0
"""Area of a mark in square points: of a group with hardly anybody, and of everybody."""


@themed
def plot_strata(result: LikeForLike, *, ax: Axes, many_from: int) -> Axes:
    """Each group as two marks above one another: churn with few and with many products, tied by a line.

    Groups stand from left to right by the share of their clients who hold many; a mark's area grows with the
    clients of its group.

    Parameters
    ----------
    many_from
        Number of products from which a client holds many.
    """
    groups = result.strata
    places, sizes = groups["many_client_share"], SMALLEST + (LARGEST - SMALLEST) * groups["weight"]
    few, many = groups["few_churn_share"], groups["many_churn_share"]
    ax.vlines(places, many, few, color=COLOURS["faint"], lw=1.4, zorder=1)
    ax.scatter(
        places, few, s=sizes, marker="o", fc="white", ec=COLOURS["second"], lw=1.5, zorder=3,
        label=say("charts.holds_few", count=many_from),
    )  # fmt: skip
    ax.scatter(
        places, many, s=sizes, marker="o", color=COLOURS["main"], ec="white", lw=0.5, zorder=2,
        label=say("charts.holds_many", count=many_from),
    )  # fmt: skip
    ax.set(
        xlim=(-0.03, 1.03),
        ylim=(-0.04, 1.04),
        xlabel=say("charts.holds_many_share", count=many_from),
        ylabel=say("charts.churn"),
    )
    in_percent(ax.xaxis)
    in_percent(ax.yaxis)
    ax.grid(visible=True, color=COLOURS["faint"], lw=0.6)
    legend_above(ax, columns=2)
    return ax


@themed
def plot_gap(result: LikeForLike, *, ax: Axes, many_from: int, is_adjusted: bool) -> Axes:
    """How much less often clients with many products leave: among all, and between like and like.

    Parameters
    ----------
    is_adjusted
        Whether the second bar is drawn; its place is kept.
    """
    rows = [(0, -result.raw, COLOURS["warm"])]
    rows += [(1, -result.adjusted, COLOURS["third"])] if is_adjusted else []
    for place, gap, colour in rows:
        ax.barh(place, gap, height=0.55, color=colour)
        text = say("charts.points", points=number(100 * gap, digits=1))
        ax.annotate(text, (max(gap, 0.0), place), (4, 0), textcoords="offset points", va="center")
    ax.axvline(0, color=COLOURS["quiet"], lw=1)
    ax.set_yticks((0, 1), (say("charts.difference_raw"), say("charts.difference_adjusted")))
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(-0.02, 0.55), ylim=(1.55, -0.55), xlabel=say("charts.leave_less", count=many_from))
    in_percent(ax.xaxis, step=0.1)
    ax.spines["left"].set_visible(False)
    return ax
