"""Live panel of futures clients: two lines of equity, four classes, and who changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.drawing import class_name
from kamlab.charts.futures import LOOKS, plot_futures
from kamlab.data import deals
from kamlab.errors import BadInput
from kamlab.language import say
from kamlab.methods.segment import changes
from kamlab.methods.segment import futures_classes as classes_of
from kamlab.panels.live_controls import Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number
from kamlab.terms import column_label

WAN = Scale(1, 4000, unit="wan_cny", factor=1e4, is_log=True)


def futures_classes() -> Any:
    """Twelve futures clients in four classes, with sliders for the two lines of equity."""
    return shown(FuturesPanel)


class FuturesPanel(Panel):
    """Two lines of equity; hedging firms keep their class wherever the lines are."""

    name = "futures_classes"
    table_height = 220
    margins = ((1.05, 0.3, 0.65, 0.45),)

    def make_controls(self) -> Mapping[str, Control]:
        """The two lines."""
        self.book = deals.table("futures_book", self.store.variant)
        self.before = classes_of(self.book)
        starts = {"large_cny": 5e6, "mid_cny": 5e5}
        return {
            name: NumberControl(
                say(f"panels_live.futures_classes_{name}"), scale=WAN, start=start, changed=self.changed
            )
            for name, start in starts.items()
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """The points in their classes, and who is in another class than by the course's lines."""
        large, mid = settings["large_cny"], settings["mid_cny"]
        if large <= mid:
            raise BadInput("panels_live.futures_classes_order", large=money(large), mid=money(mid))
        classes = classes_of(self.book, large_cny=large, mid_cny=mid)
        moved = changes(self.before, classes)
        counts = classes.value_counts()
        parts = (
            say(
                "panels_live.class_count",
                name=class_name(name, scheme="futures"),
                count=number(counts.get(name, 0)),
            )
            for name in LOOKS
        )
        sentence = say(
            "panels_live.futures_classes_sentence",
            large=money(large),
            mid=money(mid),
            counts=say("panels_live.list_comma").join(parts),
            moved=number(len(moved)),
        )

        def draw(ax: Any) -> object:
            return plot_futures(self.book, classes=classes, ax=ax, large_cny=large, mid_cny=mid)

        return View(sentence, self._table(moved), (draw,))

    def _table(self, moved: pd.DataFrame) -> str:
        heads = [column_label("client_id"), column_label("equity_cny"), column_label("is_corporate")]
        heads += [column_label("has_spot_exposure"), say("panels_live.before"), say("panels_live.now")]
        facts = moved.join(self.book).to_dict("index")
        rows = [[str(client), *_cells(line)] for client, line in facts.items()]
        caption = say("panels_live.changed", count=len(moved), all=len(self.book))
        return table_html(heads, rows, caption=caption, text_columns=(0, 2, 3, 4, 5))


def _cells(line: Mapping[Any, Any]) -> list[str]:
    flags = [say(f"panels.{'yes' if line[name] else 'no'}") for name in ("is_corporate", "has_spot_exposure")]
    classes = [class_name(line[part], scheme="futures") for part in ("from", "to")]
    return [number(line["equity_cny"]), *flags, *classes]
