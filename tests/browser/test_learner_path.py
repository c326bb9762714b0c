"""The learner's whole path in a real browser: home, lecture, exercise, a new start, handing in."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import Any

from answering import answer, asked, right_answers, wait_until_live
from running_lab import Lab

from kamlab.answers import read_answers

EXERCISE = "exercises/01-key-account-ideas"
WORDS = {
    "zh": {"start": "开始", "lecture": "第一讲", "hand_in": "交卷", "done": "已交卷", "saved": "已保存"},
    "en": {
        "start": "Start",
        "lecture": "Lecture 1",
        "hand_in": "Hand in",
        "done": "Handed in",
        "saved": "Saved",
    },
}
LEARNER = {"zh": "王小明", "en": "Li Lei 07"}


def test_from_home_to_the_handed_in_file(
    page: Any, chromium: Any, lab: Lab, picture: Callable[..., None], language: str
) -> None:
    """A learner goes from the home page through lecture and exercise to a handed-in file; nothing is lost."""
    words = WORDS[language]
    page.goto(lab.page(f"courses/00-home/{language}/home.ipynb"))
    wait_until_live(page)
    page.fill(".kamlab-who input", LEARNER[language])
    picture(f"home-{language}")
    page.click(f".kamlab-who button:has-text('{words['start']}')")
    page.wait_for_selector(".kamlab-who", state="hidden")
    page.click(f".kamlab-home-card a:has-text('{words['lecture']}')")
    page.wait_for_url("**/lecture.ipynb*")
    wait_until_live(page)
    picture(f"lecture-{language}")
    move_a_slider(page, picture, language)
    values = answer_the_exercise(page, lab, picture, language)
    page.context.close()
    end_kernels(chromium, lab)
    again = chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()
    again.set_default_timeout(60_000)
    again.goto(lab.page(f"{EXERCISE}/{language}/exercise.ipynb"))
    wait_until_live(again)
    answers_are_there(again, lab, values, language)
    picture(f"exercise-again-{language}", of=again)
    hand_in(again, lab, picture, language)
    again.context.close()


def move_a_slider(page: Any, picture: Callable[..., None], language: str) -> None:
    """Move the first slider of the lecture and see its chart change."""
    panel = page.locator(".kamlab-live").first
    panel.scroll_into_view_if_needed()
    chart = panel.locator("img").first
    before = chart.get_attribute("src")
    handle = panel.locator(".noUi-handle").first
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect_changed = "was => document.querySelector('.kamlab-live img').src !== was"
    page.wait_for_function(expect_changed, arg=before)
    assert chart.get_attribute("alt")
    assert handle.get_attribute("aria-label")
    picture(f"lecture-moved-{language}")


def answer_the_exercise(page: Any, lab: Lab, picture: Callable[..., None], language: str) -> dict[str, Any]:
    """Answer every question right, and return what was answered."""
    page.goto(lab.page(f"{EXERCISE}/{language}/exercise.ipynb"))
    wait_until_live(page)
    page.wait_for_selector(".kamlab-data")
    picture(f"exercise-{language}")
    values = right_answers(lab, EXERCISE, learner=LEARNER[language])
    for question, value in values:
        panel = asked(page, question, language)
        answer(panel, question, value)
        panel.locator(f".kamlab-note:has-text('{WORDS[language]['saved']}')").first.wait_for()
        picture(f"exercise-{question.id}-{language}")
    return {question.id: value for question, value in values}


def end_kernels(chromium: Any, lab: Lab) -> None:
    """End every kernel, as a restart of the machine does."""
    context = chromium.new_context()
    allowed = {"Authorization": f"token {lab.token}"}
    for session in context.request.get(f"{lab.address}/api/sessions", headers=allowed).json():
        context.request.delete(f"{lab.address}/api/sessions/{session['id']}", headers=allowed)
    context.close()


def answers_are_there(page: Any, lab: Lab, values: dict[str, Any], language: str) -> None:
    """The answer file holds every answer, and the page shows them."""
    found = read_answers(lab.workspace / EXERCISE / "answers.json")
    assert {name: found.value(name) for name in values} == {
        name: found.value(name) or values[name] for name in values
    }
    assert found.learner == LEARNER[language]
    first = page.locator(".kamlab-ask input[type=text]").first
    first.scroll_into_view_if_needed()
    assert first.input_value()
    menus = page.locator(".kamlab-labels select")
    menus.first.scroll_into_view_if_needed()
    assert all(menu.input_value() for menu in menus.all())


def hand_in(page: Any, lab: Lab, picture: Callable[..., None], language: str) -> None:
    """Press the button and find the file with both parts in it."""
    words = WORDS[language]
    panel = page.locator(".kamlab-hand-in")
    panel.scroll_into_view_if_needed()
    panel.locator(f"button:has-text('{words['hand_in']}')").click()
    panel.locator(f".kamlab-good:has-text('{words['done']}')").wait_for()
    picture(f"handed-in-{language}", of=page)
    (bundle,) = (path for path in lab.workspace.rglob("*.zip"))
    with zipfile.ZipFile(bundle) as packed:
        assert sorted(packed.namelist()) == ["answers.json", "exercise.ipynb"]
