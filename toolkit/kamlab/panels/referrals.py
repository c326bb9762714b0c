"""Live panel of referrers: how many to ask, and whether referrals count to which nobody agreed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.referrals import plot_referrers
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.referrals import TopReferrers, referrers, top_referrers
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number, percent

BY = {False: "agreed_count", True: "referral_count"}
"""What is counted, by the switch."""


def referrals() -> Any:
    """Twenty referrers, the length of the list to move, and a switch that counts every name handed over."""
    return shown(ReferralsPanel)


class ReferralsPanel(Panel):
    """Length of the list and what is counted."""

    name = "referrals"
    size = (7.2, 5.4)
    margins = ((0.95, 0.3, 0.65, 0.45),)
    table_height = 300

    def make_controls(self) -> Mapping[str, Control]:
        """Ten referrers, only agreed referrals counted."""
        self.made = referrers(deals.table("referral_book", self.store.variant))
        scale = Scale(1, len(self.made) - 1, is_stepped=True)
        return {
            "count": NumberControl(self._say("count"), scale=scale, start=10.0, changed=self.changed),
            "counts_all": SwitchControl(self._say("counts_all"), start=False, changed=self.changed),
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """The list, and who is on it only because nobody was asked."""
        count, counts_all = int(settings["count"]), settings["counts_all"]
        lists = {way: top_referrers(self.made, count=count, by=by) for way, by in BY.items()}
        top, other = lists[counts_all], lists[not counts_all]
        ordered = self.made.sort_values(BY[counts_all], ascending=False, kind="stable")

        def draw(ax: Any) -> object:
            return plot_referrers(ordered, ax=ax, chosen=top.ids, place=len(top.ids), counts_all=counts_all)

        return View(self._sentence(top, other, counts_all=counts_all), self._table(ordered, top), (draw,))

    def _sentence(self, top: TopReferrers, other: TopReferrers, *, counts_all: bool) -> str:
        key = "sentence_all" if counts_all else "sentence"
        others = sorted(set(top.ids) - set(other.ids))
        return self._say(
            key,
            count=number(len(top.ids)),
            brought=number(top.count),
            share=percent(top.share, digits=0),
            others=say("panels_live.list_comma").join(others) or say("panels_live.nobody"),
        )

    def _table(self, ordered: pd.DataFrame, top: TopReferrers) -> str:
        heads = [self._say(f"head_{part}") for part in ("referrer", "all", "agreed", "chosen")]
        rows = [
            [
                str(name),
                number(line["referral_count"]),
                number(line["agreed_count"]),
                self._say("chosen") if name in top.ids else "",
            ]
            for name, line in ordered.iterrows()
        ]
        return table_html(heads, rows, caption=self._say("caption"), text_columns=(0, 3))

    def _say(self, key: str, **values: str) -> str:
        return say(f"panels_live.{self.name}_{key}", **values)
