"""Twenty invented firms: key account or not, of which type, and where our business with them begins."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import shuffled, stream

FX_SHARE = 0.30
"""From this share of income in foreign exchange a firm is first of all a trader (teaching value)."""
HEAD_OFFICE_COUNT = 3
"""From this number of subsidiaries a firm is the head of a group (teaching value)."""

NAMES = {
    "public_service": ("hospital", "college", "housing_fund", "bus_service"),
    "site_operator": ("grain_market", "stone_market", "industry_park", "cold_park"),
    "developer": ("housing_developer", "renewal_project", "viaduct_project"),
    "listed": ("medicine_maker", "circuit_maker", "dairy", "machine_maker"),
    "head_office": ("hean_group", "cenze_group", "tonghui_group", "shuchuan_group"),
    "member": ("packaging", "parts_maker", "dyeing"),
    "exporter": ("clothing", "furniture", "ceramics", "seafood", "outdoor"),
    "channel": ("feed_dealer", "appliance_dealer", "seed_dealer"),
    "maker": ("composites", "stationery", "hardware", "farm_machines"),
    "wholesaler": ("food_wholesale", "fabric_wholesale"),
}
"""Pool -> firms; the texts are `data.firm_<name>` in the message catalogue."""
BUSINESS = {
    "listed": "maker", "head_office": "holding", "member": "maker", "exporter": "maker", "channel": "dealer",
    "wholesaler": "dealer",
}  # fmt: skip
"""What a firm of a pool does, where the pool's own name does not say it."""


class Firm(NamedTuple):
    """One line of the table before its figures are drawn; income in thousand yuan, share of FX in percent."""

    pool: str
    income: tuple[int, int] = (40, 400)
    potential: tuple[int, int] = (20, 60)
    products: tuple[int, int] = (1, 4)
    tie: str = ""
    has_rival_offer: bool = False
    is_listed: bool = False
    subsidiaries: tuple[int, int] = (0, 1)
    fx_percent: tuple[int, int] = (0, 8)


_GROUP, _CHANNEL = "group_member", "channel_partner"
_NONE, _HIGH, _NEARLY, _OVER, _UNDER = (0, 0), (76, 95), (65, 68), (520, 570), (430, 480)
_FIRMS = (
    Firm("public_service"),
    Firm("public_service", has_rival_offer=True),
    Firm("public_service", income=(650, 1_600), products=(3, 6)),
    Firm("site_operator", income=(20, 200), potential=_HIGH, has_rival_offer=True),
    Firm("site_operator", tie=_CHANNEL),
    Firm("site_operator", income=(20, 200), potential=_HIGH),
    Firm("developer", income=(650, 1_600), products=(3, 6), has_rival_offer=True),
    Firm("developer", income=(20, 200), products=(0, 2), has_rival_offer=True),
    Firm("listed", income=(650, 1_600), products=(3, 6), is_listed=True, subsidiaries=(4, 6)),
    Firm("listed", potential=_HIGH, has_rival_offer=True, is_listed=True),
    Firm("listed", income=_UNDER, products=(3, 6), is_listed=True, fx_percent=(42, 70)),
    Firm("head_office", income=(650, 1_600), products=(3, 6), tie=_GROUP, subsidiaries=(5, 9)),
    Firm("head_office", tie=_GROUP, subsidiaries=(3, 3)),
    Firm("head_office", _NONE, products=_NONE, tie=_GROUP, subsidiaries=(4, 9), fx_percent=(38, 60)),
    Firm("exporter", income=_OVER, products=(2, 5), fx_percent=(45, 90)),
    Firm("exporter", income=(20, 200), potential=_HIGH, has_rival_offer=True, fx_percent=(45, 90)),
    Firm("member", tie=_GROUP, subsidiaries=_NONE, fx_percent=(31, 34)),
    Firm("channel", tie=_CHANNEL, subsidiaries=(2, 2)),
    Firm("maker", potential=_NEARLY, has_rival_offer=True),
    Firm("wholesaler", income=(650, 1_600), products=(3, 6), fx_percent=(24, 28)),
)


def firm_book_20(variant: int) -> pd.DataFrame:
    """Twenty invented firms in a shuffled order (teaching values).

    Columns for the type: `firm` (name in the message catalogue, room data, behind "firm_"),
    `annual_income_cny` (yuan for the bank), `potential_score` (0-100), `product_count`, `standing` and, the
    same in three marks, `is_public_body`, `is_group_member`, `is_channel_partner`; `has_rival_offer`. For the
    focus: `business` (what the firm does), `is_listed`, `subsidiary_count`, `fx_share` (0-1, of its income).

    Type, first ground that holds, by the rule of `key_accounts`: three important, five group, four economic,
    three strategic, five none. Focus, first sign that holds: three public bodies, three who run a market or
    park, two developers, three listed, three heads of a group, three with a share of FX from `FX_SHARE`,
    three others. Two firms have a second ground, three a second sign. Close to their line, on one side or the
    other, are two incomes, one potential, two shares of FX and two numbers of subsidiaries.
    """
    rng = stream("firm_book_20", variant)
    pools = {pool: [names[place] for place in shuffled(rng, len(names))] for pool, names in NAMES.items()}
    rows = [_row(rng, firm, pools[firm.pool].pop()) for firm in _FIRMS]
    return pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))


def _row(rng: np.random.Generator, firm: Firm, name: str) -> dict[str, object]:
    standing = "public_body" if firm.pool == "public_service" else firm.tie or "independent"
    return {
        "firm": name,
        "annual_income_cny": 1_000 * _between(rng, firm.income),
        "potential_score": _between(rng, firm.potential),
        "product_count": _between(rng, firm.products),
        "standing": standing,
        "is_public_body": standing == "public_body",
        "is_group_member": standing == "group_member",
        "is_channel_partner": standing == "channel_partner",
        "has_rival_offer": firm.has_rival_offer,
        "business": BUSINESS.get(firm.pool, firm.pool),
        "is_listed": firm.is_listed,
        "subsidiary_count": _between(rng, firm.subsidiaries),
        "fx_share": _between(rng, firm.fx_percent) / 100,
    }


def _between(rng: np.random.Generator, bounds: tuple[int, int]) -> int:
    return int(rng.integers(bounds[0], bounds[1] + 1))
