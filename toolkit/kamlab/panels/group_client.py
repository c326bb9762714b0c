"""Live panel of a group client: which entities join the pool, and the cash that this sets free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kamlab.charts.group_client import plot_needs, plot_pool
from kamlab.data import deals
from kamlab.data.deals.group import BANKS
from kamlab.language import say
from kamlab.methods.group_client import pooling, wallet_shares
from kamlab.panels.live_controls import Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, percent
from kamlab.terms import column_label

SAFETY = Scale(0, 100, step=5, factor=0.01, unit="percent")
RATE = Scale(0, 10, step=0.25, factor=0.01, unit="percent")


def group_pool() -> Any:
    """How many entities pool their cash, what is held for safety, and what interest is saved."""
    return shown(GroupPoolPanel)


class GroupPoolPanel(Panel):
    """Entities join in order of size; the picture shows the pool's year and both needs."""

    name = "group_pool"
    size = (7.2, 4.8)
    margins = ((1.0, 0.3, 1.85, 0.25), (1.6, 0.3, 0.15, 3.75))
    table_height = 380

    def make_controls(self) -> Mapping[str, Control]:
        """Entities in the pool, safety margin, and rate of the loans that the freed cash repays."""
        self.book = deals.table("group_book", self.store.variant)
        self.flows = deals.table("group_flows", self.store.variant)
        joined = Scale(1, len(self.book), step=1, is_stepped=True)
        scales = {"joined": (joined, len(self.book)), "safety": (SAFETY, 0.2), "rate": (RATE, 0.04)}
        return {
            name: NumberControl(
                say(f"panels_live.group_pool_{name}"), scale=scale, start=start, changed=self.changed
            )
            for name, (scale, start) in scales.items()
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """Need apart and together of those who joined, and the group's wallet by bank."""
        joined = self.flows.iloc[:, : int(settings["joined"])]
        result = pooling(joined, safety_share=settings["safety"])
        sentence = say(
            "panels_live.group_pool_sentence",
            count=len(joined.columns),
            apart=money(result.separate_cny),
            together=money(result.pooled_cny),
            released=money(result.released_cny),
            saved=money(result.released_cny * settings["rate"]),
        )
        heads = [column_label("entity"), say("panels_live.group_pool_need")]
        rows = [[str(entity), money(need)] for entity, need in result.needs.items()]
        table = table_html(heads, rows, caption=say("panels_live.group_pool_caption"))
        draw = (lambda ax: plot_pool(result, ax=ax), lambda ax: plot_needs(result, ax=ax))
        return View(sentence, self._wallet() + table, draw)

    def _wallet(self) -> str:
        shares = wallet_shares(self.book, banks=BANKS)
        rows = [[column_label(bank), percent(shares[bank].iloc[-1])] for bank in BANKS]
        heads = [say("panels_live.group_pool_bank"), say("panels_live.group_pool_share")]
        return table_html(heads, rows, caption=say("panels_live.group_pool_wallet"))
