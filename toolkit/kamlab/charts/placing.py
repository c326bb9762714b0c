"""Labels beside points, kept off the points, off each other and off lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kamlab.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in dots."""
SPOTS = ((0, 9), (0, -9), (11, 0), (-11, 0), (11, 9), (-11, 9), (11, -9), (-11, -9), (0, 20), (0, -20))
"""Where a label may stand beside its point, in points of the paper, best place first."""
SIZE = 9.5
HALF_MARK = 6.0
"""Points of the paper: size of the letters, half the size of a mark."""


def label_apart(
    points: Iterable[tuple[float, float, str]], *, ax: Axes, upright: Iterable[float] = ()
) -> None:
    """Write a label beside each point, each at the first spot where it covers no point and no other label.

    Parameters
    ----------
    points
        Place and text.
    upright
        Places of vertical lines that no label is to cross.
    """
    points, dot, frame = list(points), ax.figure.dpi / 72, ax.get_window_extent()
    places = [ax.transData.transform((x, y)) for x, y, _ in points]
    taken = [_around(x, y, HALF_MARK * dot, HALF_MARK * dot) for x, y in places]
    for x in upright:
        line = ax.transData.transform((x, 1.0))[0]
        taken.append((line - dot, frame.y0, line + dot, frame.y1))
    for (x, y, text), (left, up) in zip(points, places, strict=True):
        half = 0.31 * SIZE * len(text) * dot
        boxes = [
            _label(left + dx * dot, up + dy * dot, dx * half, (half, 0.6 * SIZE * dot)) for dx, dy in SPOTS
        ]
        crowds = [_crowding(box, taken, (frame.x0, frame.y0, frame.x1, frame.y1)) for box in boxes]
        best = crowds.index(min(crowds))
        taken.append(boxes[best])
        side = {0: "center", 1: "left", -1: "right"}[(SPOTS[best][0] > 0) - (SPOTS[best][0] < 0)]
        ax.annotate(
            text,
            (x, y),
            SPOTS[best],
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=SIZE,
            color=COLOURS["ink"],
        )


def _around(x: float, y: float, half_width: float, half_height: float) -> Box:
    return x - half_width, y - half_height, x + half_width, y + half_height


def _label(x: float, y: float, lean: float, half: tuple[float, float]) -> Box:
    """Box of a label that starts, ends or is centred at x."""
    middle = x + (half[0] if lean > 0 else -half[0] if lean < 0 else 0.0)
    return _around(middle, y, *half)


def _crowding(box: Box, taken: list[Box], frame: Box) -> int:
    outside = box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3]
    return sum(_overlap(box, other) for other in taken) + 10 * outside


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
