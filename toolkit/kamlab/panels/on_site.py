"""Live panel of the hall's log: the line of a large transaction, consent, and what a day then brings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamlab.charts.on_site import plot_hours, plot_yield
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.contacts import SOURCE_LARGE_CNY, SOURCE_POTENTIAL_SHARE
from kamlab.methods.on_site import CASH_CNY, OnSite, on_site, yield_curve
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number, percent

WAN = Scale(3, 100, unit="wan_cny", factor=1e4, is_log=True)
LINES_CNY = [30_000 * (100 / 3) ** (step / 24) for step in range(25)]
"""Lines of the curve, from thirty thousand to a million yuan, each as many times the last."""


def queue_log() -> Any:
    """Five thousand visitors, the line of a large transaction to move, and consent to ask for or not."""
    return shown(QueueLogPanel)


class QueueLogPanel(Panel):
    """A line and a switch; the base of every share is all visitors."""

    name = "queue_log"
    size = (7.2, 5.6)
    margins = ((0.85, 0.3, 3.15, 0.45), (0.85, 0.3, 0.45, 3.6))

    def make_controls(self) -> Mapping[str, Control]:
        """The source's line, consent asked for."""
        self.log = deals.table("queue_log", self.store.variant)
        self.curve = yield_curve(self.log, lines_cny=LINES_CNY)
        return {
            "large_cny": NumberControl(
                self._say("large_cny"), scale=WAN, start=float(SOURCE_LARGE_CNY), changed=self.changed
            ),
            "needs_consent": SwitchControl(self._say("needs_consent"), start=True, changed=self.changed),
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """Yield and hours at this line."""
        line, needs_consent = settings["large_cny"], settings["needs_consent"]
        found = on_site(self.log, large_cny=line, needs_consent=needs_consent)

        def draw_curve(ax: Any) -> object:
            share, source = found.candidate_share, SOURCE_POTENTIAL_SHARE
            return plot_yield(self.curve, ax=ax, line_cny=line, share=share, source_share=source)

        def draw_hours(ax: Any) -> object:
            return plot_hours(found.by_hour, ax=ax, needs_consent=needs_consent)

        step = "consent" if needs_consent else "large"
        counted = found.steps.to_dict("index")[step]
        sentence = self._say(
            f"sentence_{step}",
            line=money(line),
            count=number(counted["visitor_count"]),
            daily=number(counted["daily_count"], digits=1),
            share=percent(found.candidate_share),
            cash_line=money(CASH_CNY),
            cash=number(found.candidate_cash_count),
        )
        return View(sentence, self._table(found), (draw_curve, draw_hours))

    def _table(self, found: OnSite) -> str:
        heads = [self._say(f"head_{part}") for part in ("step", "count", "share", "daily")]
        rows = [
            [
                self._say(f"step_{name}"),
                number(line["visitor_count"]),
                percent(line["visitor_share"]),
                number(line["daily_count"], digits=1),
            ]
            for name, line in found.steps.iterrows()
        ]
        return table_html(heads, rows, caption=self._say("caption"))

    def _say(self, key: str, **values: str) -> str:
        return say(f"panels_live.{self.name}_{key}", **values)
