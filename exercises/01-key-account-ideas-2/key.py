"""Expected answers of exercise 1, part two, computed for every variant with the toolkit's own methods."""

from __future__ import annotations

import math
from collections.abc import Mapping
from operator import eq
from typing import Any

import pandas as pd

from kamlab.answers import Expected
from kamlab.answers.slips import expected_number, told_apart
from kamlab.data.deals import table
from kamlab.methods import key_accounts as rule
from kamlab.methods.compare import rank_shift, schemes_crosstab
from kamlab.methods.indicators import indicators
from kamlab.methods.levels import five_levels, three_tiers
from kamlab.methods.retention import keep_or_win

NO_NUMBER = ("八成", "1.2.3")
NO_COUNT = (*NO_NUMBER, 2.5, -1)
NO_FALL = (*NO_NUMBER, -12.5, 0.125, 111)
SIX = "trade_count amount_cny mean_amount_cny largest_amount_cny return_count return_amount_cny".split()
COUNT, TOTAL, MEAN, LARGEST, RETURNS, BACK = SIX
MULTIPLES = (4, 5, 6, 7)
FX_2003, FX_2008, FX_2009 = 590, 2_115, 2_004
"""Foreign-exchange earnings of the source's county, USD million."""
SOURCE_SLIPS = ("average-of-both", "keep-everyone", "largest-is-safest", "futures-dearer")
SCHEMES = {"visits": "levels", "service": "tiers", "redemptions": "indicator", "repayment": "loan"}

Answers = dict[str, Expected]
Cells = dict[str, dict[str, float]]


def expected(variant: int) -> Answers:
    """Expected answer of every question but the memo, which a trainer marks by the rubric."""
    firms = table("firm_book_20", variant)
    return {
        "e1-2-card": _card(table("indicator_card", variant)),
        "e1-2-mover": _mover(table("indicator_ranks", variant)),
        "e1-6-types": _type_answers(firms),
        "e1-6-focus": _focus_answers(firms),
        **_budget(table("keep_budget", variant).iloc[0]),
        "e1-7-sources": _choice("assumption", wrong={slip: slip for slip in SOURCE_SLIPS}, invalid=("?",)),
        "e1-9-cells": _crosstab(table("crosstab_book", variant)),
        "e1-9-schemes": _schemes(),
        "e1-10-fall": _county_fall(),
        **_segments(table("fx_book", variant)),
    }


def _card(card: pd.DataFrame) -> Expected:
    log = card.assign(client_id="K01", date="2025-06-30", margin_cny=0)
    six = indicators(log, as_of="2025-12-31").loc["K01", SIX]
    count, total, back, entries = six[COUNT], six[TOTAL], six[BACK], len(card)
    slips = {
        "wan-for-yuan": {name: six[name] / 1e4 for name in (TOTAL, MEAN, LARGEST, BACK)},
        "return-as-trade": {COUNT: entries, TOTAL: total + back, MEAN: (total + back) / entries},
        "return-counted": {COUNT: entries},
        "return-added": {TOTAL: total + back},
        "return-subtracted": {TOTAL: total - back},
        "mean-over-all-rows": {MEAN: total / entries},
        "mean-less-return": {MEAN: (total - back) / count},
        "last-for-largest": {LARGEST: card["amount_cny"].iloc[-1]},
        "return-overlooked": {RETURNS: 0, BACK: 0},
        "return-negative": {BACK: -back},
    }
    invalid = ("60000", {COUNT: {"value": "八成"}}, {"profit_cny": {"value": 1}}, {TOTAL: {"total": 1}})
    wrong = {name: _values(numbers) for name, numbers in slips.items()}
    return Expected(_values(dict(six)), wrong=wrong, invalid=invalid)


def _values(numbers: Mapping[str, float]) -> Cells:
    return {name: {"value": float(number)} for name, number in numbers.items()}


def _mover(book: pd.DataFrame) -> Expected:
    count, amount = book["trade_count"], book["amount_cny"]
    mean = amount / count
    slips = {
        "first-by-count": count.idxmax(),
        "first-by-average": mean.idxmax(),
        "total-for-average": rank_shift(count, amount).index[0],
    }
    return _choice(str(rank_shift(count, mean).index[0]), wrong=slips, invalid=("K07", ["K01"]))


def _type_answers(firms: pd.DataFrame) -> Expected:
    right, line, nearly = rule.account_types(firms), rule.LARGE_INCOME_CNY, rule.HIGH_POTENTIAL_POINTS - 5
    marks = ["is_public_body", "is_group_member", "is_channel_partner", "has_rival_offer"]
    slips = {
        "size-only": rule.account_types(firms.assign(**dict.fromkeys(marks, False))),
        "today-only": rule.account_types(firms.assign(has_rival_offer=False)),
        "money-first": right.astype(str).mask(firms["annual_income_cny"] >= line, "economic"),
        "tie-is-enough": rule.account_types(firms.assign(product_count=1)),
        "rival-is-enough": rule.account_types(firms.assign(potential_score=100)),
        "potential-is-enough": rule.account_types(firms.assign(has_rival_offer=True)),
        "nearly-is-enough": rule.account_types(firms, income_cny=0.85 * line, points=nearly),
    }
    return _labels(right, wrong=slips, invalid=("group", {"K01": "huge"}, {"K99": "group"}))


def _focus_answers(firms: pd.DataFrame) -> Expected:
    right, heads = rule.business_focus(firms), firms["subsidiary_count"] >= rule.HEAD_OFFICE_COUNT
    focus, is_tied = right.astype(str), firms["is_group_member"] | firms["is_channel_partner"]
    by_member = firms.assign(subsidiary_count=rule.HEAD_OFFICE_COUNT * firms["is_group_member"])
    slips = {
        "type-for-focus": focus.mask(is_tied, "pooling"),
        "listed-overlooked": rule.business_focus(firms.assign(is_listed=False)),
        "group-before-listed": focus.mask(heads, "pooling"),
        "fx-first": focus.mask(firms["fx_share"] >= rule.FX_SHARE, "fx"),
        "member-is-head": rule.business_focus(by_member),
        "fewer-subsidiaries": rule.business_focus(firms, head_count=rule.HEAD_OFFICE_COUNT - 1),
        "short-of-fx-line": rule.business_focus(firms, fx_share=0.8 * rule.FX_SHARE),
        "dealer-is-fx": focus.mask(firms["business"] == "dealer", "fx"),
    }
    return _labels(right, wrong=slips, invalid=("fx", {"K01": "gold"}, {"K99": "fx"}))


def _budget(given: pd.Series[int]) -> Answers:
    budget, cost = float(given["budget_cny"]), float(given["keep_cost_cny"])
    bought = {multiple: keep_or_win(budget, keep_cost_cny=cost, multiple=multiple) for multiple in MULTIPLES}
    kept, won = bought[4].kept, {multiple: each.won for multiple, each in bought.items()}
    step = won[4] - won[5]
    slips = {
        "multiple-ignored": dict.fromkeys(MULTIPLES, kept),
        "multiplied": {m: kept * m for m in MULTIPLES},
        "gave-the-difference": {m: kept - won[m] for m in MULTIPLES},
        "straight-line": {6: won[5] - step, 7: won[5] - 2 * step},
        "rounded-up": {7: won[7] + 1},
    }
    instead = {"winning-cost-used": won[4], "multiplied-not-divided": budget * cost, "cost-not-count": cost}
    return {
        "e1-7-kept": expected_number(kept, wrong=instead, invalid=NO_COUNT),
        "e1-7-won": Expected(
            _won(won),
            wrong={name: _won(counts) for name, counts in slips.items()},
            invalid=("150", {"x7": {"won": 85.7}}, {"x4": {"won": "八成"}}, {"x9": {"won": 1}}),
        ),
    }


def _won(counts: Mapping[int, float]) -> Cells:
    return {f"x{multiple}": {"won": float(count)} for multiple, count in counts.items()}


def _crosstab(book: pd.DataFrame) -> Expected:
    tiers, levels = three_tiers(book["aum_cny"]), five_levels(book)["level"]
    right = schemes_crosstab(tiers, levels)
    higher_line = three_tiers(book["aum_cny"], cuts=((2e6, "high"), (5e4, "mid"), (-math.inf, "low")))
    free = ~book["has_veto"]
    found = {
        "vetoed-left-out": schemes_crosstab(tiers[free], levels[free]),
        "forgot-veto": schemes_crosstab(tiers, five_levels(book.assign(has_veto=False))["level"]),
        "weights-swapped": schemes_crosstab(tiers, five_levels(book, weight=0.4)["level"]),
        "contribution-only": schemes_crosstab(tiers, five_levels(book, weight=1.0)["level"]),
        "wrong-tier-line": schemes_crosstab(higher_line, levels),
        "tiers-upside-down": right.iloc[::-1].set_axis(right.index),
        "levels-backwards": right.iloc[:, ::-1].set_axis(right.columns, axis="columns"),
    }
    wrong = {name: _cells(counts, like=right) for name, counts in found.items()}
    invalid = ("16", {"high": {"A": "八成"}}, {"high": {"F": 1}}, {"vip": {"A": 1}}, {"high": {"A": 0.5}})
    return Expected(_cells(right), wrong=_farthest_first(wrong), invalid=invalid)


def _cells(counts: pd.DataFrame, *, like: pd.DataFrame | None = None) -> Cells:
    """Cells of a table; with `like`, only those that differ from it."""
    shown = counts.astype(float) if like is None else counts.astype(float).where(counts != like)
    return {str(row): line.dropna().to_dict() for row, line in shown.iterrows() if line.notna().any()}


def _schemes() -> Expected:
    wrong = {
        "one-scheme-for-all": dict.fromkeys(SCHEMES, "levels"),
        "money-means-tomorrow": {"visits": "tiers"},
        "levels-for-repayment": {"repayment": "levels"},
        "score-for-one-fact": {"redemptions": "levels"},
    }
    return Expected(SCHEMES, wrong=wrong, invalid=("levels", {"visits": "stars"}, {"pricing": "tiers"}))


def _county_fall() -> Expected:
    fall = 100 * (FX_2008 - FX_2009) / FX_2008
    slips = {
        "later-year-as-base": 100 * (FX_2008 - FX_2009) / FX_2009,
        "what-is-left": 100 * FX_2009 / FX_2008,
        "trend-not-year": 100 * ((FX_2009 / FX_2003) ** (1 / 6) - 1),
        "one-decimal-only": round(fall, 1),
    }
    return expected_number(fall, tolerance=0.01, wrong=slips, invalid=NO_FALL)


def _segments(book: pd.DataFrame) -> Answers:
    before, after = book["fx_before_musd"], book["fx_after_musd"]
    lost, fall = before - after, 100 * (1 - after / before)
    hit = lost.idxmax()
    slips = {
        "later-year-as-base": 100 * lost[hit] / after[hit],
        "what-is-left": 100 * after[hit] / before[hit],
        "fastest-segment": fall.max(),
        "whole-branch": 100 * lost.sum() / before.sum(),
        "share-of-branch": 100 * lost[hit] / before.sum(),
        "money-not-percent": lost[hit],
    }
    other = {
        "fastest-segment": fall.idxmax(),
        "largest-segment": before.idxmax(),
        "grower-chosen": lost.idxmin(),
    }
    return {
        "e1-10-segment": _choice(str(hit), wrong=other, invalid=("?",)),
        "e1-10-segment-fall": expected_number(fall[hit], tolerance=0.1, wrong=slips, invalid=NO_FALL),
    }


def _choice(right: str, *, wrong: Mapping[str, object], invalid: tuple[object, ...]) -> Expected:
    kept = told_apart(right, {name: str(option) for name, option in wrong.items()}, same=eq)
    return Expected(right, wrong=kept, invalid=invalid)


def _labels(
    column: pd.Series[str], *, wrong: Mapping[str, pd.Series[str]], invalid: tuple[object, ...]
) -> Expected:
    right, slips = column.astype(str), {name: labels.astype(str) for name, labels in wrong.items()}
    apart = {name: labels[labels != right].to_dict() for name, labels in slips.items()}
    return Expected(right.to_dict(), wrong=_farthest_first(apart), invalid=invalid)


def _farthest_first(wrong: Mapping[str, Any]) -> dict[str, Any]:
    """Slips that show in this variant, each once, the one that reaches farthest first."""
    kept = told_apart({}, wrong, same=eq)
    return dict(sorted(kept.items(), key=lambda slip: -len(str(slip[1]))))
