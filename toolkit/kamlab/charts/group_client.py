"""Picture of a group's cash: the pool through the year, and what entities hold apart and together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamlab.charts.drawing import in_money, themed
from kamlab.language import say
from kamlab.methods.group_client import Pooling
from kamlab.style import COLOURS, short_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@themed
def plot_pool(result: Pooling, *, ax: Axes) -> Axes:
    """Running net flow of the pool by week, its lowest point marked."""
    weeks, path = result.path.index.to_numpy(), result.path.to_numpy()
    deepest = int(path.argmin())
    lowest = (float(weeks[deepest]), float(path[deepest]))
    ax.axhline(0, color=COLOURS["quiet"], lw=1)
    ax.plot(weeks, path, color=COLOURS["main"], lw=1.8)
    ax.plot(*lowest, "o", ms=9, color=COLOURS["second"])
    is_early = deepest < len(path) // 2
    ax.annotate(
        say("charts.pool_lowest", week=weeks[deepest], amount=short_money(lowest[1])),
        lowest, (10 if is_early else -10, -4), textcoords="offset points",
        ha="left" if is_early else "right", va="top",
    )  # fmt: skip
    room = 0.2 * (path.max() - path.min() or 1.0)
    ax.set(xlabel=say("charts.week"), ylabel=say("charts.pool_y"))
    ax.set_xlim(weeks[0] - 0.5, weeks[-1] + 0.5)
    ax.set_ylim(path.min() - room, max(path.max(), 0.0) + 0.5 * room)
    in_money(ax.yaxis)
    return ax


@themed
def plot_needs(result: Pooling, *, ax: Axes) -> Axes:
    """Cash that must be held apart, and together."""
    rows = (("needs_apart", result.separate_cny, "warm"), ("needs_together", result.pooled_cny, "third"))
    for place, (_, amount, colour) in enumerate(rows):
        ax.barh(-place, amount, height=0.6, color=COLOURS[colour])
        ax.annotate(short_money(amount), (amount, -place), (5, 0), textcoords="offset points", va="center")
    ax.set_yticks((0, -1), [say(f"charts.{name}") for name, _, _ in rows])
    ax.tick_params(axis="y", length=0)
    ax.set(xlim=(0, 1.25 * max(result.separate_cny, 1.0)), ylim=(-1.5, 0.5))
    ax.set_xticks([])
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
    return ax
