"""What a table must look like before a method reads it.

Each function hands back a clean copy of what it was given, or raises an error that names the row, so
that no method computes on a gap, a text or the same client twice. Nothing here changes its input.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from numbers import Real

import numpy as np
import pandas as pd

from kamlab.cells import are_numbers, are_within, as_days, as_floats
from kamlab.errors import BadInput, MissingColumn, nearest

Numbers = Iterable[float] | pd.Series
Labels = pd.Series | pd.Index


def require(frame: pd.DataFrame, *columns: str, table: str = "clients") -> None:
    """Refuse a table that lacks one of `columns`.

    Parameters
    ----------
    table
        What the message calls the table.

    Raises
    ------
    MissingColumn
        Names the first column that is missing, those that are there, and the nearest of them.

    Examples
    --------
    >>> require(pd.DataFrame({"aum_cny": [1.0]}), "aum_cny")
    """
    found = [str(column) for column in frame.columns]
    for wanted in columns:
        if wanted not in frame.columns:
            near = nearest(wanted, found)
            key = "schema.missing_column" if near else "schema.missing_column_no_near"
            raise MissingColumn(key, table=table, wanted=wanted, found=", ".join(found) or "-", near=near)


def numbers(
    values: Numbers, *, low: float = -math.inf, high: float = math.inf, may_miss: bool = False
) -> pd.Series[float]:
    """The values as a float column, index and name kept.

    Whole and decimal numbers of any kind pass; text, also text that looks like a number, true/false
    and dates do not.

    Parameters
    ----------
    low, high
        Ends of what is allowed, both included; in the column's own unit.
    may_miss
        Whether empty cells are handed on as NaN.

    Raises
    ------
    BadInput
        A value is not a number, missing, infinite, below `low` or above `high`; the row is named.

    Examples
    --------
    >>> numbers([1, 2.5]).tolist()
    [1.0, 2.5]
    """
    given = _column(values)
    _refuse(given, ~are_numbers(given), "not_a_number")
    result = as_floats(given)
    if are_within(result, low=low, high=high):
        return result
    if not may_miss:
        _refuse(given, result.isna(), "missing_value")
    _refuse(given, result.abs() == math.inf, "infinite")
    _refuse(given, result < low, "too_low", limit=low)
    _refuse(given, result > high, "too_high", limit=high)
    return result


def flags(values: Iterable[bool] | pd.Series) -> pd.Series[bool]:
    """The values as a true/false column; 1 and 0 count as true and false.

    Raises
    ------
    BadInput
        A value is missing or neither true nor false; the row is named.

    Examples
    --------
    >>> flags([True, 0]).tolist()
    [True, False]
    """
    given = _column(values)
    _refuse(given, given.isna(), "missing_value")
    _refuse(given, ~given.map(_is_flag).astype(bool), "not_a_flag")
    return given.astype(bool)


def dates(values: Iterable[object] | pd.Series, *, may_miss: bool = False) -> pd.Series[pd.Timestamp]:
    """The values as whole days; dates and ISO texts such as "2025-03-31" pass.

    Raises
    ------
    BadInput
        A value is no date, or is missing although `may_miss` is false; the row is named.

    Examples
    --------
    >>> dates(["2025-03-31"]).dt.month.tolist()
    [3]
    """
    given = _column(values)
    result = as_days(given)
    if not result.isna().any():
        return result
    _refuse(given, given.notna() & result.isna(), "not_a_date")
    if not may_miss:
        _refuse(given, given.isna(), "missing_value")
    return result


def filled(values: pd.Series) -> None:
    """Refuse a column of names or marks in which a cell is empty.

    Raises
    ------
    BadInput
        Names the row whose cell is empty.

    Examples
    --------
    >>> filled(pd.Series(["T1", "T1"]))
    """
    _refuse(values, values.isna(), "missing_value")


def one_row_each(clients: Labels) -> None:
    """Refuse a list of clients in which one is missing or stands twice.

    Raises
    ------
    BadInput
        Names the client that stands twice, or says that a client has no name.

    Examples
    --------
    >>> one_row_each(pd.Index(["K01", "K02"]))
    """
    named(clients)
    if isinstance(clients, pd.Index) and clients.is_monotonic_increasing and clients.is_unique:
        return
    twice = clients[clients.duplicated()]
    if len(twice):
        raise BadInput("schema.duplicate_client", client=list(twice)[0])


def named(clients: Labels) -> None:
    """Refuse a column of clients in which a row names none.

    Raises
    ------
    BadInput
        Says which line, counted from 1, has no client.

    Examples
    --------
    >>> named(pd.Index(["K01", "K01"]))
    """
    gaps = np.flatnonzero(clients.isna())
    if len(gaps):
        raise BadInput("schema.client_without_name", line=int(gaps[0]) + 1)


def same_clients(first: pd.Index, second: pd.Index) -> None:
    """Refuse two lists that do not hold the same clients, in whatever order.

    Raises
    ------
    BadInput
        Names a client that is in one list only.

    Examples
    --------
    >>> same_clients(pd.Index(["K01", "K02"]), pd.Index(["K02", "K01"]))
    """
    one_row_each(first)
    one_row_each(second)
    alone = [*first[~first.isin(second)], *second[~second.isin(first)]]
    if alone:
        raise BadInput("schema.client_in_one_only", client=alone[0])


def not_empty(values: pd.Series | pd.DataFrame) -> None:
    """Refuse a table without rows, where a result would mean nothing.

    Raises
    ------
    BadInput
        The table has no row.

    Examples
    --------
    >>> not_empty(pd.Series([1.0]))
    """
    if not len(values):
        raise BadInput("schema.empty")


def _column(values: Iterable[object] | pd.Series) -> pd.Series:
    return values if isinstance(values, pd.Series) else pd.Series(list(values), dtype=object)


def _refuse(given: pd.Series, is_bad: pd.Series, name: str, **more: object) -> None:
    """Raise sentence `name` about the first row where `is_bad` holds."""
    places = np.flatnonzero(is_bad.to_numpy(dtype=bool, na_value=False))
    if len(places):
        place = int(places[0])
        column = "values" if given.name is None else given.name
        raise BadInput(
            f"schema.{name}", column=column, row=given.index[place], found=given.iloc[place], **more
        )


def _is_flag(value: object) -> bool:
    return isinstance(value, (bool, np.bool_, Real)) and float(value) in (0.0, 1.0)
