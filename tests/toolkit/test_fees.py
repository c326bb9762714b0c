"""A fee on small accounts: the course's example, what always holds of the sum, and the four rules."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.fees import NOTICE_DAYS, RULES, broken_rules, fee_effect

EXAMPLE = pd.DataFrame(
    {
        "account_count": [8000],
        "closed_count": [1600],
        "complaint_count": [480],
        "fee_cny": [12],
        "cost_to_serve_cny": [18],
        "account_margin_cny": [25],
    }
)
MONEY = ("fee_income_cny", "saved_cost_cny", "lost_margin_cny", "complaint_cost_cny", "net_cny")
amounts = st.floats(0, 200, allow_nan=False)


@st.composite
def books(draw):
    """One to six groups of accounts."""
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        count = draw(st.integers(1, 5000))
        closed, complaints = (draw(st.integers(0, count)) for _ in range(2))
        rows.append([count, closed, complaints, draw(amounts), draw(amounts), draw(amounts)])
    return pd.DataFrame(rows, columns=EXAMPLE.columns)


def close(value, scale=1e7):
    """Equal but for rounding."""
    return pytest.approx(value, abs=1e-9 * scale)


def test_the_fee_of_the_course_loses_6400():
    """8,000 accounts, fee 12, 1,600 closed, 480 complaints: 76,800 + 28,800 - 40,000 - 72,000 = -6,400."""
    effect = fee_effect(EXAMPLE)
    assert [getattr(effect, name) for name in MONEY] == [76_800, 28_800, 40_000, 72_000, -6_400]
    assert (effect.account_count, effect.closed_count, effect.complaint_count) == (8000, 1600, 480)
    assert effect.bearable_complaints == pytest.approx(65_600 / 150)


@given(books(), st.floats(0, 1000))
def test_the_net_effect_is_what_comes_in_less_what_goes_out(book, price):
    """Net = income + saved - lost - complaints, and nothing of it is negative but the net."""
    effect = fee_effect(book, complaint_cost_cny=price)
    income, saved, lost, complained, net = (getattr(effect, name) for name in MONEY)
    assert net == close(income + saved - lost - complained)
    assert min(income, saved, lost, complained) >= 0


@given(books())
def test_groups_add_up(book):
    """The effect of a book is the sum of the effects of its rows, in whatever order they stand."""
    whole, turned = fee_effect(book), fee_effect(book.iloc[::-1])
    parts = [fee_effect(book.iloc[[place]]) for place in range(len(book))]
    for name in MONEY:
        assert getattr(whole, name) == close(sum(getattr(part, name) for part in parts))
        assert getattr(turned, name) == close(getattr(whole, name))


@given(books())
def test_the_steps_lead_from_nought_to_the_net_effect(book):
    """Each bar begins where the last one ended; the last but one ends at the net effect."""
    effect = fee_effect(book)
    steps = effect.steps
    moves = steps.iloc[:-1]
    assert moves["start_cny"].iloc[0] == close(0)
    assert np.allclose(moves["start_cny"].iloc[1:], moves["end_cny"].iloc[:-1])
    assert moves["end_cny"].iloc[-1] == close(effect.net_cny)
    assert steps.loc["net"].tolist() == [0, effect.net_cny]
    for part in steps.index:
        assert effect.amount_cny(part) == close(steps["end_cny"][part] - steps["start_cny"][part])


@given(books())
def test_at_the_bearable_complaints_nothing_is_gained_or_lost(book):
    """With the bearable number of complaints instead of those there were, the net effect is nought."""
    effect = fee_effect(book)
    without = fee_effect(book.assign(complaint_count=0)).net_cny
    assert without - 150 * effect.bearable_complaints == close(0)


def test_nobody_leaves_and_nobody_complains():
    """Without closures and complaints the fee is all there is."""
    quiet = EXAMPLE.assign(closed_count=0, complaint_count=0)
    assert fee_effect(quiet).net_cny == 12 * 8000


def test_everybody_leaves():
    """When all accounts close nothing is received, all cost is saved and all margin lost."""
    gone = EXAMPLE.assign(closed_count=8000, complaint_count=0)
    assert fee_effect(gone).fee_income_cny == 0
    assert fee_effect(gone).net_cny == (18 - 25) * 8000


def test_channel_saving_is_earned_on_accounts_that_stay():
    """A saving of 5 a year on each account that stays adds 5 x 6,400."""
    more = fee_effect(EXAMPLE.assign(channel_saving_cny=5))
    assert more.net_cny - fee_effect(EXAMPLE).net_cny == 5 * 6400


def test_complaints_that_cost_nothing_have_no_limit():
    """Where a complaint costs nothing there is no number of them that could be borne."""
    assert np.isnan(fee_effect(EXAMPLE, complaint_cost_cny=0).bearable_complaints)


def test_the_input_is_left_alone():
    """Neither table is changed."""
    kept = EXAMPLE.copy()
    fee_effect(EXAMPLE)
    pd.testing.assert_frame_equal(EXAMPLE, kept)


@pytest.mark.parametrize("column", EXAMPLE.columns)
def test_each_column_is_needed(column):
    """A table that lacks a column is refused by its name."""
    with pytest.raises(MissingColumn, match=column):
        fee_effect(EXAMPLE.drop(columns=column))


@pytest.mark.parametrize(
    "book",
    [
        EXAMPLE.iloc[:0],
        EXAMPLE.assign(fee_cny=-1),
        EXAMPLE.assign(fee_cny=np.nan),
        EXAMPLE.assign(fee_cny="12"),
        EXAMPLE.assign(closed_count=8001),
        EXAMPLE.assign(complaint_count=8001),
        pd.concat([EXAMPLE, EXAMPLE]),
    ],
)
def test_what_cannot_be_is_refused(book):
    """No row, a negative, missing or typed amount, a part above the whole and a row that stands twice."""
    with pytest.raises(BadInput):
        fee_effect(book)


def every_plan():
    """Plans over all sides of the four rules."""
    grid = product((0, 17.99, 18, 18.01), (True, False), (0, NOTICE_DAYS - 1, NOTICE_DAYS), (True, False))
    names = ["fee_cny", "has_exemption", "notice_days", "keeps_counter"]
    return pd.DataFrame(grid, columns=names).assign(cost_to_serve_cny=18)


def test_each_rule_is_broken_by_its_own_side_only():
    """Over the whole grid a rule breaks when, and only when, its own condition fails."""
    plans = every_plan()
    broken = broken_rules(plans)
    assert tuple(broken.columns) == RULES
    is_charged = plans["fee_cny"] > 0
    assert broken["basic_service"].equals(~plans["keeps_counter"])
    assert broken["exemption"].equals(is_charged & ~plans["has_exemption"])
    assert broken["penalty"].equals(plans["fee_cny"] > 18)
    assert broken["notice"].equals(is_charged & (plans["notice_days"] < 90))
    assert broken.any().all()
    assert (~broken).any().all()


def test_without_a_fee_only_the_counter_counts():
    """A plan that charges nothing can break the first rule and no other."""
    free = broken_rules(every_plan().query("fee_cny == 0"))
    assert not free.drop(columns="basic_service").to_numpy().any()


@pytest.mark.parametrize(
    "column", ["fee_cny", "cost_to_serve_cny", "has_exemption", "notice_days", "keeps_counter"]
)
def test_each_side_of_a_plan_is_needed(column):
    """A plan that lacks a column is refused by its name."""
    with pytest.raises(MissingColumn, match=column):
        broken_rules(every_plan().drop(columns=column))


@pytest.mark.parametrize(
    "change", [{"fee_cny": -1}, {"notice_days": None}, {"has_exemption": "yes"}, {"keeps_counter": None}]
)
def test_a_plan_with_a_gap_is_refused(change):
    """A negative fee, a missing number and a mark that is neither yes nor no are refused."""
    with pytest.raises(BadInput):
        broken_rules(every_plan().assign(**change))
