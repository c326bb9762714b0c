"""`kamlab teach`: a course directory for nbgrader, made from the pages and their keys."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from kamlab.classroom.course import COURSE_FILE, OWN_FOLDER, Course, open_course
from kamlab.classroom.masters import graded_pages, install
from kamlab.classroom.roster import EXAMPLE, enrol, write_example
from kamlab.classroom.settings import exchange, write_settings
from kamlab.errors import BadInput, CannotWrite, nearest
from kamlab.language import choose, current, say
from kamlab.pages.build import build
from kamlab.pages.content import find_checkout
from kamlab.pages.source import FOLDERS


def add_command(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `teach` to the commands; `run` is what it does."""
    command = subparsers.add_parser("teach", help=say("classroom.teach_help"))
    command.add_argument("folder", type=Path, metavar="DIR", help=say("classroom.folder_help"))
    command.add_argument("--content", type=Path, metavar="CHECKOUT", help=say("classroom.content_help"))
    command.add_argument("--roster", type=Path, metavar="CSV", help=say("classroom.roster_help"))
    command.add_argument("--release-solution", metavar="EXERCISE", help=say("classroom.solution_help"))
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the course or bring it up to date, say what was done, and return the exit code.

    With a roster for a course that is there, only the roster is read.
    """
    is_there = (arguments.folder.expanduser() / OWN_FOLDER / COURSE_FILE).exists()
    if not (arguments.roster and is_there):
        for sentence in teach(
            arguments.folder,
            language=arguments.lang,
            content=arguments.content,
            release_solution=arguments.release_solution,
        ):
            print(sentence)
    if arguments.roster:
        course = open_course(arguments.folder.expanduser().resolve())
        count = enrol(course, arguments.roster.expanduser())
        print(say("classroom.roster_read", count=count, file=arguments.roster.name))
    return 0


def teach(
    folder: Path,
    *,
    language: str | None = None,
    content: Path | None = None,
    release_solution: str | None = None,
) -> list[str]:
    """Make or update the course in `folder` and return sentences on what was done.

    A course that is there keeps its key, its settings, its gradebook and everything handed in.

    Raises
    ------
    BadInput
        `folder` holds something else, or there is no built or buildable content, or no such exercise.
    CannotWrite
        The disk is full, read-only, or does not let us.
    """
    try:
        course, is_new = _course(folder, language=language)
        said = [say("classroom.course_made" if is_new else "classroom.course_found", folder=str(course.root))]
        said += _masters(course, content=content, is_new=is_new)
        if release_solution:
            said.append(_release_solution(course, release_solution))
        if write_settings(open_course(course.root)):
            said.append(say("classroom.settings_written"))
        if write_example(course):
            said.append(say("classroom.roster_written", file=EXAMPLE, folder=str(course.root)))
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise CannotWrite("classroom.cannot_write", folder=str(folder), reason=reason) from fault
    return [*said, say("classroom.next_steps", folder=str(course.root), exchange=str(exchange(course.root)))]


def _course(folder: Path, *, language: str | None) -> tuple[Course, bool]:
    root = folder.expanduser().resolve()
    if (root / OWN_FOLDER / COURSE_FILE).exists():
        course = open_course(root)
        changed = replace(course, language=choose(language)) if language else course
        changed.save()
        return changed, False
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise BadInput("classroom.not_empty", folder=str(root))
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o700)
    spoken = choose(language or current())
    course = Course(root=root, id=root.name, key=secrets.token_hex(16), language=spoken)
    course.save()
    return course, True


def _masters(course: Course, *, content: Path | None, is_new: bool) -> Iterator[str]:
    written = "classroom.master_written" if is_new else "classroom.master_updated"
    with TemporaryDirectory() as scratch:
        built = _built(content, scratch=Path(scratch))
        for page, folder in graded_pages(built).items():
            is_changed = install(course, page=page, folder=folder, keys=built / "keys")
            yield say(written if is_changed else "classroom.master_same", exercise=page)


def _built(content: Path | None, *, scratch: Path) -> Path:
    """The built tree of the checkout asked for, or of the one around us; built here if it is too old."""
    around = find_checkout() or find_checkout(Path(__file__).parent)
    checkout = content.expanduser().resolve() if content else around
    if checkout is None or not (checkout / "exercises").is_dir():
        raise BadInput("classroom.no_checkout", folder=str(content or Path.cwd()))
    if _is_up_to_date(checkout):
        return checkout / "build"
    build(checkout, scratch)
    return scratch


def _is_up_to_date(checkout: Path) -> bool:
    made = checkout / "build" / "learner" / "catalogue.json"
    sources = (path for folder in FOLDERS for path in checkout.glob(f"{folder}/*/*") if path.is_file())
    return made.is_file() and made.stat().st_mtime >= max(path.stat().st_mtime for path in sources)


def _release_solution(course: Course, exercise: str) -> str:
    known = sorted(path.parent.name for path in (course.root / "source").glob("*/page.json"))
    if exercise not in known:
        near = nearest(exercise, known) or ", ".join(known)
        raise BadInput("classroom.unknown_exercise", found=exercise, near=near)
    released = tuple(sorted({*course.released_solutions, exercise}))
    replace(course, released_solutions=released).save()
    return say("classroom.solution_released", exercise=exercise)
