"""Comparing like with like: a difference in churn, freed of what differs between the two groups besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kamlab.errors import BadInput
from kamlab.schema import flags, not_empty, one_row_each, require


@dataclass(frozen=True, eq=False)
class AdjustedDifference:
    """Difference in churn between two groups, as seen and between like and like.

    Attributes
    ----------
    raw
        Churn share of the marked group minus that of the others, -1 to 1.
    adjusted
        The same inside each stratum, averaged by the clients of the stratum.
    strata
        One row a stratum: `client_count`, `marked_count`, `marked_share` and `other_share` (churn, 0-1),
        `difference`, and `weight` (sums to 1; 0 where one of the groups has nobody).
    left_out_count
        Clients in strata where there is nobody to compare with.
    """

    raw: float
    adjusted: float
    strata: pd.DataFrame
    left_out_count: int


def adjusted_difference(
    frame: pd.DataFrame, *, marked: str, churned: str = "has_churned", strata: Sequence[str]
) -> AdjustedDifference:
    """How much of a gap in churn remains when clients are compared with clients like them.

    Adjustment by subclassification: the difference in each stratum, weighted by the stratum's size (Cochran
    1968). It removes only what `strata` measure; what is left is still no proof of a cause.

    Parameters
    ----------
    marked
        True/false column: the group whose churn is compared with the others'.
    churned
        True/false column: the client left.
    strata
        Columns that both groups are split by, such as asset tier and tenure band.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a mark is neither true nor false, a stratum is missing, a client stands twice, or
        no stratum holds both groups.

    Examples
    --------
    >>> book = pd.DataFrame({"tier": list("ppppqqqq"), "has_many": [1, 0, 0, 0, 1, 1, 1, 0],
    ...                      "has_churned": [1, 1, 1, 1, 0, 0, 0, 0]})
    >>> result = adjusted_difference(book, marked="has_many", strata=["tier"])
    >>> result.raw, result.adjusted
    (-0.5, 0.0)
    """
    require(frame, marked, churned, *strata)
    not_empty(frame)
    one_row_each(frame.index)
    _no_gap(frame, strata)
    is_marked, has_left = flags(frame[marked]), flags(frame[churned])
    table = _by_stratum([frame[column] for column in strata], is_marked, has_left)
    compared = table["difference"].notna()
    if not compared.any():
        raise BadInput("methods.no_comparison", marked=marked)
    table["weight"] = (table["client_count"] / table.loc[compared, "client_count"].sum()).where(compared, 0.0)
    return AdjustedDifference(
        raw=float(has_left[is_marked].mean() - has_left[~is_marked].mean()),
        adjusted=float((table["difference"] * table["weight"]).sum()),
        strata=table,
        left_out_count=int(table.loc[~compared, "client_count"].sum()),
    )


def _no_gap(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    for column in columns:
        gaps = frame.index[frame[column].isna()]
        if len(gaps):
            raise BadInput("schema.missing_value", column=column, row=gaps[0])


def _by_stratum(
    strata: list[pd.Series], is_marked: pd.Series[bool], has_left: pd.Series[bool]
) -> pd.DataFrame:
    def churn(rows: pd.Series[bool]) -> pd.Series:
        return has_left.astype(float).where(rows).groupby(strata, observed=True).mean()

    groups = is_marked.groupby(strata, observed=True)
    shares = {"marked_share": churn(is_marked), "other_share": churn(~is_marked)}
    table = pd.DataFrame({"client_count": groups.size(), "marked_count": groups.sum().astype(int), **shares})
    return table.assign(difference=table["marked_share"] - table["other_share"])
