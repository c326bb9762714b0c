import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.answers import Question, is_empty, valid_value
from kamlab.answers.reading import number
from kamlab.errors import BadInput
from kamlab.language import speaking

WORDS = {"zh": "甲", "en": "A"}
OPTIONS = [{"id": name, "zh": name, "en": name} for name in ("a", "b", "c")]


def question(kind, **spec):
    return Question.from_spec("q", {"kind": kind, "label": WORDS, **spec})


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("80", "percent", 80),
        ("８０％", "percent", 80),
        ("80.5 %", "percent", 80.5),
        ("0.8%", "percent", 0.8),
        ("0.8", "share", 0.8),
        ("80%", "share", 0.8),
        ("1,234.5", "", 1234.5),
        ("１，２３４．５", "", 1234.5),
        ("12 万", "cny", 120_000),
        ("12万元", "wan_cny", 12),
        ("120000元", "wan_cny", 12),
        ("1.2亿", "cny", 120_000_000),
        ("¥1,000", "cny", 1000),
        ("500户", "count", 500),
        ("500 clients", "count", 500),
        ("−5", "", -5),
        ("+5", "", 5),
        (".5", "", 0.5),
        ("  7\t", "", 7),
        (3, "count", 3),
        (1e-7, "", 1e-7),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, unit, meant):
    """Full-width digits, separators, signs and units are understood."""
    assert number(typed, unit=unit) == pytest.approx(meant)


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("八成", "percent", "A number is wanted here"),
        ("1.2.3", "", "A number is wanted here"),
        ("1e5", "", "A number is wanted here"),
        ("nan", "", "A number is wanted here"),
        ("inf", "", "A number is wanted here"),
        (True, "", "A number is wanted here"),
        ("", "", "A number is wanted here"),
        ("1" * 50, "", "A number is wanted here"),
        ("1,5", "", "looks like a decimal point"),
        ("12,34", "", "looks like a decimal point"),
        ("1.234,5", "", "A number is wanted here"),
        ("0.8", "percent", "looks like a share"),
        ("80", "share", "looks like a percentage"),
        ("120", "percent", "never above 100"),
        ("-3", "percent", "never below 0"),
        ("12.5", "count", "whole"),
        ("5天", "cny", "The unit here is CNY; you wrote '天'"),
        ("9" * 20, "", "too large"),
    ],
)
def test_a_number_that_is_not_valid_is_told_how_to_be_written(typed, unit, sentence):
    """What is not a number in the question's unit gets one sentence, and nothing is clamped."""
    with speaking("en"):
        with pytest.raises(BadInput) as fault:
            number(typed, unit=unit)
        assert sentence in str(fault.value)
    with speaking("zh"):
        assert str(fault.value)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_on_record_reads_back_as_itself(value):
    """Reading what was stored gives the same number again."""
    assert number(value) == pytest.approx(value, rel=1e-9, abs=1e-9)


@given(st.text())
def test_no_text_breaks_the_reader(text):
    """Whatever is typed is either a number or one sentence."""
    try:
        assert isinstance(number(text), float)
    except BadInput as fault:
        assert str(fault)


@pytest.mark.parametrize("value", [None, "", "  ", [], {}, {"a": ""}, {"a": {"b": None}}])
def test_nothing_is_nothing(value):
    """Blank fields, empty lists and tables of blanks count as no answer."""
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, 0.0, False, "0", ["a"], {"a": "A"}])
def test_something_is_something(value):
    """Zero is an answer."""
    assert not is_empty(value)


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (question("choice", options=OPTIONS), "z"),
        (question("choice", options=OPTIONS), ["a"]),
        (question("choices", options=OPTIONS), "a"),
        (question("choices", options=OPTIONS), ["a", "a"]),
        (question("choices", options=OPTIONS), ["a", "z"]),
        (question("order", options=OPTIONS), ["a", "b"]),
        (question("labels", options=OPTIONS, rows=OPTIONS), {"a": "z"}),
        (question("labels", options=OPTIONS, rows=OPTIONS), {"z": "a"}),
        (question("labels", options=OPTIONS, rows=OPTIONS), "a"),
        (question("table", fields=OPTIONS, rows=OPTIONS), {"a": 5}),
        (question("table", fields=OPTIONS, rows=OPTIONS), {"a": {"a": "x"}}),
        (question("table", fields=OPTIONS, rows=OPTIONS), {"a": {"z": 1}}),
        (question("text", min_length=5), "abc"),
        (question("text", max_length=5), "abcdef"),
        (question("text"), 5),
    ],
)
def test_a_foreign_value_is_not_valid(asked, value):
    """An answer that the controls could never give is refused in words."""
    with pytest.raises(BadInput) as fault:
        valid_value(asked, value)
    for language in ("zh", "en"):
        with speaking(language):
            assert str(fault.value)


def test_the_order_of_ticks_does_not_matter():
    """Choices come back in the page's order."""
    assert valid_value(question("choices", options=OPTIONS), ["c", "a"]) == ["a", "c"]


def test_blank_cells_are_left_out():
    """A table keeps only cells that were filled."""
    asked = question("table", fields=OPTIONS, rows=OPTIONS)
    assert valid_value(asked, {"a": {"a": "1,000", "b": " "}, "b": {}}) == {"a": {"a": 1000.0}}
