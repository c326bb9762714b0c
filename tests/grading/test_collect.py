"""nbgrader's exchange: fetch, submit, collect; one bad entry in the inbound folder stops nobody."""

import getpass
import json
import os

import pytest

from kamlab.classroom.commands import nbgrader

pytestmark = pytest.mark.skipif(os.name == "nt", reason="nbgrader has no exchange there")
STAMP = "2026-01-01 00:00:00.000000 UTC"


@pytest.fixture
def exchange(class_, tmp_path):
    """The exchange of a course whose exercise is released, and a learner's own folder with a copy of it."""
    path = class_.root / "nbgrader_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["Exchange"]["root"] = str(tmp_path / "exchange")
    path.write_text(json.dumps(settings), encoding="utf-8")
    class_.nbgrader("release_assignment", "small")
    home = tmp_path / "learner"
    home.mkdir()
    own = {
        "CourseDirectory": settings["CourseDirectory"],
        "Exchange": {**settings["Exchange"], "cache": str(tmp_path / "cache")},
    }
    (home / "nbgrader_config.json").write_text(json.dumps(own), encoding="utf-8")
    nbgrader(home, "fetch_assignment", "small")
    return tmp_path / "exchange" / settings["CourseDirectory"]["course_id"], home


def test_fetched_work_comes_back_and_is_marked(class_, exchange):
    """A learner fetches, answers, deletes the notebook by accident and submits; the answers count in full."""
    inbound, home = exchange
    me = getpass.getuser()
    (home / "small" / "answers.json").write_text(class_.text(me), encoding="utf-8")
    (home / "small" / "exercise.ipynb").unlink()
    nbgrader(home, "submit", "small")
    os.mkfifo(inbound / "inbound" / f"eve+small+{STAMP}+x")
    (inbound / "inbound" / "mallory+small+nonsense").mkdir()
    (inbound / "inbound" / f"someone-else+small+{STAMP}+x").mkdir()
    class_.nbgrader("collect", "small")
    class_.nbgrader("autograde", "small")
    assert class_.points() == {me: 16.0}
    assert class_.log(me) == []
    assert [len(class_.log(name)) for name in ("eve", "mallory", "someone-else")] == [1, 1, 1]
    assert len(list((inbound / "refused").iterdir())) == 3


def test_links_in_a_submission_are_not_followed(class_, exchange):
    """What a link in the inbound folder leads to is not copied into the course."""
    inbound, _ = exchange
    me = getpass.getuser()
    entry = inbound / "inbound" / f"{me}+small+{STAMP}+x"
    entry.mkdir()
    (entry / "answers.json").symlink_to(class_.root / "kamlab" / "course.json")
    (entry / "timestamp.txt").write_text(STAMP)
    class_.nbgrader("collect", "small")
    assert sorted(path.name for path in class_.folder(me).iterdir()) == ["exercise.ipynb", "timestamp.txt"]
