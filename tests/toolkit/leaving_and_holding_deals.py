"""How hard the tables of cases 7 and 11 are: leavers, alerts, products, funds, Class I accounts."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pandas as pd

Difficulty = dict[str, float]
PAGE_LINES = {"monthly_trade_count": 40, "monthly_turnover_cny": 2e7, "account_count": 2, "equity_cny": 1e6}
SETTINGS = {
    "wide": (30, 0.75, True),
    "middle": (60, 0.5, True),
    "narrow": (90, 0.3, True),
    "quiet": (60, 0.5, False),
}
"""Days of silence, equity left and whether complaints count: the four settings that the case compares."""
BARRED = ("test_expired", "pension_money", "asked_to_close")
GROUNDS = {
    "given_up": ("papers_refused", "borrowed_account"),
    "forced": ("moved_abroad", "hospital_bill", "flat_bought", "plant_stopped"),
    "taken_along": ("followed_manager", "group_of_seven", "followed_intermediary"),
    "competitor": ("half_the_fee", "faster_line", "rival_research"),
}


def reasons(book: pd.DataFrame) -> pd.Series:
    """Reason that note and equity of each leaver speak for, read without the method."""
    found = pd.Series(np.where(book["equity_ratio"] <= 0.5, "loss_making", "own_wish"), index=book.index)
    for reason, notes in GROUNDS.items():
        found[book["exit_note"].isin(notes)] = reason
    return found


def _leavers(book: pd.DataFrame) -> Difficulty:
    found = reasons(book)
    is_low = book["equity_ratio"] <= 0.5
    return {
        "leavers": len(book),
        "inevitable": int(found.isin(["given_up", "forced"]).sum()),
        "reasons": found.nunique(),
        "fewest of one reason": int(found.value_counts().min()),
        "half lost but for another reason": int((is_low & (found != "loss_making")).sum()),
        "nearly half lost": int(book["equity_ratio"].between(0.5, 0.6, inclusive="right").sum()),
        "avoidable churn": float((~found.isin(["given_up", "forced"])).sum() / book.attrs["start_count"]),
    }


def choices(book: pd.DataFrame) -> list[tuple[int, tuple[str, ...]]]:
    """Commission and names of every set of clients that may be persuaded and fits into the hours, best first."""
    free = book[~book["stay_note"].isin(BARRED)]
    sets = (some for size in range(7) for some in itertools.combinations(free.index, size))
    fitting = [some for some in sets if free.loc[list(some), "contact_hours"].sum() <= 12]
    worth = [(int(free.loc[list(some), "annual_commission_cny"].sum()), some) for some in fitting]
    return sorted(worth, reverse=True)


def _candidates(book: pd.DataFrame) -> Difficulty:
    (best, chosen), (second, _) = choices(book)[:2]
    rate = book["annual_commission_cny"] / book["contact_hours"]
    is_barred = book["stay_note"].isin(BARRED)
    return {
        "barred": int(is_barred.sum()),
        "hours used": int(book.loc[list(chosen), "contact_hours"].sum()),
        "clients chosen": len(chosen),
        "barred bring most an hour": rate[is_barred].min() > rate[~is_barred].max(),
        "largest is not chosen": book["annual_commission_cny"].idxmax() not in chosen,
        "lead over the next best": best / second,
    }


def lines_reached(page: pd.DataFrame) -> pd.Series:
    """How many of the four lines each client reaches."""
    return pd.DataFrame({name: page[name] >= line for name, line in PAGE_LINES.items()}).sum(axis="columns")


def _page(page: pd.DataFrame) -> Difficulty:
    reached = lines_reached(page)
    rich = page["equity_cny"] >= PAGE_LINES["equity_cny"]
    return {
        **{f"clients at {count} lines": int((reached == count).sum()) for count in range(5)},
        "rich without two other lines": int((rich & (reached < 3)).sum()),
    }


def flagged(book: pd.DataFrame, setting: str) -> pd.Series:
    """Whom a setting flags, read without the method."""
    days, ratio, with_complaint = SETTINGS[setting]
    is_flagged = (book["days_since_last_txn"] >= days) | (book["equity_ratio"] <= ratio)
    return is_flagged | (book["has_complaint"] & with_complaint)


def quality(book: pd.DataFrame, setting: str) -> tuple[float, float]:
    """Precision and recall of a setting."""
    found = flagged(book, setting)
    hits = (found & book["has_churned"]).sum()
    return hits / found.sum(), hits / book["has_churned"].sum()


def _branch(book: pd.DataFrame) -> Difficulty:
    left = book[book["has_churned"]]
    precision, recall = quality(book, "middle")
    return {
        "clients": len(book),
        "leavers": len(left),
        "hedgers": int((book["is_corporate"] & book["has_spot_exposure"]).sum()),
        "inevitable": int(left["churn_reason"].isin(["given_up", "forced"]).sum()),
        "settings that reach both lines": sum(
            quality(book, name)[0] >= 0.6 and quality(book, name)[1] >= 0.7 for name in SETTINGS
        ),
        "precision in the middle": precision,
        "recall in the middle": recall,
    }


def gaps(split: pd.DataFrame) -> tuple[float, float]:
    """Raw and like-for-like gap in churn between few and many products, computed by hand."""
    rate = split["churned_count"] / split["client_count"]
    few, many = split.loc[["newer_few", "older_few"]].sum(), split.loc[["newer_many", "older_many"]].sum()
    sizes = split["client_count"].to_numpy().reshape(2, 2).sum(axis=1)
    inside = rate.to_numpy()[::2] - rate.to_numpy()[1::2]
    raw = few["churned_count"] / few["client_count"] - many["churned_count"] / many["client_count"]
    return float(raw), float((inside * sizes).sum() / sizes.sum())


def _split(split: pd.DataFrame) -> Difficulty:
    raw, adjusted = gaps(split)
    percent = 100 * split["churned_count"] / split["client_count"]
    return {
        "rates that are no whole per cent": int((percent % 1 > 1e-9).sum()),
        "raw gap": raw,
        "remaining": adjusted / raw,
    }


def _covered(book: pd.DataFrame) -> Difficulty:
    rate = book["has_churned"].groupby(book["product_count"].clip(upper=5)).mean()
    many, few = rate_of(book, book["product_count"] >= 3), rate_of(book, book["product_count"] < 3)
    return {"clients": len(book), **{f"churn at {n}": float(rate[n]) for n in (1, 3, 5)}, "raw": few - many}


def rate_of(book: pd.DataFrame, some: pd.Series) -> float:
    """Churn of some clients."""
    return float(book.loc[some, "has_churned"].mean())


def _needs(book: pd.DataFrame) -> Difficulty:
    is_saver = book["need"].isin(["saves_each_month", "idle_money"])
    return {
        "clients": len(book),
        "without consent": int((~book["has_marketing_consent"]).sum()),
        "nothing missing": int((book["need"] == "nothing_missing").sum()),
        "monthly savers below rating 3": int(
            ((book["need"] == "saves_each_month") & (book["risk_rating"] < 3)).sum()
        ),
        "savers who need the money within a year": int(
            (is_saver & book["has_marketing_consent"] & (book["horizon_month"] < 12)).sum()
        ),
    }


def _holders(book: pd.DataFrame) -> Difficulty:
    deep, silent = book["pnl_share"] < -0.10, book["days_since_contact"] > 30
    misfit = book["product_risk_level"] > book["risk_rating"]
    return {
        "to be called": int((deep & silent).sum()),
        "deep but spoken to": int((deep & ~silent).sum()),
        "silent but not deep": int((~deep & silent).sum()),
        "misfits to be called": int((deep & silent & misfit).sum()),
        "other misfits": int((misfit & ~(deep & silent)).sum()),
        "at minus 18 %": int((book["pnl_share"] == -0.18).sum()),
        "within a point of the line": int((book["pnl_share"] + 0.10).abs().le(0.01).sum()),
        "within three days of the line": int((book["days_since_contact"] - 30).abs().le(4).sum()),
    }


CASE_MEASURES: dict[str, Callable[[pd.DataFrame], Difficulty]] = {
    "branch_leavers": _leavers,
    "class_one_asks": lambda book: {
        place: int((book["class_one_at"] == place).sum())
        for place in ("this_outlet", "other_outlet", "other_bank", "none")
    },
    "coverage_clients": _covered,
    "coverage_split": _split,
    "fund_holders": _holders,
    "futures_branch": _branch,
    "keep_candidates": _candidates,
    "key_client_page": _page,
    "need_book": _needs,
}
CASE_SPREAD = {
    ("branch_leavers", "inevitable"): 1,
    ("branch_leavers", "avoidable churn"): 0.06,
    ("coverage_split", "raw gap"): 0.09,
    ("coverage_split", "remaining"): 0.08,
    ("futures_branch", "precision in the middle"): 0.10,
    ("futures_branch", "recall in the middle"): 0.12,
    ("keep_candidates", "lead over the next best"): 0.35,
}
CASE_ROWS = {"coverage_split": "peer_group"}
"""What the rows of a table are, where they are not clients."""
