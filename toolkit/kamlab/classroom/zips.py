"""Handed-in zip files: opened without trusting them, one bad one never stopping the rest.

A learner's page makes `<exercise>+<learner>+<UTC time>.zip`. Of what is in it only the answer file is taken,
up to a bound; the notebook beside it is the released one, since no other is ever read. The zip itself
stays where the trainer put it.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from kamlab.answers.limits import FILE_BYTES
from kamlab.classroom import journal
from kamlab.classroom.course import Exercise, open_course
from kamlab.classroom.submission import ANSWER_FILE
from kamlab.classroom.text import shortened
from kamlab.language import say, speaking

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)-(\d\d)-(\d\d)-(\d\d)")
_NAME = re.compile(r"[^+]*\+(?P<learner>[^/\\]+)\+[0-9-]{19}.*")


class Extractor(ExtractorPlugin):  # type: ignore[misc]
    """Takes the answers out of every zip and puts the released notebook beside them."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Take out every zip below `archive_path`; what cannot be used is noted in the trainer's log."""
        app = self.parent
        exercise = open_course(Path(app.coursedir.root)).exercise(app.coursedir.assignment_id)
        for path in sorted(Path(archive_path).rglob("*")):
            if path.is_dir():
                continue
            try:
                self._take(path, exercise=exercise, target=Path(extracted_path) / path.stem)
            except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
                self._refuse(path, exercise=exercise)

    def _take(self, path: Path, *, exercise: Exercise, target: Path) -> None:
        if path.suffix != ".zip" or not _NAME.fullmatch(path.name) or path.is_symlink():
            raise ValueError(path.name)
        with zipfile.ZipFile(path) as bundle:
            contents = {info.filename: info for info in bundle.infolist()}
            answers = _bytes(bundle, contents.get(ANSWER_FILE))
        name = f"{exercise.notebook}.ipynb"
        released = (exercise.course.root / "release" / exercise.id / name).read_bytes()
        target.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(released)
        if answers is not None:
            (target / ANSWER_FILE).write_bytes(answers)

    def _refuse(self, path: Path, *, exercise: Exercise) -> None:
        match = _NAME.fullmatch(path.name)
        with speaking(exercise.course.language):
            sentence = say("classroom.zip_refused", file=shortened(path.name))
        self.log.warning(sentence)
        learner = match["learner"] if match else ""
        journal.note(exercise.course, exercise=exercise.id, learner=learner, sentence=sentence)


class Collector(FileNameCollectorPlugin):  # type: ignore[misc]
    """Learner and time from the name of the zip, in a form nbgrader reads."""

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        """Whose file this is and when it was handed in; None for what is not ours."""
        found = super().collect(submitted_file)
        if not found or found["student_id"].startswith("."):
            return None
        stamp = _STAMP.fullmatch(found.get("timestamp") or "")
        time = f"{stamp[1]} {stamp[2]}:{stamp[3]}:{stamp[4]}" if stamp else "1970-01-01 00:00:00"
        return {**found, "timestamp": time}


def _bytes(bundle: zipfile.ZipFile, info: zipfile.ZipInfo | None) -> bytes | None:
    """At most one byte more than an answer file may have, so that the reader sees that it is too large."""
    if info is None:
        return None
    with bundle.open(info) as stream:
        return stream.read(FILE_BYTES + 1)
