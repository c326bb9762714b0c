"""What all panels are framed with: their look, boxes, buttons, and sentences that are announced."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import Any

import ipywidgets as widgets


def stylesheet() -> str:
    """Look of every panel, from the `.css` files beside this module."""
    folder = resources.files("kamlab") / "panels"
    sheets = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".css")), key=lambda e: e.name
    )
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def box(children: list[Any], *classes: str) -> Any:
    """Children below one another, carrying CSS classes."""
    made = widgets.VBox(children)
    for name in classes:
        made.add_class(name)
    return made


def row(children: list[Any], *classes: str) -> Any:
    """Children beside one another, wrapping where the page is narrow."""
    made = widgets.HBox(children, layout=widgets.Layout(flex_flow="row wrap", align_items="center"))
    for name in classes:
        made.add_class(name)
    return made


def note(text: str, *, kind: str = "info") -> Any:
    """One sentence that a screen reader announces; `kind` is info, good, warn or bad."""
    return widgets.HTML(status(text, kind=kind))


def status(text: str, *, kind: str = "info") -> str:
    """HTML of a sentence that a screen reader announces. The text is shown as text."""
    return f'<div role="status" class="kamlab-note kamlab-{kind}">{escape(text)}</div>' if text else ""


def button(text: str, press: Any, *, style: str = "") -> Any:
    """Button that calls `press()`; `style` is "primary" or nothing."""
    made = widgets.Button(description=text, button_style=style, layout=widgets.Layout(width="auto"))
    made.on_click(lambda _: press())
    return made
