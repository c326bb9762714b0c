"""How far one manager's days reach: what a book needs, days to see everybody, finds in the hall."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from kamlab.methods.concentration import TOLERANCE
from kamlab.methods.single import one_number, positive
from kamlab.schema import numbers, one_row_each, require

SOURCE_VISITS, SOURCE_CALLS = 5, 20
"""Meetings and phone calls a day, at least: the source's 5-20 plan."""
WORKING_DAYS = 250
"""Working days a year (teaching value)."""
SOURCE_VIP_SHARE, SOURCE_POTENTIAL_SHARE, SOURCE_LARGE_CNY = 0.20, 0.05, 100_000
"""VIPs and possible VIPs among all visitors of a day, and the transaction that is worth a look; the source
names no study."""


@dataclass(frozen=True)
class DaysToReach:
    """Days until everybody has been reached once.

    Attributes
    ----------
    exact
        Clients over contacts a day.
    whole
        The same in whole days, the last one begun counted.
    """

    exact: float
    whole: int


def days_to_reach(client_count: float, *, per_day: float) -> DaysToReach:
    """Days until each of `client_count` clients had one of `per_day` contacts a day.

    Raises
    ------
    BadInput
        A number is negative, missing, infinite or a text, or there are no contacts a day.

    Examples
    --------
    >>> days_to_reach(989, per_day=20)
    DaysToReach(exact=49.45, whole=50)
    """
    clients = one_number(client_count, name="client_count", low=0)
    exact = clients / positive(per_day, name="per_day")
    return DaysToReach(exact, math.ceil(exact - TOLERANCE * max(1.0, exact)))


@dataclass(frozen=True, eq=False)
class ContactCapacity:
    """A year of meetings and calls against what a book needs.

    Attributes
    ----------
    table
        Rows `visit` and `call` (index `kind`): `need_count` and `capacity_count` a year, `utilisation` (need
        over capacity; above 1 it cannot be done), `days_to_reach` (to reach everybody once, not rounded).
    by_tier
        The need of each tier, one row a tier: columns `visit` and `call`, a year.
    client_count
        Clients of the book.
    manager_count
        Managers needed for both, whole.
    limit_count
        Clients of the same mix that one manager can look after, whole; missing where nothing is planned.
    """

    table: pd.DataFrame
    by_tier: pd.DataFrame
    client_count: float
    manager_count: int
    limit_count: float


def contact_capacity(
    book: pd.DataFrame,
    *,
    visits_day: float = SOURCE_VISITS,
    calls_day: float = SOURCE_CALLS,
    days: float = WORKING_DAYS,
) -> ContactCapacity:
    """Whether one manager's year holds the meetings and calls that a plan gives each tier.

    From one row a tier with `client_count`, `visits_each` and `calls_each` (a client a year) to need,
    capacity and use. A book without rows needs nothing.

    Parameters
    ----------
    visits_day, calls_day
        Contacts one manager makes a day, above 0.
    days
        Working days a year, above 0.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a tier stands twice, a number is negative, missing, infinite or a text, or there
        are no contacts a day or no days.

    Examples
    --------
    >>> book = pd.DataFrame({"client_count": [30, 60, 90, 120], "visits_each": [12, 6, 2, 0],
    ...                      "calls_each": [24, 12, 6, 2]}, index=list("ABCD"))
    >>> contact_capacity(book).table["utilisation"].tolist()
    [0.72, 0.444]
    """
    require(book, "client_count", "visits_each", "calls_each", table="book")
    one_row_each(book.index)
    clients, visits, calls = (
        numbers(book[name], low=0) for name in ("client_count", "visits_each", "calls_each")
    )
    a_day = pd.Series(
        {"visit": positive(visits_day, name="visits_day"), "call": positive(calls_day, name="calls_day")}
    )
    by_tier = pd.DataFrame({"visit": clients * visits, "call": clients * calls})
    need, total = by_tier.agg(math.fsum), math.fsum(clients)
    capacity = a_day * positive(days, name="days")
    table = pd.DataFrame({"need_count": need, "capacity_count": capacity, "utilisation": need / capacity})
    busiest = float(table["utilisation"].max())
    return ContactCapacity(
        table=table.assign(days_to_reach=total / a_day).rename_axis("kind"),
        by_tier=by_tier,
        client_count=total,
        manager_count=math.ceil(busiest - TOLERANCE * max(1.0, busiest)),
        limit_count=math.floor(total / busiest + TOLERANCE * total) if busiest else math.nan,
    )


@dataclass(frozen=True)
class OnSiteYield:
    """Visitors of a day worth a greeting by name.

    Attributes
    ----------
    vip_count, potential_count
        VIPs, and visitors who could become VIPs; not rounded.
    """

    vip_count: float
    potential_count: float


def on_site_yield(
    visitor_count: float,
    *,
    vip_share: float = SOURCE_VIP_SHARE,
    potential_share: float = SOURCE_POTENTIAL_SHARE,
) -> OnSiteYield:
    """VIPs and possible VIPs to expect in the hall; both shares are of all visitors of the day.

    Raises
    ------
    BadInput
        The number is negative, missing, infinite or a text, or a share is not 0-1.

    Examples
    --------
    >>> on_site_yield(300)
    OnSiteYield(vip_count=60.0, potential_count=15.0)
    """
    visitors = one_number(visitor_count, name="visitor_count", low=0)
    given = {"vip_share": vip_share, "potential_share": potential_share}
    shares = [one_number(share, name=name, low=0, high=1) for name, share in given.items()]
    return OnSiteYield(*(round(visitors * share, 9) for share in shares))
