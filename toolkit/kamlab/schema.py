"""What a table must look like before a method reads it.

Each function hands back a clean copy of what it was given, or raises an error that names the row, so
that no method computes on a gap, a text or the same client twice. Nothing here changes its input.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from numbers import Real

import numpy as np
import pandas as pd
from pandas.api.types import is_float_dtype, is_integer_dtype

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
    if not (is_integer_dtype(given) or is_float_dtype(given)):
        _refuse(given, ~given.map(_is_number_or_gap).astype(bool), "not_a_number")
    result = pd.Series(given.to_numpy(dtype=float, na_value=math.nan), index=given.index, name=given.name)
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
    result = given.map(_day).astype("datetime64[s]")
    _refuse(given, given.notna() & result.isna(), "not_a_date")
    if not may_miss:
        _refuse(given, given.isna(), "missing_value")
    return result


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


def _is_number_or_gap(value: object) -> bool:
    if isinstance(value, (bool, np.bool_)):
        return False
    return isinstance(value, (Real, Decimal)) or _is_gap(value)


def _is_gap(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT


def _is_flag(value: object) -> bool:
    return isinstance(value, (bool, np.bool_, Real)) and float(value) in (0.0, 1.0)


def _day(value: object) -> pd.Timestamp | None:
    """Midnight of a date or an ISO text, None for all else."""
    if isinstance(value, str):
        return _day(_read_iso(value))
    if isinstance(value, (date, np.datetime64)) and not pd.isna(value):
        return pd.Timestamp(value).tz_localize(None).normalize()
    return None


def _read_iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
