"""What the invented learners hand in: answer files and notebooks, whole, damaged, copied or tampered with."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamlab.answers import Answers, Given
from kamlab.classroom.course import Exercise
from kamlab.classroom.demo_answers import copied, made
from kamlab.classroom.submission import ANSWER_FILE
from kamlab.language import Language, speaking

PLANTED = "planted-code-ran"
_TIME = "2026-03-02T01:00:00.000+00:00"
_STAMP = "2026-03-02-01-00-00"
_UNREADABLE = ("answers_cut", "key_doubled", "future_format", "too_deep", "is_link", "other_exercise")


@dataclass(frozen=True)
class Invented:
    """One invented learner.

    Attributes
    ----------
    kind
        What is done with the answers or the notebook.
    way
        "zip" for a file as a learner's page makes it, "folder" for nbgrader's `submitted/`.
    """

    id: str
    last_name: str
    first_name: str
    language: Language
    kind: str
    way: str


def hand_in(exercise: Exercise, learner: Invented) -> float:
    """Put the learner's files where the trainer finds them, and return the points they were made to earn."""
    with speaking(learner.language):
        text, points = _answers(exercise, learner)
    notebook = _notebook(exercise, learner.kind)
    if learner.way == "zip":
        _zip(exercise, learner, notebook=notebook, answers=text)
        return points
    folder = exercise.course.root / "submitted" / learner.id / exercise.id
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{exercise.notebook}.ipynb").write_text(notebook, encoding="utf-8")
    if learner.kind == "is_link":
        _link(folder, target=exercise.course.own / "elsewhere.json", text=text or "")
    elif text is not None:
        (folder / ANSWER_FILE).write_text(text, encoding="utf-8")
    return points


def _answers(exercise: Exercise, learner: Invented) -> tuple[str | None, float]:
    """Text of the answer file and the points it was made to earn."""
    variant = exercise.variant(learner.id)
    if learner.kind == "no_file":
        return None, 0.0
    if learner.kind == "others_answers":
        return _text(exercise, learner, values=copied(exercise, variant=variant)), 0.0
    values, points = made(exercise, variant=variant, kind=learner.kind)
    text = _text(exercise, learner, values=values)
    return _spoilt(text, learner.kind), 0.0 if learner.kind in _UNREADABLE else points


def _text(exercise: Exercise, learner: Invented, *, values: dict[str, Any]) -> str:
    is_strange = learner.kind in ("name_differs", "others_answers")
    variant = exercise.variant(learner.id) + is_strange
    given = {name: Given(value, _TIME) for name, value in values.items()}
    page = "ex99" if learner.kind == "other_exercise" else exercise.id
    name = f"{learner.id} 2" if is_strange else learner.id
    return Answers(page, name, variant, learner.language, given).to_json()


def _spoilt(text: str, kind: str) -> str:
    if kind == "answers_cut":
        return text[: len(text) // 2]
    if kind == "key_doubled":
        return text.replace('"format": 1,', '"format": 1, "format": 1,')
    if kind == "future_format":
        return text.replace('"format": 1,', '"format": 99,')
    if kind == "too_deep":
        return text.replace('"format": 1,', '"format": 1, "deep": ' + "[" * 5000 + "]" * 5000 + ",")
    return text


def _notebook(exercise: Exercise, kind: str) -> str:
    released = exercise.course.root / "release" / exercise.id / f"{exercise.notebook}.ipynb"
    text = released.read_text(encoding="utf-8")
    if kind == "damaged_notebook":
        return text[:500]
    plain = json.loads(text)
    graded = [cell for cell in plain["cells"] if "nbgrader" in cell["metadata"]]
    if kind == "cells_deleted":
        plain["cells"] = plain["cells"][::3]
    if kind == "cells_copied":
        plain["cells"] += graded + graded
    if kind == "cells_edited":
        for cell in graded:
            cell["source"] = f"open({PLANTED!r}, 'w').close()\n999.0"
            cell["outputs"] = [_claimed_points()]
    return json.dumps(plain, ensure_ascii=False)


def _claimed_points() -> dict[str, Any]:
    data = {"text/plain": "1.0"}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def _link(folder: Path, *, target: Path, text: str) -> None:
    """A link to right answers in the answer file's place; where links are not allowed, a folder."""
    target.write_text(text, encoding="utf-8")
    try:
        os.symlink(target, folder / ANSWER_FILE)
    except OSError:
        (folder / ANSWER_FILE).mkdir()


def _zip(exercise: Exercise, learner: Invented, *, notebook: str, answers: str | None) -> None:
    archive = exercise.course.root / "downloaded" / exercise.id / "archive"
    archive.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive / f"{exercise.id}+{learner.id}+{_STAMP}.zip", "w") as bundle:
        bundle.writestr(f"{exercise.notebook}.ipynb", notebook)
        if answers is not None:
            bundle.writestr(ANSWER_FILE, answers)
