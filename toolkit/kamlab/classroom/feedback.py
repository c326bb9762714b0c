"""Feedback: one page a learner, in the learner's language, that needs no network and tells no key.

The page is made from the marked notebook by keeping what is meant for everyone; whatever is not so marked
stays behind. Right answers appear only when the trainer has released the solution.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from traitlets import Bool
from traitlets.config import Config

from kamlab.classroom.course import Exercise, open_course
from kamlab.classroom.settings import templates
from kamlab.errors import CourseFault
from kamlab.language import Language, catalogue, pick, speaking

TEMPLATE = "kamlab-feedback"


class FeedbackExporter(HTMLExporter):
    """HTML by the toolkit's own template, whatever nbgrader sets for its own."""

    def __init__(self, config: Any = None, **options: Any) -> None:
        chosen = deepcopy(config) if config else Config()
        chosen.FeedbackExporter.template_name = TEMPLATE
        chosen.FeedbackExporter.exclude_anchor_links = True
        chosen.FeedbackExporter.extra_template_basedirs = [str(templates())]
        super().__init__(config=chosen, **options)  # type: ignore[no-untyped-call]


class LearnersCopy(Preprocessor):
    """Keeps what a learner may read, adds a released solution, and hands the template its words."""

    parent: Any
    enabled = Bool(True).tag(config=True)

    def preprocess(self, notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The learner's copy of a marked notebook.

        Raises
        ------
        CourseFault
            The notebook was not made by our grading.
        """
        about = notebook.metadata.get("kamlab", {})
        if about.get("edition") != "marked":
            raise CourseFault("classroom.not_rebuilt")
        language: Language = "en" if about.get("language") == "en" else "zh"
        course = open_course(Path(self.parent.parent.coursedir.root))
        exercise = course.exercise(resources["nbgrader"]["assignment"])
        with speaking(language):
            notebook.cells = list(_learners_cells(notebook, exercise=exercise))
            title = pick(exercise.page["title"])
        said = words(language)
        taken = said["cap"] if "cap" in about else said["late"]
        resources["kamlab"] = {"language": language, "title": title, "words": said | {"taken": taken}}
        return notebook, resources


def words(language: Language) -> dict[str, str]:
    """The words of the template in one language."""
    start = "feedback_"
    texts = catalogue("classroom").items()
    return {name.removeprefix(start): text[language] for name, text in texts if name.startswith(start)}


def _learners_cells(notebook: NotebookNode, *, exercise: Exercise) -> Iterator[NotebookNode]:
    is_released = exercise.id in exercise.course.released_solutions
    for cell in notebook.cells:
        if _reader(cell) == "trainer":
            continue
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if _reader(output) == "everyone"]
        yield cell
        name = cell.metadata.get("kamlab", {}).get("question", "")
        if is_released and name in exercise.key.solutions:
            text = pick(exercise.key.solutions[name])
            yield new_markdown_cell(text, metadata={"kamlab": {"role": "solution"}})


def _reader(part: NotebookNode) -> str:
    return str(part.get("metadata", {}).get("kamlab", {}).get("for", ""))
