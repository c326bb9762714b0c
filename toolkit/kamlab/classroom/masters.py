"""From a built tree to the masters of a course: notebooks in both languages, page.json, and the key apart."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kamlab.answers.file import write_atomically
from kamlab.answers.key import KEY_FILES
from kamlab.classroom.course import Course, Exercise
from kamlab.errors import CourseFault
from kamlab.language import LANGUAGES

# A kernel of the first name never exists: were nbgrader's settings lost, it could still run nothing.
NO_KERNEL = {"name": "kamlab-nothing-is-run", "display_name": "-", "language": "text"}
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def graded_pages(built: Path) -> dict[str, Path]:
    """Page id -> folder under `learner/` of every graded page in a built tree.

    Raises
    ------
    CourseFault
        There is none.
    """
    found = {}
    for path in sorted((built / "learner").glob("*/*/page.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        if page["mode"] == "graded":
            found[str(page["page"])] = path.parent
    if not found:
        raise CourseFault("classroom.no_graded_page", folder=str(built))
    return found


def install(course: Course, *, page: str, folder: Path, keys: Path) -> bool:
    """Put one page and its key into the course and say whether anything there changed.

    Raises
    ------
    CourseFault
        The key is missing, or a text in a master has no cell that can be graded.
    """
    exercise = course.exercise(page)
    released = _released(course, folder=folder)
    if not (keys / page / "key.py").is_file():
        raise CourseFault("answers.key_missing", file=str(keys / page / "key.py"))
    texts = {exercise.source / name: text for name, text in released.items()}
    secret = [path for pattern in KEY_FILES for path in sorted((keys / page).glob(pattern))]
    texts |= {course.own / page / path.name: path.read_text(encoding="utf-8") for path in secret}
    changed = [path for path, text in texts.items() if _differs(path, text)]
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, texts[path])
    _drop_former_language(exercise)
    return bool(changed)


def _released(course: Course, *, folder: Path) -> dict[str, str]:
    page = json.loads((folder / "page.json").read_text(encoding="utf-8"))
    page["course"] = {"id": course.id, "key": course.key}
    files = {"page.json": _dump(page)}
    for language in LANGUAGES:
        name = f"{page['kind']}.ipynb"
        place = name if language == course.language else f"{language}/{name}"
        files[place] = _master((folder / language / name).read_text(encoding="utf-8"))
    for table in sorted(folder.glob("data/*.csv")):
        files[f"data/{table.name}"] = table.read_text(encoding="utf-8")
    return files


def _master(text: str) -> str:
    """The notebook without a kernel that exists: a master is looked at, never run where it lies."""
    notebook: dict[str, Any] = json.loads(text)
    notebook["metadata"]["kernelspec"] = NO_KERNEL
    return _dump(notebook)


def _dump(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_text(encoding="utf-8") != text


def _drop_former_language(exercise: Exercise) -> None:
    """The class's language has no subfolder; it has one left over when the class changed language."""
    shutil.rmtree(exercise.source / exercise.course.language, ignore_errors=True)
