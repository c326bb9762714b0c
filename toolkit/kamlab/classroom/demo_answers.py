"""Answers made to earn a known number of points, from the key of the learner's own variant.

The points are counted here by how the answers were made, not by asking the checker; so the demonstration
tests the whole way from an answer file to the gradebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kamlab.answers import Expected, Question
from kamlab.classroom.course import Exercise
from kamlab.language import say

Earned = tuple[Any, float]
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def made(exercise: Exercise, *, variant: int, kind: str) -> tuple[dict[str, Any], float]:
    """Values as a learner of this kind gives them, and the points they were made to earn."""
    make = _KINDS.get(kind, right)
    expected = exercise.expected(variant)
    values, points = {}, 0.0
    for place, (name, question) in enumerate(exercise.questions.items()):
        if question.is_marked_by_hand:
            value, earned = _text(kind), 0.0
        else:
            value, earned = make(question, expected[name], place)
        values[name], points = value, points + earned
    return {name: value for name, value in values.items() if value is not None}, round(points, 2)


def copied(exercise: Exercise, *, variant: int) -> dict[str, Any]:
    """A neighbour's right numbers, as far as they are wrong for this variant: made to earn nothing."""
    own = exercise.expected(variant)
    count = int(exercise.page["variants"])
    neighbour = exercise.expected((variant + 1) % count)
    return {
        name: neighbour[name].right
        for name, question in exercise.questions.items()
        if question.kind == "number" and not _same(own[name], neighbour[name].right)
    }


def right(question: Question, expected: Expected, place: int) -> Earned:
    """Everything right."""
    return expected.reference(), question.points


def typed(question: Question, expected: Expected, place: int) -> Earned:
    """Right numbers, typed with full-width digits and a blank behind."""
    if question.kind != "number":
        return right(question, expected, place)
    return f"{expected.right}".translate(_FULL_WIDTH) + " ", question.points


def half(question: Question, expected: Expected, place: int) -> Earned:
    """Every second question right, the others left out."""
    return right(question, expected, place) if place % 2 == 0 else (None, 0.0)


def partly(question: Question, expected: Expected, place: int) -> Earned:
    """One part of every label set, table and list wrong or missing; single answers right."""
    parts = _one_part_off(question, expected)
    if parts is None:
        return right(question, expected, place)
    value, count = parts
    return value, round(question.points * (count - 1) / count, 2)


def misconceptions(question: Question, expected: Expected, place: int, *, number: int = 0) -> Earned:
    """A known wrong number or choice where the key lists one; the rest right."""
    if question.kind not in ("number", "choice") or not expected.wrong:
        return right(question, expected, place)
    wrong = list(expected.wrong.values())
    return wrong[min(number, len(wrong) - 1)], 0.0


def second_misconceptions(question: Question, expected: Expected, place: int) -> Earned:
    """The second known wrong number or choice, where there is one."""
    return misconceptions(question, expected, place, number=1)


def not_valid(question: Question, expected: Expected, place: int) -> Earned:
    """Answers not written as asked, where the key lists any; the rest right."""
    if not expected.invalid:
        return right(question, expected, place)
    return expected.invalid[0], 0.0


def nothing(question: Question, expected: Expected, place: int) -> Earned:
    """No answer."""
    return None, 0.0


_KINDS: Mapping[str, Callable[[Question, Expected, int], Earned]] = {
    "typed": typed,
    "half": half,
    "partly": partly,
    "misconceptions": misconceptions,
    "second_misconceptions": second_misconceptions,
    "not_valid": not_valid,
    "empty": nothing,
    "no_file": nothing,
}


def _text(kind: str) -> str | None:
    if kind in ("half", "empty", "no_file"):
        return None
    return say("classroom.demo_script" if kind == "script_in_text" else "classroom.demo_letter")


def _one_part_off(question: Question, expected: Expected) -> tuple[Any, int] | None:
    reference = expected.reference()
    if question.kind == "labels":
        row = next(iter(reference))
        accepted = expected.right[row]
        wrong = [name for name in question.option_ids() if name != accepted and name not in _set(accepted)]
        return {**reference, row: wrong[0]}, len(reference)
    if question.kind == "table":
        row = next(iter(reference))
        field = next(iter(reference[row]))
        count = sum(len(part) for part in reference.values())
        return {**reference, row: {**reference[row], field: reference[row][field] + 1000}}, count
    if question.kind == "choices" and len(reference) > 1:
        return reference[1:], len(reference)
    return None


def _set(accepted: Any) -> set[str]:
    return {accepted} if isinstance(accepted, str) else set(accepted)


def _same(expected: Expected, value: float) -> bool:
    return any(abs(value - each) <= expected.tolerance + 1e-6 for each in (expected.right, *expected.also))
