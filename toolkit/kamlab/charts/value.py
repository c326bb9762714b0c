"""Pictures of a client's worth: value by year under three conventions, and from income to value added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import in_counts, in_money, legend_above, themed
from kamlab.language import say
from kamlab.methods.value import TimingsCompared
from kamlab.style import COLOURS, money, short_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TIMING_LOOKS = {
    "end_after_survival": (COLOURS["main"], "-"),
    "end_certain": (COLOURS["third"], (0, (5, 2))),
    "start": (COLOURS["second"], (0, (1.5, 1.5))),
}
"""Convention -> colour and dashes."""
STEPS_BEFORE_TAX_IS_PAID = 6
"""Steps of the profit, tax included, after which the profit after tax stands as a bar of its own."""
WHITE = {"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1}


@themed
def plot_lifetime(result: TimingsCompared, *, ax: Axes, timing: str) -> Axes:
    """Value that builds up year by year under each convention, the chosen one in front.

    Parameters
    ----------
    timing
        The convention chosen: its line is thick, its value without end and the year in which the cost is back
        are marked.
    """
    years = result.by_year.index
    for name, (colour, dashes) in TIMING_LOOKS.items():
        is_chosen = name == timing
        ax.plot(
            years, result.by_year[name], color=colour, lw=2.8 if is_chosen else 1.5, ls=dashes,
            alpha=1 if is_chosen else 0.65, label=say(f"charts.timing_{name}"), zorder=4 if is_chosen else 3,
        )  # fmt: skip
    ax.axhline(0, color=COLOURS["quiet"], lw=1)
    ends = [*result.in_all, *result.by_year.min(), 0.0]
    low, high = min(ends), max(ends)
    room = 0.14 * (high - low or 1)
    _mark_end(result.in_all[timing], ax=ax, colour=TIMING_LOOKS[timing][0], year=int(years[-1]))
    year = result.payback_year[timing]
    if not pd.isna(year):
        ax.plot(
            [year],
            [result.by_year[timing][year]],
            "o",
            ms=9,
            color=TIMING_LOOKS[timing][0],
            mec="white",
            zorder=5,
        )
    ax.set(xlim=(-0.2, years[-1] + 0.2), ylim=(low - room, high + room), xlabel=say("charts.lifetime_x"))
    ax.set_ylabel(say("charts.lifetime_y"))
    in_counts(ax.xaxis)
    in_money(ax.yaxis)
    ax.grid(visible=True, axis="y")
    legend_above(ax, columns=3)
    return ax


def _mark_end(value: float, *, ax: Axes, colour: str, year: int) -> None:
    """Line of the value without end, its words above it."""
    ax.axhline(value, color=colour, lw=1, ls=(0, (1, 3)), zorder=2)
    ax.annotate(
        say("charts.lifetime_end", amount=money(value)), (year, value), (0, 4), textcoords="offset points",
        ha="right", va="bottom", fontsize=10, bbox=WHITE, zorder=6,
    )  # fmt: skip


@themed
def plot_profit(steps: pd.Series[float], *, ax: Axes, after_tax: float, value_added: float) -> Axes:
    """From the spreads to the value added, each step beginning where the last one ended.

    Parameters
    ----------
    steps
        One row of `profit_steps`, CNY.
    after_tax, value_added
        Profit after tax and economic value added, CNY; bars of their own that begin at 0.
    """
    bars = [(str(name), float(amount), False) for name, amount in steps.items()]
    bars.insert(STEPS_BEFORE_TAX_IS_PAID, ("nopat_cny", after_tax, True))
    bars.append(("eva_cny", value_added, True))
    reached, tops = 0.0, [0.0]
    for place, (_, amount, is_sum) in enumerate(bars):
        start = 0.0 if is_sum else reached
        reached = start + amount
        tops += [start, reached]
        ax.bar(place, amount, bottom=start, width=0.68, color=_colour(amount, is_sum=is_sum))
        if place < len(bars) - 1:
            ax.plot([place + 0.34, place + 0.66], [reached] * 2, color=COLOURS["quiet"], lw=0.8)
        _write_amount(amount, ax=ax, place=place, end=max(start, reached))
    room = 0.12 * (max(tops) - min(tops) or 1)
    ax.axhline(0, color=COLOURS["quiet"], lw=1)
    ax.set(xlim=(-0.6, len(bars) - 0.4), ylim=(min(tops) - room / 2, max(tops) + room))
    ax.set_xticks(range(len(bars)), [say(f"charts.step_{name.removesuffix('_cny')}") for name, _, _ in bars])
    ax.tick_params(axis="x", length=0, labelsize=9.5)
    ax.set_ylabel(say("charts.profit_y"))
    in_money(ax.yaxis)
    return ax


def _colour(amount: float, *, is_sum: bool) -> str:
    if is_sum:
        return COLOURS["third"] if amount >= 0 else COLOURS["second"]
    return COLOURS["main"] if amount >= 0 else COLOURS["warm"]


def _write_amount(amount: float, *, ax: Axes, place: int, end: float) -> None:
    ax.annotate(
        short_money(round(amount)), (place, end), (0, 3), textcoords="offset points", ha="center",
        va="bottom", fontsize=9.5, color=COLOURS["ink"], bbox=WHITE,
    )  # fmt: skip
