"""Live panels of the 80/20 section: who brings how much, and who is served how much."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from kamlab.charts.segment import plot_pareto, plot_service_gap
from kamlab.language import say
from kamlab.methods.segment import Pareto
from kamlab.methods.segment import pareto as pareto_curve
from kamlab.methods.segment import service_gap as gap_of
from kamlab.panels.live_controls import Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.panels.samples import sample_clients
from kamlab.style import money, number, percent


def pareto() -> Any:
    """Concentration of contribution in the sample branch, with a slider for what counts as the top."""
    return shown(ParetoPanel)


def service_gap() -> Any:
    """Service of the top fifth and of the rest, with a slider for the top's share of the hours."""
    return shown(ServiceGapPanel)


@cache
def _sample_curve() -> Pareto:
    return pareto_curve(sample_clients()["contribution_cny"])


class ParetoPanel(Panel):
    """Slider for the share of clients that counts as the top; the curve is the sample branch's."""

    name = "pareto"
    size = (7.2, 4.0)
    is_dealt = False

    def make_controls(self) -> Mapping[str, Control]:
        """Share of top clients."""
        scale = Scale(1, 100, unit="percent", factor=0.01)
        label = say("panels_live.pareto_top_share")
        return {"top_share": NumberControl(label, scale=scale, start=0.2, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """The curve cut at the share, and what the top holds."""
        result = _sample_curve()
        count, clients, value = _top(result, settings["top_share"])
        sentence = say(
            "panels_live.pareto_sentence",
            share=percent(settings["top_share"], digits=0),
            count=number(count),
            value=percent(value),
        )
        return View(
            sentence,
            _readings(result, count, value),
            (lambda ax: plot_pareto(result, ax=ax, top=(clients, value)),),
        )


def _top(result: Pareto, share: float) -> tuple[int, float, float]:
    """First point of the curve at or beyond a share of clients: count, share of clients, share of value."""
    place = int(result.curve["client_share"].searchsorted(share - 1e-12))
    clients, value = result.curve.iloc[place]
    return place, float(clients), float(value)


def _readings(result: Pareto, count: int, value: float) -> str:
    at_80 = float(result.curve["client_share"].iloc[result.clients_for_80])
    rows = [
        ("top_count", number(count)),
        ("top_value", percent(value)),
        ("for_80", number(result.clients_for_80)),
        ("for_80_share", percent(at_80)),
        ("top20", percent(result.top20_share)),
        ("gini", number(result.gini, digits=3)),
        ("clients", number(result.client_count)),
        ("total", money(result.total)),
    ]
    heads = [say("panels_live.reading"), say("panels_live.value")]
    cells = [[say(f"panels_live.pareto_{name}"), text] for name, text in rows]
    return table_html(heads, cells, caption=say("panels_live.pareto_caption"))


class ServiceGapPanel(Panel):
    """Slider for the hours that the top fifth gets; it brings four fifths of the profit throughout."""

    name = "service_gap"
    margins = ((0.85, 0.3, 0.8, 0.2),)
    is_dealt = False

    def make_controls(self) -> Mapping[str, Control]:
        """Share of service hours."""
        scale = Scale(1, 99, unit="percent", factor=0.01)
        label = say("panels_live.service_gap_service_share")
        return {"service_share": NumberControl(label, scale=scale, start=0.2, changed=self.changed)}

    def view(self, settings: Mapping[str, Any]) -> View:
        """Service per part of profit and per head."""
        result = gap_of(settings["service_share"], value_share=0.8, client_share=0.2)
        values = (result.top_per_value, result.rest_per_value, result.top_per_head, result.rest_per_head)
        by_value, by_rest, by_head, rest_head = (number(value, digits=2) for value in values)
        sentence = say(
            "panels_live.service_gap_sentence",
            share=percent(settings["service_share"], digits=0),
            ratio=number(result.ratio, digits=2).removesuffix(".00"),
            top=by_head,
            rest=rest_head,
        )
        cells = [
            [say("panels_live.service_gap_top"), by_value, by_head],
            [say("panels_live.service_gap_rest"), by_rest, rest_head],
        ]
        heads = [say(f"panels_live.service_gap_{part}") for part in ("who", "by_value", "by_head")]
        table = table_html(heads, cells, caption=say("panels_live.service_gap_caption"))
        return View(sentence, table, (lambda ax: plot_service_gap(result, ax=ax),))
