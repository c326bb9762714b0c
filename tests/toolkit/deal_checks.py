"""How hard each table is that a learner is dealt, in plain numbers, and how far variants may differ."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from exercise_deals import MORE_MEASURES, MORE_SPREAD, firm_grounds
from fee_and_buyer_deals import FEE_AND_BUYER_MEASURES, FEE_AND_BUYER_SPREAD
from group_deals import GROUP_MEASURES, GROUP_SPREAD
from lead_and_hall_deals import LEAD_AND_HALL_MEASURES, LEAD_AND_HALL_SPREAD
from leaving_and_holding_deals import CASE_MEASURES, CASE_SPREAD
from retention_deals import RETENTION_MEASURES, RETENTION_SPREAD
from rfm_deals import RFM_MEASURES, RFM_SPREAD
from tier_deals import TIER_MEASURES

from kamlab.data.deals import table

FIVE_LEVEL_CUTS = (25, 45, 65, 80)
TIER_CUTS = (5e4, 5e5, 2e6, 6e6)

Difficulty = dict[str, float]


def _digits(values: pd.Series) -> int:
    return int(values.astype(str).str.len().sum())


def _profits(book: pd.DataFrame) -> Difficulty:
    profits = book["profit_cny"]
    reached = profits.cumsum() / profits.sum()
    return {
        "total, thousand": profits.sum() / 1_000,
        "digits to add": _digits(profits // 1_000),
        "clients for 80 %": int((reached < 0.8 - 1e-12).sum() + 1),
        "top-20 % share": float(reached.iloc[1]),
    }


def composite(book: pd.DataFrame) -> pd.Series:
    """Composite score in exact tenths: six of contribution, four of potential."""
    return (6 * book["contribution_score"] + 4 * book["potential_score"]) / 10


def levels(book: pd.DataFrame) -> pd.Series:
    """Level A-E of each client, a vetoed one E."""
    rung = np.searchsorted(FIVE_LEVEL_CUTS, composite(book), side="right")
    return pd.Series([*"EDCBA"])[rung].set_axis(book.index).mask(book["has_veto"], "E")


def _level_book(book: pd.DataFrame) -> Difficulty:
    free = composite(book)[~book["has_veto"]]
    gaps = np.subtract.outer(free.to_numpy(), FIVE_LEVEL_CUTS)
    return {
        "clients": len(book),
        "vetoes": int(book["has_veto"].sum()),
        "within 2 below a cut": int(((gaps < 0) & (gaps >= -2)).any(axis=1).sum()),
        "within 2 above a cut": int(((gaps >= 0) & (gaps <= 2)).any(axis=1).sum()),
        **{f"level {level}": int((levels(book) == level).sum()) for level in "ABCD"},
    }


def _grid(book: pd.DataFrame) -> Difficulty:
    totals = book.sum(axis="columns")
    return {
        "boxes to add": book.size,
        "stars": int((totals >= totals.mean()).sum()),
        "totals within 3 of the mean": int(((totals - totals.mean()).abs() < 3).sum()),
        "mean": float(totals.mean()),
    }


def _printed(book: pd.DataFrame) -> Difficulty:
    return {
        "wrong stars": int((book["total"] < book.attrs["printed_mean"]).sum()),
        "visible less printed mean": float(book["total"].mean() - book.attrs["printed_mean"]),
    }


def futures_class(book: pd.DataFrame) -> pd.Series:
    """Class of each client by rule: a firm with a spot exposure hedges, the others go by equity."""
    size = np.searchsorted((5e5, 5e6), book["equity_cny"], side="right")
    by_equity = pd.Series(["retail", "mid", "large"])[size]
    return by_equity.set_axis(book.index).mask(book["is_corporate"] & book["has_spot_exposure"], "hedger")


def _futures(book: pd.DataFrame) -> Difficulty:
    by_size, kind = book["equity_cny"], futures_class(book)
    near = by_size.between(4.25e6, 5.75e6) | by_size.between(4.25e5, 5.75e5)
    return {
        "within 5 % of the 5 m cut": int(by_size.between(4.75e6, 5.25e6).sum()),
        "within 5 % of the 0.5 m cut": int(by_size.between(4.75e5, 5.25e5).sum()),
        "within 15 % of a cut": int(near.sum()),
        "firms that do not hedge": int((book["is_corporate"] & (kind != "hedger")).sum()),
        "persons with a spot exposure": int((~book["is_corporate"] & book["has_spot_exposure"]).sum()),
        "hedgers that are not large": int(((kind == "hedger") & (by_size < 5e6)).sum()),
        "classes": kind.nunique(),
    }


def _coverage(book: pd.DataFrame) -> Difficulty:
    counts = book["client_count"]
    lost = float((counts * [0.62, 0.42, 0.12]).sum())
    is_whole = abs(lost - round(lost)) < 1e-9
    return {"total": int(counts.sum()), "whole clients lost": is_whole, "loss share": lost / 1_000}


def tier_rung(aum: pd.Series) -> pd.Series:
    """Rung 0-4 of the asset tier, ordinary to private."""
    return pd.Series(np.searchsorted(TIER_CUTS, aum, side="right"), index=aum.index)


def _schemes(book: pd.DataFrame) -> Difficulty:
    level, tier = levels(book).map("EDCBA".index), tier_rung(book["aum_cny"])
    nearest = np.abs(np.log(np.divide.outer(book["aum_cny"].to_numpy(), TIER_CUTS))).min(axis=1)
    return {
        "clients": len(book),
        "assets within 6 % of a cut": int((nearest < 0.06).sum()),
        "rungs that differ": int((level != tier).sum()),
        "cells that are not empty": int((pd.crosstab(tier, level) > 0).to_numpy().sum()),
    }


def _firms(firms: pd.DataFrame) -> Difficulty:
    grounds, income = firm_grounds(firms), firms["annual_income_cny"]
    return {
        **{name: int(column.sum()) for name, column in grounds.items()},
        "no key account": int((~grounds.any(axis="columns")).sum()),
        "two grounds": int((grounds.sum(axis="columns") > 1).sum()),
        "income within 15 % of the line": int(income.between(425_000, 575_000).sum()),
        "potential within 5 of the line": int(firms["potential_score"].between(66, 74).sum()),
    }


def _trades(log: pd.DataFrame) -> Difficulty:
    first = log[log["client_id"] == "K01"]
    sold = first.loc[~first["is_return"], "amount_cny"]
    return {
        "trades of K01": len(sold),
        "returns of K01": int(first["is_return"].sum()),
        "mean not a whole thousand": float(sold.mean() % 1_000),
        "digits to add": _digits(sold // 1_000),
    }


MEASURES: dict[str, Callable[[pd.DataFrame], Difficulty]] = {
    "client_profits": _profits,
    "contact_log": lambda log: {"clients": log["client_id"].nunique()},
    "coverage_book": _coverage,
    "futures_book": _futures,
    "key_accounts": _firms,
    "level_book_12": _level_book,
    "level_book_60": _level_book,
    "printed_table": _printed,
    "receipt_log": lambda log: {"clients": log["client_id"].nunique()},
    "scheme_book": _schemes,
    "scoring_grid": _grid,
    "trade_log": _trades,
    **MORE_MEASURES,
    **FEE_AND_BUYER_MEASURES,
    **GROUP_MEASURES,
    **LEAD_AND_HALL_MEASURES,
    **RETENTION_MEASURES,
    **CASE_MEASURES,
    **RFM_MEASURES,
    **TIER_MEASURES,
}

MAY_SPREAD = {
    ("client_profits", "digits to add"): 3,
    ("client_profits", "clients for 80 %"): 2,
    ("client_profits", "top-20 % share"): 0.31,
    ("coverage_book", "loss share"): 0.13,
    ("printed_table", "visible less printed mean"): 2,
    ("scheme_book", "rungs that differ"): 6,
    ("scheme_book", "cells that are not empty"): 5,
    ("scoring_grid", "mean"): 9,
    ("trade_log", "digits to add"): 1,
    **MORE_SPREAD,
    **FEE_AND_BUYER_SPREAD,
    **GROUP_SPREAD,
    **LEAD_AND_HALL_SPREAD,
    **RETENTION_SPREAD,
    **CASE_SPREAD,
    **RFM_SPREAD,
}
"""Largest difference between two variants; a measure that is not named here must be the same in all."""


def spread(name: str, variants: range) -> pd.DataFrame:
    """Measures of one table over the variants: `min`, `mean`, `max`, `allowed` (largest max - min)."""
    found = pd.DataFrame([MEASURES[name](table(name, variant)) for variant in variants]).astype(float)
    allowed = [MAY_SPREAD.get((name, measure), 0) for measure in found.columns]
    return found.agg(["min", "mean", "max"]).T.assign(allowed=allowed)
