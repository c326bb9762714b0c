"""Scheme for the clients of a futures branch: purpose first, then equity."""

from __future__ import annotations

import pandas as pd

from kamlab.language import say
from kamlab.methods.levels import futures_classes
from kamlab.ownlist.scheme import Classified, Wishes, best_first
from kamlab.style import money
from kamlab.terms import column_label

LARGE_CNY, MID_CNY = 5e6, 5e5
NEAR_SHARE = 0.05
"""An equity this near a line, as a share of the line, is looked at again."""


def futures(frame: pd.DataFrame, wishes: Wishes) -> Classified:
    """Four classes of futures clients from purpose and equity."""
    flags = ("is_corporate", "has_spot_exposure")
    absent = [name for name in flags if name not in frame]
    book = frame.assign(**dict.fromkeys(absent, False))
    facts = frame.assign(futures_class=futures_classes(book, large_cny=LARGE_CNY, mid_cny=MID_CNY))
    large, mid = money(LARGE_CNY), money(MID_CNY)
    return Classified(
        scheme="futures",
        family="futures",
        table=best_first(facts, label="futures_class", by="equity_cny"),
        label="futures_class",
        amount="equity_cny",
        rules={
            "hedger": say("ownlist.rule_hedger"),
            "large": say("ownlist.rule_large", low=large),
            "mid": say("ownlist.rule_mid", low=mid, high=large),
            "retail": say("ownlist.rule_retail", high=mid),
        },
        care=_futures_care(frame["equity_cny"]),
        told=(
            say("ownlist.told_futures"),
            *(say("ownlist.told_no_flag", column=column_label(name)) for name in absent),
        ),
    )


def _futures_care(equity: pd.Series[float]) -> dict[object, str]:
    care = {client: say("ownlist.care_negative_equity") for client in equity.index[equity < 0]}
    for line in (LARGE_CNY, MID_CNY):
        near = equity.index[(equity - line).abs() <= NEAR_SHARE * line]
        care |= {client: say("ownlist.care_near_line", line=money(line)) for client in near}
    return care
