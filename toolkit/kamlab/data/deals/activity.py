"""Two hundred clients with the signs that some gave before they left, to try alert rules on."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Floats, shuffled, stream

DAYS = ((1, 26), (32, 56), (62, 150))
EQUITY = ((0.80, 1.30), (0.56, 0.74), (0.10, 0.48))
DROP = ((0.0, 0.25), (0.35, 0.56), (0.65, 1.0))
"""Bands of a sign: none, mild, strong; nobody lies between them, and a rule may be set anywhere there."""
NONE, MILD, STRONG = 0, 1, 2
LEAD_DAYS = (12, 75)
SOURCES = {True: (26, 24, 10), False: (88, 28, 24)}
"""Leavers and others won by own staff, by an intermediary, and walked in."""


class Pattern(NamedTuple):
    """Some clients who give the same signs."""

    clients: int
    has_churned: bool
    days: int = NONE
    equity: int = NONE
    drop: int = NONE
    has_complaint: bool = False


_PATTERNS = (
    Pattern(16, True, days=STRONG),
    Pattern(8, True, days=STRONG, drop=STRONG),
    Pattern(9, True, equity=STRONG),
    Pattern(4, True, equity=STRONG, days=MILD),
    Pattern(6, True, has_complaint=True),
    Pattern(3, True, drop=STRONG, has_complaint=True),
    Pattern(4, True, days=MILD),
    Pattern(3, True, equity=MILD),
    Pattern(2, True, drop=MILD),
    Pattern(5, True),
    Pattern(8, False, days=STRONG),
    Pattern(4, False, equity=STRONG),
    Pattern(14, False, drop=STRONG),
    Pattern(9, False, has_complaint=True),
    Pattern(18, False, days=MILD),
    Pattern(16, False, equity=MILD),
    Pattern(24, False, drop=MILD),
    Pattern(6, False, days=MILD, equity=MILD),
    Pattern(41, False),
)


def activity_book(variant: int) -> pd.DataFrame:
    """Two hundred clients of a futures branch in a shuffled order, sixty of whom left (teaching values).

    Columns: `days_since_last_txn`, `equity_ratio` (equity now over that at the start of the year),
    `contact_drop_share` (how much less the client was in touch than before, 0-1), `has_complaint`, `source`
    (staff, intermediary, walk_in), `has_churned`, `lead_days` (from the first sign to the leaving; missing
    for those who stayed and those who gave no sign).

    As many clients show each sign, mild or strong, in all variants. Strong signs of silence and loss with
    complaints find 46 of the 60 with 21 false alarms: precision 0.69, recall 0.77. No single sign reaches 0.6
    and 0.7, nor do all signs together, nor mild ones; five leavers gave no sign at all.
    """
    rng = stream("activity_book", variant)
    people = [pattern for pattern in _PATTERNS for _ in range(pattern.clients)]
    has_churned = np.array([each.has_churned for each in people])
    book = pd.DataFrame(
        {
            "days_since_last_txn": _within(rng, DAYS, [each.days for each in people]).astype(np.int64),
            "equity_ratio": _within(rng, EQUITY, [each.equity for each in people]).round(2),
            "contact_drop_share": _within(rng, DROP, [each.drop for each in people]).round(2),
            "has_complaint": [each.has_complaint for each in people],
            "source": "",
            "has_churned": has_churned,
            "lead_days": [_lead(rng, each) for each in people],
        }
    )
    for churned, counts in SOURCES.items():
        names = np.repeat(["staff", "intermediary", "walk_in"], counts)
        book.loc[has_churned == churned, "source"] = names[shuffled(rng, len(names))]
    return book.iloc[shuffled(rng, len(book))].set_axis(client_ids(len(book)))


def _within(rng: np.random.Generator, bands: tuple[tuple[float, float], ...], levels: list[int]) -> Floats:
    """A figure inside the band of each client's level."""
    ends = np.array(bands, dtype=np.float64)[levels]
    return np.asarray(ends[:, 0] + (ends[:, 1] - ends[:, 0]) * rng.random(len(levels)), dtype=np.float64)


def _lead(rng: np.random.Generator, person: Pattern) -> float:
    """Whole days from the first sign to the leaving; mild signs come late."""
    has_sign = person.has_complaint or max(person.days, person.equity, person.drop) > NONE
    days = LEAD_DAYS[0] + (LEAD_DAYS[1] - LEAD_DAYS[0]) * rng.random()
    is_mild = not person.has_complaint and max(person.days, person.equity, person.drop) == MILD
    return float(round(days / 3 if is_mild else days)) if person.has_churned and has_sign else np.nan
