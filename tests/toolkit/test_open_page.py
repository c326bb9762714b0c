import json

import pytest
from question_page import page_in

from kamlab.answers import read_answers
from kamlab.panels import hand_in
from kamlab.panels.ask import Ask
from kamlab.panels.learner import learner_of, remember


def test_nothing_is_dealt_before_the_learner_is_known(tmp_path):
    """Without a name the page waits; with one, everything that waited appears."""
    page = page_in(tmp_path)
    ask = Ask(page, "number")
    assert "请先在页首" in ask.widget.children[0].value
    page.introduce("  李　雷 ")
    assert ask.control.widget in ask.widget.children
    assert learner_of(tmp_path) == "李 雷"


def test_a_full_disk_keeps_the_answer_on_the_page_and_writes_it_later(folder, monkeypatch):
    """What could not be written is written together with the next answer."""
    from kamlab.answers import file as answer_file

    page = page_in(folder)
    one, two = Ask(page, "number"), Ask(page, "text")
    real = answer_file.write_atomically

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(answer_file, "write_atomically", full)
    one.control.field.value = "80"
    assert "答案没有存上" in one.said.value
    monkeypatch.setattr(answer_file, "write_atomically", real)
    two.control.field.value = "好"
    found = read_answers(folder / "answers.json")
    assert (found.value("number"), found.value("text")) == (80.0, "好")


def test_a_neighbours_answers_are_set_aside_and_told(folder):
    """A folder copied from someone else opens empty, and their file stays under another name."""
    Ask(page_in(folder), "number").control.field.value = "80"
    remember("李雷", folder)
    page = page_in(folder)
    assert page.get("number") is None
    assert "王小明" in page.notices[0]
    assert len(list(folder.glob("answers.of-王小明-*.json"))) == 1


@pytest.mark.parametrize("name", ["李雷", "../../x", "a/b:c"])
def test_a_neighbours_file_put_under_an_open_page_is_not_mixed_in(folder, name):
    """Answers of somebody else that appear while the page is open go aside, whatever the name in them."""
    page = page_in(folder)
    other = json.dumps(
        {"format": 1, "exercise": "ex", "learner": name, "variant": 1, "language": "zh",
         "answers": {"text": {"value": "别人的", "time": ""}}}
    )  # fmt: skip
    (folder / "answers.json").write_text(other, encoding="utf-8")
    page.put("number", 80.0)
    found = read_answers(folder / "answers.json")
    assert (found.learner, found.value("number"), found.value("text")) == ("王小明", 80.0, None)
    assert [aside.read_text(encoding="utf-8") for aside in folder.glob("answers.of-*.json")] == [other]


def test_a_newer_answer_file_is_left_alone_and_told(folder):
    """Answers of a newer release are not overwritten; the page says so and goes on beside them."""
    text = json.dumps({"format": 99})
    (folder / "answers.json").write_text(text, encoding="utf-8")
    page = page_in(folder)
    assert "更新的版本" in page.notices[0]
    page.put("number", 5)
    assert (folder / "answers.json").read_text(encoding="utf-8") == text


def test_the_count_of_answers_follows_every_answer(folder):
    """The hand-in panel counts again whenever something was answered."""
    page = page_in(folder)
    panel = hand_in.HandIn(page)
    assert "7 道题中已答 0 道" in panel.state.value
    page.put("number", 80.0)
    assert "7 道题中已答 1 道" in panel.state.value


def test_handing_in_counts_gaps_and_packs_answers(folder):
    """The hand-in panel names what is missing and what is not valid, and makes one zip with both files."""
    import zipfile

    page = page_in(folder)
    (folder / "zh").mkdir()
    (folder / "zh" / "exercise.ipynb").write_text("{}", encoding="utf-8")
    Ask(page, "number").control.field.value = "八成"
    Ask(page, "text").control.field.value = "好"
    missing, strange = hand_in.gaps(page)
    assert (len(missing), len(strange)) == (5, 1)
    packed = hand_in.pack(page)
    assert packed.name.startswith("ex+王小明+")
    with zipfile.ZipFile(packed) as bundle:
        assert sorted(bundle.namelist()) == ["answers.json", "exercise.ipynb"]


@pytest.mark.parametrize("name", ["", "  ", "a/b", "..", "x" * 60, "a:b"])
def test_a_name_that_cannot_be_a_folder_is_refused(folder, name):
    """A learner's name becomes part of file names, so it is checked when it is given."""
    from kamlab.errors import BadInput

    with pytest.raises(BadInput):
        remember(name, folder)
