"""Where the course's texts are: the author's sources, and what was built from them."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from kamlab.errors import CourseFault


def content_root() -> Path:
    """Folder of the built learner's pages: `KAMLAB_CONTENT`, else those that come with the toolkit.

    A toolkit that runs from a checkout (`make start`, an editable install) brings what was built there.

    Raises
    ------
    CourseFault
        Neither is there: the toolkit was installed without its pages.
    """
    asked = os.environ.get("KAMLAB_CONTENT")
    root = Path(asked) if asked else _own_root()
    if not (root / "catalogue.json").is_file():
        raise CourseFault("pages.no_content", folder=str(root))
    return root


def _own_root() -> Path:
    brought = Path(str(resources.files("kamlab") / "built" / "learner"))
    checkout = None if brought.is_dir() else find_checkout(Path(__file__).parent)
    return checkout / "build" / "learner" if checkout else brought


def find_checkout(start: Path | None = None) -> Path | None:
    """The course's source tree that `start` (default: the current folder) lies in, if any."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        project = folder / "pyproject.toml"
        is_course = (folder / "exercises").is_dir() and project.is_file()
        if is_course and 'name = "kamlab"' in project.read_text(encoding="utf-8"):
            return folder
    return None
