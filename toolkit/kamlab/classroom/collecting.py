"""Collecting from nbgrader's exchange: one bad entry is skipped and noted, and never stops the others.

Anybody can write into the exchange's inbound folder. A submission counts only if it belongs to the learner it
names; links are not followed, and a notebook that is missing is put in, since nbgrader passes over a folder
without one.
"""

from __future__ import annotations

import os
import shutil
import stat
from glob import glob
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import find_owner

from kamlab.answers.limits import FILE_BYTES as ANSWER_BYTES
from kamlab.classroom import journal
from kamlab.classroom.course import Course, Exercise, open_course
from kamlab.classroom.submission import ANSWER_FILE
from kamlab.classroom.text import shortened
from kamlab.classroom.tidy import FILE_BYTES, FILES_AT_MOST, TIMESTAMP, is_time
from kamlab.language import say, speaking


class Collect(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's collecting, wary of what lies in the inbound folder."""

    def init_src(self) -> None:
        """Move entries that cannot be used out of nbgrader's sight, then let it look."""
        inbound = Path(self.root, self.coursedir.course_id, "inbound")
        for path in sorted(glob(os.path.join(inbound, f"*+{self.coursedir.assignment_id}+*"))):
            reason = self._why_not(Path(path))
            if reason:
                self._refuse(Path(path), reason=reason)
        super().init_src()

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy a submission's ordinary files, and the released notebook where there is none."""
        exercise = self._exercise()
        target = Path(dest)
        target.mkdir(parents=True, exist_ok=True)
        for entry in sorted(Path(src).iterdir())[:FILES_AT_MOST]:
            if _is_wanted(entry):
                _copy(entry, target / entry.name)
        notebook = f"{exercise.notebook}.ipynb"
        if not (target / notebook).exists():
            shutil.copyfile(exercise.course.root / "release" / exercise.id / notebook, target / notebook)

    def _why_not(self, path: Path) -> str:
        """Name of the sentence on why an entry cannot be used, empty where it can."""
        learner = path.name.rsplit("+", 3)[0]
        try:
            if not stat.S_ISDIR(path.lstat().st_mode):
                return "inbound_no_folder"
            self._path_to_record(str(path))
            if self.check_owner and find_owner(str(path)) != learner:
                return "inbound_other_owner"
            stamp = path / TIMESTAMP
            return "" if not os.path.lexists(stamp) or is_time(stamp) else "inbound_no_time"
        except (ValueError, OverflowError, KeyError, OSError, SystemExit):
            return "inbound_no_time"

    def _refuse(self, path: Path, *, reason: str) -> None:
        exercise = self._exercise()
        with speaking(exercise.course.language):
            sentence = say(f"classroom.{reason}", entry=shortened(path.name))
        self.log.error(sentence)
        learner = path.name.rsplit("+", 3)[0]
        journal.note(exercise.course, exercise=exercise.id, learner=learner, sentence=sentence)
        refused = path.parent.with_name("refused")
        refused.mkdir(mode=0o700, exist_ok=True)
        os.replace(path, _free(refused / path.name))

    def _exercise(self) -> Exercise:
        course: Course = open_course(Path(self.coursedir.root))
        return course.exercise(self.coursedir.assignment_id)


def _is_wanted(entry: Path) -> bool:
    is_known = entry.suffix == ".ipynb" or entry.name in (ANSWER_FILE, TIMESTAMP, "submission_secret.txt")
    return is_known and stat.S_ISREG(entry.lstat().st_mode)


def _copy(entry: Path, target: Path) -> None:
    """Copy as much of a file as any file here may hold; of answers one byte more, so that it is noticed."""
    handle = os.open(entry, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    limit = ANSWER_BYTES + 1 if entry.name == ANSWER_FILE else FILE_BYTES
    with os.fdopen(handle, "rb") as stream:
        target.write_bytes(stream.read(limit))


def _free(path: Path) -> Path:
    """`path`, or the first name like it that nothing has."""
    number, free = 1, path
    while os.path.lexists(free):
        number, free = number + 1, path.with_name(f"{path.name}-{number}")
    return free
