"""How hard the book of asset tiers is: who stands where on the ladder, and how near to the next line."""

from __future__ import annotations

import numpy as np
import pandas as pd

LADDER = (5e4, 5e5, 2e6, 6e6)
TIERS = ("ordinary", "gold", "platinum", "wealth", "private")


def missing_share(aum: pd.Series) -> pd.Series:
    """What each client lacks of the next line, as a share of that line; missing on the top rung."""
    rung = np.searchsorted(LADDER, aum, side="right")
    line = pd.Series([*LADDER, np.nan])[rung].to_numpy()
    return pd.Series(1 - aum.to_numpy() / line, index=aum.index)


def _tiers(book: pd.DataFrame) -> dict[str, float]:
    rung, lacks = np.searchsorted(LADDER, book["aum_cny"], side="right"), missing_share(book["aum_cny"])
    near = lacks <= 0.1
    return {
        "clients": len(book),
        **{tier: int((rung == place).sum()) for place, tier in enumerate(TIERS)},
        **{f"near, {tier}": int((near & (rung == place)).sum()) for place, tier in enumerate(TIERS)},
        "near and consenting": int((near & book["has_marketing_consent"]).sum()),
        "consenting": int(book["has_marketing_consent"].sum()),
        "within 20 %": int((lacks <= 0.2).sum()),
        "between 9 and 12 %": int(lacks.between(0.0901, 0.1199).sum()),
        "just past a line": int(any_past(book["aum_cny"]).sum()),
    }


def any_past(aum: pd.Series) -> pd.Series:
    """Clients at most 5 % above a line."""
    over = np.divide.outer(aum.to_numpy(), LADDER)
    return pd.Series(((over >= 1) & (over <= 1.0501)).any(axis=1), index=aum.index)


TIER_MEASURES = {"tier_book": _tiers}
