"""How unevenly value is spread: Gini coefficient and Herfindahl-Hirschman index."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlab.errors import BadInput
from kamlab.schema import not_empty, numbers

TOLERANCE = 1e-12
"""Two figures nearer than this, in shares or in points, are the same figure."""


def gini(values: Iterable[float] | pd.Series) -> float:
    """Gini coefficient of the positive values: 0 when all are equal, near 1 when one holds everything.

    G = sum((2i - n - 1) x_i) / (n sum x), x ascending, i = 1..n (Gini 1912). Values of 0 or below are left
    out: with negative ones the coefficient can exceed 1.

    Parameters
    ----------
    values
        One amount a client, in any one unit.

    Raises
    ------
    BadInput
        No value is positive, or one is missing, infinite or not a number.

    Examples
    --------
    >>> gini([10, 20, 30, 40])
    0.25
    """
    given = numbers(values)
    not_empty(given)
    ascending = np.sort(given[given > 0].to_numpy())
    if not len(ascending):
        raise BadInput("methods.nothing_positive")
    shares = ascending / ascending.sum()
    count = len(shares)
    places = 2 * np.arange(1, count + 1) - count - 1
    return float(places @ shares / count)


@dataclass(frozen=True)
class Concentration:
    """How far a total is in few hands.

    Attributes
    ----------
    hhi
        Sum of squared shares, from 1/n to 1.
    normalised
        The same from 0 (equal shares) to 1 (all in one hand).
    effective_count
        How many equal holders would give this index, 1/hhi.
    """

    hhi: float
    normalised: float
    effective_count: float


def hhi(shares: Iterable[float] | pd.Series) -> Concentration:
    """Herfindahl-Hirschman index of shares 0-1 that sum to 1 (Hirschman 1964).

    Normalised index = (HHI - 1/n) / (1 - 1/n) over the n holders that are listed, also those with share 0;
    a single holder gives 1.

    Raises
    ------
    BadInput
        The shares do not sum to 1 (the message offers those that do), or one is negative, missing or no
        number.

    Examples
    --------
    >>> round(hhi([0.5, 0.3, 0.2]).normalised, 12)
    0.07
    """
    given = numbers(shares, low=0)
    not_empty(given)
    require_sum_one(given)
    index, least = float((given**2).sum()), 1 / len(given)
    normalised = (index - least) / (1 - least) if len(given) > 1 else 1.0
    return Concentration(index, normalised, 1 / index)


def require_sum_one(weights: pd.Series[float]) -> None:
    """Refuse weights or shares that do not sum to 1 within 1e-9.

    Raises
    ------
    BadInput
        Offers the same weights divided by their sum.

    Examples
    --------
    >>> require_sum_one(pd.Series([0.6, 0.4]))
    """
    total = math.fsum(weights)
    if abs(total - 1) < 1e-9:
        return
    if not total > 0:
        raise BadInput("methods.weights_all_zero")
    offered = ", ".join(f"{name}: {value / total:.4g}" for name, value in weights.items())
    raise BadInput("methods.weights_not_one", total=total, offered=offered)
