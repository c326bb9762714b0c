"""Weighted scoring over columns of different units, and what each weight really carries."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from kamlab.errors import BadInput, nearest
from kamlab.methods.scoring import fitting_weights
from kamlab.schema import not_empty, numbers, one_row_each, require


@dataclass(frozen=True, eq=False)
class WeightedScore:
    """A weighted score and its weights.

    Attributes
    ----------
    scores
        One a client, in the unit of the scale (0-1, or standard deviations).
    weights
        One row a criterion: `nominal_weight`, what was asked for, and `effective_weight`, the share of the
        score's variance that the criterion carries. Both sum to 1; effective weights are missing where all
        scores are equal.
    is_partial
        True where a value was missing and the weights were spread over the others.
    """

    scores: pd.Series[float]
    weights: pd.DataFrame
    is_partial: pd.Series[bool]


def weighted_score(
    frame: pd.DataFrame,
    weights: Mapping[str, float],
    *,
    scale: str = "rank",
    lower_is_better: Sequence[str] = (),
    may_miss: bool = False,
) -> WeightedScore:
    """Weighted score of each client: sum of weight x scaled value.

    Effective weight of a criterion = cov(weight x scaled value, score) / var(score) (Wang & Stanley 1970).

    Parameters
    ----------
    frame
        One row a client; the columns that `weights` name, each in its own unit.
    weights
        Column -> weight, 0 or more, together 1.
    scale
        "rank" (percentile rank: place among the clients, ties in the middle, mean 0.5), "zscore" (standard
        deviations from the mean), "minmax" (0-1 from least to largest) or "log_minmax" (the same on log(1 +
        value)). A column in which all are equal is 0 under "zscore" and 0.5 under the others.
    lower_is_better
        Columns whose scale is turned.
    may_miss
        Whether a client with a gap is scored on what is there, and marked; otherwise a gap is refused.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is no number, infinite, missing (unless `may_miss`) or, for "log_minmax",
        negative, the weights do not sum to 1, the scale is unknown, a client stands twice or has no value
        at all, or the table is empty.

    Examples
    --------
    >>> book = pd.DataFrame({"aum_cny": [1e4, 2e4], "product_count": [3, 1]})
    >>> weighted_score(book, {"aum_cny": 0.8, "product_count": 0.2}).scores.round(3).tolist()
    [0.35, 0.65]
    """
    require(frame, *weights, *lower_is_better)
    not_empty(frame)
    one_row_each(frame.index)
    nominal = fitting_weights(weights, criteria=list(weights))
    put = _scale(scale)
    low = 0.0 if scale == "log_minmax" else -math.inf
    scaled = pd.DataFrame({name: put(numbers(frame[name], low=low, may_miss=may_miss)) for name in weights})
    for name in lower_is_better:
        scaled[name] = -scaled[name] if scale == "zscore" else 1 - scaled[name]
    parts = _parts(scaled, nominal)
    scores = parts.sum(axis="columns").rename("score")
    table = pd.DataFrame({"nominal_weight": nominal, "effective_weight": _effective(parts, scores)})
    return WeightedScore(scores, table, scaled.isna().any(axis="columns").rename("is_partial"))


def _parts(scaled: pd.DataFrame, nominal: pd.Series[float]) -> pd.DataFrame:
    """Weight x scaled value, the weights of each row spread over the values that are there."""
    present = (scaled.notna() * nominal).sum(axis="columns")
    empty = present.index[present <= 0]
    if len(empty):
        raise BadInput("methods.nothing_to_score", client=empty[0])
    return (scaled.fillna(0.0) * nominal).div(present, axis="index")


def _effective(parts: pd.DataFrame, scores: pd.Series[float]) -> pd.Series[float]:
    deviation = scores - scores.mean()
    spread = float((deviation**2).sum())
    if math.isclose(spread, 0.0, abs_tol=1e-18):
        return pd.Series(math.nan, index=parts.columns)
    return parts.mul(deviation, axis="index").sum() / spread


def _rank(values: pd.Series[float]) -> pd.Series[float]:
    return (values.rank(method="average") - 0.5) / values.count()


def _zscore(values: pd.Series[float]) -> pd.Series[float]:
    ordered = np.sort(values.dropna().to_numpy())
    spread = float(ordered.std())
    return (values - float(ordered.mean())) / (spread if spread > 0 else 1.0)


def _minmax(values: pd.Series[float]) -> pd.Series[float]:
    least, width = values.min(), values.max() - values.min()
    return (values - least) / width if width > 0 else values.where(values.isna(), 0.5)


def _log_minmax(values: pd.Series[float]) -> pd.Series[float]:
    return _minmax(pd.Series(np.log1p(values.to_numpy()), index=values.index))


_SCALES: Mapping[str, Callable[[pd.Series[float]], pd.Series[float]]] = {
    "rank": _rank,
    "zscore": _zscore,
    "minmax": _minmax,
    "log_minmax": _log_minmax,
}


def _scale(name: str) -> Callable[[pd.Series[float]], pd.Series[float]]:
    if name not in _SCALES:
        near = nearest(name, _SCALES) or "rank"
        raise BadInput("methods.no_such_scale", found=name, known=", ".join(_SCALES), near=near)
    return _SCALES[name]
