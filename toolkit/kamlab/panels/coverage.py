"""Live panel of product coverage: a portfolio, its expected loss, and like clients against like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from kamlab.charts.retention import plot_coverage, plot_difference
from kamlab.language import say
from kamlab.methods.retention import (
    COVERAGE_CHURN,
    AdjustedDifference,
    ExpectedLoss,
    adjusted_difference,
    churn_rate_at,
    coverage_churn,
    expected_loss,
)
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.panels.samples import like_clients
from kamlab.style import number, percent

STARTS = {1: 500.0, 3: 300.0, 5: 200.0}
"""Clients with one, three, five and more products: the example of the lecture."""
CLIENTS = Scale(0, 2000, step=10, unit="count")


def coverage() -> Any:
    """Churn by number of products, a portfolio to move, and a switch to compare like clients only."""
    return shown(CoveragePanel)


@cache
def _measured() -> pd.DataFrame:
    return coverage_churn(like_clients())


@cache
def _difference() -> AdjustedDifference:
    return adjusted_difference(like_clients(), marked="has_many_products", strata=["tier", "tenure_band"])


class CoveragePanel(Panel):
    """Three numbers of clients and a switch; the curve is the source's, the points the sample branch's."""

    name = "coverage"
    size = (7.2, 5.6)
    margins = ((0.85, 0.3, 2.5, 0.45), (1.7, 0.3, 0.65, 4.0))
    is_dealt = False

    def make_controls(self) -> Mapping[str, Control]:
        """Portfolio and switch."""
        controls: dict[str, Control] = {
            f"clients_{products}": NumberControl(
                say(f"panels_live.coverage_clients_{products}"),
                scale=CLIENTS,
                start=start,
                changed=self.changed,
            )
            for products, start in STARTS.items()
        }
        label = say("panels_live.coverage_like_only")
        return controls | {"like_only": SwitchControl(label, start=False, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """Expected loss of the portfolio, and the difference in churn of the sample branch."""
        counts = {products: settings[f"clients_{products}"] for products in STARTS}
        loss = expected_loss(counts)
        taught = {products: churn_rate_at(products) for products in range(1, 6)}
        is_like = settings["like_only"]
        lost = {products: (count, _lost(products, count)) for products, count in counts.items()}
        return View(
            self._sentence(loss, is_like=is_like),
            _portfolio(lost, loss) + _branch_table(),
            (
                lambda ax: plot_coverage(taught, ax=ax, measured=_measured(), lost=lost),
                lambda ax: plot_difference(_difference(), ax=ax, is_adjusted=is_like),
            ),
        )

    def _sentence(self, loss: ExpectedLoss, *, is_like: bool) -> str:
        text = say(
            "panels_live.coverage_sentence",
            lost=number(loss.lost, digits=1).removesuffix(".0"),
            share=percent(loss.share),
        )
        both = (_difference().raw, _difference().adjusted)
        raw, adjusted = (number(-100 * difference, digits=1) for difference in both)
        key = "coverage_like" if is_like else "coverage_raw"
        return text + say(f"panels_live.{key}", raw=raw, adjusted=adjusted)


def _lost(products: int, count: float) -> float:
    return expected_loss({products: count}).lost if count else 0.0


def _portfolio(parts: Mapping[int, tuple[float, float]], loss: ExpectedLoss) -> str:
    heads = [say(f"panels_live.coverage_{part}") for part in ("products", "clients", "rate", "lost")]
    rows = []
    for products, (count, lost) in parts.items():
        name = say(f"panels_live.coverage_name_{products}")
        rows.append(
            [name, number(count), percent(COVERAGE_CHURN[products], digits=0), number(lost, digits=1)]
        )
    rows.append([say("panels_live.all"), "", percent(loss.share), number(loss.lost, digits=1)])
    return table_html(heads, rows, caption=say("panels_live.coverage_caption"))


def _branch_table() -> str:
    heads = [say(f"panels_live.coverage_{part}") for part in ("products", "clients", "measured")]
    rows = [
        [
            say(f"panels_live.coverage_name_{products}"),
            number(line["client_count"]),
            percent(line["churn_share"]),
        ]
        for products, line in _measured().iterrows()
    ]
    return table_html(heads, rows, caption=say("panels_live.coverage_branch_caption"))
