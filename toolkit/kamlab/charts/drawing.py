"""What every chart shares: the look, axes in per cent and in money, names of classes, labels kept apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from kamlab.language import say
from kamlab.style import COLOURS, font_families, number, percent, short_money, theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

P = ParamSpec("P")
Result = TypeVar("Result")
Plot = Callable[Concatenate[Result, P], "Axes"]
SPOTS = ((0, 9), (0, -9), (11, 0), (-11, 0), (11, 9), (-11, 9), (11, -9), (-11, -9), (0, 20), (0, -20))
"""Where a label may stand beside its point, in points of the paper, best place first."""


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


def class_name(scheme: str, name: str) -> str:
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


def label_apart(
    ax: Axes, points: Iterable[tuple[float, float, str]], *, upright: Iterable[float] = ()
) -> None:
    """Write a label beside each point, each at the first spot where it covers no point and no other label.

    Parameters
    ----------
    points
        Place and text.
    upright
        Places of vertical lines that no label is to cross.
    """
    from matplotlib.transforms import Bbox

    points = list(points)
    dot = ax.figure.dpi / 72
    places = [ax.transData.transform((x, y)) for x, y, _ in points]
    taken = [Bbox.from_extents(x - 6 * dot, y - 6 * dot, x + 6 * dot, y + 6 * dot) for x, y in places]
    frame = ax.get_window_extent()
    lines = [ax.transData.transform((x, 1.0))[0] for x in upright]
    taken += [Bbox.from_extents(x - dot, frame.y0, x + dot, frame.y1) for x in lines]
    for (x, y, text), (left, up) in zip(points, places, strict=True):
        half = (0.31 * 9.5 * len(text) * dot, 0.6 * 9.5 * dot)
        boxes = [_box(left + dx * dot, up + dy * dot, half, dx) for dx, dy in SPOTS]
        crowd = [_crowding(box, taken, frame) for box in boxes]
        best = crowd.index(min(crowd))
        taken.append(boxes[best])
        dx, dy = SPOTS[best]
        side = "center" if not dx else ("left" if dx > 0 else "right")
        ax.annotate(
            text, (x, y), (dx, dy), textcoords="offset points", ha=side, va="center", fontsize=9.5,
            color=COLOURS["ink"],
        )  # fmt: skip


def _box(x: float, y: float, half: tuple[float, float], dx: float) -> Any:
    from matplotlib.transforms import Bbox

    middle = x + (half[0] if dx > 0 else -half[0] if dx < 0 else 0.0)
    return Bbox.from_extents(middle - half[0], y - half[1], middle + half[0], y + half[1])


def _crowding(box: Any, taken: list[Any], frame: Any) -> int:
    outside = not (frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1)
    return sum(bool(box.overlaps(other)) for other in taken) + 10 * int(outside)
