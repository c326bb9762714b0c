"""The trainer's marking screen, nbgrader's own, shows what learners answered and keeps what the trainer enters."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kamlab.classroom.bridge import gradebook
from kamlab.classroom.commands import nbgrader
from kamlab.classroom.course import Course, open_course
from kamlab.classroom.demo import EXERCISE, fill, invented_class
from kamlab.classroom.teach import teach

PROJECT = Path(__file__).parents[2]
TOKEN = "marking"
LEARNERS = ("chen.jing", "f.haddad", "guo.rui", "wang.fang")


@dataclass(frozen=True)
class Screen:
    """A running marking screen of a course."""

    address: str
    course: Course

    def submission(self, learner: str) -> str:
        """Address of the screen on which a learner's work is marked."""
        with gradebook(self.course) as book:
            found = book.find_submission_notebook("exercise", EXERCISE, learner).id
        return f"{self.address}/formgrader/submissions/{found}/"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """Four of the demonstration's learners, marked, and a server on their course directory."""
    root = tmp_path_factory.mktemp("marking") / "class"
    teach(root, language="zh", content=PROJECT)
    course = open_course(root)
    fill(course, [learner for learner in invented_class() if learner.id in LEARNERS])
    nbgrader(root, "autograde", EXERCISE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = _serve(root, port=port, settings=tmp_path_factory.mktemp("settings"))
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api?token={TOKEN}")
        yield Screen(address, course)
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture
def marking(screen: Screen, page: Any) -> Iterator[Any]:
    """The browser, logged in; ends with a check that it asked nobody but the server for anything."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(f"error: {error}"))
    page.goto(f"{screen.address}/login?token={TOKEN}")
    yield page
    assert [url for url in asked if not url.startswith((screen.address, "data:"))] == []


def _serve(root: Path, *, port: int, settings: Path) -> subprocess.Popen[bytes]:
    programs = str(Path(sys.executable).parent)
    words = [f"--port={port}", "--no-browser", "--allow-root", f"--IdentityProvider.token={TOKEN}"]
    return subprocess.Popen(
        [sys.executable, "-m", "jupyter_server", *words, f"--ServerApp.root_dir={root}"],
        cwd=root,
        env={
            **os.environ,
            "PATH": os.pathsep.join([programs, os.environ.get("PATH", "")]),
            "JUPYTER_CONFIG_DIR": str(settings),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("the server did not start")


def test_answers_stand_in_words_and_tables(screen: Screen, marking: Any, picture: Any) -> None:
    """The screen shows class names beside each client's facts, units, points, and what would be right."""
    marking.goto(screen.submission("chen.jing"))
    shown = marking.inner_text("#notebook")
    for words in ("给每一户填一个级别", "12 处里对了 11 处，5.5 / 6 分", "贡献度得分", "B 重点", "%"):
        assert words in shown
    assert marking.locator("div.output_html table").count() >= 3
    assert "lab.ask" not in shown
    marking.locator("details").nth(2).locator("summary").click()
    assert marking.locator("details").nth(2).locator("td", has_text="✗").count() == 1
    picture("marking-levels", of=marking.locator("div.code_cell").nth(2))


def test_written_answer_is_text_and_takes_a_mark(screen: Screen, marking: Any, picture: Any) -> None:
    """Script in an answer is shown as text; the rubric is open beside it; mark and comment are kept."""
    address = screen.submission("f.haddad")
    marking.goto(address)
    assert "<script>document.title" in marking.inner_text("#notebook")
    assert marking.title() != "x"
    assert marking.locator("details[open]").count() == 1
    marking.fill("input[id='e1-4-letter']", "3")
    marking.fill("textarea[id='e1-4-letter-comment']", "说得清楚。")
    marking.locator("textarea[id='e1-4-letter-comment']").blur()
    marking.wait_for_load_state("networkidle")
    picture("marking-letter", of=marking.locator("div.code_cell", has=marking.locator("[id='e1-4-letter']")))
    marking.goto(address)
    marking.wait_for_function("document.getElementById('e1-4-letter').value === '3'")
    assert marking.input_value("textarea[id='e1-4-letter-comment']") == "说得清楚。"


def test_damaged_answers_are_explained_on_the_screen(screen: Screen, marking: Any) -> None:
    """The first thing the trainer reads is why there is nothing to mark."""
    marking.goto(screen.submission("guo.rui"))
    assert "答案文件没能读出：answers.json 已损坏，读不出来。" in marking.inner_text("#notebook")


def test_button_of_the_screen_marks_again_by_our_rules(screen: Screen, marking: Any) -> None:
    """nbgrader's button marks one submission again; the points are those of the answers."""
    marking.goto(f"{screen.address}/formgrader/manage_submissions/{EXERCISE}")
    row = marking.locator("tr", has_text="wang.fang")
    row.locator(".autograde a").click()
    marking.locator(".modal-title", has_text="Success").wait_for()
    with gradebook(screen.course) as book:
        assert book.find_submission(EXERCISE, "wang.fang").score == 24.0


@pytest.mark.parametrize(
    ("learner", "words"),
    [
        ("chen.jing", ("评语", "合计", "学员的答案", "得分")),
        ("f.haddad", ("Feedback", "Total", "Answer", "Score")),
    ],
)
def test_feedback_reads_well_in_the_learners_language(
    screen: Screen, page: Any, picture: Any, learner: str, words: tuple[str, ...]
) -> None:
    """The feedback file opens without a server or network, in the learner's language, points first."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    nbgrader(screen.course.root, "generate_feedback", EXERCISE, "--force", "--student", learner)
    made = screen.course.root / "feedback" / learner / EXERCISE / "exercise.html"
    page.goto(made.as_uri())
    shown = page.inner_text("body")
    assert [word for word in words if word not in shown] == []
    assert asked == [made.as_uri()]
    picture(f"feedback-{learner}")
