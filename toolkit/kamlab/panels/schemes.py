"""Live panel of schemes: the same clients sorted two ways, and those on whom the two disagree most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from kamlab.charts.drawing import class_name
from kamlab.charts.segment import plot_crosstab
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.rules import by_cuts
from kamlab.methods.segment import abc_classes, cut_table, five_levels, schemes_crosstab, three_tiers, tiers
from kamlab.panels.live_controls import ChoiceControl, Control
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number
from kamlab.terms import column_label

PRODUCT_CUTS = cut_table((5, 3), labels=("many", "some", "few"))
_SCHEMES: Mapping[str, Callable[[pd.DataFrame], pd.Series[str]]] = {
    "tier": lambda book: tiers(book["aum_cny"]),
    "three_tier": lambda book: three_tiers(book["aum_cny"]),
    "level": lambda book: five_levels(book)["level"],
    "abc": lambda book: abc_classes(book["aum_cny"]),
    "coverage": lambda book: by_cuts(book["product_count"].astype(float), cuts=PRODUCT_CUTS, name="coverage"),
}
"""Scheme -> class of each client, best class first."""
FACTS = ("aum_cny", "contribution_score", "potential_score", "product_count")


def schemes() -> Any:
    """Sixty clients in a cross-table of two schemes that the reader chooses."""
    return shown(SchemesPanel)


def _place(classes: pd.Series[str]) -> pd.Series[float]:
    """Place on the ladder of classes, from 0 for the best to 1 for the last."""
    return classes.cat.codes / (len(classes.cat.categories) - 1)


class SchemesPanel(Panel):
    """Two schemes to choose, their cross-table, and the clients in its two far corners."""

    name = "schemes"
    table_height = 330
    size = (7.2, 3.4)
    margins = ((1.2, 0.2, 0.15, 0.45),)

    def make_controls(self) -> Mapping[str, Control]:
        """The two schemes."""
        self.book = deals.table("scheme_book", self.store.variant)
        self.classes = {name: sort(self.book) for name, sort in _SCHEMES.items()}
        options = {name: say(f"panels_live.scheme_{name}") for name in _SCHEMES}
        starts = {"first": "tier", "second": "level"}
        return {
            name: ChoiceControl(
                say(f"panels_live.schemes_{name}"), options=options, start=start, changed=self.changed
            )
            for name, start in starts.items()
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """Counts of each pair of classes, and the clients of the corners."""
        first, second = settings["first"], settings["second"]
        counts = schemes_crosstab(self.classes[first], self.classes[second])
        rows = [class_name(name, scheme=first) for name in counts.index]
        columns = [class_name(name, scheme=second) for name in counts.columns]
        high, low = self._corner(first, second), self._corner(second, first)
        sentence = say(
            "panels_live.schemes_sentence",
            all=number(len(self.book)),
            high=number(len(high)),
            low=number(len(low)),
            first=say(f"panels_live.scheme_{first}"),
            second=say(f"panels_live.scheme_{second}"),
        )
        heads = [say("panels_live.schemes_class"), *columns]
        cells = [
            [row, *(number(count) for count in line)]
            for row, line in zip(rows, counts.to_numpy(), strict=True)
        ]
        table = table_html(heads, cells, caption=say("panels_live.schemes_caption"))
        corners = self._clients(high, first, second) + self._clients(low, second, first)
        return View(
            sentence, table + corners, (lambda ax: plot_crosstab(counts, ax=ax, rows=rows, columns=columns),)
        )

    def _corner(self, high: str, low: str) -> list[str]:
        """Clients who stand higher in the one scheme than in the other by half a ladder or more."""
        above = _place(self.classes[low]) - _place(self.classes[high])
        return [str(client) for client in self.book.index[above >= 0.5]]

    def _clients(self, clients: list[str], high: str, low: str) -> str:
        if not clients:
            return ""
        names = {"high": say(f"panels_live.scheme_{high}"), "low": say(f"panels_live.scheme_{low}")}
        facts = self.book.loc[clients, list(FACTS)].to_dict("index")
        rows = [[str(client), *map(number, line.values())] for client, line in facts.items()]
        heads = [column_label("client_id"), *(column_label(name) for name in FACTS)]
        return table_html(heads, rows, caption=say("panels_live.schemes_corner", **names))
