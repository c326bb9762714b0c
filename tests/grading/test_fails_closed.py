"""When the toolkit or its settings are lost, nothing is marked and no learner's code runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PLANT = "import pathlib; pathlib.Path({path!r}).write_text('ran')"


@pytest.fixture
def trap(class_, tmp_path):
    """A class with one submission full of planted code, and the file that code would write."""
    ran = tmp_path / "planted-code-ran"
    notebook = json.loads((class_.root / "release/small/exercise.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = PLANT.format(path=str(ran))
    class_.hand_in("wang", answers=class_.text("wang"), notebook=json.dumps(notebook))
    return class_, ran


def autograde(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`nbgrader autograde` as a trainer runs it, whatever comes of it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "small"],
        cwd=root,
        env={**os.environ, "PATH": path, "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(class_, ran, done):
    assert done.returncode != 0
    assert not ran.exists()
    assert not (class_.root / "autograded" / "wang" / "small" / "exercise.ipynb").exists()
    assert sum(class_.points().values()) == 0.0


def test_trap_would_spring(trap):
    """The planted code does write its file when it is run, so its absence means that it was not."""
    class_, ran = trap
    notebook = json.loads((class_.folder("wang") / "exercise.ipynb").read_text(encoding="utf-8"))
    code = next(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code")
    subprocess.run([sys.executable, "-c", code], check=True)
    assert ran.exists()


def test_toolkit_that_cannot_be_imported_stops_the_marking(trap, tmp_path):
    """Another package in the toolkit's place, or none: nbgrader ends with an error before anything is read."""
    class_, ran = trap
    (tmp_path / "shadow" / "kamlab").mkdir(parents=True)
    (tmp_path / "shadow" / "kamlab" / "__init__.py").write_text("raise ImportError('not here')")
    done = autograde(class_.root, PYTHONPATH=str(tmp_path / "shadow"))
    refused(class_, ran, done)


@pytest.mark.parametrize("settings", ["{,}", None, "{}"], ids=["damaged", "missing", "empty"])
def test_lost_settings_run_no_code(trap, settings):
    """nbgrader passes over settings it cannot read; there is no kernel then that it could run code with."""
    class_, ran = trap
    path = class_.root / "nbgrader_config.json"
    path.unlink()
    if settings is not None:
        path.write_text(settings, encoding="utf-8")
    refused(class_, ran, autograde(class_.root))


@pytest.mark.parametrize("lost", ["exporter_class", "autograde_preprocessors", "sanitize_preprocessors"])
def test_settings_lost_in_part_run_no_code_and_give_no_points_of_the_learners(trap, lost):
    """With one of our settings gone, either nothing is marked or the answers alone are."""
    class_, ran = trap
    path = class_.root / "nbgrader_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    del settings["Autograde"][lost]
    path.write_text(json.dumps(settings), encoding="utf-8")
    autograde(class_.root)
    assert not ran.exists()
    assert sum(class_.points().values()) in (0.0, 16.0)


@pytest.mark.parametrize("name", ["course.json", "small/key.py"])
def test_without_course_file_or_key_nothing_is_marked(trap, name):
    """A missing secret is an error with a sentence, not a class full of zeros."""
    class_, ran = trap
    (class_.root / "kamlab" / name).rename(class_.root / "kept-elsewhere")
    done = autograde(class_.root)
    (class_.root / "kept-elsewhere").rename(class_.root / "kamlab" / name)
    refused(class_, ran, done)
    assert name.rpartition("/")[2] in done.stdout + done.stderr


def test_key_that_fails_marks_nobody(trap):
    """A fault in the key is the author's; no learner is given 0 for it."""
    class_, ran = trap
    (class_.root / "kamlab" / "small" / "key.py").write_text("def expected(variant):\n    return {}\n")
    done = autograde(class_.root)
    assert done.returncode != 0
    assert "答案文件里没有题目" in done.stdout + done.stderr
    assert not (class_.root / "autograded" / "wang" / "small" / "exercise.ipynb").exists()
    assert not ran.exists()
