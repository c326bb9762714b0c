"""Live panel of single indicators: another ruler, another ranking."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from kamlab.charts.segment import plot_histogram
from kamlab.errors import BadInput
from kamlab.language import say
from kamlab.methods.rules import by_cuts
from kamlab.methods.segment import changes, cut_table, quantile_scores, rank_shift
from kamlab.panels.live_controls import ChoiceControl, Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import MOST_ROWS, table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.panels.samples import indicator_book
from kamlab.style import number
from kamlab.terms import column_label, unit

CLASSES = ("top", "middle", "bottom")
INDICATORS = {
    "trade_count": "trade",
    "largest_amount_cny": "trade",
    "mean_amount_cny": "trade",
    "mean_trade_cycle_days": "trade",
    "aum_cny": "finance",
    "contribution_cny": "trade",
    "visit_count": "contact",
    "call_count": "contact",
    "complaint_count": "contact",
}
"""Indicator -> its family."""
TURNED = ("mean_trade_cycle_days",)
"""Indicators of which less is better."""
PERCENTILES = 100


def indicators() -> Any:
    """Clients in three classes by one indicator, beside the classes that another one gives."""
    return shown(IndicatorsPanel)


@cache
def _percentiles(name: str) -> pd.Series[float]:
    """Percentile, 1-100, of each client that has a value; equal values share one."""
    values = indicator_book()[name].dropna()
    return quantile_scores(values, levels=PERCENTILES, lower_is_better=name in TURNED).astype(float)


class IndicatorsPanel(Panel):
    """Two indicators to choose and two cuts, as shares of the clients."""

    name = "indicators"
    table_height = 330
    is_dealt = False

    def make_controls(self) -> Mapping[str, Control]:
        """Indicator, the one to compare with, and the two cuts."""
        options = {
            name: say(f"panels_live.family_{family}", indicator=column_label(name))
            for name, family in INDICATORS.items()
        }
        controls: dict[str, Control] = {
            part: ChoiceControl(
                say(f"panels_live.indicators_{part}"), options=options, start=start, changed=self.changed
            )
            for part, start in (("indicator", "trade_count"), ("compared", "largest_amount_cny"))
        }
        scale = Scale(1, 99, unit="percent", factor=0.01)
        for part, share in (("top_share", 0.2), ("middle_share", 0.5)):
            label = say(f"panels_live.indicators_{part}")
            controls[part] = NumberControl(label, scale=scale, start=share, changed=self.changed)
        return controls

    def view(self, settings: Mapping[str, Any]) -> View:
        """Histogram with the cuts, and the clients who are in another class by the other indicator."""
        name, other = settings["indicator"], settings["compared"]
        cuts = _cuts(settings["top_share"], settings["middle_share"])
        now, then = (by_cuts(_percentiles(each), cuts=cuts, name="class") for each in (name, other))
        both = now.index.intersection(then.index)
        moved = changes(then[both], now[both])
        values = indicator_book().loc[now.index, name]
        lines = _lower_ends(values, now)
        sentence = say(
            "panels_live.indicators_sentence",
            indicator=column_label(name),
            other=column_label(other),
            top=number((now == "top").sum()),
            moved=number(len(moved)),
            fell=number(((moved["from"] == "top") & (moved["to"] == "bottom")).sum()),
        )

        def draw(ax: Any) -> object:
            is_money = unit(name) == "CNY" and bool((values > 0).all())
            return plot_histogram(values, ax=ax, cuts=lines, label=column_label(name), is_money=is_money)

        return View(sentence, _table(moved, name=name, other=other), (draw,))


def _cuts(top: float, middle: float) -> Any:
    """Lower ends of the classes on the scale of percentiles."""
    if middle <= top:
        raise BadInput("panels_live.indicators_order")
    ends = [PERCENTILES + 1 - round(PERCENTILES * share) for share in (top, middle)]
    return cut_table(ends, labels=CLASSES)


def _lower_ends(values: pd.Series[float], classes: pd.Series[str]) -> tuple[float, float]:
    """Least value of the two upper classes together and of the top class alone."""
    above = values[classes != "bottom"].min()
    return float(above), float(values[classes == "top"].min())


def _table(moved: pd.DataFrame, *, name: str, other: str) -> str:
    """Clients who moved, the longest way in ranks first."""
    book = indicator_book()
    shift = rank_shift(book[other], book[name]).index
    order = [client for client in shift if client in moved.index]
    heads = [column_label("client_id"), column_label(other), column_label(name)]
    heads += [say(f"panels_live.indicators_{part}") for part in ("then", "now")]
    rows = [
        [
            str(client),
            *(number(book.loc[client, each]) for each in (other, name)),
            *(say(f"panels_live.class_{moved.loc[client, part]}") for part in ("from", "to")),
        ]
        for client in order[:MOST_ROWS]
    ]
    caption = say("panels_live.changed_longest", count=len(moved), all=len(book), rows=len(rows))
    return table_html(heads, rows, caption=caption, text_columns=(0, 3, 4))
