"""Case 15: concentration, loss and the line, the same task in every variant, and the numbers quoted."""

from pathlib import Path

import pytest

from kamlab.answers import State, check, load_key
from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods.buyers import BANK_TERMS, buyer_loss, concentration_by_quarter, order_concentration
from kamlab.methods.deposits import DEPOSIT_LINE_CNY, RETURN_DAYS, below_line, unfair_terms
from kamlab.pages.source import read_page

FOLDER = Path(__file__).parents[2] / "cases" / "few-large-buyers"
PAGE = read_page(FOLDER / "case.md")
NOTE = read_page(FOLDER / "teaching-note.md")
KEY = load_key(FOLDER)
QUESTIONS = {question.id: question for question in PAGE.questions()}
FIXED = KEY.expected(0)
SOLUTIONS = {block.question: block.text for block in PAGE.prose("solution")}
QUARTERS = ("q1_cny", "q2_cny", "q3_cny", "q4_cny")
every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("c15-top-share", "86%"),
        ("c15-hhi", "0.146"),
        ("c15-exposure", "2,519.6 万元"),
        ("c15-exposure", 2520),
        ("c15-income-lost", "64.5"),
        ("c15-reading", "smaller"),
        ("c15-below", "7 "),
        ("c15-good-sellers", 3),
        ("c15-below-share", "60%"),
        ("c15-offer", ["cap", "check", "dealer-loan", "insure"]),
        ("c15-decision", "by-buyer"),
    ],
)
def test_the_fixed_data_set_has_the_answers_its_teaching_note_gives(name, answer):
    """Each answer of the table in the teaching note is right in data set 0."""
    assert check(QUESTIONS[name], FIXED[name], answer).state is State.RIGHT


@every_variant
def test_ten_of_sixty_hold_83_to_88_per_cent(variant):
    """Sixty buyers, the ten largest with 83-88 % of the year, terms of 30 to 120 days."""
    book = table("buyer_orders", variant)
    found = order_concentration(book["order_cny"])
    assert found.buyer_count == 60
    assert 0.83 <= found.top_share <= 0.88
    assert 0.14 <= found.hhi <= 0.225
    assert (
        book["order_cny"].is_monotonic_decreasing
        or book["order_cny"].iloc[:10].min() > book["order_cny"].iloc[10:].max()
    )
    assert book["term_days"].between(30, 120).all()


@every_variant
def test_volume_and_dependence_rise_together(variant):
    """From quarter to quarter the orders grow and so does the share of the ten largest."""
    found = concentration_by_quarter(table("buyer_orders", variant), quarters=QUARTERS)
    assert found["total_cny"].is_monotonic_increasing
    assert found["top_share"].is_monotonic_increasing


@every_variant
def test_the_table_by_hand_is_enough(variant):
    """The ten rows give the index within the tolerance; squaring the other fifty as one does not."""
    shares = table("top_buyers", variant)["order_cny"]
    shares = shares / shares.sum()
    by_ten = float((shares.iloc[:10] ** 2).sum())
    expected = KEY.expected(variant)["c15-hhi"]
    exact = order_concentration(table("buyer_orders", variant)["order_cny"]).hhi
    assert exact - by_ten < 0.001
    assert check(QUESTIONS["c15-hhi"], expected, f"{by_ten:.3f}").state is State.RIGHT
    lumped = check(QUESTIONS["c15-hhi"], expected, f"{by_ten + shares.iloc[10] ** 2:.3f}")
    assert (lumped.state, lumped.misconception) == (State.WRONG, "others-squared-as-one")


@every_variant
def test_the_hand_table_is_the_long_one_in_short(variant):
    """Orders of the ten and of the rest add up to those of the sixty."""
    short, long = table("top_buyers", variant), table("buyer_orders", variant)
    assert short["order_cny"].sum() == long["order_cny"].sum()
    assert short["order_cny"].iloc[:10].equals(long["order_cny"].iloc[:10])
    assert short["buyer_count"].sum() == len(long)


@every_variant
def test_a_rounded_step_costs_nothing(variant):
    """Who rounds the money out to whole ten thousands still gets the income right."""
    loss = buyer_loss(table("buyer_orders", variant))
    rounded = (
        loss.lost_order_cny / 1e4 * BANK_TERMS.fee_share
        + round(loss.advanced_cny / 1e4) * BANK_TERMS.spread_share
    )
    expected = KEY.expected(variant)
    assert (
        check(QUESTIONS["c15-income-lost"], expected["c15-income-lost"], f"{rounded:.1f}").state
        is State.RIGHT
    )
    out = f"{loss.advanced_cny / 1e4:.0f}"
    assert check(QUESTIONS["c15-exposure"], expected["c15-exposure"], out).state is State.RIGHT


@every_variant
def test_what_is_feared_is_far_more_than_what_is_earned(variant):
    """The money out on the first buyer is many years of the bank's income from the whole firm."""
    loss = buyer_loss(table("buyer_orders", variant))
    assert loss.years_of_income > 8
    assert 1e7 < loss.advanced_cny < 5e7
    assert 4e5 < loss.lost_income_cny < 1e6
    assert loss.after.hhi < loss.before.hhi


@every_variant
def test_the_line_keeps_out_some_who_can_sell(variant):
    """Six to eight of twelve are below, one exactly at the line, and two or three of those below sell well."""
    book = table("dealers_12", variant)
    is_below = below_line(book)
    assert int(is_below.sum()) in (6, 7, 8)
    assert int((book["own_capital_cny"] == DEPOSIT_LINE_CNY).sum()) == 1
    assert int((is_below & (book["sales_cny"] > book["sales_cny"].mean())).sum()) in (2, 3)


@every_variant
def test_each_ground_is_there_once_and_two_offers_are_fair(variant):
    """Four of six demands are unfair on one ground each; a fair one lies exactly on two lines."""
    offers = table("deposit_terms", variant)
    grounds = unfair_terms(offers)
    assert grounds.sum().tolist() == [1, 1, 1, 1]
    assert grounds.sum(axis="columns").max() == 1
    fair = offers[~grounds.any(axis="columns")]
    edge = fair[fair["deposit_cny"] == fair["credit_goods_cny"]]
    assert len(fair) == 2
    assert edge["return_days"].tolist() == [RETURN_DAYS]
    (line,) = offers.loc[grounds["excess"], "deposit_cny"]
    assert line == DEPOSIT_LINE_CNY


def test_about_six_in_ten_of_the_eighty_are_below():
    """The share of dealers below the line lies between half and three quarters in every variant."""
    shares = [below_line(table("dealers_80", variant)).mean() for variant in range(VARIANT_COUNT)]
    assert 0.5 < min(shares) <= max(shares) < 0.75


def test_learners_of_different_variants_cannot_copy():
    """No two variants share a table."""
    for name in ("buyer_orders", "top_buyers", "dealers_12", "dealers_80", "deposit_terms"):
        assert len({table(name, variant).to_csv() for variant in range(VARIANT_COUNT)}) == VARIANT_COUNT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_solutions_quote_what_the_toolkit_computes(language):
    """Shares, index, money out, income lost and counts stand in the solutions as computed."""
    loss = buyer_loss(table("buyer_orders", 0))
    book = table("dealers_12", 0)
    below = book.index[below_line(book)]
    quoted = {
        "c15-top-share": [f"{100 * loss.before.top_share:.1f}"],
        "c15-hhi": [f"{loss.before.hhi:.3f}", f"{loss.before.effective_count:.1f}", "0.165"],
        "c15-exposure": [f"{loss.receivable_cny / 1e4:,.1f}", f"{loss.advanced_cny / 1e4:,.1f}"],
        "c15-income-lost": [f"{amount / 1e4:.2f}" for amount in (loss.lost_fee_cny, loss.lost_interest_cny)]
        + [f"{loss.lost_income_cny / 1e4:.1f}"],
        "c15-below": [*below, str(len(below))],
        "c15-below-share": [str(int(below_line(table("dealers_80", 0)).sum()))],
    }
    for name, numbers in quoted.items():
        assert all(number in SOLUTIONS[name][language] for number in numbers), name
    mean = book["sales_cny"].mean()
    assert {"zh": f"{mean / 1e4:,.1f}", "en": f"{mean / 1e6:.2f}"}[language] in SOLUTIONS["c15-good-sellers"][
        language
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_note_gives_the_same_answers(language):
    """The table of answers in the teaching note holds the numbers of data set 0."""
    note = next(NOTE.prose("")).text[language]
    for number in ("86.0", "0.146", "6.8", "2,519.6", "64.5", "19.2 + 45.4", "60.0"):
        assert number in note


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_terms_of_the_bank_stand_in_the_text(language):
    """Advance, fee and margin in the text are those of the method."""
    text = "".join(block.text[language] for block in PAGE.prose("")).replace(" %", "%")
    for share in BANK_TERMS:
        assert f"{100 * share:g}%" in text


def test_the_steps_fit_into_half_an_hour():
    """What is not optional takes the minutes that the head promises, and no more than thirty."""
    total = sum(block.minutes for block in PAGE.prose("") if block.track != "extend")
    assert total == PAGE.minutes <= 30
    assert {block.track for block in PAGE.prose("") if block.step} == {"core", "drop-first", "extend"}
