"""The demonstration class: 30 invented learners, each with the points their answers were made to earn."""

from pathlib import Path

import pytest

from kamlab.classroom.demo import differences, invented_class
from kamlab.classroom.demo_files import PLANTED
from kamlab.cli.main import main
from kamlab.language import catalogue
from kamlab.pages.source import find_pages

PROJECT = Path(__file__).parents[2]
EXERCISES = [page.id for page in find_pages(PROJECT) if page.kind == "exercise"]


@pytest.fixture(scope="module", params=EXERCISES)
def demo(tmp_path_factory, request):
    """One run of the command with each marked exercise, and what it printed."""
    import contextlib
    import io

    root = tmp_path_factory.mktemp("demo") / "class"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = main([*_words(root), "--exercise", request.param])
    return root, code, printed.getvalue()


def _words(root):
    return ["demo", str(root), "--lang", "en", "--content", str(PROJECT)]


def test_thirty_of_thirty_have_the_points_they_were_made_to_earn(demo):
    """The command compares every learner's points in the gradebook and ends with 0."""
    _, code, printed = demo
    assert code == 0
    assert printed.count("✓") == 30
    assert "✗" not in printed


def test_everyone_has_feedback_in_their_language(demo):
    """There is one page for each of the 30, in the language they worked in where it could be read."""
    root, _, _ = demo
    pages = {path.parts[-3]: path.read_text(encoding="utf-8") for path in root.glob("feedback/*/*/*.html")}
    assert len(pages) == 30
    assert '<html lang="zh-CN">' in pages["wang.fang"]
    assert '<html lang="en">' in pages["a.meyer"]


def test_no_planted_code_ran(demo):
    """The cells that would have written a file were not run."""
    root, _, _ = demo
    assert not list(root.rglob(PLANTED))
    assert not Path(PLANTED).exists()


def test_second_run_does_not_mix_with_a_class(demo, capsys):
    """Where work was handed in, the demonstration is refused and everything stays."""
    root, _, _ = demo
    assert main(_words(root)) == 2
    assert "already handed in" in capsys.readouterr().err


def test_class_is_of_thirty_different_people_in_two_languages():
    """Names differ, both languages and both ways of handing in occur, and every kind has its words."""
    class_ = invented_class()
    assert len({learner.id for learner in class_}) == 30
    assert {learner.language for learner in class_} == {"zh", "en"}
    assert {learner.way for learner in class_} == {"zip", "folder"}
    assert {f"kind_{learner.kind}" for learner in class_} <= set(catalogue("classroom"))


@pytest.mark.parametrize(
    ("found", "wrong"),
    [({"a": 1.0, "b": 2.0}, []), ({"a": 1.0, "b": 2.1}, ["b"]), ({"b": 2.0}, ["a"])],
)
def test_difference_and_missing_learner_are_found(found, wrong):
    """A point too many and a learner who is not in the gradebook are both differences."""
    assert differences({"a": 1.0, "b": 2.0}, found) == wrong
