"""A red breach caps the total of an exercise, whatever else was right and whatever a trainer adds by hand.

nbgrader knows one thing that is taken off a total, its late penalty; the cap is laid on top of it. It is laid
when a submission is marked, again when the feedback is made and when points are exported, so that marks given
by hand in between are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from nbgrader.preprocessors import AssignLatePenalties

from kamlab.classroom.course import Course, open_course, read_notebook


class CapTotal(AssignLatePenalties):  # type: ignore[misc]
    """nbgrader's late penalty, raised after a red breach until the total is no more than the cap."""

    def preprocess(self, notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Set the penalty of the submission that `resources` names."""
        made: tuple[NotebookNode, Any] = super().preprocess(notebook, resources)
        cap = _cap_of(notebook)
        if cap is not None:
            with Gradebook(self.db_url) as gradebook:
                _lay(gradebook, resources["nbgrader"], cap=cap)
        return made


class Export(CsvExportPlugin):  # type: ignore[misc]
    """nbgrader's CSV export of points, with every cap laid on what is in the gradebook by now."""

    def export(self, gradebook: Gradebook) -> None:
        """Lay the caps, then export as nbgrader does."""
        course_dir = self.parent.coursedir
        again = CapTotal(parent=self.parent)
        for names, notebook in list(_capped(open_course(Path(course_dir.root)), gradebook)):
            again.preprocess(notebook, {"nbgrader": {**names, "db_url": course_dir.db_url}})
        gradebook.db.expire_all()
        super().export(gradebook)


def _capped(course: Course, gradebook: Gradebook) -> Iterator[tuple[dict[str, str], NotebookNode]]:
    """Names and marked notebook of every submission with a red breach."""
    for assignment in gradebook.assignments:
        exercise = course.exercise(assignment.name)
        if not exercise.source.is_dir() or exercise.key.cap is None:
            continue
        for submission in gradebook.assignment_submissions(assignment.name):
            learner = str(submission.student.id)
            path = course.root / "autograded" / learner / exercise.id / f"{exercise.notebook}.ipynb"
            notebook = read_notebook(path) if path.is_file() else None
            if notebook is not None and _cap_of(notebook) is not None:
                names = {"assignment": exercise.id, "student": learner, "notebook": exercise.notebook}
                yield names, notebook


def _cap_of(notebook: NotebookNode) -> float | None:
    cap = notebook.metadata.get("kamlab", {}).get("cap")
    return None if cap is None else float(cap)


def _lay(gradebook: Gradebook, names: Any, *, cap: float) -> None:
    """Raise the penalty so that the total is at most `cap`; a total that is lower by lateness stays."""
    found = gradebook.find_submission_notebook(names["notebook"], names["assignment"], names["student"])
    needed = max(found.score - cap, 0.0)
    if needed > (found.late_submission_penalty or 0.0):
        found.late_submission_penalty = needed
        gradebook.db.commit()
