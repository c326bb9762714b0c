"""A manager's clients: eight with needs, twelve who hold a fund, six who ask for a Class I account."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import shuffled, stream


class Asker(NamedTuple):
    """A client with a need: bands of risk rating and of months in which the money is not needed; consent."""

    need: str
    risk: tuple[int, int] = (1, 5)
    months: tuple[int, int] = (0, 60)
    has_consent: bool = True


_ASKERS = (
    Asker("forgets_repayment"),
    Asker("queues_for_transfers"),
    Asker("moves_money_to_broker"),
    Asker("saves_each_month", risk=(3, 5), months=(40, 72)),
    Asker("saves_each_month", risk=(2, 2), months=(40, 72)),
    Asker("idle_money", risk=(2, 4), months=(6, 10)),
    Asker("", months=(12, 60), has_consent=False),
    Asker("nothing_missing", risk=(3, 5), months=(24, 72)),
)
_BARRED_NEEDS = ("forgets_repayment", "queues_for_transfers", "idle_money")

LOSS_LINE, SILENT_DAYS = 0.10, 30
"""A holder who has lost more than this and was not spoken to for longer than so many days is called first."""


class Holder(NamedTuple):
    """Bands of result (tenths of a per cent) and of days since the last word; whether it is too risky."""

    result: tuple[int, int]
    days: tuple[int, int]
    is_misfit: bool = False


_DEEP, _LIGHT, _ABOVE = (-289, -116), (-88, -70), (-62, 88)
_LONG, _RECENT = (36, 150), (3, 25)
_HOLDERS = (
    Holder((-180, -180), (61, 140)),
    Holder(_DEEP, _LONG, is_misfit=True),
    Holder(_DEEP, _LONG, is_misfit=True),
    Holder(_DEEP, (31, 34)),
    Holder((-108, -102), _LONG),
    Holder(_DEEP, _RECENT, is_misfit=True),
    Holder(_DEEP, (28, 29)),
    Holder((-98, -92), _LONG),
    Holder(_LIGHT, _LONG, is_misfit=True),
    Holder(_ABOVE, _LONG),
    Holder(_ABOVE, _LONG),
    Holder(_ABOVE, _RECENT),
)
_CLASS_ONE_AT = ("this_outlet", "other_outlet", "other_outlet", "other_bank", "other_bank", "none")


def need_book(variant: int) -> pd.DataFrame:
    """Eight clients in a shuffled order, each with what the client said is missing.

    Columns: `need`, `risk_rating` (1 lowest to 5), `horizon_month` (months in which the money is not needed),
    `has_marketing_consent`.

    Three needs are of service and three of saving: one suits a regular fund plan, one is of a client whose
    rating is too low for it, one of a client who needs the money too soon for anything but a deposit. One
    client has a need and gave no consent to be offered anything; one lacks nothing.
    """
    rng = stream("need_book", variant)
    barred = _BARRED_NEEDS[int(rng.integers(len(_BARRED_NEEDS)))]
    rows = [
        {
            "need": asker.need or barred,
            "risk_rating": _between(rng, asker.risk),
            "horizon_month": _between(rng, asker.months),
            "has_marketing_consent": asker.has_consent,
        }
        for asker in _ASKERS
    ]
    return pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))


def fund_holders(variant: int) -> pd.DataFrame:
    """Twelve clients who hold a fund, in a shuffled order.

    Columns: `pnl_share` (gain or loss since buying, 0-1), `days_since_contact`, `risk_rating` (1-5) and
    `product_risk_level` (1-5).

    Five have lost more than a tenth and heard nothing for more than 30 days; one of them has lost 18 %, two
    hold a fund above their rating. Beside the lines one lost 10.2-10.8 %, one 9.2-9.8 %; one heard from us 28
    or 29 days ago, one 31 to 34. Two others hold a fund above their rating and are not among the five.
    """
    rng = stream("fund_holders", variant)
    rows = [_holding(rng, holder) for holder in _HOLDERS]
    return pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))


def class_one_asks(variant: int) -> pd.DataFrame:
    """Six people who want a Class I account at this outlet; `class_one_at` tells where they hold one already.

    One holds it here, two at another outlet of this bank, two at another bank, one nowhere. All have passed
    the identity check. `account_count` counts the bank accounts of any class that they hold anywhere.
    """
    rng = stream("class_one_asks", variant)
    rows = [
        {"class_one_at": place, "account_count": 0 if place == "none" else 1 + int(rng.integers(5))}
        for place in _CLASS_ONE_AT
    ]
    return pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))


def _holding(rng: np.random.Generator, holder: Holder) -> dict[str, float | int]:
    level = int(rng.integers(3, 5))
    rated = (1, level - 1) if holder.is_misfit else (level, 5)
    return {
        "pnl_share": _between(rng, holder.result) / 1_000,
        "days_since_contact": _between(rng, holder.days),
        "risk_rating": _between(rng, rated),
        "product_risk_level": level,
    }


def _between(rng: np.random.Generator, ends: tuple[int, int]) -> int:
    return int(rng.integers(ends[0], ends[1] + 1))
