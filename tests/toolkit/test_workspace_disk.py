"""The learner's working folder on a bad day: interrupted, full, read-only, damaged, or of another version."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from built_pages import OTHER, PAGE, content, files_in, notebook

from kamlab.cli import workspace as workspaces
from kamlab.cli.manifest import fingerprint
from kamlab.errors import BadInput, CannotWrite
from kamlab.language import speaking


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


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"format": 1}', '{"format": 1, "version": 0, "files": 3}']
)
def test_damaged_manifest_is_set_aside(built: Path, place: Path, damage: str) -> None:
    """A manifest that cannot be read is kept under another name, and the update goes on."""
    workspaces.update(place, content=built)
    (place / ".kamlab" / "manifest.json").write_text(damage)
    done = workspaces.update(place, content=built)
    assert done.set_aside == "manifest-damaged-1.json"
    assert (place / ".kamlab" / done.set_aside).read_text() == damage
    assert done.kept == ()


def test_workspace_of_a_newer_version_is_refused(built: Path, place: Path) -> None:
    """A workspace whose manifest has a later format is left as it is, and the sentence says what to do."""
    workspaces.update(place, content=built)
    before = files_in(place)
    (place / ".kamlab" / "manifest.json").write_text('{"format": 99, "version": "9.0", "files": {}}')
    with pytest.raises(BadInput) as caught, speaking("en"):
        workspaces.update(place, content=built, version="0.1.0")
    with speaking("en"):
        assert str(caught.value) == (
            f"'{place}' was prepared by a newer version of the lab (9.0); this is 0.1.0. "
            "Upgrade kamlab first, or use another working folder."
        )
    assert files_in(place) == before


@pytest.mark.parametrize("count", range(1, 9))
def test_interrupted_update_is_completed(
    built: Path, newer: Path, place: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Wherever an update breaks off, no half file is left, and the next one ends as if nothing had been."""
    workspaces.update(place, content=built)
    (place / OTHER).write_text(notebook("mine"), encoding="utf-8")
    changed = content(newer.parent / "both", page=notebook("新"), other=notebook("new"))
    _break_after(count, monkeypatch, error=KeyboardInterrupt())
    try:
        workspaces.update(place, content=changed)
    except KeyboardInterrupt:
        known = {fingerprint(root / name) for root in (built, changed) for name in (PAGE, OTHER)}
        assert fingerprint(place / PAGE) in known
        assert fingerprint(place / OTHER) in known or b"mine" in (place / OTHER).read_bytes()
    monkeypatch.undo()
    workspaces.update(place, content=changed)
    copy = OTHER.replace(".ipynb", "-my-copy-1.ipynb")
    found = files_in(place)
    assert found.pop(copy).decode() == notebook("mine")
    assert found == files_in(changed)


def test_full_disk_is_told_and_harms_nothing(
    built: Path, newer: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the old page stays whole, and the sentence says so (exit code 3)."""
    workspaces.update(place, content=built)
    before = files_in(place)
    _break_after(2, monkeypatch, error=OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(CannotWrite) as caught:
        workspaces.update(place, content=newer)
    assert caught.value.exit_code == 3
    with speaking("en"):
        assert str(caught.value) == (
            f"The disk is full; '{place / PAGE}' could not be written. None of your files was touched. "
            "Free some space, then run kamlab start again."
        )
    assert files_in(place) == before


def test_read_only_disk_is_told(built: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk that refuses to be written the sentence names the folder and the way out (exit code 3)."""

    def refuse(_path: Path, _data: bytes) -> int:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(CannotWrite) as caught:
        workspaces.update(place, content=built)
    assert caught.value.exit_code == 3
    with speaking("en"):
        assert str(caught.value) == (
            f"Cannot write to '{place}' (Read-only file system). "
            "Choose a place that can be written to, for example: kamlab start ~/kamlab"
        )


def _break_after(count: int, monkeypatch: pytest.MonkeyPatch, *, error: BaseException) -> None:
    calls = []
    real = os.fsync

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) >= count:
            raise error
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
