"""Live panel of the five levels: a weight, four cuts, and who changes level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.drawing import class_name
from kamlab.charts.segment import plot_levels
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.segment import FIVE_LEVEL_CUTS, changes, cut_table
from kamlab.methods.segment import five_levels as levels_of
from kamlab.panels.live_controls import Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number, percent
from kamlab.terms import column_label

LEVELS = tuple(level for _, level in FIVE_LEVEL_CUTS)


def five_levels() -> Any:
    """Sixty clients in five levels, with sliders for the weight of contribution and the four cuts."""
    return shown(FiveLevelsPanel)


class FiveLevelsPanel(Panel):
    """Weight of contribution and four lower ends; before is the course's rule, now is the reader's."""

    name = "five_levels"
    table_height = 220
    size = (7.2, 3.0)
    margins = ((1.1, 0.3, 0.65, 0.45),)

    def make_controls(self) -> Mapping[str, Control]:
        """Weight and cuts."""
        self.book = deals.table("level_book_60", self.store.variant)
        self.before = levels_of(self.book)
        share = Scale(0, 100, unit="percent", factor=0.01)
        weight = NumberControl(
            say("panels_live.five_levels_weight"), scale=share, start=0.6, changed=self.changed
        )
        return {"weight": weight} | {
            f"cut_{level}": self._cut(low, level) for low, level in FIVE_LEVEL_CUTS[:-1]
        }

    def _cut(self, low: float, level: str) -> Control:
        label = say("panels_live.five_levels_cut", level=class_name(level, scheme="level"))
        return NumberControl(label, scale=Scale(0, 100, unit="points"), start=low, changed=self.changed)

    def view(self, settings: Mapping[str, Any]) -> View:
        """Both bars and the list of those who change."""
        cuts = cut_table([settings[f"cut_{level}"] for level in LEVELS[:-1]], labels=LEVELS)
        after = levels_of(self.book, weight=settings["weight"], cuts=cuts)
        moved = changes(self.before["level"], after["level"])
        sentence = say(
            "panels_live.five_levels_sentence",
            weight=percent(settings["weight"], digits=0),
            top=number((after["level"] == LEVELS[0]).sum()),
            moved=number(len(moved)),
            amber=number(after["is_borderline"].sum()),
        )
        return View(
            sentence,
            self._table(moved, after),
            (lambda ax: plot_levels(self.before["level"], after=after["level"], ax=ax),),
        )

    def _table(self, moved: pd.DataFrame, after: pd.DataFrame) -> str:
        names = ("client_id", "contribution_score", "potential_score")
        heads = [column_label(name) for name in names]
        heads += [say(f"panels_live.{name}") for name in ("five_levels_score", "before", "now", "amber")]
        facts = moved.join(after).join(self.book[list(names[1:])]).to_dict("index")
        rows = [[str(client), *_cells(line)] for client, line in facts.items()]
        caption = say("panels_live.changed", count=len(moved), all=len(after))
        return table_html(heads, rows, caption=caption, text_columns=(0, 4, 5, 6))


def _cells(line: Mapping[Any, Any]) -> list[str]:
    scores = [number(line[name]) for name in ("contribution_score", "potential_score")]
    levels = [class_name(line[part], scheme="level") for part in ("from", "to")]
    other = line["other_level"]
    amber = say("panels_live.or_level", level=class_name(other, scheme="level")) if other else ""
    return [*scores, number(line["score"], digits=1), *levels, amber]
