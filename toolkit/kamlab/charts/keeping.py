"""Picture of one budget: new clients by the multiple that winning costs, against the clients it keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamlab.charts.drawing import in_counts, legend_above, themed
from kamlab.language import say
from kamlab.methods.retention import SOURCE_RANGES, RetentionEconomics
from kamlab.style import COLOURS, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ENDS = (3.5, 7.5)
"""Multiples at the left and the right edge."""
HEADROOM = 1.5
"""Height of the picture over its highest line; the words about the ranges stand in what is left."""
ROWS = (0.97, 0.895, 0.82)
"""Height of the rows of words at the top, as shares of the picture."""
CLOSE = 0.09
"""Share of the height that a line of words needs."""
WHITE = {"fc": "white", "ec": "none", "alpha": 0.8, "pad": 1}


@themed
def plot_keep_or_win(result: RetentionEconomics, *, ax: Axes, chosen: float) -> Axes:
    """New clients at each multiple, the lines of clients kept and saved, and the source's two ranges.

    Parameters
    ----------
    result
        Its table holds the multiples of the curve, `chosen` among them.
    chosen
        Multiple that is marked on the curve.
    """
    new, won = result.table["new_count"], result.table["won_count"]
    top = HEADROOM * max(result.kept_count, float(new.max()), 1.0)
    ax.set(xlim=ENDS, ylim=(0, top), xlabel=say("charts.keep_multiple"), ylabel=say("charts.clients"))
    _draw_ranges(ax)
    ax.plot(new.index, new, color=COLOURS["main"], lw=2, label=say("charts.keep_new"), zorder=3)
    if (new > won).any():
        label = say("charts.keep_paid")
        ax.plot(won.index, won, color=COLOURS["main"], lw=1.4, ls=(0, (1, 1.5)), label=label, zorder=3)
    _draw_kept(result, ax=ax, new=float(new[chosen]), is_left=chosen >= sum(ENDS) / 2)
    _mark(ax, chosen, float(new[chosen]), is_below=new[chosen] <= result.saved_count)
    _draw_even(result.break_even_multiple, ax=ax)
    in_counts(ax.yaxis)
    legend_above(ax, columns=4)
    return ax


def _draw_ranges(ax: Axes) -> None:
    """Both ranges of the source, each with its words."""
    colours = (COLOURS["warm"], COLOURS["third"])
    for (low, high), colour, name, row in zip(
        SOURCE_RANGES, colours, ("bank", "futures"), ROWS, strict=False
    ):
        ax.axvspan(low, high, color=colour, alpha=0.13, lw=0)
        text = say(f"charts.keep_range_{name}", low=number(low), high=number(high))
        ax.annotate(
            text, ((low + high) / 2, row), xycoords=("data", "axes fraction"), ha="center", va="top",
            fontsize=10, color=COLOURS["ink"],
        )  # fmt: skip


def _draw_kept(result: RetentionEconomics, *, ax: Axes, new: float, is_left: bool) -> None:
    """Lines of clients kept and, where fewer, of those who would have left; words on the free side."""
    top = ax.get_ylim()[1]
    kept, saved = result.kept_count, result.saved_count
    lines = [(kept, "kept", "-", True)]
    if saved < kept:
        has_room = new <= saved < kept - CLOSE * top or saved < CLOSE * top
        lines += [(saved, "saved", "--", has_room)]
    place, side = (ENDS[0] + 0.05, "left") if is_left else (ENDS[1] - 0.05, "right")
    for height, name, stroke, is_above in lines:
        ax.axhline(height, color=COLOURS["second"], lw=1.6, ls=stroke, zorder=2)
        ax.annotate(
            say(f"charts.keep_{name}", count=number(height)), (place, height), (0, 4 if is_above else -4),
            textcoords="offset points", ha=side, va="bottom" if is_above else "top", fontsize=10,
            color=COLOURS["ink"], bbox=WHITE, zorder=4,
        )  # fmt: skip


def _mark(ax: Axes, multiple: float, new: float, *, is_below: bool) -> None:
    ax.plot([multiple], [new], "o", ms=9, color=COLOURS["main"], mec="white", zorder=5)
    ax.annotate(
        number(new), (multiple, new), (0, -9 if is_below else 9), textcoords="offset points", ha="center",
        va="top" if is_below else "bottom", color=COLOURS["ink"], bbox=WHITE, zorder=5,
    )  # fmt: skip


def _draw_even(multiple: float, *, ax: Axes) -> None:
    """Where winning brings as many as keeping saves, if that is inside the picture."""
    if not ENDS[0] <= multiple <= ENDS[1]:
        return
    ax.axvline(multiple, ymax=ROWS[2] - 0.06, color=COLOURS["quiet"], lw=1.2, ls=(0, (4, 3)), zorder=2)
    side = "left" if multiple < sum(ENDS) / 2 else "right"
    ax.annotate(
        say("charts.keep_even", multiple=number(multiple, digits=1)), (multiple, ROWS[2]),
        xycoords=("data", "axes fraction"), ha=side, va="top", fontsize=10, color=COLOURS["quiet"],
    )  # fmt: skip
