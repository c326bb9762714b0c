"""Dealt tables on the page: the learner's own data, in the page's language, to read or to take along."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
from IPython.display import display

from kamlab.answers import Question
from kamlab.data import deals
from kamlab.data.labels import value_label
from kamlab.language import say
from kamlab.panels.frame import box
from kamlab.panels.page import current_page
from kamlab.terms import column_label, unit


def table(name: str) -> None:
    """Show the dealt table `name` of this learner's variant, with a way to open it in Excel."""
    page = current_page()
    shown = box([widgets.HTML(escape(say("panels.wait_for_name")))], "kamlab-panel", "kamlab-table")

    def show() -> None:
        frame = deals.table(name, page.variant)
        download = _download(frame, name=f"{page.about['page']}-{name}.csv")
        shown.children = [widgets.HTML(frame_html(frame)), widgets.HTML(download)]

    page.when_known(show)
    display(shown)


def frame_html(frame: pd.DataFrame, *, columns: tuple[str, ...] = ()) -> str:
    """HTML table of `frame`: headings in words, numbers with separators on the right, ids first."""
    frame = frame[list(columns)] if columns else frame
    names = [str(frame.index.name or "row"), *map(str, frame.columns)]
    heads = "".join(f'<th scope="col">{escape(_label(name))}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{escape(value_label(names[0], str(index)))}</th>{_cells(frame, values)}</tr>'
        for index, values in zip(frame.index, frame.to_numpy(dtype=object), strict=True)
    )
    notes = say("panels.note_separator").join(
        f"{column_label(str(key))} {cell_text(value, str(key))}" for key, value in frame.attrs.items()
    )
    caption = f"<caption>{escape(notes)}</caption>" if notes else ""
    return f'<table class="kamlab-data">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def cell_text(value: Any, column: str) -> str:
    """A cell in words: yes or no, a number with separators, a day, a text as it is; a gap is empty."""
    if pd.isna(value):
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, (bool, np.bool_)):
        return say("panels.yes") if value else say("panels.no")
    if isinstance(value, (int, float, np.number)):
        if unit(column) == "share":
            return f"{float(value):.1%}"
        return f"{float(value):,.1f}" if float(value) != int(value) else f"{int(value):,}"
    return value_label(column, str(value))


@dataclass(frozen=True)
class Rows:
    """Rows of a question: what stands above the facts, and for each row id its label and its facts (HTML)."""

    head: str
    labels: Mapping[str, str]
    facts: Mapping[str, str]

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)


def question_rows(question: Question, variant: int) -> Rows:
    """Rows of labels and tables: fixed ones with their words, dealt ones with their facts."""
    if not question.deal:
        return Rows("", {each.id: str(each) for each in question.rows}, {})
    frame = deals.table(question.deal, variant)
    columns = [name for name in question.columns if name in frame.columns]
    lines = frame[columns].to_dict("records")
    facts = [[cell_text(line[name], name) for name in columns] for line in lines]
    ids = list(map(str, frame.index))
    named = {name: value_label(str(frame.index.name), name) for name in ids}
    return Rows(_line(map(_label, columns)), named, dict(zip(ids, map(_line, facts), strict=True)))


@cache
def row_ids(deal: str, variant: int) -> tuple[str, ...]:
    """Ids of the rows of a dealt table."""
    return tuple(map(str, deals.table(deal, variant).index))


def _line(cells: Iterable[str]) -> str:
    spans = [f"<span>{escape(cell)}</span>" for cell in cells]
    return f'<div class="kamlab-facts" style="--columns: {len(spans)}">{"".join(spans)}</div>'


def _label(name: str) -> str:
    return say("panels.row") if name == "row" else column_label(name)


def _cells(frame: pd.DataFrame, values: Any) -> str:
    return "".join(
        f'<td class="{"n" if isinstance(value, (int, float)) and not isinstance(value, bool) else "t"}">'
        f"{escape(cell_text(value, str(name)))}</td>"
        for name, value in zip(frame.columns, values, strict=True)
    )


def _download(frame: pd.DataFrame, *, name: str) -> str:
    words = frame.copy()
    for column in words.columns[[dtype.kind not in "iuf" for dtype in words.dtypes]]:
        words[column] = [cell_text(value, str(column)) for value in words[column]]
    plain = words.rename_axis(_label(str(frame.index.name or "row"))).rename(columns=column_label)
    text = plain.to_csv().encode("utf-8-sig")
    data = base64.b64encode(text).decode("ascii")
    label = escape(say("panels.download"))
    return (
        f'<a class="kamlab-download" download="{escape(name)}" href="data:text/csv;base64,{data}">{label}</a>'
    )
