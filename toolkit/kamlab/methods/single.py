"""Single numbers that a method is told beside its table: read as strictly as a column."""

from __future__ import annotations

import math

import pandas as pd

from kamlab.errors import BadInput
from kamlab.schema import numbers


def one_number(given: float, *, name: str, low: float = -math.inf, high: float = math.inf) -> float:
    """The number, after a look that it is one and lies between the ends, both included.

    Parameters
    ----------
    name
        What the message calls it.

    Raises
    ------
    BadInput
        It is a text, missing, infinite, below `low` or above `high`.

    Examples
    --------
    >>> one_number(3, name="client_count", low=0)
    3.0
    """
    return float(numbers(pd.Series([given], index=[name], dtype=object), low=low, high=high).iloc[0])


def positive(given: float, *, name: str) -> float:
    """The number, after a look that it is above 0.

    Raises
    ------
    BadInput
        It is a text, missing, infinite, negative or 0.

    Examples
    --------
    >>> positive(20, name="calls_day")
    20.0
    """
    found = one_number(given, name=name, low=0)
    if found == 0:
        raise BadInput("methods.must_be_positive", name=name)
    return found
