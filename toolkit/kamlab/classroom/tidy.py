"""Before a submission is graded: whatever could stop nbgrader is set aside, and nothing is thrown away."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.utils import parse_utc

from kamlab.classroom import journal
from kamlab.classroom.course import Course, open_course
from kamlab.classroom.text import shortened
from kamlab.language import say, speaking

FILES_AT_MOST = 300
FILE_BYTES = 20_000_000
TIMESTAMP_BYTES = 100
TIMESTAMP = "timestamp.txt"


def tidy(*, assignment: str, student: str, notebooks: list[str], **_: Any) -> None:
    """nbgrader's hook before a submission is converted; runs in the course directory."""
    course = open_course(Path.cwd())
    for folder in {Path(notebook).parent for notebook in notebooks}:
        set_aside(course, exercise=assignment, learner=folder.parent.name, folder=folder)


def set_aside(course: Course, *, exercise: str, learner: str, folder: Path) -> list[Path]:
    """Move what is no ordinary file out of `folder` and return where it went.

    Links, pipes, devices, oversized files, folders that hold any of these, a time stamp that is none, and
    everything beyond the first few hundred files go to `kamlab/set-aside/`.
    """
    moved = []
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = course.set_aside(learner, exercise) / stamp
    for entry in list(_strange(folder)):
        target.mkdir(parents=True, exist_ok=True)
        os.replace(entry, target / entry.name)
        moved.append(target / entry.name)
    if moved:
        names = ", ".join(shortened(path.name, limit=40) for path in moved[:5])
        with speaking(course.language):
            place = target.relative_to(course.root).as_posix()
            sentence = say("classroom.set_aside", count=len(moved), first=names, place=place)
        journal.note(course, exercise=exercise, learner=learner, sentence=sentence)
    return moved


def _strange(folder: Path) -> Iterator[Path]:
    for count, entry in enumerate(sorted(folder.iterdir(), key=_last_comes_the_unknown)):
        if count >= FILES_AT_MOST or not _is_ordinary(entry):
            yield entry


def _last_comes_the_unknown(entry: Path) -> tuple[int, str]:
    known = ("answers.json", TIMESTAMP, "submission_secret.txt", "page.json")
    rank = 0 if entry.name in known else 1 if entry.suffix == ".ipynb" else 2
    return rank, entry.name


def _is_ordinary(entry: Path) -> bool:
    status = entry.lstat()
    if stat.S_ISDIR(status.st_mode):
        return _is_ordinary_folder(entry)
    is_small = stat.S_ISREG(status.st_mode) and status.st_size <= FILE_BYTES
    return is_small and (entry.name != TIMESTAMP or is_time(entry))


def _is_ordinary_folder(folder: Path) -> bool:
    count = 0
    for place, folders, files in os.walk(folder):
        count += len(folders) + len(files)
        paths = [Path(place, name) for name in (*folders, *files)][:FILES_AT_MOST]
        modes = [path.lstat().st_mode for path in paths]
        if count > FILES_AT_MOST or not all(stat.S_ISREG(mode) or stat.S_ISDIR(mode) for mode in modes):
            return False
    return True


def is_time(path: Path) -> bool:
    """Whether nbgrader can read a time in the file."""
    try:
        if path.lstat().st_size > TIMESTAMP_BYTES:
            return False
        return parse_utc(path.read_text(encoding="utf-8").strip()) is not None
    except (ValueError, OverflowError, OSError, TypeError, AttributeError):
        return False
