"""A control for every kind of answer. It shows a plain value and reports a plain value; it judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

from kamlab.answers import Question
from kamlab.answers.question import Option
from kamlab.language import say
from kamlab.panels.frame import box, button, row

Changed = Callable[[Any], None]
_WIDE = {"description_width": "initial"}


class Control(Protocol):
    """What every control offers."""

    widget: Any

    def show(self, value: Any) -> None:
        """Show a value from the answer file; None or a strange one leaves the control empty."""


def number_text(value: Any) -> str:
    """A number as it is shown in a field: no needless zeros, no exponent."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value if isinstance(value, str) else ""
    return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


class NumberControl:
    """A field for one number, its unit behind it."""

    def __init__(self, question: Question, changed: Changed) -> None:
        self.field = widgets.Text(
            description=say("panels.your_answer"),
            style=_WIDE,
            layout=widgets.Layout(width="18em"),
            continuous_update=True,
        )
        unit = widgets.HTML(f'<span class="kamlab-unit">{escape(_unit(question.unit))}</span>')
        self.widget = row([self.field, unit])
        self.field.observe(lambda change: changed(change["new"]), "value")

    def show(self, value: Any) -> None:
        """Show the number or the typed text."""
        self.field.value = number_text(value)


class ChoiceControl:
    """Radio buttons: one of several."""

    def __init__(self, question: Question, changed: Changed) -> None:
        self.ids = question.option_ids()
        self.widget = widgets.RadioButtons(
            options=[(str(option), option.id) for option in question.options],
            value=None,
            layout=widgets.Layout(width="auto"),
        )
        self.widget.observe(lambda change: changed(change["new"]), "value")

    def show(self, value: Any) -> None:
        """Choose the option on record."""
        self.widget.value = value if value in self.ids else None


class ChoicesControl:
    """Check boxes: any of several."""

    def __init__(self, question: Question, changed: Changed) -> None:
        self.boxes = {option.id: _check_box(str(option)) for option in question.options}
        self.widget = box(list(self.boxes.values()), "kamlab-choices")
        for each in self.boxes.values():
            each.observe(lambda _: changed(self._chosen()), "value")

    def _chosen(self) -> list[str]:
        return [name for name, each in self.boxes.items() if each.value]

    def show(self, value: Any) -> None:
        """Tick what is on record."""
        for name, each in self.boxes.items():
            each.value = isinstance(value, list) and name in value


class OrderControl:
    """A list whose items are moved up and down by buttons, so that keyboard and mouse do the same."""

    def __init__(self, question: Question, changed: Changed) -> None:
        self.texts = {option.id: str(option) for option in question.options}
        self.order = list(self.texts)
        self.changed = changed
        self.list = widgets.Select(
            rows=len(self.order), layout=widgets.Layout(width="auto", min_width="24em")
        )
        up = button(say("panels.move_up"), lambda: self._move(-1))
        down = button(say("panels.move_down"), lambda: self._move(1))
        keep = button(say("panels.keep_order"), lambda: changed(list(self.order)))
        self.widget = box([self.list, row([up, down, keep])], "kamlab-order")
        self._fill(self.order[0])

    def _fill(self, chosen: str) -> None:
        options = [(f"{place}. {self.texts[name]}", name) for place, name in enumerate(self.order, 1)]
        self.list.options = options
        self.list.value = chosen

    def _move(self, step: int) -> None:
        name = self.list.value
        place = self.order.index(name)
        target = place + step
        if 0 <= target < len(self.order):
            self.order[place], self.order[target] = self.order[target], name
            self._fill(name)
        self.changed(list(self.order))

    def show(self, value: Any) -> None:
        """Put the items in the order on record."""
        if isinstance(value, list) and sorted(value) == sorted(self.order):
            self.order = list(value)
            self._fill(self.order[0])


class LabelsControl:
    """A drop-down a row; a letter key chooses, Tab goes to the next row."""

    def __init__(self, question: Question, changed: Changed, *, rows: Mapping[str, str]) -> None:
        options = [(say("panels.choose"), None), *((str(option), option.id) for option in question.options)]
        self.ids = question.option_ids()
        self.menus = _menus(rows, options)
        self.progress = widgets.HTML()
        facts = widgets.HTML(layout=widgets.Layout(margin="0"))
        cells = [
            part
            for name, menu in self.menus.items()
            for part in (menu, widgets.HTML(rows[name], layout=facts.layout, style=facts.style))
        ]
        grid = widgets.GridBox(
            cells,
            layout=widgets.Layout(
                grid_template_columns="minmax(17em, auto) 1fr", max_height="32em", overflow="auto"
            ),
        )
        grid.add_class("kamlab-labels")
        self.widget = box([grid, self.progress])
        for menu in self.menus.values():
            menu.observe(lambda _: self._report(changed), "value")
        self._count()

    def _chosen(self) -> dict[str, str]:
        return {name: menu.value for name, menu in self.menus.items() if menu.value}

    def _report(self, changed: Changed) -> None:
        self._count()
        changed(self._chosen())

    def _count(self) -> None:
        text = say("panels.labels_progress", done=len(self._chosen()), total=len(self.menus))
        self.progress.value = f'<div class="kamlab-quiet">{escape(text)}</div>'

    def show(self, value: Any) -> None:
        """Choose the labels on record."""
        value = value if isinstance(value, Mapping) else {}
        for name, menu in self.menus.items():
            menu.value = value.get(name) if value.get(name) in self.ids else None
        self._count()


class TableControl:
    """Fields in rows and columns."""

    def __init__(self, question: Question, changed: Changed, *, rows: Mapping[str, str]) -> None:
        width = widgets.Layout(width="8em")
        self.fields: dict[tuple[str, str], Any] = {}
        heads = [widgets.HTML(f"<b>{escape(text)}</b>") for text in ("", *map(_headed, question.fields))]
        cells = list(heads)
        for name, facts in rows.items():
            cells.append(widgets.HTML(f"<b>{escape(name)}</b> {facts}"))
            for asked in question.fields:
                field = widgets.Text(layout=width, placeholder=f"{name} {asked}", tooltip=f"{name} {asked}")
                self.fields[name, asked.id] = field
                cells.append(field)
        columns = f"minmax(6em, auto) repeat({len(question.fields)}, auto)"
        layout = widgets.Layout(grid_template_columns=columns, width="max-content", align_items="center")
        self.widget = widgets.GridBox(cells, layout=layout)
        self.widget.add_class("kamlab-fields")
        for field in self.fields.values():
            field.observe(lambda _: changed(self._typed()), "value")

    def _typed(self) -> dict[str, dict[str, str]]:
        typed: dict[str, dict[str, str]] = {}
        for (name, asked), field in self.fields.items():
            if field.value.strip():
                typed.setdefault(name, {})[asked] = field.value
        return typed

    def show(self, value: Any) -> None:
        """Fill the fields with what is on record."""
        for (name, asked), field in self.fields.items():
            cells = value.get(name) if isinstance(value, Mapping) else None
            field.value = number_text(cells.get(asked)) if isinstance(cells, Mapping) else ""


class TextControl:
    """A field for a few sentences, with a count of characters."""

    def __init__(self, question: Question, changed: Changed) -> None:
        self.field = widgets.Textarea(
            description=say("panels.your_answer"),
            rows=6,
            style=_WIDE,
            layout=widgets.Layout(width="100%"),
            continuous_update=True,
        )
        self.count = widgets.HTML()
        self.widget = box([self.field, self.count], "kamlab-text")
        self.field.observe(lambda change: self._report(change["new"], changed), "value")
        self._count()

    def _report(self, text: str, changed: Changed) -> None:
        self._count()
        changed(text)

    def _count(self) -> None:
        text = say("panels.letters", count=len(self.field.value.strip()))
        self.count.value = f'<div class="kamlab-quiet">{escape(text)}</div>'

    def show(self, value: Any) -> None:
        """Show the text on record."""
        self.field.value = value if isinstance(value, str) else ""


def control_for(question: Question, changed: Changed, *, rows: Mapping[str, str]) -> Control:
    """Control for the question's kind; `rows` are ids and facts (HTML) of the rows of labels and tables."""
    if question.kind == "labels":
        return LabelsControl(question, changed, rows=rows)
    if question.kind == "table":
        return TableControl(question, changed, rows=rows)
    simple: dict[str, Callable[[Question, Changed], Control]] = {
        "number": NumberControl,
        "choice": ChoiceControl,
        "choices": ChoicesControl,
        "order": OrderControl,
        "text": TextControl,
    }
    return simple[question.kind](question, changed)


def _menus(rows: Mapping[str, str], options: list[tuple[str, str | None]]) -> dict[str, Any]:
    """A drop-down a row; all share one layout and one style, so that sixty of them open quickly."""
    first = widgets.Dropdown(layout=widgets.Layout(width="auto"), style={"description_width": "6em"})
    shared = {"layout": first.layout, "style": first.style}
    return {name: widgets.Dropdown(options=options, value=None, description=name, **shared) for name in rows}


def _check_box(text: str) -> Any:
    return widgets.Checkbox(description=text, indent=False, style=_WIDE, layout=widgets.Layout(width="auto"))


def _headed(asked: Option) -> str:
    unit = _unit(asked.unit)
    return f"{asked} ({unit})" if unit else str(asked)


def _unit(name: str) -> str:
    return say(f"panels.unit_{name}") if name and name != "share" else ""
