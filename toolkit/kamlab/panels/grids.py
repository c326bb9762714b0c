"""Controls with a row for each client: labels to choose, or cells to fill in.

They report only the row that changed; `merged` puts it into what is on record, so that the same page open
in two places does not undo the one's rows with the other's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any

import ipywidgets as widgets

from kamlab.answers import Question, is_empty
from kamlab.answers.question import Option
from kamlab.language import say
from kamlab.panels.frame import box
from kamlab.panels.tables import Rows
from kamlab.panels.values import number_text, unit_text

Changed = Callable[[Any], None]
_ROWS_WITHOUT_SCROLLING = 20


def merged(record: Any, change: Mapping[str, Any]) -> dict[str, Any]:
    """What is on record with the changed rows or cells put in; emptied ones leave no trace.

    Examples
    --------
    >>> merged({"K01": "A", "K02": "B"}, {"K02": "", "K03": "C"})
    {'K01': 'A', 'K03': 'C'}
    >>> merged({"K01": {"total": "5"}}, {"K01": {"mean": "2"}})
    {'K01': {'total': '5', 'mean': '2'}}
    """
    whole = dict(record) if isinstance(record, Mapping) else {}
    for name, part in change.items():
        whole[name] = merged(whole.get(name), part) if isinstance(part, Mapping) else part
    return {name: part for name, part in whole.items() if not is_empty(part)}


class LabelsControl:
    """A drop-down a row; a letter key chooses, Tab goes to the next row."""

    def __init__(self, question: Question, changed: Changed, *, rows: Rows) -> None:
        options = [(say("panels.choose"), ""), *((str(option), option.id) for option in question.options)]
        self.ids = question.option_ids()
        self.menus = _menus(rows, options)
        self.progress = widgets.HTML()
        self.widget = box([_label_grid(rows, self.menus), self.progress])
        for name, menu in self.menus.items():
            menu.observe(partial(self._report, changed, name), "value")
        self._count()

    def _chosen(self) -> dict[str, str]:
        return {name: menu.value for name, menu in self.menus.items() if menu.value}

    def _report(self, changed: Changed, name: str, change: Mapping[str, Any]) -> None:
        self._count()
        changed({name: change["new"]})

    def _count(self) -> None:
        text = say("panels.labels_progress", done=len(self._chosen()), total=len(self.menus))
        self.progress.value = f'<div class="kamlab-quiet">{escape(text)}</div>'

    def show(self, value: Any) -> None:
        """Choose the labels on record."""
        value = value if isinstance(value, Mapping) else {}
        for name, menu in self.menus.items():
            menu.value = value.get(name) if value.get(name) in self.ids else ""
        self._count()


class TableControl:
    """Fields in rows and columns."""

    def __init__(self, question: Question, changed: Changed, *, rows: Rows) -> None:
        width = widgets.Layout(width="8em")
        self.fields: dict[tuple[str, str], Any] = {}
        cells = [_bold(""), widgets.HTML(rows.head), *(_bold(_headed(asked)) for asked in question.fields)]
        for name, label in rows.labels.items():
            cells += [_bold(label), widgets.HTML(rows.facts.get(name, ""))]
            for asked in question.fields:
                field = widgets.Text(layout=width, placeholder=f"{label} {asked}", tooltip=f"{label} {asked}")
                self.fields[name, asked.id] = field
                cells.append(field)
        facts = "minmax(20em, 1fr)" if rows.head else "auto"
        columns = f"max-content {facts} repeat({len(question.fields)}, max-content)"
        self.widget = widgets.GridBox(
            cells, layout=widgets.Layout(grid_template_columns=columns, align_items="center")
        )
        self.widget.add_class("kamlab-fields")
        for place, field in self.fields.items():
            field.observe(partial(self._report, changed, place), "value")

    def _report(self, changed: Changed, place: tuple[str, str], change: Mapping[str, Any]) -> None:
        name, asked = place
        changed({name: {asked: change["new"]}})

    def show(self, value: Any) -> None:
        """Fill the fields with what is on record."""
        for (name, asked), field in self.fields.items():
            cells = value.get(name) if isinstance(value, Mapping) else None
            field.value = number_text(cells.get(asked)) if isinstance(cells, Mapping) else ""


def _menus(rows: Rows, options: list[tuple[str, str]]) -> dict[str, Any]:
    """A drop-down a row; all share one layout and one style, so that sixty of them open quickly."""
    width = "4em" if rows.head else "24em"
    first = widgets.Dropdown(layout=widgets.Layout(width="auto"), style={"description_width": width})
    shared = {"layout": first.layout, "style": first.style}
    return {
        name: widgets.Dropdown(options=options, value="", description=label, **shared)
        for name, label in rows.labels.items()
    }


def _label_grid(rows: Rows, menus: Mapping[str, Any]) -> Any:
    """The drop-downs in rows, facts beside them under their headings; many rows scroll in a box."""
    tall = {"max_height": "34em", "overflow": "auto"} if len(menus) > _ROWS_WITHOUT_SCROLLING else {}
    if not rows.head:
        return box(list(menus.values()), "kamlab-labels", "kamlab-plain")
    head = widgets.HTML(rows.head)
    cells = [widgets.HTML(), head]
    for name, menu in menus.items():
        cells += [menu, widgets.HTML(rows.facts[name], layout=head.layout, style=head.style)]
    columns = "minmax(15em, max-content) minmax(20em, 1fr)"
    grid = widgets.GridBox(cells, layout=widgets.Layout(grid_template_columns=columns, **tall))
    grid.add_class("kamlab-labels")
    return grid


def _bold(text: str) -> Any:
    return widgets.HTML(f"<b>{escape(text)}</b>")


def _headed(asked: Option) -> str:
    unit = unit_text(asked.unit)
    return say("panels.field_in_unit", field=asked, unit=unit) if unit else str(asked)
