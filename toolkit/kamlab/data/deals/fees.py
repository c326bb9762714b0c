"""Small accounts: six groups and what a fee did to them, and six plans of which some break a rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kamlab.data.draws import Floats, Integers, apportioned, one_of, shuffled, stream

FEE_CNY, COST_CNY, MARGIN_CNY, COMPLAINT_CNY = 12, 18, 25, 150
"""Yearly fee, cost to serve and interest margin of an account, and cost of a complaint (teaching values)."""
TOTAL_COUNT = 8_000
NET_CNY = range(-12_000, -2_999)
"""Every plan looks like a gain and is a small loss."""
GROUPS = ("pensioner", "allowance", "wage_earner", "student", "idle_card", "small_saver")
VULNERABLE = ("pensioner", "allowance")
FIXED_COUNTS = (480, 240, 1680, 1200, 1600, 2800)
FIXED_CLOSED = (36, 14, 336, 300, 600, 314)
FIXED_COMPLAINTS = (36, 18, 118, 84, 32, 192)
CLOSURE_BANDS = ((0.05, 0.09), (0.05, 0.08), (0.15, 0.25), (0.20, 0.30), (0.32, 0.39), (0.09, 0.13))
COMPLAINT_WEIGHTS = (0.075, 0.075, 0.07, 0.07, 0.02, 0.068)
COUNT_WEIGHTS = (60, 30, 210, 150, 200, 350)
STEP = 10


def small_accounts(variant: int) -> pd.DataFrame:
    """Six groups of small accounts (index `account_group`), 8,000 together, a year after a fee of 12.

    Columns: `account_count`, `closed_count`, `complaint_count`, `is_vulnerable` (pensioners and those on an
    allowance). `attrs`: `fee_cny`, `cost_to_serve_cny`, `account_margin_cny` (yuan a year and account),
    `complaint_cost_cny` (yuan each), the same in every variant.

    Variant 0 adds up to the course's example: 1,600 closed, 480 complaints. In all variants 5-40 % of a group
    close, 1-8 % complain, and the net effect is a loss of 3,000 to 12,000 yuan.
    """
    rows = (FIXED_COUNTS, FIXED_CLOSED, FIXED_COMPLAINTS) if variant == 0 else _drawn(variant)
    columns = ("account_count", "closed_count", "complaint_count")
    table = pd.DataFrame(
        {name: np.asarray(row, dtype=np.int64) for name, row in zip(columns, rows, strict=True)},
        index=pd.Index(GROUPS, name="account_group"),
    )
    table["is_vulnerable"] = table.index.isin(VULNERABLE)
    table.attrs = {
        "fee_cny": FEE_CNY,
        "cost_to_serve_cny": COST_CNY,
        "account_margin_cny": MARGIN_CNY,
        "complaint_cost_cny": COMPLAINT_CNY,
    }
    return table


def _drawn(variant: int) -> tuple[Integers, Integers, Integers]:
    rng = stream("small_accounts", variant)
    bands = np.array(CLOSURE_BANDS)
    while True:
        counts = STEP * apportioned(TOTAL_COUNT // STEP, _about(rng, COUNT_WEIGHTS, spread=0.15).tolist())
        shares = bands[:, 0] + (bands[:, 1] - bands[:, 0]) * rng.random(len(GROUPS))
        closed = np.rint(counts * shares).astype(np.int64)
        wanted = (FEE_CNY * TOTAL_COUNT - 19 * int(closed.sum()) - _net(rng)) // COMPLAINT_CNY
        complaints = apportioned(wanted, (counts * _about(rng, COMPLAINT_WEIGHTS, spread=0.05)).tolist())
        if _is_fair(counts, closed, complaints):
            return counts, closed, complaints


def _about(rng: np.random.Generator, values: Sequence[float], *, spread: float) -> Floats:
    """Each value up to `spread` of itself larger or smaller."""
    return np.asarray(np.array(values) * (1 + spread * (2 * rng.random(len(values)) - 1)), dtype=np.float64)


def _net(rng: np.random.Generator) -> int:
    return int(rng.integers(NET_CNY.start, NET_CNY.stop))


def _is_fair(counts: Integers, closed: Integers, complaints: Integers) -> bool:
    closure, complaint = closed / counts, complaints / counts
    net = (
        FEE_CNY * TOTAL_COUNT
        - (FEE_CNY + MARGIN_CNY - COST_CNY) * closed.sum()
        - COMPLAINT_CNY * complaints.sum()
    )
    is_inside = closure.min() >= 0.05 and closure.max() <= 0.40 and complaint.min() >= 0.01
    return bool(is_inside and complaint.max() <= 0.08 and net in NET_CNY)


def fee_plans(variant: int) -> pd.DataFrame:
    """Six plans in a shuffled order (index `plan`, "1" to "6").

    Columns: `fee_cny` and `cost_to_serve_cny` (yuan a year and account), `has_exemption` (for the vulnerable
    and each client's one free account), `notice_days`, `keeps_counter` (for the vulnerable).

    Four break one rule each: no counter, no exemption, a fee above the cost, notice too short. Two break
    none, though they look as if they did: a fee exactly as high as the cost with exactly 90 days' notice, and
    a plan without a fee, which exempts nobody and gives no notice.
    """
    rng = stream("fee_plans", variant)
    low, cost = int(rng.integers(6, 13)), int(rng.integers(16, 21))
    fees = [int(rng.integers(6, cost - 2)) for _ in range(3)]
    rows = [
        (0, cost, True, 90, False) if rng.random() < 0.5 else (low, cost, True, 120, False),
        (fees[0], cost, False, one_of(rng, (90, 100, 120)), True),
        (cost + int(rng.integers(3, 20)), cost, True, one_of(rng, (90, 100, 120)), True),
        (fees[1], cost, True, one_of(rng, (7, 15, 30, 60)), True),
        (cost, cost, True, 90, True),
        (0, cost, False, 0, True),
    ]
    columns = ["fee_cny", "cost_to_serve_cny", "has_exemption", "notice_days", "keeps_counter"]
    order = shuffled(rng, len(rows))
    index = pd.Index([str(place + 1) for place in range(len(rows))], name="plan")
    return pd.DataFrame([rows[place] for place in order], columns=columns, index=index)
