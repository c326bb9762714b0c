"""Expected answers of the case "Few large buyers", computed for every variant by the methods."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kamlab.answers import Expected
from kamlab.answers.slips import NEAR, told_apart
from kamlab.data.deals import table
from kamlab.methods.buyers import BANK_TERMS, buyer_loss, order_concentration
from kamlab.methods.deposits import DEPOSIT_LINE_CNY, below_line, unfair_terms
from kamlab.methods.value import hhi

NO_NUMBER = ("八成", "1.2.3")
NO_PERCENT = (*NO_NUMBER, 120, 0.8)
WAN = 1e4

Answers = dict[str, Expected]


def expected(variant: int) -> Answers:
    """Expected answer of every question that a rule can judge; the texts are marked by the learner."""
    orders = table("buyer_orders", variant)
    return {
        **_concentration(orders["order_cny"]),
        **_bank(orders),
        "c15-reading": Expected(
            "smaller",
            wrong={"spread-is-not-safety": "safer", "share-for-size": "same", "not-our-affair": "nothing"},
            invalid=("fewer",),
        ),
        **_line(table("dealers_12", variant)),
        "c15-below-share": _share_below(table("dealers_80", variant)),
        "c15-terms": _terms(table("deposit_terms", variant)),
        "c15-offer": _offer(),
        "c15-decision": Expected(
            "by-buyer",
            wrong={"name-for-safety": "agree", "fear-only": "refuse", "tied-to-all": "if-all"},
            invalid=("double",),
        ),
    }


def _concentration(orders: pd.Series[int]) -> Answers:
    found = order_concentration(orders)
    top, rest = orders.iloc[:10], orders.iloc[10:]
    lumped = pd.concat([top, pd.Series({"others": rest.sum()})])
    share_slips = {
        "heads-not-money": 100 * len(top) / len(orders),
        "largest-only": 100 * float(orders.iloc[0]) / found.total_cny,
        "claim-repeated": 85.0,
    }
    hhi_slips = {
        "others-squared-as-one": hhi(lumped / lumped.sum()).hhi,
        "shares-of-the-ten": hhi(top / top.sum()).hhi,
        "not-squared": found.top_share,
        "first-square-only": float(orders.iloc[0] / found.total_cny) ** 2,
    }
    share = _number(100 * found.top_share, tolerance=0.1, wrong=share_slips, invalid=NO_PERCENT)
    index = _number(found.hhi, tolerance=0.002, wrong=hhi_slips, invalid=(*NO_NUMBER, 6.8, 1460))
    return {"c15-top-share": share, "c15-hhi": index}


def _bank(orders: pd.DataFrame) -> Answers:
    loss = buyer_loss(orders)
    order, owed, out = loss.lost_order_cny, loss.receivable_cny, loss.advanced_cny
    out_slips = {
        "forgot-advance": owed,
        "whole-year": order * BANK_TERMS.advance_share,
        "year-of-360": out * 365 / 360,
    }
    income_slips = {
        "fee-only": loss.lost_fee_cny,
        "margin-only": loss.lost_interest_cny,
        "margin-on-orders": loss.lost_fee_cny + order * BANK_TERMS.spread_share,
        "margin-on-receivable": loss.lost_fee_cny + owed * BANK_TERMS.spread_share,
    }
    invalid = (*NO_NUMBER, -3)
    return {
        "c15-exposure": _number(out / WAN, tolerance=3, wrong=_in_wan(out_slips), invalid=invalid),
        "c15-income-lost": _number(
            loss.lost_income_cny / WAN, tolerance=0.2, wrong=_in_wan(income_slips), invalid=invalid
        ),
    }


def _line(dealers: pd.DataFrame) -> Answers:
    is_below, sales = below_line(dealers), dealers["sales_cny"]
    count = int(is_below.sum())
    below_slips = {
        "line-taken-for-below": int((dealers["own_capital_cny"] <= DEPOSIT_LINE_CNY).sum()),
        "near-miss-let-through": count - 1,
        "counted-above": len(dealers) - count,
    }
    good_slips = {
        "all-good-sellers": int((sales > sales.mean()).sum()),
        "all-below": count,
        "mean-of-those-below": int((is_below & (sales > sales[is_below].mean())).sum()),
    }
    invalid = (*NO_NUMBER, 13, -1)
    good = int((is_below & (sales > sales.mean())).sum())
    return {
        "c15-below": _number(count, wrong=below_slips, invalid=invalid),
        "c15-good-sellers": _number(good, wrong=good_slips, invalid=invalid),
    }


def _share_below(dealers: pd.DataFrame) -> Expected:
    count = int(below_line(dealers).sum())
    slips = {"counted-above-line": 100 * (1 - count / len(dealers)), "count-for-share": float(count)}
    return _number(100 * count / len(dealers), tolerance=0.1, wrong=slips, invalid=NO_PERCENT)


def _terms(offers: pd.DataFrame) -> Expected:
    grounds = unfair_terms(offers)
    right = grounds.idxmax(axis="columns").where(grounds.any(axis="columns"), "fair")
    (edge,) = offers.index[offers["deposit_cny"] == offers["credit_goods_cny"]]
    (line,) = offers.index[offers["deposit_cny"] > offers["credit_goods_cny"]]
    (home,) = offers.index[offers["asks_home_deed"]]
    slips = {
        "equal-taken-for-more": {edge: "excess"},
        "thirty-is-in-time": {edge: "locked"},
        "six-million-accepted": {line: "fair"},
        "home-overlooked": {home: "fair"},
    }
    labels = {str(offer): str(ground) for offer, ground in right.items()}
    return Expected(labels, wrong=slips, invalid=("home", {"1": "cheap"}, {"9": "fair"}))


def _offer() -> Expected:
    right = ["cap", "insure", "check", "dealer-loan"]
    slips = {
        "line-doubled": [*right, "double"],
        "tied-in": [*right, "tie"],
        "deposit-funded": [*right, "fund-line"],
        "papers-skipped": ["cap", "insure", "dealer-loan"],
    }
    return Expected(right, wrong=slips, invalid=("cap", ["loan"], ["cap", "cap"]))


def _in_wan(slips: Mapping[str, float]) -> dict[str, float]:
    return {name: value / WAN for name, value in slips.items()}


def _number(
    right: float, *, wrong: Mapping[str, float], invalid: tuple[object, ...], tolerance: float = 0.0
) -> Expected:
    """A number and its slips as they are computed: an index needs more than two decimals."""
    exact, near = float(right), tolerance + NEAR
    slips = {name: float(value) for name, value in wrong.items()}
    kept = told_apart(exact, slips, same=lambda one, other: abs(one - other) <= near)
    return Expected(exact, tolerance=tolerance, wrong=kept, invalid=invalid)
