"""Keys: expected answers, computed from the variant. A key lives apart from every page a learner gets."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, cast

import yaml

from kamlab.answers.outcome import Expected
from kamlab.errors import CourseFault
from kamlab.language import pick

Text = Mapping[str, str]
KEY_FILES = ("key.py", "rubric.yml", "solutions.json", "model-*.json")
"""Patterns of the files that make a key; a model answer is read by `key.py`."""


@dataclass(frozen=True)
class Key:
    """Everything needed to judge and explain the answers of one page.

    Attributes
    ----------
    expected
        Variant -> {question id: Expected}.
    misconceptions
        Misconception id -> what to say to who holds it, in both languages.
    rubric
        Question id -> rubric of a text that is marked by hand.
    solutions
        Question id -> worked solution (Markdown) in both languages.
    cap
        Points that the whole page earns at most where an answer holds a red breach; None for no cap.
    """

    expected: Callable[[int], Mapping[str, Expected]]
    misconceptions: Mapping[str, Text] = field(default_factory=dict)
    rubric: Mapping[str, Any] = field(default_factory=dict)
    solutions: Mapping[str, Text] = field(default_factory=dict)
    cap: float | None = None

    def explain(self, misconception: str | None) -> str:
        """Sentence for a misconception in the current language, empty where there is none."""
        text = self.misconceptions.get(misconception or "")
        return pick(text) if text else ""


def load_key(folder: Path) -> Key:
    """Key of the page whose `key.py`, `rubric.yml` and `solutions.json` lie in `folder`.

    Raises
    ------
    CourseFault
        `key.py` is missing, does not run, or has no `expected`.
    """
    source = folder / "key.py"
    if not source.is_file():
        raise CourseFault("answers.key_missing", file=str(source))
    rubric = _read_yaml(folder / "rubric.yml")
    solutions = folder / "solutions.json"
    return Key(
        expected=_expected_of(source),
        misconceptions=rubric.get("misconceptions") or {},
        rubric=rubric.get("rubric") or {},
        solutions=json.loads(solutions.read_text(encoding="utf-8")) if solutions.is_file() else {},
        cap=rubric.get("cap"),
    )


def find_key(page: str) -> Key | None:
    """Key of a page for practice on this machine, or None where only a trainer has it.

    Looks under `KAMLAB_KEYS`, then among the practice keys that come with the toolkit.
    """
    roots = [Path(os.environ["KAMLAB_KEYS"])] if os.environ.get("KAMLAB_KEYS") else []
    roots.append(Path(str(resources.files("kamlab") / "built" / "keys")))
    folders = (root / page for root in roots)
    found = next((folder for folder in folders if (folder / "key.py").is_file()), None)
    return load_key(found) if found else None


def _expected_of(source: Path) -> Callable[[int], Mapping[str, Expected]]:
    spec = importlib.util.spec_from_file_location(f"kamlab_key_{source.parent.name}", source)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as fault:
        raise CourseFault("answers.key_fails", file=str(source), reason=repr(fault)) from fault
    if not callable(getattr(module, "expected", None)):
        raise CourseFault("answers.key_without_expected", file=str(source))
    return cast(Callable[[int], Mapping[str, Expected]], module.expected)


def _read_yaml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as fault:
        raise CourseFault("answers.rubric_unreadable", file=str(path), reason=str(fault)) from fault
