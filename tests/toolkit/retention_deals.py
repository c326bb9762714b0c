"""How hard the dealt tables on leaving, alerts and contacts are, in plain numbers."""

from __future__ import annotations

import itertools

import pandas as pd

Difficulty = dict[str, float]
SIGNS = ("days", "equity", "drop", "complaint", "source")
MILD = {"days": 30, "equity": 0.75, "drop": 0.3}
STRONG = {"days": 60, "equity": 0.5, "drop": 0.6}


def signs(book: pd.DataFrame, at: dict[str, float]) -> pd.DataFrame:
    """Which client shows which sign, the limits at the given places: five true/false columns."""
    return pd.DataFrame(
        {
            "days": book["days_since_last_txn"] >= at["days"],
            "equity": book["equity_ratio"] <= at["equity"],
            "drop": book["contact_drop_share"] >= at["drop"],
            "complaint": book["has_complaint"],
            "source": book["source"] == "intermediary",
        }
    )


def quality(book: pd.DataFrame, flagged: pd.Series) -> tuple[float, float]:
    """Precision and recall, counted without the method."""
    hits = (flagged & book["has_churned"]).sum()
    return hits / flagged.sum(), hits / book["has_churned"].sum()


def good_sets(book: pd.DataFrame, at: dict[str, float]) -> list[tuple[str, ...]]:
    """Sets of signs that together reach precision 0.6 and recall 0.7."""
    shown = signs(book, at)
    every = [some for size in range(1, 6) for some in itertools.combinations(SIGNS, size)]
    found = {some: quality(book, shown[list(some)].any(axis="columns")) for some in every}
    return [some for some, (precision, recall) in found.items() if precision >= 0.6 and recall >= 0.7]


def true_reasons(log: pd.DataFrame) -> pd.Series:
    """Reason that the facts of each leaver speak for, read without the method."""
    reasons = pd.Series("own_wish", index=log.index)
    reasons[log["equity_ratio"] <= 0.5] = "loss_making"
    reasons[log["has_rival_offer"]] = "competitor"
    reasons[log["left_with"] != "nobody"] = "taken_along"
    reasons[log["life_event"] != "none"] = "forced"
    reasons[log["is_closed_by_firm"]] = "given_up"
    return reasons


def grounds(log: pd.DataFrame) -> pd.DataFrame:
    """Which grounds hold for each leaver: five true/false columns."""
    return pd.DataFrame(
        {
            "given_up": log["is_closed_by_firm"],
            "forced": log["life_event"] != "none",
            "taken_along": log["left_with"] != "nobody",
            "competitor": log["has_rival_offer"],
            "loss_making": log["equity_ratio"] <= 0.5,
        }
    )


def _leavers(log: pd.DataFrame) -> Difficulty:
    true, written = true_reasons(log), log["recorded_reason"]
    inevitable = ["given_up", "forced"]
    return {
        "leavers": len(log),
        "avoidable": int((~true.isin(inevitable)).sum()),
        "avoidable hidden by the record": int((written.isin(inevitable) & ~true.isin(inevitable)).sum()),
        "written down wrongly": int((written != true).sum()),
        "nearly half lost": int(log["equity_ratio"].between(0.5, 0.6, inclusive="right").sum()),
        "churn": len(log) / log.attrs["start_count"],
    }


def _activity(book: pd.DataFrame) -> Difficulty:
    best = signs(book, STRONG)[["days", "equity", "complaint"]].any(axis="columns")
    precision, recall = quality(book, best)
    every = quality(book, signs(book, MILD).any(axis="columns"))
    return {
        "clients": len(book),
        "leavers": int(book["has_churned"].sum()),
        "precision of the best": precision,
        "recall of the best": recall,
        "good sets": len(good_sets(book, STRONG)),
        "precision of all mild signs": every[0],
        "recall of all mild signs": every[1],
        "without a sign": int((book["has_churned"] & book["lead_days"].isna()).sum()),
    }


def _contacts(book: pd.DataFrame) -> Difficulty:
    counts = book["client_count"]
    return {
        "clients": int(counts.sum()),
        "meetings used": float((counts * book["visits_each"]).sum() / 1_250),
        "calls used": float((counts * book["calls_each"]).sum() / 5_000),
    }


RETENTION_MEASURES = {"activity_book": _activity, "contact_book": _contacts, "leaver_log": _leavers}
RETENTION_SPREAD = {
    ("activity_book", "precision of all mild signs"): 0.04,
    ("activity_book", "recall of all mild signs"): 0.08,
    ("contact_book", "meetings used"): 0.20,
    ("contact_book", "calls used"): 0.10,
    ("leaver_log", "avoidable"): 3,
    ("leaver_log", "churn"): 0.05,
}
RETENTION_ROWS = {"contact_book": "level"}
