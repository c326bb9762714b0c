"""The chart on the summary: how many of the clients, and how much of the amount, each class has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kamlab.language import say

COLOURS = ("#2E7EB8", "#E69F00")


def add_chart(book: Any, sheet: Any, *, last: int, columns: Sequence[int]) -> None:
    """Put the chart below the classes.

    Parameters
    ----------
    last
        Row of the last class; the classes begin in row 4, below headings, counted from 0.
    columns
        Columns of shares that are drawn.
    """
    chart = book.add_chart({"type": "bar"})
    name = sheet.get_name()
    for colour, column in zip(COLOURS, columns, strict=False):
        chart.add_series(
            {
                "name": [name, 3, column],
                "categories": [name, 4, 0, last, 0],
                "values": [name, 4, column, last, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "num_format": "0%"},
                "gap": 60,
            }
        )
    title = say("ownlist.chart_title" if len(columns) > 1 else "ownlist.chart_title_clients")
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_x_axis({"num_format": "0%", "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": 320})
    sheet.insert_chart(last + 3, 0, chart, {"description": title})
