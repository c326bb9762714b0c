"""Live panel of the ladder of asset tiers: who is a small step below the next threshold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.drawing import class_name
from kamlab.charts.tiers import MOST_BARS, plot_distance, plot_ladder
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.rules import Cuts
from kamlab.methods.segment import THREE_TIER_CUTS, TIER_CUTS, cut_table, next_tiers
from kamlab.panels.live_controls import ChoiceControl, Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import money, number, percent

TIERS = tuple(label for _, label in TIER_CUTS)
LADDERS: Mapping[str, Cuts] = {
    "course": TIER_CUTS,
    "private_8m": cut_table((8e6, 2e6, 5e5, 5e4), labels=TIERS),
    "private_10m": cut_table((1e7, 2e6, 5e5, 5e4), labels=TIERS),
    "three": THREE_TIER_CUTS,
}
"""Ladder -> thresholds: the course's, two with a higher line for private banking, and high, mid, low."""
HEADS = ("client", "next", "aum", "missing", "share", "consent")


def tier_ladder() -> Any:
    """Sixty clients on a ladder of tiers, with a slider for how near the next rung counts as near."""
    return shown(TierLadderPanel)


class TierLadderPanel(Panel):
    """Which ladder, and what a candidate may lack of the next threshold at most."""

    name = "tier_ladder"
    table_height = 420
    size = (7.2, 6.0)
    margins = ((1.35, 0.25, 3.1, 0.45), (1.35, 2.1, 0.65, 3.75))

    def make_controls(self) -> Mapping[str, Control]:
        """Ladder and nearness."""
        self.book = deals.table("tier_book", self.store.variant)
        options = {name: say(f"panels_live.tier_ladder_{name}") for name in LADDERS}
        ladder = ChoiceControl(
            say("panels_live.tier_ladder_ladder"), options=options, start="course", changed=self.changed
        )
        scale = Scale(1, 30, unit="percent", factor=0.01)
        label = say("panels_live.tier_ladder_near_share")
        return {
            "ladder": ladder,
            "near_share": NumberControl(label, scale=scale, start=0.1, changed=self.changed),
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """Ladder, distances of the nearest candidates, and the list of all candidates."""
        cuts, near = LADDERS[settings["ladder"]], settings["near_share"]
        found = next_tiers(self.book["aum_cny"], cuts=cuts, near_share=near).join(self.book)
        chosen = found[found["is_candidate"]].sort_values("missing_share", kind="stable")
        scheme = "three_tier" if settings["ladder"] == "three" else "tier"
        names = {label: class_name(label, scheme=scheme) for _, label in cuts}
        sentence = say(
            "panels_live.tier_ladder_sentence",
            all=number(len(found)),
            count=number(len(chosen)),
            share=percent(near, digits=0),
            missing=money(chosen["missing_cny"].sum()),
            asked=number(chosen["has_marketing_consent"].sum()),
        )
        return View(
            sentence,
            _table(chosen, names),
            (
                lambda ax: plot_ladder(found, ax=ax, cuts=cuts, near_share=near, names=names),
                lambda ax: plot_distance(chosen, ax=ax, names=names),
            ),
        )


def _table(chosen: pd.DataFrame, names: Mapping[str, str]) -> str:
    heads = [say(f"panels_live.tier_ladder_head_{name}") for name in HEADS]
    rows = [[str(client), *_cells(line, names)] for client, line in chosen.to_dict("index").items()]
    caption = say("panels_live.tier_ladder_caption", count=number(len(chosen)), shown=MOST_BARS)
    return table_html(heads, rows, caption=caption, text_columns=(0, 1, 5))


def _cells(line: Mapping[Any, Any], names: Mapping[str, str]) -> list[str]:
    amounts = [number(line[name]) for name in ("aum_cny", "missing_cny")]
    consent = say("panels.yes" if line["has_marketing_consent"] else "panels.no")
    return [names[line["next_tier"]], *amounts, percent(line["missing_share"]), consent]
