"""The learner's working folder: made from the built pages, and brought up to date without touching own work.

A file of ours that is still as we put it is replaced by its new version. A page that the learner has
changed is kept beside it as `...-my-copy-<n>.ipynb`. Whatever we never put there (answers, notes, own
notebooks) is not looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kamlab import __version__
from kamlab.cli import manifest as manifests
from kamlab.cli.disk import sweep, told_plainly, write_whole
from kamlab.cli.manifest import Manifest, fingerprint
from kamlab.errors import BadInput, CourseFault

OWN_FOLDER = ".kamlab"
ROOMS = ("courses", "cases", "exercises")
CATALOGUE = "catalogue.json"
CATALOGUE = "catalogue.json"
LEARNERS_OWN = ("answers.json",)


@dataclass(frozen=True)
class Update:
    """What an update did: names of files, relative to the workspace.

    `kept` pairs a page that the learner had changed with the name of the copy that holds the changes;
    `set_aside` is the name of a manifest that could not be read.
    """

    is_new: bool
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    set_aside: str = ""


@dataclass
class _Plan:
    """What has to be done, decided before anything is touched."""

    write: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)


def place(asked: str | None) -> Path:
    """Absolute path of the workspace: what was asked, else `KAMLAB_WORKSPACE`, else `~/kamlab`.

    Raises
    ------
    BadInput
        There is a file of that name.
    """
    wanted = asked or os.environ.get("KAMLAB_WORKSPACE") or "~/kamlab"
    path = Path(wanted).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise BadInput("start.not_a_folder", path=path)
    return path


def update(workspace: Path, *, content: Path, version: str = __version__) -> Update:
    """Bring the pages of `workspace` to those of `content`; own work stays as it is.

    An update that was interrupted is completed by the next one.

    Raises
    ------
    CannotWrite
        The disk is full, read-only, or does not let us.
    BadInput
        The workspace was prepared by a newer version.
    CourseFault
        `content` holds no pages.
    """
    own = workspace / OWN_FOLDER
    is_new = not own.exists()
    marks = {name: fingerprint(content / name) for name in sorted(_pages(content))}
    if not marks.keys() - {CATALOGUE}:
        raise CourseFault("start.no_content", path=content)
    with told_plainly(workspace):
        own.mkdir(parents=True, exist_ok=True)
        _prove_writable(own)
        sweep(own / "partial")
        manifest, set_aside = manifests.read(own, version=version)
        plan = _plan(workspace, manifest=manifest, marks=marks)
        kept = tuple(_carry_out(plan, workspace=workspace, content=content, manifest=manifest, marks=marks))
    _finish(own, manifest=manifest, marks=marks, version=version)
    aside = set_aside.name if set_aside else ""
    return Update(is_new, tuple(plan.write), tuple(plan.remove), kept, aside)


def _pages(content: Path) -> Iterator[str]:
    if (content / CATALOGUE).is_file():
        yield CATALOGUE
    if (content / CATALOGUE).is_file():
        yield CATALOGUE
    for room in ROOMS:
        for path in (content / room).rglob("*"):
            relative = path.relative_to(content)
            hidden = any(part.startswith((".", "__")) for part in relative.parts)
            if path.is_file() and not hidden and path.name not in LEARNERS_OWN:
                yield relative.as_posix()


def _prove_writable(own: Path) -> None:
    probe = own / "can-write"
    probe.write_bytes(b"")
    probe.unlink()


def _plan(workspace: Path, *, manifest: Manifest, marks: dict[str, str]) -> _Plan:
    plan = _Plan()
    for name, mark in marks.items():
        found = fingerprint(workspace / name) if (workspace / name).is_file() else ""
        if found == mark:
            continue
        if not found or manifest.is_ours(name, found):
            plan.write.append(name)
        elif manifest.newest(name) != mark:
            plan.keep.append(name)
            plan.write.append(name)
    for name in manifest.files.keys() - marks.keys():
        path = workspace / name
        if path.is_file() and manifest.is_ours(name, fingerprint(path)):
            plan.remove.append(name)
    return plan


def _carry_out(
    plan: _Plan, *, workspace: Path, content: Path, manifest: Manifest, marks: dict[str, str]
) -> Iterator[tuple[str, str]]:
    partial = workspace / OWN_FOLDER / "partial" / "file"
    for name in set(plan.write) - set(plan.keep):
        manifest.note(name, marks[name])
    manifests.write(workspace / OWN_FOLDER, manifest)
    for name in plan.write:
        if name in plan.keep:
            yield name, _keep_copy(workspace / name, partial=partial).relative_to(workspace).as_posix()
        write_whole(workspace / name, data=(content / name).read_bytes(), partial=partial)
    for name in plan.remove:
        (workspace / name).unlink()
        _remove_if_empty((workspace / name).parent, stop=workspace)


def _keep_copy(page: Path, *, partial: Path) -> Path:
    data = page.read_bytes()
    number = 1
    while (copy := page.with_name(f"{page.stem}-my-copy-{number}{page.suffix}")).exists():
        if copy.read_bytes() == data:
            return copy
        number += 1
    write_whole(copy, data=data, partial=partial)
    return copy


def _remove_if_empty(folder: Path, *, stop: Path) -> None:
    while folder != stop and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _finish(own: Path, *, manifest: Manifest, marks: dict[str, str], version: str) -> None:
    for name in manifest.files.keys() - marks.keys():
        del manifest.files[name]
    for name, mark in marks.items():
        manifest.note(name, mark)
    manifest.version = version
    manifests.write(own, manifest)
