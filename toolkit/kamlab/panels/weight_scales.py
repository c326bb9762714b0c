"""Live panel of scales: the same weights carry something else when the columns are measured another way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from kamlab.charts.rfm import plot_weights
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.segment import WeightedScore, weighted_score
from kamlab.panels.live_controls import ChoiceControl, Control
from kamlab.panels.live_table import table_html
from kamlab.panels.live_weights import WeightsControl
from kamlab.panels.panel import Panel, View, shown
from kamlab.panels.rfm import looked_back
from kamlab.style import number, percent

CRITERIA = ("days_since_last_txn", "txn_count", "amount_total")
LOWER_IS_BETTER = ("days_since_last_txn",)
SCALES = ("minmax", "log_minmax", "zscore", "rank")
WEIGHTS = ("nominal_weight", "effective_weight", "rank_weight")
PLACES = 10
SAME = 0.005
"""Weights that differ by less are shown as the same whole percentage."""


def weight_scales() -> Any:
    """Sixty clients scored on R, F and M, with sliders for the weights and a choice of scale."""
    return shown(WeightScalesPanel)


class WeightScalesPanel(Panel):
    """Nominal weights beside those that really decide, and the ten best under the scale and under ranks."""

    name = "weight_scales"
    size = (7.2, 3.6)
    margins = ((0.85, 0.3, 0.4, 0.45),)

    def make_controls(self) -> Mapping[str, Control]:
        """The scale and three weights."""
        self.book = looked_back(deals.table("rfm_book", self.store.variant))
        options = {scale: say(f"panels_live.weight_scales_{scale}") for scale in SCALES}
        label = say("panels_live.weight_scales_scale")
        scale = ChoiceControl(label, options=options, start=SCALES[0], changed=self.changed)
        labels = {name: say(f"panels_live.weight_of_{name}") for name in CRITERIA}
        return {"scale": scale, "weights": WeightsControl(labels, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """Weights as given and as carried, and who is among the ten best."""
        scale, ranked = settings["scale"], self._score("rank", settings["weights"])
        result = self._score(scale, settings["weights"])
        table = result.weights.assign(rank_weight=ranked.weights["effective_weight"])
        names = {name: say(f"charts.criterion_{name}") for name in CRITERIA}
        word = say(f"charts.scale_{scale}")
        best, by_rank = _best(result), _best(ranked)
        return View(
            _sentence(table, best, by_rank=by_rank, word=word),
            _ten(best, by_rank=by_rank, word=word),
            (lambda ax: plot_weights(table, ax=ax, names=names, scale=word),),
        )

    def _score(self, scale: str, weights: Mapping[str, float]) -> WeightedScore:
        return weighted_score(self.book, weights, scale=scale, lower_is_better=LOWER_IS_BETTER)


def _best(result: WeightedScore) -> pd.Series[float]:
    """Scores of the best, highest first, equal ones by client."""
    return result.scores.sort_index().sort_values(ascending=False, kind="stable").head(PLACES)


def _sentence(table: pd.DataFrame, best: pd.Series[float], *, by_rank: pd.Series[float], word: str) -> str:
    came, went = best.index.difference(by_rank.index), by_rank.index.difference(best.index)
    if not len(came):
        return _farthest(table, word) + say("panels_live.weight_scales_same")
    comma = say("panels_live.list_comma")
    names = {"came": comma.join(came), "went": comma.join(went), "count": number(len(came))}
    return _farthest(table, word) + say("panels_live.weight_scales_changed", **names)


def _farthest(table: pd.DataFrame, word: str) -> str:
    """The criterion whose carried weight is farthest from the one given."""
    off = (table["effective_weight"] - table["nominal_weight"]).abs()
    if off.max() < SAME:
        return say("panels_live.weight_scales_alike", scale=word)
    place = int(off.to_numpy().argmax())
    shares = {name.partition("_")[0]: percent(table[name].iloc[place], digits=0) for name in WEIGHTS}
    name = say(f"charts.criterion_{table.index[place]}")
    if word == say("charts.scale_rank"):
        return say("panels_live.weight_scales_of_ranks", name=name, **shares)
    return say("panels_live.weight_scales_sentence", scale=word, name=name, **shares)


def _ten(best: pd.Series[float], *, by_rank: pd.Series[float], word: str) -> str:
    """Places one to ten under the chosen scale and under ranks; who is on one side only is marked."""
    score, mark = say("panels_live.score"), say("panels_live.weight_scales_mark")
    heads = [say("panels_live.place"), word, score, mark, say("charts.scale_rank"), score, mark]
    rows = [
        [number(place), *_place(one, by_rank, "came"), *_place(two, best, "went")]
        for place, (one, two) in enumerate(zip(best.items(), by_rank.items(), strict=True), start=1)
    ]
    caption = say("panels_live.weight_scales_caption")
    return table_html(heads, rows, caption=caption, text_columns=(1, 3, 4, 6))


def _place(scored: tuple[Any, float], others: pd.Series[float], mark: str) -> list[str]:
    client, score = scored
    said = "" if client in others.index else say(f"panels_live.weight_scales_{mark}")
    return [str(client), number(score, digits=3), said]
