"""What a client is: kind, star, products, tenure, and what the bank earns from it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.branch_districts import THREE_STAR_LINE_CNY
from kamlab.data.draws import Floats, Integers, beta_2_3, normal_quantile, normal_share, stream

STAR_LINES_CNY = (50_000.0, THREE_STAR_LINE_CNY, 500_000.0, 1_000_000.0, 2_000_000.0, 6_000_000.0)
"""Assets from which a client has 2, 3, ... 7 stars; below the first it has one (teaching values)."""
CORPORATE_SHARES = (0.07, 0.135, 0.28, 0.40, 0.48, 0.55, 0.60)
"""Share of firms among clients with 1 to 7 stars."""
PRODUCT_SHARES = (0.40, 0.22, 0.16, 0.11, 0.07, 0.03, 0.01)
"""Share of clients with 1 to 7 products."""
PRODUCT_RHO = 0.45
TENURE_RHO = 0.9
POTENTIAL_RHO = 0.37
RISK_SHARES = (0.15, 0.35, 0.30, 0.15, 0.05)
CLIENTS_PER_MANAGER = 1_230


def described(seed: int, placed: pd.DataFrame) -> pd.DataFrame:
    """Adds to district, `wealth` and `aum_cny` what is known of each client at the start.

    `manager_id`, `is_corporate`, `star` (1-7), `product_count` (1-7, Gaussian copula with assets, rho .45),
    `tenure_month` (exponential, mean five years, bound to the appetite for products: who has been here long
    has been sold much, and stays for both reasons), `risk_rating` (1 low - 5 high),
    `has_marketing_consent`, `has_veto` (credit or compliance).
    """
    rng = stream("branch", seed, "clients")
    count, aum = len(placed), placed["aum_cny"].to_numpy()
    star = 1 + np.searchsorted(STAR_LINES_CNY, aum, side="right")
    wealth = placed["wealth"].to_numpy()
    appetite = PRODUCT_RHO * wealth + np.sqrt(1 - PRODUCT_RHO**2) * rng.normal(size=count)
    return placed.assign(
        manager_id=_managers(placed["district"]),
        is_corporate=rng.random(count) < np.array(CORPORATE_SHARES)[star - 1],
        star=star,
        tenure_month=_tenure(rng, appetite),
        product_count=1 + np.searchsorted(normal_quantile(np.cumsum(PRODUCT_SHARES)[:-1]), appetite),
        risk_rating=1 + np.searchsorted(np.cumsum(RISK_SHARES)[:-1], rng.random(count)),
        has_marketing_consent=rng.random(count) < 0.70,
        has_veto=rng.random(count) < 0.02,
    )


def _managers(district: pd.Series[str]) -> list[str]:
    """A manager for about every 1,230 clients, each with one stretch of districts."""
    teams = max(1, round(len(district) / CLIENTS_PER_MANAGER))
    place = district.rank(method="first").to_numpy() - 1
    return [f"M{number:02d}" for number in (1 + place * teams // len(district)).astype(int).tolist()]


def _tenure(rng: np.random.Generator, appetite: Floats) -> Integers:
    bound = TENURE_RHO * appetite + np.sqrt(1 - TENURE_RHO**2) * rng.normal(size=len(appetite))
    months = 6 - 60 * np.log(1 - normal_share(bound))
    return np.asarray(np.minimum(np.floor(months), 360), dtype=np.int64)


def valued(seed: int, clients: pd.DataFrame) -> pd.DataFrame:
    """Adds what a client earns and could earn the bank in a year.

    `contribution_cny` (yuan a year, may be negative): a 1.1 % margin on assets, 70 yuan a product, less
    90 yuan for the account, 120 a visit and 15 a call. `contribution_score`: percentile rank of it, 0-100.
    `potential_score`: Beta(2, 3) on 0-100, correlation with contribution_score about .35.
    """
    rng = stream("branch", seed, "value")
    count = len(clients)
    margin = 0.011 * clients["aum_cny"] * np.exp(0.35 * rng.normal(size=count) - 0.06)
    effort = 120 * clients["visit_count"] + 15 * clients["call_count"]
    contribution = (margin + 70 * clients["product_count"] - 90 - effort).round(2)
    rank = (contribution.rank().to_numpy() - 0.5) / count
    pull = POTENTIAL_RHO * normal_quantile(rank) + np.sqrt(1 - POTENTIAL_RHO**2) * rng.normal(size=count)
    return clients.assign(
        contribution_cny=contribution,
        contribution_score=np.round(100 * rank, 1),
        potential_score=np.round(100 * beta_2_3(normal_share(pull)), 1),
    )
