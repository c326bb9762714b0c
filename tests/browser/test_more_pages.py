"""Marked exercises answered question by question, and an own list classified, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from answering import PROJECT, answer, asked, right_answers, wait_until_live
from running_lab import Lab

from kamlab.answers import read_answers
from kamlab.pages.source import find_pages

FIRST = "exercises/01-key-account-ideas"
"""Answered on the learner's whole path."""
FOLDERS = [page.path.parent for page in find_pages(PROJECT) if page.kind == "exercise"]
EXERCISES = [folder.relative_to(PROJECT).as_posix() for folder in FOLDERS if folder != PROJECT / FIRST]
LECTURE = "courses/01-key-account-ideas-2"
LIST = "客户号,客户姓名,日均余额(万元),贡献度得分,潜力得分\n0001,王某,620,92,80\n0002,李某,12.5,70,62\n0003,张某,?,4,7\n"
LEARNER = {"zh": "张三", "en": "Han Mei"}
WORDS = {
    "zh": {
        "start": "开始",
        "saved": "已保存",
        "choose": "选一个文件",
        "write": "写成工作簿",
        "level": "A 战略",
    },
    "en": {
        "start": "Start",
        "saved": "Saved",
        "choose": "Choose a file",
        "write": "Write the workbook",
        "level": "A strategic",
    },
}


def _open(page: Any, lab: Lab, place: str, language: str) -> None:
    """Open a page and say who is there."""
    page.goto(lab.page(place))
    wait_until_live(page)
    page.fill(".kamlab-who input", LEARNER[language])
    page.click(f".kamlab-who button:has-text('{WORDS[language]['start']}')")
    page.wait_for_selector(".kamlab-who", state="hidden")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_question_of_an_exercise_can_be_answered(
    page: Any, lab: Lab, picture: Callable[..., None], language: str, exercise: str
) -> None:
    """Every question takes the right answer by mouse and keyboard, and the answer file holds them all."""
    _open(page, lab, f"{exercise}/{language}/exercise.ipynb", language)
    page.wait_for_selector(".kamlab-data")
    values = right_answers(lab, exercise, learner=LEARNER[language])
    for question, value in values:
        panel = asked(page, question, language)
        answer(panel, question, value)
        panel.locator(f".kamlab-note:has-text('{WORDS[language]['saved']}')").first.wait_for()
        picture(f"{question.id}-{language}")
    found = read_answers(lab.workspace / exercise / "answers.json")
    assert not [question.id for question, _ in values if not found.value(question.id)]


def test_an_own_list_is_classified_on_the_page(
    page: Any, lab: Lab, picture: Callable[..., None], language: str, tmp_path: Path
) -> None:
    """A list chosen in the browser is previewed with its classes, and one workbook is written for it."""
    words, book = WORDS[language], tmp_path / "名单.csv"
    book.write_bytes(LIST.encode("gb18030"))
    _open(page, lab, f"{LECTURE}/{language}/lecture.ipynb", language)
    choose = page.get_by_role("button", name=re.compile(words["choose"]))
    choose.scroll_into_view_if_needed()
    with page.expect_file_chooser() as chooser:
        choose.click()
    chooser.value.set_files(str(book))
    panel = page.locator(".kamlab-panel", has=choose).last
    panel.get_by_text(words["level"]).first.wait_for()
    panel.get_by_role("button", name=words["write"]).click()
    panel.locator(".kamlab-good").wait_for()
    picture(f"own-list-{language}")
    (written,) = lab.workspace.rglob("*.xlsx")
    assert written.stem.startswith("名单")
