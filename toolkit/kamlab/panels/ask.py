"""A question on the page: its words, its control, and in practice check, hint and solution."""

from __future__ import annotations

import threading
from html import escape
from typing import Any

import ipywidgets as widgets
from IPython.display import display

from kamlab.answers import Outcome, Question, State, check, is_empty, valid_value
from kamlab.errors import BadInput, KamlabError
from kamlab.language import pick, say
from kamlab.panels.controls import control_for
from kamlab.panels.frame import box, button, note, row, status
from kamlab.panels.grids import merged
from kamlab.panels.page import Page, current_page
from kamlab.panels.tables import question_rows

_KIND = {
    State.RIGHT: "good",
    State.WRONG: "bad",
    State.PARTLY_RIGHT: "warn",
    State.NOT_VALID: "warn",
}


def ask(name: str) -> None:
    """Show question `name` of the open page, with the answer on record in it."""
    display(Ask(current_page(), name).widget)


class Ask:
    """A question that is open on a page. The answer file is the truth; this is a view on it."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.question = page.question(name)
        self.said = widgets.HTML()
        self.hints = widgets.HTML()
        self.shown = widgets.HTML()
        self.widget = box([note(say("panels.wait_for_name"))], "kamlab-panel", "kamlab-ask")
        self._is_restoring = False
        self._one_at_a_time = threading.RLock()
        page.when_known(self._build)

    def _build(self) -> None:
        self.rows = question_rows(self.question, self.page.variant)
        self.control = control_for(self.question, self._changed, rows=self.rows)
        self.solution_button = button(say("panels.solution"), self._show_solution)
        parts = [
            widgets.HTML(_heading(self.question, is_graded=self.page.is_graded)),
            self.control.widget,
            self.said,
        ]
        parts += [self._buttons(), self.hints, self.shown]
        self.widget.children = parts
        self._restore()

    def _buttons(self) -> Any:
        if self.page.is_graded and self.page.key is None:
            return row([button(say("panels.hint"), self._hint)] if self.question.hints else [])
        buttons = [button(say("panels.check"), self._check, style="primary")]
        if self.question.hints:
            buttons.append(button(say("panels.hint"), self._hint))
        self.solution_button.layout.display = "none"
        return row([*buttons, self.solution_button], "kamlab-buttons")

    def _restore(self) -> None:
        with self._one_at_a_time:
            self._show_record()

    def _show_record(self) -> None:
        value = self.page.get(self.question.id)
        if value is None:
            return
        self._show(value)
        self._say_state(value)
        if self._tries().get("checks"):
            self._offer_solution()

    def _show(self, value: Any) -> None:
        self._is_restoring = True
        try:
            self.control.show(value)
        finally:
            self._is_restoring = False

    def _changed(self, value: Any) -> None:
        """Put on record what was typed or chosen; Jupyter may call from two threads at once."""
        with self._one_at_a_time:
            if not self._is_restoring:
                self._take(value)

    def _take(self, value: Any) -> None:
        try:
            if self.question.kind in ("labels", "table"):
                value = merged(self.page.fresh(self.question.id), value)
                self._show(value)
            self.page.put(self.question.id, self._plain(value))
        except KamlabError as fault:
            self.said.value = status(str(fault), kind="bad")
        else:
            self._say_state(value)

    def _plain(self, value: Any) -> Any:
        """What is put on record: a valid number as a number, anything else as it was typed."""
        if self.question.kind != "number" or is_empty(value):
            return value
        try:
            return valid_value(self.question, value)
        except BadInput:
            return value

    def _say_state(self, value: Any) -> None:
        """Tell whether the answer is on record and written as asked; never whether it is right."""
        outcome = self._form(value)
        if outcome.state is State.NOT_VALID:
            self._say(outcome)
        elif outcome.state is State.NOT_ATTEMPTED:
            self.said.value = status(say("panels.not_answered"))
        elif self.page.is_graded and self.page.key is None:
            key = "panels.to_mark_graded" if self.question.is_marked_by_hand else "panels.saved_valid"
            self.said.value = status(say(key))
        else:
            self.said.value = status(say("panels.saved"))

    def _form(self, value: Any) -> Outcome:
        if is_empty(value):
            return Outcome(State.NOT_ATTEMPTED)
        try:
            valid_value(self.question, value, rows=list(self.rows))
        except BadInput as fault:
            return Outcome(State.NOT_VALID, message=str(fault))
        return Outcome(State.TO_MARK)

    def _check(self) -> None:
        if self.page.key is None:
            self.said.value = status(say("panels.no_key"))
            return
        value = self.page.get(self.question.id)
        expected = self.page.key.expected(self.page.variant).get(self.question.id)
        outcome = check(self.question, expected, value)
        self._say(outcome)
        if outcome.state not in (State.NOT_ATTEMPTED, State.NOT_VALID):
            self._note_try(checks=1)
            self._offer_solution()

    def _say(self, outcome: Outcome) -> None:
        values = {"message": outcome.message, "right": outcome.right_count, "count": outcome.part_count}
        values |= {"extra": outcome.extra_count}
        key = "not_answered" if outcome.state is State.NOT_ATTEMPTED else outcome.state.value
        if outcome.state is State.PARTLY_RIGHT and outcome.extra_count:
            key = "partly_with_extra"
        text = status(say(f"panels.{key}", **values), kind=_KIND.get(outcome.state, "info"))
        explained = self.page.key.explain(outcome.misconception) if self.page.key else ""
        self.said.value = text + (status(explained, kind="info") if explained else "")

    def _hint(self) -> None:
        total = len(self.question.hints)
        shown = min(self._tries().get("hints", 0) + 1, total)
        self._note_try(hints=1)
        numbered = enumerate(self.question.hints[:shown], 1)
        lines = [say("panels.hint_number", number=n, total=total) + pick(hint) for n, hint in numbered]
        self.hints.value = "".join(status(line) for line in lines)

    def _offer_solution(self) -> None:
        if self.page.key and self.question.id in self.page.key.solutions:
            self.solution_button.layout.display = None

    def _show_solution(self) -> None:
        from markdown_it import MarkdownIt

        if self.page.key:
            text = pick(self.page.key.solutions[self.question.id])
            html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
            self.shown.value = f'<div class="kamlab-solution">{html}</div>'

    def _tries(self) -> dict[str, int]:
        found = self.page.get(f"panel:tries-{self.question.id}")
        return found if isinstance(found, dict) else {}

    def _note_try(self, **more: int) -> None:
        before = self._tries()
        after = before | {name: before.get(name, 0) + count for name, count in more.items()}
        try:
            self.page.put(f"panel:tries-{self.question.id}", after)
        except KamlabError as fault:
            self.shown.value = status(str(fault), kind="bad")


def _heading(question: Question, *, is_graded: bool) -> str:
    points = ""
    if question.points and is_graded:
        number = f"{question.points:g}"
        text = say("panels.points_one") if number == "1" else say("panels.points", points=number)
        points = f' <span class="kamlab-points">{escape(text)}</span>'
    more = f'<div class="kamlab-help">{escape(pick(question.help))}</div>' if question.help else ""
    return f'<div class="kamlab-question">{escape(pick(question.label))}{points}</div>{more}'
