"""Picture of futures clients: equity against turnover, the four classes by colour and by mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from kamlab.charts.drawing import class_name, in_money, legend_above, themed
from kamlab.charts.placing import label_apart
from kamlab.language import say
from kamlab.style import COLOURS, short_money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS = {
    "hedger": ("s", COLOURS["third"]),
    "large": ("^", COLOURS["second"]),
    "mid": ("o", COLOURS["main"]),
    "retail": ("v", COLOURS["fourth"]),
}
"""Class -> mark and colour."""
MIDDLE_CNY = 6e5
"""Lines left of it have their words to the right, lines right of it to the left."""


@themed
def plot_futures(
    book: pd.DataFrame, *, classes: pd.Series[str], ax: Axes, large_cny: float, mid_cny: float
) -> Axes:
    """Equity (CNY) against monthly turnover (CNY), both on scales where each mark is ten times the last.

    Parameters
    ----------
    book
        `equity_cny` and `monthly_turnover_cny`, above 0; index the clients.
    classes
        "hedger", "large", "mid" or "retail" on the same index.
    large_cny, mid_cny
        The two lines of equity.
    """
    ax.set(xscale="log", yscale="log", xlim=(1e4, 4e7), ylim=(3e4, 9e8))
    for name, (mark, colour) in LOOKS.items():
        rows = book[classes == name]
        ax.scatter(
            rows["equity_cny"],
            rows["monthly_turnover_cny"],
            s=62,
            marker=mark,
            color=colour,
            ec="white",
            lw=0.8,
            label=class_name(name, scheme="futures"),
            zorder=3,
        )
    for cut, name, down in ((mid_cny, "cut_mid", -4), (large_cny, "cut_large", -18)):
        _draw_line(ax, cut, text=say(f"charts.{name}", amount=short_money(cut)), down=down)
    ax.set(xlabel=say("charts.equity"), ylabel=say("charts.turnover"))
    in_money(ax.xaxis)
    in_money(ax.yaxis)
    ax.grid(visible=True, color=COLOURS["faint"], lw=0.6)
    legend_above(ax, columns=4)
    points = zip(book["equity_cny"], book["monthly_turnover_cny"], book.index, strict=True)
    labels = [(float(x), float(y), str(client)) for x, y, client in points]
    label_apart(labels, ax=ax, upright=(mid_cny, large_cny))
    return ax


def _draw_line(ax: Axes, cut: float, *, text: str, down: float) -> None:
    """A line of equity, its words at the top on the side where there is room."""
    side, shift = ("left", 4) if cut < MIDDLE_CNY else ("right", -4)
    ax.axvline(cut, color=COLOURS["quiet"], lw=1.2, ls=(0, (4, 3)))
    ax.annotate(
        text,
        (cut, 1),
        (shift, down),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha=side,
        va="top",
        fontsize=9.5,
        color=COLOURS["quiet"],
        bbox={"fc": "white", "ec": "none", "alpha": 0.85, "pad": 1},
    )
