"""A small course, made once, and what it takes to hand in to it and to have it marked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from handed_in import CONTENT, Class

from kamlab.classroom.commands import nbgrader
from kamlab.classroom.teach import teach
from kamlab.language import speaking

collect_ignore_glob = ["data/*"]


@pytest.fixture(scope="session")
def made_course(tmp_path_factory):
    """A course with the small exercise, ready for submissions."""
    root = tmp_path_factory.mktemp("class") / "course"
    with speaking("zh"):
        teach(root, language="zh", content=CONTENT)
    nbgrader(root, "generate_assignment", "small")
    return root


@pytest.fixture
def class_(made_course: Path, tmp_path: Path) -> Class:
    """A copy of the course that a test may fill."""
    root = tmp_path / "course"
    shutil.copytree(made_course, root)
    return Class(root)
