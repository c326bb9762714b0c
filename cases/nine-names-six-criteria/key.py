"""Expected answers of the case "Nine names, six criteria". The case has one variant, the fixed grid."""

from __future__ import annotations

import pandas as pd

from kamlab.answers import Expected
from kamlab.data.deals import table
from kamlab.methods.scoring import score_matrix

NO_NUMBER = ("八成", "1.2.3")


def expected(variant: int) -> dict[str, Expected]:
    """Expected answer of every question that a rule can judge; the three texts are marked by the learner."""
    grid = table("scoring_grid", variant)
    printed = table("printed_table", variant)
    return {
        **_check(grid, printed),
        **_rebuild(grid, printed),
        **_what_if(grid),
        **_relative(grid),
    }


def _check(grid: pd.DataFrame, printed: pd.DataFrame) -> dict[str, Expected]:
    seven = list(printed.index)
    right = [client for client in _stars(grid) if client in seven]
    wrong = [client for client in seven if client not in right]
    return {
        "c16-visible-mean": Expected(
            round(float(printed["total"].mean()), 2),
            tolerance=0.05,
            wrong={
                "printed-mean-trusted": printed.attrs["printed_mean"],
                "divided-by-nine": round(float(printed["total"].sum()) / len(grid), 2),
            },
            invalid=(*NO_NUMBER, 120, -3),
        ),
        "c16-wrong-stars": Expected(
            wrong,
            wrong={"printed-stars-trusted": seven, "listed-the-right-stars": right},
            invalid=("K04", ["K08"], ["K04", "K04"]),
        ),
    }


def _rebuild(grid: pd.DataFrame, printed: pd.DataFrame) -> dict[str, Expected]:
    visible, rows = int(printed["total"].sum()), len(grid)
    mean = printed.attrs["printed_mean"]
    return {
        "c16-lost-pair": Expected(
            int(grid.sum(axis=1).sum()) - visible,
            wrong={
                "rounded-mean-times-nine": round(rows * mean - visible, 1),
                "mean-for-each-lost-row": round(2 * mean, 1),
            },
            invalid=(*NO_NUMBER, 500),
        ),
        "c16-ours": Expected(
            ["first-name", "last-columns", "pair-split"],
            wrong={
                "inference-taken-for-filling": ["first-name", "grand-total", "last-columns", "pair-split"],
                "filling-taken-for-inference": ["first-name", "last-columns"],
            },
            invalid=("relation", ["name"]),
        ),
        "c16-why-nine": Expected(
            "parity",
            wrong={"forgot-rounding": "whole", "column-length-as-proof": "length", "guessed-size": "size"},
            invalid=("nine",),
        ),
        "c16-least-criteria": Expected(
            _least_criteria(grid),
            wrong={"rounded-down": _least_criteria(grid) - 1, "visible-columns-only": 3},
            invalid=(*NO_NUMBER, 21, 0),
        ),
    }


def _what_if(grid: pd.DataFrame) -> dict[str, Expected]:
    raised = grid.copy()
    raised.loc["K04", "policy_score"] = 9
    before, after = score_matrix(grid), score_matrix(raised)
    return {
        "c16-new-mean": Expected(
            round(float(after.mean), 2),
            tolerance=0.01,
            wrong={
                "mean-did-not-move": round(float(before.mean), 2),
                "gave-the-clients-total": int(raised.sum(axis=1)["K04"]),
            },
            invalid=(*NO_NUMBER, 61),
        ),
        "c16-new-stars": Expected(
            _stars(raised),
            wrong={"stars-did-not-move": _stars(grid), "starred-all-printed": list(grid.index[:7])},
            invalid=("K04", ["K10"]),
        ),
        "c16-policy-weight": Expected(
            _first_weight(grid, client="K06"),
            wrong={"stopped-before-line": "p30", "policy-cannot-carry": "never"},
            invalid=("35",),
        ),
    }


def _relative(grid: pd.DataFrame) -> dict[str, Expected]:
    weak = pd.DataFrame(1, columns=grid.columns, index=pd.Index(["K10"], name=grid.index.name))
    some = list(grid.index[3:])
    totals = grid.sum(axis=1).loc[some]
    doubled = totals + grid["policy_score"].loc[some]
    return {
        "c16-tenth-row": Expected(
            _stars(pd.concat([grid, weak])),
            wrong={"stars-did-not-move": _stars(grid), "starred-all-printed": list(grid.index[:7])},
            invalid=("K10", ["K08"]),
        ),
        "c16-double-policy": Expected(
            _falling(doubled),
            wrong={"kept-the-old-order": _falling(totals)},
            invalid=(["K04"], ["K04", "K04", "K05", "K06", "K07", "K08"]),
        ),
    }


def _stars(grid: pd.DataFrame) -> list[str]:
    stars = score_matrix(grid).stars
    return [str(client) for client in stars.index[stars]]


def _falling(totals: pd.Series[int]) -> list[str]:
    return [str(client) for client in totals.sort_values(ascending=False, kind="stable").index]


def _least_criteria(grid: pd.DataFrame) -> int:
    """Smallest number of criteria, at most 9 points each, that can give the highest total."""
    return -(-int(grid.to_numpy().sum(axis=1).max()) // 9)


def _first_weight(grid: pd.DataFrame, *, client: str) -> str:
    """First of the offered weights of policy support at which `client` reaches the mean."""
    others = [column for column in grid.columns if column != "policy_score"]
    for percent in (20, 25, 30, 35, 50):
        rest = (1 - percent / 100) / len(others)
        scores = grid["policy_score"] * percent / 100 + grid[others].sum(axis=1) * rest
        if scores[client] >= scores.mean():
            return f"p{percent}"
    return "never"
