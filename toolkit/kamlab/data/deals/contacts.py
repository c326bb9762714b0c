"""One manager's book by level, and how often each client is to be met and called."""

from __future__ import annotations

import pandas as pd

from kamlab.data.draws import shuffled, stream

FIXED_COUNTS = (30, 60, 90, 120)
TOTAL_COUNT = 300
STEP = 5
VISITS_EACH = (12, 6, 2, 0)
CALLS_EACH = (24, 12, 6, 2)
"""Meetings and calls a year with a client of level A, B, C and D (teaching values)."""


def contact_book(variant: int) -> pd.DataFrame:
    """Four rows A to D (index `level`): `client_count`, `visits_each` and `calls_each` (a client a year).

    300 clients together, more at every step down. At 5 meetings and 20 calls a day on 250 days the plan takes
    62-82 % of the meetings and less of the calls, so that one manager can do it with room to spare. Variant
    0 is 30, 60, 90 and 120.
    """
    counts = FIXED_COUNTS if variant == 0 else _drawn(variant)
    return pd.DataFrame(
        {"client_count": counts, "visits_each": VISITS_EACH, "calls_each": CALLS_EACH},
        index=pd.Index(list("ABCD"), name="level"),
    )


def _drawn(variant: int) -> tuple[int, int, int, int]:
    """The variant's place in one shuffled list of all fair books."""
    books = [
        (a, b, c, TOTAL_COUNT - a - b - c)
        for a in range(20, 41, STEP)
        for b in range(45, 76, STEP)
        for c in range(80, 101, STEP)
    ]
    fair = [book for book in books if _is_fair(book)]
    return fair[int(shuffled(stream("contact_book"), len(fair))[variant - 1])]


def _is_fair(book: tuple[int, int, int, int]) -> bool:
    need = sum(count * each for count, each in zip(book, VISITS_EACH, strict=True))
    return 775 <= need <= 1_025 and book[2] < book[3] and book != FIXED_COUNTS
