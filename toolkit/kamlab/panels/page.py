"""The page that is open in this kernel: what it asks, who answers, and the answer file behind it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kamlab.answers import AnswerFile, Answers, Key, Question
from kamlab.answers.file import is_of_another
from kamlab.answers.key import find_key
from kamlab.data.variants import dealt_variant
from kamlab.errors import BadInput, CannotWrite, CourseFault, DamagedFile
from kamlab.language import Language, say, use
from kamlab.panels.learner import learner_of, remember

_open: list[Page] = []


class Page:
    """An open page: its questions, the learner's variant, and the answers given so far.

    What cannot be written is kept in memory and written with the next answer, so that a full disk loses
    nothing while the page is open.

    Parameters
    ----------
    folder
        Where `page.json` and `answers.json` lie.
    language
        Language the page is read in.
    """

    def __init__(self, folder: Path, *, language: Language) -> None:
        self.folder = folder
        self.about = json.loads((folder / "page.json").read_text(encoding="utf-8"))
        self.language = language
        self.is_home = self.about["kind"] == "home"
        self.is_graded = self.about["mode"] == "graded"
        self.learner = learner_of(folder)
        self.notices: list[str] = []
        self._pending: dict[str, Any] = {}
        self._waiting: list[Callable[[], None]] = []
        self._watching: list[Callable[[], None]] = []
        blank = Answers(self.about["page"], self.learner, self.variant, language)
        self._file = AnswerFile(folder / "answers.json", blank=blank)
        self._answers = self._first_reading(blank)
        self._key: Key | None = None
        self._has_sought_key = False

    @property
    def variant(self) -> int:
        """Which data set this learner is dealt."""
        if self.about["variants"] <= 1 or self.needs_name:
            return 0
        return dealt_variant(
            self.learner,
            self.about["page"],
            key=self.about["course"]["key"],
            count=self.about["variants"],
        )

    @property
    def needs_name(self) -> bool:
        """Whether the learner has to say who they are before data can be dealt."""
        return self.about["variants"] > 1 and not self.learner

    @property
    def key(self) -> Key | None:
        """Key for practice; None in a graded page that a trainer released, or where no key is at hand."""
        if not self._has_sought_key:
            self._has_sought_key = True
            is_released = self.about["course"]["id"] != "self-study"
            self._key = None if is_released else find_key(self.about["page"])
        return self._key

    def question(self, name: str) -> Question:
        """Question `name` of this page.

        Raises
        ------
        CourseFault
            The page has no such question.
        """
        if name not in self.about["questions"]:
            raise CourseFault("panels.unknown_question", found=name, page=self.about["page"])
        return Question.from_spec(name, self.about["questions"][name])

    def get(self, name: str) -> Any:
        """Value on record for a question or a panel, None where there is none."""
        return self._pending.get(name, self._answers.value(name))

    def fresh(self, name: str) -> Any:
        """Value on record now, another kernel's answers included."""
        self._answers = self._file.read()
        return self.get(name)

    def put(self, name: str, value: Any) -> None:
        """Put a value on record, at once.

        Raises
        ------
        CannotWrite
            Disk full or read-only; the value is kept in memory and written with the next one.
        BadInput
            The value is larger than an answer may be; the one on record stays.
        """
        self._pending[name] = value
        head = {"language": self.language, "learner": self.learner, "variant": self.variant}
        try:
            self._answers = self._file.update(dict(self._pending), **head)
        except BadInput:
            del self._pending[name]
            raise
        self._pending.clear()
        for look in self._watching:
            look()

    def watch(self, look: Callable[[], None]) -> None:
        """Call `look` whenever something was put on record."""
        self._watching.append(look)

    def given(self) -> dict[str, Any]:
        """Question id -> value, for all questions of the page that have one."""
        return {name: self.get(name) for name in self.about["questions"] if self.get(name) is not None}

    def introduce(self, name: str) -> None:
        """Take the learner's name, deal the data and let everything that waited for it appear."""
        self.learner = remember(name, self.folder)
        waiting, self._waiting = self._waiting, []
        for show in waiting:
            show()

    def when_known(self, show: Callable[[], None]) -> None:
        """Call `show` now, or as soon as the learner is known."""
        if self.needs_name:
            self._waiting.append(show)
        else:
            show()

    def _first_reading(self, blank: Answers) -> Answers:
        try:
            answers = self._file.read()
        except DamagedFile as fault:
            self.notices.append(str(fault))
            self._file.path = self._file.path.with_name("answers.older-release.json")
            return blank
        if self._file.set_aside:
            self.notices.append(say("panels.damaged_set_aside", file=self._file.set_aside.name))
        if is_of_another(answers, self.learner):
            return self._set_aside_foreign(answers, blank)
        return answers

    def _set_aside_foreign(self, answers: Answers, blank: Answers) -> Answers:
        try:
            aside = self._file.put_aside(answers.learner)
        except OSError as fault:
            reason = fault.strerror or ""
            raise CannotWrite("answers.cannot_write", file=self._file.path.name, reason=reason) from fault
        self.notices.append(say("panels.foreign_set_aside", learner=answers.learner, file=aside.name))
        return blank


def open_here(language: Language) -> Page:
    """Open the page whose folder this notebook lies in, and speak its language.

    Raises
    ------
    CourseFault
        The notebook does not lie in a page's folder.
    """
    use(language)
    here = Path.cwd()
    folder = next((place for place in (here, here.parent) if (place / "page.json").is_file()), None)
    if folder is None:
        raise CourseFault("panels.no_page", folder=str(here))
    _open[:] = [Page(folder, language=language)]
    return _open[0]


def current_page() -> Page:
    """The page that is open in this kernel.

    Raises
    ------
    CourseFault
        No page was opened: the notebook's first cell has not run.
    """
    if not _open:
        raise CourseFault("panels.not_open")
    return _open[-1]
