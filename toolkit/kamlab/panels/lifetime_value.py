"""Live panel of client lifetime value: margin, retention, discount, cost, and when the first margin comes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.value import plot_lifetime
from kamlab.language import say
from kamlab.methods.value import TIMINGS, TimingsCompared, compare_timings, lifetime_multiple
from kamlab.panels.live_controls import ChoiceControl, Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number, percent

YEARS = 20
SCALES: Mapping[str, tuple[Scale, float]] = {
    "margin_cny": (Scale(0.1, 1000, unit="wan_cny", factor=1e4, is_log=True), 1e4),
    "retention": (Scale(0, 99, unit="percent", factor=0.01), 0.80),
    "discount": (Scale(1, 30, step=0.5, unit="percent", factor=0.01), 0.10),
    "acquisition_cost_cny": (Scale(0, 50, step=0.5, unit="wan_cny", factor=1e4), 1.5e4),
}
"""Setting -> its range, and where it stands at first (teaching values)."""


def lifetime_value() -> Any:
    """What one client is worth over the years under each of three conventions."""
    return shown(LifetimePanel)


class LifetimePanel(Panel):
    """Four numbers and the convention; all three conventions are drawn, the chosen one in front."""

    name = "lifetime_value"
    size = (7.2, 4.0)
    margins = ((1.05, 0.3, 0.65, 0.45),)
    is_dealt = False

    def make_controls(self) -> Mapping[str, Control]:
        """The four numbers and the convention."""
        controls: dict[str, Control] = {
            name: NumberControl(
                say(f"panels_live.lifetime_value_{name}"), scale=scale, start=start, changed=self.changed
            )
            for name, (scale, start) in SCALES.items()
        }
        options = {name: say(f"charts.timing_{name}") for name in TIMINGS}
        label = say("panels_live.lifetime_value_timing")
        start = next(iter(TIMINGS))
        return controls | {"timing": ChoiceControl(label, options=options, start=start, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """The three lines, the three values, and the one chosen in words."""
        terms = {name: settings[name] for name in ("retention", "discount")}
        seen = compare_timings(
            settings["margin_cny"],
            acquisition_cost_cny=settings["acquisition_cost_cny"],
            years=YEARS,
            **terms,
        )
        sentence = say(
            "panels_live.lifetime_value_sentence",
            timing=say(f"charts.timing_{settings['timing']}"),
            value=money(seen.in_all[settings["timing"]]),
            low=money(seen.in_all.min()),
            high=money(seen.in_all.max()),
            years=_digits(lifetime_multiple(settings["retention"], discount=0, timing="start"), digits=1),
            **{name: percent(share).replace(".0%", "%") for name, share in terms.items()},
        )
        return View(
            sentence, _table(seen, terms), (lambda ax: plot_lifetime(seen, ax=ax, timing=settings["timing"]),)
        )


def _digits(value: Any, *, digits: int = 2) -> str:
    return number(float(value), digits=digits)


def _table(seen: TimingsCompared, terms: Mapping[str, float]) -> str:
    heads = [say(f"panels_live.lifetime_value_{part}") for part in ("timing", "multiple", "value", "payback")]
    rows = [
        [
            say(f"charts.timing_{timing}"),
            _digits(lifetime_multiple(terms["retention"], discount=terms["discount"], timing=timing)),
            money(seen.in_all[timing]),
            _payback(seen.payback_year[timing]),
        ]
        for timing in TIMINGS
    ]
    return table_html(heads, rows, caption=say("panels_live.lifetime_value_caption"))


def _payback(year: float) -> str:
    if pd.isna(year):
        return say("panels_live.lifetime_value_never", years=YEARS)
    return (
        say("panels_live.lifetime_value_year", year=number(year))
        if year
        else say("panels_live.lifetime_value_today")
    )
