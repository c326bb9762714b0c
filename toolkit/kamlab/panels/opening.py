"""What opens a page: the look of its panels, what has to be known at once, and the question who learns."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from kamlab.errors import KamlabError
from kamlab.language import Language, say
from kamlab.panels.frame import box, button, note, row, status, stylesheet
from kamlab.panels.page import Page, open_here


def open_page(language: Language) -> None:
    """Open the page whose folder this notebook lies in; show what the learner has to know at once."""
    display(opening(open_here(language)))


def opening(page: Page) -> Any:
    """Widget at the top of a page: look, notices, and the name form while nobody has said who they are."""
    parts = [widgets.HTML(f"<style>{stylesheet()}</style>", layout=widgets.Layout(height="0", margin="0"))]
    parts += [note(notice, kind="warn") for notice in page.notices]
    if page.needs_name or (page.is_home and not page.learner):
        parts.append(_name_form(page))
    return box(parts, "kamlab-opening")


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
