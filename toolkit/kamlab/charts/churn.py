"""Picture of leavers: by reason in the two classes, as it is and had some of the avoidable been saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamlab.charts.drawing import in_counts, legend_above, themed
from kamlab.language import say
from kamlab.methods.retention import ChurnReasons
from kamlab.style import COLOURS, number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS = {
    "given_up": COLOURS["quiet"],
    "forced": COLOURS["faint"],
    "own_wish": COLOURS["main"],
    "loss_making": COLOURS["light"],
    "competitor": COLOURS["warm"],
    "taken_along": COLOURS["fourth"],
}
"""Reason -> colour; inevitable churn is grey."""
DARK = ("given_up", "own_wish")
"""Reasons whose colour needs white letters."""
ROOM = 0.021
"""Width of a letter as a share of the picture; a number wider than its part is left to the table."""


@themed
def plot_churn_reasons(result: ChurnReasons, *, ax: Axes, saved_share: float) -> Axes:
    """Two bars of leavers by reason: as it is, and had `saved_share` (0-1) of the avoidable stayed."""
    counts, saved = result.table["leaver_count"], result.table["saved_count"]
    ax.set(xlim=(0, 1.02 * max(result.leaver_count, 1)), ylim=(-0.5, 1.5), xlabel=say("charts.leavers"))
    for place, parts in ((1, counts), (0, counts - saved)):
        left = 0.0
        for reason, colour in LOOKS.items():
            width, ink = float(parts[reason]), "white" if reason in DARK else COLOURS["ink"]
            name = say(f"charts.churn_{reason}") if place else None
            ax.barh(place, width, left=left, height=0.6, color=colour, ec="white", lw=0.8, label=name)
            _write(ax, left + width / 2, place, width, colours=(ink, "none"))
            left += width
    stayed = float(saved.sum())
    _write(ax, result.leaver_count - stayed / 2, 0, stayed, colours=(COLOURS["ink"], "white"))
    ax.barh(
        0, stayed, left=result.leaver_count - stayed, height=0.6, color="white", ec=COLOURS["third"],
        hatch="///", lw=1.2, label=say("charts.churn_stayed"),
    )  # fmt: skip
    texts = (say("charts.churn_if", share=percent(saved_share, digits=0)), say("charts.churn_now"))
    ax.set_yticks((0, 1), texts)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    in_counts(ax.xaxis)
    legend_above(ax, columns=4)
    return ax


def _write(ax: Axes, middle: float, place: int, width: float, *, colours: tuple[str, str]) -> None:
    """Number in the middle of a part, where it fits; colours of the letters and of what is behind them."""
    text = number(width, digits=1).removesuffix(".0")
    if width >= ROOM * ax.get_xlim()[1] * len(text):
        ink, back = colours
        ax.annotate(
            text, (middle, place), ha="center", va="center", color=ink, fontsize=10, zorder=4,
            bbox={"fc": back, "ec": "none", "pad": 1.5},
        )  # fmt: skip
