"""What opens a page: the look of all panels, what has to be known at once, and the question who learns."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from kamlab.errors import KamlabError
from kamlab.language import say

if TYPE_CHECKING:
    from kamlab.panels.page import Page


def opening(page: Page) -> Any:
    """Widget at the top of a page: look, notices, and the name form while nobody has said who they are."""
    parts = [widgets.HTML(f"<style>{stylesheet()}</style>", layout=widgets.Layout(height="0", margin="0"))]
    parts += [note(notice, kind="warn") for notice in page.notices]
    if page.needs_name or (page.is_home and not page.learner):
        parts.append(_name_form(page))
    return box(parts, "kamlab-opening")


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


def _name_form(page: Page) -> Any:
    field = widgets.Text(description=say("panels.who"), style={"description_width": "initial"})
    said = widgets.HTML()

    def start() -> None:
        try:
            page.introduce(field.value)
        except KamlabError as fault:
            said.value = status(str(fault), kind="warn")
        else:
            form.layout.display = "none"

    why = widgets.HTML(f"<p>{escape(say('panels.who_why'))}</p>")
    go = button(say("panels.who_start"), start, style="primary")
    form = box([why, row([field, go]), said], "kamlab-panel", "kamlab-who")
    return form
