"""A fee plan on a book of accounts: who is charged, who leaves, who is hurt; and the book itself."""

import numpy as np
import pandas as pd
import pytest

from kamlab.data.account_book import ACCOUNT_COUNT, account_book
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.fees import RULES
from kamlab.methods.small_accounts import FeePlan, fee_scenario

BOOK = account_book(0, accounts=2_000)
FEES = (0, 1, 6, 12, 18, 24, 36, 48, 60)
VULNERABLE = int(BOOK["is_vulnerable"].sum())


def run(fee=0.0, moved=0.0, has_exemption=False, book=BOOK):
    """Scenario of a plan on a book."""
    return fee_scenario(book, plan=FeePlan(fee, moved, has_exemption))


@pytest.mark.parametrize("has_exemption", [False, True])
def test_a_plan_that_does_nothing_changes_nothing(has_exemption):
    """Without a fee and without a move there is no money, no closure, no complaint, nobody hurt."""
    result = run(has_exemption=has_exemption)
    effect = result.effect
    assert (effect.net_cny, effect.closed_count, effect.complaint_count) == (0, 0, 0)
    assert (result.hurt_count, result.young_closed_count, result.broken) == (0, 0, ())


@pytest.mark.parametrize("has_exemption", [False, True])
def test_a_higher_fee_never_means_fewer_closures_or_complaints(has_exemption):
    """Closures and complaints rise with the fee, or stay."""
    effects = [run(fee, has_exemption=has_exemption).effect for fee in FEES]
    for name in ("closed_count", "complaint_count", "fee_income_cny"):
        values = [getattr(effect, name) for effect in effects]
        assert all(low <= high + 1e-9 for low, high in zip(values, values[1:], strict=False)), name


@pytest.mark.parametrize("fee", FEES[1:])
def test_closures_and_complaints_stay_within_the_courses_bounds(fee):
    """Of the charged accounts 5-40 % close and 1-8 % complain, whoever they belong to."""
    for group in (BOOK[BOOK["is_vulnerable"]], BOOK[~BOOK["is_vulnerable"]]):
        effect = run(fee, book=group).effect
        assert 0.05 - 1e-9 <= effect.closed_count / len(group) <= 0.40 + 1e-9
        assert 0.01 - 1e-9 <= effect.complaint_count / len(group) <= 0.08 + 1e-9


@pytest.mark.parametrize("fee", FEES)
@pytest.mark.parametrize("moved", [0.0, 0.3, 1.0])
def test_the_exemption_hurts_nobody(fee, moved):
    """With the exemption no vulnerable account is charged or moved, and nobody is left without counter."""
    result = run(fee, moved, has_exemption=True)
    assert result.hurt_count == 0
    assert "basic_service" not in result.broken
    assert "exemption" not in result.broken


@pytest.mark.parametrize("fee", FEES[1:])
def test_a_fee_for_everybody_hurts_every_vulnerable_account(fee):
    """Without the exemption all vulnerable accounts are hurt, those that stay and pay as well."""
    assert run(fee).hurt_count == VULNERABLE
    assert run(fee).effect.closed_count < len(BOOK)


def test_a_move_without_help_hurts_those_who_use_the_counter():
    """Moving business without an exemption hurts the vulnerable who use the counter, and no others."""
    uses_counter = BOOK["is_vulnerable"] & (BOOK["counter_count"] > 0)
    assert run(moved=0.3).hurt_count == int(uses_counter.sum())
    assert run(moved=0.3).broken == ("basic_service",)


def test_moving_business_saves_in_proportion():
    """Twice the share that is moved saves twice as much."""
    once, twice = (run(moved=share, has_exemption=True).effect.saved_cost_cny for share in (0.3, 0.6))
    assert twice == pytest.approx(2 * once)


def test_a_saving_is_the_difference_between_counter_and_machine():
    """One account with two counter transactions a month saves 12 x 2 x (4.0 - 0.6) when all are moved."""
    one = BOOK[~BOOK["is_vulnerable"]].iloc[:1].assign(counter_count=2)
    assert run(moved=1.0, book=one).effect.saved_cost_cny == pytest.approx(12 * 2 * 3.4)


def test_the_young_leave_first_and_the_vulnerable_stay():
    """At the same fee the young close more often than others, the vulnerable less."""
    is_young = BOOK["age_band"] == "under_26"
    groups = (BOOK["is_vulnerable"], ~BOOK["is_vulnerable"] & ~is_young, is_young)
    shares = [run(12, book=BOOK[group]).effect.closed_count / group.sum() for group in groups]
    assert shares[0] < shares[1] < shares[2]
    assert run(12).young_closed_count == pytest.approx(shares[2] * is_young.sum())


def test_a_free_account_is_not_charged():
    """With the exemption the fee is paid by those who stay, the vulnerable and free accounts apart."""
    charged = BOOK[~BOOK["is_vulnerable"] & ~BOOK["is_free_account"]]
    assert run(12, has_exemption=True).effect.fee_income_cny == pytest.approx(
        run(12, book=charged).effect.fee_income_cny
    )


def test_a_fee_above_the_cost_is_a_penalty():
    """The rule on penalties breaks as soon as the fee passes the mean cost of an account."""
    per_month = BOOK[["counter_count", "machine_count", "online_count"]].mean() @ [4.0, 0.6, 0.1]
    cost = 12 * float(per_month)
    assert run(cost - 0.01, has_exemption=True).broken == ()
    assert run(cost + 0.01, has_exemption=True).broken == ("penalty",)


def test_the_broken_rules_stand_in_their_order():
    """A plan that breaks several rules names them in the order of the rules."""
    broken = run(36, 0.5).broken
    assert broken == ("basic_service", "exemption", "penalty")
    assert list(broken) == [rule for rule in RULES if rule in broken]


def test_row_order_does_not_matter_and_the_book_is_left_alone():
    """A turned book gives the same scenario, and neither is changed."""
    kept, turned = BOOK.copy(), BOOK.iloc[::-1]
    assert run(12, 0.3, book=turned).effect.net_cny == pytest.approx(run(12, 0.3).effect.net_cny)
    assert run(12, 0.3, book=turned).hurt_count == run(12, 0.3).hurt_count
    pd.testing.assert_frame_equal(BOOK, kept)


@pytest.mark.parametrize("plan", [FeePlan(-1), FeePlan(12, 1.5), FeePlan(12, -0.1), FeePlan(float("nan"))])
def test_an_impossible_plan_is_refused(plan):
    """A negative or missing fee and a share outside 0-1 are refused."""
    with pytest.raises(BadInput):
        fee_scenario(BOOK, plan=plan)


@pytest.mark.parametrize(
    "book",
    [
        BOOK.iloc[:0],
        BOOK.assign(balance_cny=-1),
        BOOK.assign(counter_count=np.nan),
        BOOK.assign(is_vulnerable="yes"),
        pd.concat([BOOK, BOOK]),
    ],
)
def test_an_impossible_book_is_refused(book):
    """No account, a negative or missing number, a mark that is no mark and an account that stands twice."""
    with pytest.raises(BadInput):
        run(12, book=book)


def test_a_book_without_a_column_is_refused_by_its_name():
    """The first missing column is named."""
    with pytest.raises(MissingColumn, match="age_band"):
        run(12, book=BOOK.drop(columns="age_band"))


def test_marks_may_be_ones_and_noughts():
    """Marks written as 1 and 0 count as yes and no."""
    written = BOOK.assign(is_vulnerable=BOOK["is_vulnerable"].astype(int))
    assert run(12, book=written).hurt_count == VULNERABLE


@pytest.mark.parametrize("variant", [0, 11, 23])
def test_the_book_is_what_the_course_says(variant):
    """20,000 accounts, 9 % vulnerable, a median balance near 3,000 and about four transactions a month."""
    book = account_book(variant)
    assert len(book) == ACCOUNT_COUNT
    assert book.index.is_unique
    assert book["is_vulnerable"].mean() == pytest.approx(0.09)
    assert book["balance_cny"].median() == pytest.approx(3_000, rel=0.05)
    counts = book[["counter_count", "machine_count", "online_count"]]
    assert counts.sum(axis="columns").mean() == pytest.approx(4, abs=0.15)
    assert not (book["is_vulnerable"] & book["is_free_account"]).any()
    assert set(book["age_band"]) == {"under_26", "26_to_59", "60_plus"}


def test_the_book_is_the_same_each_time_and_another_in_each_variant():
    """Two readings are equal, two variants differ, and changing one leaves the other alone."""
    first, second = account_book(3, accounts=500), account_book(3, accounts=500)
    pd.testing.assert_frame_equal(first, second)
    first.iloc[0, 1] = -1
    pd.testing.assert_frame_equal(account_book(3, accounts=500), second)
    assert not account_book(4, accounts=500).equals(second)


def test_counts_follow_the_poisson_law():
    """Mean and variance of the counter transactions of the vulnerable are both near 1.2."""
    counts = account_book(1).query("is_vulnerable")["counter_count"]
    assert counts.mean() == pytest.approx(1.2, abs=0.1)
    assert counts.var() == pytest.approx(1.2, abs=0.2)
