"""Live panel of one bank client's profit: from the spreads to the return on capital and the value added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.value import plot_profit
from kamlab.language import say
from kamlab.methods.value import client_profit as profit_of
from kamlab.methods.value import profit_steps
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, percent
from kamlab.terms import unit

QUARTER_END_SHARE = 1.12
"""Quarter-end deposits as a multiple of the daily average: the rush of the sample branch's firms."""
CAPITAL_RATIO, HURDLE = 0.08, 0.11
FACTS = {
    "loan_balance_cny": 5e7,
    "loan_ftp_rate": 0.0265,
    "deposit_balance_cny": 3e7,
    "deposit_ftp_rate": 0.0215,
    "fee_income_cny": 1.8e5,
    "exposure_cny": 5.5e7,
    "lgd_share": 0.45,
    "risk_weight": 0.85,
}
"""The client apart from what can be moved; an invented firm, teaching values."""
SCALES: Mapping[str, tuple[Scale, float]] = {
    "loan_rate": (Scale(2.5, 7, step=0.05, unit="percent", factor=0.01), 0.0435),
    "deposit_rate": (Scale(0, 2, step=0.05, unit="percent", factor=0.01), 0.0115),
    "pd_share": (Scale(0, 6, step=0.1, unit="percent", factor=0.01), 0.012),
    "cost_to_serve_cny": (Scale(0, 100, step=1, unit="wan_cny", factor=1e4), 2.5e5),
    "tax": (Scale(0, 40, step=1, unit="percent", factor=0.01), 0.25),
}
"""Setting -> its range, and where it stands at first."""
READINGS = (
    "loan_spread_cny",
    "deposit_spread_cny",
    "fee_income_cny",
    "cost_to_serve_cny",
    "expected_loss_cny",
    "pre_tax_cny",
    "tax_cny",
    "nopat_cny",
    "capital_cny",
    "raroc_share",
    "capital_charge_cny",
    "eva_cny",
)
"""Rows of the table, in the order in which they are worked out."""


def client_profit() -> Any:
    """One client's profit as a waterfall, with sliders for rates, risk, cost and tax."""
    return shown(ClientProfitPanel)


class ClientProfitPanel(Panel):
    """Five numbers and a switch from daily average deposits to those of the quarter's last day."""

    name = "client_profit"
    size = (7.6, 3.9)
    margins = ((1.0, 0.15, 0.6, 0.2),)
    is_dealt = False

    def make_controls(self) -> Mapping[str, Control]:
        """Rates, risk, cost, tax and the switch."""
        controls: dict[str, Control] = {
            name: NumberControl(
                say(f"panels_live.client_profit_{name}"), scale=scale, start=start, changed=self.changed
            )
            for name, (scale, start) in SCALES.items()
        }
        label = say("panels_live.client_profit_quarter_end")
        return controls | {"quarter_end": SwitchControl(label, start=False, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """Waterfall, readings, and whether the client earns what its capital costs."""
        profit = _both_ways(settings)
        row = "quarter_end" if settings["quarter_end"] else "daily"
        steps, found = profit_steps(profit).T[row], profit.to_dict("index")[row]
        more = float(profit["eva_cny"]["quarter_end"] - profit["eva_cny"]["daily"])
        sentence = _verdict(found) + say(f"panels_live.client_profit_by_{row}", more=money(more))

        def draw(ax: Any) -> object:
            return plot_profit(steps, ax=ax, after_tax=found["nopat_cny"], value_added=found["eva_cny"])

        return View(sentence, _readings(found | steps.to_dict()), (draw,))


def _both_ways(settings: Mapping[str, Any]) -> pd.DataFrame:
    """The client by daily average deposits and by those of the last day of a quarter."""
    client = FACTS | {name: settings[name] for name in SCALES if name != "tax"}
    swollen = {"deposit_balance_cny": QUARTER_END_SHARE * client["deposit_balance_cny"]}
    book = pd.DataFrame([client, client | swollen], index=["daily", "quarter_end"])
    return profit_of(book, tax=settings["tax"], capital_ratio=CAPITAL_RATIO, hurdle=HURDLE)


def _verdict(found: Mapping[Any, Any]) -> str:
    """Return on capital against what the owners ask for."""
    return say(
        f"panels_live.client_profit_{'adds' if found['eva_cny'] >= 0 else 'burns'}",
        profit=money(found["nopat_cny"]),
        capital=money(found["capital_cny"]),
        raroc=percent(found["raroc_share"]),
        hurdle=percent(HURDLE, digits=0),
        eva=money(abs(found["eva_cny"])),
    )


def _readings(values: Mapping[Any, Any]) -> str:
    rows = [
        [say(f"panels_live.client_profit_reading_{name}"), _text(name, values[name])] for name in READINGS
    ]
    heads = [say("panels_live.reading"), say("panels_live.value")]
    return table_html(heads, rows, caption=say("panels_live.client_profit_caption"))


def _text(name: str, value: float) -> str:
    return percent(value, digits=2) if unit(name) == "share" else money(value)
