"""One outlet of a bank with all its target clients, invented from a seed.

Every rate here is a teaching value: the shares, the churn figures and the seasons are chosen to teach
with, not measured at any bank. The sums 7,383 and 989 are those of the course's source.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kamlab.data.branch_balances import monthly_table
from kamlab.data.branch_churn import WINDOW_MONTH, departed
from kamlab.data.branch_clients import described, valued
from kamlab.data.branch_contacts import contacted, event_table
from kamlab.data.branch_districts import CLIENT_COUNT, district_table, placed_assets
from kamlab.data.branch_survey import satisfaction_of, survey_table
from kamlab.errors import BadInput

LEAST_CLIENTS = 100


@dataclass(frozen=True)
class Branch:
    """Tables of one branch; two years of months, the first of them January 2024.

    Attributes
    ----------
    clients
        Index `client_id`. What is known of a client, the year's contacts, what it earns, whether it left.
    monthly
        Columns `client_id`, `month`, `month_end_date`, `balance_cny`, `txn_count`; 24 rows a client.
    events
        Columns `client_id`, `event_date`, `kind`; one row a visit, call, complaint or rival's offer.
    survey
        Index `client_id`. `nps_score`, `csat_score` and 22 service items.
    districts
        Index `district`. `client_count`, `three_star_count`.
    """

    clients: pd.DataFrame
    monthly: pd.DataFrame
    events: pd.DataFrame
    survey: pd.DataFrame
    districts: pd.DataFrame


def branch(seed: int, clients: int = CLIENT_COUNT, *, window_month: int = WINDOW_MONTH) -> Branch:
    """Branch of this seed: the same seed gives the same tables.

    Parameters
    ----------
    seed
        Any whole number.
    clients
        How many clients, at least 100.
    window_month
        Months, 12 to 24, in which the 62/42/12 % leave; they are the last ones of the panel.

    Raises
    ------
    BadInput
        Fewer than 100 clients, or a window outside 12-24 months.

    Examples
    --------
    >>> int((branch(1).clients["star"] >= 3).sum())
    989
    """
    if clients < LEAST_CLIENTS:
        raise BadInput("data.too_few_clients", found=clients, least=LEAST_CLIENTS)
    districts = district_table(clients)
    satisfaction = satisfaction_of(seed, clients)
    book = contacted(seed, described(seed, placed_assets(seed, districts)), satisfaction)
    book = valued(seed, departed(seed, book, satisfaction, window_month=window_month))
    book = book.drop(columns="wealth").set_index(_client_ids(clients))
    return Branch(
        clients=book,
        monthly=monthly_table(seed, book),
        events=event_table(seed, book),
        survey=survey_table(seed, book, satisfaction),
        districts=districts,
    )


def _client_ids(count: int) -> pd.Index[str]:
    return pd.Index([f"K{number:05d}" for number in range(1, count + 1)], name="client_id")
