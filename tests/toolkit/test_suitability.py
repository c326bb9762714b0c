import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.suitability import NO_PRODUCT, SHELF, Product, next_product

NEEDS = sorted({need for product in SHELF for need in product.needs}) + ["nothing_missing"]
ROWS = st.lists(
    st.tuples(st.sampled_from(NEEDS), st.integers(1, 5), st.integers(0, 80), st.booleans()), max_size=20
)
COLUMNS = ["need", "risk_rating", "horizon_month", "has_marketing_consent"]
BY_NAME = {product.name: product for product in SHELF}


def book(rows):
    """Clients with need, rating, horizon and consent."""
    return pd.DataFrame(rows, columns=COLUMNS)


def test_every_client_has_an_answer_and_every_product_a_client():
    """Over the whole domain each client gets one answer, and no product of the shelf is out of reach."""
    rows = itertools.product(NEEDS, range(1, 6), (0, 2, 3, 11, 12, 35, 36, 60), (True, False))
    found = next_product(book(rows))
    assert found.notna().all()
    assert set(found) == {*BY_NAME, NO_PRODUCT}


@given(ROWS, st.randoms())
def test_what_is_offered_is_needed_and_suits(rows, random):
    """Each offer meets the need, within rating and horizon, with consent; order and input do not matter."""
    frame = book(rows)
    kept, order = frame.copy(), list(frame.index)
    random.shuffle(order)
    found = next_product(frame)
    for client, name in found[found != NO_PRODUCT].items():
        row, product = frame.loc[client], BY_NAME[name]
        assert row["need"] in product.needs
        assert row["risk_rating"] >= product.risk_level
        assert row["horizon_month"] >= product.lock_month
        assert row["has_marketing_consent"]
    assert next_product(frame.loc[order]).loc[frame.index].equals(found)
    assert frame.equals(kept)


@given(ROWS)
def test_nothing_is_offered_only_where_nothing_suits(rows):
    """A client without an offer has no consent, or no product for the need within rating and horizon."""
    frame = book(rows)
    found = next_product(frame)
    for client in found[found == NO_PRODUCT].index:
        row = frame.loc[client]
        fits = [
            product.name
            for product in SHELF
            if row["need"] in product.needs
            and row["risk_rating"] >= product.risk_level
            and row["horizon_month"] >= product.lock_month
        ]
        assert not row["has_marketing_consent"] or not fits


def test_a_lower_rating_or_a_nearer_date_steps_down():
    """The same wish to save: a fund plan, a quieter product, a deposit, nothing."""
    rows = [
        ("saves_each_month", *rest, True) for rest in ((3, 36), (2, 36), (5, 35), (1, 36), (5, 11), (5, 2))
    ]
    wanted = ["regular_plan", "wealth_r2", "wealth_r2", "term_deposit", "term_deposit", NO_PRODUCT]
    assert next_product(book(rows)).tolist() == wanted


def test_a_shelf_of_ones_own():
    """Another bank's products are asked in the order given."""
    shelf = (Product("gold", ("idle_money",), risk_level=4), Product("note", ("idle_money",)))
    frame = book([("idle_money", 4, 0, True), ("idle_money", 3, 0, True), ("forgets_repayment", 5, 9, True)])
    assert next_product(frame, shelf=shelf).tolist() == ["gold", "note", NO_PRODUCT]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"need": None}, BadInput),
        ({"risk_rating": 0}, BadInput),
        ({"risk_rating": 6}, BadInput),
        ({"risk_rating": "C3"}, BadInput),
        ({"horizon_month": -1}, BadInput),
        ({"horizon_month": np.nan}, BadInput),
        ({"has_marketing_consent": "yes"}, BadInput),
    ],
    ids=str,
)
def test_what_is_not_known_is_not_guessed(change, error):
    """No need, a rating outside 1-5, a negative or missing horizon, a consent that is neither yes nor no."""
    with pytest.raises(error):
        next_product(book([("idle_money", 3, 12, True)]).assign(**change))


def test_a_client_stands_once_and_every_column_is_there():
    """A client who stands twice and a table without a rating are refused; no rows give no answers."""
    frame = book([("idle_money", 3, 12, True)] * 2)
    with pytest.raises(BadInput):
        next_product(frame.set_axis(["K01", "K01"]))
    with pytest.raises(MissingColumn):
        next_product(frame.drop(columns="risk_rating"))
    assert next_product(frame.iloc[:0]).tolist() == []
