"""What leaves the house: the wheel holds the learner's edition and no key of a graded page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from house import PACKAGE, PROJECT

from kamlab.language import LANGUAGES
from kamlab.pages.build import build
from kamlab.pages.source import find_pages

PAGES = [page for page in find_pages(PROJECT) if page.kind != "teaching-note"]
GRADED = [page for page in PAGES if page.mode == "graded"]
SHARED = "share/jupyter/labextensions/kamlab"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The project's wheel, built from this tree with the tools that are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(folder), str(PROJECT)], check=True, stdin=subprocess.DEVNULL)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as opened:
        yield opened


def _built(out: Path, *, seed: str) -> dict[str, bytes]:
    code = "import sys; from pathlib import Path; from kamlab.pages.build import build; "
    code += "build(Path(sys.argv[1]), Path(sys.argv[2]))"
    environment = os.environ | {"PYTHONHASHSEED": seed}
    subprocess.run([sys.executable, "-c", code, str(PROJECT), str(out)], check=True, env=environment)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_two_builds_are_byte_identical(tmp_path):
    """The pages are a function of the sources: another run, another hash seed, the same bytes."""
    assert _built(tmp_path / "a", seed="1") == _built(tmp_path / "b", seed="2")


def test_every_page_is_inside(wheel):
    """A learner's notebook in each language, page.json and the catalogue are in the wheel."""
    names = set(wheel.namelist())
    assert "kamlab/built/learner/catalogue.json" in names
    for page in PAGES:
        folder = f"kamlab/built/learner/{page.folder.as_posix()}"
        assert f"{folder}/page.json" in names
        assert {f"{folder}/{language}/{page.path.stem}.ipynb" for language in LANGUAGES} <= names


def test_nothing_of_the_trainer_is_inside(wheel):
    """No trainer's tree, no teaching note, no source of a page, no board plan."""
    names = wheel.namelist()
    assert not [name for name in names if name.startswith("kamlab/built/trainer/")]
    assert not [name for name in names if "teaching-note" in name or name.endswith(("-board.html", ".md"))]


def test_keys_are_those_of_practice_pages(wheel):
    """Keys inside belong to practice pages; a graded page's key, rubric and solutions are not there."""
    found = {name.split("/")[3] for name in wheel.namelist() if name.startswith("kamlab/built/keys/")}
    assert GRADED
    assert found
    assert found <= {page.id for page in PAGES if page.mode == "practice"}


@pytest.mark.parametrize("page", GRADED, ids=lambda page: page.id)
def test_no_solution_of_a_graded_page_is_anywhere_inside(wheel, page, tmp_path):
    """Not one line of a graded page's solutions or key, nor a misconception of its rubric, stands in any file."""
    build(PROJECT, tmp_path)
    keys = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "keys").glob("*/*")}
    secret = {
        line for path, text in keys.items() if path.parent.name == page.id for line in _long_lines(text)
    }
    public = {
        line for path, text in keys.items() if path.parent.name != page.id for line in _long_lines(text)
    }
    texts = {name: wheel.read(name).decode("utf-8", "replace") for name in wheel.namelist()}
    assert secret - public
    assert not [(name, line) for name, text in texts.items() for line in secret - public if line in text]


def _long_lines(text: str) -> set[str]:
    """Lines of a text long enough to give something away, as JSON holds them and as a person wrote them."""
    lines = {line.strip(' ",') for part in text.splitlines() for line in part.split("\\n")}
    return {line for line in lines if len(line) > 40 and not line.startswith(("from ", "import "))}


def test_jupyter_finds_the_extension(wheel):
    """The lab extension lies where JupyterLab looks, its entry point included."""
    data = next(name.split("/")[0] for name in wheel.namelist() if ".data/" in name)
    about = json.loads(wheel.read(f"{data}/data/{SHARED}/package.json"))
    entry = about["jupyterlab"]["_build"]["load"]
    assert f"{data}/data/{SHARED}/{entry}" in wheel.namelist()


def test_the_wheel_brings_its_licences_and_its_data(wheel):
    """Both licences, the message catalogue, the glossary and the style sheets are inside; caches are not."""
    names = wheel.namelist()
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE", "LICENSE-texts"}
    data = [path for path in PACKAGE.rglob("*") if path.suffix in (".toml", ".csv", ".css", ".html")]
    assert {f"kamlab/{path.relative_to(PACKAGE).as_posix()}" for path in data} <= set(names)
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
