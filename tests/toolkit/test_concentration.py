import math
from itertools import pairwise
from statistics import NormalDist

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput
from kamlab.methods.value import gini, hhi

POSITIVE = st.lists(st.integers(1, 10_000).map(lambda tenth: tenth / 10), min_size=1, max_size=40)


def slices(held):
    """Parts between the points of a curve of shares held."""
    return [above - below for below, above in pairwise(held)]


def test_worked_examples():
    """Gini and Herfindahl figures are the published ones."""
    assert gini(worked("gini")) == expected("gini")
    result, wanted = hhi(worked("hhi")), expected("hhi")
    assert result.hhi == pytest.approx(wanted["hhi"])
    assert result.normalised == pytest.approx(wanted["normalised"])
    assert result.effective_count == pytest.approx(wanted["effective_n"], abs=5e-5)


@pytest.mark.parametrize("exponent", [1.5, 2.0, 3.0])
def test_gini_of_a_pareto_law(exponent):
    """Means of equal slices of a Pareto(a) law give 1/(2a - 1)."""
    power, count = 1 - 1 / exponent, 20_000
    slices = [((place + 1) / count) ** power - (place / count) ** power for place in range(count)]
    assert gini(slices) == pytest.approx(1 / (2 * exponent - 1), abs=1e-3)


def test_the_two_laws_of_80_20():
    """A Pareto and a lognormal law that give 80 % to the top fifth have the worked coefficients."""
    wanted, law, edges = expected("pareto_8020"), NormalDist(), [place / 20_000 for place in range(1, 20_000)]
    sigma, power = wanted["lognormal_sigma"], 1 - 1 / wanted["pareto_alpha"]
    lorenz = [0, *(law.cdf(law.inv_cdf(edge) - sigma) for edge in edges), 1]
    assert 1 - lorenz[16_000] == pytest.approx(0.8, abs=1e-6)
    assert gini(slices(lorenz)) == pytest.approx(wanted["lognormal_gini"], abs=1e-3)
    falling = [0, *(edge**power for edge in edges), 1]
    assert gini(slices(falling)) == pytest.approx(wanted["pareto_gini"], abs=2e-3)


@given(POSITIVE)
def test_gini_is_half_the_mean_relative_gap(amounts):
    """The sum over ranks equals the mean absolute difference over twice the mean."""
    count, total = len(amounts), math.fsum(amounts)
    gaps = math.fsum(abs(a - b) for a in amounts for b in amounts)
    assert gini(amounts) == pytest.approx(gaps / (2 * count * total), abs=1e-12)


@given(POSITIVE, st.floats(0.01, 1e6), st.randoms())
def test_gini_ignores_unit_and_order(amounts, factor, random):
    """Another unit or another order of rows changes nothing."""
    turned = random.sample(amounts, len(amounts))
    assert gini(turned) == gini(amounts)
    assert gini([factor * amount for amount in amounts]) == pytest.approx(gini(amounts), abs=1e-9)


@given(st.integers(1, 50))
def test_equal_values_are_not_uneven(count):
    """Equal clients, or one alone, have Gini 0 and the least possible index."""
    assert gini([3.5] * count) == pytest.approx(0, abs=1e-12)
    result = hhi([1 / count] * count)
    assert result.effective_count == pytest.approx(count)
    assert result.normalised == pytest.approx(0 if count > 1 else 1, abs=1e-12)


def test_values_of_zero_and_below_are_left_out():
    """Gini is that of the positive values."""
    assert gini([10, 20, 30, 40, 0, -500]) == expected("gini")


@given(POSITIVE)
def test_index_lies_between_equal_and_one(amounts):
    """1/n <= HHI <= 1, the normalised one between 0 and 1, and the input is left alone."""
    shares = pd.Series(amounts) / math.fsum(amounts)
    kept = shares.copy()
    result = hhi(shares)
    assert 1 / len(shares) - 1e-12 <= result.hhi <= 1 + 1e-12
    assert -1e-12 <= result.normalised <= 1 + 1e-12
    assert shares.equals(kept)


def test_one_hand_is_full_concentration():
    """A single holder has index 1, normalised 1."""
    result = hhi([1.0])
    assert (result.hhi, result.normalised, result.effective_count) == (1, 1, 1)


@pytest.mark.parametrize("values", [[], [0, -1], [1, math.nan], [1, math.inf], ["1"], [True]])
def test_gini_refuses_what_it_cannot_read(values):
    """Empty, never positive, missing, infinite, text and true/false are refused."""
    with pytest.raises(BadInput):
        gini(values)


@pytest.mark.parametrize("shares", [[], [0.5, 0.6], [1.5, -0.5], [0, 0], [1, math.nan], ["1"]])
def test_index_refuses_what_are_not_shares(shares):
    """Shares must be there, not negative, and sum to 1."""
    with pytest.raises(BadInput):
        hhi(shares)
