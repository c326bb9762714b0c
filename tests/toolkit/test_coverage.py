import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.coverage import COVERAGE_CHURN, churn_rate_at, coverage_churn, expected_loss

COUNTS = st.fixed_dictionaries({products: st.integers(0, 900) for products in (1, 2, 3, 4, 5)})
BOOKS = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.sampled_from("pqr")), min_size=1, max_size=40)


def book(rows):
    """Clients by number of products, whether they left, and tier."""
    return pd.DataFrame(rows, columns=["product_count", "has_churned", "tier"]).assign(
        has_many=lambda frame: frame["product_count"] >= 3
    )


def test_taught_points_and_the_lines_between():
    """The three figures of the source come back as they are; 2, 4 and all else between are marked."""
    for products, rate in expected("churn_between").items():
        found = churn_rate_at(int(products))
        assert found.rate == pytest.approx(rate)
        assert found.is_interpolated == (products in "24")


@given(st.floats(1, 20), st.floats(1, 20))
def test_more_products_never_raise_the_taught_churn(first, second):
    """The taught curve only falls, and stays between its ends."""
    low, high = sorted((first, second))
    assert 0.62 >= churn_rate_at(low).rate >= churn_rate_at(high).rate >= 0.12


@pytest.mark.parametrize("products", [0, -1, math.nan, math.inf * -1, "3", True], ids=str)
def test_churn_rate_needs_at_least_one_product(products):
    """Below one product, missing, text and true/false are refused."""
    with pytest.raises(BadInput):
        churn_rate_at(products)


def test_expected_loss_of_the_fixed_portfolios():
    """460 of 1,000 clients are lost; 100 more with three products save 20, with five 30."""
    wanted = expected("e1_8")
    for counts, lost, share in zip(worked("e1_8"), wanted["lost"], wanted["share"], strict=True):
        result = expected_loss(dict(zip(COVERAGE_CHURN, counts, strict=True)))
        assert (result.lost, result.share) == pytest.approx((lost, share))


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_dealt_portfolios_lose_whole_clients(variant):
    """Every dealt portfolio has a whole number of expected leavers."""
    dealt = table("coverage_book", variant).set_index("product_count")["client_count"]
    assert expected_loss(dealt).lost == pytest.approx(round(expected_loss(dealt).lost))


@given(COUNTS.filter(lambda counts: sum(counts.values()) > 0), st.integers(2, 9))
def test_loss_grows_with_the_portfolio_and_its_share_does_not(counts, factor):
    """So many times the clients lose so many times as many, the same share, between 12 and 62 %."""
    one = expected_loss(counts)
    many = expected_loss({products: factor * count for products, count in counts.items()})
    assert many.lost == pytest.approx(factor * one.lost)
    assert many.share == pytest.approx(one.share)
    assert 0.12 - 1e-12 <= one.share <= 0.62 + 1e-12


def test_loss_by_own_rates():
    """Own rates replace the taught ones, also as columns with the rows in another order."""
    counts, rates = pd.Series({1: 50, 2: 50}), pd.Series({2: 0.2, 1: 0.5})
    assert expected_loss(counts, rates=rates).lost == pytest.approx(35)


@pytest.mark.parametrize(
    ("counts", "rates"),
    [
        ({}, None), ({1: 0}, None), ({1: -5}, None), ({1: "5"}, None), ({0: 5}, None),
        ({1: 5}, {3: 0.1}), ({1: 5}, {1: 1.5}),
    ],
    ids=str,
)  # fmt: skip
def test_loss_refuses_what_it_cannot_count(counts, rates):
    """No clients, negative or text counts, no product, a missing rate and a rate above 1 are refused."""
    with pytest.raises(BadInput):
        expected_loss(counts, rates=rates)


@given(BOOKS, st.randoms())
def test_measured_churn_keeps_every_client(rows, random):
    """Counts sum to the clients and the leavers, shares lie in 0-1, and row order and input do not matter."""
    frame = book(rows)
    kept, shuffled = frame.copy(), frame.sample(frac=1, random_state=random.randrange(2**31))
    result = coverage_churn(frame)
    assert result["client_count"].sum() == len(rows)
    assert result["churned_count"].sum() == frame["has_churned"].sum()
    assert result["churn_share"].between(0, 1).all()
    assert result.index.max() <= 5
    assert coverage_churn(shuffled).equals(result)
    assert frame.equals(kept)


def test_measured_churn_stands_beside_the_taught():
    """The source's figure is shown where there is one; six products count as five and more."""
    result = coverage_churn(book([(1, True, "p"), (2, False, "p"), (6, False, "p"), (5, True, "p")]))
    assert result["churn_share"].to_dict() == {1: 1.0, 2: 0.0, 5: 0.5}
    assert result["taught_share"].fillna(-1).to_dict() == {1: 0.62, 2: -1, 5: 0.12}
    assert coverage_churn(book([]).astype({"has_churned": bool})).empty


def test_measured_churn_refuses_what_it_cannot_read():
    """Half a product, less than none, an unknown leaver and a missing column are refused."""
    for products, churned in ((1.5, True), (-1, True), ("3", True), (3, "yes")):
        with pytest.raises(BadInput):
            coverage_churn(book([(1, True, "p")]).assign(product_count=products, has_churned=churned))
    with pytest.raises(MissingColumn):
        coverage_churn(book([(1, True, "p")]), churned="left")
