"""Charts of keeping, leaving, alerts and contacts with data that are hard on them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import pandas as pd

from kamlab.charts.alerts import plot_alerts
from kamlab.charts.churn import plot_churn_reasons
from kamlab.charts.contacts import plot_contacts
from kamlab.charts.drawing import class_name
from kamlab.charts.keeping import plot_keep_or_win
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods import retention

RETENTION_SIZES = {"keeping": (7.2, 4.2), "leavers": (7.2, 3.2), "alerts": (7.2, 4.4), "contacts": (7.2, 2.9)}
RETENTION_MARGINS = {
    "leavers": (1.15, 0.25, 0.65, 0.75),
    "alerts": (1.95, 0.25, 0.65, 0.45),
    "contacts": (0.95, 0.25, 0.65, 0.45),
}
ASSUMED = ((0.3, 0.0, 5.0), (1.0, 0.75, 4.0), (0.97, 0.74, 4.0), (0.01, 0.0, 7.0), (0.95, 0.0, 7.0), (0.3, 0.9, 4.5),
           (0.2, 0.0, 5.0), (0.0, 0.0, 6.0), (0.62, 0.7, 5.4), (1.0, 0.8, 5.6))  # fmt: skip
"""Churn share, referral share and the marked multiple."""
GOALS = {"precision": 0.6, "recall": 0.7}


def retention_scenes() -> Iterator[tuple[str, Callable]]:
    """Name and what draws the scene on an Axes."""
    for place, assumed in enumerate(ASSUMED):
        yield f"keeping-{place}", lambda ax, a=assumed: _keeping(ax, *a)
    yield "keeping-rich", lambda ax: _keeping(ax, 0.3, 0.0, 5.0, budget=3e6, cost=100)
    yield "keeping-poor", lambda ax: _keeping(ax, 0.3, 0.0, 5.0, budget=1e5, cost=5_000)
    for saved in (0.0, 0.3, 0.9, 1.0):
        yield f"leavers-{saved}", lambda ax, s=saved: _leavers(ax, s)
    for name, shares in {
        "all": [(0.5, 0.53), (0.38, 0.27), (0.6, 0.7), (0.7, 0.6), (0.46, 0.4), (0.35, 1.0)],
        "off": [None, (1.0, 0.02), None, (math.nan, 0.0), None, (0.0, 0.0)],
    }.items():
        yield f"alerts-{name}", lambda ax, s=shares: _alerts(ax, s)
    yield "contacts-one", lambda ax: _contacts(ax, 250)
    yield "contacts-full", lambda ax: _contacts(ax, 180)
    yield "contacts-many", lambda ax: _contacts(ax, 2)


def _keeping(
    ax: object, churn: float, referred: float, chosen: float, *, budget: float = 6e5, cost: float = 1e3
) -> object:
    curve = [4 + 0.05 * step for step in range(61)]
    result = retention.retention_economics(
        budget,
        keep_cost_cny=cost,
        multiples=[*curve, chosen],
        assumptions=retention.Assumptions(churn_share=churn, referral_share=referred),
    )
    return plot_keep_or_win(result, ax=ax, chosen=chosen)


def _leavers(ax: object, saved: float) -> object:
    log = deals.table("leaver_log", 0)
    result = retention.churn_reasons(log, reason="recorded_reason", saved_share=saved)
    return plot_churn_reasons(result, ax=ax, saved_share=saved)


def _alerts(ax: object, shares: list[tuple[float, float] | None]) -> object:
    names = ("days", "equity", "drop", "complaint", "source", "together")
    rows = {name: pair for name, pair in zip(names, shares, strict=True) if pair}
    table = pd.DataFrame(rows, index=["precision_share", "recall_share"]).T
    labels = {name: say(f"panels_live.alerts_label_{name}", limit="150%") for name in names[:-1]}
    labels["together"] = say("panels_live.alerts_together_two")
    return plot_alerts(table, ax=ax, labels=labels, goals=GOALS)


def _contacts(ax: object, days: float) -> object:
    book = deals.table("contact_book", 0)
    labels = {level: class_name(level, scheme="level") for level in book.index}
    return plot_contacts(retention.contact_capacity(book, days=days), ax=ax, labels=labels)
