"""Twelve firms of a transfer list, to judge by hand: where does each go, and was the list any good."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import one_of, shuffled, stream

WORKING_DAYS, MONTHS = 250, 12
CARD_COUNT = 3
TENTH_CNY = 10_000
HITS = ((3, 1), (4, 2), (3, 1), (4, 1), (3, 2))
"""Pairs: firms on the list that visits confirm, firms found elsewhere; two lists of five, three of six."""


class Firm(NamedTuple):
    """Spans a firm is drawn from (per cent; ten thousand yuan a month), its marks, and what visits found."""

    usage: tuple[int, int]
    inflow: tuple[int, int]
    goods: tuple[int, int]
    same_day: tuple[int, int] = (4, 45)
    round: tuple[int, int] = (3, 25)
    has_debit: bool = True
    has_basic: bool = True
    has_loan: bool = False
    confirmed: str = ""
    """"yes" or "no" where it is fixed, "hit" or "missed" where the variant decides."""


_FIRST = Firm((74, 92), (90, 210), (66, 88), confirmed="yes")
_REST = (
    Firm((68, 90), (70, 180), (62, 90), has_loan=True, confirmed="yes"),
    Firm((60, 63), (80, 190), (64, 90), confirmed="hit"),
    Firm((70, 90), (50, 54), (60, 88), has_basic=False, confirmed="yes"),
    Firm((72, 92), (120, 260), (70, 90), same_day=(92, 97), round=(4, 16), confirmed="no"),
    Firm((56, 59), (80, 190), (66, 90), confirmed="missed"),
    Firm((70, 90), (43, 49), (60, 88), confirmed="missed-second"),
    Firm((70, 92), (80, 200), (12, 30), has_loan=True, confirmed="no"),
    Firm((30, 48), (60, 160), (60, 85), same_day=(6, 30), round=(66, 88), has_debit=False, confirmed="no"),
    Firm(
        (78, 96), (220, 480), (62, 88), (93, 99), (62, 90), has_debit=False, has_basic=False, confirmed="no"
    ),
    Firm((72, 94), (160, 420), (58, 84), (92, 98), (60, 88), has_debit=False, confirmed="no"),
)
_NEAR_GOODS = Firm((68, 88), (80, 170), (51, 54), has_loan=True, confirmed="no")
_SHORT_OF_GOODS = _NEAR_GOODS._replace(goods=(44, 48))


def transfer_leads(variant: int) -> pd.DataFrame:
    """Twelve firms of a transfer list, K01 always a clear lead, the others shuffled (teaching values).

    Columns: `usage_share`, `monthly_inflow_cny`, `goods_share`, `same_day_share`, `round_share`,
    `has_tax_debit`, `has_basic_account`, `has_loan`.

    Five or six belong on the list by the course's lines, two show both risk signs, the rest stay. Traps: one
    just above and one just below each of the lines of usage and inflow, one near the line of goods, one whose
    money leaves on the same day but not in round amounts, one with round amounts that stay, one busy account
    that is hardly used for goods, firms without a loan.
    """
    return _book(variant).drop(columns=["confirmed", "inflow_cny", "goods_cny", "active_day_count"])


def flow_card(variant: int) -> pd.DataFrame:
    """Flows of the first three of the twelve, from which usage, monthly inflow and goods are worked out.

    Columns: `active_day_count` (of `attrs["working_day_count"]` working days), `inflow_cny` and `goods_cny`
    (yuan in twelve months). All results come out even: tenths of a per cent, whole ten thousands, per cents.
    """
    card = _book(variant)[["active_day_count", "inflow_cny", "goods_cny"]].head(CARD_COUNT)
    card.attrs["working_day_count"] = WORKING_DAYS
    return card


def lead_findings(variant: int) -> pd.DataFrame:
    """What visits and a year found of the twelve firms: `is_prospect`.

    Precision and recall of the list differ in every variant.
    """
    hits, missed = _findings(variant)
    place = {"yes": True, "no": False, "hit": hits == 4, "missed": missed >= 1, "missed-second": missed == 2}
    return _book(variant)["confirmed"].map(place).astype(bool).to_frame("is_prospect")


def _findings(variant: int) -> tuple[int, int]:
    return HITS[variant % len(HITS)]


def _book(variant: int) -> pd.DataFrame:
    rng = stream("transfer_leads", variant)
    is_five = variant % len(HITS) < 2
    firms = [*_REST, _SHORT_OF_GOODS if is_five else _NEAR_GOODS]
    kinds = [_FIRST, *(firms[place] for place in shuffled(rng, len(firms)))]
    return pd.DataFrame([_row(rng, kind) for kind in kinds], index=client_ids(len(kinds)))


def _row(rng: np.random.Generator, firm: Firm) -> dict[str, object]:
    days = one_of(
        rng, range(-(-firm.usage[0] * WORKING_DAYS // 100), firm.usage[1] * WORKING_DAYS // 100 + 1)
    )
    monthly, goods = (_between(rng, span) for span in (firm.inflow, firm.goods))
    inflow = MONTHS * monthly * TENTH_CNY
    return {
        "usage_share": round(days / WORKING_DAYS, 3),
        "monthly_inflow_cny": monthly * TENTH_CNY,
        "goods_share": goods / 100,
        "same_day_share": _between(rng, firm.same_day) / 100,
        "round_share": _between(rng, firm.round) / 100,
        "has_tax_debit": firm.has_debit,
        "has_basic_account": firm.has_basic,
        "has_loan": firm.has_loan,
        "active_day_count": days,
        "inflow_cny": inflow,
        "goods_cny": inflow * goods // 100,
        "confirmed": firm.confirmed,
    }


def _between(rng: np.random.Generator, span: tuple[int, int]) -> int:
    return int(rng.integers(span[0], span[1] + 1))
