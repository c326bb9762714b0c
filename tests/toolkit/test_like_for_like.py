import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.adjustment import adjusted_difference
from kamlab.methods.like_for_like import EVERYBODY, like_for_like

BOOKS = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from("pqr")), min_size=2, max_size=40)


def book(rows):
    """Clients by number of products, whether they left, and band."""
    return pd.DataFrame(rows, columns=["product_count", "has_churned", "band"])


def has_both(rows):
    """Whether some hold three products and more and some fewer."""
    return len({products >= 3 for products, _, _ in rows}) == 2


def comparable(rows):
    """Whether some band holds both."""
    many = book(rows).assign(many=lambda frame: frame["product_count"] >= 3)
    return (many.groupby("band")["many"].nunique() == 2).any()


@given(BOOKS.filter(has_both))
def test_without_strata_everybody_is_compared_with_everybody(rows):
    """Nobody told apart: raw and adjusted are one, all of the gap remains, and there is one stratum of all."""
    result = like_for_like(book(rows))
    assert result.adjusted == pytest.approx(result.raw, abs=1e-12)
    assert result.remaining_share == pytest.approx(1) or math.isnan(result.remaining_share)
    assert result.strata["client_count"].to_dict() == {EVERYBODY: len(rows)}
    assert result.left_out_count == 0


@given(BOOKS.filter(comparable), st.randoms())
def test_the_strata_carry_the_result(rows, random):
    """Weights sum to 1, weighted gaps to the result, clients to all; row order and input do not matter."""
    frame = book(rows)
    kept, shuffled = frame.copy(), frame.sample(frac=1, random_state=random.randrange(2**31))
    result = like_for_like(frame, strata=["band"])
    gap = result.strata["many_churn_share"] - result.strata["few_churn_share"]
    assert result.strata["weight"].sum() == pytest.approx(1)
    assert (gap * result.strata["weight"]).sum() == pytest.approx(result.adjusted, abs=1e-12)
    assert result.strata["client_count"].sum() + result.left_out_count == len(rows)
    assert result.strata["many_client_share"].between(0, 1, inclusive="neither").all()
    assert like_for_like(shuffled, strata=["band"]).adjusted == pytest.approx(result.adjusted, abs=1e-12)
    assert frame.equals(kept)


@given(BOOKS.filter(comparable))
def test_it_is_the_adjusted_difference_of_the_many(rows):
    """Marking those with many products by hand gives the same two gaps."""
    frame = book(rows).assign(many=lambda each: each["product_count"] >= 3)
    other = adjusted_difference(frame, marked="many", strata=["band"])
    result = like_for_like(frame, strata=["band"])
    assert (result.raw, result.adjusted) == (other.raw, other.adjusted)


def test_a_gap_half_made_by_the_band():
    """New clients 60 and 50 % with few and many, old ones 30 and 20 %, mixed four to one: 28 becomes 10."""
    cells = {("new", 1): (400, 0.6), ("new", 3): (100, 0.5), ("old", 1): (100, 0.3), ("old", 3): (400, 0.2)}
    rows = [
        (held, place < size * rate, band)
        for (band, held), (size, rate) in cells.items()
        for place in range(size)
    ]
    result = like_for_like(book(rows), strata=["band"])
    assert (result.raw, result.adjusted) == (pytest.approx(-0.28), pytest.approx(-0.10))
    assert result.remaining_share == pytest.approx(0.10 / 0.28)


def test_where_many_begins_is_the_readers_choice():
    """From five products on, a client with three holds few."""
    frame = book([(1, True, "p"), (3, True, "p"), (5, False, "p")])
    assert like_for_like(frame).raw == pytest.approx(-0.5)
    assert like_for_like(frame, many_from=5).raw == -1


def test_no_gap_leaves_no_share_of_it():
    """Where few and many leave alike, the share that remains has no meaning."""
    result = like_for_like(book([(1, True, "p"), (3, True, "p")]))
    assert (result.raw, math.isnan(result.remaining_share)) == (0, True)


@pytest.mark.parametrize(
    ("change", "more", "error"),
    [
        ({"product_count": [1.0, np.nan]}, {}, BadInput),
        ({"product_count": [1, -3]}, {}, BadInput),
        ({"product_count": ["1", "3"]}, {}, BadInput),
        ({"band": ["p", None]}, {"strata": ["band"]}, BadInput),
        ({"band": ["p", "q"]}, {"strata": ["band"]}, BadInput),
        ({"has_churned": ["yes", "no"]}, {}, BadInput),
        ({}, {"many_from": 0}, BadInput),
        ({}, {"many_from": 9}, BadInput),
        ({}, {"strata": ["region"]}, MissingColumn),
    ],
    ids=str,
)
def test_what_cannot_be_compared_is_refused(change, more, error):
    """Gaps, negative counts, text, no common stratum, no mark, nobody with many, and a missing column."""
    frame = book([(1, True, "p"), (3, False, "p")]).assign(**change)
    with pytest.raises(error):
        like_for_like(frame, **more)
