"""The 80/20 question: who holds how much of the total, in three classes and as a curve."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.rules import labelled
from kamlab.methods.value import TOLERANCE, gini
from kamlab.schema import Numbers, not_empty, numbers, one_row_each

ABC_CUTS = (0.80, 0.95)
"""Ends of the classes A and B, as shares of the total; a convention, not a law."""


def abc_classes(values: Numbers, cuts: Sequence[float] = ABC_CUTS) -> pd.Series[str]:
    """Class "A", "B", "C" of each client, by the share held by clients with a larger value.

    A while that share is below the first cut, B while below the second, else C: the client that crosses a
    line is in the upper class and equal values share a class. Values of 0 or below are in the last class;
    shares are of the positive total. From a column of amounts (one unit) to a categorical column on the same
    index; an empty column gives an empty one. The idea of ABC is Dickie's (1951), the tie rule is ours.

    Parameters
    ----------
    cuts
        Rising shares strictly between 0 and 1, one fewer than there are classes.

    Raises
    ------
    BadInput
        A value is missing, infinite or no number, a client stands twice, or the cuts do not rise from 0 to 1.

    Examples
    --------
    >>> "".join(abc_classes([50, 20, 10, 5, 5, 4, 2, 2, 1, 1]))
    'AAABBBBBCC'
    """
    given, edges = numbers(values), _rising(cuts)
    one_row_each(given.index)
    labels = [chr(ord("A") + place) for place in range(len(edges) + 1)]
    amounts = np.asarray(given, dtype=np.float64)
    places = np.digitize(_share_above(amounts) + TOLERANCE, edges)
    return labelled(np.where(amounts > 0, places, len(edges)), labels=labels, like=given).rename("abc_class")


def _rising(cuts: Sequence[float]) -> list[float]:
    edges = numbers(cuts).tolist()
    if any(low >= high for low, high in zip([0.0, *edges], [*edges, 1.0], strict=True)):
        raise BadInput("methods.cuts_not_rising", found=", ".join(f"{cut:g}" for cut in edges))
    return edges


def _share_above(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Of the positive total, the share held by strictly larger values."""
    distinct, place, count = np.unique(values, return_inverse=True, return_counts=True)
    held = (np.clip(distinct, 0, None) * count)[::-1]
    above = np.concatenate([[0.0], np.cumsum(held)])[:-1][::-1]
    return np.asarray(above[place] / max(held.sum(), np.finfo(float).tiny), dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Pareto:
    """Who holds how much, clients sorted from the largest down.

    Attributes
    ----------
    curve
        Columns `client_share`, `value_share` (0-1, cumulative), n + 1 rows from (0, 0) to (1, 1).
    client_count
        All clients, also those with nothing or less.
    total
        Sum of the positive values, in their unit.
    clients_for_80
        Fewest clients that together hold 80 % of the total.
    top20_count, top20_share
        The largest fifth of the clients, rounded up, and the share 0-1 they hold.
    gini
        Gini coefficient of the positive values.
    """

    curve: pd.DataFrame
    client_count: int
    total: float
    clients_for_80: int
    top20_count: int
    top20_share: float
    gini: float


def pareto(values: Numbers) -> Pareto:
    """Pareto curve and the 80/20 figures of one amount a client (Lorenz 1905, turned round).

    80/20 is measured here, never assumed. Values below 0 count as clients and hold nothing of the total.

    Raises
    ------
    BadInput
        There is no client or no positive value, a value is missing, infinite or no number, or a client stands
        twice.

    Examples
    --------
    >>> result = pareto([400, 400, 60, 40, 30, 20, 20, 15, 10, 5])
    >>> result.top20_count, result.top20_share, result.clients_for_80
    (2, 0.8, 2)
    """
    given = numbers(values)
    not_empty(given)
    one_row_each(given.index)
    concentration = gini(given)
    held = np.concatenate([[0.0], np.cumsum(np.sort(np.clip(given.to_numpy(), 0, None))[::-1])])
    count, top20 = len(given), math.ceil(len(given) / 5)
    shares = held / held[-1]
    return Pareto(
        curve=pd.DataFrame({"client_share": np.arange(count + 1) / count, "value_share": shares}),
        client_count=count,
        total=float(held[-1]),
        clients_for_80=int(np.argmax(shares >= 0.8 - TOLERANCE)),
        top20_count=top20,
        top20_share=float(shares[top20]),
        gini=concentration,
    )


@dataclass(frozen=True)
class ServiceGap:
    """Service that the top group and the rest get, 1 being the average.

    Attributes
    ----------
    top_per_value, rest_per_value
        Share of service over share of value.
    top_per_head, rest_per_head
        Share of service over share of clients.
    ratio
        How many times more service a yuan of the rest's value gets than one of the top's.
    """

    top_per_value: float
    rest_per_value: float
    top_per_head: float
    rest_per_head: float
    ratio: float


def service_gap(
    service_share: float = 0.2, *, value_share: float = 0.8, client_share: float = 0.2
) -> ServiceGap:
    """How service follows value: the case for telling clients apart.

    All three are the top group's shares, strictly between 0 and 1. The source's example is 20 % of the
    clients with 80 % of the profit and 20 % of the service.

    Raises
    ------
    BadInput
        A share is not strictly between 0 and 1.

    Examples
    --------
    >>> gap = service_gap(0.2, value_share=0.8)
    >>> round(gap.top_per_value, 2), round(gap.rest_per_value, 2), round(gap.ratio, 2)
    (0.25, 4.0, 16.0)
    """
    for share in (service_share, value_share, client_share):
        if not 0 < share < 1:
            raise BadInput("methods.share_not_inside", found=share)
    top, rest = service_share / value_share, (1 - service_share) / (1 - value_share)
    heads = service_share / client_share, (1 - service_share) / (1 - client_share)
    return ServiceGap(top, rest, *heads, ratio=rest / top)
