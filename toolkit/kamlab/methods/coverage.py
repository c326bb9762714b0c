"""Product coverage and churn: the taught curve, a portfolio's expected loss, and what was measured."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from kamlab.errors import BadInput
from kamlab.schema import flags, numbers, one_row_each, require

COVERAGE_CHURN: Mapping[int, float] = MappingProxyType({1: 0.62, 3: 0.42, 5: 0.12})
"""Churn share at 1, 3 and 5 or more products: figures of the source, which names no sample and no period."""
MOST_PRODUCTS = max(COVERAGE_CHURN)


@dataclass(frozen=True)
class ChurnRate:
    """A point of the taught curve.

    Attributes
    ----------
    rate
        Share of clients lost, 0-1.
    is_interpolated
        True where the source gives no figure and we drew a straight line between its neighbours.
    """

    rate: float
    is_interpolated: bool


def churn_rate_at(products: float) -> ChurnRate:
    """Taught churn share at a number of products, 1 or more; 5 stands for five and more.

    The source gives 1, 3 and 5; between them the line is straight and the result is marked as interpolated.

    Raises
    ------
    BadInput
        Fewer than one product, or not a number.

    Examples
    --------
    >>> churn_rate_at(3)
    ChurnRate(rate=0.42, is_interpolated=False)
    >>> churn_rate_at(2)
    ChurnRate(rate=0.52, is_interpolated=True)
    """
    held = min(numbers(pd.Series([products], name="product_count"), low=1).iloc[0], MOST_PRODUCTS)
    if held in COVERAGE_CHURN:
        return ChurnRate(COVERAGE_CHURN[int(held)], is_interpolated=False)
    rate = np.interp(held, list(COVERAGE_CHURN), list(COVERAGE_CHURN.values()))
    return ChurnRate(round(float(rate), 12), is_interpolated=True)


@dataclass(frozen=True)
class ExpectedLoss:
    """Clients a portfolio is expected to lose.

    Attributes
    ----------
    lost
        Clients, not rounded.
    share
        The same as a share of all clients, 0-1.
    """

    lost: float
    share: float


def expected_loss(
    counts: Mapping[int, float] | pd.Series, *, rates: Mapping[int, float] | None = None
) -> ExpectedLoss:
    """Clients lost from a portfolio counted by number of products: sum of count x churn share.

    Parameters
    ----------
    counts
        Number of products -> clients, 0 or more.
    rates
        Number of products -> churn share 0-1; without it the taught curve, straight between its points.

    Raises
    ------
    BadInput
        There is no client, a count is negative, a rate is not 0-1, or a number of products has no rate.

    Examples
    --------
    >>> loss = expected_loss({1: 500, 3: 300, 5: 200})
    >>> round(loss.lost, 6), round(loss.share, 6)
    (460.0, 0.46)
    """
    clients = numbers(pd.Series(counts, name="client_count"), low=0)
    one_row_each(clients.index)
    if not clients.sum() > 0:
        raise BadInput("schema.empty")
    if rates is None:
        rates = {products: churn_rate_at(products).rate for products in clients.index}
    shares = numbers(pd.Series(rates, name="churn_share"), low=0, high=1)
    without = clients.index.difference(shares.index)
    if len(without):
        raise BadInput("methods.no_rate", products=without[0], known=", ".join(map(str, shares.index)))
    lost = math.fsum(clients * shares[clients.index])
    return ExpectedLoss(lost, lost / math.fsum(clients))


def coverage_churn(
    frame: pd.DataFrame, *, products: str = "product_count", churned: str = "has_churned"
) -> pd.DataFrame:
    """Measured churn by number of products, beside the taught curve.

    From columns `products` (whole, 0 or more) and `churned` (true/false), one row a client, to one row per
    number of products that occurs (index `product_count`, 5 standing for five and more): `client_count`,
    `churned_count`, `churn_share` (0-1) and `taught_share` (0-1, missing where the source has none).

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a client stands twice, a number of products is not whole or is below 0, or a
        mark is neither true nor false.

    Examples
    --------
    >>> book = pd.DataFrame({"product_count": [1, 1, 7], "has_churned": [True, False, False]})
    >>> coverage_churn(book)["churn_share"].to_dict()
    {1: 0.5, 5: 0.0}
    """
    require(frame, products, churned)
    one_row_each(frame.index)
    held, lost = numbers(frame[products], low=0), flags(frame[churned])
    broken = held[held % 1 != 0]
    if len(broken):
        raise BadInput("methods.not_whole", column=products, row=broken.index[0], found=broken.iloc[0])
    groups = lost.groupby(held.clip(upper=MOST_PRODUCTS).astype(int).rename("product_count"))
    table = pd.DataFrame({"client_count": groups.size(), "churned_count": groups.sum().astype(int)})
    taught = pd.Series({count: COVERAGE_CHURN.get(count, math.nan) for count in table.index}, dtype=float)
    return table.assign(churn_share=table["churned_count"] / table["client_count"], taught_share=taught)
