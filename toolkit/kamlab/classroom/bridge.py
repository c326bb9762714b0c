"""What nbgrader calls while it grades. Named in the course's settings; nbgrader itself is not patched.

nbgrader's own directories, database, commands, marking screen, late penalties and feedback stay. Exchanged
are three things: `tidy` runs before a submission is touched, `RebuildExporter` stands where the learner's
notebook would be read and run, `SaveOutcomes` where the points go into the gradebook.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import compute_checksum, is_grade, is_solution

from kamlab.classroom import journal
from kamlab.classroom.course import Course, Exercise, open_course
from kamlab.classroom.rebuild import rebuild
from kamlab.classroom.submission import Submission, read_submission
from kamlab.errors import CourseFault
from kamlab.language import say, speaking


class RebuildExporter(NotebookExporter):
    """Stands where nbgrader would open a learner's notebook, and rebuilds it from the master instead."""

    parent: Any

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> tuple[Any, Any]:
        """Rebuild the submission that `resources` names. The file of that name is never opened.

        nbgrader calls this twice: for `submitted/`, where the notebook is made, and for what was written from
        it to `autograded/`, where the points go into the gradebook.
        """
        resources = dict(resources or {})
        resources["metadata"] = {"name": Path(filename).stem, "path": str(Path(filename).parent)}
        names = resources["nbgrader"]
        whose = (names["assignment"], names["student"])
        made = self.__dict__.setdefault("_made", {})
        node = made.pop(whose) if whose in made else self._rebuild(*whose)
        if self.parent._sanitizing:
            made[whose] = node
        build: Any = self.from_notebook_node
        return tuple(build(node, resources=resources, **options))

    def _rebuild(self, assignment: str, learner: str) -> NotebookNode:
        exercise = self._exercise(assignment)
        course_dir = self.parent.coursedir
        folder = Path(course_dir.format_path(course_dir.submitted_directory, learner, exercise.id))
        submission = read_submission(exercise, learner=learner, folder=folder)
        self._tell(exercise, submission)
        return rebuild(exercise, submission)

    def _exercise(self, name: str) -> Exercise:
        known = self.__dict__.setdefault("_exercises", {})
        if name not in known:
            known[name] = open_course(Path(self.parent.coursedir.root)).exercise(name)
        found: Exercise = known[name]
        return found

    def _tell(self, exercise: Exercise, submission: Submission) -> None:
        for notice in submission.notices:
            with speaking(exercise.course.language):
                sentence = str(notice)
            self.log.warning("%s / %s: %s", submission.learner, exercise.id, sentence)
            journal.note(exercise.course, exercise=exercise.id, learner=submission.learner, sentence=sentence)


class SaveOutcomes(SaveAutoGrades):  # type: ignore[misc]
    """Puts the points into the gradebook; refuses any notebook that `RebuildExporter` did not make."""

    def preprocess(self, notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Save points; empty texts get 0 at once, written ones wait for the trainer."""
        if not isinstance(self.parent, RebuildExporter):
            raise CourseFault("classroom.not_rebuilt")
        self.language = notebook.metadata.kamlab.language
        for cell in notebook.cells:
            if is_grade(cell) and is_solution(cell):
                _seal(cell)
        return super().preprocess(notebook, resources)  # type: ignore[no-any-return]

    def _add_comment(self, cell: NotebookNode, resources: Any) -> None:
        super()._add_comment(cell, resources)
        grade_id = cell.metadata["nbgrader"]["grade_id"]
        comment = self.gradebook.find_comment(grade_id, self.notebook_id, self.assignment_id, self.student_id)
        if comment.auto_comment:
            with speaking(self.language):
                comment.auto_comment = say("classroom.nothing")
            self.gradebook.db.commit()


def _seal(cell: NotebookNode) -> None:
    """Let nbgrader see whether a text was written: an unchanged checksum means that it was not."""
    cell.metadata["nbgrader"].pop("checksum", None)
    if not cell.metadata["kamlab"]["waits"]:
        cell.metadata["nbgrader"]["checksum"] = compute_checksum(cell)


def gradebook(course: Course) -> Gradebook:
    """The course's gradebook, as nbgrader keeps it."""
    return Gradebook(f"sqlite:///{(course.root / 'gradebook.db').resolve()}", course.id)
