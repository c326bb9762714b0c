"""Sorting clients by fixed rules: five levels, asset tiers, classes of futures clients."""

from __future__ import annotations

import math

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.rules import Cuts, Rule, by_cuts, classify, reaches
from kamlab.methods.value import TOLERANCE
from kamlab.schema import Numbers, flags, numbers, require

FIVE_LEVEL_CUTS: Cuts = ((80, "A"), (65, "B"), (45, "C"), (25, "D"), (-math.inf, "E"))
"""Score, points 0-100: strategic, key, growth, base, watch (teaching values; each bank has its own)."""
TIER_CUTS: Cuts = (
    (6e6, "private"),
    (2e6, "wealth"),
    (5e5, "platinum"),
    (5e4, "gold"),
    (-math.inf, "ordinary"),
)
"""Average assets, CNY (teaching values; 6 million is China's regulatory private-banking line of 2011)."""
THREE_TIER_CUTS: Cuts = ((5e5, "high"), (5e4, "mid"), (-math.inf, "low"))
"""Average assets, CNY (teaching values: high from platinum up, mid is gold, low is ordinary)."""
BORDER_POINTS = 2.0
"""A score this near a cut, on either side, is amber."""


def five_levels(
    frame: pd.DataFrame,
    *,
    contribution: str = "contribution_score",
    potential: str = "potential_score",
    veto: str = "has_veto",
    weight: float = 0.6,
    cuts: Cuts = FIVE_LEVEL_CUTS,
) -> pd.DataFrame:
    """Five-level client classification (客户五级分类), not the five classes of loans.

    score = weight x contribution + (1 - weight) x potential; a veto (credit risk or compliance) puts the
    client in the last level at any score. The form of the rule is a teaching value.

    From columns `contribution` and `potential` (points 0-100) and `veto` (true/false) to, on the same index,
    `score` (points 0-100), `level` (categorical, best first), `is_borderline` (within 2 points of a cut on
    either side, without a veto) and `other_level` (the level across that cut, "" if not borderline; it is
    better than `level` when the score is below the cut). An empty table gives an empty one.

    Parameters
    ----------
    weight
        Share of contribution in the score, 0-1.
    cuts
        Pairs (lower end, level), best first, the last from minus infinity; see `cut_table`.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a score is missing, no number or outside 0-100, a veto is neither true nor false,
        a client stands twice, or the weight is outside 0-1.

    Examples
    --------
    >>> book = pd.DataFrame({"contribution_score": [80], "potential_score": [78], "has_veto": [False]})
    >>> five_levels(book).round(6).to_dict("records")
    [{'score': 79.2, 'level': 'B', 'is_borderline': True, 'other_level': 'A'}]
    """
    require(frame, contribution, potential, veto)
    share = numbers(pd.Series([weight], name="weight"), low=0, high=1).iloc[0]
    points = [numbers(frame[column], low=0, high=100) for column in (contribution, potential)]
    score = share * points[0] + (1 - share) * points[1]
    is_vetoed, last = flags(frame[veto]), cuts[-1][1]
    level = by_cuts(score, cuts=cuts, name="level").mask(is_vetoed, last)
    other = score.map(lambda value: _across(value, cuts)).astype(str).mask(is_vetoed, "")
    return pd.DataFrame({"score": score, "level": level, "is_borderline": other != "", "other_level": other})


def _across(score: float, cuts: Cuts) -> str:
    """Level across the nearest cut within reach, "" if none is; of two cuts equally near the upper counts."""
    pairs = list(zip(cuts, cuts[1:], strict=False))
    (low, above), (_, below) = min(pairs, key=lambda pair: abs(score - pair[0][0]))
    if abs(score - low) > BORDER_POINTS + TOLERANCE:
        return ""
    return below if score >= low - TOLERANCE * max(1.0, abs(low)) else above


def tiers(aum: Numbers, *, cuts: Cuts = TIER_CUTS) -> pd.Series[str]:
    """Asset tier of each client: "private", "wealth", "platinum", "gold" or "ordinary".

    From average assets in CNY to a categorical column `tier` on the same index. Each lower end belongs to the
    upper tier. An overdraft (negative assets) is ordinary. An empty column gives an empty one.

    Raises
    ------
    BadInput
        A value is missing, infinite or no number, or a client stands twice.

    Examples
    --------
    >>> tiers([49_999, 50_000, 6_000_000]).tolist()
    ['ordinary', 'gold', 'private']
    """
    return by_cuts(numbers(aum), cuts=cuts, name="tier")


def three_tiers(aum: Numbers, *, cuts: Cuts = THREE_TIER_CUTS) -> pd.Series[str]:
    """Tier of each client in the three-tier scheme: "high", "mid" or "low".

    From average assets in CNY to a categorical column `three_tier` on the same index; rules as in `tiers`.
    The source draws no line between the three; the cuts are teaching values.

    Raises
    ------
    BadInput
        A value is missing, infinite or no number, or a client stands twice.

    Examples
    --------
    >>> three_tiers([4e4, 6e4, 5e5]).tolist()
    ['low', 'mid', 'high']
    """
    return by_cuts(numbers(aum), cuts=cuts, name="three_tier")


def next_tiers(aum: Numbers, *, cuts: Cuts = TIER_CUTS, near_share: float = 0.10) -> pd.DataFrame:
    """How far each client is from the next tier up.

    From average assets in CNY to `tier`, `next_tier` ("" at the top), `missing_cny` (CNY to the next lower
    end, 0 at the top), `missing_share` (the same as a share of that lower end; above 1 for an overdraft) and
    `is_candidate` (at most `near_share` of it is missing), on the same index. An empty column gives an empty
    table.

    Raises
    ------
    BadInput
        A value is missing, infinite or no number, or a client stands twice.

    Examples
    --------
    >>> found = next_tiers([460_000]).loc[0]
    >>> found["tier"], found["next_tier"], float(found["missing_cny"]), float(found["missing_share"])
    ('gold', 'platinum', 40000.0, 0.08)
    """
    given = numbers(aum)
    tier = by_cuts(given, cuts=cuts, name="tier")
    above = {label: upper for upper, (_, label) in zip(cuts, cuts[1:], strict=False)}
    goals = [above.get(label, (0.0, "")) for label in tier]
    goal = pd.Series([low for low, _ in goals], index=given.index, dtype=float)
    missing = (goal - given).where(goal > 0, 0.0).clip(lower=0)
    candidate = (goal > 0) & reaches(near_share * goal - missing, low=0.0)
    names = pd.Series([label for _, label in goals], index=given.index, dtype=str)
    share = (missing / goal.where(goal > 0)).fillna(0.0)
    columns = {"tier": tier, "next_tier": names, "missing_cny": missing, "missing_share": share}
    return pd.DataFrame(columns | {"is_candidate": candidate})


def futures_classes(frame: pd.DataFrame, *, large_cny: float = 5e6, mid_cny: float = 5e5) -> pd.Series[str]:
    """Class of each futures client: "hedger", "large", "mid" or "retail".

    A hedger is a firm with a spot exposure, whatever its size; all others go by equity. The source names
    three dimensions (purpose, funds, volume) and no figure; the cuts are teaching values, and the number of
    varieties and the turnover describe a class without deciding it.

    From columns `is_corporate`, `has_spot_exposure` (true/false) and `equity_cny` (CNY, may be negative) to a
    categorical column `futures_class` on the same index. An empty table gives an empty column.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing or of the wrong kind, a client stands twice, or the cut of a
        large client is not above that of a mid-size one.

    Examples
    --------
    >>> futures_classes(pd.DataFrame({"is_corporate": [True, True], "has_spot_exposure": [True, False],
    ...                               "equity_cny": [2e5, 7e6]})).tolist()
    ['hedger', 'large']
    """
    require(frame, "is_corporate", "has_spot_exposure", "equity_cny")
    if not large_cny > mid_cny:
        raise BadInput("methods.cuts_not_falling", found=f"{large_cny:g}, {mid_cny:g}")
    clean = pd.DataFrame(
        {
            "is_hedging": flags(frame["is_corporate"]) & flags(frame["has_spot_exposure"]),
            "equity_cny": numbers(frame["equity_cny"]),
        }
    )
    rules = (
        Rule("hedger", lambda book: book["is_hedging"]),
        Rule("large", lambda book: reaches(book["equity_cny"], low=large_cny)),
        Rule("mid", lambda book: reaches(book["equity_cny"], low=mid_cny)),
        Rule("retail", lambda book: ~reaches(book["equity_cny"], low=mid_cny)),
    )
    return classify(clean, rules=rules).rename("futures_class")
