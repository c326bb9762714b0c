"""A control for every kind of answer. It shows a plain value and reports a plain value; it judges nothing."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

from kamlab.answers import Question
from kamlab.language import say
from kamlab.panels.frame import box, button, row
from kamlab.panels.grids import LabelsControl, TableControl
from kamlab.panels.tables import Rows
from kamlab.panels.values import number_text, unit_text

Changed = Callable[[Any], None]
_WIDE = {"description_width": "initial"}


class Control(Protocol):
    """What every control offers."""

    widget: Any

    def show(self, value: Any) -> None:
        """Show a value from the answer file; None or a strange one leaves the control empty."""


class NumberControl:
    """A field for one number, its unit behind it."""

    def __init__(self, question: Question, changed: Changed) -> None:
        self.field = widgets.Text(
            description=say("panels.your_answer"),
            style=_WIDE,
            layout=widgets.Layout(width="18em"),
            continuous_update=True,
        )
        unit = widgets.HTML(f'<span class="kamlab-unit">{escape(unit_text(question.unit))}</span>')
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


def control_for(question: Question, changed: Changed, *, rows: Rows) -> Control:
    """Control for the question's kind; `rows` are those of labels and tables."""
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


def _check_box(text: str) -> Any:
    return widgets.Checkbox(description=text, indent=False, style=_WIDE, layout=widgets.Layout(width="auto"))
