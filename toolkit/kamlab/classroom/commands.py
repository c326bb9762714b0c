"""nbgrader's own commands, run in a course directory as a trainer runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from kamlab.errors import CourseFault

_LINES_TOLD = 3


def nbgrader(root: Path, *words: str) -> str:
    """Run `nbgrader <words>` in `root` and return what it said.

    nbgrader starts `alembic` by name, so the environment's own programs come first on the path.

    Raises
    ------
    CourseFault
        nbgrader reports a failure.
    """
    programs = str(Path(sys.executable).parent)
    path = os.pathsep.join([programs, os.environ.get("PATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *words],
        cwd=root,
        env={**os.environ, "PATH": path, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    said = done.stdout + done.stderr
    if done.returncode:
        last = " / ".join(said.strip().splitlines()[-_LINES_TOLD:])
        raise CourseFault("classroom.nbgrader_failed", command=words[0], reason=last)
    return said
