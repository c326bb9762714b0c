"""Pictures of RFM: clients on the grid of two scores, and what weights really carry."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import in_percent, legend_above, themed
from kamlab.charts.segment import blues
from kamlab.language import say
from kamlab.style import COLOURS, number, percent, short_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@themed
def plot_rfm_grid(cells: pd.DataFrame, *, ax: Axes, is_money: bool = False) -> Axes:
    """Grid of R scores (rows, best on top) and F scores (columns), darker where there is more.

    Parameters
    ----------
    is_money
        Whether the cells are mean amounts in CNY, missing where nobody is, rather than numbers of clients.
    """
    table = cells.fillna(0.0).to_numpy(dtype=float)
    depth = (table / max(float(table.max()), 1.0)) ** (0.35 if is_money else 0.7)
    ax.pcolormesh(depth, cmap=blues(), vmin=0, vmax=1.1, edgecolors="white", linewidth=2)
    for line, row in enumerate(cells.to_numpy(dtype=float)):
        for place, value in enumerate(row):
            shade = depth[line, place]
            ink = "white" if shade > 0.6 else COLOURS["ink"] if shade else COLOURS["quiet"]
            text = "" if math.isnan(value) else short_money(value) if is_money else number(value)
            ax.text(place + 0.5, line + 0.5, text, ha="center", va="center", color=ink)
    for axis, labels in ((ax.xaxis, cells.columns), (ax.yaxis, cells.index)):
        axis.set_ticks([place + 0.5 for place in range(len(labels))], [str(label) for label in labels])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set(xlim=(0, len(cells.columns)), ylim=(len(cells.index), 0))
    ax.set(xlabel=say("charts.rfm_f_score"), ylabel=say("charts.rfm_r_score"))
    return ax


@themed
def plot_weights(weights: pd.DataFrame, *, ax: Axes, names: Mapping[str, str], scale: str) -> Axes:
    """Bars of each criterion: the weight it was given, and the share of the score's variance it carries.

    Parameters
    ----------
    weights
        One row a criterion; columns `nominal_weight`, `effective_weight` under the chosen scale, and
        `rank_weight`, the effective one on percentile ranks, all 0-1 and together 1.
    names
        Criterion -> words.
    scale
        The chosen scale in words.
    """
    bars = {
        "nominal_weight": (say("charts.weights_nominal"), COLOURS["faint"]),
        "effective_weight": (say("charts.weights_effective", scale=scale), COLOURS["second"]),
        "rank_weight": (say("charts.weights_rank"), COLOURS["main"]),
    }
    for place, (column, (label, colour)) in enumerate(bars.items()):
        heights = weights[column].to_numpy()
        left = [criterion + 0.27 * (place - 1) for criterion in range(len(weights))]
        drawn = ax.bar(left, heights, width=0.25, color=colour, label=label)
        ax.bar_label(drawn, [percent(height, digits=0) for height in heights], padding=2, fontsize=10)
    ax.axhline(0, color=COLOURS["quiet"], lw=0.8)
    ax.set_xticks(range(len(weights)), [names[str(name)] for name in weights.index])
    ax.tick_params(axis="x", length=0)
    every = weights[list(bars)].to_numpy()
    low, high = min(0.0, float(every.min())), max(1.0, float(every.max()))
    room = 0.12 * (high - low)
    ax.set(ylim=(low - room if low < 0 else 0, high + room), ylabel=say("charts.weights_y"))
    ax.set_xlim(-0.5, len(weights) - 0.5)
    in_percent(ax.yaxis)
    ax.grid(visible=True, axis="y")
    legend_above(ax, columns=3)
    return ax
