"""nbgrader's own commands over hostile and ordinary submissions: one batch, marked from the answer files."""

import json
import os
from types import SimpleNamespace

import pytest
from handed_in import LETTER, Class, html

from kamlab.classroom import journal

PLANT = "import pathlib; pathlib.Path({path!r}).write_text('ran')"


def planted(released: str, path: str) -> str:
    """The released notebook with code of a learner's in every cell, and full points claimed in the outputs."""
    notebook = json.loads(released)
    claim = {
        "output_type": "execute_result",
        "data": {"text/plain": "2.0"},
        "metadata": {},
        "execution_count": 1,
    }
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = PLANT.format(path=path)
            cell["outputs"] = [claim]
    return json.dumps(notebook)


def copied(released: str) -> str:
    notebook = json.loads(released)
    notebook["cells"] += notebook["cells"]
    return json.dumps(notebook)


def deleted(released: str) -> str:
    return json.dumps({**json.loads(released), "cells": []})


@pytest.fixture(scope="module")
def batch(made_course, tmp_path_factory):
    """One class, marked once by `nbgrader autograde`; every submission is hostile or ordinary in its own way."""
    import shutil

    root = tmp_path_factory.mktemp("batch") / "course"
    shutil.copytree(made_course, root)
    class_ = Class(root)
    released = (root / "release" / "small" / "exercise.ipynb").read_text(encoding="utf-8")
    ran = str(root.parent / "planted-code-ran")
    for learner, notebook in {
        "plain": None,
        "planted": planted(released, ran),
        "copied": copied(released),
        "deleted": deleted(released),
        "no-json": "{",
        "王芳": None,
    }.items():
        class_.hand_in(learner, answers=class_.text(learner), notebook=notebook)
    class_.hand_in("claims", answers=class_.text("claims", {"share": 1}), notebook=planted(released, ran))
    class_.hand_in("silent", answers=class_.text("silent", {"panel:x": 1}))
    class_.hand_in("future", answers=class_.text("future").replace('"format": 1', '"format": 7'))
    class_.hand_in("huge", answers=class_.text("huge") + " " * 2_000_000)
    english = class_.text("english", {**class_.right("english"), "why": "many"}, language="en")
    class_.hand_in("english", answers=english)
    class_.hand_in("formula", answers=class_.text("formula", learner="=1+1|cmd"))
    (class_.hand_in("bad-time", answers=class_.text("bad-time")) / "timestamp.txt").write_text(
        "yesterday-ish"
    )
    if os.name != "nt":
        strange = class_.hand_in("strange-files", answers=class_.text("strange-files"))
        os.mkfifo(strange / "pipe")
        (strange / "exercise.ipynb").unlink()
        os.mkfifo(strange / "exercise.ipynb")
        (strange / "more").mkdir()
        (strange / "more" / "passwords").symlink_to("/etc/passwd")
    said = class_.nbgrader("autograde", "small")
    class_.nbgrader("generate_feedback", "small")
    return SimpleNamespace(class_=class_, said=said, ran=ran, points=class_.points(), grades=class_.grades())


@pytest.mark.parametrize(
    "learner",
    ["plain", "planted", "copied", "deleted", "no-json", "王芳", "formula", "bad-time", "strange-files"],
)
def test_right_answers_count_whatever_the_notebook_is(batch, learner):
    """Deleted, copied, edited cells and a notebook that is no JSON change nothing: answers are data."""
    if learner == "strange-files" and os.name == "nt":
        pytest.skip("no pipes there")
    assert batch.points[learner] == 16.0


@pytest.mark.parametrize("learner", ["claims", "silent", "future", "huge"])
def test_nothing_else_earns_points(batch, learner):
    """Points claimed in outputs, empty files and files that cannot be read come to 0."""
    assert batch.points[learner] == 0.0


def test_no_code_of_a_learner_runs(batch):
    """A cell that writes a file was planted in every code cell; the file does not exist."""
    assert not os.path.exists(batch.ran)


def test_written_texts_wait_for_the_trainer_and_empty_ones_are_done(batch):
    """nbgrader asks for a mark where a text was written, and only there."""
    assert batch.grades["plain"]["letter"] == (None, True)
    assert batch.grades["silent"]["letter"] == (0.0, False)
    assert batch.grades["future"]["letter"] == (0.0, False)


def test_trainer_finds_every_strange_submission_in_the_log(batch):
    """One line for what cannot be read, differs or was set aside; none for ordinary submissions."""
    log = batch.class_.log
    assert [len(log(name)) for name in ("plain", "planted", "copied", "claims", "silent", "english")] == [
        0
    ] * 6
    assert "更新的版本" in log("future")[0]
    assert "超过" in log("huge")[0]
    assert "timestamp.txt" in log("bad-time")[0]


def test_log_is_text_for_a_spreadsheet(batch):
    """The log starts with a byte-order mark, and no cell of it can be taken for a formula."""
    raw = (batch.class_.course.own / "log.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    cells = [cell for line in journal.entries(batch.class_.course) for cell in line.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_files_set_aside_are_kept(batch):
    """A time stamp that is none lies where the log says, as it was handed in."""
    kept = list(batch.class_.course.set_aside("bad-time", "small").glob("*/timestamp.txt"))
    assert [path.read_text() for path in kept] == ["yesterday-ish"]


def test_submitted_answers_are_as_handed_in(batch):
    """Marking changes no answer file."""
    path = batch.class_.folder("plain") / "answers.json"
    assert path.read_text(encoding="utf-8") == batch.class_.text("plain")


def test_marked_notebook_speaks_the_learners_language(batch):
    """Prose, labels and sentences are those of the language the learner worked in."""
    assert "Small exercise" in html(batch.class_.marked("english"))
    assert "小练习" in html(batch.class_.marked("plain"))


def test_feedback_speaks_the_learners_language(batch):
    """nbgrader's own words are in the learner's language too."""
    english, chinese = batch.class_.feedback("english"), batch.class_.feedback("plain")
    assert '<html lang="en">' in english
    assert "Count money here, not heads." in english
    assert '<html lang="zh-CN">' in chinese
    for word in ("Score", "Comments", "Student", "Grade cell", "No response"):
        assert word not in chinese


def test_feedback_needs_no_network_and_runs_nothing(batch):
    """No script and no address outside the page, in no feedback of the class."""
    for path in batch.class_.root.glob("feedback/*/small/*.html"):
        text = path.read_text(encoding="utf-8")
        assert "<script" not in text
        assert "http" not in text
        assert "//" not in text.replace("<!--", "").split("<body")[1]


def test_feedback_tells_the_trainers_part_to_nobody(batch):
    """Right answers, rubric and notices for the trainer are not in it, nor the worked solution."""
    for learner in ("claims", "plain", "formula"):
        text = batch.class_.feedback(learner)
        for word in ("供讲师批改用", "正确答案", "指出错处", "参考答案的说明", "请核实"):
            assert word not in text


def test_empty_text_gets_a_comment_in_the_learners_language(batch):
    """nbgrader's "No response." is said in words the learner reads."""
    assert "没有作答" in batch.class_.feedback("silent").split('id="letter"')[1]


def test_hand_marks_survive_marking_again(batch):
    """A mark and a comment by the trainer stay, and stand in the feedback, when everything is marked anew."""
    from kamlab.classroom.bridge import gradebook

    with gradebook(batch.class_.course) as book:
        book.find_grade("letter", "exercise", "small", "plain").manual_score = 3
        book.find_comment("letter", "exercise", "small", "plain").manual_comment = "**写得好**"
        book.db.commit()
    batch.class_.nbgrader("autograde", "small", "--student", "plain", "--force")
    batch.class_.nbgrader("generate_feedback", "small", "--student", "plain", "--force")
    letter = batch.class_.feedback("plain").split('id="letter"')[1]
    assert "3 / 4" in letter
    assert "<strong>写得好</strong>" in letter
    assert LETTER in letter


def test_marking_again_after_new_answers_counts_the_new_ones(batch):
    """A second hand-in replaces the first; points of the first do not stay."""
    class_ = batch.class_
    class_.hand_in("claims", answers=class_.text("claims", {"share": class_.right("claims")["share"]}))
    class_.nbgrader("autograde", "small", "--student", "claims", "--force")
    assert class_.points()["claims"] == 2.0


def test_released_solution_stands_in_the_feedback(batch):
    """Once the trainer releases it, the worked solution is under its question, in the learner's language."""
    from handed_in import CONTENT

    from kamlab.classroom.teach import teach

    teach(batch.class_.root, content=CONTENT, release_solution="small")
    batch.class_.nbgrader("generate_feedback", "small", "--student", "english", "--force")
    text = batch.class_.feedback("english")
    assert "fifty plus the number of the data set" in text
    assert "五十加上" not in text


def test_late_penalty_is_the_trainers(class_):
    """A late policy that the trainer sets in the settings is applied to our points."""
    path = class_.root / "nbgrader_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["LateSubmissionPlugin"] = {"penalty_method": "zero"}
    path.write_text(json.dumps(settings), encoding="utf-8")
    class_.nbgrader("db", "assignment", "add", "small", "--duedate", "2026-01-01 00:00:00 UTC")
    (class_.hand_in("wang", answers=class_.text("wang")) / "timestamp.txt").write_text(
        "2026-02-01 00:00:00 UTC"
    )
    class_.nbgrader("autograde", "small")
    class_.nbgrader("generate_feedback", "small")
    text = class_.feedback("wang")
    assert "总分 0 / 20" in text
    assert "迟交扣分 −16" in text
