"""Schemes that go by money: ABC classes and RFM."""

from __future__ import annotations

import pandas as pd

from kamlab.errors import BadInput
from kamlab.language import say
from kamlab.methods.pareto import ABC_CUTS, abc_classes, pareto
from kamlab.methods.rfm import rfm_scores, rfm_table
from kamlab.methods.rfm_groups import rfm_groups
from kamlab.methods.rfm_levels import empty_levels
from kamlab.ownlist.scheme import Classified, Wishes, best_first, pick_amount
from kamlab.style import number, percent
from kamlab.terms import column_label

FAR_DAYS = 366
"""A day of looking back this long after the last transaction is most likely a slip."""


def abc(frame: pd.DataFrame, wishes: Wishes) -> Classified:
    """Classes A, B, C by one amount; a list of transactions is added up by client first."""
    if "txn_amount_cny" in frame and "client_id" in frame:
        frame = rfm_table(frame, client="client_id", date="txn_date", amount="txn_amount_cny")
    amount = pick_amount(frame, wishes.by)
    facts = frame.assign(abc_class=abc_classes(frame[amount]))
    result, name = pareto(frame[amount]), column_label(amount)
    at_most = say("ownlist.care_not_positive")
    ends = [percent(cut, digits=0) for cut in ABC_CUTS]
    return Classified(
        scheme="abc",
        family="abc",
        table=best_first(facts, label="abc_class", by=amount),
        label="abc_class",
        amount=amount,
        rules={
            "A": say("ownlist.rule_abc_a", amount=name, first=ends[0]),
            "B": say("ownlist.rule_abc_b", amount=name, first=ends[0], second=ends[1]),
            "C": say("ownlist.rule_abc_c", amount=name, second=ends[1]),
        },
        care=dict.fromkeys(frame.index[frame[amount] <= 0], at_most),
        told=(
            say("ownlist.told_abc", amount=name),
            say(
                "ownlist.told_pareto",
                top=number(result.top20_count),
                share=percent(result.top20_share),
                needed=number(result.clients_for_80),
                all=number(result.client_count),
            ),
        ),
    )


def rfm(frame: pd.DataFrame, wishes: Wishes) -> Classified:
    """RFM scores, code and group of each client in a list of transactions."""
    invoice = "invoice_id" if "invoice_id" in frame else None
    table = rfm_table(
        frame,
        client="client_id",
        date="txn_date",
        amount="txn_amount_cny",
        invoice=invoice,
        as_of=wishes.as_of,
    )
    if table.empty:
        first = frame["txn_date"].min().date().isoformat()
        raise BadInput("ownlist.as_of_before_all", day=_as_of(frame, wishes), first=first)
    scores = rfm_scores(table, bins=wishes.bins)
    facts = table.join(scores).assign(rfm_group=rfm_groups(scores, bins=wishes.bins))
    negative = say("ownlist.care_negative_total")
    count = "invoice" if invoice else "row"
    return Classified(
        scheme="rfm",
        family="rfm_group",
        table=best_first(facts, label="rfm_group", by="amount_total"),
        label="rfm_group",
        amount="amount_total",
        rules={
            name: say(f"ownlist.rule_rfm_{name}") for name in facts["rfm_group"].cat.categories.astype(str)
        },
        care=dict.fromkeys(table.index[table["amount_total"] < 0], negative),
        told=(
            say("ownlist.told_rfm", bins=wishes.bins, day=_as_of(frame, wishes)),
            *_passed_over(frame, wishes, left=len(table)),
            say(f"ownlist.told_rfm_{count}"),
            say("ownlist.told_rfm_groups"),
            *_empty_levels(scores, wishes.bins),
        ),
    )


def _as_of(frame: pd.DataFrame, wishes: Wishes) -> str:
    day = wishes.as_of or (frame["txn_date"].max() + pd.Timedelta(days=1)).date()
    return day.isoformat()


def _passed_over(frame: pd.DataFrame, wishes: Wishes, *, left: int) -> list[str]:
    """What the day of looking back leaves out, and whether it lies far behind the list."""
    last = frame["txn_date"].max().normalize()
    day = pd.Timestamp(_as_of(frame, wishes))
    if (day - last).days > FAR_DAYS:
        return [say("ownlist.told_as_of_far", day=day.date(), last=last.date(), days=(day - last).days)]
    later = int((frame["txn_date"] >= day + pd.Timedelta(days=1)).sum())
    gone = frame["client_id"].nunique() - left
    return [say("ownlist.told_after_as_of", count=later, day=day.date(), clients=gone)] if later else []


def _empty_levels(scores: pd.DataFrame, bins: int) -> list[str]:
    """A sentence for each of R, F, M in which ties left a level without clients."""
    return [
        say("ownlist.told_empty_level", score=column_label(column), levels=", ".join(map(str, levels)))
        for column, levels in empty_levels(scores, bins).items()
        if levels
    ]
