"""Who refers: referrals counted by referrer, and only those in which the referred person agreed first."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.single import one_number
from kamlab.schema import flags, numbers, one_row_each, require


def referrers(log: pd.DataFrame) -> pd.DataFrame:
    """Referrals of each referrer, most agreed ones first, then most referrals, then by id.

    From one row a referral with `referrer_id`, `referred_id` and `has_agreed` (whether the referred person
    agreed before the name was given) to one row a referrer (index `referrer_id`): `referral_count`,
    `agreed_count`, `not_agreed_count`. A log without rows gives a table without rows.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, an id or a mark is missing, a mark is neither true nor false, or a client is
        referred by itself.

    Examples
    --------
    >>> log = pd.DataFrame({"referrer_id": ["K01", "K02", "K01"], "referred_id": ["K03", "K04", "K05"],
    ...     "has_agreed": [True, False, False]})
    >>> referrers(log)["agreed_count"].to_dict()
    {'K01': 1, 'K02': 0}
    """
    require(log, "referrer_id", "referred_id", "has_agreed", table="referrals")
    for name in ("referrer_id", "referred_id"):
        gaps = log.index[log[name].isna()]
        if len(gaps):
            raise BadInput("schema.missing_value", column=name, row=gaps[0])
    own = log.loc[log["referrer_id"] == log["referred_id"], "referrer_id"]
    if len(own):
        raise BadInput("methods.refers_to_self", client=own.iloc[0])
    groups = flags(log["has_agreed"]).groupby(log["referrer_id"].rename("referrer_id"))
    table = pd.DataFrame({"referral_count": groups.size(), "agreed_count": groups.sum()}).astype(int)
    table["not_agreed_count"] = table["referral_count"] - table["agreed_count"]
    return table.sort_index().sort_values(["agreed_count", "referral_count"], ascending=False, kind="stable")


@dataclass(frozen=True)
class TopReferrers:
    """The best referrers of a book.

    Attributes
    ----------
    ids
        Best first; all who are level with the last one are in.
    count
        Referrals by which they were ranked, all of theirs together.
    share
        The same of all such referrals, 0-1; 0 where there is none.
    """

    ids: tuple[str, ...]
    count: int
    share: float


def top_referrers(table: pd.DataFrame, *, count: int = 10, by: str = "agreed_count") -> TopReferrers:
    """The `count` best referrers by one of the columns of `referrers`; ties at the end are all in.

    Raises
    ------
    MissingColumn, BadInput
        The column is missing, a referrer stands twice, or `count` is below 1.

    Examples
    --------
    >>> table = pd.DataFrame({"agreed_count": [3, 1, 1]}, index=["K01", "K02", "K03"])
    >>> top_referrers(table, count=2)
    TopReferrers(ids=('K01', 'K02', 'K03'), count=5, share=1.0)
    """
    require(table, by, table="referrers")
    one_row_each(table.index)
    wanted = one_number(count, name="count", low=1)
    made = numbers(table[by], low=0)
    kept = made[made.rank(method="min", ascending=False) <= wanted]
    kept = kept.sort_index().sort_values(ascending=False, kind="stable")
    total = int(made.sum())
    return TopReferrers(
        tuple(map(str, kept.index)), int(kept.sum()), float(kept.sum()) / total if total else 0.0
    )
