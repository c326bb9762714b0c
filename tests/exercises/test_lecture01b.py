"""Lecture 1, part two: the numbers that its texts and its teaching note quote are what the toolkit computes."""

import re
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods.levels import next_tiers
from kamlab.methods.retention import Limit, alert_rules, any_of, contact_capacity, days_to_reach, keep_or_win
from kamlab.methods.segment import quantile_scores
from kamlab.methods.value import lifetime_value
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "courses" / "01-key-account-ideas-2"
PAGE = read_page(FOLDER / "lecture.md")
NOTE = read_page(FOLDER / "teaching-note.md")
QUESTIONS = {question.id: question for question in PAGE.questions()}
FIXED = load_key(FOLDER).expected(0)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
FREQUENCIES = (1, 1, 1, 1, 2, 2, 3, 4, 6, 9)
TIMING = "end_after_survival"
EARNINGS_MUSD = {2003: 590, 2008: 2_115, 2009: 2_004}
languages = pytest.mark.parametrize("language", ["zh", "en"])


def told(step, language):
    """What the prose of a section says in a language."""
    texts, at = [], ""
    for block in PAGE.prose(""):
        at = block.step or at
        texts += [block.text[language]] if at == step else []
    return "\n".join(texts)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("rfm-frequency", "3 分"),
        ("rfm-sum", "not-alike"),
        ("scale-choice", "others-squeezed"),
        ("ladder-candidates", ["p46", "w185", "v590"]),
        ("worth-value", "7,500 元"),
        ("profit-return", "5%"),
        ("keep-won", "42"),
        ("alert-meaning", "precise-not-full"),
        ("class-one", "one-per-bank"),
        ("contact-days", "50 天"),
        ("downturn-first", ["repay", "leave", "help", "more"]),
    ],
)
def test_the_lecture_has_the_answers_its_teaching_note_gives(name, answer):
    """Each answer of the table in the teaching note is right."""
    assert check(QUESTIONS[name], FIXED[name], answer).state is State.RIGHT


@languages
def test_what_a_learner_sorts_is_listed_in_the_order_of_its_solution(language):
    """Solution and teaching note name the labels row by row as the page lists them."""
    for name in ("churn-kind", "call-goal"):
        labels = {option.id: option.text[language].split("、")[0] for option in QUESTIONS[name].options}
        answer = [labels[FIXED[name].right[row.id]] for row in QUESTIONS[name].rows]
        text = SOLUTIONS[name][language].lower()
        places = [text.find(label.lower().split(" and ")[0].split("，")[0]) for label in answer]
        assert -1 not in places, (name, answer, places)
        assert places == sorted(places), (name, answer)


def test_no_question_gives_its_answer_away_by_its_order():
    """Nothing to sort is listed sorted, labels do not run parallel to rows, the right choice varies in place."""
    places = set()
    for name, question in QUESTIONS.items():
        options = list(question.option_ids())
        if question.kind == "order":
            assert options != FIXED[name].right
        if question.kind == "labels":
            assert [FIXED[name].right[row.id] for row in question.rows] != options
        if question.kind == "choice":
            places.add(options.index(FIXED[name].right))
    assert len(places) > 1


def test_the_four_lines_of_the_frequencies_are_the_quintiles():
    """The lines quoted are type-7 quantiles; equal figures get equal scores and level 2 stays empty."""
    lines = np.quantile(FREQUENCIES, (0.2, 0.4, 0.6, 0.8))
    assert lines.round(9).tolist() == [1, 1.6, 2.4, 4.4]
    assert list(quantile_scores(FREQUENCIES)) == [1, 1, 1, 1, 3, 3, 4, 4, 5, 5]
    assert "1、1.6、2.4、4.4" in told("rfm", "zh")
    assert "1, 1.6, 2.4 and 4.4" in told("rfm", "en")


@languages
def test_the_section_on_worth_quotes_the_multiples_and_the_three_timings(language):
    """2.67 and 4.5 times, 2,667 yuan, and 50, 172.73 and 200 yuan, each by its timing."""
    text = told("worth", language)
    low, high = (
        float(lifetime_value(1, retention=share, discount=0.1, timing=TIMING)) for share in (0.8, 0.9)
    )
    assert (f"{low:.2f}", f"{high:g}", f"{1_000 * low:,.0f}") == ("2.67", "4.5", "2,667")
    assert all(number in text for number in ("2.67", "4.5", "2,667"))
    assert 2 / 3 < high / low - 1 < 0.7
    timings = {"end_after_survival": "50", "end_certain": "172.73", "start": "200"}
    places = []
    for timing, quoted in timings.items():
        worth = lifetime_value(150, retention=0.55, discount=0.1, timing=timing, acquisition_cost_cny=100)
        assert f"{float(worth):.2f}".rstrip("0").rstrip(".") == quoted
        places.append(re.search(rf"(?<![\d.]){quoted}(?!\d|\.\d)", text.split("0.55")[1]).start())
    assert places == sorted(places)


@languages
def test_the_solutions_quote_what_the_toolkit_computes(language):
    """Each figure of a worked solution is computed here again."""
    bought = keep_or_win(240_000, keep_cost_cny=800, multiple=7)
    calls, visits = (days_to_reach(989, per_day=count) for count in (20, 5))
    quoted = {
        "rfm-frequency": ["1.6", str(int(quantile_scores(FREQUENCIES)[4]))],
        "scale-choice": [f"{1 / 40:g}"],
        "worth-value": [
            f"{float(lifetime_value(3_000, retention=0.75, discount=0.05, timing=TIMING)):,.0f}",
            "2.5",
        ],
        "profit-return": [f"{(900 - 250 - 150) / 10_000:.0%}".removesuffix("%")],
        "keep-won": [str(bought.won), str(bought.kept), f"{240_000 / 5_600:.1f}"],
        "contact-days": [f"{calls.exact:g}", str(calls.whole), f"{visits.exact:g}", str(visits.whole)],
        "alert-meaning": [f"{24 / 40:.0%}".removesuffix("%"), f"{24 / 60:.0%}".removesuffix("%")],
    }
    for name, numbers in quoted.items():
        assert all(number in SOLUTIONS[name][language] for number in numbers), (name, numbers)


@languages
def test_the_note_quotes_the_same_answers(language):
    """7,500 yuan, 5 %, 42 and 300, 60 and 40 %, 50 and 198 days stand in the note as computed."""
    bought, note = keep_or_win(240_000, keep_cost_cny=800, multiple=7), next(NOTE.prose("")).text[language]
    assert (bought.won, bought.kept) == (42, 300)
    rows = [line for line in note.splitlines() if line.startswith("|")]
    for numbers in (("7,500", "2.5"), ("5", "11"), ("42", "300"), ("60", "40"), ("50", "198")):
        wanted = [re.compile(rf"(?<![\d.,]){re.escape(number)}(?![\d.])") for number in numbers]
        assert any(all(number.search(row) for number in wanted) for row in rows), numbers


def test_the_candidates_fall_short_by_what_the_solution_says():
    """Of 46, 43, 185, 4 and 590 ten thousand the next line is 4, 7, 15, 1 and 10 away."""
    found = next_tiers([460_000, 430_000, 1_850_000, 40_000, 5_900_000])
    assert (found["missing_cny"] / 10_000).tolist() == [4, 7, 15, 1, 10]
    assert found["is_candidate"].tolist() == [True, False, True, False, True]
    short = re.findall(r"差 (\d+) 万元", SOLUTIONS["ladder-candidates"]["zh"])
    assert short == ["4", "7", "15", "1", "10"]


@languages
def test_a_year_of_the_plan_and_the_bad_year_are_computed_right(language):
    """250 days hold 1,250 meetings and 5,000 calls; exchange earnings grew by almost 30 % and fell by 5.25 %."""
    book = pd.DataFrame({"client_count": [1], "visits_each": [1], "calls_each": [1]}, index=["A"])
    assert contact_capacity(book).table["capacity_count"].to_dict() == {"visit": 1_250, "call": 5_000}
    assert all(number in told("contacts", language) for number in ("1,250", "5,000"))
    growth = (EARNINGS_MUSD[2008] / EARNINGS_MUSD[2003]) ** (1 / 5) - 1
    change = EARNINGS_MUSD[2009] / EARNINGS_MUSD[2008] - 1
    assert 0.28 < growth < 0.3
    assert f"{-change:.2%}" == "5.25%"
    assert "5.25" in told("downturn", language)
    shown = {"zh": ("5.9 ", "21.15 ", "20.04 "), "en": ("590 ", "2,115 ", "2,004 ")}
    assert all(number in told("downturn", language) for number in shown[language])


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_the_two_goals_of_the_alerts_can_be_reached(variant):
    """In every data set some days without a trade, together with equity and complaints, meet both goals."""
    book = table("activity_book", variant)
    reached = []
    for days, equity in product(range(40, 61), (0.3, 0.4, 0.5)):
        signs = (
            Limit("days_since_last_txn", ">=", days),
            Limit("equity_ratio", "<=", equity),
            Limit("has_complaint", "==", True),
        )
        found = alert_rules(book, {"signs": any_of(*signs)}, happened="has_churned").loc["signs"]
        reached.append(found["precision_share"] >= 0.6 and found["recall_share"] >= 0.7)
    assert any(reached)


def test_the_minutes_add_up_to_what_head_and_note_say():
    """All sections take the minutes of the head, the core about forty, and the note has the same list."""
    blocks = [block for block in PAGE.prose("") if block.minutes]
    assert sum(block.minutes for block in blocks) == PAGE.minutes
    core = sum(block.minutes for block in blocks if block.track == "core")
    assert 38 <= core <= 42
    for text in next(NOTE.prose("")).text.values():
        minutes = [int(found) for found in re.findall(r"^\| (\d+) \|", text, flags=re.MULTILINE)]
        assert sorted(minutes) == sorted(block.minutes for block in blocks)
