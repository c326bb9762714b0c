"""A file, a function and a list of parameters can each be taken in at one look."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from house import PACKAGE, PROJECT, files, tree

FILE, FUNCTION, PARAMETERS, MEDIAN = 250, 40, 5, 8
SOURCES = [*files(".py"), *files(".js")]
NAMES_THREE_COLUMNS = {"five_levels", "rfm_table"}
COMPARES_TWO = {"schemes_crosstab", "changes", "rank_shift", "migration"}
WEIGHED_OR_CUT_BY = {"weights", "cuts", "bins", "rules"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _short(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def _functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def _length(function: Function) -> int:
    """Lines of a function without its docstring and decorators."""
    first = function.body[0]
    is_told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    told = (first.end_lineno or 0) - first.lineno + 1 if is_told else 0
    return (function.end_lineno or 0) - function.lineno + 1 - told


def _parameters(function: Function) -> tuple[list[str], list[str]]:
    """Names of the parameters that can be given by position, and of all; `self` and `cls` do not count."""
    given = function.args
    by_position = [each.arg for each in (*given.posonlyargs, *given.args) if each.arg not in ("self", "cls")]
    return by_position, [*by_position, *(each.arg for each in given.kwonlyargs)]


def _loose(path: Path) -> list[str]:
    """Public functions of a module that take by position more than the frame and what it is weighed or cut by."""
    own = (each for each in tree(path).body if isinstance(each, Function) and not each.name.startswith("_"))
    return [each.name for each in own if _is_loose(each) and each.name not in COMPARES_TWO]


def _is_loose(function: Function) -> bool:
    more = _parameters(function)[0][1:]
    return len(more) > 1 or not set(more) <= WEIGHED_OR_CUT_BY


def _in_toolkit(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms or ("",) for path in (PACKAGE / room).rglob("*.py"))


def test_a_file_is_short():
    """No file of code has more than 250 lines."""
    lines = {_short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert not {name: count for name, count in lines.items() if count > FILE}


def test_a_function_is_short():
    """No function has more than 40 lines, its docstring left aside."""
    lengths = {(_short(path), each.name): _length(each) for path in files(".py") for each in _functions(path)}
    assert not {name: length for name, length in lengths.items() if length > FUNCTION}


def test_a_function_takes_few_parameters():
    """No function has more than five parameters, one that is told three columns or more by name excepted."""
    counts = {
        (_short(path), each.name): len(_parameters(each)[1])
        for path in _in_toolkit()
        for each in _functions(path)
    }
    many = {name: count for name, count in counts.items() if count > PARAMETERS}
    assert not {name for name in many if name[1] not in NAMES_THREE_COLUMNS}


def test_only_the_frame_goes_by_position():
    """A public function of methods and charts takes by position the frame and what it is weighed or cut by.

    One that compares two equals takes both; all else is told by name.
    """
    assert not {_short(path): names for path in _in_toolkit("methods", "charts") if (names := _loose(path))}


def test_half_of_all_functions_are_a_glance():
    """The median function of the toolkit has at most eight lines."""
    assert median(_length(each) for path in _in_toolkit() for each in _functions(path)) <= MEDIAN
