"""A red breach caps the total: when marked, after marks by hand, in the feedback and in the export."""

import csv
from pathlib import Path

import pytest
from handed_in import Class

from kamlab.classroom.bridge import gradebook
from kamlab.classroom.commands import nbgrader
from kamlab.classroom.teach import teach
from kamlab.language import speaking

CONTENT = Path(__file__).parent / "data" / "capped"
PROMISE = {"risks": [{"id": "K1", "text": "客户担心亏损", "response": "告诉客户保证收益"}]}


def mark_by_hand(class_, points):
    """Give every text these points, as a trainer does on the marking screen."""
    with gradebook(class_.course) as book:
        for submission in book.assignment_submissions("capped"):
            grade = book.find_grade("why", "exercise", "capped", submission.student.id)
            grade.manual_score = points
            grade.needs_manual_grade = False
        book.db.commit()


def exported(class_):
    """Learner -> points as nbgrader exports them."""
    class_.nbgrader("export")
    with (class_.root / "grades.csv").open(encoding="utf-8") as stream:
        return {line["student_id"]: float(line["score"]) for line in csv.DictReader(stream)}


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """Two learners with the same marks; one of them promised a return."""
    root = tmp_path_factory.mktemp("capped") / "course"
    with speaking("zh"):
        teach(root, language="zh", content=CONTENT)
    nbgrader(root, "generate_assignment", "capped")
    class_ = Class(root, "capped")
    sound = class_.right("sound") | {"why": "因为有依据。"}
    sound.pop("letter")
    class_.hand_in("sound", answers=class_.text("sound", sound))
    class_.hand_in("breach", answers=class_.text("breach", {**sound, "plan": PROMISE}))
    class_.nbgrader("autograde", "capped")
    return class_


def test_a_red_breach_caps_the_total_at_once(batch):
    """The plan with the promise is right by its form, and still earns no more than the cap."""
    assert exported(batch) == {"breach": 59.0, "sound": 70.0}


@pytest.mark.parametrize(("by_hand", "totals"), [(30, (59.0, 100.0)), (0, (59.0, 70.0))])
def test_marks_by_hand_neither_lift_the_cap_nor_sink_below_it(batch, by_hand, totals):
    """Whatever is given by hand, and taken back again, the export has the capped total and not a point less."""
    mark_by_hand(batch, 30)
    exported(batch)
    mark_by_hand(batch, by_hand)
    assert exported(batch) == dict(zip(("breach", "sound"), totals, strict=True))


def test_the_feedback_says_that_and_why_the_total_is_capped(batch):
    """The learner reads of the red breach and of the points taken off; the other learner does not."""
    mark_by_hand(batch, 30)
    batch.nbgrader("generate_feedback", "capped")
    pages = {
        name: (batch.root / "feedback" / name / "capped" / "exercise.html").read_text(encoding="utf-8")
        for name in ("breach", "sound")
    }
    assert "最多 59 分" in pages["breach"]
    assert "迟交、红线扣去 −41" in pages["breach"]
    assert "59 / 100" in pages["breach"]
    assert "红线" not in pages["sound"]
    assert "100 / 100" in pages["sound"]
