"""From an answer and what was expected to an outcome. An outcome is data, never a printed text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kamlab.answers.question import Question
from kamlab.answers.reading import is_empty, valid_value
from kamlab.errors import BadInput


class State(StrEnum):
    """What became of an answer."""

    NOT_ATTEMPTED = "not_attempted"
    NOT_VALID = "not_valid"
    WRONG = "wrong"
    PARTLY_RIGHT = "partly_right"
    RIGHT = "right"
    TO_MARK = "to_mark"


@dataclass(frozen=True)
class Judgement:
    """What rules make of an answer that has no single right form, such as a plan.

    Attributes
    ----------
    right_count, part_count
        Of how many criteria how many are met.
    share
        Share of the points that is earned, 0 to 1.
    misconception
        Id of the recognised misconception, if any.
    is_red
        Whether the answer holds a breach that caps the total of the whole page (`Key.cap`).
    notes
        Sentences in the current language on what was not met and what would meet it.
    """

    right_count: int
    part_count: int
    share: float
    misconception: str | None = None
    is_red: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """What a right answer is, and which wrong ones are known.

    Attributes
    ----------
    right
        Value in the form `valid_value` returns. In labels, a row may accept several labels (a tuple).
    tolerance
        For numbers: largest difference from `right` that still counts, in the question's unit.
    also
        Other answers that count as right.
    wrong
        Misconception id -> the answer it leads to. For labels and tables only the rows that differ.
    invalid
        Answers that are not valid, for the tests of the key.
    is_partial
        Whether part of a list, order, label set or table earns part of the points.
    judge
        For an answer without a single right form: the rules that judge it. `right` is then a good answer, and
        each of `wrong` a whole answer.
    """

    right: Any
    tolerance: float = 0.0
    also: tuple[Any, ...] = ()
    wrong: Mapping[str, Any] = field(default_factory=dict)
    invalid: tuple[Any, ...] = ()
    is_partial: bool = True
    judge: Callable[[Any], Judgement] | None = field(default=None, compare=False)

    def reference(self) -> Any:
        """A full answer that earns every point: where several labels are accepted, the first."""
        if not isinstance(self.right, Mapping):
            return list(self.right) if isinstance(self.right, (list, tuple, set, frozenset)) else self.right
        return {row: part[0] if isinstance(part, tuple) else part for row, part in self.right.items()}

    def answer_for(self, misconception: str) -> Any:
        """A full answer such as one who holds `misconception` would give."""
        wrong = self.wrong[misconception]
        if self.judge or not isinstance(wrong, Mapping):
            return wrong
        answer = dict(self.reference())
        for row, part in wrong.items():
            answer[row] = {**answer.get(row, {}), **part} if isinstance(part, Mapping) else part
        return answer


@dataclass(frozen=True)
class Outcome:
    """Result of checking one answer.

    Attributes
    ----------
    state
        What became of the answer.
    points
        Earned points, 0 to the question's points, two decimals.
    misconception
        Id of the recognised misconception, if any.
    message
        For an answer that is not valid: the sentence on how to write it.
    right_count, part_count, extra_count
        Of how many parts (rows, cells, places) how many are right; how many were chosen that should not be.
    is_red
        Whether the answer holds a breach that caps the total of the whole page.
    notes
        For an answer that rules judged: sentences on what was not met and what would meet it.
    """

    state: State
    points: float = 0.0
    misconception: str | None = None
    message: str = ""
    right_count: int = 0
    part_count: int = 1
    extra_count: int = 0
    is_red: bool = False
    notes: tuple[str, ...] = ()


def check(question: Question, expected: Expected | None, value: object) -> Outcome:
    """Outcome of `value` as the answer to `question`.

    Parameters
    ----------
    question
        What was asked.
    expected
        What is right; None for a text that a trainer marks.
    value
        As the answer file holds it. It is only compared, never run.
    """
    if is_empty(value):
        return Outcome(State.NOT_ATTEMPTED)
    rows = expected.right if expected is not None and isinstance(expected.right, Mapping) else ()
    try:
        answer = valid_value(question, value, rows=rows)
    except BadInput as fault:
        return Outcome(State.NOT_VALID, message=str(fault))
    if expected is None or question.is_marked_by_hand:
        return Outcome(State.TO_MARK)
    return _judge(question, expected, answer)


def _judge(question: Question, expected: Expected, answer: Any) -> Outcome:
    if expected.judge:
        return _outcome(question, expected.judge(answer))
    accepted = (expected.right, *expected.also)
    parts = [_parts(question.kind, value, answer, tolerance=expected.tolerance) for value in accepted]
    right, count, extra = max(parts, key=lambda part: (part[0] - part[2]) / part[1])
    share = max(0.0, (right - extra) / count)
    if share >= 1.0:
        return Outcome(State.RIGHT, question.points, right_count=right, part_count=count)
    is_partly = share > 0.0 and expected.is_partial and count > 1
    return Outcome(
        State.PARTLY_RIGHT if is_partly else State.WRONG,
        round(question.points * share, 2) if is_partly else 0.0,
        _misconception(question.kind, expected, answer),
        right_count=right,
        part_count=count,
        extra_count=extra,
    )


def _outcome(question: Question, judged: Judgement) -> Outcome:
    """Outcome of an answer that rules judged."""
    share = min(max(judged.share, 0.0), 1.0)
    state = State.RIGHT if share == 1.0 else State.PARTLY_RIGHT if share else State.WRONG
    return Outcome(
        state,
        round(question.points * share, 2),
        judged.misconception,
        right_count=judged.right_count,
        part_count=judged.part_count,
        is_red=judged.is_red,
        notes=judged.notes,
    )


def _parts(kind: str, right: Any, answer: Any, *, tolerance: float) -> tuple[int, int, int]:
    """How many parts are right, how many there are, and how many were given that should not have been."""
    if kind == "number":
        return int(_near(answer, right, tolerance)), 1, 0
    if kind == "choice":
        return int(answer == right), 1, 0
    if kind == "choices":
        wanted, given = set(right), set(answer)
        if not wanted:
            return int(not given), 1, 0
        return len(wanted & given), len(wanted), len(given - wanted)
    if kind == "order":
        return sum(one == other for one, other in zip(right, answer, strict=False)), len(right), 0
    if kind == "labels":
        return sum(_accepts(part, answer.get(row)) for row, part in right.items()), len(right), 0
    cells = [(row, name, cell) for row, part in right.items() for name, cell in part.items()]
    hits = sum(_near(answer.get(row, {}).get(name), cell, tolerance) for row, name, cell in cells)
    return hits, len(cells), 0


def _near(answer: float | None, right: float, tolerance: float) -> bool:
    return answer is not None and abs(answer - right) <= tolerance + 1e-9


def _accepts(part: str | Collection[str], label: str | None) -> bool:
    return label == part if isinstance(part, str) else label in part


def _misconception(kind: str, expected: Expected, answer: Any) -> str | None:
    for name, wrong in expected.wrong.items():
        if _shows(kind, wrong, answer, tolerance=expected.tolerance):
            return name
    return None


def _shows(kind: str, wrong: Any, answer: Any, *, tolerance: float) -> bool:
    if kind == "choices":
        return set(wrong) == set(answer)
    if kind in ("order", "choice"):
        return bool(wrong == answer)
    right, count, _ = _parts(kind, wrong, answer, tolerance=tolerance)
    return right == count
