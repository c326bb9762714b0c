"""What is done when a master becomes what the class gets: checked for leaks, and in both languages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from kamlab.classroom.course import Exercise, open_course
from kamlab.classroom.masters import KERNEL
from kamlab.errors import CourseFault
from kamlab.language import LANGUAGES


class RefuseLeaks(NbGraderPreprocessor):  # type: ignore[misc]
    """Stops a release whose folder or notebook holds anything but what a learner may see."""

    def preprocess(self, notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Look through folder and notebook; nothing is changed."""
        exercise = _exercise(self, resources)
        allowed = set(allowed_files(exercise))
        for found in files_in(exercise.source):
            if found not in allowed:
                raise CourseFault("classroom.stray_file", file=found, exercise=exercise.id)
        for language in LANGUAGES:
            for cell in exercise.master(language).cells:
                if cell.metadata.get("kamlab", {}).get("role", "") in ("solution", "trainer", "board"):
                    raise CourseFault("classroom.leak", exercise=exercise.id)
        return notebook, resources


class ReleaseBothLanguages(NbGraderPreprocessor):  # type: ignore[misc]
    """Gives the notebook its kernel back and puts the other language's beside it; after `SaveCells`."""

    def preprocess(self, notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Notebook to release; the other language goes along as a further file."""
        exercise = _exercise(self, resources)
        notebook.metadata["kernelspec"] = dict(KERNEL)
        name = f"{exercise.notebook}.ipynb"
        for language in LANGUAGES:
            if language != exercise.course.language:
                other = exercise.master(language)
                other.metadata["kernelspec"] = dict(KERNEL)
                other.metadata["kamlab"]["twin"] = f"../{name}"
                notebook.metadata["kamlab"]["twin"] = f"{language}/{name}"
                text = (nbformat.writes(other) + "\n").encode("utf-8")
                place = os.path.join(language, name)
                resources["outputs"] = {**(resources.get("outputs") or {}), place: text}
        return notebook, resources


def allowed_files(exercise: Exercise) -> list[str]:
    """Paths, relative to the source folder, of all that is released."""
    notebooks = [exercise.master_path(language) for language in LANGUAGES]
    data = sorted(exercise.source.glob("data/*.csv"))
    paths = [exercise.source / "page.json", *notebooks, *data]
    return [path.relative_to(exercise.source).as_posix() for path in paths]


def files_in(folder: Path) -> list[str]:
    """Paths, relative to `folder`, of every file in it, but for what nbgrader never copies."""
    unseen = {".ipynb_checkpoints", "__pycache__"}
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() and not unseen & set(path.relative_to(folder).parts)
    )


def _exercise(preprocessor: Any, resources: Any) -> Exercise:
    root = Path(preprocessor.parent.parent.coursedir.root)
    return open_course(root).exercise(resources["nbgrader"]["assignment"])
