"""What a learner handed in, read strictly: the answers, and what the trainer has to know about them.

The owner is the name of the folder the submission lies in. Who the file says it is earns and costs
nothing; where the two differ, the trainer is told.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kamlab.answers import Answers, read_answers
from kamlab.classroom.course import Exercise
from kamlab.classroom.text import shortened
from kamlab.errors import DamagedFile
from kamlab.language import Language, say

ANSWER_FILE = "answers.json"


@dataclass(frozen=True)
class Notice:
    """A sentence about a submission, made in the reader's language when it is read."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(self.key, **self.values)


@dataclass(frozen=True)
class Submission:
    """The answers of one learner to one exercise.

    Attributes
    ----------
    learner
        The owner.
    variant
        The owner's variant; what the file says of it does not count.
    language
        Language the learner worked in, else the class's.
    values
        Question id -> plain value; empty where the file could not be read.
    notices
        What is not as it should be.
    """

    learner: str
    variant: int
    language: Language
    values: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()


def read_submission(exercise: Exercise, *, learner: str, folder: Path) -> Submission:
    """Read `folder`, where the submission of `learner` lies. Whatever lies there, this returns."""
    variant = exercise.variant(learner)
    try:
        answers = read_answers(folder / ANSWER_FILE)
    except FileNotFoundError:
        notice = _missing(exercise, learner)
        return Submission(learner, variant, exercise.course.language, notices=(notice,))
    except DamagedFile as fault:
        notice = Notice("classroom.unreadable", {"reason": Notice(fault.key, fault.values)})
        return Submission(learner, variant, exercise.course.language, notices=(notice,))
    language: Language = "en" if answers.language == "en" else "zh"
    notices = tuple(_differences(answers, exercise=exercise, learner=learner, variant=variant))
    is_foreign = answers.exercise != exercise.id
    values = {} if is_foreign else {name: given.value for name, given in answers.given.items()}
    return Submission(learner, variant, language, values, notices)


def _missing(exercise: Exercise, learner: str) -> Notice:
    kept = exercise.course.set_aside(learner, exercise.id)
    if any(os.path.lexists(run / ANSWER_FILE) for run in kept.glob("*")):
        return Notice("classroom.unreadable", {"reason": Notice("classroom.irregular_answers")})
    return Notice("classroom.no_answers", {"file": ANSWER_FILE})


def _differences(answers: Answers, *, exercise: Exercise, learner: str, variant: int) -> Iterator[Notice]:
    if answers.exercise != exercise.id:
        found = {"found": shortened(answers.exercise), "wanted": exercise.id}
        yield Notice("classroom.other_exercise", found)
        return
    if _folded(answers.learner) != _folded(learner):
        yield Notice(
            "classroom.other_learner", {"found": shortened(answers.learner), "wanted": shortened(learner)}
        )
    if answers.variant != variant:
        yield Notice("classroom.other_variant", {"found": answers.variant, "wanted": variant})
    strange = [name for name in answers.given if name not in exercise.questions and ":" not in name]
    if strange:
        yield Notice("classroom.unknown_questions", {"count": len(strange), "first": shortened(strange[0])})


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
