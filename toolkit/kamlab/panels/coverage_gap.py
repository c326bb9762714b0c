"""Live panel of product coverage: the gap in churn as seen, and among clients who are alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kamlab.charts.like_for_like import plot_gap, plot_strata
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.like_for_like import LikeForLike, like_for_like
from kamlab.panels.live_controls import ChoiceControl, Control, SwitchControl
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number, percent

LIKENESS = {"tenure": "tenure_band", "assets": "asset_band", "age": "age_band"}
"""Switch -> column in which clients are then to be alike."""
MANY_FROM = (3, 5)


def coverage_gap() -> Any:
    """2,000 clients, few products against many, and three things in which they can be made alike."""
    return shown(CoverageGapPanel)


@cache
def _gap(variant: int, alike: tuple[str, ...], many_from: int) -> LikeForLike:
    book = deals.table("coverage_clients", variant)
    return like_for_like(book, many_from=many_from, strata=[LIKENESS[name] for name in alike])


class CoverageGapPanel(Panel):
    """Where "many" begins, and three switches."""

    name = "coverage_gap"
    size = (7.2, 5.1)
    margins = ((0.85, 0.3, 2.2, 0.4), (1.7, 0.3, 0.6, 3.65))

    def make_controls(self) -> Mapping[str, Control]:
        """What counts as many, and in what clients are to be alike."""
        options = {str(count): say("panels_live.coverage_gap_from", count=count) for count in MANY_FROM}
        label = say("panels_live.coverage_gap_many")
        controls: dict[str, Control] = {
            "many": ChoiceControl(label, options=options, start=str(MANY_FROM[0]), changed=self.changed)
        }
        return controls | {
            name: SwitchControl(say(f"panels_live.coverage_gap_{name}"), start=False, changed=self.changed)
            for name in LIKENESS
        }

    def view(self, settings: Mapping[str, Any]) -> View:
        """Groups of like clients above, the gap as seen and between like and like below."""
        many = int(settings["many"])
        alike = tuple(name for name in LIKENESS if settings[name])
        result = _gap(self.store.variant, alike, many)
        return View(
            _sentence(result, alike=alike, many_from=many),
            _table(self.store.variant, many_from=many, alike=alike),
            (
                lambda ax: plot_strata(result, ax=ax, many_from=many),
                lambda ax: plot_gap(result, ax=ax, many_from=many, is_adjusted=bool(alike)),
            ),
        )


def _points(difference: float) -> str:
    return number(-100 * difference, digits=1)


def _sentence(result: LikeForLike, *, alike: tuple[str, ...], many_from: int) -> str:
    text = say("panels_live.coverage_gap_raw", count=many_from, raw=_points(result.raw))
    if not alike:
        return text + say("panels_live.coverage_gap_nobody_alike")
    names = [say(f"panels_live.coverage_gap_like_{name}") for name in alike]
    return text + say(
        "panels_live.coverage_gap_alike",
        names=say("panels_live.list_comma").join(names),
        groups=number(len(result.strata)),
        adjusted=_points(result.adjusted),
        remaining=percent(result.remaining_share, digits=0),
        left_out=number(result.left_out_count),
    )


def _table(variant: int, *, many_from: int, alike: tuple[str, ...]) -> str:
    """The gap for nothing, for each of the three alone, and for what is switched on."""
    sets: dict[str, tuple[str, ...]] = {"none": (), **{name: (name,) for name in LIKENESS}}
    sets["chosen"] = alike
    heads = [say(f"panels_live.coverage_gap_{part}") for part in ("alike_in", "gap", "remains")]
    rows = []
    for name, chosen in sets.items():
        result = _gap(variant, chosen, many_from)
        label = say(f"panels_live.coverage_gap_row_{name}")
        rows.append([label, _points(result.adjusted), percent(result.remaining_share, digits=0)])
    return table_html(heads, rows, caption=say("panels_live.coverage_gap_caption", count=many_from))
