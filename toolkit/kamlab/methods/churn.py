"""Why clients left: six reasons in two classes, what could have been avoided, and reasons read from facts."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import pandas as pd

from kamlab.errors import BadInput, nearest
from kamlab.methods.rules import Rule, classify
from kamlab.methods.single import one_number
from kamlab.schema import flags, numbers, one_row_each, require

CHURN_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "given_up": "inevitable",
        "forced": "inevitable",
        "own_wish": "accidental",
        "loss_making": "accidental",
        "competitor": "accidental",
        "taken_along": "accidental",
    }
)
"""Reason of leaving -> its class, as the source sorts them; accidental churn could have been avoided."""
LOST_HALF = 0.5
"""From this equity left, as a share of that at the start, a client counts as loss-making (teaching value)."""


@dataclass(frozen=True, eq=False)
class ChurnReasons:
    """Leavers by reason, and what could have been avoided.

    Attributes
    ----------
    table
        One row a reason, all six in the source's order: `churn_class`, `leaver_count`, `leaver_share` (of all
        leavers, 0-1), `churn_share` (of all clients, 0-1), `saved_count` (leavers who would have stayed, not
        rounded), `lost_cny` (yuan a year). What cannot be computed is missing.
    leaver_count, avoidable_count
        Leavers, and those of them in the accidental class.
    avoidable_share
        Avoidable leavers as a share of all leavers, 0-1; missing where nobody left.
    churn_share, avoidable_churn_share
        Leavers, and avoidable leavers, as a share of all clients, 0-1; missing without `client_count`.
    churn_share_after
        Churn of all clients had the asked share of the avoidable leavers been saved, 0-1.
    avoidable_cny
        What the avoidable leavers brought, yuan a year; missing where no value is named.
    """

    table: pd.DataFrame
    leaver_count: int
    avoidable_count: int
    avoidable_share: float
    churn_share: float
    avoidable_churn_share: float
    churn_share_after: float
    avoidable_cny: float


def churn_reasons(
    frame: pd.DataFrame,
    *,
    reason: str = "churn_reason",
    client_count: float | None = None,
    saved_share: float = 0.0,
    value: str | None = None,
) -> ChurnReasons:
    """Leavers counted by reason, in the two classes of the source, and what saving some would have changed.

    From one row a leaver. A table without rows is a result: nobody left, and shares of leavers are missing.

    Parameters
    ----------
    reason
        Column with one of `CHURN_REASONS` for each leaver.
    client_count
        All clients at the start, leavers included; at least as many as leavers.
    saved_share
        What if this share of the avoidable leavers had stayed, 0-1.
    value
        Column with what each leaver brought, yuan a year; it may be negative.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a client stands twice, a reason is missing or unknown (the nearest is offered), a
        share is not 0-1, there are fewer clients than leavers, or a value is missing, infinite or no number.

    Examples
    --------
    >>> gone = pd.DataFrame({"churn_reason": ["forced", "competitor", "own_wish", "own_wish"]})
    >>> result = churn_reasons(gone, client_count=40, saved_share=0.5)
    >>> result.avoidable_share, result.avoidable_churn_share, result.churn_share_after
    (0.75, 0.075, 0.0625)
    """
    require(frame, reason, *([value] if value else []))
    one_row_each(frame.index)
    reasons = _known(frame[reason])
    saved = one_number(saved_share, name="saved_share", low=0, high=1)
    clients = math.nan if client_count is None else _clients(client_count, leavers=len(frame))
    worth = numbers(frame[value]) if value else pd.Series(math.nan, index=frame.index)
    table = _counted(reasons, worth, clients=clients, saved=saved)
    is_avoidable = table["churn_class"] == "accidental"
    leavers, avoidable = len(frame), int(table.loc[is_avoidable, "leaver_count"].sum())
    return ChurnReasons(
        table=table,
        leaver_count=leavers,
        avoidable_count=avoidable,
        avoidable_share=avoidable / leavers if leavers else math.nan,
        churn_share=leavers / clients,
        avoidable_churn_share=avoidable / clients,
        churn_share_after=(leavers - saved * avoidable) / clients,
        avoidable_cny=math.fsum(table.loc[is_avoidable, "lost_cny"]),
    )


def _clients(given: float, *, leavers: int) -> float:
    return one_number(given, name="client_count", low=max(1, leavers))


def _known(given: pd.Series) -> pd.Series[str]:
    """Reasons, after a look that each is one of the six."""
    gaps = given.index[given.isna()]
    if len(gaps):
        raise BadInput("schema.missing_value", column=given.name, row=gaps[0])
    wrong = given[~given.isin(list(CHURN_REASONS))]
    if len(wrong):
        found = str(wrong.iloc[0])
        near, known = nearest(found, CHURN_REASONS) or next(iter(CHURN_REASONS)), ", ".join(CHURN_REASONS)
        raise BadInput("methods.unknown_reason", row=wrong.index[0], found=found, near=near, known=known)
    return given.astype(str)


def _counted(
    reasons: pd.Series[str], worth: pd.Series[float], *, clients: float, saved: float
) -> pd.DataFrame:
    table = pd.DataFrame({"churn_class": pd.Series(CHURN_REASONS).rename_axis("churn_reason")})
    counts = reasons.value_counts().reindex(table.index, fill_value=0).astype(int)
    sums = worth.groupby(reasons.to_numpy()).agg(math.fsum)
    none_left = math.nan if not worth.notna().all() else 0.0
    return table.assign(
        leaver_count=counts,
        leaver_share=counts / counts.sum() if len(reasons) else math.nan,
        churn_share=counts / clients,
        saved_count=saved * counts.where(table["churn_class"] == "accidental", 0),
        lost_cny=sums.reindex(table.index, fill_value=none_left).astype(float),
    )


def reasons_by_facts(frame: pd.DataFrame, *, lost_half: float = LOST_HALF) -> pd.Series[str]:
    """Reason of leaving that the facts of each leaver speak for; the first of the ordered rules decides.

    From columns `is_closed_by_firm` (true/false), `life_event` ("none" where there is none), `left_with`
    ("nobody", or whom the client followed), `has_rival_offer` (true/false) and `equity_ratio` (equity at the
    end over that at the start) to a categorical column `churn_reason`. In order: closed by the firm is given
    up; a life event is forced; having followed somebody is taken along; a rival's offer is competitor;
    equity down to `lost_half` or less is loss-making; all others left on their own wish. Order and cut are
    this course's proposal: the source names the reasons and no rule.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a client stands twice, a mark is neither true nor false, or a ratio is missing,
        negative, infinite or no number.

    Examples
    --------
    >>> gone = {"is_closed_by_firm": False, "life_event": "none", "left_with": ["nobody", "staff"],
    ...         "has_rival_offer": False, "equity_ratio": [0.4, 0.4]}
    >>> reasons_by_facts(pd.DataFrame(gone)).tolist()
    ['loss_making', 'taken_along']
    """
    require(frame, "is_closed_by_firm", "life_event", "left_with", "has_rival_offer", "equity_ratio")
    for column in ("life_event", "left_with"):
        gaps = frame.index[frame[column].isna()]
        if len(gaps):
            raise BadInput("schema.missing_value", column=column, row=gaps[0])
    rules = (
        Rule("given_up", lambda leavers: flags(leavers["is_closed_by_firm"])),
        Rule("forced", lambda leavers: leavers["life_event"] != "none"),
        Rule("taken_along", lambda leavers: leavers["left_with"] != "nobody"),
        Rule("competitor", lambda leavers: flags(leavers["has_rival_offer"])),
        Rule("loss_making", partial(_has_lost, lost_half=lost_half)),
        Rule("own_wish", lambda leavers: pd.Series(data=True, index=leavers.index)),
    )
    return classify(frame, rules=rules).rename("churn_reason")


def _has_lost(leavers: pd.DataFrame, *, lost_half: float) -> pd.Series[bool]:
    return numbers(leavers["equity_ratio"], low=0) <= lost_half + 1e-12
