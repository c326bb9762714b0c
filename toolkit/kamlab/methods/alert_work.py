"""What alerts cost and keep: hours of work against commission, by class of client."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from kamlab.methods.alerts import ANY_RULE, Condition, alert_flags
from kamlab.methods.churn import CHURN_REASONS
from kamlab.methods.single import one_number
from kamlab.schema import filled, numbers, require

ALL_CLASSES = "all"
"""Last row of the result: all classes together."""


def alert_work(
    frame: pd.DataFrame,
    *,
    rules: Mapping[str, Condition],
    group: str = "client_class",
    value: str = "annual_commission_cny",
    saved_share: float,
) -> pd.DataFrame:
    """Work of calling every flagged client, and what it keeps, one row a class and one for all.

    From a table as for `alert_flags` with columns `group`, `contact_hours` (work of one attempt), `value`
    (yuan a year, may be negative) and `churn_reason` (one of the six, or "none") to `client_count`,
    `flagged_count`, `hit_count` (flagged, and left for a reason that could have been avoided), `work_hours`,
    `kept_cny` (`saved_share` of what the hits bring) and `kept_hour_cny` (kept for each hour; missing where
    nobody is flagged). Classes stand in the order of their categories, or of the alphabet. Calls to clients
    who stay, or who must leave, cost hours and keep nothing.

    Parameters
    ----------
    rules
        Whom to call: a client flagged by any of them.
    saved_share
        Share of the avoidable leavers who stay once somebody calls in time, 0-1.

    Raises
    ------
    MissingColumn, BadInput
        As for `alert_flags`; a class or a reason is missing, hours are negative, or the share is not 0-1.

    Examples
    --------
    >>> from kamlab.methods.alerts import Limit
    >>> book = pd.DataFrame({"client_class": ["mid", "mid", "retail"], "contact_hours": [2, 2, 0.5],
    ...     "annual_commission_cny": [9000, 5000, 800], "days": [80, 70, 90],
    ...     "churn_reason": ["own_wish", "none", "forced"]})
    >>> work = alert_work(book, rules={"silent": Limit("days", ">=", 60)}, saved_share=0.5)
    >>> work.loc["all", ["flagged_count", "hit_count", "work_hours", "kept_cny", "kept_hour_cny"]].tolist()
    [3.0, 1.0, 4.5, 4500.0, 1000.0]
    """
    require(frame, group, "contact_hours", value, "churn_reason")
    filled(frame[group])
    filled(frame["churn_reason"])
    saved = one_number(saved_share, name="saved_share", low=0, high=1)
    flagged = alert_flags(frame, rules)[ANY_RULE]
    is_avoidable = frame["churn_reason"].astype(str).map(CHURN_REASONS) == "accidental"
    parts = pd.DataFrame(
        {
            "client_count": 1,
            "flagged_count": flagged.astype(int),
            "hit_count": (flagged & is_avoidable).astype(int),
            "work_hours": numbers(frame["contact_hours"], low=0).where(flagged, 0.0),
            "kept_cny": saved * numbers(frame[value]).where(flagged & is_avoidable, 0.0),
        }
    )
    table = parts.groupby(frame[group], observed=False).agg(_exact)
    table.index = table.index.astype(str).rename(group)
    table.loc[ALL_CLASSES] = parts.agg(_exact)
    counts = ["client_count", "flagged_count", "hit_count"]
    table = table.astype(dict.fromkeys(counts, int))
    return table.assign(
        kept_hour_cny=(table["kept_cny"] / table["work_hours"]).where(table["work_hours"] > 0, math.nan)
    )


def _exact(values: pd.Series[float]) -> float:
    """Sum without rounding errors of its order."""
    return math.fsum(values)
