"""Expected answers of the case "A group client in a mountain county", from the learner's variant."""

from __future__ import annotations

import pandas as pd

from kamlab.answers import Expected
from kamlab.data.deals import table
from kamlab.data.deals.group import BANKS
from kamlab.methods.group_client import pooling, wallet_shares

NO_AMOUNT = ("很多", "1.2.3")
MOVES = ["collect", "goal", "solution", "sell"]


def expected(variant: int) -> dict[str, Expected]:
    """Expected answer of every question that a rule can judge."""
    return {
        **_whole(table("group_book", variant)),
        **_pool(table("group_weeks", variant)),
        "c17-missing-role": _missing_role(table("role_map", variant)),
        "c17-four-moves": Expected(
            MOVES,
            wrong={
                "selling-first": ["sell", "collect", "goal", "solution"],
                "solution-before-goal": ["collect", "solution", "goal", "sell"],
                "goal-before-knowing": ["goal", "collect", "solution", "sell"],
            },
            invalid=(["collect"], "collect"),
        ),
        "c17-first-step": Expected(
            "workshop",
            wrong={
                "more-of-the-same": "more-visits",
                "price-is-the-answer": "cheaper",
                "order-for-consent": "order-from-above",
            },
            invalid=("?",),
        ),
    }


def _whole(book: pd.DataFrame) -> dict[str, Expected]:
    held = book[list(BANKS)]
    shares = wallet_shares(book, banks=BANKS)["own_balance_cny"]
    total, share = int(held.to_numpy().sum()), round(100 * float(shares["group"]), 2)
    blank = str(held.index[held["own_balance_cny"] == 0][0])
    without_parent = int(held[~book["is_parent"]].to_numpy().sum())
    average = round(100 * float(shares.drop("group").mean()), 2)
    options = ["G02", "G03", "G04", "G05", "G14"]
    smallest = {
        "smallest-is-blank": "G14",
        "largest-is-blank": next(name for name in options if name != blank),
    }
    return {
        "c17-total": Expected(
            total,
            tolerance=1,
            wrong={"parent-left-out": without_parent, "one-bank-only": int(held["own_balance_cny"].sum())},
            invalid=(*NO_AMOUNT, -1),
        ),
        "c17-wallet": Expected(
            share,
            tolerance=0.1,
            wrong={} if abs(average - share) <= 0.2 else {"shares-averaged": average},
            invalid=(*NO_AMOUNT, 0.25, 120),
        ),
        "c17-blind-spot": Expected(blank, wrong=smallest, invalid=("G06",)),
    }


def _pool(flows: pd.DataFrame) -> dict[str, Expected]:
    result = pooling(flows)
    needs = {str(entity): need for entity, need in result.needs.items()}
    outflows = {str(name): float(-column.clip(upper=0).sum()) for name, column in flows.items()}
    worst = {str(name): float(-column.min()) for name, column in flows.items()}
    end = {str(name): float(-min(column.sum(), 0)) for name, column in flows.items()}
    joint = flows.sum(axis="columns")
    slips = {
        "all-outflows-added": outflows | {"pool": float(-joint.clip(upper=0).sum())},
        "worst-week-only": worst | {"pool": float(-min(joint.min(), 0))},
        "end-instead-of-lowest": end | {"pool": float(-min(joint.sum(), 0))},
        "needs-added-for-pool": needs | {"pool": result.separate_cny},
    }
    right = needs | {"pool": result.pooled_cny}
    released = {"pool-not-taken-off": result.separate_cny, "pool-is-released": result.pooled_cny}
    return {
        "c17-needs": Expected(
            _cells(right),
            tolerance=1,
            wrong={name: _cells(cells) for name, cells in slips.items() if cells != right},
            invalid=("G01", {"G09": {"need": 1}}, {"G01": {"cash": 1}}),
        ),
        "c17-released": Expected(
            result.released_cny,
            tolerance=1,
            wrong={name: value for name, value in released.items() if value != result.released_cny},
            invalid=(*NO_AMOUNT,),
        ),
    }


def _cells(needs: dict[str, float]) -> dict[str, dict[str, float]]:
    return {name: {"need": need} for name, need in needs.items()}


def _missing_role(people: pd.DataFrame) -> Expected:
    meetings = people.groupby("role")["contact_count"].sum()
    missing = str(meetings.index[meetings == 0][0])
    silent = people[(people["contact_count"] == 0) & (people["role"] != missing)]["role"].iloc[0]
    return Expected(missing, wrong={"one-person-is-a-role": str(silent)}, invalid=("boss",))
