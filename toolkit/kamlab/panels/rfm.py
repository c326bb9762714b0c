"""Live panel of RFM: the day looked back from, the number of levels, and what M is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from kamlab.charts.rfm import plot_rfm_grid
from kamlab.data import deals
from kamlab.language import say
from kamlab.methods.segment import (
    RFM_SCORES,
    changes,
    empty_levels,
    mean_amount,
    rfm_grid,
    rfm_scores,
    rfm_table,
)
from kamlab.panels.live_controls import ChoiceControl, Control
from kamlab.panels.live_numbers import NumberControl, Scale
from kamlab.panels.live_table import table_html
from kamlab.panels.panel import Panel, View, shown
from kamlab.style import number
from kamlab.terms import column_label

BACK = Scale(0, 90, unit="days", is_stepped=True)
BINS = ("5", "4", "3")
MONEY = ("amount_total", "amount_mean")
CELLS = ("count", "money")


def rfm() -> Any:
    """Sixty clients by days, number and money of their transactions, with the choices that change a code."""
    return shown(RfmPanel)


def looked_back(log: pd.DataFrame, *, days: int = 0) -> pd.DataFrame:
    """RFM table of a dealt log, so many days before its end, with the mean amount beside the total."""
    as_of = date.fromisoformat(log.attrs["as_of"]) - timedelta(days=days)
    table = rfm_table(
        log, client="client_id", date="txn_date", amount="amount_cny", invoice="txn_id", as_of=as_of
    )
    return table.assign(amount_mean=mean_amount(table))


class RfmPanel(Panel):
    """Before is the end of the year and the total, with the same number of levels; now is the reader's."""

    name = "rfm"
    table_height = 350
    size = (7.2, 3.8)
    margins = ((0.85, 0.3, 0.65, 0.1),)

    def make_controls(self) -> Mapping[str, Control]:
        """Days back, levels, what M is, what the grid shows."""
        self.log = deals.table("rfm_book", self.store.variant)
        self.end = looked_back(self.log)
        days = NumberControl(say("panels_live.rfm_days"), scale=BACK, start=0, changed=self.changed)
        return {
            "days": days,
            "bins": self._choice("bins", BINS),
            "money": self._choice("money", MONEY),
            "cells": self._choice("cells", CELLS),
        }

    def _choice(self, name: str, options: tuple[str, ...]) -> ChoiceControl:
        words = {option: say(f"panels_live.rfm_{name}_{option}") for option in options}
        label = say(f"panels_live.rfm_{name}")
        return ChoiceControl(label, options=words, start=options[0], changed=self.changed)

    def view(self, settings: Mapping[str, Any]) -> View:
        """The grid, the clients of each code, and those who changed code."""
        bins, money = int(settings["bins"]), settings["money"]
        table = looked_back(self.log, days=int(settings["days"]))
        scores = rfm_scores(table, bins, money=money)
        moved = changes(rfm_scores(self.end, bins)["rfm_code"], scores["rfm_code"])
        is_money = settings["cells"] == "money"
        cells = rfm_grid(scores, bins, values=table[money] if is_money else None)
        return View(
            self._sentence(scores, settings, moved=len(moved)),
            _codes(scores["rfm_code"]) + _moved(moved, table, money=money),
            (lambda ax: plot_rfm_grid(cells, ax=ax, is_money=is_money),),
        )

    def _sentence(self, scores: pd.DataFrame, settings: Mapping[str, Any], *, moved: int) -> str:
        end, days = date.fromisoformat(self.log.attrs["as_of"]), int(settings["days"])
        is_start = days == 0 and settings["money"] == MONEY[0]
        told = say(
            "panels_live.rfm_start" if is_start else "panels_live.rfm_sentence",
            day=(end - timedelta(days=days)).isoformat(),
            end=end.isoformat(),
            bins=number(int(settings["bins"])),
            all=number(len(scores)),
            codes=number(scores["rfm_code"].nunique()),
            moved=number(moved),
        )
        return told + _empty(empty_levels(scores, int(settings["bins"])))


def _empty(levels: Mapping[str, list[int]]) -> str:
    """Which levels have nobody, aloud."""
    comma = say("panels_live.list_comma")
    told = [
        say("panels_live.rfm_empty_of", name=name[0].upper(), levels=comma.join(map(str, levels[name])))
        for name in RFM_SCORES
        if levels[name]
    ]
    return say("panels_live.rfm_empty", levels=comma.join(told)) if told else say("panels_live.rfm_full")


def _codes(codes: pd.Series[str]) -> str:
    """Codes from the highest down, and who has each."""
    heads = [say("panels_live.rfm_code"), say("panels_live.rfm_clients"), say("panels_live.rfm_who")]
    comma = say("panels_live.list_comma")
    groups = sorted(codes.groupby(codes), key=lambda group: str(group[0]), reverse=True)
    rows = [[str(code), number(len(who)), comma.join(map(str, who.index))] for code, who in groups]
    return table_html(
        heads, rows, caption=say("panels_live.rfm_caption", count=number(len(rows))), text_columns=(0, 2)
    )


def _moved(moved: pd.DataFrame, table: pd.DataFrame, *, money: str) -> str:
    columns = ("days_since_last_txn", "txn_count", money)
    heads = [column_label("client_id"), say("panels_live.before"), say("panels_live.now")]
    facts = moved.join(table).to_dict("index")
    rows = [
        [str(client), line["from"], line["to"], *(number(line[name]) for name in columns)]
        for client, line in facts.items()
    ]
    caption = say("panels_live.rfm_moved", count=number(len(moved)), all=number(len(table)))
    return table_html([*heads, *map(column_label, columns)], rows, caption=caption, text_columns=(0, 1, 2))
