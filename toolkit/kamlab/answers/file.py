"""The answer file: one JSON file beside the notebook, written at once, atomically, and never lost.

Reading is strict: a regular file of bounded size, UTF-8, no doubled key, no NaN, bounded depth and
count.
Writing takes a lock, reads what is there, changes one answer, writes a temporary file and renames it. The
last ten versions are kept in `.history/`; a damaged file is set aside under another name and the newest
readable version takes its place.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kamlab.answers import limits
from kamlab.errors import CannotWrite, DamagedFile

FORMAT = 1
VERSIONS_KEPT = 10
SECONDS_BETWEEN_VERSIONS = 60.0
_LOCK_SECONDS = 10.0


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


class AnswerFile:
    """The answers of one page on disk; a view on it may be open in several kernels at once.

    Parameters
    ----------
    path
        `answers.json` in the page's folder.
    blank
        What a new file starts from: exercise, learner, variant, language.
    """

    def __init__(self, path: Path, *, blank: Answers) -> None:
        self.path = path
        self.blank = blank
        self.set_aside: Path | None = None
        self._lock = FileLock(str(path.with_name(f".{path.name}.lock")), timeout=_LOCK_SECONDS)

    def read(self) -> Answers:
        """What is on disk; the newest readable version if the file is damaged; blank if there is none.

        Raises
        ------
        DamagedFile
            The file comes from a newer release and is left as it is.
        """
        try:
            return read_answers(self.path)
        except FileNotFoundError:
            return self.blank
        except DamagedFile as fault:
            if fault.key == "answers.future_format":
                raise
            return self._recover()

    def put(self, question: str, value: Any) -> Answers:
        """Write one answer and return all.

        Raises
        ------
        CannotWrite
            Full or read-only disk, or another program holds the file; what was on disk stays as it was.
        """
        return self.update({question: value})

    def update(self, values: Mapping[str, Any], **head: Any) -> Answers:
        """Write several answers, and fields of the head (learner, variant, language), in one go."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        try:
            with self._lock:
                before = self.read()
                given = dict(before.given) | {name: Given(value, now) for name, value in values.items()}
                after = replace(before, given=given, **head)
                self._keep_version()
                write_atomically(self.path, after.to_json())
        except (OSError, Timeout) as fault:
            raise CannotWrite("answers.cannot_write", file=self.path.name, reason=_reason(fault)) from fault
        return after

    def versions(self) -> list[Path]:
        """Kept versions, oldest first."""
        return sorted(self._history().glob("answers-*.json"))

    def _history(self) -> Path:
        return self.path.with_name(".history")

    def _keep_version(self) -> None:
        if not self.path.is_file():
            return
        kept = self.versions()
        if kept and time.time() - kept[-1].stat().st_mtime < SECONDS_BETWEEN_VERSIONS:
            return
        self._history().mkdir(exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        write_atomically(self._history() / f"answers-{stamp}.json", self.path.read_text(encoding="utf-8"))
        for old in self.versions()[:-VERSIONS_KEPT]:
            old.unlink(missing_ok=True)

    def _recover(self) -> Answers:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        self.set_aside = self.path.with_name(f"answers.damaged-{stamp}.json")
        os.replace(self.path, self.set_aside)
        for version in reversed(self.versions()):
            try:
                found = read_answers(version)
            except DamagedFile:
                continue
            write_atomically(self.path, found.to_json())
            return found
        return self.blank


def write_atomically(path: Path, text: str) -> None:
    """Write `text` so that a reader, or a power cut, meets the old file or the new one, never a half.

    Raises
    ------
    OSError
        As the system gives it; the old file is untouched and no temporary file is left.
    """
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


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


def _reason(fault: BaseException) -> str:
    return getattr(fault, "strerror", None) or type(fault).__name__
