"""Clients between classes at two times: who moved, who left, who is new."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.transitions import has_one_end, mobility, stationary
from kamlab.schema import not_empty, one_row_each

LEFT = "left"
"""State of a client who was there at the start and is not at the end."""
THIN_ROW = 30
"""A row of fewer clients says little: its shares are shown grey."""


@dataclass(frozen=True, eq=False)
class Migration:
    """Where the clients of the start are at the end.

    Attributes
    ----------
    counts
        Rows the classes at the start, columns those at the end and `left`: clients, whole.
    shares
        The same, each row divided by its clients, so that it sums to 1; missing where a class had none.
    new_counts
        Clients who were not there at the start, by class at the end.
    is_thin
        By class at the start: fewer than 30 clients stand behind the row.
    mobility
        Shorrocks index of those who stayed: 0 if nobody moved; missing if a class kept nobody.
    stationary
        Share of each class in the long run if those who stay go on moving like this; missing if a class kept
        nobody or the start decides where it leads.
    """

    counts: pd.DataFrame
    shares: pd.DataFrame
    new_counts: pd.Series[int]
    is_thin: pd.Series[bool]
    mobility: float
    stationary: pd.Series[float]


def migration(before: pd.Series, after: pd.Series) -> Migration:
    """How the clients who were there at the start moved between classes, some of them out of the book.

    From two columns of classes, index the client, in whatever order. The cohort are the clients of `before`;
    those missing in `after` have `left`, those only in `after` are new and counted apart. Classes are read
    as text, so that 3 and "3" are one; they keep the order of a categorical column, else they are sorted.

    Raises
    ------
    BadInput
        Nobody is there at the start, a client stands twice or has no name or class, or a class is called
        "left".

    Examples
    --------
    >>> start = pd.Series({"K01": "A", "K02": "A", "K03": "B"})
    >>> moved = migration(start, pd.Series({"K01": "A", "K02": "B", "K04": "B"}))
    >>> moved.shares.loc["A"].to_dict(), moved.new_counts.to_dict()
    ({'A': 0.5, 'B': 0.5, 'left': 0.0}, {'A': 0, 'B': 1})
    """
    first, second = _as_text(before), _as_text(after)
    not_empty(first)
    classes = list(dict.fromkeys([*_order(before), *_order(after)]))
    if LEFT in classes:
        raise BadInput("methods.class_named_left", name=LEFT)
    ends = second.reindex(first.index).fillna(LEFT)
    counts = pd.crosstab(first, ends).reindex(index=classes, columns=[*classes, LEFT], fill_value=0)
    counts = counts.rename_axis(index="from", columns="to")
    sizes = counts.sum(axis="columns")
    new = second[~second.index.isin(first.index)].value_counts().reindex(classes, fill_value=0)
    moving, led_to = _of_stayers(counts[classes])
    return Migration(
        counts=counts,
        shares=counts.div(sizes.where(sizes > 0), axis="index"),
        new_counts=new.rename("new_count").rename_axis("to"),
        is_thin=(sizes < THIN_ROW).rename("is_thin"),
        mobility=moving,
        stationary=led_to,
    )


def _as_text(column: pd.Series) -> pd.Series[str]:
    one_row_each(column.index)
    gaps = column.index[column.isna()]
    if len(gaps):
        raise BadInput("methods.class_missing", client=gaps[0])
    return pd.Series([str(each) for each in column], index=column.index, dtype=object)


def _order(column: pd.Series) -> list[str]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return [str(each) for each in column.cat.categories]
    return sorted({str(each) for each in column})


def _of_stayers(counts: pd.DataFrame) -> tuple[float, pd.Series[float]]:
    """Mobility and stationary distribution of the clients who stayed, missing where there is none."""
    nothing = pd.Series(math.nan, index=counts.index)
    sizes = counts.sum(axis="columns")
    if not (sizes > 0).all():
        return math.nan, nothing
    shares = counts.div(sizes, axis="index")
    return mobility(shares), stationary(shares) if has_one_end(shares) else nothing
