"""`kamlab demo`: a class of 30 invented learners, marked by nbgrader, every mark checked."""

from __future__ import annotations

import argparse
import csv
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import Path

from kamlab.classroom.commands import nbgrader
from kamlab.classroom.course import Course, Exercise, open_course
from kamlab.classroom.demo_files import Invented, hand_in
from kamlab.classroom.teach import teach
from kamlab.errors import BadInput
from kamlab.language import Language, say

EXERCISE = "ex01"
_SAME = 0.005


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `demo` to the commands; `run` is what it does."""
    command = subparsers.add_parser("demo", help=say("classroom.demo_help"))
    command.add_argument("folder", type=Path, metavar="DIR", help=say("classroom.folder_help"))
    command.add_argument("--content", type=Path, metavar="CHECKOUT", help=say("classroom.content_help"))
    command.add_argument("--exercise", default=EXERCISE, help=say("classroom.demo_exercise_help"))
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the class, mark it, print made and given points, and return 1 if any differ."""
    for sentence in teach(arguments.folder, language=arguments.lang, content=arguments.content):
        print(sentence)
    course = open_course(arguments.folder.expanduser().resolve())
    class_, exercise = invented_class(), arguments.exercise
    wanted = fill(course, class_, exercise=exercise)
    started = time.monotonic()
    nbgrader(course.root, "autograde", exercise)
    print(say("classroom.demo_marked", count=len(class_), seconds=f"{time.monotonic() - started:.1f}"))
    nbgrader(course.root, "generate_feedback", exercise)
    found = gradebook_points(course, exercise)
    print("\n".join(report(class_, wanted=wanted, found=found)))
    wrong = differences(wanted, found)
    print(say("classroom.demo_differs" if wrong else "classroom.demo_agrees", count=len(wrong or wanted)))
    return 1 if wrong else 0


def invented_class() -> list[Invented]:
    """The 30 invented learners."""
    text = (resources.files("kamlab") / "classroom" / "demo_class.csv").read_text(encoding="utf-8")
    return [Invented(**_typed(line)) for line in csv.DictReader(text.splitlines())]  # type: ignore[arg-type]


def fill(course: Course, class_: Sequence[Invented], *, exercise: str = EXERCISE) -> dict[str, float]:
    """Release the exercise, let everyone hand in, collect; learner -> points the answers were made to earn.

    Raises
    ------
    BadInput
        Somebody has handed in already: a demonstration is not mixed with a real class.
    """
    if (course.root / "submitted").exists():
        raise BadInput("classroom.demo_not_fresh", folder=str(course.root))
    nbgrader(course.root, "generate_assignment", exercise, "--force")
    _enrol(course, class_)
    asked: Exercise = course.exercise(exercise)
    wanted = {learner.id: hand_in(asked, learner) for learner in class_}
    nbgrader(course.root, "zip_collect", exercise)
    return wanted


def gradebook_points(course: Course, exercise: str) -> dict[str, float]:
    """Learner -> points of the rules in nbgrader's gradebook; texts that wait for the trainer count 0."""
    from kamlab.classroom.bridge import gradebook

    with gradebook(course) as book:
        return {each.student.id: float(each.score) for each in book.assignment_submissions(exercise)}


def differences(wanted: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """Learners whose points in the gradebook are not those their answers were made to earn."""
    return [name for name, points in wanted.items() if abs(found.get(name, -1.0) - points) > _SAME]


def report(
    class_: Iterable[Invented], *, wanted: Mapping[str, float], found: Mapping[str, float]
) -> list[str]:
    """Lines of the table: who, what was handed in, points made to earn, points in the gradebook."""
    heads = [say(f"classroom.demo_{name}") for name in ("learner", "handed_in", "made", "given")]
    rows = [
        [
            f"{each.id} {each.last_name}{each.first_name}" if each.language == "zh" else each.id,
            say(f"classroom.kind_{each.kind}"),
            f"{wanted[each.id]:g}",
            f"{found[each.id]:g}" if each.id in found else "–",
        ]
        for each in class_
    ]
    wrong = set(differences(wanted, found))
    signs = ["", *("✗" if each.id in wrong else "✓" for each in class_)]
    widths = [max(_width(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    return [
        "  ".join(
            [*(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)), sign]
        )
        for row, sign in zip((heads, *rows), signs, strict=True)
    ]


def _enrol(course: Course, class_: Iterable[Invented]) -> None:
    from kamlab.classroom.bridge import gradebook

    with gradebook(course) as book:
        for each in class_:
            book.update_or_create_student(each.id, last_name=each.last_name, first_name=each.first_name)


def _typed(line: Mapping[str, str]) -> dict[str, str | Language]:
    return {**line, "language": "en" if line["language"] == "en" else "zh"}


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns a text takes on a terminal, where Chinese signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
