"""Client lifetime value: what the margins of the years to come are worth today.

The client is looked at as an asset that pays while it is kept. When the first margin is received is a
convention that moves the result by a whole margin, so it is always named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import NotRequired, TypedDict, Unpack

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.errors import BadInput, nearest
from kamlab.schema import numbers, same_clients

Amount = float | pd.Series
"""One number for all clients, or one a client."""
Floats = npt.NDArray[np.float64]

TIMINGS: Mapping[str, Callable[[pd.Series, pd.Series], pd.Series]] = MappingProxyType(
    {
        "end_after_survival": lambda retention, discount: retention / (1 + discount),
        "end_certain": lambda _, discount: 1 / (1 + discount),
        "start": lambda _, discount: 0 * discount + 1,
    }
)
"""Convention -> what one yuan of the first margin is worth today.

`end_after_survival`: at the end of the first year, if the client has stayed. `end_certain`: at the end of the
first year, whether the client stays or not. `start`: today. Every later margin comes a year after the one
before, if the client stayed that year too.
"""


class LifetimeTerms(TypedDict):
    """Under what terms a margin is valued, by name.

    Attributes
    ----------
    retention
        Share 0-1 of clients who stay, a year.
    discount
        Rate 0-1 by which money a year later is worth less.
    timing
        One of `TIMINGS`.
    years
        How many margins are counted, whole and at least 1; all of them, without end, where it is left out.
    """

    retention: Amount
    discount: Amount
    timing: str
    years: NotRequired[Amount | None]


def lifetime_value(
    margin_cny: Amount, *, acquisition_cost_cny: Amount = 0.0, **terms: Unpack[LifetimeTerms]
) -> Amount:
    """Client lifetime value: yearly margin x multiple - acquisition cost, in the unit of the margin.

    Constant margin and retention (Gupta, Lehmann & Stuart 2004); the multiple is `lifetime_multiple`. Numbers
    give a number; where one is a column, a client a row, so is the result, on the index of the first column.
    A margin below 0 gives a value below 0. An empty column gives an empty one.

    Parameters
    ----------
    margin_cny
        What a client leaves a year after the cost of serving it; may be negative.
    acquisition_cost_cny
        Spent once, today, to win the client; 0 for one who is there already.
    **terms
        `retention`, `discount`, `timing` and, if the horizon is finite, `years`; see `LifetimeTerms`.

    Raises
    ------
    BadInput
        A number is missing, infinite, no number (also text that looks like one) or outside its range, the
        timing is unknown, years are not whole, nobody ever leaves at a discount of 0 and no horizon is given,
        two columns do not hold the same clients, or a client stands twice.

    Examples
    --------
    >>> for timing in ("end_after_survival", "end_certain", "start"):
    ...     round(lifetime_value(150, retention=0.55, discount=0.10, timing=timing,
    ...                          acquisition_cost_cny=100), 2)
    50.0
    172.73
    200.0
    >>> round(lifetime_value(1000, retention=0.8, discount=0.1, timing="end_after_survival", years=5), 2)
    2124.1
    """
    multiple = lifetime_multiple(**terms)
    book = _side_by_side(margin_cny=margin_cny, multiple=multiple, acquisition_cost_cny=acquisition_cost_cny)
    margin, cost = numbers(book["margin_cny"]), numbers(book["acquisition_cost_cny"], low=0)
    value = margin * numbers(book["multiple"]) - cost
    return _like((margin_cny, multiple, acquisition_cost_cny), value.rename("lifetime_value_cny"))


def lifetime_multiple(
    retention: Amount, *, discount: Amount, timing: str, years: Amount | None = None
) -> Amount:
    """What one yuan of yearly margin is worth today while the client is kept.

    Without a horizon r/(1+i-r), (1+i)/(1+i-r) and 1/(1+i-r) for margins at the end of a year survived, from
    today on, and with a first one certain at the end of the year; with a horizon of T margins these times
    1 - (r/(1+i))^T. At a discount of 0 the multiple from today on is the expected life in years, 1/(1-r).
    Numbers, columns and refusals as in `lifetime_value`.

    Examples
    --------
    >>> round(lifetime_multiple(0.8, discount=0.1, timing="end_after_survival"), 2)
    2.67
    >>> round(lifetime_multiple(0.8, discount=0, timing="start"), 2)
    5.0
    """
    if timing not in TIMINGS:
        near = nearest(timing, TIMINGS) or next(iter(TIMINGS))
        raise BadInput("methods.no_such_timing", found=timing, known=", ".join(TIMINGS), near=near)
    horizon = {} if years is None else {"years": years}
    book = _side_by_side(retention=retention, discount=discount, **horizon)
    kept, rate = (numbers(book[name], low=0, high=1) for name in ("retention", "discount"))
    count = None if years is None else _whole(numbers(book["years"], low=1))
    multiple = TIMINGS[timing](kept, rate) * _margins(kept, rate, count)
    return _like((retention, discount, years), multiple.rename("multiple"))


def _margins(kept: pd.Series[float], rate: pd.Series[float], count: pd.Series[float] | None) -> Floats:
    """Sum of (r/(1+i))^t over the margins, the first one being 1."""
    fade = ((rate + (1 - kept)) / (1 + rate)).to_numpy()
    if count is None:
        endless = kept.index[fade <= 0]
        if len(endless):
            raise BadInput("methods.value_never_ends", row=endless[0])
        return np.asarray(1 / fade, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        summed = -np.expm1(count.to_numpy() * np.log1p(-fade)) / fade
    return np.asarray(np.where(fade > 0, summed, count), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class TimingsCompared:
    """One client under the three conventions; each frame and column by timing.

    Attributes
    ----------
    by_year
        Index `year` from 0 (today): value of what is received up to then, acquisition cost taken off.
    in_all
        Value without a horizon.
    payback_year
        First year by which the acquisition cost is back; missing where that is not within the years shown.
    """

    by_year: pd.DataFrame
    in_all: pd.Series[float]
    payback_year: pd.Series[float]


def compare_timings(
    margin_cny: float,
    *,
    retention: float,
    discount: float,
    acquisition_cost_cny: float = 0.0,
    years: int = 20,
) -> TimingsCompared:
    """How the value of one client builds up year by year under each convention of `TIMINGS`.

    All numbers as in `lifetime_value`; `years` is the last year shown. By a year t, t margins are received,
    one more where the first comes today.

    Raises
    ------
    BadInput
        As in `lifetime_value`.

    Examples
    --------
    >>> seen = compare_timings(150, retention=0.55, discount=0.1, acquisition_cost_cny=100, years=3)
    >>> seen.by_year.loc[0].to_dict()
    {'end_after_survival': -100.0, 'end_certain': -100.0, 'start': 50.0}
    >>> seen.payback_year.to_dict()
    {'end_after_survival': 2.0, 'end_certain': 1.0, 'start': 0.0}
    """
    last = int(_whole(numbers(pd.Series([years], name="years"), low=1)).iloc[0])
    by_year, in_all = {}, {}
    for timing in TIMINGS:
        first = 0 if timing == "start" else 1
        counts = pd.Series(range(1, last + 2 - first), index=range(first, last + 1), dtype=float)
        worth = partial(
            lifetime_value,
            margin_cny,
            retention=retention,
            discount=discount,
            timing=timing,
            acquisition_cost_cny=acquisition_cost_cny,
        )
        in_all[timing] = worth()
        by_year[timing] = pd.Series(worth(years=counts)).reindex(
            range(last + 1), fill_value=-acquisition_cost_cny
        )
    table = pd.DataFrame(by_year).rename_axis("year")
    reached = table >= 0
    payback = reached.idxmax().where(reached.any()).astype(float)
    return TimingsCompared(table, pd.Series(in_all, dtype=float), payback)


def _side_by_side(**given: Amount) -> pd.DataFrame:
    """One row a client, on the index of the first column; a plain number stands in every row."""
    listed = [each.index for each in given.values() if isinstance(each, pd.Series)]
    index = listed[0] if listed else pd.RangeIndex(1)
    for other in listed:
        same_clients(index, other)
    columns = {
        name: each.reindex(index)
        if isinstance(each, pd.Series)
        else pd.Series([each] * len(index), index=index, dtype=object)
        for name, each in given.items()
    }
    return pd.DataFrame(columns, index=index)


def _like(given: tuple[Amount | None, ...], result: pd.Series[float]) -> Amount:
    """The result as it is where a column was given, else its one number."""
    return result if any(isinstance(each, pd.Series) for each in given) else float(result.iloc[0])


def _whole(values: pd.Series[float]) -> pd.Series[float]:
    broken = values[values % 1 != 0]
    if len(broken):
        raise BadInput("methods.not_whole", column=values.name, row=broken.index[0], found=broken.iloc[0])
    return values
