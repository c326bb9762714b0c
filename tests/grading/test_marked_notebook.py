"""The marked notebook: made from the master and the values alone, whatever the values are."""

import json

import nbformat
import pytest
from handed_in import LETTER, html, outputs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.utils import determine_grade

from kamlab.classroom.rebuild import rebuild
from kamlab.classroom.submission import Submission, read_submission

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e15, 1e15)
    | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
QUESTIONS = ("share", "why", "stars", "steps", "levels", "totals", "letter")
OPTIONS = st.sampled_from(["few", "K01", "ask", "A", "ä", "<b>", ""])
SHAPED = (
    PLAIN | OPTIONS | st.lists(OPTIONS, max_size=5) | st.dictionaries(OPTIONS, PLAIN | OPTIONS, max_size=5)
)
WIDE = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def rebuilt(exercise, values, *, learner="wang", language="zh"):
    submission = Submission(learner, exercise.variant(learner), language, values)
    return rebuild(exercise, submission)


def points(notebook):
    cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    return {cell.metadata.nbgrader.grade_id: determine_grade(cell)[0] for cell in cells}


@WIDE
@given(values=st.dictionaries(st.sampled_from(QUESTIONS), SHAPED, max_size=7))
def test_any_value_gives_a_valid_notebook_with_points_in_range(made_class, values):
    """No value, however odd, stops the marking, leaves the range of points or brings markup of its own."""
    exercise = made_class.exercise
    notebook = rebuilt(exercise, values)
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode("utf-8")
    for name, earned in points(notebook).items():
        if name != "letter":
            assert 0.0 <= earned <= exercise.questions[name].points
    assert "<b>" not in html(notebook).replace("<p><b>", "").replace("<th><b>", "")


@pytest.fixture(scope="module")
def made_class(made_course):
    """The course as it was made; nothing is handed in to it."""
    from handed_in import Class

    return Class(made_course)


def test_right_answers_earn_everything_in_both_languages(made_class):
    """Points do not depend on the language."""
    right = made_class.right("wang")
    earned = [points(rebuilt(made_class.exercise, right, language=language)) for language in ("zh", "en")]
    assert earned[0] == earned[1]
    assert sum(earned[0][name] for name in QUESTIONS if name != "letter") == 16


def test_points_are_written_as_a_plain_float(made_class):
    """nbgrader takes anything but a plain number for full marks, so a plain number it is."""
    notebook = rebuilt(made_class.exercise, {"levels": {"K01": "A", "K02": "A"}, "share": True})
    for question in ("share", "why", "stars", "steps", "levels", "totals"):
        results = [each for each in outputs(notebook, question) if each["output_type"] == "execute_result"]
        text = results[0]["data"]["text/plain"]
        assert text == repr(float(text))
        assert len(results) == 1


def test_nothing_of_the_outputs_is_a_stream_or_an_error(made_class):
    """nbgrader gives 0 for anything on stderr; our notebooks have none."""
    kinds = {
        each["output_type"] for name in QUESTIONS for each in outputs(rebuilt(made_class.exercise, {}), name)
    }
    assert kinds == {"execute_result", "display_data"}


def test_answers_stand_in_words_and_tables(made_class):
    """The trainer reads option labels, class names, facts and units, never ids of options or JSON."""
    right = made_class.right("wang")
    shown = html(rebuilt(made_class.exercise, right))
    for words in (
        "客户少",
        "<li>甲</li>",
        "<ol><li>询问</li><li>建议</li><li>成交</li></ol>",
        "A 战略",
        LETTER,
    ):
        assert words in shown
    assert f"{right['share']}%" in shown
    assert "<th" in shown
    assert "贡献度" in shown


def test_only_the_language_of_the_learner_is_spoken(made_class):
    """A learner who worked in English reads English, the trainer of a Chinese class the marking notes in Chinese."""
    notebook = rebuilt(made_class.exercise, {"share": "八成", "why": "many"}, language="en")
    shown = "\n".join(
        each["data"]["text/html"]
        for name in ("share", "why")
        for each in outputs(notebook, name)
        if each["metadata"]["kamlab"]["for"] == "everyone"
    )
    assert "Not written as asked" in shown
    assert "Count money here, not heads." in shown
    assert "不" not in shown
    assert "供讲师批改用" in html(notebook)


def test_what_is_for_everyone_names_no_right_answer(made_class):
    """A wrong answer's feedback has no right answer in it; the trainer's part has."""
    exercise = made_class.exercise
    right = f"{made_class.right('wang')['share']}%"
    notebook = rebuilt(exercise, {"share": 12})
    texts = {
        each["metadata"]["kamlab"]["for"]: each["data"]["text/html"] for each in outputs(notebook, "share")
    }
    assert right not in texts["everyone"]
    assert right in texts["trainer"]


def test_trainer_sees_row_by_row_what_agrees(made_class):
    """Beside each row stands the right label and a sign whether the learner's is accepted."""
    right = made_class.right("wang")["levels"]
    first = next(iter(right))
    wrong = {**right, first: "B" if right[first] == "A" else "A"}
    notebook = rebuilt(made_class.exercise, {"levels": wrong})
    table = outputs(notebook, "levels")[1]["data"]["text/html"]
    assert table.count("✗") == 1
    assert table.count("✓") == 11


def test_text_of_a_learner_is_shown_as_text(made_class):
    """Markup, script, TeX and links in a text reach the browser as the signs they are."""
    text = "<script>alert(1)</script> $x$ [a](javascript:alert(1)) <img src=x onerror=alert(1)>"
    shown = html(rebuilt(made_class.exercise, {"letter": text, "share": text, "levels": {text: text}}))
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_half_a_sign_and_control_signs_stop_nothing(made_class):
    """Half surrogates, which JSON can carry, and control signs are replaced before anything is written."""
    value = json.loads('"a\\ud800b\\u0000c\\u202ed"')
    notebook = rebuilt(made_class.exercise, {"letter": value, "share": value, "stars": [value]})
    assert "a�b�c�d" in nbformat.writes(notebook).encode("utf-8").decode("utf-8")


def test_written_texts_wait_and_empty_ones_do_not(made_class):
    """A text is waiting for the trainer exactly when something was written."""
    for value, waits in (
        (LETTER, True),
        ("短", True),
        ("", False),
        (" \n", False),
        (7, False),
        (None, False),
    ):
        notebook = rebuilt(made_class.exercise, {"letter": value})
        cell = next(
            cell for cell in notebook.cells if cell.metadata.get("kamlab", {}).get("question") == "letter"
        )
        assert cell.metadata.kamlab.waits is waits


def test_rubric_is_for_the_trainer(made_class):
    """The marking guide of a text stands in the trainer's part alone."""
    parts = outputs(rebuilt(made_class.exercise, {"letter": LETTER}), "letter")
    found = [each["metadata"]["kamlab"]["for"] for each in parts if "指出错处" in each["data"]["text/html"]]
    assert found == ["trainer"]


def test_no_code_of_the_page_is_in_the_marked_notebook(made_class):
    """Calls are replaced by words and tables; there is no kernel that could run anything."""
    notebook = rebuilt(made_class.exercise, {})
    assert "lab." not in nbformat.writes(notebook)
    assert notebook.metadata.kernelspec.name == "kamlab-nothing-is-run"


def test_points_follow_a_master_whose_points_the_trainer_changed(class_):
    """A cell that the trainer made worth 10 earns 10 for what the page calls 2."""
    path = class_.root / "source" / "small" / "exercise.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "share":
            cell["metadata"]["nbgrader"]["points"] = 10
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert points(rebuilt(class_.exercise, class_.right("wang")))["share"] == 10.0


def test_owner_decides_the_variant(class_):
    """Answers copied from a learner with another variant are marked against the owner's own data."""
    exercise = class_.exercise
    names = [f"learner{number}" for number in range(20)]
    other = next(name for name in names if exercise.variant(name) != exercise.variant("wang"))
    class_.hand_in("wang", answers=class_.text(other))
    submission = read_submission(exercise, learner="wang", folder=class_.folder("wang"))
    assert submission.variant == exercise.variant("wang")
    assert [notice.key for notice in submission.notices] == [
        "classroom.other_learner",
        "classroom.other_variant",
    ]
    assert points(rebuild(exercise, submission))["share"] == 0.0


def test_difference_in_the_head_costs_nothing_by_itself(class_):
    """A right answer stays right though the file names another learner and data set; the trainer is told."""
    class_.hand_in("wang", answers=class_.text("wang", learner="li", variant=99))
    submission = read_submission(class_.exercise, learner="wang", folder=class_.folder("wang"))
    assert points(rebuild(class_.exercise, submission))["share"] == 2.0
    assert len(submission.notices) == 2


def test_name_typed_another_way_is_the_same_learner(class_):
    """Full-width letters, capitals and blanks make no other learner."""
    class_.hand_in("wang", answers=class_.text("wang", learner=" ＷＡＮＧ "))
    assert read_submission(class_.exercise, learner="wang", folder=class_.folder("wang")).notices == ()
