"""Charts of RFM and of weights with data that are hard on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from kamlab.charts.rfm import plot_rfm_grid, plot_weights
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.segment import rfm_grid, rfm_scores, weighted_score
from kamlab.panels.rfm import looked_back
from kamlab.panels.weight_scales import CRITERIA, LOWER_IS_BETTER, SCALES

RFM_SIZES = {"weights": (7.2, 3.6)}
RFM_MARGINS = {"rfm": (0.85, 0.3, 0.65, 0.1), "weights": (0.85, 0.3, 0.4, 0.45)}
AGAINST_EACH_OTHER = pd.DataFrame(
    {
        "days_since_last_txn": [1, 2, 3, 4, 5, 6],
        "txn_count": [1, 3, 2, 5, 4, 6],
        "amount_total": [9.0, 9.0, 4.0, 5.0, 6.0, 1.0],
    }
)
"""Clients among whom a criterion carries less than nothing."""


def rfm_scenes() -> Iterator[tuple[str, Callable]]:
    """Name and what draws the scene on an Axes."""
    book = looked_back(deals.table("rfm_book", 9))
    for bins in (2, 3, 5, 9):
        yield f"rfm-count-{bins}", lambda ax, n=bins: _grid(ax, book, n)
        yield f"rfm-money-{bins}", lambda ax, n=bins: _grid(ax, book, n, is_money=True)
    yield "rfm-one", lambda ax: _grid(ax, book.head(1), 5)
    third = dict.fromkeys(CRITERIA, 1 / 3)
    for scale in SCALES:
        yield f"weights-{scale}", lambda ax, s=scale: _weights(ax, book, third, s)
    alone = dict(zip(CRITERIA, (0.0, 0.0, 1.0), strict=True))
    yield "weights-alone", lambda ax: _weights(ax, book, alone, "log_minmax")
    uneven = dict(zip(CRITERIA, (0.1, 0.6, 0.3), strict=True))
    yield "weights-negative", lambda ax: _weights(ax, AGAINST_EACH_OTHER, uneven, "minmax")


def _grid(ax: object, book: pd.DataFrame, bins: int, *, is_money: bool = False) -> object:
    money = book["amount_total"] if is_money else None
    return plot_rfm_grid(rfm_grid(rfm_scores(book, bins), bins, values=money), ax=ax, is_money=is_money)


def _weights(ax: object, book: pd.DataFrame, weights: dict[str, float], scale: str) -> object:
    found = {
        each: weighted_score(book, weights, scale=each, lower_is_better=LOWER_IS_BETTER).weights
        for each in (scale, "rank")
    }
    table = found[scale].assign(rank_weight=found["rank"]["effective_weight"])
    names = {name: say(f"charts.criterion_{name}") for name in CRITERIA}
    return plot_weights(table, ax=ax, names=names, scale=say(f"charts.scale_{scale}"))
