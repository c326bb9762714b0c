"""What every chart shares: the look, axes in per cent and in money, names of classes, labels kept apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from kamlab.language import say
from kamlab.style import font_families, number, percent, short_money, theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

P = ParamSpec("P")
Result = TypeVar("Result")
Plot = Callable[Concatenate[Result, P], "Axes"]


def themed(plot: Plot[Result, P]) -> Plot[Result, P]:
    """Chart drawn in the lab's look, also where its marks are drawn later by somebody else's notebook."""

    @wraps(plot)
    def drawn(result: Result, /, *args: P.args, **kwargs: P.kwargs) -> Axes:
        with theme():
            ax = plot(result, *args, **kwargs)
            families = list(font_families())
            ax.tick_params(labelfontfamily=families, which="both")
            for label in (ax.xaxis.label, ax.yaxis.label):
                label.set_fontfamily(families)
        return ax

    return drawn


def class_name(name: str, *, scheme: str) -> str:
    """Words for a class of a scheme, such as class "private" of scheme "tier"."""
    return say(f"charts.{scheme}_{name}")


def in_percent(axis: Axis, *, step: float = 0.2) -> None:
    """Marks of an axis of shares, 0-1, as whole percentages."""
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    axis.set_major_locator(MultipleLocator(step))
    axis.set_major_formatter(FuncFormatter(lambda share, _: percent(share, digits=0)))


def in_money(axis: Axis) -> None:
    """Marks of an axis in CNY in short words; a logarithmic one has no small marks."""
    from matplotlib.ticker import FuncFormatter, NullLocator

    axis.set_major_formatter(FuncFormatter(lambda cny, _: short_money(cny)))
    axis.set_minor_locator(NullLocator())


def in_counts(axis: Axis) -> None:
    """Marks of an axis of whole numbers."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))


def legend_above(ax: Axes, *, columns: int, handles: list[Any] | None = None) -> None:
    """Legend in one row above the axes, where no data are."""
    more = {"handles": handles} if handles else {}
    ax.legend(
        loc="lower left", bbox_to_anchor=(-0.01, 1.0), ncols=columns, borderaxespad=0.3, handlelength=1.2,
        columnspacing=1.2, handletextpad=0.5, fontsize=10.5, **more,
    )  # fmt: skip


def wipe(ax: Axes) -> None:
    """Take all drawings off the axes; marks and labels stay, which is much faster than to clear them too."""
    for artist in [*ax.lines, *ax.patches, *ax.collections, *ax.texts]:
        artist.remove()
    legend = ax.get_legend()
    if legend:
        legend.remove()
    ax.containers.clear()
    ax.relim()
    ax.autoscale(enable=True)
