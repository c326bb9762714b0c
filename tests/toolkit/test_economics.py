import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput
from kamlab.methods.economics import SOURCE_RANGES, Assumptions, keep_or_win, retention_economics

BUDGETS, COSTS = st.integers(0, 10**7), st.integers(1, 10**5)
TIMES = st.lists(st.integers(1, 12), min_size=1, max_size=6)
SHARES = st.integers(1, 100).map(lambda each: each / 100)
PAID = st.integers(0, 90).map(lambda each: each / 100)


def economics(budget=600_000, keep=1_000, multiples=(4, 5, 6, 7), **assumed):
    """Economics of a budget under what is assumed."""
    return retention_economics(
        budget, keep_cost_cny=keep, multiples=multiples, assumptions=Assumptions(**assumed)
    )


def test_keeping_against_winning():
    """600,000 yuan keep 600 clients or win 150, 120, 100 or 85."""
    data, wanted = worked("e1_7"), expected("e1_7")
    found = [
        keep_or_win(data["budget_cny"], keep_cost_cny=data["keep_cost_cny"], multiple=multiple)
        for multiple in data["multiples"]
    ]
    assert {result.kept for result in found} == {wanted["kept"]}
    assert [result.won for result in found] == wanted["won"]


@given(st.integers(0, 10**7), st.integers(1, 10**5), st.integers(1, 9))
def test_no_budget_buys_more_than_it_pays_for(budget, cost, multiple):
    """What is bought costs no more than the budget, and one client more would."""
    result = keep_or_win(budget, keep_cost_cny=cost, multiple=multiple)
    for bought, price in ((result.kept, cost), (result.won, cost * multiple)):
        assert bought * price <= budget < (bought + 1) * price


@pytest.mark.parametrize(
    "change", [{"keep_cost_cny": 0}, {"multiple": 0}, {"multiple": -4}, {"keep_cost_cny": "9"}], ids=str
)
def test_keeping_has_a_price(change):
    """A cost or multiple of nothing, below it, or as text is refused."""
    with pytest.raises(BadInput):
        keep_or_win(1000, **{"keep_cost_cny": 10, "multiple": 4, **change})


def test_the_worked_budget_at_all_multiples():
    """600,000 yuan keep 600 or win 150, 120, 100, 85, one row a multiple, rising."""
    data, wanted = worked("e1_7"), expected("e1_7")
    result = retention_economics(
        data["budget_cny"], keep_cost_cny=data["keep_cost_cny"], multiples=data["multiples"]
    )
    assert result.kept_count == wanted["kept"]
    assert result.table["won_count"].tolist() == wanted["won"]
    assert result.table.index.tolist() == [4, 5, 6, 7]
    assert result.table["win_cost_cny"].tolist() == [4_000, 5_000, 6_000, 7_000]


@given(BUDGETS, COSTS, TIMES)
def test_the_table_is_the_single_answer_many_times(budget, cost, times):
    """Each row says what one multiple alone says; equal multiples share a row."""
    result = economics(budget, cost, times)
    assert result.table.index.tolist() == sorted(set(times))
    for multiple, won in result.table["won_count"].items():
        alone = keep_or_win(budget, keep_cost_cny=cost, multiple=multiple)
        assert (alone.kept, alone.won) == (result.kept_count, won)


@given(BUDGETS, COSTS, TIMES, PAID)
def test_recommendation_only_adds(budget, cost, times, referred):
    """New clients are those paid for and those recommended; more of the latter never cost one of the former."""
    alone, with_some = economics(budget, cost, times), economics(budget, cost, times, referral_share=referred)
    table = with_some.table
    assert (table["new_count"] == table["won_count"] + table["referred_count"]).all()
    assert table["won_count"].equals(alone.table["won_count"])
    assert (table["referred_count"] >= 0).all()


@given(st.integers(10**5, 10**7), st.integers(1, 100), SHARES, PAID)
def test_at_the_break_even_multiple_both_ways_bring_the_same(budget, cost, churn, referred):
    """Winning at the break-even multiple brings as many clients as keeping saves, but for one cut off."""
    result = economics(budget, cost, churn_share=churn, referral_share=referred)
    even = economics(budget, cost, result.break_even_multiple, churn_share=churn, referral_share=referred)
    assert even.table["new_count"].iloc[0] == pytest.approx(even.saved_count, abs=1)


@given(TIMES, SHARES, PAID)
def test_break_even_churn_is_the_same_line_read_the_other_way(times, churn, referred):
    """Where churn is at its break-even share, the multiple of the row is the break-even multiple."""
    result = economics(multiples=times, churn_share=churn, referral_share=referred)
    for multiple, share in result.table["break_even_churn_share"].items():
        if math.isnan(share):
            assert multiple * (1 - referred) < 1 + 1e-9
        else:
            back = economics(multiples=multiple, churn_share=share, referral_share=referred)
            assert back.break_even_multiple == pytest.approx(multiple)


@given(BUDGETS, COSTS, SHARES)
def test_nobody_is_saved_who_was_not_kept(budget, cost, churn):
    """Clients saved are at most those kept, and all of them where all would have left."""
    assert economics(budget, cost, churn_share=churn).saved_count <= economics(budget, cost).kept_count
    assert economics(budget, cost).saved_count == economics(budget, cost).kept_count


@given(st.integers(0, 500), st.integers(0, 100))
def test_unhappy_clients_put_off_so_many_each(unhappy, each):
    """Prospects affected are unhappy clients times those each one reaches; 25 each unless told otherwise."""
    assert economics(unhappy_count=unhappy, affected_each=each).affected_count == unhappy * each
    assert economics(unhappy_count=unhappy).affected_count == 25 * unhappy


def test_known_break_even_points():
    """At a multiple of 5 without recommendation the churn to beat is 20 %; with 60 % recommended it is 50 %."""
    assert economics(multiples=5).table["break_even_churn_share"].tolist() == [0.2]
    assert economics(multiples=5, referral_share=0.6).table["break_even_churn_share"].tolist() == [0.5]
    assert economics(churn_share=0.2).break_even_multiple == 5
    assert math.isnan(economics(churn_share=0).break_even_multiple)
    assert economics(multiples=0.5).table["break_even_churn_share"].isna().all()


def test_a_budget_of_nothing_and_no_multiple_are_answers():
    """Nothing buys nobody, and without a multiple there is no row."""
    assert economics(0).kept_count == 0
    assert economics(0).table["new_count"].eq(0).all()
    assert economics(multiples=()).table.empty


def test_the_ranges_of_the_source_overlap_and_differ():
    """4 to 6 and 5 to 7: both are kept, since the source contradicts itself."""
    assert SOURCE_RANGES == ((4, 6), (5, 7))


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf, "5", None, True], ids=str)
@pytest.mark.parametrize(
    "place",
    [
        "budget", "keep", "multiples", "churn_share", "referral_share", "unhappy_count", "affected_each",
    ],
)  # fmt: skip
def test_every_number_is_read_strictly(place, wrong):
    """Negative, missing, infinite, text and true/false are refused wherever a number is asked for."""
    with pytest.raises(BadInput):
        economics(**{place: wrong})


@pytest.mark.parametrize(
    "change", [{"keep": 0}, {"multiples": (5, 0)}, {"churn_share": 1.01}, {"referral_share": 1}], ids=str
)
def test_prices_and_shares_have_their_ends(change):
    """A price or multiple of nothing, a churn above 1 and a referral share of 1 are refused."""
    with pytest.raises(BadInput):
        economics(**change)
