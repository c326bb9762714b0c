"""The learner's working folder: what an update brings, and what it never touches."""

from __future__ import annotations

from pathlib import Path

import pytest
from built_pages import ANSWERS, OTHER, PAGE, content, files_in, notebook
from hypothesis import given
from hypothesis import strategies as st

from kamlab.cli import workspace as workspaces
from kamlab.cli.manifest import fingerprint
from kamlab.errors import BadInput, CourseFault


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The first version of the built pages."""
    return content(tmp_path / "built")


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The second version of the built pages: the Chinese notebook has changed."""
    return content(tmp_path / "newer", page=notebook("目标", "新的一节"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the workspace will be: a path with blanks and Chinese in it."""
    return tmp_path / "我的 文件夹" / "kam lab"


def test_new_workspace_holds_every_page(built: Path, place: Path) -> None:
    """A new workspace, in a path with blanks and Chinese, holds what was built and nothing else."""
    done = workspaces.update(place, content=built)
    assert done.is_new
    assert files_in(place) == files_in(built)
    assert sorted(done.written) == sorted(files_in(built))


def test_second_update_does_nothing(built: Path, place: Path) -> None:
    """An update with nothing new writes no page and says so."""
    workspaces.update(place, content=built)
    done = workspaces.update(place, content=built)
    assert done == workspaces.Update(is_new=False)


def test_upgrade_replaces_what_was_not_touched(built: Path, newer: Path, place: Path) -> None:
    """Pages as we put them become the new version; no copy is made."""
    workspaces.update(place, content=built)
    done = workspaces.update(place, content=newer, version="0.2.0")
    assert done.written == (PAGE,)
    assert done.kept == ()
    assert files_in(place) == files_in(newer)


def test_upgrade_keeps_answers_and_own_files(built: Path, newer: Path, place: Path) -> None:
    """Answers, notes and own notebooks are after an upgrade what they were before it."""
    workspaces.update(place, content=built)
    own = {ANSWERS: b'{"answers": 1}', "exercises/01-ideas/zh/notes.ipynb": b"{}", "my plan.docx": b"x"}
    for name, data in own.items():
        (place / name).write_bytes(data)
    workspaces.update(place, content=newer)
    assert {name: files_in(place)[name] for name in own} == own


def test_answers_of_the_author_are_never_given_out(built: Path, place: Path) -> None:
    """An answer file that lies among the built pages is not copied over anybody's."""
    (built / ANSWERS).write_text("author's")
    workspaces.update(place, content=built)
    assert not (place / ANSWERS).exists()


def test_changed_page_is_kept_as_copy(built: Path, newer: Path, place: Path) -> None:
    """A page that the learner changed is kept beside its new version, and named."""
    workspaces.update(place, content=built)
    mine = notebook("目标", "我的想法")
    (place / PAGE).write_text(mine, encoding="utf-8")
    done = workspaces.update(place, content=newer)
    copy = PAGE.replace(".ipynb", "-my-copy-1.ipynb")
    assert done.kept == ((PAGE, copy),)
    assert (place / copy).read_text(encoding="utf-8") == mine
    assert (place / PAGE).read_bytes() == (newer / PAGE).read_bytes()


def test_copies_are_numbered(built: Path, newer: Path, place: Path, tmp_path: Path) -> None:
    """A second changed version becomes copy 2; copy 1 stays."""
    workspaces.update(place, content=built)
    for number, version in enumerate((newer, content(tmp_path / "newest", page=notebook("第三版"))), 1):
        (place / PAGE).write_text(notebook(f"想法 {number}"), encoding="utf-8")
        done = workspaces.update(place, content=version)
        assert done.kept == ((PAGE, PAGE.replace(".ipynb", f"-my-copy-{number}.ipynb")),)


def test_changed_page_stays_while_we_have_nothing_newer(built: Path, place: Path) -> None:
    """A changed page is left alone as long as our own version of it is the same."""
    workspaces.update(place, content=built)
    (place / PAGE).write_text(notebook("我的"), encoding="utf-8")
    done = workspaces.update(place, content=built)
    assert (done.written, done.kept) == ((), ())
    assert (place / PAGE).read_text(encoding="utf-8") == notebook("我的")


def test_running_a_page_is_not_changing_it(built: Path, newer: Path, place: Path) -> None:
    """A page that was run and saved, with outputs and other metadata, is replaced without a copy."""
    workspaces.update(place, content=built)
    (place / PAGE).write_text(notebook("目标", language_info={"version": "3.12"}), encoding="utf-8")
    assert workspaces.update(place, content=newer).kept == ()


def test_lost_page_comes_back(built: Path, place: Path) -> None:
    """A page that was deleted is there again after the next start."""
    workspaces.update(place, content=built)
    (place / PAGE).unlink()
    assert workspaces.update(place, content=built).written == (PAGE,)
    assert (place / PAGE).exists()


def test_withdrawn_page_goes_unless_it_was_changed(built: Path, place: Path, tmp_path: Path) -> None:
    """A page the new version no longer has is removed if it is as we put it, and stays if it is not."""
    workspaces.update(place, content=built)
    (place / OTHER).write_text(notebook("mine"), encoding="utf-8")
    smaller = tmp_path / "smaller" / "courses" / "00-home" / "zh" / "home.ipynb"
    smaller.parent.mkdir(parents=True)
    smaller.write_text(notebook("首页"), encoding="utf-8")
    workspaces.update(place, content=tmp_path / "smaller")
    assert sorted(files_in(place)) == ["courses/00-home/zh/home.ipynb", OTHER]


def test_workspace_without_manifest_is_not_overwritten(built: Path, place: Path) -> None:
    """In a folder we know nothing of, a file of the same name is kept as a copy."""
    (place / PAGE).parent.mkdir(parents=True)
    (place / PAGE).write_text(notebook("别人的"), encoding="utf-8")
    assert len(workspaces.update(place, content=built).kept) == 1


def test_no_pages_is_a_fault_of_the_course(tmp_path: Path, place: Path) -> None:
    """Without built pages nothing is made, and the sentence says how to get them."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "catalogue.json").write_text("[]")
    with pytest.raises(CourseFault, match="kamlab build"):
        workspaces.update(place, content=tmp_path / "empty")
    assert not place.exists()


def test_place_is_what_was_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path given goes before KAMLAB_WORKSPACE, and that before the home folder; all become absolute."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KAMLAB_WORKSPACE", raising=False)
    assert workspaces.place(None) == tmp_path / "kamlab"
    monkeypatch.setenv("KAMLAB_WORKSPACE", "~/练习")
    assert workspaces.place(None) == tmp_path / "练习"
    assert workspaces.place("here") == tmp_path / "here"


def test_place_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A file in the workspace's place is named, and another place proposed (exit code 2)."""
    (tmp_path / "kamlab").write_text("")
    with pytest.raises(BadInput, match="kamlab start ~/kamlab") as caught:
        workspaces.place(str(tmp_path / "kamlab"))
    assert caught.value.exit_code == 2


@given(st.text(max_size=40))
def test_fingerprint_is_of_cells_only(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Two notebooks with the same cells have the same mark, whatever else is in them; other cells differ."""
    path = tmp_path_factory.getbasetemp() / "marked.ipynb"
    marks = []
    for source, extra in ((text, "a"), (text, "b"), (text + "!", "a")):
        path.write_text(notebook(source, extra=extra), encoding="utf-8")
        marks.append(fingerprint(path))
    assert marks[0] == marks[1] != marks[2]
