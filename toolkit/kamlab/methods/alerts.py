"""Alert rules: clients flagged before they leave, and how often a rule is right, late or crying wolf."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.concentration import TOLERANCE
from kamlab.methods.single import one_number
from kamlab.schema import dates, flags, numbers, one_row_each, require

ANY_RULE = "any"
"""Row of the result for clients whom at least one rule flags; no rule may carry this name."""
Comparison = Callable[[Any, Any], Any]
COMPARISONS: Mapping[str, Comparison] = MappingProxyType(
    {
        ">=": lambda values, threshold: values >= threshold - _slack(threshold),
        ">": lambda values, threshold: values > threshold + _slack(threshold),
        "<=": lambda values, threshold: values <= threshold + _slack(threshold),
        "<": lambda values, threshold: values < threshold - _slack(threshold),
        "==": operator.eq,
        "!=": operator.ne,
    }
)
"""How a value is held against a threshold; the first four for numbers only, forgiving 1e-12 of their size."""


def _slack(threshold: float) -> float:
    return TOLERANCE * max(1.0, abs(threshold))


@dataclass(frozen=True)
class Limit:
    """A column held against a threshold.

    Attributes
    ----------
    column
        Column of the table.
    comparison
        One of `COMPARISONS`.
    threshold
        A number in the column's unit, true or false, or a text; the latter two with "==" and "!=" only.
    """

    column: str
    comparison: str
    threshold: float | bool | str


@dataclass(frozen=True)
class Combined:
    """Several conditions, of which at least `needed` must hold: 1 is OR, all of them is AND."""

    parts: tuple[Condition, ...]
    needed: int = 1


Condition = Limit | Combined


def all_of(*parts: Condition) -> Combined:
    """Condition that holds where every part holds.

    Examples
    --------
    >>> all_of(Limit("amount_cny", ">=", 100_000), Limit("ticket", "==", "ordinary")).needed
    2
    """
    return Combined(parts, len(parts))


def any_of(*parts: Condition) -> Combined:
    """Condition that holds where at least one part holds.

    Examples
    --------
    >>> any_of(Limit("has_complaint", "==", True), Limit("days", ">=", 60)).needed
    1
    """
    return Combined(parts)


def alert_flags(frame: pd.DataFrame, rules: Mapping[str, Condition]) -> pd.DataFrame:
    """Which clients each rule flags: one true/false column a rule, in their order, and `any`.

    The same rules write down a definition, such as that of a VIP or of a candidate in a queue log, and find
    who fits it. Without rules nobody is flagged; a table without rows stays one.

    Parameters
    ----------
    frame
        One row a client (or a visit), with the columns that the rules name.
    rules
        Name -> condition.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a client stands twice, a rule is called `any`, has no parts, asks for more parts
        than it has, or holds a column against what it cannot be held against; a value is missing, infinite or
        of another kind than the threshold.

    Examples
    --------
    >>> log = pd.DataFrame({"amount_cny": [150_000, 150_000, 900], "ticket": ["ordinary", "vip", "ordinary"]})
    >>> candidate = all_of(Limit("amount_cny", ">=", 100_000), Limit("ticket", "==", "ordinary"))
    >>> alert_flags(log, {"candidate": candidate})["candidate"].tolist()
    [True, False, False]
    """
    one_row_each(frame.index)
    if ANY_RULE in rules:
        raise BadInput("methods.rule_called_any", name=ANY_RULE)
    found = pd.DataFrame({name: _holds(frame, rule) for name, rule in rules.items()}, index=frame.index)
    return found.assign(**{ANY_RULE: found.any(axis="columns")}).astype(bool)


def alert_rules(
    frame: pd.DataFrame,
    rules: Mapping[str, Condition],
    *,
    happened: str = "has_churned",
    lead: str | tuple[str, str] | None = None,
) -> pd.DataFrame:
    """How good each rule is at what happened, and all of them together: one row a rule and one for `any`.

    From a table as for `alert_flags` to `flagged_count`, `hit_count` (flagged, and it happened),
    `precision_share` (hits of those flagged, 0-1; missing where nobody is flagged), `recall_share` (hits of
    those to whom it happened, 0-1; missing where it happened to nobody), `false_alarm_count`, `missed_count`
    and, with `lead`, `median_lead_days`. Precision and recall: van Rijsbergen 1979.

    Parameters
    ----------
    happened
        True/false column: what the rules are to foresee.
    lead
        Column of days from the signal to the event, or the two columns of dates (signal, event). Hits without
        one are left out; a negative figure is a signal that came too late. Missing where no hit has one.

    Raises
    ------
    MissingColumn, BadInput
        As for `alert_flags`; or a mark of `happened` is neither true nor false, or a day or date cannot be
        read.

    Examples
    --------
    >>> book = pd.DataFrame({"days": [90, 70, 65, 3], "has_churned": [True, True, False, True]})
    >>> result = alert_rules(book, {"silent": Limit("days", ">=", 60)})
    >>> result.loc["silent", ["flagged_count", "hit_count", "false_alarm_count"]].tolist()
    [3, 2, 1]
    >>> result.loc["any", ["precision_share", "recall_share"]].round(3).tolist()
    [0.667, 0.667]
    """
    require(frame, happened)
    flagged, event = alert_flags(frame, rules), flags(frame[happened])
    hits = flagged.mul(event, axis="index").astype(bool)
    table = pd.DataFrame({"flagged_count": flagged.sum(), "hit_count": hits.sum()}).rename_axis("rule")
    table = table.astype(int)
    table["precision_share"] = table["hit_count"] / table["flagged_count"]
    table["recall_share"] = table["hit_count"] / int(event.sum()) if event.any() else math.nan
    table["false_alarm_count"] = table["flagged_count"] - table["hit_count"]
    table["missed_count"] = int(event.sum()) - table["hit_count"]
    if lead is not None:
        days = _lead_days(frame, lead)
        table["median_lead_days"] = pd.Series({name: days[hits[name]].median() for name in hits}, dtype=float)
    return table


def _lead_days(frame: pd.DataFrame, lead: str | tuple[str, str]) -> pd.Series[float]:
    if isinstance(lead, str):
        require(frame, lead)
        return numbers(frame[lead], may_miss=True)
    require(frame, *lead)
    signal, event = (dates(frame[column], may_miss=True) for column in lead)
    return (event - signal).dt.days.astype(float)


def _holds(frame: pd.DataFrame, rule: Condition) -> pd.Series[bool]:
    if isinstance(rule, Limit):
        return _within(frame, rule)
    if not 1 <= rule.needed <= len(rule.parts):
        raise BadInput("methods.rule_parts", needed=rule.needed, parts=len(rule.parts))
    parts = {place: _holds(frame, part) for place, part in enumerate(rule.parts)}
    return pd.DataFrame(parts, index=frame.index).sum(axis="columns") >= rule.needed


def _within(frame: pd.DataFrame, limit: Limit) -> pd.Series[bool]:
    require(frame, limit.column)
    if limit.comparison not in COMPARISONS:
        known = " ".join(COMPARISONS)
        raise BadInput("methods.no_such_comparison", found=limit.comparison, known=known)
    is_number = not isinstance(limit.threshold, (bool, str))
    if not is_number and limit.comparison not in ("==", "!="):
        raise BadInput("methods.not_in_order", column=limit.column, found=limit.comparison)
    held = COMPARISONS[limit.comparison]
    found: pd.Series[bool] = held(_read(frame[limit.column], limit), limit.threshold)
    return found


def _read(column: pd.Series, limit: Limit) -> pd.Series:
    """The column as what the threshold is: numbers, marks or texts."""
    if isinstance(limit.threshold, bool):
        return flags(column)
    if not isinstance(limit.threshold, str):
        one_number(limit.threshold, name=limit.column)
        return numbers(column)
    words = column.astype(object)
    no_words = words[[not isinstance(value, str) for value in words]]
    if len(no_words):
        row, found = no_words.index[0], no_words.iloc[0]
        key = "schema.missing_value" if pd.isna(found) else "methods.not_a_text"
        raise BadInput(key, column=limit.column, row=row, found=found)
    return words
