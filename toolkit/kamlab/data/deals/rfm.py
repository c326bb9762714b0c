"""Transactions of sixty clients in one year, for RFM: few buy often, one is much larger than all others."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Floats, Integers, shuffled, stream

FIRST_DAY = np.datetime64("2025-01-01")
LAST_DAY = "2025-12-31"
YEAR_DAYS = 365
EARLIEST_AS_OF = 90
"""Days before the end by which every client has been seen at least once."""
COUNTS = (
    *(25 * [1]), *(8 * [2]), *(5 * [3]), *(4 * [4]), *(4 * [5]), *(3 * [6]), *(3 * [8]), 10, 10, 12, 12,
    15, 18, 24, 110,
)  # fmt: skip
"""Transactions of each client: so many have one that no client is on the second of five levels of F."""
GIANT, BUSIEST = 55, 59
"""Places in `COUNTS` of the client with the most money and of the one with the most transactions."""
ONE_LARGE = (0, 1, 2)
"""Places of clients with a single transaction, but a large one."""
GONE_QUIET = (50, 51, 52, 53, 54, 56)
"""Places of clients who came often, for much money, and then not for two or three months."""
JUST_BACK = (26, 27, 28, 34, 35)
"""Places of clients who came two or three times, for little money, the last time in the last three days."""
LINES_SHARE = 0.12


def rfm_book(variant: int) -> pd.DataFrame:
    """Lines of 345 transactions of sixty clients in 2025, by client and date; `attrs["as_of"]` ends the year.

    `client_id`, `txn_id` (lines with the same number are one transaction), `txn_date`, `amount_cny` (yuan,
    whole hundreds). Read a transaction as an active trade: a purchase, a payroll run, a draw-down.

    Every variant has the same numbers of transactions a client, dealt to other clients: 25 have one. The
    largest client holds five to six times the money of the next, and the busiest one pays small sums. Three
    clients came once, with a large sum; six came often and have gone quiet, five come seldom and have just
    been there. Everybody has been there by 90 days before the end.
    """
    rng = stream("rfm_book", variant)
    counts = np.array(COUNTS, dtype=np.int64)
    owner = np.repeat(np.arange(len(counts)), counts)
    day, amount = _days(rng, counts, owner), _amounts(rng, owner)
    name = client_ids(len(counts)).to_numpy()[shuffled(rng, len(counts))][owner]
    log = pd.DataFrame({"client_id": name, "txn_date": day, "amount_cny": amount})
    log = log.sort_values(["txn_date", "client_id", "amount_cny"], ignore_index=True)
    log.insert(1, "txn_id", np.arange(1, len(log) + 1))
    log = _in_lines(rng, log).sort_values(["client_id", "txn_id"], kind="stable", ignore_index=True)
    days = log["txn_date"].to_numpy().astype("timedelta64[D]")
    log["txn_date"] = (FIRST_DAY + days).astype("datetime64[s]")
    log.attrs["as_of"] = LAST_DAY
    return log


def _days(rng: np.random.Generator, counts: Integers, owner: Integers) -> Integers:
    """Day of each transaction, 0-364: a client's first one early enough, the others up to its last day."""
    latest = YEAR_DAYS - 1 - EARLIEST_AS_OF
    first = np.floor((latest + 1) * rng.random(len(counts)) ** 0.8)
    quiet = np.floor(120 * rng.random(len(counts)) ** 2)
    quiet[list(GONE_QUIET)] = 55 + np.floor(35 * rng.random(len(GONE_QUIET)))
    quiet[list(JUST_BACK)] = np.floor(3 * rng.random(len(JUST_BACK)))
    end = np.maximum(YEAR_DAYS - 1 - quiet, first)
    days = np.floor(first[owner] + (end - first)[owner] * rng.random(len(owner)))
    is_first = np.append(True, owner[1:] != owner[:-1])
    is_last = np.append(owner[1:] != owner[:-1], True) & ~is_first
    days = np.where(is_first, first[owner], np.where(is_last, end[owner], days))
    return np.asarray(days, dtype=np.int64)


def _amounts(rng: np.random.Generator, owner: Integers) -> Integers:
    """Yuan of each transaction, whole hundreds."""
    typical = np.exp(np.log(9_000) + 0.9 * rng.normal(size=len(COUNTS)))
    typical[list(ONE_LARGE)] = 260_000 + 140_000 * rng.random(len(ONE_LARGE))
    typical[list(GONE_QUIET)] *= 2.5
    typical[list(JUST_BACK)] *= 0.4
    typical[BUSIEST] = 900
    amounts = typical[owner] * np.exp(0.4 * rng.normal(size=len(owner)))
    totals = np.bincount(owner, amounts)
    next_best = np.delete(totals, GIANT).max()
    amounts[owner == GIANT] *= (5 + rng.random()) * next_best / totals[GIANT]
    return _whole_hundreds(amounts)


def _whole_hundreds(amounts: Floats) -> Integers:
    return np.asarray(100 * np.maximum(np.rint(amounts / 100), 2), dtype=np.int64)


def _in_lines(rng: np.random.Generator, log: pd.DataFrame) -> pd.DataFrame:
    """The transactions, every eighth or so split into two lines of whole hundreds."""
    count = round(LINES_SHARE * len(log))
    split = np.sort(shuffled(rng, len(log))[:count])
    second = log.iloc[split].copy()
    second["amount_cny"] = _whole_hundreds(second["amount_cny"].to_numpy() * (0.2 + 0.3 * rng.random(count)))
    second["amount_cny"] = np.minimum(second["amount_cny"], log["amount_cny"].to_numpy()[split] - 100)
    first = log.copy()
    first.loc[split, "amount_cny"] -= second["amount_cny"].to_numpy()
    return pd.concat([first, second])
