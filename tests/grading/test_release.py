"""What is released holds both languages and nothing of the trainer's."""

import json

import pytest

from kamlab.errors import CourseFault

SECRETS = ("参考答案的说明", "fifty plus", "指出错处", "Expected(", "不是人头")


def released(root):
    return {
        path.relative_to(root / "release").as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "release").rglob("*")
        if path.is_file()
    }


def test_both_languages_are_released_with_a_kernel(made_course):
    """The learner gets a notebook in each language that can be opened and run, and page.json."""
    files = released(made_course)
    assert sorted(files) == ["small/en/exercise.ipynb", "small/exercise.ipynb", "small/page.json"]
    for name in ("small/en/exercise.ipynb", "small/exercise.ipynb"):
        assert json.loads(files[name])["metadata"]["kernelspec"]["name"] == "python3"


def test_each_language_names_its_twin(made_course):
    """Either notebook says where the other lies, so that a learner changes language with one click."""
    files = released(made_course)
    for name, twin in (
        ("small/exercise.ipynb", "en/exercise.ipynb"),
        ("small/en/exercise.ipynb", "../exercise.ipynb"),
    ):
        assert json.loads(files[name])["metadata"]["kamlab"]["twin"] == twin


def test_no_secret_is_released(made_course):
    """No solution, rubric, misconception or expected value is in any released file."""
    for text in released(made_course).values():
        assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("stray", ["answers.json", "notes/key.py"])
def test_stray_file_stops_the_release(class_, stray):
    """Everything in source/ would go to the class, so a file that is not ours stops it with its name."""
    path = class_.root / "source" / "small" / stray
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(CourseFault, match="generate_assignment"):
        class_.nbgrader("generate_assignment", "small", "--force")
    assert not (class_.root / "release" / "small" / "exercise.ipynb").exists()


def test_solution_cell_in_a_master_stops_the_release(class_):
    """A trainer's notebook that was copied over the master is not released."""
    path = class_.root / "source" / "small" / "exercise.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1]["metadata"]["kamlab"] = {"role": "solution"}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(CourseFault, match="generate_assignment"):
        class_.nbgrader("generate_assignment", "small", "--force")


def test_master_is_released_again_after_submissions(class_):
    """A typo in a master can be mended in the middle of a course; marks stay."""
    class_.hand_in("wang", answers=class_.text("wang"))
    class_.nbgrader("autograde", "small")
    class_.nbgrader("generate_assignment", "small", "--force")
    assert class_.points() == {"wang": 16.0}
