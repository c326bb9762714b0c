"""A futures broker with four classes of clients, invented from a seed.

No public source was found for the rates of `broker_classes`: they are teaching values, chosen so that
hedgers hold most of the equity and bring little commission. A firm puts its own figures in their place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlab.data.branch_balances import MONTH_COUNT, month_end_dates
from kamlab.data.broker_classes import client_table
from kamlab.data.broker_months import market_volatility, monthly_table
from kamlab.errors import BadInput

CLIENT_COUNT = 2_000
LEAST_CLIENTS = 100


@dataclass(frozen=True)
class Broker:
    """Tables of one broker; two years of months, the first of them January 2024.

    Attributes
    ----------
    clients
        Index `client_id`. Class, kind, source, varieties, first equity, whether and when it left.
    monthly
        One row a client and month: equity, risk ratio, turnover, commission, contribution.
    market
        Columns `month`, `month_end_date`, `volatility` (about 1).
    """

    clients: pd.DataFrame
    monthly: pd.DataFrame
    market: pd.DataFrame


def broker(seed: int, clients: int = CLIENT_COUNT) -> Broker:
    """Broker of this seed: the same seed gives the same tables.

    Parameters
    ----------
    seed
        Any whole number.
    clients
        How many clients, at least 100.

    Raises
    ------
    BadInput
        Fewer than 100 clients.

    Examples
    --------
    >>> int(broker(1).clients["is_hedger"].sum())
    80
    """
    if clients < LEAST_CLIENTS:
        raise BadInput("data.too_few_clients", found=clients, least=LEAST_CLIENTS)
    book = client_table(seed, clients)
    monthly = monthly_table(seed, book)
    active_months = monthly["is_active"].to_numpy().reshape(clients, MONTH_COUNT).sum(axis=1)
    exit_month = pd.Series(active_months + 1, index=book.index, dtype="Int64")
    months = {"month": np.arange(1, MONTH_COUNT + 1), "month_end_date": month_end_dates()}
    return Broker(
        clients=book.assign(
            has_churned=active_months < MONTH_COUNT,
            churn_month=exit_month.where(exit_month <= MONTH_COUNT),
        ),
        monthly=monthly,
        market=pd.DataFrame(months | {"volatility": market_volatility(seed)}),
    )
