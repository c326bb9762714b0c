import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.answers import Expected, Judgement, Question, State, check

WORDS = {"zh": "甲", "en": "A"}
NAMES = ("a", "b", "c", "d")
OPTIONS = [{"id": name, "zh": name, "en": name} for name in NAMES]


def question(kind, **spec):
    return Question.from_spec("q", {"kind": kind, "label": WORDS, "points": 4, **spec})


def half_by_each(plan):
    """A plan needs a risk and a response to it."""
    risks = plan.get("risks", [])
    met = sum(any(name in risk for risk in risks) for name in ("text", "response"))
    return Judgement(met, 2, met / 2, None if met == 2 else "no-response", is_red="保本" in str(risks))


RISK = {"id": "K1", "text": "改期", "response": "另约"}
CASES = {
    "plan": (
        question("plan", sections=["risks"]),
        Expected(
            {"risks": [RISK]},
            judge=half_by_each,
            wrong={"no-response": {"risks": [{"id": "K1", "text": "改期"}]}},
        ),
    ),
    "number": (question("number"), Expected(80.0, tolerance=0.1, wrong={"heads": 20.0})),
    "choice": (question("choice", options=OPTIONS), Expected("a", wrong={"other": "b"})),
    "choices": (question("choices", options=OPTIONS), Expected(["a", "b"], wrong={"all": list(NAMES)})),
    "order": (question("order", options=OPTIONS), Expected(list("abcd"), wrong={"turned": list("dcba")})),
    "labels": (
        question("labels", options=OPTIONS, rows=OPTIONS),
        Expected({"a": "a", "b": ("b", "c"), "c": "c", "d": "d"}, wrong={"veto": {"d": "a"}}),
    ),
    "table": (
        question("table", fields=OPTIONS[:2], rows=OPTIONS[:2]),
        Expected({"a": {"a": 1.0, "b": 2.0}, "b": {"a": 3.0, "b": 4.0}}, wrong={"row": {"b": {"a": 9.0}}}),
    ),
}
every_kind = pytest.mark.parametrize("kind", sorted(CASES))


@every_kind
def test_the_reference_earns_all_points(kind):
    """The right answer earns the question's points."""
    asked, expected = CASES[kind]
    outcome = check(asked, expected, expected.reference())
    assert (outcome.state, outcome.points, outcome.misconception) == (State.RIGHT, 4.0, None)


@every_kind
def test_no_answer_earns_nothing(kind):
    """An untouched question earns nothing and is called not attempted."""
    asked, expected = CASES[kind]
    assert check(asked, expected, None).state is State.NOT_ATTEMPTED


@every_kind
def test_a_known_mistake_loses_points_and_is_recognised(kind):
    """A planted mistake earns less than the reference and is named."""
    asked, expected = CASES[kind]
    (name,) = expected.wrong
    outcome = check(asked, expected, expected.answer_for(name))
    assert outcome.points < 4
    assert outcome.misconception == name


@every_kind
def test_a_strange_value_is_not_valid_and_costs_nothing(kind):
    """A value of another form is not valid; its sentence says how to write it."""
    asked, expected = CASES[kind]
    outcome = check(asked, expected, {"x": {"y": object()}} if kind != "table" else "x")
    assert outcome.state is State.NOT_VALID
    assert outcome.message


def test_a_tolerance_ends_where_it_says():
    """A number counts at the edge of its tolerance and not beyond."""
    asked, expected = CASES["number"]
    assert check(asked, expected, "80.1").state is State.RIGHT
    assert check(asked, expected, "80.11").state is State.WRONG


def test_ticking_everything_earns_nothing():
    """Each wrong tick takes back what a right one earned."""
    asked, expected = CASES["choices"]
    assert check(asked, expected, list(NAMES)).points == 0


def test_either_of_two_accepted_labels_counts():
    """A borderline row accepts both labels."""
    asked, expected = CASES["labels"]
    full = expected.reference()
    assert check(asked, expected, full | {"b": "c"}).state is State.RIGHT


@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES)))
def test_points_follow_the_share_of_right_rows(labels):
    """Labels earn points in proportion to the rows that are right, never more than all."""
    asked, expected = CASES["labels"]
    right = sum(
        labels.get(row) in (part if isinstance(part, tuple) else (part,))
        for row, part in expected.right.items()
    )
    assert check(asked, expected, labels).points == (pytest.approx(right) if labels else 0)


def test_without_partial_credit_all_or_nothing():
    """A question may ask for the whole."""
    asked, expected = CASES["order"]
    whole = Expected(expected.right, is_partial=False)
    assert check(asked, whole, list("abdc")).points == 0


def test_a_text_waits_for_its_trainer():
    """Free text earns nothing by rule; it is put before a trainer."""
    assert check(question("text"), None, "因为平均分是相对的").state is State.TO_MARK


def test_an_answer_judged_by_rules_earns_what_the_rules_say():
    """A plan earns the share of the criteria it meets, and tells how many those are."""
    asked, expected = CASES["plan"]
    outcome = check(asked, expected, expected.answer_for("no-response"))
    assert (outcome.state, outcome.points) == (State.PARTLY_RIGHT, 2.0)
    assert (outcome.right_count, outcome.part_count) == (1, 2)


def test_a_red_breach_is_part_of_the_outcome():
    """What caps the total of the page is told beside the points, whatever those are."""
    asked, expected = CASES["plan"]
    assert check(asked, expected, {"risks": [RISK | {"response": "承诺保本"}]}).is_red
    assert not check(asked, expected, expected.reference()).is_red


@pytest.mark.parametrize(
    "value", ["x", ["x"], {"risks": "x"}, {"risks": ["x"]}, {"risks": [{"a": {"b": "c"}}]}]
)
def test_a_plan_of_another_form_is_not_valid(value):
    """Sections hold lists of records, records hold plain values; anything else is told, not judged."""
    asked, expected = CASES["plan"]
    assert check(asked, expected, value).state is State.NOT_VALID


def test_empty_records_are_no_plan():
    """Records without a word are as good as none."""
    asked, expected = CASES["plan"]
    assert (
        check(asked, expected, {"risks": [{"id": "", "text": " "}], "actions": []}).state
        is State.NOT_ATTEMPTED
    )
