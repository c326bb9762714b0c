"""Expected answers of the case "The unknown name on the list", from the data of each variant."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kamlab.answers import Expected
from kamlab.data.deals import table
from kamlab.methods.alerts import Limit, any_of
from kamlab.methods.leads import LIST, SIGNS, flow_features, lead_quality, lead_routes

NO_NUMBER = ("八成", "1.2.3")
NO_PERCENT = (*NO_NUMBER, 120, 0.6)
MARKS = {
    "debit": any_of(Limit("has_tax_debit", "==", True), Limit("has_utility_debit", "==", True)),
    "basic": Limit("has_basic_account", "==", True),
    "online": Limit("online_share", ">=", 0.50),
}
LOAN_CNY, OUTPUT_CNY = 500_000, 40_000_000
STEPS = ["authority", "screen", "infer", "call", "visit", "note"]

Answers = dict[str, Expected]


def expected(variant: int) -> Answers:
    """Expected answer of every question that a rule can judge; the four texts are marked by the learner."""
    leads = table("transfer_leads", variant)
    return {
        "c02-uses": _uses(),
        "c02-features": _features(table("flow_card", variant)),
        "c02-inferences": _inferences(),
        "c02-routes": _routes(leads),
        **_panel(table("firm_flows", variant)),
        **_measure(leads, table("lead_findings", variant)["is_prospect"]),
        **_decide(),
    }


def _uses() -> Expected:
    return Expected(
        ["service", "aml"],
        wrong={
            "colleagues-are-authorised": ["service", "aml", "chat"],
            "work-taken-home": ["service", "aml", "home"],
            "quoting-shows-care": ["service", "aml", "quote"],
            "nobody-may-look": ["aml"],
        },
        invalid=("aml", ["sale"]),
    )


def _features(card: pd.DataFrame) -> Expected:
    found = flow_features(card)
    cells = {
        str(firm): {
            "usage": round(100 * line["usage_share"], 1),
            "inflow": round(line["monthly_inflow_cny"] / 1e4, 2),
            "goods": round(100 * line["goods_share"], 1),
        }
        for firm, line in found.to_dict("index").items()
    }
    days, inflow = card["active_day_count"], card["inflow_cny"]
    return Expected(
        cells,
        tolerance=0.1,
        wrong={
            "all-days-of-the-year": {
                firm: {"usage": round(100 * float(days[firm]) / 365, 1)} for firm in cells
            },
            "year-for-month": {firm: {"inflow": float(inflow[firm]) / 1e4} for firm in cells},
            "share-that-is-no-goods": {
                firm: {"goods": round(100 - cells[firm]["goods"], 1)} for firm in cells
            },
        },
        invalid=("79", {"K01": {"usage": "八成"}}, {"K09": {"usage": 79}}, {"K01": {"share": 79}}),
    )


def _inferences() -> Expected:
    right = {
        "active": "seen",
        "genuine": "test",
        "online": "seen",
        "young": "drop",
        "basic": "seen",
        "goodwill": "test",
        "elsewhere": "test",
        "conservative": "drop",
    }
    return Expected(
        right,
        wrong={
            "inference-taken-for-fact": {"genuine": "seen", "goodwill": "seen", "elsewhere": "seen"},
            "impression-taken-for-inference": {"young": "test", "conservative": "test"},
            "every-inference-dropped": {"genuine": "drop", "goodwill": "drop", "elsewhere": "drop"},
        },
        invalid=("seen", {"active": "sure"}, {"age": "drop"}),
    )


def _routes(leads: pd.DataFrame) -> Expected:
    right = lead_routes(leads).astype(str)
    without_risk = lead_routes(leads, risk=None).astype(str)
    either = lead_routes(
        leads, risk=any_of(Limit("same_day_share", ">=", 0.9), Limit("round_share", ">=", 0.5))
    )
    lower = {name: Limit(name, ">=", low) for name, low in (("usage_share", 0.55), ("goods_share", 0.44))}
    rounded = lead_routes(leads, signs={**SIGNS, **lower, "monthly_inflow_cny": _low_inflow()}).astype(str)
    indebted = right.where((right != LIST) | leads["has_loan"], "leave")
    slips = {
        "risk-not-first": without_risk,
        "one-risk-sign-enough": either.astype(str),
        "just-short-let-in": rounded,
        "no-loan-no-prospect": indebted,
    }
    wrong = {name: other[other != right].to_dict() for name, other in slips.items()}
    return Expected(right.to_dict(), wrong=wrong, invalid=("list", {"K01": "police"}, {"K99": "aml"}))


def _low_inflow() -> Limit:
    return Limit("monthly_inflow_cny", ">=", 430_000)


def _panel(flows: pd.DataFrame) -> Answers:
    quality = lead_quality(flows, is_screened=False)
    mixed_in, all_risky = int(quality.loc[LIST, "risk_count"]), int(quality["risk_count"].max())
    left = {
        name: int(lead_quality(flows, signs={**SIGNS, name: mark}, is_screened=False).loc[LIST, "risk_count"])
        for name, mark in MARKS.items()
    }
    return {
        "c02-mixed-in": Expected(
            mixed_in,
            wrong={
                "all-risky-firms": all_risky,
                "risk-already-screened": 0,
                "whole-list-counted": int(quality.loc[LIST, "flagged_count"]),
            },
            invalid=(*NO_NUMBER, 2.5, -1),
        ),
        "c02-best-mark": Expected(
            min(left, key=lambda name: left[name]),
            wrong={"home-bank-is-no-proof": "basic", "online-is-no-proof": "online", "none-tried": "none"},
            invalid=("tax",),
        ),
    }


def _measure(leads: pd.DataFrame, found: pd.Series[bool]) -> Answers:
    quality = lead_quality(leads.assign(is_prospect=found)).to_dict("index")[LIST]
    precision, recall = (round(100 * quality[f"{name}_share"], 1) for name in ("precision", "recall"))
    of_all = round(100 * quality["hit_count"] / len(leads), 1)
    slips = {"precision": {"recall-for-precision": recall}, "recall": {"precision-for-recall": precision}}
    return {
        f"c02-{name}": Expected(
            right,
            tolerance=0.1,
            wrong=_kept(right, slips[name] | {"share-of-all-twelve": of_all}),
            invalid=NO_PERCENT,
        )
        for name, right in (("precision", precision), ("recall", recall))
    }


def _kept(right: float, wrong: Mapping[str, float]) -> dict[str, float]:
    """Slips whose answer is not also the right one."""
    return {name: value for name, value in wrong.items() if abs(value - right) > 0.2}


def _decide() -> Answers:
    share = 100 * LOAN_CNY / OUTPUT_CNY
    return {
        "c02-loan-share": Expected(
            share,
            tolerance=0.005,
            wrong={"units-not-the-same": 10 * share, "turned-over": OUTPUT_CNY / LOAN_CNY},
            invalid=(*NO_NUMBER, 120, 0.0125),
        ),
        "c02-first-offer": Expected(
            "treasury",
            wrong={
                "sales-draws-credit": "credit-line",
                "no-loan-no-prospect": "strike-off",
                "approval-as-bait": "tied",
                "purpose-changed": "wealth",
            },
            invalid=("loan",),
        ),
        "c02-steps": Expected(
            STEPS,
            wrong={
                "called-before-thinking": ["authority", "screen", "call", "visit", "infer", "note"],
                "risk-after-visit": ["authority", "infer", "call", "visit", "screen", "note"],
            },
            invalid=(["call"], ["call", "call", "note", "visit", "infer", "screen"]),
        ),
    }
