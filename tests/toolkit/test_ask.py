import json

import pytest

from kamlab.answers import read_answers
from kamlab.panels import hand_in
from kamlab.panels.ask import Ask
from kamlab.panels.learner import learner_of, remember
from kamlab.panels.page import Page

WORDS = {"zh": "甲", "en": "A"}
OPTIONS = [{"id": name, "zh": f"选项{name}", "en": f"option {name}"} for name in ("a", "b", "c")]
HINTS = [{"zh": "先加总", "en": "Add up first"}, {"zh": "再除", "en": "Then divide"}]
QUESTIONS = {
    "number": {"kind": "number", "label": WORDS, "unit": "percent", "points": 2, "hints": HINTS},
    "choice": {"kind": "choice", "label": WORDS, "options": OPTIONS},
    "choices": {"kind": "choices", "label": WORDS, "options": OPTIONS},
    "order": {"kind": "order", "label": WORDS, "options": OPTIONS},
    "labels": {"kind": "labels", "label": WORDS, "options": OPTIONS, "rows": OPTIONS},
    "table": {"kind": "table", "label": WORDS, "fields": OPTIONS[:2], "rows": OPTIONS[:2]},
    "text": {"kind": "text", "label": WORDS},
}
KEY = """
from kamlab.answers import Expected


def expected(variant):
    return {"number": Expected(80.0, wrong={"heads": 20.0})}
"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "工作 区" / "exercises" / "01"
    folder.mkdir(parents=True)
    (tmp_path / "工作 区" / ".kamlab").mkdir()
    remember("王小明", folder)
    return folder


@pytest.fixture
def keys(tmp_path, monkeypatch):
    place = tmp_path / "keys" / "ex"
    place.mkdir(parents=True)
    (place / "key.py").write_text(KEY, encoding="utf-8")
    (place / "rubric.yml").write_text("misconceptions: {heads: {zh: 数了人头, en: Heads}}", encoding="utf-8")
    solutions = {"number": {"zh": "答案**八十**", "en": "**eighty**"}}
    (place / "solutions.json").write_text(json.dumps(solutions), encoding="utf-8")
    monkeypatch.setenv("KAMLAB_KEYS", str(tmp_path / "keys"))


def page_in(folder, *, mode="practice", variants=24, course="self-study"):
    about = {
        "format": 1,
        "page": "ex",
        "kind": "exercise",
        "folder": "exercises/01",
        "mode": mode,
        "title": WORDS,
    }
    about |= {"variants": variants, "course": {"id": course, "key": "k"}, "questions": QUESTIONS}
    (folder / "page.json").write_text(json.dumps(about), encoding="utf-8")
    return Page(folder, language="zh")


def set_value(ask, kind, value):
    control = ask.control
    if kind in ("number", "text"):
        control.field.value = value
    elif kind == "choice":
        control.widget.value = value
    elif kind == "choices":
        for name in value:
            control.boxes[name].value = True
    elif kind == "order":
        control.list.value = value[0]
        while control.order[0] != value[0]:
            control._move(-1)
    elif kind == "labels":
        for row, label in value.items():
            control.menus[row].value = label
    else:
        for row, cells in value.items():
            for name, cell in cells.items():
                control.fields[row, name].value = cell


def shown(ask, kind):
    control = ask.control
    views = {
        "number": lambda: control.field.value,
        "text": lambda: control.field.value,
        "choice": lambda: control.widget.value,
        "choices": lambda: [name for name, each in control.boxes.items() if each.value],
        "order": lambda: control.order,
        "labels": lambda: {row: menu.value for row, menu in control.menus.items() if menu.value},
        "table": lambda: control._typed(),
    }
    return views[kind]()


GIVEN = {
    "number": "80",
    "choice": "b",
    "choices": ["a", "c"],
    "order": ["c", "a", "b"],
    "labels": {"a": "b", "c": "a"},
    "table": {"a": {"a": "1,000", "b": "2"}},
    "text": "因为平均分是相对的。",
}


@pytest.mark.parametrize("kind", sorted(GIVEN))
def test_an_answer_is_on_disk_at_once_and_comes_back(folder, kind):
    """Every kind of answer is in the file when the control changes, and in the control of a new kernel."""
    set_value(Ask(page_in(folder), kind), kind, GIVEN[kind])
    assert read_answers(folder / "answers.json").value(kind) is not None
    assert shown(Ask(page_in(folder), kind), kind) == GIVEN[kind]


def test_restoring_writes_nothing(folder):
    """Opening a page does not touch the answer file."""
    set_value(Ask(page_in(folder), "labels"), "labels", GIVEN["labels"])
    before = (folder / "answers.json").read_bytes()
    for kind in GIVEN:
        Ask(page_in(folder), kind)
    assert (folder / "answers.json").read_bytes() == before


def test_what_is_not_valid_is_kept_as_typed_and_told(folder):
    """An answer written the wrong way is kept, and one sentence says how to write it."""
    ask = Ask(page_in(folder), "number")
    ask.control.field.value = "八成"
    assert read_answers(folder / "answers.json").value("number") == "八成"
    assert "这里要填一个数字" in ask.said.value


def test_practice_tells_right_from_wrong_and_names_the_mistake(folder, keys):
    """Check says what became of the answer, and explains a known mistake."""
    ask = Ask(page_in(folder), "number")
    ask.control.field.value = "20"
    ask._check()
    assert "还不对" in ask.said.value
    assert "数了人头" in ask.said.value
    ask.control.field.value = "８０％"
    ask._check()
    assert "✓" in ask.said.value


def test_the_solution_is_offered_after_an_honest_try_only(folder, keys):
    """Neither an empty nor an invalid answer opens the solution; a wrong one does, and it stays open."""
    ask = Ask(page_in(folder), "number")
    ask._check()
    ask.control.field.value = "八成"
    ask._check()
    assert ask.solution_button.layout.display == "none"
    ask.control.field.value = "20"
    ask._check()
    assert ask.solution_button.layout.display is None
    assert Ask(page_in(folder), "number").solution_button.layout.display is None
    ask._show_solution()
    assert "<strong>八十</strong>" in ask.shown.value


def test_hints_come_one_by_one(folder, keys):
    """Each press shows one hint more and the last stays."""
    ask = Ask(page_in(folder), "number")
    ask._hint()
    assert "先加总" in ask.hints.value
    assert "再除" not in ask.hints.value
    ask._hint()
    ask._hint()
    assert "再除" in ask.hints.value


def test_a_released_page_never_looks_for_a_key(folder, keys):
    """A graded page of a trainer's course says only whether an answer is written as asked."""
    ask = Ask(page_in(folder, mode="graded", course="spring"), "number")
    ask.control.field.value = "20"
    assert ask.page.key is None
    assert "格式正确" in ask.said.value
    ask.control.field.value = "八成"
    assert "✎" in ask.said.value


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
    assert (folder / "answers.of-王小明.json").is_file()


def test_a_newer_answer_file_is_left_alone_and_told(folder):
    """Answers of a newer release are not overwritten; the page says so and goes on beside them."""
    text = json.dumps({"format": 99})
    (folder / "answers.json").write_text(text, encoding="utf-8")
    page = page_in(folder)
    assert "更新的版本" in page.notices[0]
    page.put("number", 5)
    assert (folder / "answers.json").read_text(encoding="utf-8") == text


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
