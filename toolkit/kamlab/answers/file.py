"""The answer file: one JSON file beside the notebook, written at once, atomically, and never lost.

Writing takes a lock, reads what is there, changes one answer, writes a temporary file and renames it. The
last ten versions are kept in `.history/`; a damaged file is set aside under another name and the newest
readable version takes its place.
"""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kamlab.answers import limits
from kamlab.answers.strict import Answers, Given, parse_answers, read_answers
from kamlab.errors import BadInput, CannotWrite, DamagedFile

VERSIONS_KEPT = 10
SECONDS_BETWEEN_VERSIONS = 60.0
_LOCK_SECONDS = 10.0


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
        BadInput
            The value is larger than an answer may be; nothing is written.
        """
        return self.update({question: value})

    def update(self, values: Mapping[str, Any], **head: Any) -> Answers:
        """Write several answers, and fields of the head (learner, variant, language), in one go."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        try:
            with self._lock:
                before = self.read()
                if is_of_another(before, head.get("learner", "")):
                    self.put_aside(before.learner)
                    before = self.blank
                given = dict(before.given) | {name: Given(value, now) for name, value in values.items()}
                after = replace(before, given=given, **head)
                _refuse_what_cannot_be_read(after)
                self._keep_version()
                write_atomically(self.path, after.to_json())
        except (OSError, Timeout) as fault:
            raise CannotWrite("answers.cannot_write", file=self.path.name, reason=_reason(fault)) from fault
        return after

    def put_aside(self, learner: str) -> Path:
        """Move a file that holds another learner's answers to a name of its own, and return it."""
        name = re.sub(r"[^\w.-]+", "_", learner)[:40]
        aside = self.path.with_name(f"answers.of-{name}-{_stamp()}.json")
        os.replace(self.path, aside)
        return aside

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
        write_atomically(self._history() / f"answers-{_stamp()}.json", self.path.read_text(encoding="utf-8"))
        for old in self.versions()[:-VERSIONS_KEPT]:
            old.unlink(missing_ok=True)

    def _recover(self) -> Answers:
        self.set_aside = self.path.with_name(f"answers.damaged-{_stamp()}.json")
        os.replace(self.path, self.set_aside)
        for version in reversed(self.versions()):
            try:
                found = read_answers(version)
            except DamagedFile:
                continue
            write_atomically(self.path, found.to_json())
            return found
        return self.blank


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a text (UTF-8) or bytes so that a reader, or a power cut, meets the old or the new file whole.

    Raises
    ------
    OSError
        As the system gives it; the old file is untouched and no temporary file is left.
    """
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode("utf-8") if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def is_of_another(answers: Answers, learner: str) -> bool:
    """Whether the answers are those of somebody else than `learner`; nobody's are not."""
    return bool(learner and answers.learner and answers.learner != learner)


def _stamp() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")


def _refuse_what_cannot_be_read(answers: Answers) -> None:
    try:
        parse_answers(answers.to_json().encode("utf-8"))
    except (DamagedFile, ValueError) as fault:
        raise BadInput("answers.too_much", high=limits.TEXT_CHARACTERS) from fault


def _reason(fault: BaseException) -> str:
    return getattr(fault, "strerror", None) or type(fault).__name__
