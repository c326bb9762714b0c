"""Picture of referrers: how many each brought, and how many of these agreed first."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import in_counts, legend_above, themed
from kamlab.language import say
from kamlab.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@themed
def plot_referrers(
    table: pd.DataFrame, *, ax: Axes, chosen: Collection[str], place: int, counts_all: bool
) -> Axes:
    """A bar a referrer, in the table's order from the top; those chosen in full colour, a line below them.

    Parameters
    ----------
    table
        Index the referrers, columns `agreed_count` and `not_agreed_count`.
    chosen
        Referrers who are on the list.
    place
        How many of the table's first rows stand above the line.
    counts_all
        Whether referrals without agreement count too.
    """
    rows, names = list(range(len(table))), [str(name) for name in table.index]
    is_in = [name in chosen for name in names]
    agreed, other = table["agreed_count"], table["not_agreed_count"]
    strong = [COLOURS["main"] if inside else COLOURS["light"] for inside in is_in]
    ax.barh(rows, agreed, height=0.7, color=strong)
    fill = COLOURS["warm"] if counts_all else "white"
    for row, start, more in zip(rows, agreed, other, strict=True):
        if more:
            ax.barh(row, more, left=start, height=0.7, color=fill, ec=COLOURS["warm"], lw=1)
    ax.axhline(place - 0.5, color=COLOURS["second"], lw=1.4, ls=(0, (4, 3)))
    ax.set_yticks(rows, names)
    ax.margins(x=0.05)
    ax.set(ylim=(len(rows) - 0.4, -0.6), xlabel=say("charts.referrers_x"), ylabel=say("charts.referrers_y"))
    ax.tick_params(axis="y", length=0)
    in_counts(ax.xaxis)
    ax.grid(visible=True, axis="x")
    legend_above(ax, columns=2, handles=_legend(counts_all=counts_all))
    return ax


def _legend(*, counts_all: bool) -> list[object]:
    from matplotlib.patches import Patch

    fill = COLOURS["warm"] if counts_all else "white"
    name = "counted" if counts_all else "not_counted"
    return [
        Patch(color=COLOURS["main"], label=say("charts.referrers_agreed")),
        Patch(fc=fill, ec=COLOURS["warm"], label=say(f"charts.referrers_{name}")),
    ]
