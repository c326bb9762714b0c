"""The class list: a table that Excel opens and saves, brought into nbgrader's gradebook.

nbgrader itself stumbles over the mark at the start of a file that Excel needs for Chinese, and over what a
Chinese Excel saves; so the list is read here and handed on in the form nbgrader reads.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from kamlab.answers.file import write_atomically
from kamlab.classroom.commands import nbgrader
from kamlab.classroom.course import Course
from kamlab.classroom.text import shortened
from kamlab.errors import BadInput

EXAMPLE = "roster-example.csv"
COLUMNS = ("id", "last_name", "first_name")
_ENCODINGS = ("utf-8-sig", "gb18030")
_PEOPLE = (("wang.fang", "王", "芳"), ("li.qiang", "李", "强"), ("ou.yangtang", "欧阳", "棠"))
_FORBIDDEN = set('/\\:*?"<>|+')


def write_example(course: Course) -> bool:
    """Put an example beside the course's other files unless there is one; whether it was written."""
    path = course.root / EXAMPLE
    if path.exists():
        return False
    write_atomically(path, "\ufeff" + _table([list(person) for person in _PEOPLE]))
    return True


def enrol(course: Course, path: Path) -> int:
    """Bring everyone on the list into the gradebook and return how many there are.

    Raises
    ------
    BadInput
        The file cannot be read, has no column `id`, or an id that no folder can be named by.
    """
    people = _people(path)
    with TemporaryDirectory() as scratch:
        plain = Path(scratch) / "roster.csv"
        plain.write_text(_table(people), encoding="utf-8", newline="")
        nbgrader(course.root, "db", "student", "import", str(plain))
    return len(people)


def _people(path: Path) -> list[list[str]]:
    lines = list(csv.DictReader(io.StringIO(_text(path))))
    if not lines or "id" not in lines[0]:
        found = ", ".join(map(str, lines[0])) if lines else "-"
        raise BadInput("classroom.roster_columns", file=path.name, found=shortened(found))
    people = [[(line.get(name) or "").strip() for name in COLUMNS] for line in lines]
    for number, (name, *_) in enumerate(people, start=2):
        if not name or name.startswith(".") or _FORBIDDEN & set(name):
            raise BadInput("classroom.roster_id", file=path.name, line=number, found=shortened(name))
    return people


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise BadInput("classroom.roster_unreadable", file=str(path)) from fault
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("classroom.roster_unreadable", file=str(path))


def _table(people: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *people])
    return text.getvalue()
