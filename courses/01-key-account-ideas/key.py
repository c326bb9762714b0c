"""Expected answers of lecture 1, part one, from the learner's variant. Texts are read by a person."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kamlab.answers import Expected
from kamlab.data.deals import table
from kamlab.data.deals.scoring import VISIBLE_COUNT
from kamlab.methods import segment
from kamlab.methods.key_accounts import LARGE_INCOME_CNY
from kamlab.methods.retention import COVERAGE_CHURN, expected_loss

NO_NUMBER = ("八成", "1.2.3")
STEPS = ["veto", "score", "cut", "amber", "reason"]
FAMILIES = {
    "early-redemption": "transaction",
    "largest-inflow": "finance",
    "largest-trade": "transaction",
    "overdue-rate": "finance",
    "tenure": "transaction",
    "open-matters": "contact",
    "praise-ratio": "contact",
    "collection-days": "finance",
}
ALLOWED = ["own-book", "complaint-file", "masked-totals"]
SOUND = ["like-clients", "own-data", "no-source"]

CHOICES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "pareto-meaning": (
        "measured",
        {
            "no-eighty-no-classes": "no-classes",
            "data-bent-to-slogan": "until-eighty",
            "must-make-hundred": "sum-to-hundred",
        },
    ),
    "level-loan": (
        "keep-visits",
        {
            "two-scales-as-one": "level-down",
            "trouble-means-leave": "stay-away",
            "key-client-above-risk": "ask-risk-back",
        },
    ),
    "scoring-claims": (
        "within-batch",
        {
            "star-is-standard": "good-enough",
            "no-star-no-effort": "others-bad",
            "unweighted-is-neutral": "no-weights",
        },
    ),
    "scheme-choice": (
        "five-levels",
        {
            "today-only": "asset-tier",
            "loan-classes-for-visits": "loan-classes",
            "busy-is-promising": "one-indicator",
        },
    ),
}
"""Question -> right option, and the option that each misconception leads to."""
SORTED = {
    "indicator-family": Expected(
        FAMILIES,
        wrong={
            "inflow-is-trade": {"largest-inflow": "transaction"},
            "redemption-is-contact": {"early-redemption": "contact"},
            "tenure-is-contact": {"tenure": "contact"},
        },
        invalid=({"tenure": "risk"}, {"balance": "finance"}, "finance"),
    ),
    "data-use": Expected(
        ALLOWED,
        wrong={
            "payees-are-prospects": [*ALLOWED, "copy-payees"],
            "private-phone-is-fine": [*ALLOWED, "private-phone"],
            "only-without-names": ["masked-totals"],
        },
        invalid=("own-book", ["all"]),
    ),
    "level-order": Expected(
        STEPS,
        wrong={
            "veto-after-score": ["score", "veto", "cut", "amber", "reason"],
            "veto-last": ["score", "cut", "amber", "veto", "reason"],
            "edge-before-cut": ["veto", "score", "amber", "cut", "reason"],
        },
        invalid=(["veto", "score"], ["veto", *STEPS[:-1]], "veto"),
    ),
    "coverage-claims": Expected(
        SOUND,
        wrong={"together-is-cause": [*SOUND, "cause"], "period-made-up": [*SOUND, "annual"]},
        invalid=("own-data", ["source"]),
    ),
}


def expected(variant: int) -> dict[str, Expected]:
    """Expected answer of every question that a rule can judge."""
    return {
        **{name: Expected(right, wrong=wrong, invalid=("?",)) for name, (right, wrong) in CHOICES.items()},
        **SORTED,
        "ka-type": _ka_type(table("key_accounts", variant)),
        **_pareto(table("client_profits", variant)["profit_cny"]),
        "gap-ratio": _gap_ratio(),
        "level-labels": _levels(table("level_book_60", variant)),
        **_scoring(table("scoring_grid", variant)),
        "futures-class": _futures(table("futures_book", variant)),
        "coverage-loss": _coverage(table("coverage_book", variant)),
    }


def _ka_type(firms: pd.DataFrame) -> Expected:
    income, is_tied = firms["annual_income_cny"], firms["is_group_member"] | firms["is_channel_partner"]
    right = segment.account_types(firms).astype(str)
    is_none = right == "none"
    wrong = {
        "income-only": right.where(right == "economic", "none"),
        "group-without-product": right.mask(is_none & is_tied, "group"),
        "rival-is-potential": right.mask(is_none & firms["has_rival_offer"], "strategic"),
        "nearly-is-enough": right.mask(is_none & (income >= 0.7 * LARGE_INCOME_CNY), "economic"),
    }
    return _sorted_into(_plain(right), wrong, invalid=({"K01": "vip"}, {"K99": "none"}, "group"))


def _pareto(profits: pd.Series[int]) -> dict[str, Expected]:
    found = segment.pareto(profits)
    share, count = round(100 * found.top20_share, 2), found.clients_for_80
    shares = {
        "recited-eighty": 80.0,
        "share-of-the-rest": round(100 - share, 2),
        "top-client-only": round(100 * float(profits.max()) / found.total, 2),
    }
    counts = {"heads-for-money": found.top20_count, "eighty-of-heads": 8}
    return {
        "pareto-share": Expected(
            share, tolerance=0.1, wrong=_apart(shares, share, least=0.2), invalid=(*NO_NUMBER, 0.8, 120, -5)
        ),
        "pareto-count": Expected(
            count, wrong=_apart(counts, count, least=0.5), invalid=(*NO_NUMBER, 2.5, -1)
        ),
    }


def _gap_ratio() -> Expected:
    gap, before = segment.service_gap(0.4), segment.service_gap(0.2)
    wrong = {
        "ratio-unchanged": before.ratio,
        "ratio-halved": before.ratio / 2,
        "heads-for-profit": gap.top_per_head / gap.rest_per_head,
        "rest-only": gap.rest_per_value,
        "ratio-turned-over": 1 / gap.ratio,
    }
    rounded = {name: round(value, 2) for name, value in wrong.items()}
    return Expected(round(gap.ratio, 2), tolerance=0.05, wrong=rounded, invalid=(*NO_NUMBER, 160, -6))


def _levels(book: pd.DataFrame) -> Expected:
    graded = segment.five_levels(book)
    pairs = zip(graded.index, graded["level"], graded["other_level"], strict=True)
    right = {str(client): (level, other) if other else (level,) for client, level, other in pairs}
    wrong = {
        "veto-ignored": segment.five_levels(book.assign(has_veto=False))["level"],
        "weights-turned": segment.five_levels(book, weight=0.4)["level"],
        "contribution-only": segment.five_levels(book, weight=1.0)["level"],
    }
    return _sorted_into(right, wrong, invalid=({"K01": "F"}, {"K99": "A"}, "A"))


def _scoring(grid: pd.DataFrame) -> dict[str, Expected]:
    sheet, criteria = segment.score_matrix(grid), grid.shape[1]
    means = {
        "lost-rows-left-out": float(sheet.totals.iloc[:VISIBLE_COUNT].mean()),
        "middle-for-mean": float(sheet.totals.median()),
        "mean-of-one-box": sheet.mean / criteria,
    }
    mean, rounded = round(sheet.mean, 2), {name: round(value, 2) for name, value in means.items()}
    return {
        "scoring-totals": Expected(
            _totals(sheet.totals),
            wrong={
                "last-criterion-missed": _totals(grid.iloc[:, :-1].sum(axis="columns")),
                "mean-for-total": _totals(sheet.totals / criteria),
            },
            invalid=({"K01": {"total": "四十"}}, {"K01": {"mean": 4}}, "42"),
        ),
        "scoring-mean": Expected(
            mean, tolerance=0.05, wrong=_apart(rounded, mean, least=0.1), invalid=NO_NUMBER
        ),
    }


def _futures(book: pd.DataFrame) -> Expected:
    wrong = {
        "size-before-purpose": segment.futures_classes(book.assign(is_corporate=False)),
        "spot-is-enough": segment.futures_classes(book.assign(is_corporate=True)),
        "firm-is-enough": segment.futures_classes(book.assign(has_spot_exposure=True)),
        "noughts-miscounted": segment.futures_classes(book, large_cny=5e5, mid_cny=5e4),
    }
    right = _plain(segment.futures_classes(book))
    return _sorted_into(right, wrong, invalid=({"K01": "whale"}, {"K99": "mid"}, "mid"))


def _coverage(book: pd.DataFrame) -> Expected:
    counts = book.set_index("product_count")["client_count"]
    lost, total = expected_loss(counts).lost, float(counts.sum())
    wrong = {
        "rates-averaged": round(total * sum(COVERAGE_CHURN.values()) / len(COVERAGE_CHURN)),
        "stayers-counted": round(total - lost),
        "one-product-only": round(float(counts[1]) * COVERAGE_CHURN[1]),
    }
    apart = _apart(wrong, lost, least=1.5)
    return Expected(round(lost), tolerance=0.5, wrong=apart, invalid=(*NO_NUMBER, 460.5, -1))


def _totals(column: pd.Series[float]) -> dict[str, dict[str, float]]:
    return {str(client): {"total": round(float(value), 2)} for client, value in column.items()}


def _sorted_into(
    right: Mapping[str, tuple[str, ...]], wrong: Mapping[str, pd.Series[str]], *, invalid: tuple[object, ...]
) -> Expected:
    """Labels, and of each misconception the rows it gets wrong; one that shows nowhere is left out."""
    rows = {
        name: {str(row): str(label) for row, label in labels.items() if label not in right[str(row)]}
        for name, labels in wrong.items()
    }
    return Expected(right, wrong={name: found for name, found in rows.items() if found}, invalid=invalid)


def _plain(labels: pd.Series[str]) -> dict[str, tuple[str, ...]]:
    return {str(row): (str(label),) for row, label in labels.items()}


def _apart(wrong: Mapping[str, float], right: float, *, least: float) -> dict[str, float]:
    """Known wrong numbers that are not, in this variant, right by chance."""
    return {name: value for name, value in wrong.items() if abs(value - right) > least}
