"""Submissions that cannot be read: nothing is lost, nothing is earned, and one sentence says why."""

import os

import pytest
from handed_in import html

from kamlab.classroom.rebuild import rebuild
from kamlab.classroom.submission import read_submission

TOO_DEEP = "[" * 20 + "]" * 20


def spoilt(class_, change):
    return change(class_.text("wang"))


CASES = {
    "cut in half": lambda text: text[: len(text) // 2],
    "not JSON": lambda text: "hello",
    "empty": lambda text: "",
    "a list": lambda text: "[1]",
    "NaN": lambda text: text.replace('"value": "few"', '"value": NaN'),
    "infinity": lambda text: text.replace('"value": "few"', '"value": Infinity'),
    "number out of bounds": lambda text: text.replace('"value": "few"', '"value": 1e300'),
    "doubled key": lambda text: text.replace('"variant"', '"learner": "li", "variant"', 1),
    "doubled answer": lambda text: text.replace(
        '"answers": {', '"answers": {"why": {"value": 1, "time": ""}, ', 1
    ),
    "too deep": lambda text: text.replace('"value": "few"', f'"value": {TOO_DEEP}'),
    "bomb of brackets": lambda text: "[" * 100_000 + "]" * 100_000,
    "too many answers": lambda text: text.replace(
        '"answers": {', '"answers": {' + "".join(f'"q{n}": {{"value": 1, "time": ""}}, ' for n in range(600))
    ),
    "too long a text": lambda text: text.replace("两处", "两" * 30_000),
    "a million digits": lambda text: text.replace('"value": "few"', '"value": ' + "9" * 500_000),
    "huge": lambda text: text + " " * 2_000_000,
    "other language": lambda text: text.replace('"language": "zh"', '"language": "xx"'),
    "language is a path": lambda text: text.replace('"language": "zh"', '"language": "../../etc"'),
    "variant is a text": lambda text: text.replace('"variant": ', '"variant": "1", "was": '),
    "not UTF-8": lambda text: text.encode("gbk"),
    "newer format": lambda text: text.replace('"format": 1', '"format": 2'),
    "other exercise": lambda text: text.replace('"exercise": "small"', '"exercise": "ex01"'),
    "no file": lambda text: None,
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_read_earns_nothing_and_is_kept(class_, case):
    """0 points, one notice to learner and trainer, and the file is byte for byte what was handed in."""
    answers = spoilt(class_, CASES[case])
    folder = class_.hand_in("wang", answers=answers)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    submission = read_submission(class_.exercise, learner="wang", folder=folder)
    notebook = rebuild(class_.exercise, submission)
    assert submission.values == {}
    assert len(submission.notices) == 1
    assert notebook.cells[0].metadata.kamlab["for"] == "everyone"
    assert notebook.cells[0].source.count("⚠") == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.skipif(os.name == "nt", reason="no links and pipes there")
@pytest.mark.parametrize("kind", ["link to right answers", "pipe", "folder", "dangling link"])
def test_only_an_ordinary_file_is_read(class_, kind):
    """Links are not followed, pipes do not block, and folders are no answers."""
    right = class_.root / "right.json"
    right.write_text(class_.text("wang"), encoding="utf-8")
    path = class_.hand_in("wang", answers=None) / "answers.json"
    {
        "link to right answers": lambda: path.symlink_to(right),
        "dangling link": lambda: path.symlink_to(class_.root / "nowhere"),
        "pipe": lambda: os.mkfifo(path),
        "folder": path.mkdir,
    }[kind]()
    submission = read_submission(class_.exercise, learner="wang", folder=path.parent)
    assert submission.values == {}
    assert len(submission.notices) == 1


def test_sentence_of_a_newer_format_is_complete(class_):
    """The whole message, once, in both languages."""
    from kamlab.language import speaking

    class_.hand_in("wang", answers=class_.text("wang").replace('"format": 1', '"format": 2'))
    notice = read_submission(class_.exercise, learner="wang", folder=class_.folder("wang")).notices[0]
    with speaking("en"):
        assert str(notice) == (
            "The answer file could not be read: The answer file comes from a newer release (format 2; this one "
            "knows 1). It is left untouched; upgrade the lab and open the page again. Every question counts 0; "
            "the file is kept as it was handed in."
        )
    with speaking("zh"):
        assert str(notice).startswith("答案文件没能读出：答案文件来自更新的版本（格式 2，本机只认到 1）。")


def test_hostile_name_in_the_file_is_shown_as_text(class_):
    """A learner's name, an exercise and a question id are shown as text to the trainer, and shortened."""
    strange = "<script>alert(1)</script>" * 5
    answers = class_.text("wang", learner=strange).replace('"why": {', f'"{strange}": {{')
    class_.hand_in("wang", answers=answers)
    submission = read_submission(class_.exercise, learner="wang", folder=class_.folder("wang"))
    shown = html(rebuild(class_.exercise, submission))
    assert len(submission.notices) == 2
    assert "<script" not in shown
    assert "&#60;script&#62;" in shown


def test_settings_of_panels_are_no_strange_answers(class_):
    """What live panels remember stands in the file beside the answers and is no reason for a notice."""
    values = class_.right("wang") | {"panel:pareto": {"cut": 0.8}}
    class_.hand_in("wang", answers=class_.text("wang", values))
    assert read_submission(class_.exercise, learner="wang", folder=class_.folder("wang")).notices == ()
