"""Pictures of how clients differ: concentration, service, one indicator, five levels, two schemes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import class_name, in_counts, in_money, in_percent, legend_above, themed
from kamlab.language import say
from kamlab.methods.segment import Pareto, ServiceGap
from kamlab.style import COLOURS, ORDERED, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap

LEVEL_COLOURS = dict(zip("ABCDE", ORDERED, strict=True))
DARK = {ORDERED[0], ORDERED[1]}
"""Colours on which text is white."""


@themed
def plot_pareto(result: Pareto, *, ax: Axes, top: tuple[float, float]) -> Axes:
    """Concentration curve with a cut line.

    Parameters
    ----------
    top
        The point of the curve to mark: share of clients and share of value, 0-1.
    """
    clients, value = (result.curve[name].to_numpy() for name in ("client_share", "value_share"))
    ax.fill_between(clients, value, where=clients <= top[0] + 1e-9, color=COLOURS["light"], alpha=0.6, lw=0)
    ax.plot(clients, value, color=COLOURS["main"], lw=2.4, label=say("charts.pareto_curve"))
    ax.plot([0, 1], [0, 1], color=COLOURS["quiet"], lw=1, ls=(0, (4, 3)), label=say("charts.pareto_equal"))
    ax.axvline(top[0], color=COLOURS["second"], lw=1.4)
    ax.plot(*top, "o", color=COLOURS["second"], ms=8, zorder=4, clip_on=False)
    text = say("charts.pareto_top", clients=percent(top[0], digits=0), value=percent(top[1]))
    is_left = top[0] < 0.62
    ax.text(
        top[0] + (0.02 if is_left else -0.02),
        max(top[1] - 0.14, 0.06),
        text,
        ha="left" if is_left else "right",
        va="center",
        linespacing=1.35,
        bbox={"fc": "white", "ec": "none", "alpha": 0.8, "pad": 2},
    )
    ax.set(xlim=(0, 1), ylim=(0, 1.02), xlabel=say("charts.pareto_x"), ylabel=say("charts.pareto_y"))
    in_percent(ax.xaxis)
    in_percent(ax.yaxis)
    ax.grid(visible=True, axis="y")
    legend_above(ax, columns=2)
    return ax


@themed
def plot_service_gap(result: ServiceGap, *, ax: Axes) -> Axes:
    """Service of the top group and of the rest, per part of profit and per head, the average being 1."""
    heights = (result.top_per_value, result.rest_per_value, result.top_per_head, result.rest_per_head)
    places = (0.0, 1.0, 2.6, 3.6)
    bars = ax.bar(places, heights, width=0.8, color=[COLOURS["main"], COLOURS["warm"]] * 2)
    ax.bar_label(bars, [number(height, digits=2) for height in heights], padding=3)
    ax.axhline(1, color=COLOURS["quiet"], lw=1.2, ls=(0, (4, 3)))
    ax.text(
        1.8, 1.04, say("charts.gap_average"), ha="center", va="bottom", fontsize=10, color=COLOURS["quiet"]
    )
    top, rest = say("charts.gap_top"), say("charts.gap_rest")
    ax.set_xticks(places, [top, rest, top, rest])
    ax.tick_params(axis="x", length=0)
    for middle, name in ((0.5, "gap_by_value"), (3.1, "gap_by_head")):
        ax.text(
            middle, -0.13, say(f"charts.{name}"), transform=ax.get_xaxis_transform(), ha="center", va="top"
        )
    ax.set(xlim=(-0.6, 4.2), ylim=(0, 5.5), ylabel=say("charts.gap_y"))
    ax.grid(visible=True, axis="y")
    return ax


@themed
def plot_histogram(
    values: pd.Series[float], *, ax: Axes, cuts: tuple[float, float], label: str, is_money: bool = False
) -> Axes:
    """How many clients have how much of one indicator, with the two lines that cut them into three classes.

    Parameters
    ----------
    values
        One number a client.
    cuts
        Lower ends of the middle and of the top class, in the unit of the values.
    label
        The indicator in words.
    is_money
        Whether the values are CNY above 0; they are drawn on a scale where each mark is ten times the last.
    """
    ax.hist(
        values.to_numpy(), bins=_bins(values, is_log=is_money), color=COLOURS["light"], ec="white", lw=0.8
    )
    lines = zip(cuts, ("hist_mid", "hist_top"), ("third", "second"), ((0, (5, 3)), "-"), strict=True)
    shift = 0.5 if _are_few_counts(values) and not is_money else 0.0
    for cut, name, colour, dashes in lines:
        ax.axvline(cut - shift, color=COLOURS[colour], lw=1.8, ls=dashes, label=say(f"charts.{name}"))
    if is_money:
        ax.set_xscale("log")
        in_money(ax.xaxis)
    else:
        ax.set_xscale("linear")
        in_counts(ax.xaxis)
    ax.margins(x=0.02)
    ax.set(xlabel=label, ylabel=say("charts.client_count"))
    in_counts(ax.yaxis)
    ax.grid(visible=True, axis="y")
    legend_above(ax, columns=2)
    return ax


def _bins(values: pd.Series[float], *, is_log: bool) -> list[float]:
    import numpy as np

    low, high = float(values.min()), float(values.max())
    if is_log:
        return [float(edge) for edge in np.geomspace(low, high * 1.0001, 25)]
    if _are_few_counts(values):
        return [float(edge) for edge in np.arange(low - 0.5, high + 1)]
    return [float(edge) for edge in np.linspace(low, high or 1.0, 25)]


def _are_few_counts(values: pd.Series[float]) -> bool:
    """Whether each number can have a bar of its own; a cut then lies between two bars."""
    return bool(values.max() - values.min() <= 24 and (values % 1 == 0).all())


@themed
def plot_levels(before: pd.Series[str], *, after: pd.Series[str], ax: Axes) -> Axes:
    """Two stacked bars: clients in each of five levels by the former rule and by the present one."""
    rows = ((1, before), (0, after))
    for place, levels in rows:
        left = 0
        for level, count in levels.value_counts().reindex(list(LEVEL_COLOURS)).items():
            colour = LEVEL_COLOURS[str(level)]
            ax.barh(place, count, left=left, height=0.6, color=colour, ec="white", lw=1)
            if count:
                ink = "white" if colour in DARK else COLOURS["ink"]
                ax.text(left + count / 2, place, number(count), ha="center", va="center", color=ink)
            left += int(count)
    ax.set_yticks((1, 0), (say("charts.levels_before"), say("charts.levels_after")))
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(0, len(before)), ylim=(-0.5, 1.5), xlabel=say("charts.client_count"))
    in_counts(ax.xaxis)
    legend_above(ax, columns=5, handles=[_patch(level, colour) for level, colour in LEVEL_COLOURS.items()])
    return ax


def _patch(level: str, colour: str) -> object:
    from matplotlib.patches import Patch

    return Patch(fc=colour, label=class_name(level, scheme="level"))


@themed
def plot_crosstab(counts: pd.DataFrame, *, ax: Axes, rows: Sequence[str], columns: Sequence[str]) -> Axes:
    """Cross-table of two schemes, darker where more clients are.

    Parameters
    ----------
    rows, columns
        The classes in words, in the order of the table.
    """
    table = counts.to_numpy()
    most = max(int(table.max()), 1)
    ax.pcolormesh(table, cmap=blues(), vmin=0, vmax=most * 1.25, edgecolors="white", linewidth=2)
    for line, row in enumerate(table):
        for place, count in enumerate(row):
            ink = "white" if count > 0.6 * most else COLOURS["ink"] if count else COLOURS["quiet"]
            ax.text(place + 0.5, line + 0.5, number(count), ha="center", va="center", color=ink)
    ax.set_xticks([place + 0.5 for place in range(len(columns))], columns)
    ax.set_yticks([place + 0.5 for place in range(len(rows))], rows)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    return ax


def blues() -> Colormap:
    """Colours from near white to dark blue, for how much is in a cell."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("kamlab", ["#F3F7FA", ORDERED[2], ORDERED[0]])
