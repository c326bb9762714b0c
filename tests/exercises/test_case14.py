"""Case 14: the fee of the course, what every variant asks for, and the numbers its texts quote."""

import math
from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.account_book import account_book
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods.fees import NOTICE_DAYS, broken_rules, fee_effect
from kamlab.methods.small_accounts import FeePlan, fee_scenario
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "cases" / "small-accounts"
PAGE = read_page(FOLDER / "case.md")
NOTE = read_page(FOLDER / "teaching-note.md")
KEY = load_key(FOLDER)
QUESTIONS = {question.id: question for question in PAGE.questions()}
FIXED = KEY.expected(0)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))


def effect_of(variant):
    """Effect of the fee in a variant, worked out by the method."""
    book = table("small_accounts", variant)
    prices = dict(book.attrs)
    complaint = prices.pop("complaint_cost_cny")
    return fee_effect(book.assign(**prices), complaint_cost_cny=complaint)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("c14-income", "76,800 元"),
        ("c14-net", "−6,400"),
        ("c14-net", "-0.64 万元"),
        ("c14-hurt", "720 户"),
        ("c14-bearable", 437),
        ("c14-best", "moved-mild"),
        ("c14-decision", "offer"),
    ],
)
def test_the_fixed_data_set_has_the_answers_its_teaching_note_gives(name, answer):
    """Each answer of the table in the teaching note is right in data set 0."""
    assert check(QUESTIONS[name], FIXED[name], answer).state is State.RIGHT


def test_the_fixed_data_set_is_the_courses_example():
    """Six groups add up to 8,000 accounts, 1,600 closed and 480 complaints: a net effect of -6,400."""
    book = table("small_accounts", 0)
    assert book[["account_count", "closed_count", "complaint_count"]].sum().tolist() == [8000, 1600, 480]
    assert effect_of(0).net_cny == -6_400


@every_variant
def test_what_looks_like_a_gain_is_a_small_loss(variant):
    """Finance's 96,000 are the same for everybody, and every variant ends 3,000 to 12,000 below nought."""
    book, effect = table("small_accounts", variant), effect_of(variant)
    assert effect.account_count * book.attrs["fee_cny"] == 96_000
    assert -12_000 <= effect.net_cny <= -3_000
    assert effect.net_cny + effect.complaint_cost_cny > 0
    assert effect.complaint_count > math.floor(effect.bearable_complaints)


@every_variant
def test_the_silent_are_the_largest_group_of_those_hurt(variant):
    """Of the vulnerable more pay in silence than leave and complain together, and few close."""
    book = table("small_accounts", variant)
    weak = book[book["is_vulnerable"]]
    assert weak["account_count"].sum() > 2 * (weak["closed_count"] + weak["complaint_count"]).sum()
    shares = book["closed_count"] / book["account_count"]
    assert shares[book["is_vulnerable"]].max() < shares[~book["is_vulnerable"]].min() + 1e-9


@every_variant
def test_each_rule_is_broken_once_and_two_plans_break_none(variant):
    """Four of the six plans break one rule each; the other two lie exactly on a line or charge nothing."""
    plans = table("fee_plans", variant)
    broken = broken_rules(plans)
    assert broken.sum().tolist() == [1, 1, 1, 1]
    assert broken.sum(axis="columns").max() == 1
    clean = plans[~broken.any(axis="columns")]
    assert sorted(clean["fee_cny"] > 0) == [False, True]
    paid = clean[clean["fee_cny"] > 0].iloc[0]
    assert (paid["fee_cny"], paid["notice_days"]) == (paid["cost_to_serve_cny"], NOTICE_DAYS)


@every_variant
def test_the_clean_plan_gains_and_the_best_looking_one_breaks_a_rule(variant):
    """In every variant's panel 12 yuan loses, 36 earns most and is a penalty, and helping at machines gains."""
    book = account_book(variant)
    runs = {
        fee: {mild: fee_scenario(book, plan=FeePlan(fee, 0.3 * mild, bool(mild))) for mild in (0, 1)}
        for fee in (0, 12, 36)
    }
    assert runs[12][0].effect.net_cny < 0
    assert runs[12][1].effect.net_cny < 0
    assert all("penalty" in run.broken for run in runs[36].values())
    assert max(run.effect.net_cny for run in runs[36].values()) > runs[0][1].effect.net_cny > 0
    assert (runs[0][1].broken, runs[0][1].hurt_count) == ((), 0)
    assert 0.30 < runs[36][0].effect.closed_count / len(book) < 0.37


@every_variant
def test_the_gap_that_a_sharp_learner_finds_is_as_the_note_says(variant):
    """18 yuan with exemption and a move breaks no rule and earns about what no fee earns, at a price."""
    book = account_book(variant)
    paid, free = (fee_scenario(book, plan=FeePlan(fee, 0.3, has_exemption=True)) for fee in (18, 0))
    assert paid.broken == ()
    assert abs(paid.effect.net_cny - free.effect.net_cny) < 5_000
    assert 3_900 < paid.effect.closed_count < 4_200
    assert 950 < paid.effect.complaint_count < 1_050
    assert 1_150 < paid.young_closed_count < 1_300


@every_variant
def test_a_part_of_the_stakeholders_earns_a_part(variant):
    """Two swapped people cost two of six, whatever the variant."""
    expected = KEY.expected(variant)["c14-stakeholders"]
    outcome = check(QUESTIONS["c14-stakeholders"], expected, expected.answer_for("rule-and-story-swapped"))
    assert (outcome.state, outcome.right_count, outcome.part_count) == (State.PARTLY_RIGHT, 4, 6)


def test_learners_of_different_variants_cannot_copy():
    """No two variants share the table of groups or of plans, and hardly any two the net effect."""
    for name in ("small_accounts", "fee_plans"):
        assert len({table(name, variant).to_csv() for variant in range(VARIANT_COUNT)}) == VARIANT_COUNT
    assert len({effect_of(variant).net_cny for variant in range(VARIANT_COUNT)}) > 20


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_texts_quote_what_the_toolkit_computes(language):
    """Income, the four parts, the net effect, those hurt and the bearable complaints stand as computed."""
    effect = effect_of(0)
    parts = [effect.fee_income_cny, effect.saved_cost_cny, effect.lost_margin_cny, effect.complaint_cost_cny]
    weak = table("small_accounts", 0).query("is_vulnerable")
    quoted = {
        "c14-income": [f"{effect.fee_income_cny:,.0f}", f"{effect.closed_count:,.0f}"],
        "c14-net": [*(f"{part:,.0f}" for part in parts), f"−{-effect.net_cny:,.0f}"],
        "c14-hurt": [
            str(int(weak[name].sum())) for name in ("account_count", "closed_count", "complaint_count")
        ],
        "c14-bearable": [f"{effect.bearable_complaints:.1f}", f"{math.floor(effect.bearable_complaints)}"],
        "c14-memo": [f"{effect.fee_income_cny:,.0f}", "6,400", "720", "480"],
    }
    note = next(NOTE.prose("")).text[language]
    for name, numbers in quoted.items():
        assert all(number in SOLUTIONS[name][language] for number in numbers), name
    for number in ("76,800", "−6,400", "720", "437", "−3,000", "−12,000"):
        assert number in note


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_story_holds_the_unit_values_of_the_table(language):
    """Fee, cost, margin and complaint in the text are those above the learner's table."""
    text = "".join(block.text[language] for block in PAGE.prose("") if block.step in ("story", "reckon"))
    for value in (*table("small_accounts", 5).attrs.values(), "96,000", "8,000"):
        assert str(value) in text


def test_the_steps_fit_into_half_an_hour():
    """What is not optional takes the minutes that the head promises, and no more than thirty."""
    total = sum(block.minutes for block in PAGE.prose("") if block.track != "extend")
    assert total == PAGE.minutes <= 30
    assert {block.track for block in PAGE.prose("") if block.step} == {"core", "drop-first", "extend"}
