"""Small tables that are dealt to learners: 24 variants of each, of equal difficulty.

Variant 0 is the fixed test set of the course; the others are drawn so that every condition which
makes a table easy or hard (clients near a cut, rows to add up, traps) is the same in all. The figures
are teaching values, the clients and firms invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from kamlab.data.deals.coverage import coverage_book
from kamlab.data.deals.futures import futures_book
from kamlab.data.deals.key_accounts import key_accounts
from kamlab.data.deals.levels import level_book_12, level_book_60
from kamlab.data.deals.logs import contact_log, receipt_log, trade_log
from kamlab.data.deals.profits import client_profits
from kamlab.data.deals.schemes import scheme_book
from kamlab.data.deals.scoring import printed_table, scoring_grid
from kamlab.errors import BadInput, nearest

VARIANT_COUNT = 24

_DEALS: Mapping[str, Callable[[int], pd.DataFrame]] = {
    deal.__name__: deal
    for deal in (
        client_profits,
        contact_log,
        coverage_book,
        futures_book,
        key_accounts,
        level_book_12,
        level_book_60,
        printed_table,
        receipt_log,
        scheme_book,
        scoring_grid,
        trade_log,
    )
}


def names() -> list[str]:
    """Names of all deals, sorted."""
    return sorted(_DEALS)


def table(name: str, variant: int) -> pd.DataFrame:
    """Table `name` as dealt in `variant`; a new frame at each call, the same on every machine.

    Parameters
    ----------
    name
        One of `names()`.
    variant
        0 to `VARIANT_COUNT` - 1.

    Raises
    ------
    BadInput
        There is no such table, or no such variant.

    Examples
    --------
    >>> table("coverage_book", 0)["client_count"].tolist()
    [500, 300, 200]
    """
    if name not in _DEALS:
        near = nearest(name, names()) or names()[0]
        raise BadInput("data.unknown_deal", found=name, near=near, known=", ".join(names()))
    if variant not in range(VARIANT_COUNT):
        raise BadInput("data.unknown_variant", found=variant, last=VARIANT_COUNT - 1)
    return _DEALS[name](int(variant))
