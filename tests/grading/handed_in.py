"""A class of the tests: who hands in what, and what nbgrader made of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamlab.answers import Answers, Given
from kamlab.classroom import journal
from kamlab.classroom.commands import nbgrader
from kamlab.classroom.course import Course, Exercise, open_course

CONTENT = Path(__file__).parent / "data" / "content"
TIME = "2026-03-02T01:00:00.000+00:00"
LETTER = "您好，这张表有两处打错了，请改正后重发。"


@dataclass(frozen=True)
class Class:
    """A course directory with one exercise, mostly the small one."""

    root: Path
    name: str = "small"

    @property
    def course(self) -> Course:
        """The course as it is on disk now."""
        return open_course(self.root)

    @property
    def exercise(self) -> Exercise:
        """The exercise."""
        return self.course.exercise(self.name)

    def folder(self, learner: str) -> Path:
        """Where nbgrader expects the learner's submission."""
        folder = self.root / "submitted" / learner / self.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def right(self, learner: str) -> dict[str, Any]:
        """Right answers of the learner's own variant, and a letter."""
        expected = self.exercise.expected(self.exercise.variant(learner))
        return {name: each.reference() for name, each in expected.items()} | {"letter": LETTER}

    def text(self, whose: str, values: dict[str, Any] | None = None, **head: Any) -> str:
        """Text of an answer file; without values, of one with right answers."""
        given = {name: Given(value, TIME) for name, value in (values or self.right(whose)).items()}
        plain = {"learner": whose, "variant": self.exercise.variant(whose), "language": "zh"}
        return Answers(**{"exercise": self.name, **plain, **head}, given=given).to_json()

    def hand_in(self, learner: str, *, answers: str | bytes | None, notebook: str | None = None) -> Path:
        """Put a submission in place and return its folder."""
        folder = self.folder(learner)
        released = self.root / "release" / self.name / "exercise.ipynb"
        text = released.read_text(encoding="utf-8") if notebook is None else notebook
        (folder / "exercise.ipynb").write_text(text, encoding="utf-8")
        if answers is not None:
            raw = answers if isinstance(answers, bytes) else answers.encode("utf-8")
            (folder / "answers.json").write_bytes(raw)
        return folder

    def nbgrader(self, *words: str) -> str:
        """Run one of nbgrader's commands in the course directory."""
        return nbgrader(self.root, *words)

    def grades(self) -> dict[str, dict[str, Any]]:
        """Learner -> {question: nbgrader's grade}, read from the gradebook."""
        from kamlab.classroom.bridge import gradebook

        with gradebook(self.course) as book:
            return {
                each.student.id: {
                    grade.name: (grade.auto_score, grade.needs_manual_grade)
                    for notebook in each.notebooks
                    for grade in notebook.grades
                }
                for each in book.assignment_submissions(self.name)
            }

    def points(self) -> dict[str, float]:
        """Learner -> points of the rules."""
        return {
            name: sum(points or 0.0 for points, _ in grades.values())
            for name, grades in self.grades().items()
        }

    def log(self, learner: str) -> list[str]:
        """What the trainer's log says of a learner."""
        return [line["notice"] for line in journal.entries(self.course) if line["learner"] == learner]

    def marked(self, learner: str) -> dict[str, Any]:
        """The notebook nbgrader shows to the trainer."""
        path = self.root / "autograded" / learner / self.name / "exercise.ipynb"
        return dict(json.loads(path.read_text(encoding="utf-8")))

    def feedback(self, learner: str) -> str:
        """HTML of the learner's feedback."""
        path = self.root / "feedback" / learner / self.name / "exercise.html"
        return path.read_text(encoding="utf-8")


def outputs(notebook: dict[str, Any], question: str) -> list[dict[str, Any]]:
    """Outputs of the cell of one question."""
    cells = [
        cell for cell in notebook["cells"] if cell["metadata"].get("kamlab", {}).get("question") == question
    ]
    assert len(cells) == 1
    return list(cells[0]["outputs"])


def html(notebook: dict[str, Any]) -> str:
    """All text of a marked notebook that a browser would be given."""
    texts = []
    for cell in notebook["cells"]:
        texts.append("".join(cell["source"]))
        texts += ["".join(each["data"]["text/html"]) for each in cell.get("outputs", [])]
    return "\n".join(texts)
