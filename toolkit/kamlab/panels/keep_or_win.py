"""Live panel of one budget: clients kept against clients won, and where the two are even."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.keeping import plot_keep_or_win
from kamlab.language import say
from kamlab.methods.retention import (
    SOURCE_AFFECTED,
    SOURCE_MULTIPLES,
    Assumptions,
    RetentionEconomics,
    retention_economics,
)
from kamlab.panels.live_controls import Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number, percent

CURVE = tuple(round(4 + 0.05 * step, 2) for step in range(61))
"""Multiples at which the curve is drawn."""
KNOBS: Mapping[str, tuple[Scale, float]] = {
    "multiple": (Scale(4, 7, step=0.1), 5.0),
    "budget_cny": (Scale(10, 300, step=5, unit="wan_cny", factor=1e4), 600_000.0),
    "keep_cost_cny": (Scale(100, 5000, step=100, unit="cny"), 1_000.0),
    "churn_share": (Scale(0, 100, unit="percent", factor=0.01), 0.3),
    "referral_share": (Scale(0, 90, unit="percent", factor=0.01), 0.0),
    "unhappy_count": (Scale(0, 200, unit="count"), 4.0),
}
"""Control -> its scale and where it starts; 600,000 and 1,000 yuan are the figures of the exercise."""


def keep_or_win() -> Any:
    """One budget, and sliders for the multiple, the two costs and what is assumed beside them."""
    return shown(KeepOrWinPanel)


class KeepOrWinPanel(Panel):
    """Six numbers; the curve is what the budget wins, the lines what it keeps and what that saves."""

    name = "keep_or_win"
    size = (7.2, 4.2)
    is_dealt = False

    def make_controls(self) -> Mapping[str, Control]:
        """Multiple, budget, cost, churn, recommendation and unhappy clients."""
        return {
            name: NumberControl(
                say(f"panels_live.keep_or_win_{name}"), scale=scale, start=start, changed=self.changed
            )
            for name, (scale, start) in KNOBS.items()
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """The curve with the chosen multiple, and both ways in words."""
        chosen = float(settings["multiple"])
        assumed = ("churn_share", "referral_share", "unhappy_count")
        result = retention_economics(
            settings["budget_cny"],
            keep_cost_cny=settings["keep_cost_cny"],
            multiples=(*CURVE, chosen),
            assumptions=Assumptions(**{name: settings[name] for name in assumed}),
        )
        return View(
            _sentence(result, settings, chosen=chosen),
            _table(result.table, chosen=chosen),
            (lambda ax: plot_keep_or_win(result, ax=ax, chosen=chosen),),
        )


def _sentence(result: RetentionEconomics, settings: Mapping[str, Any], *, chosen: float) -> str:
    line = result.table.to_dict("index")[chosen]
    text = say(
        "panels_live.keep_or_win_sentence",
        multiple=_plain(chosen),
        budget=money(settings["budget_cny"]),
        kept=number(result.kept_count),
        won=number(line["won_count"]),
        churn=percent(settings["churn_share"], digits=0),
        saved=number(result.saved_count),
    )
    if line["referred_count"]:
        text += say(
            "panels_live.keep_or_win_referred",
            share=percent(settings["referral_share"], digits=0),
            referred=number(line["referred_count"]),
            new=number(line["new_count"]),
        )
    return text + _even(result, settings, share=line["break_even_churn_share"]) + _affected(result, settings)


def _even(result: RetentionEconomics, settings: Mapping[str, Any], *, share: float) -> str:
    """Where the two are even, read both ways, or that keeping saves nobody."""
    if math.isnan(result.break_even_multiple):
        first = say("panels_live.keep_or_win_no_even")
    else:
        churn = percent(settings["churn_share"], digits=0)
        multiple = _plain(result.break_even_multiple)
        first = say("panels_live.keep_or_win_even", multiple=multiple, churn=churn)
    chosen = _plain(settings["multiple"])
    if math.isnan(share):
        return first + say("panels_live.keep_or_win_never_even", multiple=chosen)
    return first + say("panels_live.keep_or_win_even_churn", multiple=chosen, even=percent(share))


def _affected(result: RetentionEconomics, settings: Mapping[str, Any]) -> str:
    return say(
        "panels_live.keep_or_win_affected",
        unhappy=number(settings["unhappy_count"]),
        each=number(SOURCE_AFFECTED),
        affected=number(result.affected_count),
    )


def _plain(multiple: float) -> str:
    text = number(multiple, digits=2)
    return text.rstrip("0").rstrip(".")


def _table(table: pd.DataFrame, *, chosen: float) -> str:
    """The source's whole multiples and the chosen one."""
    names = ("win_cost_cny", "won_count", "referred_count", "new_count")
    heads = [say(f"panels_live.keep_or_win_{name}") for name in ("times", *names, "break_even")]
    rows, lines = [], table.to_dict("index")
    for multiple in sorted({*map(float, SOURCE_MULTIPLES), chosen}):
        line = lines[multiple]
        even = line["break_even_churn_share"]
        share = say("panels_live.keep_or_win_never") if math.isnan(even) else percent(even)
        rows.append([_plain(multiple), *(number(line[name]) for name in names), share])
    return table_html(heads, rows, caption=say("panels_live.keep_or_win_caption"))
