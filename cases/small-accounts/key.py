"""Expected answers of the case "Small accounts", computed for every variant by the methods."""

from __future__ import annotations

import math

import pandas as pd

from kamlab.answers import Expected
from kamlab.answers.slips import expected_number
from kamlab.data.account_book import account_book
from kamlab.data.deals import table
from kamlab.methods.fees import FeeEffect, broken_rules, fee_effect
from kamlab.methods.small_accounts import FeePlan, fee_scenario

NO_NUMBER = ("八成", "1.2.3")
PLANS = {
    "fee-12": FeePlan(12),
    "fee-36": FeePlan(36),
    "fee-36-mild": FeePlan(36, 0.3, has_exemption=True),
    "fee-12-mild": FeePlan(12, 0.3, has_exemption=True),
    "moved-only": FeePlan(0, 0.3),
    "moved-mild": FeePlan(0, 0.3, has_exemption=True),
}
FIRST_QUESTIONS = {
    "finance": "whole-sum",
    "desk": "calls",
    "pensioner": "counter",
    "student": "elsewhere",
    "journalist": "told",
    "supervisor": "notice",
}

Answers = dict[str, Expected]


def expected(variant: int) -> Answers:
    """Expected answer of every question that a rule can judge; the texts are marked by the learner."""
    book = table("small_accounts", variant)
    return {
        **_money(book),
        "c14-hurt": _hurt(book),
        "c14-stakeholders": _stakeholders(),
        "c14-plans": _plans(table("fee_plans", variant)),
        "c14-best": _best(variant),
        "c14-decision": Expected(
            "offer",
            wrong={
                "exemption-dropped": "all-pay",
                "penalty-accepted": "most-money",
                "hours-are-a-wall": "hours",
                "no-fee-no-care": "nothing",
            },
            invalid=("fee",),
        ),
    }


def _money(book: pd.DataFrame) -> Answers:
    prices = {name: value for name, value in book.attrs.items() if name != "complaint_cost_cny"}
    accounts, complaint = book.assign(**prices), book.attrs["complaint_cost_cny"]
    effect = fee_effect(accounts, complaint_cost_cny=complaint)
    from_all, from_leavers = prices["fee_cny"] * effect.account_count, prices["fee_cny"] * effect.closed_count
    net_slips = {
        "forgot-complaints": fee_effect(accounts, complaint_cost_cny=0).net_cny,
        "forgot-margin": effect.net_cny + effect.lost_margin_cny,
        "forgot-saving": effect.net_cny - effect.saved_cost_cny,
        "leavers-pay": effect.net_cny + from_leavers,
        "sign-lost": -effect.net_cny,
        "first-part-only": effect.fee_income_cny,
    }
    income_slips = {"all-pay": from_all, "fee-of-leavers": from_leavers}
    return {
        "c14-income": expected_number(effect.fee_income_cny, wrong=income_slips, invalid=(*NO_NUMBER, -5)),
        "c14-net": expected_number(effect.net_cny, wrong=net_slips, invalid=(*NO_NUMBER, "6,4")),
        "c14-bearable": _bearable(effect, complaint_cny=complaint),
    }


def _bearable(effect: FeeEffect, *, complaint_cny: float) -> Expected:
    slips = {
        "rounded-up": math.ceil(effect.bearable_complaints),
        "margin-left-out": math.floor((effect.fee_income_cny + effect.saved_cost_cny) / complaint_cny),
        "income-alone": math.floor(effect.fee_income_cny / complaint_cny),
        "complaints-there-were": effect.complaint_count,
    }
    return expected_number(
        math.floor(effect.bearable_complaints), wrong=slips, invalid=(*NO_NUMBER, -1, 9000)
    )


def _hurt(book: pd.DataFrame) -> Expected:
    columns = ["account_count", "closed_count", "complaint_count"]
    count, closed, complaints = book.loc[book["is_vulnerable"], columns].sum()
    slips = {
        "leavers-only": closed,
        "complainers-only": complaints,
        "leavers-and-complainers": closed + complaints,
        "payers-only": count - closed,
        "everybody-counted": book["account_count"].sum(),
    }
    return expected_number(count, wrong=slips, invalid=(*NO_NUMBER, 2.5, -1))


def _stakeholders() -> Expected:
    slips = {
        "choice-overlooked": {"pensioner": "elsewhere", "student": "counter"},
        "rule-and-story-swapped": {"journalist": "notice", "supervisor": "told"},
        "sum-and-calls-swapped": {"finance": "calls", "desk": "whole-sum"},
    }
    return Expected(FIRST_QUESTIONS, wrong=slips, invalid=("told", {"finance": "x"}, {"cook": "told"}))


def _plans(plans: pd.DataFrame) -> Expected:
    broken = broken_rules(plans)
    right = broken.idxmax(axis="columns").where(broken.any(axis="columns"), "none")
    (free,) = plans.index[(plans["fee_cny"] == 0) & plans["keeps_counter"]]
    (edge,) = plans.index[plans["fee_cny"] == plans["cost_to_serve_cny"]]
    (walled,) = plans.index[~plans["keeps_counter"]]
    slips = {
        "nothing-to-exempt": {free: "exemption"},
        "edge-taken-for-over": {edge: "penalty"},
        "ninety-is-enough": {edge: "notice"},
        "counter-overlooked": {walled: "none"},
    }
    labels = {str(plan): str(rule) for plan, rule in right.items()}
    return Expected(labels, wrong=slips, invalid=("penalty", {"1": "expensive"}, {"9": "none"}))


def _best(variant: int) -> Expected:
    book = account_book(variant)
    found = {name: fee_scenario(book, plan=plan) for name, plan in PLANS.items()}
    clean = [name for name, result in found.items() if not result.hurt_count and not result.broken]
    slips = {
        "somebody-is-hurt": "fee-12",
        "money-only": max(found, key=lambda name: found[name].effect.net_cny),
        "penalty-overlooked": "fee-36-mild",
        "clean-but-losing": "fee-12-mild",
        "counter-taken-away": "moved-only",
    }
    best = max(clean, key=lambda name: found[name].effect.net_cny)
    return Expected(best, wrong=slips, invalid=("12",))
