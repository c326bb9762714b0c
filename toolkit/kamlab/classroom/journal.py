"""The trainer's log: one line for everything in a submission that is not as it should be."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from kamlab.classroom.course import Course
from kamlab.classroom.text import plain_text
from kamlab.language import say, speaking

LOG_FILE = "log.csv"
_COLUMNS = ("time", "exercise", "learner", "notice")
_FORMULA = tuple("=+-@")


def note(course: Course, *, exercise: str, learner: str, sentence: str) -> None:
    """Add a line to `kamlab/log.csv`; spreadsheets read it as text, whatever a learner wrote."""
    path = course.own / LOG_FILE
    is_new = not path.exists()
    stamp = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    with path.open("a", encoding="utf-8-sig" if is_new else "utf-8", newline="") as stream:
        writer = csv.writer(stream)
        if is_new:
            with speaking(course.language):
                writer.writerow([say(f"classroom.log_{name}") for name in _COLUMNS])
        writer.writerow([_cell(text) for text in (stamp, exercise, learner, sentence)])


def entries(course: Course) -> list[dict[str, str]]:
    """Lines of the log, oldest first, under their English column names."""
    path: Path = course.own / LOG_FILE
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [dict(zip(_COLUMNS, line, strict=True)) for line in list(csv.reader(stream))[1:]]


def _cell(text: str) -> str:
    plain = " ".join(plain_text(text).split())
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
