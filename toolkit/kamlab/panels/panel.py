"""What all live panels share: controls, one picture, one table, one sentence, and settings that come back."""

from __future__ import annotations

import asyncio
import base64
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, ClassVar, Protocol

import ipywidgets as widgets

from kamlab.charts.drawing import wipe
from kamlab.errors import BadInput, CourseFault, KamlabError
from kamlab.language import say
from kamlab.panels.frame import box, button, row, status, stylesheet
from kamlab.panels.live_controls import Control
from kamlab.style import PIXELS_PER_INCH, new_axes, new_figure, to_png

SECONDS_BEFORE_SAVING = 0.4
"""Settings are written when a control has rested this long, not at every step of a drag."""
Margins = tuple[float, float, float, float]
_DRAWING = threading.RLock()
"""One panel draws at a time: Jupyter calls from several threads, and fonts are set for all at once."""


class Store(Protocol):
    """Where settings are kept: the open page, or the memory where no page is open."""

    @property
    def variant(self) -> int:
        """Which data set the reader is dealt."""

    def get(self, name: str) -> Any:
        """Value on record, None where there is none."""

    def put(self, name: str, value: Any) -> None:
        """Put a value on record."""

    def when_known(self, show: Callable[[], None]) -> None:
        """Call `show` as soon as it is known who reads."""


@dataclass
class Memory:
    """Store of a notebook that is no page of a course."""

    variant: int = 0
    values: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """Value on record, None where there is none."""
        return self.values.get(name)

    def put(self, name: str, value: Any) -> None:
        """Put a value on record."""
        self.values[name] = value

    def when_known(self, show: Callable[[], None]) -> None:
        """Call `show` at once."""
        show()


@dataclass(frozen=True)
class View:
    """What a panel shows at one setting.

    Attributes
    ----------
    sentence
        What the reader sees now, in words.
    table
        The figures, as HTML.
    draw
        One drawing a pair of axes.
    """

    sentence: str
    table: str
    draw: tuple[Callable[[Any], object], ...]


class Panel(ABC):
    """A live panel on the page.

    A family member says its name, the places of its axes, its controls, and what it shows at a setting. Its
    texts are `<name>_title`, `<name>_about` and `<name>_alt` in the catalogue.
    """

    name: ClassVar[str]
    size: ClassVar[tuple[float, float]] = (7.2, 3.8)
    margins: ClassVar[tuple[Margins, ...]] = ((0.85, 0.3, 0.65, 0.45),)
    table_height: ClassVar[int] = 0
    """Pixels of a table that grows and shrinks, so that nothing below it moves; 0 for one that does not."""
    is_dealt: ClassVar[bool] = True
    """Whether the panel needs to know whose data to show."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.said, self.sentence, self.picture, self.table = (widgets.HTML() for _ in range(4))
        wait = widgets.HTML(escape(say("panels.wait_for_name")))
        self.widget = box([wait], "kamlab-panel", "kamlab-live")
        self._timer: Any = None
        self._is_quiet = False
        store.when_known(self._build) if self.is_dealt else self._build()

    @abstractmethod
    def make_controls(self) -> Mapping[str, Control]:
        """Controls by the name under which their values are kept."""

    @abstractmethod
    def view(self, settings: Mapping[str, Any]) -> View:
        """What is shown at these settings.

        Raises
        ------
        BadInput
            The settings do not fit together; the picture stays and the reader is told.
        """

    def changed(self) -> None:
        """What a control calls when its value changed."""
        if self._is_quiet:
            return
        self._show()
        self._save_soon()

    def settings(self) -> dict[str, Any]:
        """Plain value of every control."""
        return {name: control.value for name, control in self.controls.items()}

    def _build(self) -> None:
        self.controls = dict(self.make_controls())
        self._starts = self.settings()
        self.figure = new_figure(*self.size)
        self.axes = [new_axes(self.figure, margins=place) for place in self.margins]
        self._restore()
        self._show()
        self.widget.children = self._parts()

    def _parts(self) -> list[Any]:
        knobs = box([control.widget for control in self.controls.values()], "kamlab-controls")
        self.table.add_class("kamlab-beside")
        seen = row([self.picture, self.table], "kamlab-seen")
        reset = button(say("panels_live.reset"), self.reset)
        return [widgets.HTML(self._heading()), knobs, self.said, self.sentence, seen, row([reset])]

    def _heading(self) -> str:
        title, about = (escape(say(f"panels_live.{self.name}_{part}")) for part in ("title", "about"))
        return (
            f'<div class="kamlab-title" role="heading" aria-level="3">{title}</div>'
            f'<div class="kamlab-quiet">{about}</div>'
        )

    def reset(self) -> None:
        """Set every control to where it stood at first."""
        self._take(self._starts)
        self.changed()

    def _restore(self) -> None:
        kept = self.store.get(f"panel:{self.name}")
        if isinstance(kept, dict):
            self._take(kept)

    def _take(self, values: Mapping[str, Any]) -> None:
        self._is_quiet = True
        try:
            for name, control in self.controls.items():
                if name in values:
                    control.show(values[name])
        finally:
            self._is_quiet = False

    def _show(self) -> None:
        with _DRAWING:
            self._show_alone()

    def _show_alone(self) -> None:
        try:
            view = self.view(self.settings())
        except BadInput as fault:
            self.said.value = status(str(fault), kind="warn")
            return
        self.said.value = ""
        self.sentence.value = status(view.sentence)
        label = escape(say(f"panels_live.{self.name}_title"))
        height = f"height:{self.table_height}px" if self.table_height else ""
        self.table.value = (
            f'<div class="kamlab-scroll" style="{height}" tabindex="0" role="region" aria-label="{label}">'
            f"{view.table}</div>"
        )
        self.picture.value = self._picture(view)

    def _picture(self, view: View) -> str:
        for ax, draw in zip(self.axes, view.draw, strict=True):
            wipe(ax)
            draw(ax)
        data = base64.b64encode(to_png(self.figure)).decode("ascii")
        width, height = (round(PIXELS_PER_INCH * inches) for inches in self.size)
        alt = escape(say(f"panels_live.{self.name}_alt"))
        return (
            f'<img class="kamlab-picture" width="{width}" height="{height}" decoding="sync" alt="{alt}" '
            f'src="data:image/png;base64,{data}">'
        )

    def _save_soon(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._save()
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = loop.call_later(SECONDS_BEFORE_SAVING, self._save)

    def _save(self) -> None:
        try:
            self.store.put(f"panel:{self.name}", self.settings())
        except KamlabError as fault:
            self.said.value = status(str(fault), kind="bad")


def shown(panel: type[Panel], store: Store | None = None) -> Any:
    """Widget of a panel, its settings kept with the open page; in the memory where no page is open."""
    if store is not None:
        return panel(store).widget
    from kamlab.panels.page import current_page

    try:
        return panel(current_page()).widget
    except CourseFault:
        look = widgets.HTML(f"<style>{stylesheet()}</style>")
        return widgets.VBox([look, panel(Memory()).widget])
