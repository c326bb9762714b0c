"""How hard the dealt transactions for RFM are, counted without the methods."""

from __future__ import annotations

import numpy as np
import pandas as pd

Difficulty = dict[str, float]
RFM_ROWS = {"rfm_book": None}


def counted(book: pd.DataFrame, *, days_earlier: int = 0) -> pd.DataFrame:
    """Days, transactions and money of each client, looked at so many days before the end."""
    as_of = pd.Timestamp(book.attrs["as_of"]) - pd.Timedelta(days=days_earlier)
    by_client = book[book["txn_date"] <= as_of].groupby("client_id")
    return pd.DataFrame(
        {
            "days": (as_of - by_client["txn_date"].max()).dt.days,
            "count": by_client["txn_id"].nunique(),
            "money": by_client["amount_cny"].sum(),
        }
    )


def scores(table: pd.DataFrame) -> pd.DataFrame:
    """Scores 1-5 by quintile edges."""
    found = {
        name: 1 + np.searchsorted(np.quantile(table[name], [0.2, 0.4, 0.6, 0.8]), table[name])
        for name in table
    }
    return pd.DataFrame(found, index=table.index).assign(days=lambda each: 6 - each["days"])


def top_ten(table: pd.DataFrame, *, by_rank: bool) -> set[str]:
    """The ten best by three equal weights, on ranks or stretched between the least and the largest."""
    upward = table.assign(days=-table["days"])
    spread = upward.max() - upward.min()
    scaled = upward.rank() if by_rank else (upward - upward.min()) / spread
    return set(scaled.sum(axis="columns").nlargest(10).index)


def _rfm_book(book: pd.DataFrame) -> Difficulty:
    now, sooner = counted(book), counted(book, days_earlier=30)
    changed = (scores(now) != scores(sooner)).any(axis="columns")
    fixed = 1 - (now - now.min()) / (now.max() - now.min())
    return {
        "lines": len(book),
        "transactions": book["txn_id"].nunique(),
        "clients": len(now),
        "clients 90 days earlier": len(counted(book, days_earlier=90)),
        "clients with one transaction": int((now["count"] == 1).sum()),
        "levels of F that are empty": 5 - scores(now)["count"].nunique(),
        "levels of R and M that are empty": 10 - scores(now)[["days", "money"]].nunique().sum(),
        "codes": len(scores(now).drop_duplicates()),
        "codes changed 30 days earlier": int(changed.sum()),
        "variance of days on 0-1, share of all": float(fixed["days"].var() / fixed.var().sum()),
        "top ten that differ by scale": len(top_ten(now, by_rank=True) - top_ten(now, by_rank=False)),
    }


RFM_MEASURES = {"rfm_book": _rfm_book}
RFM_SPREAD = {
    ("rfm_book", "codes"): 11,
    ("rfm_book", "codes changed 30 days earlier"): 19,
    ("rfm_book", "variance of days on 0-1, share of all"): 0.15,
    ("rfm_book", "top ten that differ by scale"): 4,
}
