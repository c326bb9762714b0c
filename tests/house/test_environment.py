"""environment.yml asks for what pyproject.toml asks for."""

from __future__ import annotations

import yaml
from house import PROJECT, project
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OTHER_NAME = {"matplotlib-base": "matplotlib"}
TOOLS_OF_CONDA = {"python", "pip"}


def _conda() -> tuple[list[str], list[str]]:
    """Packages from conda-forge and packages that pip adds."""
    listed = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    pip = next(each["pip"] for each in listed if isinstance(each, dict))
    return [each for each in listed if isinstance(each, str)], pip


def _ranges(entries: list[str]) -> dict[str, str]:
    asked = [Requirement(each) for each in entries]
    return {
        canonicalize_name(OTHER_NAME.get(each.name, each.name)): ",".join(
            sorted(str(each.specifier).split(","))
        )
        for each in asked
    }


def test_the_two_files_ask_for_the_same():
    """Names and ranges are those of the learner's and the trainer's packages; the project itself comes last."""
    conda, pip = _conda()
    about = project()["project"]
    wanted = _ranges([*about["dependencies"], *about["optional-dependencies"]["teach"]])
    found = _ranges([*conda, *(each for each in pip if each != ".")])
    assert {name: asked for name, asked in found.items() if name not in TOOLS_OF_CONDA} == wanted
    assert pip[-1] == "."


def test_both_ask_for_the_same_python():
    """The oldest Python is the same."""
    assert _ranges(_conda()[0])["python"] == project()["project"]["requires-python"]
