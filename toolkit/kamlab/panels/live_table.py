"""Small tables that stand beside a chart: everything the picture says, for eyes and for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

MOST_ROWS = 12
"""Rows shown of a long table; a caption says how many there are."""


def table_html(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, caption: str, text_columns: Sequence[int] = (0,)
) -> str:
    """HTML table with a caption, or the caption alone where there is no row; first cells are headings.

    Parameters
    ----------
    text_columns
        Places of the columns that hold words and stand on the left; all others stand on the right.
    """
    if not rows:
        return f'<p class="kamlab-quiet">{escape(caption)}</p>'
    head = "".join(
        f'<th scope="col" class="{_side(n, text_columns)}">{escape(h)}</th>' for n, h in enumerate(heads)
    )
    body = "".join(f"<tr>{_cells(cells, text_columns)}</tr>" for cells in rows)
    return (
        f'<table class="kamlab-data"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cells(cells: Sequence[str], text_columns: Sequence[int]) -> str:
    first = f'<th scope="row">{escape(cells[0])}</th>'
    rest = (
        f'<td class="{_side(place, text_columns)}">{escape(text)}</td>'
        for place, text in enumerate(cells[1:], start=1)
    )
    return first + "".join(rest)


def _side(place: int, text_columns: Sequence[int]) -> str:
    return "t" if place in text_columns else "n"
