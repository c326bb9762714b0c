"""Logs of thirty clients, from which all single indicators are counted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import Floats, Integers, one_of, shuffled, stream

CLIENT_COUNT = 30
FIRST_DAY = np.datetime64("2025-01-01")
LAST_DAY = "2025-12-31"
"""Last day of the logs, the day up to which indicators are counted."""
FIXED_TRADES = (12, 8, 30, 10)
FIXED_RETURN = 2
CONTACT_MEANS = {"task": 3.0, "process": 2.0, "praise": 0.8, "complaint": 0.7, "suggestion": 0.5}


def trade_log(variant: int) -> pd.DataFrame:
    """Trades of thirty clients in 2025, by client and date; `attrs["as_of"]` is the last day.

    `client_id`, `date`, `amount_cny` (yuan, whole thousands), `margin_cny` (yuan), `is_return`. K01 has four
    trades and one return: the worked client, 12, 8, 30 and 10 thousand and a return of 2 in variant 0. K02
    settles small sums every few days, more often than anybody; K03 trades twice and holds the largest trade.
    """
    rng = stream("trade_log", variant)
    counts = 4 + np.floor(22 * rng.random(CLIENT_COUNT) ** 1.6).astype(np.int64)
    counts[:3] = (4, 60, 2)
    owner = np.repeat(np.arange(CLIENT_COUNT), counts)
    thousand = _thousands(rng, owner)
    thousand[owner == 0] = FIXED_TRADES if variant == 0 else _whole_mean(rng)
    back = np.flatnonzero((rng.random(len(owner)) < 0.06) & (owner > 2))
    small = np.maximum(np.floor(0.4 * thousand[back]), 1)
    first = float(FIXED_RETURN if variant == 0 else one_of(rng, (1, 2, 3)))
    sold = _rows(rng, owner, thousand, is_return=False)
    returned = _rows(rng, np.append(0, owner[back]), np.append(first, small), is_return=True)
    log = pd.concat([sold, returned]).sort_values(["client_id", "date"], kind="stable", ignore_index=True)
    log.attrs["as_of"] = LAST_DAY
    return log


def receipt_log(variant: int) -> pd.DataFrame:
    """Invoices of the same thirty clients in 2025, four to nine each, by client and date.

    `client_id`, `invoice_date`, `due_date`, `paid_date` (missing while unpaid), `amount_cny`, `paid_cny`
    (yuan; a part is open of some, all of a few).
    """
    rng = stream("receipt_log", variant)
    owner = np.repeat(np.arange(CLIENT_COUNT), 4 + np.floor(6 * rng.random(CLIENT_COUNT)).astype(np.int64))
    slow = 8 + 70 * rng.random(CLIENT_COUNT) ** 2
    count = len(owner)
    invoiced = FIRST_DAY + np.floor(270 * rng.random(count)).astype("timedelta64[D]")
    amount = 1_000 * np.maximum(np.rint(20 * np.exp(0.8 * rng.normal(size=count))), 1)
    paid_part = np.where(rng.random(count) < 0.06, 0.0, np.where(rng.random(count) < 0.10, 0.5, 1.0))
    paid = invoiced + np.rint(slow[owner] * (0.5 + rng.random(count))).astype("timedelta64[D]")
    log = pd.DataFrame(
        {
            "client_id": client_ids(CLIENT_COUNT)[owner],
            "invoice_date": invoiced.astype("datetime64[s]"),
            "due_date": (invoiced + np.timedelta64(30, "D")).astype("datetime64[s]"),
            "paid_date": pd.Series(paid.astype("datetime64[s]")).where(paid_part > 0),
            "amount_cny": amount.astype(np.int64),
            "paid_cny": (amount * paid_part).astype(np.int64),
        }
    )
    return log.sort_values(["client_id", "invoice_date"], kind="stable", ignore_index=True)


def contact_log(variant: int) -> pd.DataFrame:
    """Contacts with the same thirty clients in 2025, by client: `client_id`, `kind`.

    Kinds are task, process, praise, complaint, suggestion; every client has at least one task.
    """
    rng = stream("contact_log", variant)
    kinds = list(CONTACT_MEANS)
    counts = np.array([_small_counts(rng, mean) for mean in CONTACT_MEANS.values()])
    counts[0] += 1
    owner = np.repeat(np.tile(np.arange(CLIENT_COUNT), len(kinds)), counts.ravel())
    kind = np.repeat(np.array(kinds), counts.sum(axis=1))
    log = pd.DataFrame({"client_id": client_ids(CLIENT_COUNT)[owner], "kind": kind})
    return log.iloc[shuffled(rng, len(log))].sort_values("client_id", kind="stable", ignore_index=True)


def _thousands(rng: np.random.Generator, owner: Integers) -> Floats:
    """Amount of each trade, thousand yuan: small for K02, 450-600 for K03, at most 400 for all others."""
    typical = np.exp(np.log(18) + 0.7 * rng.normal(size=CLIENT_COUNT))
    typical[1] = 4
    amounts = np.rint(typical[owner] * np.exp(0.4 * rng.normal(size=len(owner))))
    amounts[owner == 2] = 450 + np.floor(150 * rng.random(2))
    return np.asarray(np.clip(amounts, 1, np.where(owner == 2, 600, 400)), dtype=np.float64)


def _whole_mean(rng: np.random.Generator) -> list[int]:
    """Four trades, thousand yuan, all different, whose mean is a whole thousand."""
    while True:
        trades = [int(rng.integers(6, 36)) for _ in FIXED_TRADES]
        if len(set(trades)) == len(trades) and sum(trades) % len(trades) == 0:
            return trades


def _small_counts(rng: np.random.Generator, mean: float) -> Integers:
    """Geometric counts with this mean, one a client."""
    counts = np.floor(np.log(1 - rng.random(CLIENT_COUNT)) / np.log(mean / (1 + mean)))
    return np.asarray(counts, dtype=np.int64)


def _rows(rng: np.random.Generator, owner: Integers, thousand: Floats, *, is_return: bool) -> pd.DataFrame:
    days = np.floor(365 * rng.random(len(owner))).astype("timedelta64[D]")
    return pd.DataFrame(
        {
            "client_id": client_ids(CLIENT_COUNT)[owner],
            "date": (FIRST_DAY + days).astype("datetime64[s]"),
            "amount_cny": (1_000 * thousand).astype(np.int64),
            "margin_cny": np.rint(thousand * (20 + 40 * rng.random(len(owner)))).astype(np.int64),
            "is_return": is_return,
        }
    )
