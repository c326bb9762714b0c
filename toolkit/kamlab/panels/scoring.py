"""Live panels of the scoring sheet: weights and one client's points, and a printed table uncovered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.scoring import STAR, plot_scoring, plot_totals
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.segment import ScoreMatrix, printed_star_errors, score_matrix
from kamlab.panels.live_controls import Control, StepControl
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.live_weights import WeightsControl
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number
from kamlab.terms import column_label

CLIENT, CRITERION = "K04", "policy_score"
"""The one box of the sheet that can be changed."""
ODD = Scale(1, 9, step=2, unit="points", is_stepped=True)


def scoring() -> Any:
    """Nine clients on six criteria, with sliders for the weights and for client 4's policy support."""
    return shown(ScoringPanel)


def printed_table() -> Any:
    """The printed scoring table beside what comes out on computing again, uncovered step by step."""
    return shown(PrintedTablePanel)


class ScoringPanel(Panel):
    """Six weights that make up the whole, one box to change, totals, mean and stars."""

    name = "scoring"
    margins = ((0.85, 1.5, 0.65, 0.3),)

    def make_controls(self) -> Mapping[str, Control]:
        """Points of client 4 for policy support, and the weights."""
        self.grid = deals.table("scoring_grid", self.store.variant)
        self.before = score_matrix(self.grid)
        start = float(self.grid[CRITERION][CLIENT])
        label = say(
            "panels_live.scoring_points", client=CLIENT, criterion=say(f"panels_live.criterion_{CRITERION}")
        )
        self.weights = WeightsControl(
            {
                name: say("panels_live.scoring_weight", criterion=say(f"panels_live.criterion_{name}"))
                for name in self.grid.columns
            },
            changed=self.changed,
        )
        points = NumberControl(label, scale=ODD, start=start, changed=self.changed)
        return {"points": points, "weights": self.weights}

    def view(self, settings: Mapping[str, Any]) -> View:
        """Totals while all weights are the same, weighted points otherwise."""
        grid = self.grid.copy()
        grid.loc[CLIENT, CRITERION] = settings["points"]
        is_equal = self.weights.is_equal
        plain = score_matrix(grid)
        result = plain if is_equal else score_matrix(grid, weights=settings["weights"])
        return View(
            self._sentence(result, is_equal=is_equal),
            _sheet(grid, plain, result=result, is_equal=is_equal),
            (lambda ax: plot_scoring(result, ax=ax, is_weighted=not is_equal),),
        )

    def _sentence(self, result: ScoreMatrix, *, is_equal: bool) -> str:
        came = result.stars & ~self.before.stars
        went = self.before.stars & ~result.stars
        kind = "equal" if is_equal else "weighted"
        first = say(
            f"panels_live.scoring_{kind}",
            mean=number(result.mean, digits=2),
            count=number(result.stars.sum()),
            stars=_names(result.stars),
        )
        if not came.any() and not went.any():
            return first + say("panels_live.scoring_same")
        both = {"scoring_came": came, "scoring_went": went}
        told = [say(f"panels_live.{name}", clients=_names(each)) for name, each in both.items() if each.any()]
        return first + "".join(told)


def _names(stars: pd.Series[bool]) -> str:
    names = say("panels_live.list_comma").join(str(client) for client in stars.index[stars])
    return names or say("panels_live.nobody")


def _sheet(grid: pd.DataFrame, plain: ScoreMatrix, *, result: ScoreMatrix, is_equal: bool) -> str:
    last = [] if is_equal else [say("panels_live.scoring_weighted_score")]
    heads = [column_label("client_id"), say("panels_live.star")]
    heads += [say(f"panels_live.short_{name}") for name in grid.columns]
    heads += [say("panels_live.scoring_total"), *last]
    results = zip(grid.to_dict("index").items(), plain.totals, result.totals, result.stars, strict=True)
    rows = []
    for (client, scores), total, weighted, has_star in results:
        more = [] if is_equal else [number(weighted, digits=2)]
        star = STAR if has_star else ""
        rows.append([str(client), star, *map(number, scores.values()), number(total), *more])
    return table_html(heads, rows, caption=say("panels_live.scoring_caption"))


class PrintedTablePanel(Panel):
    """Five steps: what is printed, the mean of the seven, the mean of all nine, the rule, the wrong stars."""

    name = "printed_table"
    size = (7.2, 3.6)
    margins = ((0.85, 1.6, 0.65, 0.3),)

    def make_controls(self) -> Mapping[str, Control]:
        """Steps forward and back."""
        self.printed = deals.table("printed_table", self.store.variant)
        self.printed_mean = float(self.printed.attrs["printed_mean"])
        grid = deals.table("scoring_grid", self.store.variant)
        self.full = score_matrix(grid)
        self.visible = score_matrix(grid.loc[self.printed.index])
        self.wrong = printed_star_errors(self.printed, mean=self.printed_mean)
        return {"step": StepControl(last=4, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """What is uncovered up to the step."""
        step = settings["step"]
        return View(
            say(f"panels_live.printed_table_step_{step}", **self._figures()),
            self._table(step),
            (lambda ax: self._draw(ax, step),),
        )

    def _figures(self) -> dict[str, str]:
        right = self.printed.index.difference(self.wrong.index)
        comma = say("panels_live.list_comma")
        return {
            "printed": number(self.printed_mean, digits=1),
            "visible": number(self.visible.mean, digits=2),
            "full": number(self.full.mean, digits=2),
            "count": number(len(self.printed)),
            "all": number(len(self.full.totals)),
            "right": comma.join(right),
            "wrong": comma.join(self.wrong.index),
            "wrong_count": number(len(self.wrong)),
        }

    def _draw(self, ax: Any, step: int) -> object:
        lines = {say("charts.printed_mean", mean=number(self.printed_mean, digits=1)): self.printed_mean}
        if step == 1:
            lines[say("charts.visible_mean", mean=number(self.visible.mean, digits=2))] = self.visible.mean
        if step == 2:
            lines[say("charts.full_mean", mean=number(self.full.mean, digits=2))] = self.full.mean
        totals = self.full.totals if step == 2 else self.visible.totals
        wrong = list(self.wrong.index) if step >= 3 else []
        stars = [name for name in self.printed.index if step < 4 or name not in wrong]
        return plot_totals(totals, ax=ax, stars=stars, lines=lines, wrong=wrong if step == 3 else ())

    def _table(self, step: int) -> str:
        heads = [column_label("client_id"), say("panels_live.scoring_total"), say("panels_live.star_printed")]
        heads += [say("panels_live.star_by_rule")] if step >= 3 else []
        heads += [say("panels_live.star_verdict")] if step >= 4 else []
        rows = [self._row(str(client), total, step) for client, total in self.printed["total"].items()]
        return table_html(
            heads, rows, caption=say("panels_live.printed_table_caption"), text_columns=(0, 2, 3, 4)
        )

    def _row(self, client: str, total: float, step: int) -> list[str]:
        is_wrong = client in self.wrong.index
        cells = [client, number(total), STAR]
        cells += [say("panels_live.no_star") if is_wrong else STAR] if step >= 3 else []
        verdict = "panels_live.star_wrong" if is_wrong else "panels_live.star_right"
        return cells + ([say(verdict)] if step >= 4 else [])
