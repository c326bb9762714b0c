"""Groups of RFM scores that a manager can act on: every score has one, and none is out of reach."""

from __future__ import annotations

from functools import partial

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.rules import Rule, classify
from kamlab.schema import numbers, require

END_SHARE = 0.4
"""Share of the scale, rounded down to whole scores, that is low at the one end and high at the other."""


def rfm_groups(scores: pd.DataFrame, *, bins: int = 5) -> pd.Series[str]:
    """Group of each client by its three scores; the groups are this course's proposal.

    Of five scores 4 and 5 are high, 1 and 2 low; of three or four only the ends are.
    The first that holds: "keep" (all three high), "win_back" (much money, quiet for long), "deepen" (recent
    and much money), "frequent" (often, not quiet for long), "recent" (recent, seldom), "asleep" (all three
    low), "ordinary" (all others).

    From columns `r_score`, `f_score`, `m_score` (whole, 1 to `bins`) to a categorical column `rfm_group` on
    the same index, best first. An empty table gives an empty column.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a score is missing, no number or outside 1 to `bins`, a client stands twice, or
        there are fewer than 3 bins, where no score is high or low.

    Examples
    --------
    >>> rfm_groups(pd.DataFrame({"r_score": [5, 1], "f_score": [4, 1], "m_score": [5, 5]})).tolist()
    ['keep', 'win_back']
    """
    if bins < 3:
        raise BadInput("methods.too_few_bins", found=bins)
    columns = ("r_score", "f_score", "m_score")
    require(scores, *columns, table="scores")
    clean = pd.DataFrame({name: numbers(scores[name], low=1, high=bins) for name in columns})
    return classify(clean, rules=_rules(bins)).rename("rfm_group")


def _rules(bins: int) -> tuple[Rule, ...]:
    """Ordered rules: label, and for each of R, F, M whether it is high, low, not low or anything."""
    told = (
        ("keep", "high high high"),
        ("win_back", "low any high"),
        ("deepen", "high any high"),
        ("frequent", "not-low high any"),
        ("recent", "high low any"),
        ("asleep", "low low low"),
        ("ordinary", "any any any"),
    )
    return tuple(Rule(label, partial(_holds, bins=bins, asked=asked.split())) for label, asked in told)


def _holds(scores: pd.DataFrame, *, bins: int, asked: list[str]) -> pd.Series[bool]:
    fits, end = pd.Series(True, index=scores.index), int(END_SHARE * bins)
    for name, wanted in zip(scores.columns, asked, strict=True):
        is_low = scores[name] <= end
        is_high = scores[name] > bins - end
        answers = {"high": is_high, "low": is_low, "not-low": ~is_low, "any": fits}
        fits = fits & answers[wanted]
    return fits
