"""nbgrader's settings for a course: plain JSON with the names of our classes.

JSON, not Python: a settings file in Python that cannot be imported is passed over, and nbgrader would then
run learners' code. Names in JSON that cannot be imported stop nbgrader before it starts.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from kamlab.answers.file import write_atomically
from kamlab.classroom.course import Course
from kamlab.errors import CourseFault

SETTINGS_FILE = "nbgrader_config.json"


def settings(course: Course) -> dict[str, dict[str, Any]]:
    """The settings that a course needs; a trainer adds own ones beside them."""
    return {
        "CourseDirectory": {"course_id": course.id},
        "Exchange": {"root": str(exchange(course.root))},
        "ExchangeFactory": {"collect": "kamlab.classroom.collecting.Collect"},
        "ZipCollectApp": {
            "extractor_plugin": "kamlab.classroom.zips.Extractor",
            "collector_plugin": "kamlab.classroom.zips.Collector",
        },
        "FileNameCollectorPlugin": {
            "named_regexp": r".*[/\\][^/\\+]+\+(?P<student_id>[^/\\]+)\+(?P<timestamp>[0-9-]{19})[^/\\]*"
            r"[/\\](?P<file_id>[^/\\]+)$",
            "valid_ext": [".ipynb", ".json"],
        },
        "GenerateAssignment": {"preprocessors": _RELEASING},
        "Autograde": _GRADING,
        "GenerateFeedback": _FEEDBACK,
        "ExportApp": {"plugin_class": "kamlab.classroom.capping.Export"},
        "HTMLExporter": {"extra_template_basedirs": [str(templates()), _nbgraders_templates()]},
    }


_RELEASING = [
    "kamlab.classroom.release.RefuseLeaks",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "kamlab.classroom.release.ReleaseBothLanguages",
    "nbgrader.preprocessors.CheckCellMetadata",
]
_GRADING = {
    "pre_convert_hook": "kamlab.classroom.tidy.tidy",
    "exporter_class": "kamlab.classroom.bridge.RebuildExporter",
    "sanitize_preprocessors": ["nbgrader.preprocessors.CheckCellMetadata"],
    "autograde_preprocessors": [
        "kamlab.classroom.bridge.SaveOutcomes",
        "kamlab.classroom.capping.CapTotal",
    ],
}
_FEEDBACK = {
    "exporter_class": "kamlab.classroom.feedback.FeedbackExporter",
    "preprocessors": [
        "kamlab.classroom.capping.CapTotal",
        "kamlab.classroom.feedback.LearnersCopy",
        "nbgrader.preprocessors.GetGrades",
    ],
}


def exchange(root: Path) -> Path:
    """Where work is handed out and in on one machine: beside the course, which learners must not enter."""
    root = root.resolve()
    return root.with_name(f"{root.name}-exchange")


def write_settings(course: Course) -> bool:
    """Write our settings, keep the trainer's own, and say whether anything changed.

    Raises
    ------
    CourseFault
        The file there cannot be read; it is not overwritten.
    """
    path = course.root / SETTINGS_FILE
    before = _read(path)
    after = {name: dict(part) for name, part in before.items()}
    for name, part in settings(course).items():
        after[name] = {**after.get(name, {}), **_without_chosen(part, before=before.get(name, {}))}
    if after == before:
        return False
    write_atomically(path, json.dumps(after, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return True


def _without_chosen(part: Mapping[str, Any], *, before: Mapping[str, Any]) -> dict[str, Any]:
    """Our values but for the exchange's place, which the trainer may have moved."""
    return {name: value for name, value in part.items() if not (name == "root" and before.get(name))}


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as fault:
        raise CourseFault("classroom.settings_unreadable", file=str(path), reason=str(fault)) from fault


def templates() -> Path:
    """Folder of the templates that come with the toolkit."""
    return Path(str(resources.files("kamlab") / "classroom" / "templates"))


def _nbgraders_templates() -> str:
    spec = importlib.util.find_spec("nbgrader")
    if spec is None or spec.origin is None:
        raise CourseFault("classroom.no_nbgrader")
    return str(Path(spec.origin).parent / "server_extensions" / "formgrader" / "templates")
