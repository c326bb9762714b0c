"""What is installed is pinned, by version and by hash, and nothing in the locks leads to a place."""

from __future__ import annotations

import re

import pytest
from house import PROJECT, project
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = {name: (PROJECT / "requirements" / f"{name}.txt") for name in ("learner", "dev")}
EXTRAS = project()["project"]["optional-dependencies"]


def _pinned(name: str) -> list[tuple[Requirement, int]]:
    """Requirement and number of hashes of every entry of a lock."""
    text = LOCKS[name].read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    entries = [entry for entry in re.split(r"\n(?=\S)", lines.replace("\\\n", " ")) if entry.strip()]
    return [
        (Requirement(entry.split("--hash")[0].strip()), entry.count("--hash=sha256:")) for entry in entries
    ]


def _names(name: str) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement, _ in _pinned(name)}


def _asked(*extras: str) -> list[Requirement]:
    own = [*project()["project"]["dependencies"], *project()["build-system"]["requires"]]
    every = own + [each for extra in extras for each in EXTRAS[extra]]
    return [Requirement(each) for each in every if not each.startswith("kamlab[")]


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_has_a_version_and_a_hash(name):
    """An entry names one version and at least one file's hash."""
    pinned = _pinned(name)
    assert len(pinned) > 50
    assert all(count and re.fullmatch(r"==[\w.!+]+", str(each.specifier)) for each, count in pinned)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_leads_nowhere(name):
    """No address, no option and no path stands in a lock."""
    text = LOCKS[name].read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    assert not re.search(r"^#.*/", text, re.MULTILINE)


@pytest.mark.parametrize(("name", "extras"), [("learner", ()), ("dev", ("teach", "author", "dev"))])
def test_a_lock_holds_what_the_project_asks_for(name, extras):
    """Every dependency, and every build tool, is pinned to a version inside the range asked for."""
    found = _pinned(name)
    for wanted in _asked(*extras):
        same = [each for each, _ in found if canonicalize_name(each.name) == canonicalize_name(wanted.name)]
        assert same, f"{wanted.name} is not in {LOCKS[name].name}: run make lock"
        versions = [str(each.specifier).removeprefix("==") for each in same]
        assert all(wanted.specifier.contains(version, prereleases=True) for version in versions)


def test_learners_get_no_gradebook():
    """nbgrader is in the lock of trainers and authors only."""
    assert "nbgrader" not in _names("learner")
    assert "nbgrader" in _names("dev")


def test_both_locks_agree():
    """What a learner gets is tested: the same versions and hashes stand in the lock of the tests."""
    dev = {(str(each), count) for each, count in _pinned("dev")}
    assert {(str(each), count) for each, count in _pinned("learner")} <= dev
