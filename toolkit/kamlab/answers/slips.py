"""What a key writes most: an expected answer beside the slips that its data set can tell apart from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from kamlab.answers.outcome import Expected

Answer = TypeVar("Answer")
NEAR = 1e-6
"""Numbers no farther apart than this, beyond the tolerance, are one answer."""


def told_apart(
    right: Answer, wrong: Mapping[str, Answer], *, same: Callable[[Answer, Answer], bool]
) -> dict[str, Answer]:
    """The slips whose answer is neither the right one nor that of a slip before.

    Examples
    --------
    >>> told_apart(80, {"recited": 80, "heads": 20, "rest": 20}, same=lambda one, other: one == other)
    {'heads': 20}
    """
    kept: dict[str, Answer] = {}
    for name, value in wrong.items():
        if not any(same(value, other) for other in (right, *kept.values())):
            kept[name] = value
    return kept


def expected_number(
    right: float, *, wrong: Mapping[str, float], invalid: tuple[object, ...], tolerance: float = 0.0
) -> Expected:
    """A number and the slips that lead to another one, rounded to two decimals as a learner writes them.

    Examples
    --------
    >>> dict(expected_number(79.8, wrong={"recited": 80, "heads": 20}, invalid=(), tolerance=0.5).wrong)
    {'heads': 20.0}
    """
    exact, near = round(float(right), 6), tolerance + NEAR
    slips = {name: round(float(value), 2) for name, value in wrong.items()}
    kept = told_apart(exact, slips, same=lambda one, other: abs(one - other) <= near)
    return Expected(exact, tolerance=tolerance, wrong=kept, invalid=invalid)


def expected_choices(
    right: Sequence[str], *, wrong: Mapping[str, Sequence[str]], invalid: tuple[object, ...]
) -> Expected:
    """A set of options and the slips that lead to another set.

    Examples
    --------
    >>> expected_choices(["a", "b"], wrong={"turned": ["b", "a"], "one": ["a"]}, invalid=()).wrong
    {'one': ['a']}
    """
    slips = {name: list(options) for name, options in wrong.items()}
    kept = told_apart(list(right), slips, same=lambda one, other: set(one) == set(other))
    return Expected(list(right), wrong=kept, invalid=invalid)
