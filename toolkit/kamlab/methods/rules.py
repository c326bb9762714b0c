"""Classifying by rules: an ordered tuple, the first that holds decides, the last one catches all."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.value import TOLERANCE
from kamlab.schema import numbers, one_row_each

Cuts = tuple[tuple[float, str], ...]
"""Pairs (lower end, label), highest first, each lower end included; the last lower end is minus infinity."""


class Rule(NamedTuple):
    """A label, and for which rows of a table it holds."""

    label: str
    holds: Callable[[pd.DataFrame], pd.Series[bool]]


def classify(frame: pd.DataFrame, *, rules: Sequence[Rule]) -> pd.Series[str]:
    """Label of the first rule that holds for each row; the last rule is the catch-all and is not asked.

    From whatever columns the rules read to a categorical column on the same index, its categories in the
    order of the rules. An empty table gives an empty column.

    Raises
    ------
    BadInput
        A client stands twice.

    Examples
    --------
    >>> big = Rule("big", lambda book: book["aum_cny"] >= 5e5)
    >>> other = Rule("other", lambda book: book["aum_cny"] < 5e5)
    >>> classify(pd.DataFrame({"aum_cny": [6e5, 1e3]}), rules=(big, other)).tolist()
    ['big', 'other']
    """
    one_row_each(frame.index)
    holds = [rule.holds(frame).to_numpy(dtype=bool) for rule in rules[:-1]]
    places = np.select(holds, list(range(len(holds))), default=len(holds)) if holds else np.zeros(len(frame))
    return labelled(places, labels=[rule.label for rule in rules], like=frame)


def cut_table(lower_ends: Sequence[float], *, labels: Sequence[str]) -> Cuts:
    """Cut table from lower ends, highest first, and labels, one more than the lower ends.

    Raises
    ------
    BadInput
        The lower ends do not fall strictly, or their number does not fit the labels.

    Examples
    --------
    >>> cut_table((80, 50), labels=("high", "mid", "low"))
    ((80.0, 'high'), (50.0, 'mid'), (-inf, 'low'))
    """
    ends = [*numbers(lower_ends).tolist(), -math.inf]
    if len(ends) != len(labels):
        raise BadInput("methods.cuts_and_labels", wanted=len(labels) - 1, found=len(ends) - 1)
    if any(high <= low for high, low in zip(ends, ends[1:], strict=False)):
        raise BadInput("methods.cuts_not_falling", found=", ".join(f"{end:g}" for end in ends[:-1]))
    return tuple(zip(ends, labels, strict=True))


def by_cuts(values: pd.Series[float], *, cuts: Cuts, name: str) -> pd.Series[str]:
    """Label of each value: the first cut that it reaches, within 1e-12 of the cut.

    From a clean column of numbers to a categorical column `name` on the same index.

    Examples
    --------
    >>> by_cuts(pd.Series([80.0, 79.9]), cuts=((80, "A"), (-math.inf, "B")), name="level").tolist()
    ['A', 'B']
    """
    rules = [Rule(label, partial(_reaches_cut, column=name, low=low)) for low, label in cuts]
    return classify(pd.DataFrame({name: values}), rules=rules).rename(name)


def _reaches_cut(frame: pd.DataFrame, *, column: str, low: float) -> pd.Series[bool]:
    return reaches(frame[column], low=low)


def reaches(values: pd.Series[float], *, low: float) -> pd.Series[bool]:
    """Whether each value is at or above `low`, forgiving a rounding error of 1e-12 of its size.

    Examples
    --------
    >>> reaches(pd.Series([0.1 + 0.2, 0.29]), low=0.3).tolist()
    [True, False]
    """
    slack = TOLERANCE * max(1.0, abs(low)) if math.isfinite(low) else 0.0
    return values >= low - slack


def labelled(
    places: npt.ArrayLike, *, labels: Sequence[str], like: pd.Series | pd.DataFrame
) -> pd.Series[str]:
    """Categorical column of the labels at `places`, on the index of `like`.

    Examples
    --------
    >>> labelled([1, 0], labels=["A", "B"], like=pd.Series([5.0, 7.0])).tolist()
    ['B', 'A']
    """
    codes = np.asarray(places, dtype=np.int64)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(list(labels))), index=like.index, name="label")
