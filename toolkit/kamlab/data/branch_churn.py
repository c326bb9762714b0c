"""Who leaves the branch, and when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, Integers, stream
from kamlab.errors import BadInput

COVERAGE_CHURN = {1: 0.62, 3: 0.42, 5: 0.12}
"""Churn at 1, 3, and 5 or more products: the source's figures, without period or sample."""
WINDOW_MONTH = 24
MONTH_WEIGHTS = (1.2, 1.1, 1.2, 1.0, 0.9, 1.1, 0.9, 0.9, 1.0, 0.9, 0.9, 1.2)
"""How likely January to December are as months of leaving."""


def churn_rates() -> dict[int, float]:
    """Churn share of the window at 1 to 5 (five or more) products.

    The source gives 1, 3 and 5; 2 and 4 are read off a monotone cubic through their logits (PCHIP: Fritsch
    & Carlson 1980, end slopes of Moler 2004): .543 and .263.

    Examples
    --------
    >>> {count: round(rate, 3) for count, rate in churn_rates().items()}
    {1: 0.62, 2: 0.543, 3: 0.42, 4: 0.263, 5: 0.12}
    """
    low, middle, high = (np.log(rate / (1 - rate)) for rate in COVERAGE_CHURN.values())
    first, second = (middle - low) / 2, (high - middle) / 2
    at_low, at_high = (3 * first - second) / 2, (3 * second - first) / 2
    at_middle = 2 * first * second / (first + second)
    between = {
        2: (low + middle) / 2 + (at_low - at_middle) / 4,
        4: (middle + high) / 2 + (at_middle - at_high) / 4,
    }
    rates = COVERAGE_CHURN | {count: 1 / (1 + np.exp(-logit)) for count, logit in between.items()}
    return {count: float(rates[count]) for count in sorted(rates)}


def monthly_hazard(churn_share: float, *, window_month: int) -> float:
    """Chance of leaving in one month that gives `churn_share` (0-1) over the window.

    Examples
    --------
    >>> round(monthly_hazard(0.75, window_month=2), 6)
    0.5
    """
    return float(1 - (1 - churn_share) ** (1 / window_month))


def departed(seed: int, clients: pd.DataFrame, satisfaction: Floats, *, window_month: int) -> pd.DataFrame:
    """Adds `has_churned` and `churn_month` (1-24, month of the panel; missing for those who stay).

    Numbers of leavers are exact in each group of 1, 2, 3, 4, 5+ products. Who leaves is drawn without
    replacement with odds that rise with a complaint and a rival's offer and fall with satisfaction, visits
    and tenure (Gumbel top-k: Yellott 1977). Tenure goes with the number of products, so that about half of
    the gap between few and many products goes away among clients who are alike otherwise.
    """
    if not 12 <= window_month <= WINDOW_MONTH:
        raise BadInput("data.bad_window", found=window_month)
    rng = stream("branch", seed, "churn")
    pull = _pull(clients, satisfaction) - np.log(-np.log(rng.random(len(clients))))
    group = np.minimum(clients["product_count"].to_numpy(), 5)
    has_churned = np.zeros(len(clients), dtype=bool)
    for count, rate in churn_rates().items():
        members = np.flatnonzero(group == count)
        has_churned[members[np.argsort(-pull[members])[: round(rate * len(members))]]] = True
    month = _months(rng, np.vectorize(churn_rates().__getitem__)(group), window_month=window_month)
    return clients.assign(has_churned=has_churned, churn_month=pd.array(month, dtype="Int64")).assign(
        churn_month=lambda frame: frame["churn_month"].where(frame["has_churned"])
    )


def _pull(clients: pd.DataFrame, satisfaction: Floats) -> Floats:
    tenure = np.log(clients["tenure_month"].to_numpy() / 48.0)
    return np.asarray(
        -0.12 * satisfaction
        + 0.52 * (clients["complaint_count"] > 0)
        + 0.76 * clients["has_rival_offer"]
        - 0.06 * np.log1p(clients["visit_count"])
        - 0.40 * tenure
    )


def _months(rng: np.random.Generator, churn_share: Floats, *, window_month: int) -> Integers:
    """Month of leaving: a constant hazard within the window times the season, never before month 6."""
    months = np.arange(max(6, WINDOW_MONTH + 1 - window_month), WINDOW_MONTH + 1)
    season = np.array(MONTH_WEIGHTS)[(months - 1) % 12]
    staying = (1 - churn_share[:, None]) ** ((months - months[0]) / window_month)
    reached = np.cumsum(staying * season, axis=1)
    return np.asarray(months[(reached < rng.random((len(churn_share), 1)) * reached[:, -1:]).sum(axis=1)])
