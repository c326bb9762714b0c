"""The marked notebook, made anew from the trainer's master. No byte of a learner's notebook goes into it.

Prose is the master's in the learner's language; of the code cells only questions and dealt tables stay, the
source of a question being its words. Outputs say for whom they are in their metadata: `"everyone"`, or
`"trainer"` for what must not reach a learner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from kamlab.classroom.course import Exercise
from kamlab.classroom.marking import Marked, mark
from kamlab.classroom.masters import NO_KERNEL
from kamlab.classroom.submission import Notice, Submission
from kamlab.classroom.text import markdown_text
from kamlab.classroom.verdict import for_learner, for_trainer
from kamlab.classroom.words import dealt_table
from kamlab.language import pick, say, speaking

_TELL_LEARNER = ("classroom.no_answers", "classroom.unreadable", "classroom.other_exercise")
_TABLE = re.compile(r"""lab\.table\(["']([a-z0-9_]+)["']\)""")


def rebuild(exercise: Exercise, submission: Submission) -> NotebookNode:
    """The notebook that nbgrader grades, shows to the trainer and makes the feedback from."""
    marked = mark(exercise, submission)
    master = exercise.master(submission.language)
    cells = [*_notices(submission), *_cells(master, exercise=exercise, submission=submission, marked=marked)]
    about: dict[str, Any] = {"language": submission.language, "edition": "marked", "page": exercise.id}
    if exercise.key.cap is not None and any(part.outcome.is_red for part in marked.values()):
        about["cap"] = exercise.key.cap
        cells.insert(0, _capped(exercise.key.cap, submission=submission))
    metadata = {"kernelspec": dict(NO_KERNEL), "language_info": {"name": "text"}, "kamlab": about}
    plain = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}
    notebook: NotebookNode = nbformat.from_dict(plain)
    return notebook


def _notices(submission: Submission) -> Iterator[NotebookNode]:
    for number, notice in enumerate(submission.notices):
        yield _notice(notice, number=number, submission=submission)


def _capped(cap: float, *, submission: Submission) -> NotebookNode:
    with speaking(submission.language):
        words = f"**⚠ {say('classroom.capped', cap=f'{cap:g}')}**"
    metadata = {"kamlab": {"for": "everyone"}}
    return NotebookNode({"cell_type": "markdown", "id": "kamlab-cap", "metadata": metadata, "source": words})


def _notice(notice: Notice, *, number: int, submission: Submission) -> NotebookNode:
    reader = "everyone" if notice.key in _TELL_LEARNER else "trainer"
    with speaking(submission.language):
        words = f"**⚠ {markdown_text(notice)}**"
    metadata = {"kamlab": {"for": reader}}
    name = f"kamlab-notice-{number}"
    return NotebookNode({"cell_type": "markdown", "id": name, "metadata": metadata, "source": words})


def _cells(
    master: NotebookNode, *, exercise: Exercise, submission: Submission, marked: Mapping[str, Marked]
) -> Iterator[NotebookNode]:
    for cell in master.cells:
        name = cell.metadata.get("kamlab", {}).get("question", "")
        table = _TABLE.search(cell.source)
        if cell.cell_type == "markdown":
            yield cell
        elif name in marked:
            yield _question(cell, marked[name], exercise=exercise, submission=submission)
        elif table:
            yield _dealt(cell, table[1], submission=submission)


def _dealt(cell: NotebookNode, name: str, *, submission: Submission) -> NotebookNode:
    with speaking(submission.language):
        html = dealt_table(name, submission.variant)
    metadata = {"kamlab": {"data": name}}
    return NotebookNode({"cell_type": "markdown", "id": cell.id, "metadata": metadata, "source": html})


def _question(
    cell: NotebookNode, marked: Marked, *, exercise: Exercise, submission: Submission
) -> NotebookNode:
    highest = float(cell.metadata.get("nbgrader", {}).get("points", marked.question.points))
    with speaking(submission.language):
        words = pick(marked.question.label)
        html = for_learner(marked, variant=submission.variant, highest=highest)
    rubric = exercise.key.rubric.get(marked.question.id) or {}
    with speaking(exercise.course.language):
        aside = for_trainer(marked, variant=submission.variant, rubric=rubric)
    if not marked.question.is_marked_by_hand:
        first = _result(html, points=marked.points(highest))
    else:
        first = _display(html, reader="everyone")
        cell.metadata["kamlab"]["waits"] = marked.waits_for_trainer
    return _with_outputs(cell, source=words, outputs=[first, _display(aside, reader="trainer")])


def _with_outputs(cell: NotebookNode, *, source: str, outputs: list[NotebookNode]) -> NotebookNode:
    cell.source, cell.outputs, cell.execution_count = source, outputs, None
    return cell


def _display(html: str, *, reader: str) -> NotebookNode:
    return _output("display_data", data={"text/html": html}, reader=reader)


def _result(html: str, *, points: float) -> NotebookNode:
    """The one output that nbgrader reads points from: a plain number, written as Python writes a float."""
    data = {"text/plain": repr(float(points)), "text/html": html}
    return NotebookNode(_output("execute_result", data=data, reader="everyone"), execution_count=None)


def _output(kind: str, *, data: Mapping[str, str], reader: str) -> NotebookNode:
    metadata = {"kamlab": {"for": reader}}
    return NotebookNode({"output_type": kind, "data": dict(data), "metadata": metadata})
