from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.methods import sums

NUMBERS = st.floats(-1e12, 1e12, allow_subnormal=False).filter(lambda value: abs(value) > 1e-12 or value == 0)
ROWS = st.lists(st.tuples(st.integers(0, 3), NUMBERS), min_size=1, max_size=60)


def totals(rows):
    """Totals of four groups."""
    places, values = (np.array(column) for column in zip(*rows, strict=True))
    counts = np.bincount(places, minlength=4)
    return sums.steady_totals(values.astype(float), places=places, counts=counts).tolist()


@given(ROWS)
def test_a_total_is_the_exact_one_to_fourteen_digits(rows):
    """Held against exact fractions: wrong by no more than the fourteenth digit of the sizes added up."""
    for place, total in enumerate(totals(rows)):
        own = [Fraction(value) for group, value in rows if group == place]
        slack = Fraction(1, 10**13) * sum(abs(value) for value in own)
        assert abs(Fraction(total) - sum(own)) <= slack


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(10**11), 10**11)), min_size=1), st.integers(1, 7))
def test_cents_add_up_exactly_in_any_chunks(rows, chunk):
    """Money in cents adds up as whole numbers do, however many rows are taken at a time."""
    wanted = [sum(cents for group, cents in rows if group == place) / 100 for place in range(4)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sums, "CHUNK", chunk)
        assert totals([(group, cents / 100) for group, cents in rows]) == wanted


def test_a_hundred_thousand_rows_in_any_order():
    """Plain addition changes with the order; these totals do not, though sizes span nine powers of ten."""
    rng = np.random.default_rng(5)
    values = np.round(10 ** (9 * rng.random(100_000)), 2)
    places, order = rng.integers(0, 3, len(values)), rng.permutation(len(values))
    counts = np.bincount(places)
    first = sums.steady_totals(values, places=places, counts=counts)
    again = sums.steady_totals(values[order], places=places[order], counts=counts)
    assert np.array_equal(first, again)
    assert not np.array_equal(np.bincount(places, values), np.bincount(places[order], values[order]))


def test_no_value_gives_nothing():
    """Groups without a value have the total 0."""
    nothing = np.zeros(0)
    assert sums.steady_totals(nothing, places=nothing.astype(int), counts=np.zeros(2, int)).tolist() == [0, 0]
