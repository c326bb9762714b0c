"""Pictures of few large buyers: how far orders are in few hands, and what the bank gains and fears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamlab.charts.drawing import in_counts, in_money, in_percent, legend_above, themed
from kamlab.language import say
from kamlab.methods.buyers import TOP_COUNT, BuyerLoss
from kamlab.style import COLOURS, money, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@themed
def plot_order_curves(result: BuyerLoss, *, ax: Axes) -> Axes:
    """Share of the orders held by the largest buyers, before and after some of them left."""
    before, after = result.before.curve["order_share"], result.after
    ax.plot(before.index, before, color=COLOURS["main"], lw=2.4, label=say("charts.buyers_before"))
    if after is not None and result.lost_order_cny > 0:
        curve = after.curve["order_share"]
        ax.plot(
            curve.index,
            curve,
            color=COLOURS["second"],
            lw=2,
            ls=(0, (5, 2)),
            label=say("charts.buyers_after"),
        )
    ax.axvline(TOP_COUNT, color=COLOURS["quiet"], lw=1, ls=(0, (4, 3)))
    ax.plot(TOP_COUNT, result.before.top_share, "o", color=COLOURS["main"], ms=8, zorder=4)
    ax.annotate(
        say("charts.buyers_top", count=TOP_COUNT, share=percent(result.before.top_share)),
        (TOP_COUNT, 0.13), (9, 0), textcoords="offset points", va="center", linespacing=1.3,
        bbox={"fc": "white", "ec": "none", "alpha": 0.8, "pad": 2},
    )  # fmt: skip
    ax.set(xlim=(0, result.before.buyer_count), ylim=(0, 1.04))
    ax.set(xlabel=say("charts.buyers_x"), ylabel=say("charts.buyers_y"))
    in_counts(ax.xaxis)
    in_percent(ax.yaxis)
    ax.grid(visible=True, axis="y")
    legend_above(ax, columns=2)
    return ax


@themed
def plot_bank_side(result: BuyerLoss, *, ax: Axes) -> Axes:
    """Three bars on one scale: a year's income, the part of it that goes, and the money that is out."""
    rows = (
        (2, result.income_cny, "buyers_income", COLOURS["third"]),
        (1, result.lost_income_cny, "buyers_lost", COLOURS["warm"]),
        (0, result.advanced_cny, "buyers_out", COLOURS["second"]),
    )
    for place, amount, _, colour in rows:
        ax.barh(place, amount, height=0.58, color=colour)
        ax.annotate(money(amount), (amount, place), (5, 0), textcoords="offset points", va="center")
    ax.set_yticks([row[0] for row in rows], [say(f"charts.{row[2]}") for row in rows])
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(0, max(row[1] for row in rows) * 1.42), ylim=(-0.55, 2.55))
    ax.set(xlabel=say("charts.buyers_money"))
    in_money(ax.xaxis)
    return ax
