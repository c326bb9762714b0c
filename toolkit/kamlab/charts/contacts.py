"""Picture of a contact plan: how much of one manager's year each level takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kamlab.charts.drawing import in_percent, legend_above, themed
from kamlab.language import say
from kamlab.methods.retention import ContactCapacity
from kamlab.style import COLOURS, ORDERED, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = ("call", "visit")
"""Rows from below."""
STEPS = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0)


@themed
def plot_contacts(result: ContactCapacity, *, ax: Axes, labels: Mapping[str, str]) -> Axes:
    """Two bars, meetings and calls, cut by tier; the line is a full year of one manager.

    Parameters
    ----------
    result
        Need of each tier against the capacity of a year.
    labels
        Tier -> its words, first tier first; at most five.
    """
    wide = max(1.5, 1.55 * float(result.table["utilisation"].max()))
    for row, kind in enumerate(KINDS):
        left = 0.0
        for (tier, text), colour in zip(labels.items(), ORDERED, strict=False):
            part = float(result.by_tier[kind][tier]) / float(result.table["capacity_count"][kind])
            name = None if row else text
            ax.barh(row, part, left=left, height=0.52, color=colour, ec="white", lw=0.8, label=name)
            left += part
        ax.annotate(
            _use(result, kind), (left, row), (6, 0), textcoords="offset points", va="center", fontsize=10,
            color=COLOURS["ink"], bbox={"fc": "white", "ec": "none", "pad": 1.5}, zorder=4,
        )  # fmt: skip
    ax.axvline(1, color=COLOURS["second"], lw=1.6, zorder=3, label=say("charts.contact_full"))
    ax.set_yticks(range(len(KINDS)), [say(f"charts.contact_{kind}") for kind in KINDS])
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(0, wide), ylim=(-0.5, 1.5), xlabel=say("charts.contact_use"))
    in_percent(ax.xaxis, step=next((step for step in STEPS if step >= wide / 8), STEPS[-1]))
    legend_above(ax, columns=5)
    return ax


def _use(result: ContactCapacity, kind: str) -> str:
    share, need, capacity = (
        float(result.table[name][kind]) for name in ("utilisation", "need_count", "capacity_count")
    )
    return say(
        "charts.contact_count",
        share=percent(share, digits=0),
        need=number(need),
        capacity=number(capacity),
    )
