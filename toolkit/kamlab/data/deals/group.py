"""A group client of fourteen entities: where its money is, how it flows, and whom we know there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, shuffled, stream

ENTITY_COUNT, WEEK_COUNT = 14, 52
BANKS = ("own_balance_cny", "rival_a_balance_cny", "rival_b_balance_cny")
ROLES = ("decider", "money", "user", "guide")
"""Who decides, who holds the money, who will use it, who shows the way."""
HAND_ENTITIES, HAND_WEEKS = 4, 6
TEN_THOUSAND = 10_000


def group_book(variant: int) -> pd.DataFrame:
    """Fourteen entities, the parent first; amounts in whole ten thousands of yuan.

    Columns: `is_parent`, `annual_sales_cny` (5 to 900 million), and the average balance at our bank and at
    two rivals (`own_balance_cny`, `rival_a_balance_cny`, `rival_b_balance_cny`, together 1 to 80 million an
    entity). Our share of the group's wallet is 18-32 %; one of the four largest subsidiaries has its money
    with one rival alone, and no other entity is without money at our bank.
    """
    rng = stream("group_book", variant)
    while True:
        sales = _tens(5e6 * (900 / 5) ** np.sort(rng.random(ENTITY_COUNT))[::-1])
        cash = _tens(np.clip(0.06 * sales * np.exp(0.5 * rng.normal(size=ENTITY_COUNT)), 1e6, 8e7))
        parts = 0.1 + rng.random((ENTITY_COUNT, 3)) ** 2
        parts[1 + int(rng.integers(4))] = (0.0, 1.0, 0.0)
        held = _tens(cash[:, None] * parts / parts.sum(axis=1, keepdims=True))
        if 0.18 <= held[:, 0].sum() / held.sum() <= 0.32 and (held[:, 0] == 0).sum() == 1:
            break
    book = pd.DataFrame(dict(zip(BANKS, held.T.astype(np.int64), strict=True)), index=entity_ids())
    book.insert(0, "annual_sales_cny", sales.astype(np.int64))
    book.insert(0, "is_parent", np.arange(ENTITY_COUNT) == 0)
    return book


def group_flows(variant: int) -> pd.DataFrame:
    """Net cash flow of each entity in each of 52 weeks (index `week`, 1-52), CNY, whole ten thousands.

    Each entity has a season of its own, so that the low points fall apart; over the year each about breaks
    even.
    """
    rng = stream("group_flows", variant)
    size = group_book(variant)["annual_sales_cny"].to_numpy(dtype=float) / WEEK_COUNT
    weeks = np.arange(WEEK_COUNT)[:, None]
    season = np.sin(2 * np.pi * (weeks / WEEK_COUNT + rng.random(ENTITY_COUNT)))
    flows = _tens(size * (0.25 * season + 0.35 * rng.normal(size=(WEEK_COUNT, ENTITY_COUNT))))
    table = pd.DataFrame(flows.astype(np.int64), columns=entity_ids())
    return table.set_index(pd.RangeIndex(1, WEEK_COUNT + 1, name="week"))


def group_weeks(variant: int) -> pd.DataFrame:
    """Four entities and six weeks, to be worked out by hand: net flow in CNY, whole ten thousands.

    Every entity falls below zero at some time, and the pool needs between a tenth and six tenths of what the
    four need apart.
    """
    rng = stream("group_weeks", variant)
    while True:
        flows = TEN_THOUSAND * 10 * rng.integers(-9, 10, size=(HAND_WEEKS, HAND_ENTITIES))
        apart = -np.minimum(np.cumsum(flows, axis=0).min(axis=0), 0)
        together = -min(int(np.cumsum(flows.sum(axis=1)).min()), 0)
        if (apart > 0).all() and 0.1 <= together / apart.sum() <= 0.6 and (flows != 0).all():
            break
    table = pd.DataFrame(flows, columns=entity_ids()[:HAND_ENTITIES].to_list())
    return table.set_index(pd.Index([f"W{week}" for week in range(1, HAND_WEEKS + 1)], name="week"))


def role_map(variant: int) -> pd.DataFrame:
    """Twelve people of the group by code (index `person`): three of each role, in a shuffled order.

    Columns: `role` (decider, money, user, guide), `influence` (1-5), `attitude` (-2 to 2) and `contact_count`
    (meetings in the last year). With the people of exactly one role nobody has met.
    """
    rng = stream("role_map", variant)
    missing = ROLES[int(rng.integers(len(ROLES)))]
    roles = np.repeat(np.array(ROLES), 3)[shuffled(rng, 3 * len(ROLES))]
    contacts = np.where(roles == missing, 0, rng.integers(1, 7, size=len(roles)))
    silent = next(place for place in np.flatnonzero(roles != missing))
    contacts[silent] = 0
    people = pd.Index([f"P{number:02d}" for number in range(1, len(roles) + 1)], name="person")
    attitude = rng.integers(-1, 3, size=len(roles))
    return pd.DataFrame(
        {
            "role": roles,
            "influence": rng.integers(2, 6, size=len(roles)),
            "attitude": np.where(contacts == 0, 0, attitude),
            "contact_count": contacts,
        },
        index=people,
    )


def entity_ids() -> pd.Index[str]:
    """Codes of the entities, G01 for the parent."""
    return pd.Index([f"G{number:02d}" for number in range(1, ENTITY_COUNT + 1)], name="entity")


def _tens(amounts: Floats) -> Floats:
    return TEN_THOUSAND * np.rint(amounts / TEN_THOUSAND)
