"""Expected answers of exercise 1, computed for every variant with the toolkit's own methods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import pandas as pd

from kamlab.answers import Expected
from kamlab.answers.slips import expected_choices, expected_number
from kamlab.data.deals import table
from kamlab.methods.levels import five_levels, futures_classes
from kamlab.methods.pareto import pareto
from kamlab.methods.retention import COVERAGE_CHURN, expected_loss
from kamlab.methods.scoring import score_matrix

NO_NUMBER = ("八成", "1.2.3")
NO_PERCENT = (*NO_NUMBER, 120, 0.8)
NO_COUNT = (*NO_NUMBER, 2.5, -1)
NO_MEAN = (*NO_NUMBER, 61, "29,11")
MOVED_COUNT = 100

Answers = dict[str, Expected]
Labels = dict[str, str]
Accepted = Mapping[str, tuple[str, ...]]
Value = TypeVar("Value")


def expected(variant: int) -> Answers:
    """Expected answer of every question but the letter, which a trainer marks by the rubric."""
    grid, printed = table("scoring_grid", variant), table("printed_table", variant)
    return {
        **_concentration(table("client_profits", variant)["profit_cny"]),
        "e1-3-levels": _levels(table("level_book_12", variant)),
        "e1-4-totals": _totals(grid),
        **_means(grid, printed),
        **_stars(grid, printed),
        "e1-5-classes": _futures(table("futures_book", variant)),
        **_coverage(table("coverage_book", variant)),
    }


def _concentration(profits: pd.Series[int]) -> Answers:
    result = pareto(profits)
    count, fewest = result.client_count, result.clients_for_80
    share_slips = {
        "rule-recited": 80.0,
        "heads-not-value": 20.0,
        "largest-client-only": 100 * float(profits.max()) / result.total,
    }
    count_slips = {
        "share-of-heads": 0.8 * count,
        "stopped-before-line": fewest - 1,
        "went-past-line": fewest + 1,
        "heads-not-value": 0.2 * count,
    }
    return {
        "e1-1-top-share": expected_number(
            100 * result.top20_share, tolerance=0.1, wrong=share_slips, invalid=NO_PERCENT
        ),
        "e1-1-clients-for-80": expected_number(fewest, wrong=count_slips, invalid=(*NO_COUNT, 11)),
    }


def _levels(book: pd.DataFrame) -> Expected:
    result = five_levels(book)
    pairs = zip(_labels(result["level"]).items(), result["other_level"], strict=True)
    accepted = {client: (level, str(other)) if other else (level,) for (client, level), other in pairs}
    misread = {
        "potential-only": five_levels(book, weight=0.0),
        "weights-swapped": five_levels(book, weight=0.4),
        "contribution-only": five_levels(book, weight=1.0),
        "equal-weights": five_levels(book, weight=0.5),
        "forgot-veto": five_levels(book.assign(has_veto=False)),
    }
    wrong = {name: result["level"] for name, result in misread.items()}
    return Expected(accepted, wrong=_label_slips(accepted, wrong), invalid=("A", {"K01": "F"}, {"K99": "A"}))


def _totals(grid: pd.DataFrame) -> Expected:
    totals = score_matrix(grid).totals
    return Expected(
        _cells(totals),
        wrong={
            "averaged-not-added": _cells((totals / len(grid.columns)).round(2)),
            "left-out-a-column": _cells(grid.drop(columns="fit_score").sum(axis="columns")),
        },
        invalid=("42", {"K01": {"total": "八成"}}, {"K99": {"total": 42}}, {"K01": {"sum": 42}}),
    )


def _means(grid: pd.DataFrame, printed: pd.DataFrame) -> Answers:
    totals, visible = score_matrix(grid).totals, printed["total"]
    nine, seven, one_decimal = float(totals.mean()), float(visible.mean()), printed.attrs["printed_mean"]
    nine_slips = {
        "seven-rows-only": seven,
        "one-decimal-only": one_decimal,
        "median-not-mean": float(totals.median()),
        "divided-by-seven": float(totals.sum()) / len(visible),
    }
    seven_slips = {
        "all-nine-rows": nine,
        "printed-mean-trusted": one_decimal,
        "divided-by-nine": float(visible.sum()) / len(totals),
    }
    return {
        "e1-4-mean": expected_number(nine, tolerance=0.01, wrong=nine_slips, invalid=NO_MEAN),
        "e1-4-visible-mean": expected_number(seven, tolerance=0.01, wrong=seven_slips, invalid=NO_MEAN),
    }


def _stars(grid: pd.DataFrame, printed: pd.DataFrame) -> Answers:
    result, seven = score_matrix(grid), list(printed.index)
    right = _chosen(result.stars)
    star_slips = {
        "printed-stars-trusted": seven,
        "stars-reversed": _chosen(~result.stars),
        "median-not-mean": _chosen(result.totals >= result.totals.median()),
        "half-of-maximum": _chosen(result.totals >= 9 * len(grid.columns) / 2),
    }
    wrong = [client for client in seven if client not in right]
    wrong_slips = {
        "all-printed-chosen": seven,
        "listed-the-right-stars": [client for client in seven if client in right],
    }
    return {
        "e1-4-stars": expected_choices(right, wrong=star_slips, invalid=("K01", ["K10"], ["K01", "K01"])),
        "e1-4-wrong-stars": expected_choices(wrong, wrong=wrong_slips, invalid=("K04", ["K08"])),
    }


def _futures(book: pd.DataFrame) -> Expected:
    right = {client: (label,) for client, label in _labels(futures_classes(book)).items()}
    is_large = book["equity_cny"] >= 5e6
    wrong = {
        "forgot-hedging-first": futures_classes(book.assign(has_spot_exposure=False)),
        "firm-means-hedger": futures_classes(book.assign(has_spot_exposure=True)),
        "spot-means-hedger": futures_classes(book.assign(is_corporate=True)),
        "turnover-for-equity": futures_classes(book.assign(equity_cny=book["monthly_turnover_cny"])),
        "small-firms-by-equity": futures_classes(
            book.assign(has_spot_exposure=book["has_spot_exposure"] & is_large)
        ),
        "rounded-up-to-line": futures_classes(book, large_cny=4.75e6, mid_cny=4.75e5),
        "asked-for-more": futures_classes(book, large_cny=5.25e6, mid_cny=5.25e5),
    }
    invalid = ("large", {"K01": "whale"}, {"K99": "mid"})
    return Expected(right, wrong=_label_slips(right, wrong), invalid=invalid)


def _coverage(book: pd.DataFrame) -> Answers:
    one, three, five = (int(count) for count in book["client_count"])
    total, rates = one + three + five, list(COVERAGE_CHURN.values())
    average = sum(rates) / len(rates)
    now = expected_loss({1: one, 3: three, 5: five})
    first = expected_loss({1: one - MOVED_COUNT, 3: three + MOVED_COUNT, 5: five}).lost
    second = expected_loss({1: one, 3: three - MOVED_COUNT, 5: five + MOVED_COUNT}).lost
    lost = {
        "counted-kept": total - now.lost,
        "rates-averaged": average * total,
        "first-row-only": rates[0] * one,
    }
    shares = {name: 100 * slip / total for name, slip in lost.items()} | {"one-rate-for-all": 100 * rates[0]}
    whole = {name: round(slip) for name, slip in lost.items()}
    first_slips = _move_slips(first, before=now.lost, total=total, old_rate=rates[0])
    second_slips = _move_slips(second, before=now.lost, total=total, old_rate=rates[1])
    chained = {"moves-chained": first + second - now.lost, "same-saving-again": first}
    return {
        "e1-8-lost": expected_number(now.lost, wrong=whole, invalid=NO_COUNT),
        "e1-8-share": expected_number(100 * now.share, tolerance=0.1, wrong=shares, invalid=NO_PERCENT),
        "e1-8-one-to-three": expected_number(first, wrong=first_slips, invalid=NO_COUNT),
        "e1-8-three-to-five": expected_number(second, wrong=second_slips | chained, invalid=NO_COUNT),
    }


def _move_slips(after: float, *, before: float, total: int, old_rate: float) -> dict[str, float]:
    saved = before - after
    straight = (COVERAGE_CHURN[1] - COVERAGE_CHURN[5]) / 2 * MOVED_COUNT
    return {
        "gave-the-saving": saved,
        "counted-kept": total - after,
        "nothing-moved": before,
        "straight-line": before - straight,
        "one-step-only": before - saved / 2,
        "movers-left-out": before - old_rate * MOVED_COUNT,
        "moved-backwards": before + saved,
    }


def _label_slips(right: Accepted, wrong: Mapping[str, pd.Series[str]]) -> dict[str, Labels]:
    """Rows in which each slip departs from every accepted label, the farthest-reaching slip first."""
    rows: dict[str, Labels] = {}
    for name, labels in wrong.items():
        apart = {client: label for client, label in _labels(labels).items() if label not in right[client]}
        if apart and apart not in rows.values():
            rows[name] = apart
    return dict(sorted(rows.items(), key=lambda slip: -len(slip[1])))


def _labels(column: pd.Series[str]) -> Labels:
    return {str(client): str(label) for client, label in column.items()}


def _cells(totals: pd.Series[float]) -> dict[str, dict[str, float]]:
    return {str(client): {"total": float(total)} for client, total in totals.items()}


def _chosen(marks: pd.Series[bool]) -> list[str]:
    return [str(client) for client in marks.index[marks]]
