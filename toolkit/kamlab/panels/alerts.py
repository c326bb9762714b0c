"""Live panel of alert rules: signs to switch on, limits to move, and how often an alert was right."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.alerts import plot_alerts
from kamlab.data import deals
from kamlab.errors import BadInput
from kamlab.language import say
from kamlab.methods.retention import ANY_RULE, Combined, Limit, alert_rules
from kamlab.panels.live_controls import ChoiceControl, Control, SwitchControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number, percent

TOGETHER = "together"
GOALS = {"precision": 0.6, "recall": 0.7}
"""Goals of the course; the source names none."""
NEEDED = {"one": 1, "two": 2}
SIGNS = {
    "days": ("days_since_last_txn", ">="),
    "equity": ("equity_ratio", "<="),
    "drop": ("contact_drop_share", ">="),
}
"""Sign with a limit to move -> column and comparison."""
FIXED = {"complaint": Limit("has_complaint", "==", True), "source": Limit("source", "==", "intermediary")}
LIMITS: Mapping[str, tuple[Scale, float]] = {
    "days": (Scale(10, 150, unit="days"), 30.0),
    "equity": (Scale(20, 95, unit="percent", factor=0.01), 0.75),
    "drop": (Scale(20, 100, unit="percent", factor=0.01), 0.3),
}
MINUTES = Scale(5, 120, step=5)


def alerts() -> Any:
    """Two hundred clients, five signs with their limits, and precision and recall beside the goals."""
    return shown(AlertsPanel)


class AlertsPanel(Panel):
    """A switch a sign, a limit for three of them, how many signs must meet, and minutes an alert costs."""

    name = "alerts"
    table_height = 330
    size = (7.2, 4.4)
    margins = ((1.95, 0.25, 0.65, 0.45),)

    def make_controls(self) -> Mapping[str, Control]:
        """Signs, limits, how they are joined, and the work of one alert."""
        self.book = deals.table("activity_book", self.store.variant)
        controls: dict[str, Control] = {}
        for sign in (*SIGNS, *FIXED):
            label = say(f"panels_live.alerts_use_{sign}")
            controls[f"use_{sign}"] = SwitchControl(label, start=True, changed=self.changed)
            if sign in LIMITS:
                controls[sign] = self._number(sign, *LIMITS[sign])
        options = {name: say(f"panels_live.alerts_needed_{name}") for name in NEEDED}
        label = say("panels_live.alerts_needed")
        controls["needed"] = ChoiceControl(label, options=options, start="one", changed=self.changed)
        return controls | {"minutes": self._number("minutes", MINUTES, 30.0)}

    def _number(self, name: str, scale: Scale, start: float) -> Control:
        label = say(f"panels_live.alerts_{name}")
        return NumberControl(label, scale=scale, start=start, changed=self.changed)

    def view(self, settings: Mapping[str, Any]) -> View:
        """Every sign in use and all of them together, held against who left."""
        rules = _rules(settings)
        needed = NEEDED[settings["needed"]]
        if rules and len(rules) < needed:
            raise BadInput("panels_live.alerts_too_few")
        joined = {TOGETHER: Combined(tuple(rules.values()), needed)} if rules else {}
        table = alert_rules(self.book, {**rules, **joined}, lead="lead_days")
        table = table.drop(index=ANY_RULE) if rules else table.rename(index={ANY_RULE: TOGETHER})
        labels = {sign: _label(sign, settings) for sign in (*SIGNS, *FIXED)}
        labels[TOGETHER] = say(f"panels_live.alerts_together_{settings['needed']}")
        return View(
            _sentence(table.to_dict("index")[TOGETHER], minutes=settings["minutes"]),
            _table(table, labels),
            (lambda ax: plot_alerts(table, ax=ax, labels=labels, goals=GOALS),),
        )


def _rules(settings: Mapping[str, Any]) -> dict[str, Limit]:
    """Rules that are switched on, in their order."""
    every = {sign: Limit(column, held, settings[sign]) for sign, (column, held) in SIGNS.items()} | FIXED
    return {sign: rule for sign, rule in every.items() if settings[f"use_{sign}"]}


def _label(sign: str, settings: Mapping[str, Any]) -> str:
    if sign not in LIMITS:
        return say(f"panels_live.alerts_label_{sign}")
    limit = settings[sign]
    text = number(limit) if sign == "days" else percent(limit, digits=0)
    return say(f"panels_live.alerts_label_{sign}", limit=text)


def _sentence(line: Mapping[Any, Any], *, minutes: float) -> str:
    if not line["flagged_count"]:
        return say("panels_live.alerts_nobody", missed=number(line["missed_count"]))
    is_reached = {name: line[f"{name}_share"] >= goal - 1e-9 for name, goal in GOALS.items()}
    verdict = next((name for name in GOALS if is_reached[name] != all(is_reached.values())), "")
    name = "both" if all(is_reached.values()) else f"only_{verdict}" if verdict else "none"
    return say(
        "panels_live.alerts_sentence",
        flagged=number(line["flagged_count"]),
        hits=number(line["hit_count"]),
        precision=percent(line["precision_share"]),
        recall=percent(line["recall_share"]),
        verdict=say(f"panels_live.alerts_goal_{name}"),
        false=number(line["false_alarm_count"]),
        minutes=number(minutes),
        hours=number(line["false_alarm_count"] * minutes / 60, digits=1),
        missed=number(line["missed_count"]),
    )


def _table(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    counts = ("flagged_count", "hit_count", "false_alarm_count", "missed_count")
    shares = ("precision_share", "recall_share")
    heads = [say(f"panels_live.alerts_{name}") for name in ("rule", *counts, *shares, "lead")]
    rows = [
        [
            labels[str(rule)],
            *(number(line[name]) for name in counts),
            *(_or_missing(line[name], percent) for name in shares),
            _or_missing(line["median_lead_days"], number),
        ]
        for rule, line in table.to_dict("index").items()
    ]
    return table_html(heads, rows, caption=say("panels_live.alerts_caption"))


def _or_missing(value: float, write: Any) -> str:
    return "–" if math.isnan(value) else str(write(value))
