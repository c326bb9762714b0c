"""Picture of alert rules: precision and recall of each and of all together, beside the two goals."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import in_percent, legend_above, themed
from kamlab.language import say
from kamlab.style import COLOURS, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEASURES = (("precision", "main", 0.2), ("recall", "second", -0.2))
"""Measure, its colour, and how far its bar lies above the middle of the row."""

WHITE = {"fc": "white", "ec": "none", "alpha": 0.8, "pad": 0.6}


@themed
def plot_alerts(
    table: pd.DataFrame, *, ax: Axes, labels: Mapping[str, str], goals: Mapping[str, float]
) -> Axes:
    """Two bars a rule, the last row standing for the rules together; a rule that is not in use has none.

    Parameters
    ----------
    table
        `precision_share` and `recall_share` (0-1, missing where undefined) of the rules in use.
    labels
        Rule -> words beside its row, top row first.
    goals
        "precision" and "recall" -> share to reach.
    """
    places = {rule: len(labels) - 1 - row for row, rule in enumerate(labels)}
    ax.axhspan(-0.5, 0.5, color=COLOURS["faint"], alpha=0.5, lw=0)
    for measure, colour, shift in MEASURES:
        shares = {rule: float(table[f"{measure}_share"][rule]) for rule in places if rule in table.index}
        rows = [places[rule] + shift for rule in shares]
        text = say(f"charts.alert_{measure}", goal=percent(goals[measure], digits=0))
        ax.barh(rows, list(shares.values()), height=0.36, color=COLOURS[colour], label=text, zorder=2)
        ax.axvline(goals[measure], color=COLOURS[colour], lw=1.6, ls=(0, (4, 2)), zorder=3)
        for row, share in zip(rows, shares.values(), strict=True):
            _write(ax, row, share)
    for rule in places.keys() - set(table.index):
        ax.annotate(
            say("charts.alert_off"), (0.01, places[rule]), va="center", color=COLOURS["quiet"], fontsize=10
        )
    ax.set_yticks(list(places.values()), list(labels.values()))
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(0, 1.12), ylim=(-0.5, len(labels) - 0.5), xlabel=say("charts.alert_share"))
    in_percent(ax.xaxis)
    legend_above(ax, columns=2)
    return ax


def _write(ax: Axes, row: float, share: float) -> None:
    """Share at the end of its bar, or that nobody was flagged."""
    is_missing = math.isnan(share)
    text = say("charts.alert_nobody") if is_missing else percent(share, digits=0)
    ax.annotate(
        text, (0 if is_missing else share, row), (4, 0), textcoords="offset points", va="center",
        fontsize=9.5, color=COLOURS["ink"], bbox=WHITE, zorder=4,
    )  # fmt: skip
