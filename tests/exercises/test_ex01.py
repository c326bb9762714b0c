"""Exercise 1: the course's fixed values, fairness between learners, and the numbers its texts quote."""

from itertools import pairwise
from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "exercises" / "01-key-account-ideas"
PAGE = read_page(FOLDER / "exercise.md")
NOTE = read_page(FOLDER / "teaching-note.md")
KEY = load_key(FOLDER)
QUESTIONS = {question.id: question for question in PAGE.questions()}
FIXED = KEY.expected(0)
CLASSES = {"hedger": "套保", "large": "大户", "mid": "中户", "retail": "散户"}
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("e1-1-top-share", 80.0),
        ("e1-1-clients-for-80", 2),
        ("e1-4-mean", 29.11),
        ("e1-4-stars", ["K01", "K02", "K03"]),
        ("e1-4-wrong-stars", ["K04", "K05", "K06", "K07"]),
        ("e1-4-visible-mean", 31.71),
        ("e1-8-lost", 460),
        ("e1-8-share", 46.0),
        ("e1-8-one-to-three", 440),
        ("e1-8-three-to-five", 430),
    ],
)
def test_the_fixed_data_set_has_the_answers_of_the_curriculum(name, answer):
    """Data set 0 gives the values that the course specification fixes."""
    assert check(QUESTIONS[name], FIXED[name], answer).state is State.RIGHT


def test_the_seven_worked_clients_have_their_levels():
    """The first seven are A B C D E B E; the sixth, just below A, may be A, the vetoed one nothing but E."""
    levels = FIXED["e1-3-levels"]
    assert "".join(list(levels.reference().values())[:7]) == "ABCDEBE"
    assert levels.right["K06"] == ("B", "A")
    assert levels.right["K07"] == ("E",)


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_every_book_asks_for_every_level_one_veto_and_an_edge(variant):
    """Each dealt book holds all five levels, one vetoed client that would be A or B, and two on an edge."""
    levels = KEY.expected(variant)["e1-3-levels"]
    assert set(levels.reference().values()) == set("ABCDE")
    (vetoed,) = table("level_book_12", variant).query("has_veto").index
    assert levels.right[vetoed] == ("E",)
    assert levels.wrong["forgot-veto"][vetoed] in "AB"
    assert sum(len(labels) > 1 for labels in levels.right.values()) == 2


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_every_futures_book_asks_for_every_class_and_rewards_the_order_of_the_rules(variant):
    """All four classes occur, and who looks at the money first loses the hedgers."""
    classes = KEY.expected(variant)["e1-5-classes"]
    assert set(classes.reference().values()) == {"hedger", "large", "mid", "retail"}
    assert len(classes.wrong["forgot-hedging-first"]) == 3


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_a_mean_with_one_decimal_is_not_taken_for_the_mean(variant):
    """The printed mean, rounded to 0.1, is never within the tolerance, so it cannot be copied."""
    printed = table("printed_table", variant).attrs["printed_mean"]
    name = "e1-4-mean"
    assert check(QUESTIONS[name], KEY.expected(variant)[name], printed).state is State.WRONG


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_two_decimals_are_enough(variant):
    """Whoever rounds as asked gets the points for both means."""
    expected = KEY.expected(variant)
    for name in ("e1-4-mean", "e1-4-visible-mean"):
        assert check(QUESTIONS[name], expected[name], f"{expected[name].right:.2f}").state is State.RIGHT


def test_the_sets_add_up_to_the_points_they_announce():
    """Sets of 4, 6, 6 and a letter of 4, 4 and 4 points: 28 in all, as the page says."""
    points = dict.fromkeys(("e1-1", "e1-3", "e1-4", "e1-5", "e1-8"), 0.0)
    for question in PAGE.questions():
        points[question.id[:4]] += question.points
    assert points == {"e1-1": 4, "e1-3": 6, "e1-4": 10, "e1-5": 4, "e1-8": 4}
    opening = next(PAGE.prose("")).text
    assert "28 分" in opening["zh"]
    assert "28 points" in opening["en"]


def test_the_letter_is_left_to_a_person():
    """However well or badly written, the letter is for the trainer to mark."""
    for sample in KEY.rubric["e1-4-letter"]["levels"]:
        text = sample["zh"] * 3
        assert check(QUESTIONS["e1-4-letter"], None, text).state is State.TO_MARK


def test_sample_letters_stand_from_the_best_to_the_weakest():
    """The samples fall in points from full marks to nothing."""
    points = [sample["points"] for sample in KEY.rubric["e1-4-letter"]["levels"]]
    assert points[0] == QUESTIONS["e1-4-letter"].points
    assert points[-1] == 0
    assert all(better > worse for better, worse in pairwise(points))


def test_learners_of_different_variants_cannot_copy():
    """No two variants share all their answers, and no single table is the same in two of them."""
    names = ("client_profits", "level_book_12", "scoring_grid", "futures_book", "coverage_book")
    for name in names:
        dealt = {table(name, variant).to_csv() for variant in range(VARIANT_COUNT)}
        assert len(dealt) == VARIANT_COUNT, name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_solutions_quote_what_the_key_computes(language):
    """Every number that a solution gives for data set 0 is the key's."""
    quoted = {
        "e1-1-top-share": [f"{FIXED['e1-1-top-share'].right:.1f}"],
        "e1-1-clients-for-80": [f"**{FIXED['e1-1-clients-for-80'].right:.0f}**"],
        "e1-3-levels": ["87.2", "66.8", "55.2", "29.0", "17.0", "79.2"],
        "e1-4-totals": [f"{cells['total']:.0f}" for cells in FIXED["e1-4-totals"].right.values()],
        "e1-4-mean": [f"{FIXED['e1-4-mean'].right:.2f}"],
        "e1-4-visible-mean": [f"{FIXED['e1-4-visible-mean'].right:.2f}"],
        "e1-4-stars": FIXED["e1-4-stars"].right,
        "e1-4-wrong-stars": FIXED["e1-4-wrong-stars"].right,
        "e1-8-lost": [f"**{FIXED['e1-8-lost'].right:.0f}**"],
        "e1-8-share": [f"{FIXED['e1-8-share'].right:.1f}"],
        "e1-8-one-to-three": [f"**{FIXED['e1-8-one-to-three'].right:.0f}**"],
        "e1-8-three-to-five": [f"**{FIXED['e1-8-three-to-five'].right:.0f}**"],
    }
    for name, numbers in quoted.items():
        missing = [number for number in numbers if number not in SOLUTIONS[name][language]]
        assert not missing, (name, missing)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_teaching_note_quotes_what_the_key_computes(language):
    """The trainer's table of answers for data set 0 agrees with the key."""
    text = next(NOTE.prose("")).text[language]
    shown = [FIXED[name].right for name in ("e1-4-mean", "e1-4-visible-mean")]
    counts = [FIXED[f"e1-8-{name}"].right for name in ("lost", "one-to-three", "three-to-five")]
    for number in (*(f"{mean:.2f}" for mean in shown), *(f"{count:.0f}" for count in counts)):
        assert number in text
    separator = {"zh": "、", "en": ", "}[language]
    totals = [f"{cells['total']:.0f}" for cells in FIXED["e1-4-totals"].right.values()]
    assert separator.join(totals) in text
    classes = FIXED["e1-5-classes"].reference().values()
    assert separator.join(CLASSES.get(name, name) if language == "zh" else name for name in classes) in text
