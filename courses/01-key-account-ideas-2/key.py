"""Expected answers of lecture 1, part two: the same figures for everybody. Texts are read by a person."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kamlab.answers import Expected
from kamlab.methods.levels import next_tiers
from kamlab.methods.retention import keep_or_win
from kamlab.methods.segment import quantile_scores
from kamlab.methods.value import lifetime_value

NO_NUMBER = ("两千", "1.2.3")
FREQUENCIES = (1, 1, 1, 1, 2, 2, 3, 4, 6, 9)
LADDER_CNY = {"p46": 460_000, "p43": 430_000, "w185": 1_850_000, "g4": 40_000, "v590": 5_900_000}
CHURN = {
    "r1": "loss_making",
    "r2": "taken_along",
    "r3": "given_up",
    "r4": "forced",
    "r5": "competitor",
    "r6": "own_wish",
}
FOCUS = {"g": "pooling", "m": "bills", "t": "fx", "h": "payroll", "p": "merchants"}
GOALS = {"c1": "known", "c2": "meeting", "c3": "trust", "c4": "products"}
FIRST_WEEK = ["repay", "leave", "help", "more"]

CHOICES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "rfm-sum": ("not-alike", {"digits-add-up": "same-sum", "money-is-all": "money-only"}),
    "scale-choice": ("others-squeezed", {"nominal-is-real": "money-decides", "scale-is-harmless": "nothing"}),
    "alert-meaning": (
        "precise-not-full",
        {"precision-recall-swapped": "swapped", "misses-not-counted": "good"},
    ),
    "class-one": ("one-per-bank", {"one-in-the-country": "one-in-all", "by-assets": "by-assets"}),
}
"""Question -> right option, and the option that each misconception leads to."""
SORTED = {
    "churn-kind": Expected(
        CHURN,
        wrong={
            "followed-is-own-wish": {"r2": "own_wish"},
            "move-is-own-wish": {"r4": "own_wish"},
            "every-exit-is-a-rival": {"r1": "competitor", "r6": "competitor"},
            "our-no-is-forced": {"r3": "forced"},
            "loss-is-own-wish": {"r1": "own_wish"},
        },
        invalid=("given_up", {"r1": "bored"}, {"r9": "forced"}),
    ),
    "focus-match": Expected(
        FOCUS,
        wrong={"payroll-for-all": {"g": "payroll", "p": "payroll"}, "bills-for-export": {"t": "bills"}},
        invalid=("pooling", {"g": "loan"}, {"x": "fx"}),
    ),
    "call-goal": Expected(
        GOALS,
        wrong={
            "products-at-once": {"c1": "products", "c2": "products"},
            "meeting-before-name": {"c1": "meeting"},
            "products-before-trust": {"c3": "products"},
        },
        invalid=("known", {"c1": "sell"}, {"c9": "known"}),
    ),
    "downturn-first": Expected(
        FIRST_WEEK,
        wrong={
            "sell-first": ["more", "repay", "leave", "help"],
            "leavers-before-money": ["leave", "repay", "help", "more"],
            "help-before-looking": ["help", "repay", "leave", "more"],
        },
        invalid=(["repay"], "repay", [*FIRST_WEEK, "more"]),
    ),
}


def expected(variant: int) -> dict[str, Expected]:
    """Expected answer of every question that a rule can judge."""
    return {
        **{name: Expected(right, wrong=wrong, invalid=("?",)) for name, (right, wrong) in CHOICES.items()},
        **SORTED,
        **_money(),
        **_counts(),
        "ladder-candidates": _ladder(),
    }


def _money() -> dict[str, Expected]:
    worth = float(lifetime_value(3_000, retention=0.75, discount=0.05, timing="end_after_survival"))
    gross = 100 * 900 / 10_000
    return {
        "worth-value": Expected(
            round(worth, 6),
            tolerance=1,
            wrong={
                "divided-by-churn": 3_000 / 0.25,
                "undiscounted": 9_000.0,
                "first-margin-now": 10_500.0,
                "first-margin-certain": 10_000.0,
                "multiple-only": 2.5,
            },
            invalid=NO_NUMBER,
        ),
        "profit-return": Expected(
            5.0,
            tolerance=0.01,
            wrong={
                "loss-forgotten": 6.5,
                "cost-forgotten": 7.5,
                "nothing-taken-off": gross,
                "over-income": round(100 * 500 / 900, 2),
            },
            invalid=(*NO_NUMBER, 0.05),
        ),
    }


def _counts() -> dict[str, Expected]:
    score = int(quantile_scores(FREQUENCIES)[FREQUENCIES.index(2)])
    bought = keep_or_win(240_000, keep_cost_cny=800, multiple=7)
    return {
        "rfm-frequency": Expected(
            score, wrong={"lines-without-one": 2, "line-above-counted": 4}, invalid=(*NO_NUMBER, 0, 6)
        ),
        "keep-won": Expected(
            bought.won,
            wrong={"rounded-up": bought.won + 1, "kept-not-won": bought.kept},
            invalid=(*NO_NUMBER, -1, 42.9),
        ),
        "contact-days": Expected(
            math.ceil(989 / 20),
            wrong={
                "rounded-down": 49,
                "part-of-a-day": 989 / 20,
                "meetings-not-calls": math.ceil(989 / 5),
            },
            invalid=(*NO_NUMBER, -1),
        ),
    }


def _ladder() -> Expected:
    found = next_tiers(list(LADDER_CNY.values()))["is_candidate"].tolist()
    right = [name for name, is_candidate in zip(LADDER_CNY, found, strict=True) if is_candidate]
    return Expected(
        right,
        wrong={"near-is-near": [*right, "p43"], "absolute-distance": ["g4", "p46"]},
        invalid=("p46", ["p99"]),
    )
