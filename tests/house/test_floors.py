"""A module imports only from floors below its own."""

from __future__ import annotations

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from house import imported, modules

FLOORS = (
    ("language",), ("errors",), ("terms",),
    ("cells",), ("schema", "style"),
    ("data",), ("methods",), ("charts",),
    ("answers",), ("plan",), ("panels",), ("ownlist",), ("lab",),
    ("pages",), ("classroom",), ("cli",),
)  # fmt: skip
LEVEL = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
TOUCHES_THE_WORLD = {"matplotlib", "ipywidgets", "IPython", "os", "pathlib", "time", "random", "io", "sys"}
BANNED = {
    "language": {"pandas", "numpy"},
    "errors": {"pandas", "numpy"},
    "terms": {"pandas", "numpy"},
    "methods": TOUCHES_THE_WORLD,
    "data": {"matplotlib", "ipywidgets", "IPython"},
    "charts": {"ipywidgets", "IPython", "nbgrader"},
    "answers": {"pandas", "matplotlib", "nbgrader"},
    "plan": {"ipywidgets", "IPython", "nbgrader"},
    "panels": {"nbgrader", "jupytext"},
    "pages": {"nbgrader", "ipywidgets"},
}


def _room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def _module(name: str) -> str:
    """Module that an imported name lies in."""
    known = modules()
    while name not in known and "." in name:
        name = name.rpartition(".")[0]
    return name


def test_every_module_has_a_floor():
    """A new room is given a place in the house before anything is built in it."""
    assert {_room(name) for name in modules()} - {""} <= set(LEVEL)


def test_a_module_imports_from_below_only():
    """Nothing is imported from a floor above, nor from a neighbour on the same floor."""
    used = {(name, room) for name, path in modules().items() for room in _rooms(path) - {"", _room(name)}}
    assert not {(name, room) for name, room in used if _room(name) and LEVEL[room] >= LEVEL[_room(name)]}


def _rooms(path: Path) -> set[str]:
    return {_room(_module(other)) for other in imported(path) if other.startswith("kamlab.")}


def test_a_room_keeps_out_what_it_never_does():
    """No floor imports a package that belongs to another: no chart in a method, no gradebook in a panel."""
    roots = {name: {other.split(".")[0] for other in imported(path)} for name, path in modules().items()}
    assert not {
        name: wrong for name, used in roots.items() if (wrong := used & BANNED.get(_room(name), set()))
    }


def test_no_modules_import_each_other():
    """The modules can be put in an order in which each imports only earlier ones."""
    known = modules()
    graph = {
        name: {_module(other) for other in imported(path) if other.startswith("kamlab.")} - {name, "kamlab"}
        for name, path in known.items()
    }
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as fault:
        pytest.fail(" -> ".join(fault.args[1]))


@pytest.mark.parametrize("name", ["kamlab", "kamlab.language", "kamlab.answers", "kamlab.lab"])
def test_what_every_kernel_pays_for_is_light(name):
    """A page's first import loads neither pandas nor matplotlib nor ipywidgets."""
    code = f"import sys, {name}; print(sorted({{'pandas', 'matplotlib', 'ipywidgets'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("family", ["segment", "value", "retention"])
def test_a_method_in_a_script_is_light(family):
    """Beyond pandas a family of methods loads no chart, no widget, no gradebook and no scipy."""
    heavy = {"matplotlib", "ipywidgets", "IPython", "nbgrader", "scipy"}
    code = f"import sys, kamlab, kamlab.methods.{family}; print(*(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
