"""Twelve invented firms: is it a key account, and of which type."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from kamlab.data.deals.cards import client_ids
from kamlab.data.draws import shuffled, stream

LARGE_INCOME_CNY = 500_000
"""From this yearly income for the bank a firm is a large economic client (teaching value)."""
HIGH_POTENTIAL_POINTS = 70
"""From this potential a firm courted by a rival is a strategic client (teaching value)."""

NAMES = {
    "public": ("hospital", "college", "housing_fund", "bus_service"),
    "group": ("packaging", "haulage", "parts_maker", "dyeing"),
    "channel": ("feed_dealer", "appliance_dealer", "seed_dealer"),
    "plain": (
        "composites", "stationery", "seafood", "outdoor", "furniture", "ceramics",
        "food_wholesale", "clothing", "nursery", "hotel", "hardware", "farm_machines",
    ),
}  # fmt: skip
"""Firms by what their names tell; the texts are `data.firm_<name>` in the message catalogue."""


class Firm(NamedTuple):
    """One line of the table before its figures are drawn; income in thousand yuan, potential in points."""

    kind: str
    income: tuple[int, int]
    potential: tuple[int, int]
    products: tuple[int, int]
    has_rival_offer: bool = False


_FIRMS = (
    Firm("plain", (650, 1_600), (20, 60), (3, 6)),
    Firm("plain", (650, 1_600), (20, 60), (3, 6), has_rival_offer=True),
    Firm("plain", (520, 570), (20, 60), (2, 5)),
    Firm("public", (40, 400), (20, 60), (1, 4)),
    Firm("public", (40, 400), (20, 60), (1, 4), has_rival_offer=True),
    Firm("group", (40, 400), (20, 60), (1, 4)),
    Firm("channel", (40, 400), (20, 60), (1, 4)),
    Firm("plain", (20, 200), (76, 95), (0, 2), has_rival_offer=True),
    Firm("plain", (20, 200), (76, 95), (1, 2), has_rival_offer=True),
    Firm("plain", (430, 480), (20, 60), (3, 6)),
    Firm("plain", (20, 200), (20, 60), (0, 2), has_rival_offer=True),
    Firm("group", (0, 0), (20, 60), (0, 0)),
)


def key_accounts(variant: int) -> pd.DataFrame:
    """Twelve invented firms in a shuffled order (teaching values).

    Columns: `firm` (name in the message catalogue, room data, behind "firm_"), `annual_income_cny` (yuan
    for the bank), `potential_score` (0-100), `product_count`, `is_public_body`, `is_group_member` and
    `is_channel_partner` (tied to the bank's clients by a group or a supply chain), `has_rival_offer`.

    At most one ground holds for a firm, so the order of the rules does not matter: public body ->
    important client; group member or channel partner with a product -> group client; income from
    500,000 yuan -> large economic client; potential from 70 and a rival's offer -> strategic client.
    Three economic, two important, two group, two strategic; three are no key accounts: one with an
    income 4-14 % below the line, one courted without potential, one group member without a product.
    """
    rng = stream("key_accounts", variant)
    pools = {kind: [names[place] for place in shuffled(rng, len(names))] for kind, names in NAMES.items()}
    rows = [_row(rng, firm, pools[firm.kind].pop()) for firm in _FIRMS]
    return pd.DataFrame([rows[place] for place in shuffled(rng, len(rows))], index=client_ids(len(rows)))


def _row(rng: np.random.Generator, firm: Firm, name: str) -> dict[str, object]:
    return {
        "firm": name,
        "annual_income_cny": 1_000 * _between(rng, firm.income),
        "potential_score": _between(rng, firm.potential),
        "product_count": _between(rng, firm.products),
        "is_public_body": firm.kind == "public",
        "is_group_member": firm.kind == "group",
        "is_channel_partner": firm.kind == "channel",
        "has_rival_offer": firm.has_rival_offer,
    }


def _between(rng: np.random.Generator, bounds: tuple[int, int]) -> int:
    return int(rng.integers(bounds[0], bounds[1] + 1))
