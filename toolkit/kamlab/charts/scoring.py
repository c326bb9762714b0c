"""Pictures of a scoring sheet: totals, the mean that cuts them, and the stars."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from kamlab.charts.drawing import in_counts, themed
from kamlab.language import say
from kamlab.methods.segment import ScoreMatrix
from kamlab.style import COLOURS, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STAR = "★"


def plot_scoring(result: ScoreMatrix, *, ax: Axes, is_weighted: bool = False) -> Axes:
    """Totals of a scoring sheet with the mean as a line and a star from the mean upwards.

    Parameters
    ----------
    is_weighted
        Whether the totals are weighted means of the points, rather than sums.
    """
    lines = {say("charts.mean", mean=number(result.mean, digits=2)): result.mean}
    stars = [str(client) for client in result.stars.index[result.stars]]
    plot_totals(result.totals, ax=ax, stars=stars, lines=lines)
    if is_weighted:
        ax.set_ylabel(say("charts.weighted_total"))
    return ax


@themed
def plot_totals(
    totals: pd.Series[float],
    *,
    ax: Axes,
    stars: Collection[str],
    lines: Mapping[str, float],
    wrong: Collection[str] = (),
) -> Axes:
    """A bar a client, a star where one is due or printed, and lines to hold the bars against.

    Parameters
    ----------
    stars
        Clients with a star.
    lines
        Text -> points; at most two.
    wrong
        Clients whose star breaks the rule; bar and star change colour.
    """
    clients = [str(client) for client in totals.index]
    digits = 0 if (totals % 1 == 0).all() else 2
    colours = [COLOURS["main"] if client in stars else COLOURS["light"] for client in clients]
    colours = [COLOURS["warm"] if client in wrong else c for client, c in zip(clients, colours, strict=True)]
    ax.bar(range(len(clients)), totals.to_numpy(), width=0.7, color=colours)
    ax.set_xticks(range(len(clients)), clients)
    for place, (client, value) in enumerate(zip(clients, totals, strict=True)):
        ink = "white" if client in stars and client not in wrong else COLOURS["ink"]
        ax.text(place, 0.03, number(value, digits=digits), color=ink, **_upright(ax))
        if client in stars:
            colour = COLOURS["second"] if client in wrong else COLOURS["main"]
            ax.text(place, 0.93, STAR, color=colour, fontsize=15, **_upright(ax))
    _draw_lines(ax, lines)
    top = max([*totals, *lines.values()])
    ax.set(ylim=(0, top * 1.18), xlabel=say("charts.client"), ylabel=say("charts.total"))
    ax.tick_params(axis="x", length=0)
    in_counts(ax.yaxis)
    return ax


def _upright(ax: Axes) -> dict[str, Any]:
    """A text over a bar, its height a share of the axes."""
    return {"transform": ax.get_xaxis_transform(), "ha": "center", "va": "bottom"}


def _draw_lines(ax: Axes, lines: Mapping[str, float]) -> None:
    """Lines with their words in the right margin, the upper line's above it, the lower one's below."""
    ends = sorted(lines.items(), key=lambda line: -line[1])
    sides = ("bottom", "top") if len(ends) > 1 else ("center",)
    colours, dashes = (COLOURS["second"], COLOURS["quiet"]), ("-", (0, (4, 3)))
    for place, (text, points) in enumerate(ends):
        ax.axhline(points, color=colours[place], lw=1.6, ls=dashes[place])
        ax.text(
            1.015, points, text, transform=ax.get_yaxis_transform(), va=sides[place], ha="left",
            color=colours[place], fontsize=10.5, linespacing=1.3,
        )  # fmt: skip
