"""The learner's whole path in a real browser: home, lecture, exercise, a new start, handing in."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from running_lab import Lab

from kamlab.answers import Question, check, load_key, read_answers
from kamlab.panels.values import number_text

PROJECT = Path(__file__).parents[2]
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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course, built."""
    from kamlab.pages.build import build

    out = tmp_path_factory.mktemp("course")
    build(PROJECT, out)
    return out


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture
def lab(start_lab: Callable[..., Lab], built: Path, tmp_path: Path, language: str) -> Lab:
    """A lab of this language in a fresh workspace."""
    return start_lab(built / "learner", tmp_path / "工作 区", "--lang", language)


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
            menu = panel.locator(".widget-dropdown", has_text=row).locator("select")
            menu.select_option(index=question.option_ids().index(label) + 1)
    else:
        for row, cells in value.items():
            for name, cell in cells.items():
                title = next(field for field in question.fields if field.id == name)
                panel.locator(f"input[placeholder^='{row} {title.text['zh']}'], "
                              f"input[placeholder^='{row} {title.text['en']}']").fill(number_text(cell))  # fmt: skip


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
    values = right_answers(lab, language)
    for question, value in values:
        panel = asked(page, question, language)
        answer(panel, question, value)
        panel.locator(f".kamlab-note:has-text('{WORDS[language]['saved']}')").first.wait_for()
        picture(f"exercise-{question.id}-{language}")
    return {question.id: value for question, value in values}


def right_answers(lab: Lab, language: str) -> list[tuple[Question, Any]]:
    """Every question of the exercise with the answer that earns all its points, for this learner's data."""
    from kamlab.data.variants import dealt_variant

    about = json.loads((lab.workspace / EXERCISE / "page.json").read_text(encoding="utf-8"))
    key = load_key(PROJECT / EXERCISE)
    variant = dealt_variant(
        LEARNER[language], about["page"], key=about["course"]["key"], count=about["variants"]
    )
    expected = key.expected(variant)
    questions = [Question.from_spec(name, spec) for name, spec in about["questions"].items()]
    letter = (
        "您好，这张表的星不按自己的规则打：平均分是九家的，四家低于平均分也有星，请按“大于或等于平均分”重打。"
        * 2
    )
    judged = [(each, expected[each.id].reference()) for each in questions if each.id in expected]
    assert all(check(each, expected[each.id], value).points == each.points for each, value in judged)
    return judged + [(each, letter) for each in questions if each.id not in expected]


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
