"""From answers to outcomes, for a whole exercise. Nothing but the values and the key decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kamlab.answers import Expected, Outcome, Question, State, check
from kamlab.classroom.course import Exercise
from kamlab.classroom.submission import Submission
from kamlab.errors import CourseFault
from kamlab.language import speaking


@dataclass(frozen=True)
class Marked:
    """One question of one learner, marked.

    Attributes
    ----------
    value
        What the learner answered.
    expected
        What is right; None for a text that a trainer marks.
    explanation
        Sentence for the recognised misconception, in the learner's language.
    """

    question: Question
    value: Any
    expected: Expected | None
    outcome: Outcome
    explanation: str = ""

    @property
    def waits_for_trainer(self) -> bool:
        """Whether only a person can mark this: a text that is not empty."""
        return self.question.is_marked_by_hand and isinstance(self.value, str) and bool(self.value.strip())

    def points(self, highest: float) -> float:
        """Points earned, where the master's cell is worth `highest`; 0 for what waits for the trainer."""
        if self.question.points <= 0 or self.question.is_marked_by_hand:
            return 0.0
        earned = round(self.outcome.points * highest / self.question.points, 2)
        return float(min(max(earned, 0.0), highest))


def mark(exercise: Exercise, submission: Submission) -> Mapping[str, Marked]:
    """Question id -> how it was answered and what it earned.

    Raises
    ------
    CourseFault
        The key knows nothing of a question that a rule has to judge.
    """
    expected = exercise.expected(submission.variant)
    with speaking(submission.language):
        return {
            name: _marked(exercise, question, value=submission.values.get(name), expected=expected.get(name))
            for name, question in exercise.questions.items()
        }


def _marked(exercise: Exercise, question: Question, *, value: Any, expected: Expected | None) -> Marked:
    if expected is None and not question.is_marked_by_hand:
        raise CourseFault("classroom.not_in_key", question=question.id, exercise=exercise.id)
    outcome = check(question, expected, value)
    if outcome.state is State.RIGHT:
        return Marked(question, value, expected, outcome)
    return Marked(question, value, expected, outcome, exercise.key.explain(outcome.misconception))
