"""Many products against few: the gap in churn as seen, and between clients who are alike in what is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kamlab.methods.adjustment import AdjustedDifference, adjusted_difference
from kamlab.methods.single import one_number
from kamlab.schema import numbers, require

EVERYBODY = "everybody"
"""The one stratum where clients are not told apart."""


@dataclass(frozen=True, eq=False)
class LikeForLike(AdjustedDifference):
    """Churn with many products against few: raw, and between like and like.

    Attributes
    ----------
    raw
        Churn share with many products minus that with few, -1 to 1.
    adjusted
        The same between like and like; equal to `raw` where clients are not told apart.
    strata
        One row a stratum that holds both groups: `client_count`, `many_client_share` (clients with many
        products, 0-1), `few_churn_share`, `many_churn_share` (0-1), `weight` (sums to 1).
    left_out_count
        Clients in strata where there is nobody to compare with.
    remaining_share
        `adjusted` as a share of `raw`; above 1 where likeness widens the gap, missing where there is none.
    """

    remaining_share: float


def like_for_like(
    frame: pd.DataFrame, *, many_from: float = 3, strata: Sequence[str] = (), churned: str = "has_churned"
) -> LikeForLike:
    """How much less clients with many products leave, among all and between like and like.

    Subclassification (Cochran 1968) by the columns of `strata`; see `adjusted_difference`. What the columns
    do not measure stays in the gap, so the remainder is no proof of a cause either.

    Parameters
    ----------
    many_from
        Number of products from which a client holds many, more than 0.
    strata
        Columns in which clients must be alike; without any, nobody is told apart.
    churned
        True/false column: the client left.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a number of products or a stratum is missing, a mark is neither true nor false, a
        client stands twice, or nowhere are there both few and many.

    Examples
    --------
    >>> book = pd.DataFrame({"product_count": [1, 1, 3, 1, 3, 3], "band": list("nnnooo"),
    ...                      "has_churned": [1, 1, 1, 1, 0, 0]})
    >>> result = like_for_like(book, strata=["band"])
    >>> round(result.raw, 3), result.adjusted, round(result.remaining_share, 3)
    (-0.667, -0.5, 0.75)
    """
    require(frame, "product_count", churned, *strata)
    least = one_number(many_from, name="many_from", low=1)
    held = numbers(frame["product_count"], low=0)
    names = list(strata) or [EVERYBODY]
    marked = frame.assign(holds_many=held >= least, **{EVERYBODY: EVERYBODY})
    found = adjusted_difference(marked, marked="holds_many", churned=churned, strata=names)
    both = found.strata[found.strata["difference"].notna()]
    table = pd.DataFrame(
        {
            "client_count": both["client_count"],
            "many_client_share": both["marked_count"] / both["client_count"],
            "few_churn_share": both["other_share"],
            "many_churn_share": both["marked_share"],
            "weight": both["weight"],
        }
    )
    return LikeForLike(
        raw=found.raw,
        adjusted=found.adjusted,
        remaining_share=found.adjusted / found.raw if found.raw else math.nan,
        strata=table,
        left_out_count=found.left_out_count,
    )
