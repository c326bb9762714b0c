"""Picture of a fee on small accounts: what comes in, what goes out, and what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamlab.charts.drawing import in_money, themed
from kamlab.language import say
from kamlab.methods.fees import FeeEffect
from kamlab.style import COLOURS, money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COMES_IN = ("fee_income", "saved_cost")


@themed
def plot_fee_effect(result: FeeEffect, *, ax: Axes) -> Axes:
    """Bars up for what comes in, down for what goes out, and at the end the net effect from nought."""
    for place, (part, start, end) in enumerate(result.steps.itertuples()):
        low, high = sorted((start, end))
        ax.bar(place, high - low, bottom=low, width=0.62, color=_colour(str(part), end))
        ax.annotate(
            money(result.amount_cny(str(part))), (place, high), (0, 4), textcoords="offset points",
            ha="center", va="bottom", fontsize=10.5,
        )  # fmt: skip
        if part != "net":
            ax.plot([place + 0.31, place + 0.69], [end, end], color=COLOURS["quiet"], lw=0.9)
    ax.axhline(0, color=COLOURS["quiet"], lw=1)
    ax.set_xticks(range(len(result.steps)), [say(f"charts.fee_{part}") for part in result.steps.index])
    ax.tick_params(axis="x", length=0)
    low, high = float(result.steps.to_numpy().min()), float(result.steps.to_numpy().max())
    room = max(high - low, 1.0)
    ax.set(xlim=(-0.5, 4.5), ylim=(low - 0.06 * room, high + 0.14 * room), ylabel=say("charts.fee_y"))
    in_money(ax.yaxis)
    ax.grid(visible=True, axis="y")
    return ax


def _colour(part: str, end: float) -> str:
    if part == "net":
        return COLOURS["main"] if end >= 0 else COLOURS["second"]
    return COLOURS["third"] if part in COMES_IN else COLOURS["warm"]
