"""Answers are data: questions, the answer file, and what checking an answer comes to.

A learner's answer is a plain value in one file. A `Question` says what a valid answer looks like, an
`Expected` what a right one is, and `check` joins the two to an `Outcome`. No code of a learner's runs.
"""

from kamlab.answers.file import AnswerFile
from kamlab.answers.key import Key, load_key
from kamlab.answers.outcome import Expected, Judgement, Outcome, State, check
from kamlab.answers.question import Question
from kamlab.answers.reading import is_empty, valid_value
from kamlab.answers.strict import Answers, Given, parse_answers, read_answers

__all__ = [
    "AnswerFile",
    "Answers",
    "Expected",
    "Given",
    "Judgement",
    "Key",
    "Outcome",
    "Question",
    "State",
    "check",
    "is_empty",
    "load_key",
    "parse_answers",
    "read_answers",
    "valid_value",
]
