"""Live panel of a futures branch: alert limits to move, hours of work against commission kept, by class."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.alert_work import plot_kept, plot_work
from kamlab.data import deals
from kamlab.data.deals.futures_branch import CONTACT_HOURS
from kamlab.data.labels import value_label
from kamlab.language import say
from kamlab.methods.alert_work import ALL_CLASSES, alert_work
from kamlab.methods.alerts import ANY_RULE, Limit, alert_rules
from kamlab.panels.live_controls import Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number, percent

DAYS = Scale(10, 150, step=5, unit="days")
EQUITY = Scale(10, 95, step=5, unit="percent", factor=0.01)
SAVED = Scale(0, 60, step=5, unit="percent", factor=0.01)
NUMBERS = {"days": (DAYS, 30.0), "equity": (EQUITY, 0.75), "saved": (SAVED, 0.3)}
"""Control -> its scale and where it starts: wide, so that tightening is the first thing to try."""


def futures_branch() -> Any:
    """800 clients of a futures branch, signs with limits, and what calling the flagged costs and keeps."""
    return shown(FuturesBranchPanel)


class FuturesBranchPanel(Panel):
    """Two limits, a switch for complaints, and how many leavers a call in time would keep."""

    name = "futures_branch"
    size = (7.2, 3.1)
    margins = ((1.25, 3.55, 0.65, 0.15), (3.95, 0.25, 0.65, 0.15))

    def make_controls(self) -> Mapping[str, Control]:
        """Limits, complaints, and the share saved."""
        self.book = deals.table("futures_branch", self.store.variant)
        controls: dict[str, Control] = {
            name: NumberControl(
                say(f"panels_live.futures_branch_{name}"), scale=scale, start=start, changed=self.changed
            )
            for name, (scale, start) in NUMBERS.items()
        }
        first = {name: start for name, (_, start) in NUMBERS.items()} | {"complaint": True}
        work = alert_work(self.book, rules=_rules(first), saved_share=first["saved"])
        self.reach = work.drop(index=ALL_CLASSES)[["work_hours", "kept_cny"]].max().to_dict()
        label = say("panels_live.futures_branch_complaint")
        switch = SwitchControl(label, start=True, changed=self.changed)
        return {"days": controls["days"], "equity": controls["equity"], "complaint": switch} | controls

    def view(self, settings: Mapping[str, Any]) -> View:
        """Precision and recall in words; hours and commission by class in picture and table."""
        rules = _rules(settings)
        line = alert_rules(self.book, rules).to_dict("index")[ANY_RULE]
        work = alert_work(self.book, rules=rules, saved_share=settings["saved"])
        classes = work.drop(index=ALL_CLASSES)
        labels = {name: value_label("client_class", name) for name in CONTACT_HOURS}
        return View(
            _sentence(line, work.to_dict("index")[ALL_CLASSES]),
            _table(work, labels | {ALL_CLASSES: say("panels_live.all")}),
            (
                lambda ax: plot_work(classes, ax=ax, labels=labels, reach=self.reach["work_hours"]),
                lambda ax: plot_kept(classes, ax=ax, reach=self.reach["kept_cny"]),
            ),
        )


def _rules(settings: Mapping[str, Any]) -> dict[str, Limit]:
    """Rules of which any one raises an alert."""
    rules = {
        "days": Limit("days_since_last_txn", ">=", settings["days"]),
        "equity": Limit("equity_ratio", "<=", settings["equity"]),
    }
    return rules | ({"complaint": Limit("has_complaint", "==", True)} if settings["complaint"] else {})


def _sentence(line: Mapping[Any, Any], all_classes: Mapping[Any, Any]) -> str:
    if not line["flagged_count"]:
        return say("panels_live.futures_branch_nobody", missed=number(line["missed_count"]))
    return say(
        "panels_live.futures_branch_sentence",
        flagged=number(line["flagged_count"]),
        hits=number(line["hit_count"]),
        false=number(line["false_alarm_count"]),
        precision=percent(line["precision_share"]),
        recall=percent(line["recall_share"]),
        missed=number(line["missed_count"]),
        hours=number(all_classes["work_hours"], digits=1).removesuffix(".0"),
        kept=money(all_classes["kept_cny"]),
    )


def _table(work: pd.DataFrame, labels: Mapping[str, str]) -> str:
    parts = ("class", "clients", "flagged", "hits", "hours", "kept", "kept_hour")
    heads = [say(f"panels_live.futures_branch_{part}") for part in parts]
    rows = [
        [
            labels[str(name)],
            *(number(line[column]) for column in ("client_count", "flagged_count", "hit_count")),
            number(line["work_hours"], digits=1),
            number(line["kept_cny"]),
            "–" if math.isnan(line["kept_hour_cny"]) else number(line["kept_hour_cny"]),
        ]
        for name, line in work.to_dict("index").items()
    ]
    return table_html(heads, rows, caption=say("panels_live.futures_branch_caption"))
