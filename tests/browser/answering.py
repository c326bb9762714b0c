"""Answering a page as a learner does, by mouse and keyboard, and what the right answers are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from running_lab import Lab

from kamlab.answers import Question, check, load_key
from kamlab.panels.values import number_text

PROJECT = Path(__file__).parents[2]
LETTER = (
    "您好，这张表的星不按自己的规则打：平均分是九家的，四家低于平均分也有星，请按“大于或等于平均分”重打。" * 2
)


def wait_until_live(page: Any) -> None:
    """Wait until the panels are there and the status line is silent."""
    page.wait_for_selector(".kamlab-page:not(.kamlab-starting)", timeout=60_000)
    page.wait_for_function("document.querySelector('.kamlab-status').textContent === ''", timeout=60_000)


def asked(page: Any, question: Question, language: str) -> Any:
    """The panel of a question, scrolled into sight."""
    label = question.label[language]
    panel = page.locator(".kamlab-ask", has=page.locator(".kamlab-question", has_text=label))
    panel.first.scroll_into_view_if_needed()
    return panel.first


def answer(panel: Any, question: Question, value: Any) -> None:
    """Give an answer as a learner does, by mouse and keyboard."""
    if question.kind in ("number", "text"):
        panel.locator("input[type=text], textarea").first.fill(number_text(value))
    elif question.kind == "choice":
        panel.locator("input[type=radio]").nth(question.option_ids().index(value)).check()
    elif question.kind == "choices":
        for name in value:
            panel.locator("input[type=checkbox]").nth(question.option_ids().index(name)).check()
    elif question.kind == "labels":
        for row, label in value.items():
            menu = panel.locator(".widget-dropdown", has_text=row_words(question, row)).locator("select")
            menu.select_option(index=question.option_ids().index(label) + 1)
    else:
        for row, cells in value.items():
            for name, cell in cells.items():
                field = next(each for each in question.fields if each.id == name)
                titles = "|".join(map(re.escape, field.text.values()))
                where = re.compile(f"^({row_words(question, row).pattern}) ({titles})")
                panel.get_by_placeholder(where).fill(number_text(cell))


def row_words(question: Question, row: str) -> re.Pattern[str]:
    """What stands beside a row in either language; a dealt row shows its id."""
    texts = next((each.text.values() for each in question.rows if each.id == row), [row])
    return re.compile("|".join(map(re.escape, texts)))


def right_answers(lab: Lab, exercise: str, *, learner: str) -> list[tuple[Question, Any]]:
    """Every question of the exercise with the answer that earns all its points, for this learner's data."""
    from kamlab.data.variants import dealt_variant

    about = json.loads((lab.workspace / exercise / "page.json").read_text(encoding="utf-8"))
    key = load_key(PROJECT / exercise)
    variant = dealt_variant(learner, about["page"], key=about["course"]["key"], count=about["variants"])
    expected = key.expected(variant)
    questions = [Question.from_spec(name, spec) for name, spec in about["questions"].items()]
    judged = [(each, expected[each.id].reference()) for each in questions if each.id in expected]
    assert all(check(each, expected[each.id], value).points == each.points for each, value in judged)
    return judged + [(each, LETTER) for each in questions if each.id not in expected]
