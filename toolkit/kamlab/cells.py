"""How the cells of a column are read as numbers and as days.

A column of one kind is read at once; only a column of mixed kinds is gone through cell by cell.
"""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from numbers import Real

import numpy as np
import pandas as pd
from pandas.api.types import infer_dtype, is_datetime64_any_dtype, is_float_dtype, is_integer_dtype

NUMBERS_ONLY = ("integer", "floating", "mixed-integer-float", "empty")
"""What pandas calls a column of Python objects all of which are numbers or gaps."""


def are_numbers(column: pd.Series) -> pd.Series[bool]:
    """Whether each cell is a number or a gap; text, true/false and dates are not.

    Examples
    --------
    >>> are_numbers(pd.Series([1, None, "1", True])).tolist()
    [True, True, False, False]
    """
    has_kind = is_integer_dtype(column) or is_float_dtype(column)
    if has_kind or (column.dtype == object and infer_dtype(column, skipna=True) in NUMBERS_ONLY):
        return pd.Series(np.broadcast_to(True, len(column)), index=column.index, copy=False)
    return column.map(_is_number_or_gap).astype(bool)


def as_floats(column: pd.Series) -> pd.Series[float]:
    """Numbers of any kind as decimal numbers, gaps as NaN, index and name kept.

    Examples
    --------
    >>> as_floats(pd.Series([1, None], dtype="Int64")).tolist()
    [1.0, nan]
    """
    if column.dtype == np.float64:
        return column.astype(float)
    plain = column.to_numpy(dtype=float, na_value=math.nan)
    return pd.Series(plain, index=column.index, name=column.name)


def are_within(values: pd.Series[float], *, low: float, high: float) -> bool:
    """Whether every value is there, finite and between `low` and `high`, both included.

    Examples
    --------
    >>> are_within(pd.Series([0.0, 5.0]), low=0, high=5), are_within(pd.Series([math.nan]), low=0, high=5)
    (True, False)
    """
    plain = values.to_numpy()
    if not len(plain):
        return True
    least, largest = float(plain.min()), float(plain.max())
    return math.isfinite(least) and math.isfinite(largest) and low <= least and largest <= high


def as_days(column: pd.Series) -> pd.Series[pd.Timestamp]:
    """Midnight of each date, time or ISO text on its own clock, missing for all else.

    Examples
    --------
    >>> as_days(pd.Series(["2025-03-31", "soon"])).dt.day.tolist()
    [31.0, nan]
    """
    days: pd.Series[pd.Timestamp]
    if is_datetime64_any_dtype(column):
        days = column.dt.tz_localize(None).dt.normalize().astype("datetime64[s]")
    elif isinstance(column.dtype, pd.StringDtype) or infer_dtype(column, skipna=True) == "string":
        places, texts = pd.factorize(column)
        each = pd.Series(texts, dtype=object).map(_day).astype("datetime64[s]")
        days = pd.Series(each.reindex(places).to_numpy(), index=column.index, name=column.name)
    else:
        days = column.map(_day).astype("datetime64[s]")
    return days


def _is_number_or_gap(value: object) -> bool:
    if isinstance(value, (bool, np.bool_)):
        return False
    return isinstance(value, (Real, Decimal)) or _is_gap(value)


def _is_gap(value: object) -> bool:
    return value is None or value is pd.NA or value is pd.NaT


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
