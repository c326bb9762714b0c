"""How hard the tables of account flows, of visitors and of referrals are; `deal_checks` puts these beside its own."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

Difficulty = dict[str, float]
LEAD_AND_HALL_ROWS = {
    "event_book": "event_id",
    "queue_log": "ticket_number",
    "queue_page": "ticket_number",
    "referral_book": None,
}


def shows_risk(flows: pd.DataFrame) -> pd.Series:
    """Both risk signs of the course."""
    return (flows["same_day_share"] >= 0.9) & (flows["round_share"] >= 0.5)


def reaches_lines(flows: pd.DataFrame) -> pd.Series:
    """All three lines of the course."""
    return (
        (flows["usage_share"] >= 0.6) & (flows["monthly_inflow_cny"] >= 5e5) & (flows["goods_share"] >= 0.5)
    )


def _flows(flows: pd.DataFrame) -> Difficulty:
    risk, listed = shows_risk(flows), reaches_lines(flows)
    return {
        "firms": len(flows),
        "prospects": int(flows["is_prospect"].sum()),
        "risk signs": int(risk.sum()),
        "risk signs and a need": int((risk & flows["is_prospect"]).sum()),
        "prospects at the lines": int((listed & flows["is_prospect"]).sum()),
        "risk signs at the lines": int((listed & risk).sum()),
        "others at the lines": int((listed & ~risk & ~flows["is_prospect"]).sum()),
        "risk signs with a debit": int((risk & (flows["has_tax_debit"] | flows["has_utility_debit"])).sum()),
    }


def _leads(flows: pd.DataFrame) -> Difficulty:
    risk, listed = shows_risk(flows), reaches_lines(flows)
    usage, inflow = flows["usage_share"], flows["monthly_inflow_cny"]
    return {
        "to AML": int(risk.sum()),
        "risk signs at the lines": int((risk & listed).sum()),
        "on the list": int((listed & ~risk).sum()),
        "one risk sign": int(((flows["same_day_share"] >= 0.9) ^ (flows["round_share"] >= 0.5)).sum()),
        "usage near the line": int(usage.between(0.55, 0.65).sum()),
        "inflow near the line": int(inflow.between(4.2e5, 5.5e5).sum()),
        "goods near the line": int(flows["goods_share"].between(0.43, 0.55).sum()),
        "on the list without a loan": int((listed & ~risk & ~flows["has_loan"]).sum()),
    }


def _card(card: pd.DataFrame) -> Difficulty:
    return {
        "firms": len(card),
        "inflow a month not a whole ten thousand": int((card["inflow_cny"] / 12 % 1e4 != 0).sum()),
        "goods not a whole per cent": int((100 * card["goods_cny"] % card["inflow_cny"] != 0).sum()),
    }


def is_candidate(log: pd.DataFrame) -> pd.Series:
    """Ordinary ticket, 100,000 yuan or more, consent."""
    return (log["ticket"] == "ordinary") & (log["amount_cny"] >= 1e5) & log["has_marketing_consent"]


def _page(page: pd.DataFrame) -> Difficulty:
    large, ordinary = page["amount_cny"] >= 1e5, page["ticket"] == "ordinary"
    return {
        "visitors": len(page),
        "VIP tickets": int((~ordinary).sum()),
        "candidates": int(is_candidate(page).sum()),
        "exactly at the line": int((page["amount_cny"] == 100_000).sum()),
        "just below the line": int(page["amount_cny"].between(9e4, 99_999).sum()),
        "large without consent": int((large & ordinary & ~page["has_marketing_consent"]).sum()),
        "large VIPs with consent": int((large & ~ordinary & page["has_marketing_consent"]).sum()),
        "large cash": int((page["is_cash"] & (page["amount_cny"] >= 5e4)).sum()),
        "small cash": int((page["is_cash"] & (page["amount_cny"] < 5e4)).sum()),
    }


def _log(log: pd.DataFrame) -> Difficulty:
    large = log["amount_cny"] >= 1e5
    return {
        "visitors": len(log),
        "VIP tickets": int((log["ticket"] == "vip").sum()),
        "large": int(large.sum()),
        "large and ordinary, share": float((large & (log["ticket"] == "ordinary")).mean()),
        "candidates, share": float(is_candidate(log).mean()),
    }


def referral_counts(log: pd.DataFrame) -> pd.DataFrame:
    """`agreed` and `all` of each referrer."""
    groups = log.groupby("referrer_id")["has_agreed"]
    return pd.DataFrame({"agreed": groups.sum(), "all": groups.size()})


def _referrals(log: pd.DataFrame) -> Difficulty:
    made = referral_counts(log)
    best, most = (set(made[name].nlargest(10).index) for name in ("agreed", "all"))
    return {"referrers": len(made), "rows": len(log), "otherwise in the ten": len(most - best)}


def _events(book: pd.DataFrame) -> Difficulty:
    each = book["cost_cny"] / book["agreed_count"]
    best = set(each.nsmallest(3).index)
    return {
        "events": len(book),
        "not a whole hundred": int((each % 100 != 0).sum()),
        "best that are cheap": len(best & set(book["cost_cny"].nsmallest(3).index)),
        "best are the fullest": best == set(book["guest_count"].nlargest(3).index),
    }


LEAD_AND_HALL_MEASURES: dict[str, Callable[[pd.DataFrame], Difficulty]] = {
    "event_book": _events,
    "firm_flows": _flows,
    "flow_card": _card,
    "lead_findings": lambda found: {"firms": len(found), "needs": int(found["is_prospect"].sum())},
    "queue_log": _log,
    "queue_page": _page,
    "referral_book": _referrals,
    "transfer_leads": _leads,
}

LEAD_AND_HALL_SPREAD = {
    ("firm_flows", "prospects at the lines"): 4,
    ("firm_flows", "risk signs at the lines"): 2,
    ("firm_flows", "others at the lines"): 8,
    ("lead_findings", "needs"): 2,
    ("queue_log", "large and ordinary, share"): 0.013,
    ("queue_log", "candidates, share"): 0.016,
    ("queue_page", "candidates"): 2,
    ("referral_book", "rows"): 20,
    ("transfer_leads", "on the list"): 1,
}
