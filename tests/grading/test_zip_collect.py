"""Zips from a folder: each good one is collected, and no bad one stops the others or leaves the folder."""

import shutil
import zipfile

import pytest

from kamlab.panels.hand_in import pack as pack_page
from kamlab.panels.page import Page


@pytest.fixture
def archive(class_):
    """Where the trainer puts the zips."""
    folder = class_.root / "downloaded" / "small" / "archive"
    folder.mkdir(parents=True)
    return folder


def pack(archive, name, *contents):
    with zipfile.ZipFile(archive / name, "w", zipfile.ZIP_DEFLATED) as bundle:
        for place, text in contents:
            bundle.writestr(place, text)


def test_good_zips_are_collected_and_bad_ones_noted(class_, archive):
    """Bombs, paths out of the folder, damaged and foreign files are left alone; the rest is marked."""
    answers = class_.text
    pack(
        archive,
        "small+王芳+2026-03-02-01-00-00.zip",
        ("answers.json", answers("王芳")),
        ("exercise.ipynb", "{"),
    )
    pack(archive, "small+no-notebook+2026-03-02-01-00-00.zip", ("answers.json", answers("no-notebook")))
    pack(archive, "17_file_small+lms+2026-03-02-01-00-00 (1).zip", ("answers.json", answers("lms")))
    pack(archive, "small+twice+2026-03-02-01-00-00.zip", ("answers.json", answers("twice", {"share": 1})))
    pack(archive, "small+twice+2026-03-02-02-00-00.zip", ("answers.json", answers("twice")))
    pack(
        archive,
        "small+climber+2026-03-02-01-00-00.zip",
        ("../../../escaped.json", "{}"),
        ("answers.json", answers("climber")),
        ("kamlab/small/key.py", "raise SystemExit"),
    )
    pack(archive, "small+bomb+2026-03-02-01-00-00.zip", ("answers.json", " " * 50_000_000))
    pack(archive, "small+empty+2026-03-02-01-00-00.zip")
    pack(archive, "small+..+2026-03-02-01-00-00.zip", ("answers.json", answers("x")))
    (archive / "small+broken+2026-03-02-01-00-00.zip").write_bytes(b"PK\x03\x04 and no more")
    (archive / "holiday.jpg").write_bytes(b"\xff\xd8")
    class_.nbgrader("zip_collect", "small")
    class_.nbgrader("autograde", "small")
    full = dict.fromkeys(("王芳", "no-notebook", "lms", "twice", "climber"), 16.0)
    assert class_.points() == {**full, "bomb": 0.0, "empty": 0.0}
    assert not list(class_.root.parent.rglob("escaped.json"))
    assert "超过" in class_.log("bomb")[0]
    assert "没有收入" in class_.log("broken")[0]
    assert sorted(path.name for path in archive.iterdir())[0].startswith("17_file")


def test_time_of_the_zip_is_the_time_of_handing_in(class_, archive):
    """Late penalties go by the time in the zip's name."""
    pack(archive, "small+wang+2026-03-02-01-02-03.zip", ("answers.json", class_.text("wang")))
    class_.nbgrader("zip_collect", "small")
    assert (class_.folder("wang") / "timestamp.txt").read_text() == "2026-03-02 01:02:03"


def test_what_a_learners_page_hands_in_is_collected_and_marked(class_, archive, tmp_path, monkeypatch):
    """The learner's own page deals the variant that is marked, and its zip goes through nbgrader as it is."""
    monkeypatch.setenv("JUPYTERHUB_USER", "王芳")
    folder = tmp_path / "small"
    shutil.copytree(class_.root / "release" / "small", folder)
    page = Page(folder, language="en")
    assert page.variant == class_.exercise.variant("王芳")
    for name, value in class_.right("王芳").items():
        page.put(name, value)
    shutil.copy(pack_page(page), archive)
    class_.nbgrader("zip_collect", "small")
    class_.nbgrader("autograde", "small")
    assert class_.points() == {"王芳": 16.0}
    assert class_.log("王芳") == []
    assert class_.marked("王芳")["metadata"]["kamlab"]["language"] == "en"
