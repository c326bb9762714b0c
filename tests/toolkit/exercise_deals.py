"""How hard the tables of the second half of exercise 1 are; `deal_checks` puts these beside its own."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

Difficulty = dict[str, float]
LEVEL_CUTS, TIER_CUTS = (25, 45, 65, 80), (5e4, 5e5)


def _card(card: pd.DataFrame) -> Difficulty:
    sold = card.loc[~card["is_return"], "amount_cny"]
    back = card.loc[card["is_return"], "amount_cny"]
    return {
        "trades": len(sold),
        "returns": len(back),
        "mean not a whole thousand": float(sold.mean() % 1_000),
        "digits to add": int((sold // 1_000).astype(str).str.len().sum()),
        "trades up to the return": int((sold <= back.max()).sum()),
        "last is largest": sold.idxmax() == card.index[-1],
        "return is first or last": bool(card["is_return"].iloc[[0, -1]].any()),
    }


def rank_moves(book: pd.DataFrame) -> pd.DataFrame:
    """Places each client moves from the ranking by count to that by average trade, and to that by amount."""
    ranked = book.assign(mean=book["amount_cny"] / book["trade_count"]).rank(ascending=False)
    return pd.DataFrame(
        {name: (ranked[name] - ranked["trade_count"]).abs() for name in ("mean", "amount_cny")}
    )


def _ranks(book: pd.DataFrame) -> Difficulty:
    moves = rank_moves(book)["mean"].sort_values(ascending=False)
    return {
        "clients": len(book),
        "most places moved": moves.iloc[0],
        "next most": moves.iloc[1],
        "clients who move": int((moves > 0).sum()),
        "averages not a whole thousand": int((book["amount_cny"] / book["trade_count"] % 1_000 > 0).sum()),
        "digits to divide": int((book["amount_cny"] // 1_000).astype(str).str.len().sum()),
    }


def _budget(book: pd.DataFrame) -> Difficulty:
    kept = float(book["budget_cny"].iloc[0] / book["keep_cost_cny"].iloc[0])
    return {
        "kept not whole": kept % 1,
        **{f"left over at {multiple} times": kept % multiple for multiple in (4, 5, 6)},
        "rounds up at 7 times": kept % 7 > 3.5,
    }


def places(book: pd.DataFrame, *, tenths: tuple[int, int] = (6, 4)) -> pd.DataFrame:
    """Rung of each client in the three tiers (0-2) and in the five levels (0-4)."""
    score = (tenths[0] * book["contribution_score"] + tenths[1] * book["potential_score"]) / 10
    rung = np.where(book["has_veto"], 0, np.searchsorted(LEVEL_CUTS, score, side="right"))
    tier = np.searchsorted(TIER_CUTS, book["aum_cny"], side="right")
    return pd.DataFrame({"score": score, "tier": tier, "level": rung}, index=book.index)


def _crosstab(book: pd.DataFrame) -> Difficulty:
    found, swapped = places(book), places(book, tenths=(4, 6))
    cells = found.groupby(["tier", "level"]).size()
    from_cut = np.abs(np.subtract.outer(found["score"].to_numpy(), LEVEL_CUTS)).min(axis=1)
    from_line = np.abs(np.log(np.divide.outer(book["aum_cny"].to_numpy(), TIER_CUTS))).min(axis=1)
    return {
        "clients": len(book),
        "vetoes": int(book["has_veto"].sum()),
        "scores near a cut": int((from_cut < 2.5).sum()),
        "assets near a line": int((from_line < 0.08).sum()),
        **{f"cells of {count}": int((cells == count).sum()) for count in (1, 2, 3)},
        "high tier below 2 million": int(book["aum_cny"].between(5e5, 2e6).sum()),
        "levels that swapped weights change": int((found["level"] != swapped["level"]).sum()),
        "smallest tier": int(found.groupby("tier").size().min()),
        "smallest level": int(found.groupby("level").size().min()),
    }


def firm_signs(firms: pd.DataFrame) -> pd.DataFrame:
    """Which sign of a business focus holds for each firm, in the order in which they are asked."""
    return pd.DataFrame(
        {
            "agency": firms["business"] == "public_service",
            "merchants": firms["business"] == "site_operator",
            "supervised": firms["business"] == "developer",
            "capital_market": firms["is_listed"],
            "pooling": firms["subsidiary_count"] >= 3,
            "fx": firms["fx_share"] >= 0.30,
        }
    )


def firm_grounds(firms: pd.DataFrame) -> pd.DataFrame:
    """Which ground for being a key account holds for each firm, in the order in which they are asked."""
    is_tied = firms["is_group_member"] | firms["is_channel_partner"]
    return pd.DataFrame(
        {
            "important": firms["is_public_body"],
            "group": is_tied & (firms["product_count"] >= 1),
            "economic": firms["annual_income_cny"] >= 500_000,
            "strategic": (firms["potential_score"] >= 70) & firms["has_rival_offer"],
        }
    )


def _firms(firms: pd.DataFrame) -> Difficulty:
    grounds, signs = firm_grounds(firms), firm_signs(firms)
    return {
        **{f"type {name}": int(count) for name, count in _first(grounds).items()},
        **{f"focus {name}": int(count) for name, count in _first(signs).items()},
        "two grounds": int((grounds.sum(axis="columns") > 1).sum()),
        "two signs": int((signs.sum(axis="columns") > 1).sum()),
        "income within 15 % of the line": int(firms["annual_income_cny"].between(425_000, 575_000).sum()),
        "potential within 5 of the line": int(firms["potential_score"].between(65, 75).sum()),
        "FX within 6 points of the line": int(firms["fx_share"].between(0.24, 0.36).sum()),
        "subsidiaries within 1 of the line": int(firms["subsidiary_count"].between(2, 3).sum()),
        "high potential without a rival": int(
            ((firms["potential_score"] >= 70) & ~firms["has_rival_offer"]).sum()
        ),
    }


def _first(table: pd.DataFrame) -> pd.Series:
    """Firms whose first ground each column is; "none" for those without."""
    return table.idxmax(axis="columns").where(table.any(axis="columns"), "none").value_counts()


def fx_losses(book: pd.DataFrame) -> pd.DataFrame:
    """What each segment lost, in money and as a share of its own settlement before."""
    lost = book["fx_before_musd"] - book["fx_after_musd"]
    return pd.DataFrame({"money": lost, "share": lost / book["fx_before_musd"]})


def _fx(book: pd.DataFrame) -> Difficulty:
    losses = fx_losses(book)
    hit = losses["money"].idxmax()
    return {
        "segments": len(book),
        "segments that grow": int((losses["money"] < 0).sum()),
        "hit is the largest": hit == book["fx_before_musd"].idxmax(),
        "hit falls fastest": hit == losses["share"].idxmax(),
        "next loss over the hit's half": losses["money"].nlargest(2).iloc[1] > losses["money"].max() / 2,
        "fall of the branch": float(losses["money"].sum() / book["fx_before_musd"].sum()),
    }


MORE_MEASURES: dict[str, Callable[[pd.DataFrame], Difficulty]] = {
    "crosstab_book": _crosstab,
    "firm_book_20": _firms,
    "fx_book": _fx,
    "indicator_card": _card,
    "indicator_ranks": _ranks,
    "keep_budget": _budget,
}
MORE_SPREAD = {
    ("crosstab_book", "levels that swapped weights change"): 2,
    ("crosstab_book", "smallest tier"): 1,
    ("crosstab_book", "smallest level"): 1,
    ("fx_book", "fall of the branch"): 0.06,
    ("indicator_ranks", "clients who move"): 2,
    ("indicator_ranks", "digits to divide"): 4,
}
MORE_ROWS = {"fx_book": "fx_segment", "indicator_card": "entry_number", "keep_budget": "district"}
"""What the rows of a table are, where they are not clients."""
