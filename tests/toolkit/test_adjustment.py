import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.adjustment import adjusted_difference

BOOKS = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from("pqr")), min_size=1, max_size=40)


def book(rows):
    """Clients by number of products, whether they left, and tier."""
    return pd.DataFrame(rows, columns=["product_count", "has_churned", "tier"]).assign(
        has_many=lambda frame: frame["product_count"] >= 3
    )


def comparable(rows):
    """Whether some tier holds clients with few and with many products."""
    return (book(rows).groupby("tier")["has_many"].nunique() == 2).any()


@given(BOOKS.filter(comparable), st.randoms())
def test_adjustment_keeps_every_client(rows, random):
    """Weights sum to 1, strata to the clients, and row order and input do not matter."""
    frame = book(rows)
    kept, shuffled = frame.copy(), frame.sample(frac=1, random_state=random.randrange(2**31))
    result = adjusted_difference(frame, marked="has_many", strata=["tier"])
    assert result.strata["weight"].sum() == pytest.approx(1)
    assert result.strata["client_count"].sum() == len(rows)
    assert -1 <= result.adjusted <= 1
    other = adjusted_difference(shuffled, marked="has_many", strata=["tier"])
    assert other.adjusted == pytest.approx(result.adjusted, abs=1e-12)
    assert frame.equals(kept)


@given(BOOKS.filter(lambda rows: book(rows)["has_many"].nunique() == 2))
def test_one_stratum_changes_nothing(rows):
    """With everybody in one stratum the adjusted difference is the raw one."""
    result = adjusted_difference(book(rows).assign(tier="p"), marked="has_many", strata=["tier"])
    assert result.adjusted == pytest.approx(result.raw, abs=1e-12)
    assert result.left_out_count == 0


def test_a_gap_made_by_the_tier_alone_vanishes():
    """Where leaving depends on the tier only, all of the raw gap is the tier's."""
    cells = {("p", 1): (80, 0.6), ("p", 3): (20, 0.6), ("q", 1): (20, 0.1), ("q", 3): (80, 0.1)}
    rows = [
        (products, place < count * rate, tier)
        for (tier, products), (count, rate) in cells.items()
        for place in range(count)
    ]
    result = adjusted_difference(book(rows), marked="has_many", strata=["tier"])
    assert result.raw == pytest.approx(-0.3)
    assert result.adjusted == pytest.approx(0, abs=1e-12)


def test_strata_without_a_partner_are_left_out_and_counted():
    """A tier in which all have many products cannot be compared."""
    result = adjusted_difference(
        book([(1, True, "p"), (3, False, "p"), (4, True, "q")]), marked="has_many", strata=["tier"]
    )
    assert (result.adjusted, result.left_out_count) == (-1, 1)
    assert result.strata["weight"].to_dict() == {"p": 1.0, "q": 0.0}


def test_adjustment_refuses_what_it_cannot_compare():
    """No client, no stratum with both groups, a missing tier and a missing column are refused."""
    rows = book([(1, True, "p"), (3, False, "q")])
    for frame in (rows, rows.iloc[:0], rows.assign(tier=None), rows.assign(has_churned=np.nan)):
        with pytest.raises(BadInput):
            adjusted_difference(frame, marked="has_many", strata=["tier"])
    with pytest.raises(MissingColumn):
        adjusted_difference(rows, marked="has_many", strata=["region"])
