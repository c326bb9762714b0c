"""Charts of small accounts and of few large buyers, with data that are hard on them."""

from collections.abc import Callable, Iterator

from kamlab.charts.buyers import plot_bank_side, plot_order_curves
from kamlab.charts.fees import plot_fee_effect
from kamlab.data import deals
from kamlab.data.account_book import account_book
from kamlab.methods.buyers import buyer_loss
from kamlab.methods.small_accounts import FeePlan, fee_scenario

FEE_AND_BUYER_SIZES = {"orders": (7.2, 2.4 + 0.45 + 0.65), "bank": (7.2, 2.05)}
FEE_AND_BUYER_MARGINS = {
    "fees": (0.95, 0.2, 0.45, 0.2),
    "orders": (0.85, 0.3, 0.65, 0.45),
    "bank": (1.75, 0.3, 0.65, 0.1),
}
PLANS = {
    "nothing": FeePlan(),
    "example": FeePlan(12),
    "dear": FeePlan(60),
    "moved": FeePlan(0, 1.0, has_exemption=True),
    "all": FeePlan(36, 0.3, has_exemption=True),
}


def fee_and_buyer_scenes() -> Iterator[tuple[str, Callable]]:
    """Name and what draws the scene on an Axes."""
    for variant in (0, 7):
        book = account_book(variant)
        for name, plan in PLANS.items():
            effect = fee_scenario(book, plan=plan).effect
            yield f"fees-{name}-{variant}", lambda ax, e=effect: plot_fee_effect(e, ax=ax)
    for variant in (0, 14, 19):
        book = deals.table("buyer_orders", variant)
        for leaving, delay in ((0, 0), (1, 0), (10, 90), (60, 0)):
            loss = buyer_loss(book, leaving=leaving, delay_days=delay)
            yield f"orders-{variant}-{leaving}", lambda ax, r=loss: plot_order_curves(r, ax=ax)
            yield f"bank-{variant}-{leaving}", lambda ax, r=loss: plot_bank_side(r, ax=ax)
