"""A number in a live panel: a slider to try it on, a box to type it in.

What is typed and cannot be used is left standing in its box and told in one sentence; it is never bent.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import Any

import ipywidgets as widgets

from kamlab.answers.reading import number as read_number
from kamlab.errors import BadInput
from kamlab.language import say
from kamlab.panels.frame import row, status
from kamlab.panels.live_controls import LABEL, Changed

LOG_STEP = 0.01


@dataclass(frozen=True)
class Scale:
    """Range of a number, in the unit it is shown in.

    Attributes
    ----------
    low, high, step
        Ends, both included, and the step of the slider.
    factor
        Plain value = shown number x factor; a share shown in per cent has 0.01.
    unit
        Unit behind the box, and how it may be typed: one of the units of an answer.
    is_log
        Slider by powers of ten.
    is_stepped
        Whether only the slider's steps are allowed, also when typed.
    """

    low: float
    high: float
    step: float = 1.0
    factor: float = 1.0
    unit: str = ""
    is_log: bool = False
    is_stepped: bool = False


class NumberControl:
    """A number: slider to try, box to type."""

    def __init__(self, label: str, *, scale: Scale, start: float, changed: Changed) -> None:
        self.scale, self.value, self._changed = scale, start, changed
        self._is_showing = False
        self.box = widgets.Text(
            description=label,
            continuous_update=False,
            style=LABEL,
            layout=widgets.Layout(width="22.5em"),
        )
        self.slider = _slider(scale, label)
        self.said = widgets.HTML()
        unit = widgets.HTML(f'<span class="kamlab-unit">{escape(_unit(scale.unit))}</span>')
        self.widget = row([self.box, unit, self.slider, self.said], "kamlab-number")
        self._write(start)
        self.slider.observe(lambda change: self._slid(change["new"]), "value")
        self.box.observe(lambda change: self._typed(change["new"]), "value")

    def show(self, value: Any) -> bool:
        """Show a plain number inside the range."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            return False
        try:
            self._refuse(self._shown(value))
        except BadInput:
            return False
        self.value = float(value)
        self._write(self.value)
        return True

    def _shown(self, value: float) -> float:
        return round(value / self.scale.factor, 9)

    def _write(self, value: float, *, is_slid: bool = False) -> None:
        """Let box and slider show a value, except the slider that the reader is holding."""
        shown, self._is_showing = self._shown(value), True
        try:
            self.box.value = f"{shown:,.2f}".rstrip("0").rstrip(".")
            if not is_slid:
                self.slider.value = _on_slider(shown, self.scale)
            self.said.value = ""
        finally:
            self._is_showing = False

    def _slid(self, shown: float) -> None:
        """Take what the slider says, unless it only stands at the step nearest to what was typed."""
        stands = _on_slider(self._shown(self.value), self.scale)
        if self._is_showing or math.isclose(shown, stands, rel_tol=1e-3, abs_tol=1e-9):
            return
        shown = _two_digits(shown) if self.scale.is_log else shown
        self._take(min(max(shown, self.scale.low), self.scale.high), is_slid=True)

    def _typed(self, text: str) -> None:
        if self._is_showing:
            return
        try:
            shown = read_number(text, unit=self.scale.unit, low=self.scale.low, high=self.scale.high)
            self._refuse(shown)
        except BadInput as fault:
            self.said.value = status(str(fault), kind="warn")
        else:
            self._take(shown)

    def _refuse(self, shown: float) -> None:
        scale = self.scale
        if not scale.low - 1e-9 <= shown <= scale.high + 1e-9:
            raise BadInput("panels_live.outside", low=f"{scale.low:,g}", high=f"{scale.high:,g}")
        steps = (shown - scale.low) / scale.step
        if scale.is_stepped and abs(steps - round(steps)) > 1e-9:
            allowed = [scale.low + place * scale.step for place in range(_step_count(scale) + 1)]
            raise BadInput("panels_live.between_steps", allowed=", ".join(f"{each:g}" for each in allowed))

    def _take(self, shown: float, *, is_slid: bool = False) -> None:
        before, self.value = self.value, round(shown * self.scale.factor, 12)
        self._write(self.value, is_slid=is_slid)
        if self.value != before:
            self._changed()


def _step_count(scale: Scale) -> int:
    return round((scale.high - scale.low) / scale.step)


def _on_slider(shown: float, scale: Scale) -> float:
    """Step of the slider nearest to a number; between its steps a slider would report a number of its own."""
    if scale.is_log:
        steps = round(math.log10(shown / scale.low) / LOG_STEP)
        return float(min(max(scale.low * 10 ** (LOG_STEP * steps), scale.low), scale.high))
    steps = round((shown - scale.low) / scale.step)
    return float(min(max(scale.low + steps * scale.step, scale.low), scale.high))


def _two_digits(shown: float) -> float:
    """A slider by powers of ten stops at two digits."""
    size = 10.0 ** (math.floor(math.log10(shown)) - 1)
    return round(shown / size) * size


def _slider(scale: Scale, label: str) -> Any:
    common = {
        "readout": False,
        "description": label,
        "continuous_update": True,
        "layout": widgets.Layout(width="17em"),
    }
    if scale.is_log:
        ends = {"min": math.log10(scale.low), "max": math.log10(scale.high), "step": LOG_STEP}
        made = widgets.FloatLogSlider(value=scale.low, base=10, **ends, **common)
    else:
        made = widgets.FloatSlider(min=scale.low, max=scale.high, step=scale.step, value=scale.low, **common)
    made.add_class("kamlab-slider")
    return made


def _unit(name: str) -> str:
    return say(f"panels.unit_{name}") if name else ""
