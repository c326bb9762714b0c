"""Pictures of a log of visitors: what each line would give, and at which hours candidates come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import in_money, in_percent, legend_above, themed
from kamlab.language import say
from kamlab.style import COLOURS, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKS_CNY = (10_000, 20_000, 30_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)


@themed
def plot_yield(curve: pd.DataFrame, *, ax: Axes, line_cny: float, share: float, source_share: float) -> Axes:
    """Share of all visitors who would be candidates, by the line (CNY, logarithmic).

    Parameters
    ----------
    curve
        Index the lines, columns `all_share` and `consent_share`, 0-1.
    line_cny, share
        The reader's line, and the share it gives, 0-1.
    source_share
        Share that the source claims, 0-1.
    """
    for name, colour in (("all_share", COLOURS["light"]), ("consent_share", COLOURS["main"])):
        ax.plot(curve.index, curve[name], color=colour, lw=2.4, label=say(f"charts.yield_{name}"))
    text = say("charts.yield_source", share=percent(source_share, digits=0))
    ax.axhline(source_share, color=COLOURS["second"], lw=1.4, ls=(0, (4, 3)), label=text)
    ax.axvline(line_cny, color=COLOURS["quiet"], lw=1.2)
    ax.plot(line_cny, share, "o", color=COLOURS["second"], ms=9, zorder=4, clip_on=False)
    side, shift = ("left", 9) if line_cny < 3e5 else ("right", -9)
    ax.annotate(
        percent(share), (line_cny, max(share, source_share)), (shift, 11), textcoords="offset points",
        ha=side, bbox={"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1},
    )  # fmt: skip
    ax.set(xscale="log", xlim=(curve.index.min(), curve.index.max()), ylim=(0, 0.24))
    ax.set(xlabel=say("charts.yield_x"), ylabel=say("charts.yield_y"))
    in_money(ax.xaxis)
    ax.set_xticks([line for line in MARKS_CNY if curve.index.min() <= line <= curve.index.max()])
    in_percent(ax.yaxis, step=0.05)
    ax.grid(visible=True, axis="y")
    legend_above(ax, columns=3)
    return ax


@themed
def plot_hours(by_hour: pd.DataFrame, *, ax: Axes, needs_consent: bool) -> Axes:
    """Visitors a day with an ordinary ticket and a large transaction, by the hour; without consent apart.

    Parameters
    ----------
    by_hour
        Index the hours, columns `consent_daily` and `no_consent_daily`.
    needs_consent
        Whether those without consent are drawn as people to serve only.
    """
    hours = [int(hour) for hour in by_hour.index]
    agree, other = by_hour["consent_daily"], by_hour["no_consent_daily"]
    ax.bar(hours, agree, width=0.66, color=COLOURS["main"], label=say("charts.hours_consent"))
    name, colour = ("serve", COLOURS["faint"]) if needs_consent else ("any", COLOURS["light"])
    ax.bar(hours, other, width=0.66, bottom=agree, color=colour, label=say(f"charts.hours_{name}"))
    for hour, count in zip(hours, agree, strict=True):
        if count >= 0.25:
            ax.text(hour, count / 2, number(count, digits=1), ha="center", va="center", color="white")
    ax.set_xticks(hours, [say("charts.hour", hour=hour) for hour in hours])
    ax.set(xlim=(hours[0] - 0.6, hours[-1] + 0.6), ylabel=say("charts.hours_y"))
    ax.tick_params(axis="x", length=0)
    ax.margins(y=0.12)
    legend_above(ax, columns=2)
    return ax
