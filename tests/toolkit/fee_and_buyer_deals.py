"""How hard the tables of small accounts, buyers and dealers are; `deal_checks` puts these beside its own."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

Difficulty = dict[str, float]


def fee_money(book: pd.DataFrame) -> dict[str, float]:
    """The four parts of a fee's effect and what is left, yuan, added up anew."""
    fee, cost, margin, complaint = book.attrs.values()
    count, closed, complaints = (
        float(book[name].sum()) for name in ("account_count", "closed_count", "complaint_count")
    )
    parts = {
        "income": fee * (count - closed),
        "saved": cost * closed,
        "lost": -margin * closed,
        "complained": -complaint * complaints,
    }
    return parts | {"net": sum(parts.values())}


def _accounts(book: pd.DataFrame) -> Difficulty:
    closure = book["closed_count"] / book["account_count"]
    complaint = book["complaint_count"] / book["account_count"]
    numbers = book[["account_count", "closed_count", "complaint_count"]]
    return {
        "accounts": float(book["account_count"].sum()),
        "vulnerable groups": int(book["is_vulnerable"].sum()),
        "net is a loss": fee_money(book)["net"] < 0,
        "net": fee_money(book)["net"],
        "closure out of bounds": int(((closure < 0.05) | (closure > 0.40)).sum()),
        "complaints out of bounds": int(((complaint < 0.01) | (complaint > 0.08)).sum()),
        "digits to add": int(numbers.astype(str).map(len).to_numpy().sum()),
    }


def plan_faults(plans: pd.DataFrame) -> pd.DataFrame:
    """Which rule each plan breaks, told anew."""
    is_charged = plans["fee_cny"] > 0
    return pd.DataFrame(
        {
            "basic_service": ~plans["keeps_counter"],
            "exemption": is_charged & ~plans["has_exemption"],
            "penalty": plans["fee_cny"] > plans["cost_to_serve_cny"],
            "notice": is_charged & (plans["notice_days"] < 90),
        }
    )


def _plans(plans: pd.DataFrame) -> Difficulty:
    faults = plan_faults(plans)
    return {
        **{name: int(count) for name, count in faults.sum().items()},
        "two rules broken": int((faults.sum(axis="columns") > 1).sum()),
        "fee equals cost": int((plans["fee_cny"] == plans["cost_to_serve_cny"]).sum()),
        "no fee and no exemption": int(((plans["fee_cny"] == 0) & ~plans["has_exemption"]).sum()),
    }


def _orders(book: pd.DataFrame) -> Difficulty:
    shares = book["order_cny"] / book["order_cny"].sum()
    return {
        "buyers": len(book),
        "top-10 share": float(shares.iloc[:10].sum()),
        "share of the first": float(shares.iloc[0]),
        "quarters add up": bool((book.filter(regex="^q").sum(axis="columns") == book["order_cny"]).all()),
    }


def _top(book: pd.DataFrame) -> Difficulty:
    shares = book["order_cny"] / book["order_cny"].sum()
    return {
        "rows": len(book),
        "buyers": int(book["buyer_count"].sum()),
        "HHI of the ten": float((shares.iloc[:10] ** 2).sum()),
        "digits to add": int((book["order_cny"] // 10_000).astype(str).str.len().sum()),
    }


def below_and_good(dealers: pd.DataFrame) -> pd.Series:
    """Dealers below six million that sell more than the average of all."""
    return (dealers["own_capital_cny"] < 6_000_000) & (dealers["sales_cny"] > dealers["sales_cny"].mean())


def _dealers(book: pd.DataFrame) -> Difficulty:
    capital = book["own_capital_cny"]
    return {
        "dealers": len(book),
        "exactly at the line": int((capital == 6_000_000).sum()),
        "close to the line": int(capital.between(5_700_001, 6_299_999).sum()),
        "below": int((capital < 6_000_000).sum()),
        "below and good": int(below_and_good(book).sum()),
    }


def offer_faults(offers: pd.DataFrame) -> pd.DataFrame:
    """What is unfair about each offer, told anew."""
    return pd.DataFrame(
        {
            "home": offers["asks_home_deed"],
            "excess": offers["deposit_cny"] > offers["credit_goods_cny"],
            "mixed": ~offers["is_held_apart"],
            "locked": offers["return_days"] > 30,
        }
    )


def _offers(offers: pd.DataFrame) -> Difficulty:
    faults = offer_faults(offers)
    return {
        **{name: int(count) for name, count in faults.sum().items()},
        "two grounds": int((faults.sum(axis="columns") > 1).sum()),
        "deposit equals goods": int((offers["deposit_cny"] == offers["credit_goods_cny"]).sum()),
        "back after exactly 30 days": int((offers["return_days"] == 30).sum()),
        "deposits of six million": int((offers["deposit_cny"] == 6_000_000).sum()),
    }


FEE_AND_BUYER_MEASURES: dict[str, Callable[[pd.DataFrame], Difficulty]] = {
    "buyer_orders": _orders,
    "dealers_12": _dealers,
    "dealers_80": lambda book: {"dealers": len(book)},
    "deposit_terms": _offers,
    "fee_plans": _plans,
    "small_accounts": _accounts,
    "top_buyers": _top,
}
FEE_AND_BUYER_SPREAD = {
    ("buyer_orders", "top-10 share"): 0.05,
    ("buyer_orders", "share of the first"): 0.15,
    ("dealers_12", "below"): 2,
    ("dealers_12", "below and good"): 1,
    ("small_accounts", "net"): 9_000,
    ("small_accounts", "digits to add"): 3,
    ("top_buyers", "HHI of the ten"): 0.10,
    ("top_buyers", "digits to add"): 6,
}
FEE_AND_BUYER_ROWS = {
    "buyer_orders": "buyer",
    "dealers_12": "dealer",
    "dealers_80": "dealer",
    "deposit_terms": "offer",
    "fee_plans": "plan",
    "small_accounts": "account_group",
    "top_buyers": "buyer",
}
"""What the rows of a table are, where they are not clients."""
