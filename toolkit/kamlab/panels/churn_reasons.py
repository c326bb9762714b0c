"""Live panel of leavers: six reasons in two classes, what the record says, and what could have been saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.churn import plot_churn_reasons
from kamlab.data import deals
from kamlab.data.labels import value_label
from kamlab.language import say
from kamlab.methods.retention import ChurnReasons, reasons_by_facts
from kamlab.methods.retention import churn_reasons as reasons_of
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number, percent
from kamlab.terms import column_label


def churn_reasons() -> Any:
    """Sixty leavers of a futures branch by reason, and what saving some of the avoidable would change."""
    return shown(ChurnReasonsPanel)


class ChurnReasonsPanel(Panel):
    """Share of the avoidable that is saved, and whether reasons come from the record or from the facts."""

    name = "churn_reasons"
    table_height = 330
    size = (7.2, 3.2)
    margins = ((1.15, 0.25, 0.65, 0.75),)

    def make_controls(self) -> Mapping[str, Control]:
        """What if, and which reasons."""
        self.log = deals.table("leaver_log", self.store.variant).assign(churn_reason=reasons_by_facts)
        share = Scale(0, 100, unit="percent", factor=0.01)
        label = say("panels_live.churn_reasons_saved")
        by_facts = say("panels_live.churn_reasons_by_facts")
        return {
            "saved_share": NumberControl(label, scale=share, start=0.3, changed=self.changed),
            "by_facts": SwitchControl(by_facts, start=False, changed=self.changed),
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """Bars by reason, and the two rates in words."""
        saved, is_by_facts = settings["saved_share"], settings["by_facts"]
        written, true = (self._counted(name, saved) for name in ("recorded_reason", "churn_reason"))
        result = true if is_by_facts else written
        wrong = self.log[self.log["churn_reason"].astype(str) != self.log["recorded_reason"]]
        text = _sentence(result, saved_share=saved, clients=self.log.attrs["start_count"])
        if is_by_facts:
            counts = {"wrong": len(wrong), "written": written.avoidable_count, "true": true.avoidable_count}
            text += say("panels_live.churn_reasons_record", **{n: number(c) for n, c in counts.items()})
        return View(
            text,
            _by_reason(result) + (_misread(wrong) if is_by_facts else ""),
            (lambda ax: plot_churn_reasons(result, ax=ax, saved_share=saved),),
        )

    def _counted(self, reason: str, saved_share: float) -> ChurnReasons:
        clients = self.log.attrs["start_count"]
        return reasons_of(
            self.log, reason=reason, client_count=clients, saved_share=saved_share, value="contribution_cny"
        )


def _sentence(result: ChurnReasons, *, saved_share: float, clients: int) -> str:
    return say(
        "panels_live.churn_reasons_sentence",
        clients=number(clients),
        leavers=number(result.leaver_count),
        churn=percent(result.churn_share, digits=2),
        avoidable=number(result.avoidable_count),
        share=percent(result.avoidable_share),
        rate=percent(result.avoidable_churn_share, digits=2),
        saved_share=percent(saved_share, digits=0),
        saved=_count(float(result.table["saved_count"].sum())),
        after=percent(result.churn_share_after, digits=2),
        money=money(saved_share * result.avoidable_cny),
    )


def _count(clients: float) -> str:
    return number(clients, digits=1).removesuffix(".0")


def _by_reason(result: ChurnReasons) -> str:
    names = ("churn_class", "leaver_count", "leaver_share", "saved_count", "lost_cny")
    heads = [column_label(name) for name in ("churn_reason", *names)]
    rows = [
        [
            value_label("churn_reason", str(reason)),
            value_label("churn_class", line["churn_class"]),
            number(line["leaver_count"]),
            percent(line["leaver_share"]),
            _count(line["saved_count"]),
            number(line["lost_cny"]),
        ]
        for reason, line in result.table.to_dict("index").items()
    ]
    caption = say("panels_live.churn_reasons_caption")
    return table_html(heads, rows, caption=caption, text_columns=(0, 1))


def _misread(wrong: pd.DataFrame) -> str:
    """Leavers of whom the record says another reason than the facts."""
    names = ("recorded_reason", "churn_reason")
    heads = [column_label("client_id"), *(say(f"panels_live.churn_reasons_{name}") for name in names)]
    rows = [
        [str(client), *(value_label("churn_reason", str(line[name])) for name in names)]
        for client, line in wrong.to_dict("index").items()
    ]
    caption = say("panels_live.churn_reasons_misread", count=len(wrong))
    return table_html(heads, rows, caption=caption, text_columns=(0, 1, 2))
