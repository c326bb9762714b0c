"""Scoring sheets: a grid of points, its mean cut with stars, weights, and the slips of a printed table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.rules import reaches
from kamlab.methods.value import TOLERANCE, require_sum_one
from kamlab.schema import Numbers, flags, not_empty, numbers, one_row_each, require

ODD_SCALE = (1, 3, 5, 7, 9)
"""Points of the source's scoring sheet."""


@dataclass(frozen=True, eq=False)
class ScoreMatrix:
    """A scoring sheet worked out.

    Attributes
    ----------
    totals
        Points a client: the plain sum, or the weighted mean where weights were given.
    mean
        Mean of the totals.
    stars
        True where the total is at or above the mean, ties included.
    """

    totals: pd.Series[float]
    mean: float
    stars: pd.Series[bool]


def score_matrix(scores: pd.DataFrame, weights: Mapping[str, float] | None = None) -> ScoreMatrix:
    """Totals, mean and stars of a scoring sheet: a star at or above the mean.

    From one row a client and one column a criterion (points, 0 or more) to columns on the same index. The
    mean cut is relative: somebody always gets a star, and where all totals are equal everybody does.

    Parameters
    ----------
    weights
        Criterion -> weight, 0 or more, together 1; without them every criterion counts in full.

    Raises
    ------
    BadInput
        The sheet has no row, a score is missing, negative or no number, a client stands twice, the weights do
        not sum to 1 (the message offers those that do), or they do not fit the criteria.

    Examples
    --------
    >>> sheet = score_matrix(pd.DataFrame({"relation_score": [7, 3], "policy_score": [9, 1]}))
    >>> sheet.totals.tolist(), sheet.mean, sheet.stars.tolist()
    ([16.0, 4.0], 10.0, [True, False])
    """
    points = _points(scores)
    if weights is None:
        return _starred(points.sum(axis="columns"))
    return _starred((points * fitting_weights(weights, criteria=list(points.columns))).sum(axis="columns"))


def _points(scores: pd.DataFrame) -> pd.DataFrame:
    not_empty(scores)
    one_row_each(scores.index)
    return pd.DataFrame({column: numbers(scores[column], low=0) for column in scores.columns})


def _starred(totals: pd.Series[float]) -> ScoreMatrix:
    mean = float(np.sort(totals.to_numpy()).mean())
    return ScoreMatrix(totals.rename("total"), mean, reaches(totals, low=mean).rename("is_star"))


def fitting_weights(weights: Mapping[str, float], *, criteria: Sequence[str]) -> pd.Series[float]:
    """The weights in the order of the criteria.

    Raises
    ------
    BadInput
        A weight is negative or no number, a criterion has no weight or a weight no criterion, or the sum is
        not 1.

    Examples
    --------
    >>> fitting_weights({"b": 0.25, "a": 0.75}, criteria=["a", "b"]).tolist()
    [0.75, 0.25]
    """
    given = numbers(pd.Series(dict(weights), name="weight", dtype=object), low=0)
    if set(criteria) != set(given.index):
        raise BadInput("methods.weights_do_not_fit", wanted=", ".join(criteria), found=", ".join(given.index))
    require_sum_one(given)
    return given.reindex(list(criteria))


def weight_for_star(scores: pd.DataFrame, *, client: str | int, criterion: str) -> float | None:
    """Least weight on `criterion`, 0-1, at which `client` gets a star, the rest being shared equally.

    None when no weight brings a star. With weight w a client's total is w x its points there + (1 - w) x the
    mean of its other points; it is starred while its distance from the mean of all, linear in w, is not
    negative.

    Raises
    ------
    MissingColumn, BadInput
        The sheet has no such criterion or client, fewer than two criteria, or a score that cannot be used.

    Examples
    --------
    >>> grid = pd.DataFrame({"policy_score": [9, 3], "relation_score": [1, 3]}, index=["K1", "K2"])
    >>> weight_for_star(grid, client="K1", criterion="policy_score")
    0.25
    """
    require(scores, criterion, table="scores")
    points = _points(scores)
    if client not in points.index:
        raise BadInput("methods.no_such_client", client=client, found=", ".join(map(str, points.index)))
    if len(points.columns) < 2:
        raise BadInput("methods.one_criterion")
    inside = points[criterion] - points[criterion].mean()
    others = points.drop(columns=criterion).mean(axis="columns")
    here, there = float(inside[client]), float(others[client] - others.mean())
    if there >= -TOLERANCE:
        return 0.0
    return None if here < -TOLERANCE else there / (there - here)


def off_scale(scores: pd.DataFrame, *, scale: Sequence[float] = ODD_SCALE) -> pd.DataFrame:
    """Cells of a scoring sheet whose points are not on the scale: columns `row`, `criterion`, `score`.

    With an odd scale and an even number of criteria every total is even, so an odd total betrays such a cell.

    Raises
    ------
    BadInput
        A score is missing, negative or no number, a client stands twice, or the sheet has no row.

    Examples
    --------
    >>> off_scale(pd.DataFrame({"policy_score": [9, 4]})).values.tolist()
    [[1, 'policy_score', 4.0]]
    """
    points = _points(scores)
    cells = [
        (row, criterion, value)
        for criterion in points.columns
        for row, value in points[criterion].sort_index().items()
        if value not in scale
    ]
    return pd.DataFrame(cells, columns=["row", "criterion", "score"])


def printed_star_errors(table: pd.DataFrame, *, mean: float) -> pd.DataFrame:
    """Rows of a printed table whose star breaks the rule "a star at or above the mean".

    From columns `total` (points) and `is_printed_star` (true/false) to the broken rows, all columns kept,
    with `is_star`, what the rule gives. A correct table gives no row.

    Parameters
    ----------
    mean
        The mean to hold the totals against, in points.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a total or the mean is missing or no number, or a star is neither true nor false.

    Examples
    --------
    >>> table = pd.DataFrame({"total": [42, 28], "is_printed_star": [True, True]})
    >>> printed_star_errors(table, mean=29.1)["total"].tolist()
    [28]
    """
    require(table, "total", "is_printed_star", table="printed")
    line = numbers(pd.Series([mean], name="mean")).iloc[0]
    is_star = reaches(numbers(table["total"]), low=line)
    return table.assign(is_star=is_star)[flags(table["is_printed_star"]) != is_star]


def quantile_scores(values: Numbers, *, levels: int = 5, lower_is_better: bool = False) -> pd.Series[int]:
    """Score 1..levels of each client: 1 + the number of quantile edges strictly below its value.

    Edges are type-7 quantiles (Hyndman & Fan 1996). Equal values share a score and the order of the rows does
    not matter, so a level may stay empty. With `lower_is_better` the scale is turned: levels + 1 - score.
    From one number a client to whole numbers on the same index; an empty column gives an empty one.

    Raises
    ------
    BadInput
        A value is missing, infinite or no number, a client stands twice, or there are fewer than 2 levels.

    Examples
    --------
    >>> quantile_scores([1, 1, 1, 1, 2, 2, 3, 4, 6, 9]).tolist()
    [1, 1, 1, 1, 3, 3, 4, 4, 5, 5]
    """
    given = numbers(values)
    one_row_each(given.index)
    if levels < 2:
        raise BadInput("methods.too_few_levels", found=levels)
    scores = quantile_levels(np.asarray(given, dtype=np.float64), levels=levels)
    return pd.Series(levels + 1 - scores if lower_is_better else scores, index=given.index, name="score")


def quantile_levels(values: npt.NDArray[np.float64], *, levels: int) -> npt.NDArray[np.int64]:
    """Level 1..levels of each of some finite numbers: 1 + the number of type-7 quantile edges strictly below.

    The place of an edge is worked out in whole numbers, so that one which falls on a value is that value.

    Examples
    --------
    >>> quantile_levels(np.array([1.0, 1.0, 2.0, 9.0]), levels=2).tolist()
    [1, 1, 2, 2]
    """
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    last = len(values) - 1
    steps = [divmod(last * step, levels) for step in range(1, levels)]
    wanted = sorted({min(place + more, last) for place, _ in steps for more in (0, 1)})
    ordered = np.partition(values, wanted)
    low = np.array([ordered[place] for place, _ in steps])
    high = np.array([ordered[min(place + 1, last)] for place, _ in steps])
    edges = low + (high - low) * [rest / levels for _, rest in steps]
    return 1 + np.searchsorted(edges, values, side="left")
