"""What an answer file holds, and its strict reader.

Only a regular file of bounded size, UTF-8, with no doubled key, no NaN, bounded depth and count is read;
anything else is refused with one sentence.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kamlab.answers import limits
from kamlab.errors import DamagedFile

FORMAT = 1


@dataclass(frozen=True)
class Given:
    """One answer: its plain value and the time it was given (ISO 8601, UTC)."""

    value: Any
    time: str


@dataclass(frozen=True)
class Answers:
    """What an answer file holds.

    Attributes
    ----------
    exercise
        Id of the page.
    learner
        Who answered, as typed.
    variant
        Which data set the learner was dealt.
    language
        "zh" or "en": the language the learner last worked in.
    given
        Question id -> the answer. Settings of live panels stand under "panel:<name>".
    """

    exercise: str
    learner: str = ""
    variant: int = 0
    language: str = "zh"
    given: Mapping[str, Given] = field(default_factory=dict)

    def value(self, question: str) -> Any:
        """Plain value given to `question`, None where there is none."""
        found = self.given.get(question)
        return found.value if found else None

    def to_json(self) -> str:
        """The file's text: sorted, readable, one form for one content."""
        answers = {name: {"value": part.value, "time": part.time} for name, part in self.given.items()}
        head = {"format": FORMAT, "exercise": self.exercise, "learner": self.learner}
        body = {"variant": self.variant, "language": self.language, "answers": answers}
        return json.dumps(head | body, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_answers(path: Path) -> Answers:
    """Answers in the file at `path`, read strictly.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    DamagedFile
        It is a link, a pipe, a folder, too large, not UTF-8, not JSON, too deep, not an answer file; or of
        a newer format ("answers.future_format").
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise
    except OSError as fault:
        raise DamagedFile("answers.unreadable", file=path.name) from fault
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise DamagedFile("answers.unreadable", file=path.name)
    with os.fdopen(handle, "rb") as stream:
        if status.st_size > limits.FILE_BYTES:
            raise DamagedFile("answers.file_too_large", file=path.name, high=limits.FILE_BYTES // 1000)
        return parse_answers(stream.read(limits.FILE_BYTES + 1), name=path.name)


def parse_answers(text: bytes, *, name: str = "answers.json") -> Answers:
    """Answers in the bytes of an answer file; the same refusals as `read_answers`."""
    try:
        plain = json.loads(text.decode("utf-8"), object_pairs_hook=_no_double, parse_constant=_refuse)
        _bound(plain, depth=0)
        return _answers(plain)
    except DamagedFile:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise DamagedFile("answers.damaged", file=name) from fault


def _answers(plain: dict[str, Any]) -> Answers:
    if not isinstance(plain["format"], int) or plain["format"] < 1:
        raise ValueError("format")
    if plain["format"] > FORMAT:
        raise DamagedFile("answers.future_format", found=plain["format"], known=FORMAT)
    if not isinstance(plain["answers"], dict) or len(plain["answers"]) > limits.ENTRIES:
        raise ValueError("answers")
    if plain["language"] not in ("zh", "en") or type(plain["variant"]) is not int:
        raise ValueError("head")
    given = {name: Given(part["value"], str(part["time"])) for name, part in plain["answers"].items()}
    return Answers(
        exercise=_name(plain["exercise"]),
        learner=_name(plain["learner"]),
        variant=plain["variant"],
        language=plain["language"],
        given=given,
    )


def _name(value: object) -> str:
    if not isinstance(value, str) or len(value) > limits.NAME_CHARACTERS:
        raise ValueError("name")
    return value


def _no_double(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("doubled key")
    return found


def _refuse(word: str) -> None:
    raise ValueError(word)


def _bound(value: object, *, depth: int) -> None:
    """Refuse what is deeper, longer or larger than an answer can be."""
    if depth > limits.DEPTH:
        raise ValueError("depth")
    if isinstance(value, str) and len(value) > limits.TEXT_CHARACTERS:
        raise ValueError("text")
    if isinstance(value, (int, float)) and abs(value) > limits.NUMBER_SIZE:
        raise ValueError("number")
    if isinstance(value, (list, dict)):
        if len(value) > limits.ENTRIES:
            raise ValueError("count")
        for part in value.values() if isinstance(value, dict) else value:
            _bound(part, depth=depth + 1)
