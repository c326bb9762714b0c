"""Builds the course's pages while the wheel is made, so that an installed toolkit brings its course.

The wheel holds the learner's edition and the keys of practice pages. Keys and solutions of graded exercises,
teaching notes and trainer's copies stay in the source tree.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CoursePages(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the built learner's edition into the wheel as `kamlab/built`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages and add what a learner gets; an editable install reads them from `build/`."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "toolkit"))
        from kamlab.pages.build import build
        from kamlab.pages.release import learner_files

        out = root / "build" if version == "editable" else Path(tempfile.mkdtemp(prefix="kamlab-pages-"))
        build(root, out)
        if version != "editable":
            build_data["force_include"] |= {
                str(out / name): f"kamlab/built/{name}" for name in learner_files(out)
            }
