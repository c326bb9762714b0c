"""What a budget buys: clients kept, or new ones won at a multiple of the cost of keeping one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.concentration import TOLERANCE
from kamlab.methods.single import one_number, positive
from kamlab.schema import numbers

SOURCE_MULTIPLES = (4, 5, 6, 7)
"""Whole multiples inside the two ranges that the source gives."""
SOURCE_RANGES = ((4, 6), (5, 7))
"""Cost of winning over cost of keeping: an essay on banks, an essay on futures; neither names a study."""
SOURCE_AFFECTED = 25
"""Prospects put off by one unhappy client, as the source says; no study is named, overlaps are not seen."""
SOURCE_REFERRAL_SHARE = 0.6
"""Share of new clients that come by recommendation, as the source says; no study is named."""


@dataclass(frozen=True)
class KeepOrWin:
    """What one budget buys.

    Attributes
    ----------
    kept
        Clients it keeps, whole.
    won
        New clients it wins instead, whole.
    """

    kept: int
    won: int


def keep_or_win(budget_cny: float, *, keep_cost_cny: float, multiple: float) -> KeepOrWin:
    """Clients that a budget keeps, or wins where winning one costs `multiple` times keeping one.

    The source tells of 4 to 6 and of 5 to 7 times and names no study; a multiple is an assumption to vary.

    Raises
    ------
    BadInput
        The budget is negative, or the cost or the multiple is not above 0.

    Examples
    --------
    >>> keep_or_win(600_000, keep_cost_cny=1_000, multiple=7)
    KeepOrWin(kept=600, won=85)
    """
    given = {"budget_cny": budget_cny, "keep_cost_cny": keep_cost_cny, "multiple": multiple}
    zero = [name for name, value in numbers(pd.Series(given), low=0).items() if value == 0]
    if zero not in ([], ["budget_cny"]):
        raise BadInput("methods.must_be_positive", name=zero[-1])
    return KeepOrWin(_whole(budget_cny / keep_cost_cny), _whole(budget_cny / (keep_cost_cny * multiple)))


@dataclass(frozen=True)
class Assumptions:
    """What is assumed beside the two prices; each an own guess or an own count, none of them a fact.

    Attributes
    ----------
    churn_share
        Share of the clients looked after that would have left without it and stay because of it, 0-1.
    referral_share
        Share of new clients that come by recommendation and are not paid for, 0 to below 1.
    unhappy_count
        Unhappy clients.
    affected_each
        Prospects that one unhappy client puts off.
    """

    churn_share: float = 1.0
    referral_share: float = 0.0
    unhappy_count: float = 0
    affected_each: float = SOURCE_AFFECTED


@dataclass(frozen=True, eq=False)
class RetentionEconomics:
    """Keeping against winning with one budget.

    Attributes
    ----------
    kept_count
        Clients the budget looks after, whole.
    saved_count
        Those of them that would have left without it, whole.
    affected_count
        Prospects put off by unhappy clients; at most so many, since one prospect may hear from several.
    break_even_multiple
        At this multiple winning brings as many clients as keeping saves; above it keeping does more. Missing
        where keeping saves nobody.
    table
        One row a `multiple`, rising: `win_cost_cny` (yuan a client paid for), `won_count` (paid for, whole),
        `referred_count` (come with them by recommendation, whole), `new_count` (both), and
        `break_even_churn_share` (0-1): where more of the clients would leave without upkeep, keeping does
        more; missing where no churn is that high.
    """

    kept_count: int
    saved_count: int
    affected_count: float
    break_even_multiple: float
    table: pd.DataFrame


def retention_economics(
    budget_cny: float,
    *,
    keep_cost_cny: float,
    multiples: float | Iterable[float] = SOURCE_MULTIPLES,
    assumptions: Assumptions | None = None,
) -> RetentionEconomics:
    """What a budget keeps, what it wins at one multiple or several, and where the two are even.

    With k the cost of keeping, m the multiple, r the referral share and c the churn share, a budget B keeps
    B/k clients and saves c B/k; it pays for B/(m k) new ones and has B/(m k (1-r)) of them. The two are even
    at m = 1/(c (1-r)), and at c = 1/(m (1-r)).

    Parameters
    ----------
    budget_cny
        Yuan, 0 or more.
    keep_cost_cny
        Yuan to keep one client, above 0.
    multiples
        Cost of winning one over cost of keeping one, above 0; equal ones share a row, none gives no row.
    assumptions
        Without them all who are kept would have left, nobody is recommended and nobody is unhappy.

    Raises
    ------
    BadInput
        A number is negative, missing, infinite or a text, a price is 0, a share is above 1, or all new
        clients are to come by recommendation.

    Examples
    --------
    >>> result = retention_economics(600_000, keep_cost_cny=1_000)
    >>> result.kept_count, result.table["won_count"].to_dict()
    (600, {4.0: 150, 5.0: 120, 6.0: 100, 7.0: 85})
    >>> half = Assumptions(churn_share=0.5, referral_share=0.6)
    >>> retention_economics(600_000, keep_cost_cny=1_000, assumptions=half).break_even_multiple
    5.0
    """
    own, keep = assumptions or Assumptions(), positive(keep_cost_cny, name="keep_cost_cny")
    budget, times = one_number(budget_cny, name="budget_cny", low=0), _multiples(multiples)
    churn, paid = _shares(own)
    return RetentionEconomics(
        kept_count=_whole(budget / keep),
        saved_count=_whole(churn * budget / keep),
        affected_count=_affected(own),
        break_even_multiple=round(1 / (churn * paid), 12) if churn else math.nan,
        table=_by_multiple(times, budget=budget, keep=keep, paid=paid),
    )


def _multiples(given: float | Iterable[float]) -> list[float]:
    """Multiples, each once, rising."""
    every = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    return sorted({positive(each, name="multiple") for each in every})


def _shares(own: Assumptions) -> tuple[float, float]:
    """Share of the kept that would have left, and share of new clients that are paid for."""
    churn = one_number(own.churn_share, name="churn_share", low=0, high=1)
    referred = one_number(own.referral_share, name="referral_share", low=0, high=1)
    if referred == 1:
        raise BadInput("methods.all_referred")
    return churn, 1 - referred


def _affected(own: Assumptions) -> float:
    unhappy = one_number(own.unhappy_count, name="unhappy_count", low=0)
    return unhappy * one_number(own.affected_each, name="affected_each", low=0)


def _by_multiple(times: list[float], *, budget: float, keep: float, paid: float) -> pd.DataFrame:
    index = pd.Index(times, name="multiple", dtype=float)
    cost = pd.Series(keep * index.to_numpy(), index=index)
    won = (budget / cost).map(_whole).astype(int)
    new = (budget / (cost * paid)).map(_whole).astype(int)
    even = (keep / (cost * paid)).round(12)
    return pd.DataFrame(
        {
            "win_cost_cny": cost,
            "won_count": won,
            "referred_count": new - won,
            "new_count": new,
            "break_even_churn_share": even.where(even <= 1),
        }
    )


def _whole(clients: float) -> int:
    return math.floor(clients + TOLERANCE * max(1.0, clients))
