"""A log of visitors to the hall: who could become a VIP, how many a day, and what another line would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.alerts import Condition, Limit, alert_flags, all_of
from kamlab.methods.contacts import SOURCE_LARGE_CNY
from kamlab.schema import numbers, require

CASH_CNY = 50_000
"""Cash from which due diligence comes first here: a teaching value; the line in force is the bank's own."""
ORDINARY = Limit("ticket", "==", "ordinary")
CONSENT = Limit("has_marketing_consent", "==", True)
STEPS = ("visitors", "ordinary", "large", "consent")


@dataclass(frozen=True, eq=False)
class OnSite:
    """Visitors worth a greeting by name, counted.

    Attributes
    ----------
    is_candidate
        Large transaction, ordinary ticket and, where asked, consent to marketing: one mark a visitor.
    is_large_cash
        Visitors with large cash, whatever their ticket: due diligence comes before anything else.
    steps
        Rows `visitors`, `ordinary`, `large`, `consent` (index `step`), each part of the row above:
        `visitor_count`, `visitor_share` (of all visitors, 0-1), `daily_count` (mean of a day).
    by_hour
        Index `hour`: `consent_daily` and `no_consent_daily`, visitors with an ordinary ticket and a large
        transaction, mean of a day.
    candidate_share
        Candidates of all visitors, 0-1.
    candidate_cash_count
        Candidates with large cash.
    """

    is_candidate: pd.Series[bool]
    is_large_cash: pd.Series[bool]
    steps: pd.DataFrame
    by_hour: pd.DataFrame
    candidate_share: float
    candidate_cash_count: int


def on_site(
    log: pd.DataFrame,
    *,
    large_cny: float = SOURCE_LARGE_CNY,
    needs_consent: bool = True,
    cash_cny: float = CASH_CNY,
) -> OnSite:
    """Candidates in a log of visitors: ordinary ticket, a transaction of at least `large_cny`, consent.

    From one row a visitor with `day`, `hour` (whole), `ticket` ("ordinary" or "vip"), `amount_cny` (yuan),
    `is_cash` and `has_marketing_consent` to marks, steps and counts by hour.

    Parameters
    ----------
    large_cny
        Yuan from which a single transaction is large, this one included.
    needs_consent
        Whether only visitors who agreed to marketing count.
    cash_cny
        Yuan in cash from which due diligence comes first, this one included.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a visitor stands twice, a value cannot be read, or there is no visitor.

    Examples
    --------
    >>> log = pd.DataFrame({"day": 1, "hour": 9, "ticket": ["ordinary", "ordinary", "vip", "ordinary"],
    ...     "amount_cny": [100_000, 250_000, 300_000, 800], "is_cash": [True, False, False, False],
    ...     "has_marketing_consent": [True, False, True, True]})
    >>> on_site(log).steps["visitor_count"].to_dict()
    {'visitors': 4, 'ordinary': 3, 'large': 2, 'consent': 1}
    """
    require(log, "day", "hour", table="log")
    if log.empty:
        raise BadInput("schema.empty")
    found = _step_flags(log, large_cny=large_cny)
    cash = all_of(Limit("is_cash", "==", True), Limit("amount_cny", ">=", cash_cny))
    is_candidate = (found["consent"] if needs_consent else found["large"]).rename("is_candidate")
    is_large_cash = alert_flags(log, {"cash": cash})["cash"].rename("is_large_cash")
    return OnSite(
        is_candidate=is_candidate,
        is_large_cash=is_large_cash,
        steps=_counted(found, days=log["day"].nunique()),
        by_hour=_by_hour(log, found),
        candidate_share=float(is_candidate.mean()),
        candidate_cash_count=int((is_candidate & is_large_cash).sum()),
    )


def yield_curve(log: pd.DataFrame, *, lines_cny: Sequence[float]) -> pd.DataFrame:
    """Share of all visitors who would be candidates at other lines.

    From a log as for `on_site` to one row a line (index `large_cny`): `all_share` (ordinary ticket, large
    transaction) and `consent_share` (and consent), 0-1.

    Raises
    ------
    MissingColumn, BadInput
        As for `on_site`; or a line is negative or no number.

    Examples
    --------
    >>> log = pd.DataFrame({"ticket": ["ordinary", "vip"], "amount_cny": [100_000, 300_000],
    ...     "has_marketing_consent": [True, True]})
    >>> yield_curve(log, lines_cny=[50_000, 200_000])["all_share"].tolist()
    [0.5, 0.0]
    """
    if log.empty:
        raise BadInput("schema.empty")
    lines = numbers(lines_cny, low=0).tolist()
    shares = [_step_flags(log, large_cny=line)[["large", "consent"]].mean() for line in lines]
    table = pd.DataFrame(shares, index=pd.Index(lines, name="large_cny"))
    return table.rename(columns={"large": "all_share", "consent": "consent_share"})


def _step_flags(log: pd.DataFrame, *, large_cny: float) -> pd.DataFrame:
    """Which visitors are left after each step: columns `STEPS`."""
    large = all_of(ORDINARY, Limit("amount_cny", ">=", large_cny))
    rules: dict[str, Condition] = {"ordinary": ORDINARY, "large": large, "consent": all_of(large, CONSENT)}
    return alert_flags(log, rules).assign(visitors=True)[list(STEPS)]


def _counted(found: pd.DataFrame, *, days: int) -> pd.DataFrame:
    counts = found.sum().astype(int).rename_axis("step")
    return pd.DataFrame(
        {"visitor_count": counts, "visitor_share": counts / len(found), "daily_count": counts / days}
    )


def _by_hour(log: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    parts = pd.DataFrame(
        {"consent_daily": found["consent"], "no_consent_daily": found["large"] & ~found["consent"]}
    )
    return parts.groupby(numbers(log["hour"]).astype(int).rename("hour")).sum() / log["day"].nunique()
