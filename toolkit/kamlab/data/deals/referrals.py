"""Who referred whom, and events at which clients met others: two books for asking by habit, with consent."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Integers, one_of, shuffled, stream

REFERRERS, TOP, EVENTS = 20, 10, 12
PUSHY = 2
"""Referrers who hand over names without asking: near the top by number, at the bottom by agreement."""
AGREED_TOP = ((8, 11), (7, 9), (6, 8), (6, 8), (5, 7), (5, 6), (5, 6), (4, 4), (4, 4), (4, 4))
AGREED_REST = ((0, 1), (0, 1), (2, 2), (2, 2), (1, 2), (1, 2), (1, 2), (1, 1), (0, 1), (0, 1))
CIRCLES = ("running", "tea", "photography", "parents", "export", "market", "health", "calligraphy")


def referral_book(variant: int) -> pd.DataFrame:
    """A graph of referrals among the clients of a book, one row a referral, in a shuffled order.

    Columns: `referrer_id` (K01 to K20), `referred_id`, `has_agreed` (the referred person agreed before the
    name was given). The first nineteen referred are referrers themselves, so the graph hangs together.

    Counted by those who agreed, the tenth referrer has at least two more than the eleventh. Counted by all
    referrals the ten are others: two who never ask first come in, two drop out, and that cut is clear too.
    """
    rng = stream("referral_book", variant)
    agreed, other = _counts(rng)
    ids = np.array(client_ids(REFERRERS), dtype=object)[shuffled(rng, REFERRERS)]
    rows = [(ids[place], True) for place in range(REFERRERS) for _ in range(agreed[place])]
    rows += [(ids[place], False) for place in range(REFERRERS) for _ in range(other[place])]
    log = pd.DataFrame(
        [rows[place] for place in shuffled(rng, len(rows))], columns=["referrer_id", "has_agreed"]
    )
    log.insert(1, "referred_id", _referred(rng, log["referrer_id"].tolist()))
    return log.set_axis(pd.RangeIndex(1, len(log) + 1))


def event_book(variant: int) -> pd.DataFrame:
    """Twelve events of a year (index `event_id`), in a shuffled order (teaching values).

    Columns: `circle` (of a hobby or a trade), `cost_cny` (yuan, whole hundreds), `guest_count` (new faces),
    `agreed_count` (guests who agreed to be contacted). The cost of an agreed guest is a whole number of yuan
    in every row; the three lowest are clearly so, and are neither the three cheapest events nor the fullest.
    """
    rng = stream("event_book", variant)
    agreed, each, guests = _events(rng)
    ids = pd.Index([f"E{number:02d}" for number in range(1, EVENTS + 1)], name="event_id")
    circles = [CIRCLES[place % len(CIRCLES)] for place in shuffled(rng, EVENTS)]
    columns = {"circle": circles, "cost_cny": agreed * each, "guest_count": guests, "agreed_count": agreed}
    return pd.DataFrame(columns, index=ids)


def _counts(rng: np.random.Generator) -> tuple[list[int], list[int]]:
    """Agreed and other referrals of each referrer, best first; the two pushy ones stand behind the ten."""
    agreed = [one_of(rng, range(low, high + 1)) for low, high in (*AGREED_TOP, *AGREED_REST)]
    agreed[:TOP] = sorted(agreed[:TOP], reverse=True)
    other = [max(one_of(rng, (0, 1)), 1 - count) for count in agreed]
    other[TOP - 3 : TOP] = 2, 0, 0
    other[TOP : TOP + PUSHY] = one_of(rng, (7, 8, 9)), one_of(rng, (7, 8))
    return agreed, other


def _referred(rng: np.random.Generator, by: list[str]) -> list[str]:
    """Ids of the referred: each referrer but one is some other's, the rest are new faces."""
    count = len(by)
    referrers = [f"K{number:02d}" for number in range(2, REFERRERS + 1)]
    new = [f"K{number:03d}" for number in range(101, 101 + count - len(referrers))]
    while True:
        ids = [(referrers + new)[place] for place in shuffled(rng, count)]
        if all(one != other for one, other in zip(ids, by, strict=True)):
            return ids


def _events(rng: np.random.Generator) -> tuple[Integers, Integers, Integers]:
    """Agreed guests, yuan for each of them, and new faces of every event: the first fair draw."""
    while True:
        agreed = rng.integers(2, 15, size=EVENTS)
        each = 100 * rng.integers(2, 19, size=EVENTS)
        guests = agreed + rng.integers(1, 25, size=EVENTS)
        if _is_fair(agreed, each, guests):
            return agreed, each, guests


def _is_fair(agreed: Integers, each: Integers, guests: Integers) -> bool:
    order, cost = np.argsort(each, kind="stable"), agreed * each
    best, cheapest, fullest = (set(by[:3].tolist()) for by in (order, np.argsort(cost), np.argsort(-guests)))
    return bool(
        each[order[3]] > each[order[2]]
        and best != fullest
        and len(best & cheapest) == 1
        and len(set(cost.tolist())) == len(set(guests.tolist())) == EVENTS
    )
