"""A trainer's course directory: nbgrader's own folders, and beside them what only the trainer has.

Layout::

    nbgrader_config.json            nbgrader's settings; ours are written by `settings`
    source/<exercise>/              master notebook, page.json, the other language in a subfolder
    kamlab/course.json              id, key of the variants, language, which solutions are released
    kamlab/<exercise>/              key.py, rubric.yml, solutions.json, model-*.json: never released
    kamlab/set-aside/               files of submissions that could not be left where they were
    kamlab/log.csv                  what the trainer should know of the submissions
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from kamlab.answers import Expected, Key, Question, load_key
from kamlab.answers.file import write_atomically
from kamlab.data.variants import dealt_variant
from kamlab.errors import CourseFault
from kamlab.language import LANGUAGES, Language

FORMAT = 1
OWN_FOLDER = "kamlab"
COURSE_FILE = "course.json"


@dataclass(frozen=True)
class Course:
    """A course directory and what its `course.json` says.

    Attributes
    ----------
    root
        The course directory.
    id, key
        Name of the course, and the secret from which every learner's variant is computed.
    language
        The class's language: that of the masters and of the log.
    released_solutions
        Exercises whose solutions stand in the feedback.
    """

    root: Path
    id: str
    key: str
    language: Language
    released_solutions: tuple[str, ...] = ()

    @property
    def own(self) -> Path:
        """Folder of what is never released."""
        return self.root / OWN_FOLDER

    def exercise(self, name: str) -> Exercise:
        """Exercise `name` of this course."""
        return Exercise(course=self, id=name)

    def set_aside(self, learner: str, exercise: str) -> Path:
        """Where files go that a submission must not hold; nothing of a learner's is deleted."""
        return self.own / "set-aside" / learner / exercise

    def save(self) -> None:
        """Write `course.json`, whole or not at all."""
        plain = {
            "format": FORMAT,
            "course": self.id,
            "key": self.key,
            "language": self.language,
            "released_solutions": sorted(self.released_solutions),
        }
        self.own.mkdir(parents=True, exist_ok=True)
        write_atomically(
            self.own / COURSE_FILE, json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        )


@dataclass(frozen=True)
class Exercise:
    """One exercise of a course: its master, its questions and its key, read when they are first needed."""

    course: Course
    id: str

    @property
    def source(self) -> Path:
        """nbgrader's source folder of the exercise."""
        return self.course.root / "source" / self.id

    @cached_property
    def page(self) -> Mapping[str, Any]:
        """The trainer's own `page.json`; nothing a learner handed in."""
        path = self.source / "page.json"
        try:
            return dict(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as fault:
            raise CourseFault("classroom.page_missing", file=str(path)) from fault

    @property
    def notebook(self) -> str:
        """Name of the notebook without its ending, the same for nbgrader and for the learner."""
        return str(self.page["kind"])

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Question id -> question, in the page's order."""
        return {name: Question.from_spec(name, spec) for name, spec in self.page["questions"].items()}

    @cached_property
    def key(self) -> Key:
        """Expected answers, misconceptions, rubrics and solutions."""
        return load_key(self.course.own / self.id)

    def expected(self, variant: int) -> Mapping[str, Expected]:
        """Question id -> what is right in `variant`; computed once for all learners who were dealt it."""
        known = self._expected
        if variant not in known:
            known[variant] = self.key.expected(variant)
        return known[variant]

    @cached_property
    def _expected(self) -> dict[int, Mapping[str, Expected]]:
        return {}

    def master(self, language: Language) -> NotebookNode:
        """A copy of the trainer's own notebook in `language`."""
        known = self._masters
        if language not in known:
            known[language] = read_notebook(self.master_path(language))
        return deepcopy(known[language])

    @cached_property
    def _masters(self) -> dict[str, NotebookNode]:
        return {}

    def variant(self, learner: str) -> int:
        """Which data set `learner` was dealt: computed from the course key, never read from a file."""
        count = int(self.page["variants"])
        return dealt_variant(learner, self.id, key=self.course.key, count=count)

    def master_path(self, language: Language) -> Path:
        """The trainer's own notebook in `language`."""
        own = self.source / f"{self.notebook}.ipynb"
        other = self.source / language / f"{self.notebook}.ipynb"
        return own if language == self.course.language else other


def read_notebook(path: Path) -> NotebookNode:
    """A notebook of the trainer's own.

    Raises
    ------
    CourseFault
        It is missing or damaged.
    """
    try:
        notebook: NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    except (OSError, ValueError) as fault:
        raise CourseFault("classroom.master_missing", file=str(path)) from fault
    return notebook


def open_course(root: Path) -> Course:
    """The course in `root`.

    Raises
    ------
    CourseFault
        `kamlab/course.json` is missing or damaged.
    """
    path = root / OWN_FOLDER / COURSE_FILE
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        course = Course(
            root=root,
            id=str(plain["course"]),
            key=str(plain["key"]),
            language=plain["language"],
            released_solutions=tuple(map(str, plain.get("released_solutions", ()))),
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise CourseFault("classroom.no_course", file=str(path)) from fault
    if not course.key or course.language not in LANGUAGES:
        raise CourseFault("classroom.no_course", file=str(path))
    return course
