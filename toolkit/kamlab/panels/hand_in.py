"""Handing in: what will be handed in, what is missing, and one zip file that nbgrader can collect."""

from __future__ import annotations

import hashlib
import os
import zipfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from kamlab.answers import is_empty, valid_value
from kamlab.errors import BadInput, CannotWrite, KamlabError
from kamlab.language import pick, say
from kamlab.panels.frame import box, button, row, status
from kamlab.panels.learner import workspace_of
from kamlab.panels.page import Page, current_page
from kamlab.panels.tables import row_ids

FOLDER = {"zh": "已交卷", "en": "handed-in"}


def hand_in() -> None:
    """Show the state of the answers and a button that hands them in; handing in again is normal."""
    display(HandIn(current_page()).widget)


class HandIn:
    """Panel that counts the answers and makes the file to hand in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.state = widgets.HTML()
        self.said = widgets.HTML()
        go = button(say("panels.hand_in_button"), self._press, style="primary")
        heading = widgets.HTML(f'<div class="kamlab-question">{escape(say("panels.hand_in_heading"))}</div>')
        self.widget = box([heading, self.state, row([go]), self.said], "kamlab-panel", "kamlab-hand-in")
        page.when_known(self._count)
        page.watch(self._count)

    def _count(self) -> None:
        missing, strange = gaps(self.page)
        total = len(self.page.about["questions"])
        lines = [say("panels.hand_in_state", done=total - len(missing), total=total)]
        if missing:
            lines.append(say("panels.hand_in_missing", questions="；".join(missing)))
        if strange:
            lines.append(say("panels.hand_in_not_valid", questions="；".join(strange)))
        self.state.value = "".join(status(line) for line in lines)

    def _press(self) -> None:
        if self.page.needs_name:
            self.said.value = status(say("panels.wait_for_name"), kind="warn")
            return
        self._count()
        try:
            packed = pack(self.page)
        except KamlabError as fault:
            self.said.value = status(str(fault), kind="bad")
            return
        stamp = datetime.now().strftime("%Y-%m-%d %H:%M")
        done = say("panels.hand_in_done", file=packed.name, time=stamp, print=fingerprint(packed))
        where = say("panels.hand_in_where", folder=packed.parent.name)
        self.said.value = status(done, kind="good") + status(where)


def gaps(page: Page) -> tuple[list[str], list[str]]:
    """Labels of the questions without an answer, and of those whose answer is not valid."""
    missing, strange = [], []
    for name in page.about["questions"]:
        question, value = page.question(name), page.get(name)
        if is_empty(value):
            missing.append(pick(question.label))
            continue
        try:
            rows = row_ids(question.deal, page.variant) if question.deal else ()
            valid_value(question, value, rows=rows)
        except BadInput:
            strange.append(pick(question.label))
    return missing, strange


def pack(page: Page) -> Path:
    """Zip of the page's notebook and answer file, named `<page>+<learner>+<UTC time>.zip`.

    Raises
    ------
    CannotWrite
        The workspace refuses us; nothing is left half-written.
    """
    folder = workspace_of(page.folder) / FOLDER[page.language]
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H-%M-%S")
    target = folder / f"{page.about['page']}+{page.learner}+{stamp}.zip"
    temporary = target.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True)
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name, source in _contents(page):
                bundle.write(source, name)
        os.replace(temporary, target)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise CannotWrite("answers.cannot_write", file=target.name, reason=fault.strerror or "") from fault
    return target


def fingerprint(path: Path) -> str:
    """Twelve characters that tell one handed-in file from any other."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _contents(page: Page) -> list[tuple[str, Path]]:
    kind: Any = page.about["kind"]
    notebook = next(
        place
        for place in (page.folder / f"{kind}.ipynb", page.folder / page.language / f"{kind}.ipynb")
        if place.is_file()
    )
    answers = page.folder / "answers.json"
    return [(f"{kind}.ipynb", notebook), *([("answers.json", answers)] if answers.is_file() else [])]
