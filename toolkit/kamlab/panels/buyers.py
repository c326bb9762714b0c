"""Live panel of few large buyers: who leaves, how much volume goes, how late they pay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamlab.charts.buyers import plot_bank_side, plot_order_curves
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.buyers import BuyerLoss, OrderConcentration, buyer_loss, concentration_by_quarter
from kamlab.panels.live_controls import Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number, percent

LEAVING = Scale(0, 10, is_stepped=True)
VOLUME = Scale(0, 100, unit="percent", factor=0.01)
DELAY = Scale(0, 90, unit="days")
QUARTERS = ("q1_cny", "q2_cny", "q3_cny", "q4_cny")


def buyers() -> Any:
    """Sixty buyers of an exporter; the largest leave, order less or pay late."""
    return shown(BuyersPanel)


class BuyersPanel(Panel):
    """How many of the largest leave, with how much of their orders, and how many days later they pay."""

    name = "buyers"
    size = (7.2, 5.6)
    margins = ((0.85, 0.3, 2.75, 0.45), (1.75, 0.3, 0.65, 3.55))

    def make_controls(self) -> Mapping[str, Control]:
        """Buyers who leave, their orders that go, days of delay."""
        self.book = deals.table("buyer_orders", self.store.variant)
        self.quarters = concentration_by_quarter(self.book, quarters=QUARTERS)
        scales = {"leaving": (LEAVING, 1.0), "volume_share": (VOLUME, 1.0), "delay_days": (DELAY, 0.0)}
        return {
            name: NumberControl(
                say(f"panels_live.buyers_{name}"), scale=scale, start=start, changed=self.changed
            )
            for name, (scale, start) in scales.items()
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """Concentration before and after, and the bank's income against the money that is out."""
        result = buyer_loss(
            self.book,
            leaving=int(settings["leaving"]),
            volume_share=settings["volume_share"],
            delay_days=settings["delay_days"],
        )
        sentence = say(
            "panels_live.buyers_sentence",
            count=number(settings["leaving"]),
            volume=percent(settings["volume_share"], digits=0),
            lost=money(result.lost_order_cny),
            share=percent(result.lost_share),
            income=money(result.lost_income_cny),
            out=money(result.advanced_cny),
            years=number(result.years_of_income, digits=1),
        )
        return View(
            sentence,
            _bank(result) + _concentration(result) + self._by_quarter(),
            (lambda ax: plot_order_curves(result, ax=ax), lambda ax: plot_bank_side(result, ax=ax)),
        )

    def _by_quarter(self) -> str:
        heads = [say(f"panels_live.buyers_{part}") for part in ("quarter", "orders", "top", "effective")]
        rows = [
            [say(f"panels_live.buyers_{line.Index}"), *_quarter(line)] for line in self.quarters.itertuples()
        ]
        return table_html(heads, rows, caption=say("panels_live.buyers_quarter_caption"))


def _quarter(line: Any) -> list[str]:
    return [money(line.total_cny), percent(line.top_share), number(line.effective_count, digits=1)]


def _bank(result: BuyerLoss) -> str:
    rows = [
        ("income", money(result.income_cny)),
        ("lost_fee", money(result.lost_fee_cny)),
        ("lost_interest", money(result.lost_interest_cny)),
        ("receivable", money(result.receivable_cny)),
        ("out", money(result.advanced_cny)),
        ("years", number(result.years_of_income, digits=1)),
    ]
    heads = [say("panels_live.reading"), say("panels_live.value")]
    cells = [[say(f"panels_live.buyers_{name}"), text] for name, text in rows]
    return table_html(heads, cells, caption=say("panels_live.buyers_bank_caption"))


def _concentration(result: BuyerLoss) -> str:
    found = [_numbers(result.before), _numbers(result.after)]
    names = ("buyer_count", "orders", "top", "hhi", "effective")
    heads = [say("panels_live.reading"), say("panels_live.before"), say("panels_live.now")]
    rows = [
        [say(f"panels_live.buyers_{name}"), *cells]
        for name, cells in zip(names, zip(*found, strict=True), strict=True)
    ]
    return table_html(heads, rows, caption=say("panels_live.buyers_caption"))


def _numbers(found: OrderConcentration | None) -> list[str]:
    if found is None:
        return [say("panels_live.nobody")] * 5
    return [
        number(found.buyer_count),
        money(found.total_cny),
        percent(found.top_share),
        number(found.hhi, digits=3),
        number(found.effective_count, digits=1),
    ]
