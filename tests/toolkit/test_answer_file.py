import json
import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from kamlab.answers import AnswerFile, Answers, parse_answers, read_answers
from kamlab.answers import file as answer_file
from kamlab.errors import BadInput, CannotWrite, DamagedFile
from kamlab.language import speaking

BLANK = Answers("ex01", "王小明", 3, "zh")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "答卷 folder" / "answers.json"


@pytest.fixture
def answers(path):
    path.parent.mkdir()
    return AnswerFile(path, blank=BLANK)


def text(**changes):
    plain = {"format": 1, "exercise": "ex01", "learner": "a", "variant": 0, "language": "zh", "answers": {}}
    return json.dumps(plain | changes).encode()


def test_what_was_put_is_read_back(answers, path):
    """Every kind of value comes back as it was given, with its time."""
    values = {"a": 1.5, "b": "８０％", "c": ["x", "y"], "d": {"K1": "A"}, "e": {"K1": {"f": 2}}}
    for name, value in values.items():
        answers.put(name, value)
    found = read_answers(path)
    assert {name: found.value(name) for name in values} == values
    assert (found.learner, found.variant, found.language) == ("王小明", 3, "zh")


def test_two_views_of_one_file_keep_each_others_answers(answers, path):
    """Two kernels that write in turn lose nothing of each other."""
    other = AnswerFile(path, blank=BLANK)
    answers.put("a", 1)
    other.put("b", 2)
    answers.put("c", 3)
    assert set(read_answers(path).given) == {"a", "b", "c"}


def test_processes_writing_at_once_lose_nothing(answers, path):
    """Four processes that write sixty answers at once leave all sixty on disk."""
    program = (
        "import sys; from pathlib import Path; from kamlab.answers import AnswerFile, Answers\n"
        "file = AnswerFile(Path(sys.argv[1]), blank=Answers('ex01'))\n"
        "[file.put(f'{sys.argv[2]}-{n}', n) for n in range(15)]"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(path), str(n)]) for n in range(4)]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    assert len(read_answers(path).given) == 60


def test_a_killed_writer_leaves_a_whole_file(answers, path):
    """A process killed while it writes leaves a readable file with every answer it had reported."""
    program = (
        "import sys; from pathlib import Path; from kamlab.answers import AnswerFile, Answers\n"
        "file = AnswerFile(Path(sys.argv[1]), blank=Answers('ex01'))\n"
        "for n in range(100000): file.put(f'q{n % 300}', n); print(n, flush=True)"
    )
    for wait in (0.3, 0.35, 0.4):
        writer = subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(wait)
        writer.send_signal(signal.SIGKILL)
        told = [int(line) for line in writer.communicate()[0].split()]
        found = read_answers(path)
        assert max(part.value for part in found.given.values()) >= (told[-1] if told else 0)


def test_a_damaged_file_is_set_aside_and_the_newest_version_taken(answers, path):
    """Damage costs nothing but the last minute; the damaged bytes stay under another name."""
    answers.put("a", 1)
    answers.put("b", 2)
    path.write_bytes(b'{"format": 1, "answers')
    found = answers.read()
    assert found.value("a") == 1
    assert answers.set_aside is not None
    assert answers.set_aside.read_bytes() == b'{"format": 1, "answers'


def test_what_could_not_be_read_again_is_never_written(answers, path):
    """A value beyond the limits is refused before it is written, and what was there stays."""
    answers.put("a", 1)
    for value in ("x" * 20_001, list(range(501)), float("nan"), 1e16):
        with pytest.raises(BadInput):
            answers.put("b", value)
    assert set(read_answers(path).given) == {"a"}


def test_ten_versions_are_kept(answers, monkeypatch):
    """Old versions go, the ten newest stay."""
    monkeypatch.setattr(answer_file, "SECONDS_BETWEEN_VERSIONS", 0.0)
    for n in range(15):
        answers.put("a", n)
    kept = [read_answers(version).value("a") for version in answers.versions()]
    assert kept == list(range(4, 14))


def test_a_newer_format_is_left_alone(answers, path):
    """A file of a newer release is neither read nor overwritten."""
    path.write_bytes(text(format=99))
    with pytest.raises(DamagedFile) as fault:
        answers.put("a", 1)
    assert fault.value.key == "answers.future_format"
    assert path.read_bytes() == text(format=99)


@pytest.mark.skipif(os.name == "nt", reason="permissions differ")
def test_a_disk_that_refuses_is_told_and_the_old_file_stays(answers, path, monkeypatch):
    """When writing fails the old file is untouched, nothing half-written is left, and one sentence says so."""
    answers.put("a", 1)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answer_file.os, "fsync", full)
    with pytest.raises(CannotWrite) as fault:
        answers.put("a", 2)
    with speaking("en"):
        assert str(fault.value) == (
            "The answer is not saved: answers.json cannot be written (No space left on device). What you entered "
            "is still on the page; check disk space and write permission, then change any answer to save again."
        )
    assert read_answers(path).value("a") == 1
    assert [entry.name for entry in path.parent.iterdir() if entry.name.endswith("tmp")] == []


HOSTILE = {
    "not JSON": b"{",
    "not UTF-8": b"\xff\xfe{}",
    "a list": b"[]",
    "no head": b'{"format": 1}',
    "NaN": text(variant=0).replace(b'"variant": 0', b'"variant": NaN'),
    "infinite": text(answers={"a": {"value": 1, "time": ""}}).replace(b'"value": 1', b'"value": 1e999'),
    "doubled key": b'{"format": 1, ' + text()[1:],
    "deep": text(answers={"a": {"value": [[[[[[[[1]]]]]]]], "time": ""}}),
    "very deep": b'{"format": 1, "answers": ' + b"[" * 100_000,
    "many": text(answers={str(n): {"value": 1, "time": ""} for n in range(501)}),
    "long list": text(answers={"a": {"value": list(range(501)), "time": ""}}),
    "long text": text(answers={"a": {"value": "x" * 20_001, "time": ""}}),
    "huge number": text(answers={"a": {"value": 10**400, "time": ""}}),
    "variant as text": text(variant="3"),
    "variant as truth": text(variant=True),
    "other language": text(language="fr"),
    "long name": text(learner="x" * 201),
    "answer as list": text(answers={"a": [1]}),
    "format as text": text(format="1"),
}


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_a_file_that_is_no_answer_file_is_refused(case):
    """Whatever is not a plain, bounded answer file is called damaged, and nothing else happens."""
    with pytest.raises(DamagedFile):
        parse_answers(HOSTILE[case])


@pytest.mark.skipif(os.name == "nt", reason="no links and pipes")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "large"])
def test_only_a_regular_file_of_bounded_size_is_read(tmp_path, kind):
    """Links, pipes, folders and giants are refused without being followed, waited for or loaded."""
    path = tmp_path / "answers.json"
    if kind == "link":
        (tmp_path / "other").write_bytes(text())
        path.symlink_to(tmp_path / "other")
    elif kind == "pipe":
        os.mkfifo(path)
        assert stat.S_ISFIFO(path.stat().st_mode)
    elif kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b" " * 1_000_001)
    with pytest.raises(DamagedFile):
        read_answers(path)
