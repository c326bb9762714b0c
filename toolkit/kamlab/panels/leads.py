"""Live panel of the transfer list: lines and marks, who comes on the list, and whether risk comes first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.leads import plot_leads
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.alerts import Condition, Limit, any_of
from kamlab.methods.leads import LIST, RISK_SIGNS, SIGNS, lead_outcomes, lead_quality, lead_routes
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number, percent

PERCENT = Scale(0, 100, unit="percent", factor=0.01)
SCALES = {
    "usage_share": PERCENT,
    "monthly_inflow_cny": Scale(5, 800, unit="wan_cny", factor=1e4, is_log=True),
    "goods_share": PERCENT,
}
MARKS: Mapping[str, Condition] = {
    "debit": any_of(Limit("has_tax_debit", "==", True), Limit("has_utility_debit", "==", True)),
    "basic": Limit("has_basic_account", "==", True),
    "online": Limit("online_share", ">=", 0.50),
}
"""Further signs a reader may ask for."""
SCREEN = "risk_first"


def transfer_signals() -> Any:
    """Three hundred firms, lines and marks to set, and a list with its precision, recall and risk signs."""
    return shown(TransferSignalsPanel)


class TransferSignalsPanel(Panel):
    """Three lines, three marks, and the switch that sends firms with the risk signs away first."""

    name = "transfer_signals"
    size = (7.2, 4.4)
    margins = ((0.9, 0.25, 0.65, 0.75),)

    def make_controls(self) -> Mapping[str, Control]:
        """Lines at the course's values, all switches off."""
        self.flows = deals.table("firm_flows", self.store.variant)
        lines: dict[str, Control] = {
            name: NumberControl(
                self._say(name), scale=scale, start=float(SIGNS[name].threshold), changed=self.changed
            )
            for name, scale in SCALES.items()
        }
        switches = {
            name: SwitchControl(self._say(name), start=False, changed=self.changed)
            for name in (*MARKS, SCREEN)
        }
        return lines | switches

    def view(self, settings: Mapping[str, Any]) -> View:
        """The list at these settings."""
        signs: dict[str, Condition] = {name: Limit(name, ">=", settings[name]) for name in SCALES}
        signs |= {name: mark for name, mark in MARKS.items() if settings[name]}
        is_screened = settings[SCREEN]
        routes = lead_routes(self.flows, signs=signs, risk=RISK_SIGNS if is_screened else None)
        quality = lead_quality(self.flows, signs=signs, is_screened=is_screened)
        outcomes = lead_outcomes(self.flows, routes=routes)

        def draw(ax: Any) -> object:
            lines = {"usage_share": settings["usage_share"], "inflow_cny": settings["monthly_inflow_cny"]}
            return plot_leads(self.flows, outcomes=outcomes, ax=ax, **lines)

        sent_on = int(routes.value_counts()["aml"])
        return View(self._sentence(quality, sent_on=sent_on), self._table(quality), (draw,))

    def _sentence(self, quality: pd.DataFrame, *, sent_on: int) -> str:
        found = quality.to_dict("index")[LIST]
        key = "sentence" if found["flagged_count"] else "nobody"
        text = self._say(
            key,
            listed=number(found["flagged_count"]),
            hits=number(found["hit_count"]),
            precision=_share(found["precision_share"]),
            recall=_share(found["recall_share"]),
        )
        if sent_on:
            return text + self._say("sent_on", count=number(sent_on))
        return text + self._say("mixed_in", count=number(found["risk_count"]))

    def _table(self, quality: pd.DataFrame) -> str:
        heads = [self._say(f"head_{part}") for part in ("sign", "flagged", "precision", "recall", "risk")]
        rows = [
            [
                self._say(f"row_{name}"),
                number(line["flagged_count"]),
                _share(line["precision_share"]),
                _share(line["recall_share"]),
                number(line["risk_count"]),
            ]
            for name, line in quality.iterrows()
        ]
        return table_html(heads, rows, caption=self._say("caption", all=number(len(self.flows))))

    def _say(self, key: str, **values: str) -> str:
        return say(f"panels_live.{self.name}_{key}", **values)


def _share(share: float) -> str:
    return say("panels_live.transfer_signals_none") if math.isnan(share) else percent(share, digits=0)
