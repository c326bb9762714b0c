"""Controls of the live panels: a choice, a switch, steps; numbers have a module of their own.

Each holds a plain value that goes into the answer file, shows a value it is given and reports a change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

from kamlab.language import say
from kamlab.panels.frame import button, row

Changed = Callable[[], None]
LABEL = {"description_width": "15em"}


class Control(Protocol):
    """What every control of a live panel offers."""

    widget: Any
    value: Any

    def show(self, value: Any) -> bool:
        """Take a value over without reporting it; False, and nothing happens, if it cannot be one of ours."""


class ChoiceControl:
    """One of several, from a list that drops down."""

    def __init__(self, label: str, *, options: Mapping[str, str], start: str, changed: Changed) -> None:
        self.value, self._changed, self._options = start, changed, list(options)
        self.widget = widgets.Dropdown(
            description=label,
            options=[(text, name) for name, text in options.items()],
            value=start,
            style=LABEL,
            layout=widgets.Layout(width="38em", max_width="100%"),
        )
        self.widget.observe(lambda change: self._chosen(change["new"]), "value")

    def show(self, value: Any) -> bool:
        """Choose an option by its id."""
        if value not in self._options:
            return False
        self.value = value
        self.widget.value = value
        return True

    def _chosen(self, value: str) -> None:
        if value != self.value:
            self.value = value
            self._changed()


class SwitchControl:
    """On or off."""

    def __init__(self, label: str, *, start: bool, changed: Changed) -> None:
        self.value, self._changed = start, changed
        self.widget = widgets.Checkbox(
            description=label, value=start, indent=False, layout=widgets.Layout(width="auto")
        )
        self.widget.observe(lambda change: self._turned(change["new"]), "value")

    def show(self, value: Any) -> bool:
        """Turn on or off."""
        if not isinstance(value, bool):
            return False
        self.value = value
        self.widget.value = value
        return True

    def _turned(self, value: bool) -> None:
        if value != self.value:
            self.value = value
            self._changed()


class StepControl:
    """Steps that are uncovered one by one, forward and back."""

    def __init__(self, *, last: int, changed: Changed) -> None:
        self.value, self.last, self._changed = 0, last, changed
        self.back = button(say("panels_live.step_back"), lambda: self._go(-1))
        self.forward = button(say("panels_live.step_forward"), lambda: self._go(1), style="primary")
        self.where = widgets.HTML()
        self.widget = row([self.back, self.forward, self.where], "kamlab-buttons")
        self._write()

    def show(self, value: Any) -> bool:
        """Go to a step, 0 to the last."""
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= self.last:
            return False
        self.value = value
        self._write()
        return True

    def _go(self, steps: int) -> None:
        if self.show(self.value + steps):
            self._changed()

    def _write(self) -> None:
        self.back.disabled, self.forward.disabled = self.value == 0, self.value == self.last
        text = say("panels_live.step", number=self.value + 1, total=self.last + 1)
        self.where.value = f'<span class="kamlab-quiet">{escape(text)}</span>'
