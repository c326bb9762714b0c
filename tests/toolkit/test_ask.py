from threading import Thread

import pytest
from question_page import page_in

from kamlab.answers import read_answers
from kamlab.panels.ask import Ask


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


def typed(control):
    cells = {}
    for (row, name), field in control.fields.items():
        if field.value:
            cells.setdefault(row, {})[name] = field.value
    return cells


def shown(ask, kind):
    control = ask.control
    views = {
        "number": lambda: control.field.value,
        "text": lambda: control.field.value,
        "choice": lambda: control.widget.value,
        "choices": lambda: [name for name, each in control.boxes.items() if each.value],
        "order": lambda: control.order,
        "labels": lambda: {row: menu.value for row, menu in control.menus.items() if menu.value},
        "table": lambda: typed(control),
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
    assert "写法正确" in ask.said.value
    ask.control.field.value = "八成"
    assert "✎" in ask.said.value


@pytest.mark.parametrize("kind", ["labels", "table"])
def test_a_page_open_twice_keeps_the_rows_of_both(folder, kind):
    """A row changed in one window leaves the rows of the other as they are, and shows them."""
    rows = {"labels": ({"a": "b"}, {"c": "a"}), "table": ({"a": {"a": "1"}}, {"b": {"b": "2"}})}[kind]
    one, two = Ask(page_in(folder), kind), Ask(page_in(folder), kind)
    set_value(one, kind, rows[0])
    set_value(two, kind, rows[1])
    assert read_answers(folder / "answers.json").value(kind) == rows[0] | rows[1]
    assert shown(two, kind) == rows[0] | rows[1]


def test_a_whole_book_pasted_into_a_field_is_refused_and_harms_nothing(folder):
    """A text beyond the limit is not saved and told; the next answer is saved as ever."""
    ask = Ask(page_in(folder), "text")
    ask.control.field.value = "好"
    ask.control.field.value = "书" * 30_000
    assert "没有存上" in ask.said.value
    ask.control.field.value = "好的"
    assert read_answers(folder / "answers.json").value("text") == "好的"


def test_ticking_too_much_is_told(folder, keys):
    """With every box ticked the sentence says how many are too many, not that all are right."""
    ask = Ask(page_in(folder), "choices")
    set_value(ask, "choices", ["a", "b", "c"])
    ask._check()
    assert "该选的 2 项里选对了 2 项，另外多选了 1 项" in ask.said.value


def test_two_threads_that_type_at_once_lose_nothing(folder):
    """Jupyter may deliver two fields' keys on two threads; each field keeps its last value, on disk as well."""
    ask = Ask(page_in(folder), "table")

    def type_into(name):
        for length in range(1, 16):
            ask.control.fields[name, "a"].value = "123456789012345"[:length]

    typists = [Thread(target=type_into, args=(name,)) for name in ("a", "b")]
    for typist in typists:
        typist.start()
    for typist in typists:
        typist.join()
    full = {name: {"a": "123456789012345"} for name in ("a", "b")}
    assert typed(ask.control) == full
    assert read_answers(folder / "answers.json").value("table") == full
