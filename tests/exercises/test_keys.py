"""Every key, found by looking, on every variant it can be dealt in."""

import re
from functools import cache
from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.language import LANGUAGES, pick, speaking
from kamlab.pages.source import FOLDERS, find_pages

ROOT = Path(__file__).parents[2]
KEYED = {
    page.id: page
    for page in find_pages(ROOT)
    if page.kind != "teaching-note" and (page.path.parent / "key.py").is_file()
}
DEALT = [(name, variant) for name, page in KEYED.items() for variant in range(page.variants)]
EMPTY = (None, "", "   ", [], {}, {"K01": None}, {"K01": {"total": ""}})

every_variant = pytest.mark.parametrize(("name", "variant"), DEALT)
every_page = pytest.mark.parametrize("name", KEYED)


@cache
def key(name):
    """Key of the page."""
    return load_key(KEYED[name].path.parent)


@cache
def dealt(name, variant):
    """Triples (question, expected) of the page in a variant."""
    expected = key(name).expected(variant)
    return [(question, expected.get(question.id)) for question in KEYED[name].questions()]


def judged(name, variant):
    """The same without the texts that a person reads."""
    return [(question, expected) for question, expected in dealt(name, variant) if expected is not None]


def slips(name, variant):
    """Every planted wrong answer: question, expected, misconception, answer."""
    return [
        (question, expected, slip, expected.answer_for(slip))
        for question, expected in judged(name, variant)
        for slip in expected.wrong
    ]


def test_no_key_is_overlooked():
    """Every key.py in the content lies beside a page that was read."""
    keys = {path.parent for folder in FOLDERS for path in ROOT.glob(f"{folder}/*/key.py")}
    assert keys == {page.path.parent for page in KEYED.values()}
    assert keys


@every_page
def test_a_key_judges_all_questions_of_its_page_and_no_others(name):
    """Every question that a rule can judge is expected, and a text that a person reads is not."""
    judged_by_rule = {question.id for question in KEYED[name].questions() if not question.is_marked_by_hand}
    assert set(key(name).expected(0)) == judged_by_rule


@every_variant
def test_the_reference_answer_earns_every_point(name, variant):
    """A right answer is right, whatever language is spoken, and shows no misconception."""
    for question, expected in judged(name, variant):
        for language in LANGUAGES:
            with speaking(language):
                outcome = check(question, expected, expected.reference())
            assert outcome.state is State.RIGHT, (question.id, outcome)
            assert (outcome.points, outcome.misconception) == (question.points, None), question.id


@every_variant
def test_every_other_accepted_answer_earns_every_point(name, variant):
    """Where a row or a question accepts several answers, each of them earns all points."""
    for question, expected in judged(name, variant):
        answers = list(expected.also)
        if question.kind == "labels":
            rows = {row: part for row, part in expected.right.items() if isinstance(part, tuple)}
            answers += [expected.reference() | {row: label} for row, part in rows.items() for label in part]
        for answer in answers:
            assert check(question, expected, answer).points == question.points, (question.id, answer)


@every_variant
def test_an_untouched_page_earns_nothing(name, variant):
    """Nothing answered is not attempted, never wrong, and earns nothing."""
    for question, expected in dealt(name, variant):
        for value in EMPTY:
            outcome = check(question, expected, value)
            assert (outcome.state, outcome.points) == (State.NOT_ATTEMPTED, 0), (question.id, value)


@every_variant
def test_every_planted_slip_loses_marks_and_is_recognised(name, variant):
    """A known wrong answer is not right, earns less than all, and is told by its misconception."""
    for question, expected, slip, answer in slips(name, variant):
        outcome = check(question, expected, answer)
        assert outcome.state in (State.WRONG, State.PARTLY_RIGHT), (question.id, slip, answer)
        assert outcome.points < question.points or not question.points, (question.id, slip)
        assert outcome.misconception == slip, (question.id, slip, outcome)


@every_variant
def test_a_badly_written_answer_is_told_how_to_write_it_and_costs_nothing(name, variant):
    """An invalid answer is not wrong; one sentence in the reader's language says how to write it."""
    for question, expected in judged(name, variant):
        for value in expected.invalid:
            told = set()
            for language in LANGUAGES:
                with speaking(language):
                    outcome = check(question, expected, value)
                assert outcome.state is State.NOT_VALID, (question.id, value, outcome)
                assert outcome.points == 0
                told.add(outcome.message)
            assert "" not in told
            assert len(told) == len(LANGUAGES), (question.id, value, told)


@every_page
def test_every_question_has_planted_slips_and_badly_written_answers(name):
    """No question goes untested: each has a wrong answer in some variant, and an invalid one in all."""
    planted = {question.id for place in DEALT if place[0] == name for question, *_ in slips(*place)}
    assert planted == set(key(name).expected(0))
    assert all(expected.invalid for place in DEALT if place[0] == name for _, expected in judged(*place))


@every_page
def test_every_misconception_has_a_sentence_in_both_languages_and_is_in_use(name):
    """What a key can recognise the rubric can explain, and the rubric explains nothing else."""
    used = {slip for place in DEALT if place[0] == name for _, _, slip, _ in slips(*place)}
    assert used == set(key(name).misconceptions)
    for slip in used:
        told = []
        for language in LANGUAGES:
            with speaking(language):
                told.append(key(name).explain(slip))
        assert all(told), slip
        assert len(set(told)) == len(LANGUAGES), slip


@every_page
def test_no_hint_and_no_explanation_gives_a_number_away(name):
    """The number that is right in a variant stands in no hint and in no explanation of a slip."""
    for place in (place for place in DEALT if place[0] == name):
        for question, expected in judged(*place):
            if question.kind != "number":
                continue
            words = [*question.hints, *(key(name).misconceptions[slip] for slip in expected.wrong)]
            numbers = {float(found) for text in words for found in _numbers(text)}
            near = [found for found in numbers if abs(found - expected.right) <= expected.tolerance]
            assert not near, (question.id, place, near)


def _numbers(text):
    return [found for language in LANGUAGES for found in re.findall(r"\d+(?:\.\d+)?", text[language])]


@every_page
def test_a_text_that_counts_has_a_rubric_worth_its_points(name):
    """The criteria of a hand-marked text are in both languages and add up to the points of the question."""
    for question in KEYED[name].questions():
        if not question.is_marked_by_hand or not question.points:
            continue
        rubric = key(name).rubric[question.id]
        assert sum(item["points"] for item in rubric["items"]) == question.points
        assert all(item["zh"] and item["en"] for item in (*rubric["items"], *rubric.get("levels", ())))


@every_page
def test_the_key_has_no_rubric_for_a_question_that_is_not_there(name):
    """Each rubric belongs to a text of the page."""
    texts = {question.id for question in KEYED[name].questions() if question.is_marked_by_hand}
    assert set(key(name).rubric) <= texts


@every_page
def test_every_question_has_a_worked_solution(name):
    """A trainer finds a solution for each question, in both languages."""
    solved = {block.question: block.text for block in KEYED[name].prose("solution")}
    assert set(solved) == {question.id for question in KEYED[name].questions()}
    for language in LANGUAGES:
        with speaking(language):
            assert all(pick(text).strip() for text in solved.values())


@every_variant
def test_a_key_is_the_same_at_every_reading(name, variant):
    """Two readings of a key give equal answers: it depends on the variant and on nothing else."""
    again = load_key(KEYED[name].path.parent).expected(variant)
    assert again == key(name).expected(variant)
