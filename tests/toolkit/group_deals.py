"""How hard the tables of the group client are; `deal_checks` puts these beside its own."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from kamlab.methods.group_client import pooling

Difficulty = dict[str, float]


def _book(book: pd.DataFrame) -> Difficulty:
    banks = [name for name in book if name.endswith("_balance_cny")]
    held = book[banks]
    return {
        "entities": len(book),
        "parents": int(book["is_parent"].sum()),
        "entities without money with us": int((held["own_balance_cny"] == 0).sum()),
        "our share": float(held["own_balance_cny"].sum() / held.to_numpy().sum()),
    }


def _weeks(flows: pd.DataFrame) -> Difficulty:
    result = pooling(flows)
    return {
        "cells to add": flows.size,
        "entities with a need": int((result.needs > 0).sum()),
        "pool over sum of needs": result.pooled_cny / result.separate_cny,
    }


def _people(people: pd.DataFrame) -> Difficulty:
    meetings = people.groupby("role")["contact_count"].sum()
    return {
        "people": len(people),
        "roles not met": int((meetings == 0).sum()),
        "people not met": int((people["contact_count"] == 0).sum()),
    }


GROUP_MEASURES: dict[str, Callable[[pd.DataFrame], Difficulty]] = {
    "group_book": _book,
    "group_flows": lambda flows: {"weeks": len(flows), "entities": len(flows.columns)},
    "group_weeks": _weeks,
    "role_map": _people,
}
GROUP_SPREAD = {("group_book", "our share"): 0.14, ("group_weeks", "pool over sum of needs"): 0.5}
