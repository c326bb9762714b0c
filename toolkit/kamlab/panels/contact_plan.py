"""Live panel of a contact plan: what a book needs against one manager's year, and days to reach everybody."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.contacts import plot_contacts
from kamlab.charts.drawing import class_name
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.retention import ContactCapacity, DaysToReach, contact_capacity, days_to_reach
from kamlab.panels.live_controls import Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number, percent

KNOBS: Mapping[str, tuple[Scale, float]] = {
    "visits_day": (Scale(1, 15), 5.0),
    "calls_day": (Scale(5, 60), 20.0),
    "days": (Scale(100, 300, unit="days"), 250.0),
}
"""Control -> its scale and where it starts: the source's 5 and 20 a day, 250 days of this course."""
VISITS = Scale(0, 24)


def contact_plan() -> Any:
    """A dealt book by level, with sliders for contacts a day, working days and meetings a client."""
    return shown(ContactPlanPanel)


class ContactPlanPanel(Panel):
    """Contacts a day, days a year, and meetings with a client of each level."""

    name = "contact_plan"
    size = (7.2, 2.9)
    margins = ((0.95, 0.25, 0.65, 0.45),)

    def make_controls(self) -> Mapping[str, Control]:
        """The manager's day and year, then the plan."""
        self.book = deals.table("contact_book", self.store.variant)
        self.labels = {str(level): class_name(str(level), scheme="level") for level in self.book.index}
        day = {
            name: self._number(say(f"panels_live.contact_plan_{name}"), scale, start)
            for name, (scale, start) in KNOBS.items()
        }
        plan = {
            f"visits_{level}": self._number(
                say("panels_live.contact_plan_visits", level=label),
                VISITS,
                float(self.book["visits_each"][level]),
            )
            for level, label in self.labels.items()
        }
        return {**day, **plan}

    def _number(self, label: str, scale: Scale, start: float) -> Control:
        return NumberControl(label, scale=scale, start=start, changed=self.changed)

    def view(self, settings: Mapping[str, Any]) -> View:
        """Use of the year, and days to reach everybody once."""
        book = self.book.assign(visits_each=[settings[f"visits_{level}"] for level in self.labels])
        result = contact_capacity(book, **{name: settings[name] for name in KNOBS})
        return View(
            _sentence(result),
            _levels(book, result, self.labels) + _reach(book, settings, self.labels),
            (lambda ax: plot_contacts(result, ax=ax, labels=self.labels),),
        )


def _sentence(result: ContactCapacity) -> str:
    use, reach = result.table["utilisation"], result.table["days_to_reach"]
    fits = "fits" if result.manager_count <= 1 else "over"
    return say(
        f"panels_live.contact_plan_{fits}",
        visits=percent(use["visit"], digits=0),
        calls=percent(use["call"], digits=0),
        managers=number(result.manager_count),
        limit=number(result.limit_count),
    ) + say(
        "panels_live.contact_plan_reach",
        clients=number(result.client_count),
        calls=number(math.ceil(reach["call"] - 1e-9)),
        visits=number(math.ceil(reach["visit"] - 1e-9)),
    )


def _levels(book: pd.DataFrame, result: ContactCapacity, labels: Mapping[str, str]) -> str:
    names = ("client_count", "visits_each", "calls_each")
    heads = [say(f"panels_live.contact_plan_{name}") for name in ("level", *names, "visit", "call")]
    rows = [
        [
            label,
            *(number(book[name][level]) for name in names),
            *(number(result.by_tier[kind][level]) for kind in ("visit", "call")),
        ]
        for level, label in labels.items()
    ]
    needs = (number(result.table["need_count"][kind]) for kind in ("visit", "call"))
    rows.append([say("panels_live.all"), number(result.client_count), "", "", *needs])
    return table_html(heads, rows, caption=say("panels_live.contact_plan_caption"))


def _reach(book: pd.DataFrame, settings: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    """Days until each client of a level, and of the book, was called or met once."""
    heads = [
        say(f"panels_live.contact_plan_{name}") for name in ("level", "client_count", "by_call", "by_visit")
    ]
    counts = {label: float(book["client_count"][level]) for level, label in labels.items()}
    counts[say("panels_live.all")] = math.fsum(counts.values())
    rows = [
        [
            label,
            number(clients),
            *(_days(days_to_reach(clients, per_day=settings[name])) for name in ("calls_day", "visits_day")),
        ]
        for label, clients in counts.items()
    ]
    return table_html(heads, rows, caption=say("panels_live.contact_plan_reach_caption"))


def _days(reach: DaysToReach) -> str:
    """Exact days, and the working days that they fill or begin."""
    exact = number(reach.exact, digits=2).rstrip("0").rstrip(".")
    return say("panels_live.contact_plan_days_taken", exact=exact, whole=number(reach.whole))
