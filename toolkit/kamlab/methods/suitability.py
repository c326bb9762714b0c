"""The next product of a client: by what the client lacks and may hold, never by what binds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from kamlab.methods.rules import Rule, classify
from kamlab.schema import filled, flags, numbers, require

NO_PRODUCT = "none"
"""Nothing is offered."""


class Product(NamedTuple):
    """What a product is for, and whom it suits.

    Attributes
    ----------
    name
        How the product is called in the result.
    needs
        Needs that it meets.
    risk_level
        1 (lowest) to 5; at most the client's own rating.
    lock_month
        Months in which the money cannot be had; at most the client's horizon.
    """

    name: str
    needs: tuple[str, ...]
    risk_level: int = 1
    lock_month: int = 0


SHELF = (
    Product("auto_repayment", ("forgets_repayment",)),
    Product("mobile_bank", ("queues_for_transfers",)),
    Product("custody", ("moves_money_to_broker",)),
    Product("regular_plan", ("saves_each_month",), risk_level=3, lock_month=36),
    Product("wealth_r2", ("saves_each_month", "idle_money"), risk_level=2, lock_month=12),
    Product("term_deposit", ("saves_each_month", "idle_money"), risk_level=1, lock_month=3),
)
"""Products in the order in which they are asked, for each need the closest fit first (teaching values)."""


def next_product(frame: pd.DataFrame, *, shelf: Sequence[Product] = SHELF) -> pd.Series[str]:
    """First product of the shelf that meets the client's need and suits the client; "none" where none does.

    From `need` (text), `risk_rating` (1-5), `horizon_month` (months) and `has_marketing_consent` (true/false)
    to a categorical column `next_product` on the same index. A product is offered to a client who said to
    lack what it gives, agreed to be offered something, has at least its risk level and can do without the
    money for its lock. Order and figures are this course's proposal.

    Raises
    ------
    MissingColumn, BadInput
        A column is missing, a client stands twice, a need is missing, a rating is not 1-5, a horizon is
        negative or missing, or a consent is neither true nor false.

    Examples
    --------
    >>> book = pd.DataFrame({"need": "saves_each_month", "risk_rating": [4, 2, 4],
    ...                      "horizon_month": [48, 48, 6], "has_marketing_consent": True})
    >>> next_product(book).tolist()
    ['regular_plan', 'wealth_r2', 'term_deposit']
    """
    require(frame, "need", "risk_rating", "horizon_month", "has_marketing_consent")
    filled(frame["need"])
    clean = pd.DataFrame(
        {
            "need": frame["need"].astype(str),
            "risk_rating": numbers(frame["risk_rating"], low=1, high=5),
            "horizon_month": numbers(frame["horizon_month"], low=0),
            "is_open": flags(frame["has_marketing_consent"]),
        }
    )
    rules = [Rule(product.name, partial(_suits, product=product)) for product in shelf]
    nothing = Rule(NO_PRODUCT, lambda book: pd.Series(data=True, index=book.index))
    return classify(clean, rules=[*rules, nothing]).rename("next_product")


def _suits(book: pd.DataFrame, *, product: Product) -> pd.Series[bool]:
    return (
        book["is_open"]
        & book["need"].isin(product.needs)
        & (book["risk_rating"] >= product.risk_level)
        & (book["horizon_month"] >= product.lock_month)
    )
