import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput
from kamlab.methods.transitions import has_one_end
from kamlab.methods.value import LEFT, lifetime_value, migration_value, mobility, stationary

PARTS = st.integers(1, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 9), min_size=k, max_size=k), min_size=k, max_size=k)
)


def table(parts):
    """A transition table from whole parts; a row without any stays where it is."""
    counts = np.array(parts, dtype=float)
    counts[np.arange(len(counts)), np.arange(len(counts))] += counts.sum(axis=1) == 0
    names = list("abcde"[: len(counts)])
    return pd.DataFrame(counts / counts.sum(axis=1, keepdims=True), index=names, columns=names)


TABLES = PARTS.map(table)
MIXED = PARTS.map(lambda parts: table([[1 + part for part in row] for row in parts]))


def mailing():
    """Pfeifer and Carraway's direct marketer: periods since the last purchase, the fifth state given up."""
    chances, states = [0.3, 0.2, 0.15, 0.05], ["1", "2", "3", "4", "gone"]
    shares = pd.DataFrame(0.0, index=states, columns=states)
    for place, chance in enumerate(chances):
        shares.iloc[place, 0] = chance
        shares.iloc[place, place + 1] = 1 - chance
    shares.loc["gone", "gone"] = 1.0
    return shares, pd.Series([40 - 4, -4, -4, -4, 0], index=states)


def test_the_published_marketer():
    """A client who has just bought is worth 52.32, one four periods away -1.82, and 64.25 undiscounted."""
    shares, rewards = mailing()
    assert migration_value(shares, rewards_cny=rewards, discount=0.2).tolist() == pytest.approx(
        expected("markov_pc"), abs=5e-5
    )
    undiscounted = migration_value(shares, rewards_cny=rewards, discount=0)
    assert undiscounted["1"] == pytest.approx(64.2548, abs=5e-5)


def test_the_worked_tiers():
    """Three tiers: the long run holds 2/9, 13/36 and 15/36 of the clients, and mobility is .35."""
    tiers, wanted = pd.DataFrame(worked("tier_matrix")), expected("tier_matrix")
    assert stationary(tiers).tolist() == pytest.approx(wanted["stationary"], abs=1e-12)
    assert mobility(tiers) == pytest.approx(wanted["shorrocks"])


@given(MIXED)
def test_the_long_run_stays_as_it_is(shares):
    """The distribution sums to 1, has nothing below 0, and one more period leaves it unchanged."""
    held = stationary(shares)
    assert held.sum() == pytest.approx(1)
    assert (held >= 0).all()
    assert (held @ shares).tolist() == pytest.approx(held.tolist(), abs=1e-9)
    many = np.linalg.matrix_power(shares.to_numpy(), 5000)[0]
    assert held.tolist() == pytest.approx(many.tolist(), abs=1e-6)


@given(TABLES)
def test_one_end_or_a_refusal(shares):
    """Either the table leads to one distribution, or it is refused; never a guess between two."""
    if has_one_end(shares):
        held = stationary(shares)
        assert (held @ shares).tolist() == pytest.approx(held.tolist(), abs=1e-9)
    else:
        with pytest.raises(BadInput):
            stationary(shares)


@given(TABLES)
def test_mobility_runs_from_none_to_all(shares):
    """0 where nobody moves, never above k/(k - 1), the same in whatever order the classes stand."""
    count = len(shares)
    found = mobility(shares)
    assert -1e-12 <= found <= (count / (count - 1) if count > 1 else 0) + 1e-12
    assert mobility(pd.DataFrame(np.eye(count))) == 0
    assert mobility(shares.iloc[::-1]) == pytest.approx(found)
    assert mobility(shares.iloc[::-1, ::-1]) == pytest.approx(found)


@given(MIXED, st.lists(st.floats(-100, 100), min_size=5, max_size=5), st.floats(0.02, 1))
def test_a_value_is_this_period_and_the_next_one_discounted(shares, rewards, discount):
    """V = R + P V / (1+d), whatever the order of classes and rewards, and the table is left alone."""
    given_rewards = pd.Series(rewards[: len(shares)], index=shares.index)
    before = shares.copy()
    worth = migration_value(shares, rewards_cny=given_rewards, discount=discount)
    following = given_rewards + shares.to_numpy() @ worth / (1 + discount)
    assert worth.tolist() == pytest.approx(following.tolist(), rel=1e-7, abs=1e-6)
    turned = migration_value(
        shares.iloc[::-1], rewards_cny=given_rewards.sample(frac=1, random_state=1), discount=discount
    )
    assert turned[worth.index].tolist() == pytest.approx(worth.tolist(), rel=1e-7, abs=1e-6)
    assert shares.equals(before)


@given(st.floats(0, 0.95), st.floats(0, 0.4), st.floats(-1e4, 1e4))
def test_with_one_class_it_is_the_lifetime_value_from_today_on(kept, discount, margin):
    """A client who stays with a constant chance is worth what the formula says, first margin today."""
    shares = pd.DataFrame([[kept, 1 - kept]], index=["client"], columns=["client", LEFT])
    worth = migration_value(shares, rewards_cny={"client": margin, LEFT: 0}, discount=discount)
    wanted = lifetime_value(margin, retention=kept, discount=discount, timing="start")
    assert worth["client"] == pytest.approx(wanted, rel=1e-9)
    assert worth[LEFT] == 0


def test_value_without_discount_needs_an_end():
    """At a discount of 0 a client who pays for ever has no value to name; one who ends in nothing has."""
    ring = pd.DataFrame([[0.5, 0.5], [0.5, 0.5]])
    with pytest.raises(BadInput):
        migration_value(ring, rewards_cny={0: 1, 1: 0}, discount=0)
    assert migration_value(ring, rewards_cny={0: 0, 1: 0}, discount=0).tolist() == [0, 0]
    out = pd.DataFrame([[0.5, 0.5], [0.0, 1.0]])
    assert migration_value(out, rewards_cny={0: 3, 1: 0}, discount=0).tolist() == [6, 0]


@pytest.mark.parametrize(
    "shares",
    [
        pd.DataFrame(),
        pd.DataFrame([[0.5, 0.5]]),
        pd.DataFrame([[0.5, 0.4], [0, 1]]),
        pd.DataFrame([[1.5, -0.5], [0, 1]]),
        pd.DataFrame([[0.5, math.nan], [0, 1]]),
        pd.DataFrame([[0.5, math.inf], [0, 1]]),
        pd.DataFrame([["0.5", 0.5], [0, 1]]),
        pd.DataFrame([[0.5, 0.5], [0, 1]], index=["a", "a"], columns=["a", "b"]),
        pd.DataFrame([[0.5, 0.5], [0, 1]], index=["a", "b"], columns=["a", "a"]),
        pd.DataFrame([[0.5, 0.5], [0, 1]], index=["a", "b"], columns=["a", "c"]),
        pd.DataFrame([[50, 50], [0, 100]]),
    ],
)
def test_what_is_no_transition_table_is_refused(shares):
    """Empty, not square, rows not summing to 1, negative, missing, text, doubled or different classes are refused."""
    for method in (mobility, stationary):
        with pytest.raises(BadInput):
            method(shares)


@pytest.mark.parametrize(
    ("rewards", "discount"),
    [
        ({"1": 5}, 0.1), ({}, 0.1), ({"1": 5, "2": 5, "3": 5, "4": 5, "5": 5}, 0.1),
        ({"1": 5, "2": 5, "3": 5, "4": 5, "gone": math.nan}, 0.1),
        ({"1": "5", "2": 5, "3": 5, "4": 5, "gone": 0}, 0.1),
        ({"1": 5, "2": 5, "3": 5, "4": 5, "gone": 0}, -0.1),
        ({"1": 5, "2": 5, "3": 5, "4": 5, "gone": 0}, 20),
        ({"1": 5, "2": 5, "3": 5, "4": 5, "gone": 0}, math.nan),
    ],
    ids=str,
)  # fmt: skip
def test_rewards_and_discount_must_fit(rewards, discount):
    """A state without a reward, one too many, a gap or text, and a discount that is no share are refused."""
    with pytest.raises(BadInput):
        migration_value(mailing()[0], rewards_cny=rewards, discount=discount)
