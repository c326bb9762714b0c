"""Key accounts: on which ground a firm is one, and where a bank's business with it begins."""

from __future__ import annotations

from operator import itemgetter

import pandas as pd

from kamlab.errors import BadInput
from kamlab.methods.rules import Rule, classify, reaches
from kamlab.schema import flags, numbers, require

LARGE_INCOME_CNY = 500_000
"""From this yearly income for the bank a firm is a large economic client (teaching value)."""
HIGH_POTENTIAL_POINTS = 70
"""From this potential a firm courted by a rival is a strategic client (teaching value)."""
HEAD_OFFICE_COUNT = 3
"""From this number of subsidiaries a firm is the head of a group (teaching value)."""
FX_SHARE = 0.30
"""From this share of income in foreign exchange a firm is first of all a trader (teaching value)."""


def account_types(
    frame: pd.DataFrame, *, income_cny: float = LARGE_INCOME_CNY, points: float = HIGH_POTENTIAL_POINTS
) -> pd.Series[str]:
    """Type of each firm as a key account: "important", "group", "economic", "strategic", or "none".

    The source names the four types; the grounds and their order are this course's reading. The first that
    holds decides: a public body; a member of a group or a partner in a supply chain that uses a product of
    ours; a yearly income for the bank from `income_cny`; a potential from `points` that a rival bids for.

    From columns `annual_income_cny` (CNY), `potential_score` (points 0-100), `product_count` (whole),
    `is_public_body`, `is_group_member`, `is_channel_partner`, `has_rival_offer` (true/false) to a categorical
    column `account_type` on the same index. An empty table gives an empty column.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing or of the wrong kind, or a client stands twice.

    Examples
    --------
    >>> firm = {"annual_income_cny": 9e5, "potential_score": 40, "product_count": 2, "is_public_body": False,
    ...         "is_group_member": True, "is_channel_partner": False, "has_rival_offer": False}
    >>> account_types(pd.DataFrame([firm, firm | {"product_count": 0}])).tolist()
    ['group', 'economic']
    """
    ties = ("is_group_member", "is_channel_partner")
    require(frame, "annual_income_cny", "potential_score", "product_count", *ties)
    require(frame, "is_public_body", "has_rival_offer")
    has_product = numbers(frame["product_count"], low=0) >= 1
    has_potential = reaches(numbers(frame["potential_score"], low=0, high=100), low=points)
    grounds = {
        "important": flags(frame["is_public_body"]),
        "group": (flags(frame[ties[0]]) | flags(frame[ties[1]])) & has_product,
        "economic": reaches(numbers(frame["annual_income_cny"]), low=income_cny),
        "strategic": has_potential & flags(frame["has_rival_offer"]),
    }
    return _first(grounds, otherwise="none").rename("account_type")


def business_focus(
    frame: pd.DataFrame, *, head_count: int = HEAD_OFFICE_COUNT, fx_share: float = FX_SHARE
) -> pd.Series[str]:
    """Where the bank's business with each firm begins: the row of the matrix that its first sign points to.

    The source has only the title (types of key account and the business to focus on); matrix, signs and their
    order are this course's proposal. In this order: public service -> "agency" (payroll, collection,
    custody); runs a market or park -> "merchants" (batch lending to its merchants); property or projects ->
    "supervised" (supervised account, policy limits first); listed -> "capital_market" (bonds, cash
    management); from `head_count` subsidiaries -> "pooling" (cash pooling, syndicated loan); from `fx_share`
    of its income in foreign exchange -> "fx" (settlement, trade finance, hedging); all others ->
    "working_capital" (loan, bills).

    From columns `business` (text, "public_service", "site_operator", "developer" or another), `is_listed`
    (true/false), `subsidiary_count` (whole), `fx_share` (0-1) to a categorical column `business_focus` on the
    same index. An empty table gives an empty column.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a value is missing or of the wrong kind, or a client stands twice.

    Examples
    --------
    >>> firms = pd.DataFrame({"business": ["maker", "maker"], "is_listed": [True, False],
    ...                       "subsidiary_count": [4, 0], "fx_share": [0.1, 0.3]})
    >>> business_focus(firms).tolist()
    ['capital_market', 'fx']
    """
    require(frame, "business", "is_listed", "subsidiary_count", "fx_share")
    gaps = frame.index[frame["business"].isna()]
    if len(gaps):
        raise BadInput("schema.missing_value", column="business", row=gaps[0])
    signs = {
        "agency": frame["business"] == "public_service",
        "merchants": frame["business"] == "site_operator",
        "supervised": frame["business"] == "developer",
        "capital_market": flags(frame["is_listed"]),
        "pooling": numbers(frame["subsidiary_count"], low=0) >= head_count,
        "fx": reaches(numbers(frame["fx_share"], low=0, high=1), low=fx_share),
    }
    return _first(signs, otherwise="working_capital").rename("business_focus")


def _first(holds: dict[str, pd.Series[bool]], *, otherwise: str) -> pd.Series[str]:
    """Name of the first column that holds in each row; `otherwise` where none does."""
    frame = pd.DataFrame(holds)
    rules = [Rule(name, itemgetter(name)) for name in holds]
    return classify(frame, rules=[*rules, Rule(otherwise, lambda held: ~held.any(axis="columns"))])
