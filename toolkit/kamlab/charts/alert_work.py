"""Picture of what alerts cost and keep: hours of work on one side, commission kept on the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import in_counts, in_money, themed
from kamlab.language import say
from kamlab.style import COLOURS, number, short_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 1.28
"""Length of the axis over the longest bar, so that its figure fits behind it."""


@themed
def plot_work(work: pd.DataFrame, *, ax: Axes, labels: Mapping[str, str], reach: float = 0.0) -> Axes:
    """Hours of work by class of client, the first class at the top.

    Parameters
    ----------
    work
        `work_hours`, 0 or more; index the classes.
    labels
        Class -> words beside its bar.
    reach
        Hours that the axis holds at least, so that bars of two settings can be compared.
    """
    texts = [number(hours, digits=1).removesuffix(".0") for hours in work["work_hours"]]
    _bars(work["work_hours"], ax=ax, texts=texts, colour=COLOURS["warm"], reach=reach)
    ax.set_yticks(range(len(work)), [labels[str(name)] for name in work.index])
    ax.set_xlabel(say("charts.work_hours"))
    in_counts(ax.xaxis)
    return ax


@themed
def plot_kept(work: pd.DataFrame, *, ax: Axes, reach: float = 0.0) -> Axes:
    """Commission kept by class of client (CNY a year), in the rows of `plot_work`.

    Parameters
    ----------
    reach
        Yuan that the axis holds at least.
    """
    texts = [short_money(round(cny)) for cny in work["kept_cny"]]
    _bars(work["kept_cny"], ax=ax, texts=texts, colour=COLOURS["main"], reach=reach)
    ax.set_yticks([])
    ax.set_xlabel(say("charts.kept_commission"))
    in_money(ax.xaxis)
    ax.locator_params(axis="x", nbins=4)
    return ax


def _bars(values: pd.Series[float], *, ax: Axes, texts: list[str], colour: str, reach: float) -> None:
    ax.barh(range(len(values)), values, height=0.6, color=colour)
    for place, (value, text) in enumerate(zip(values, texts, strict=True)):
        ax.annotate(text, (value, place), (4, 0), textcoords="offset points", va="center")
    ax.set(xlim=(0, ROOM * max(float(values.max()), reach, 1.0)), ylim=(len(values) - 0.5, -0.5))
    ax.tick_params(axis="y", length=0)
