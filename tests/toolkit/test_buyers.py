"""Few large buyers: concentration of orders and what is lost when the largest leave."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.data.deals import table
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.buyers import (
    BankTerms,
    buyer_loss,
    concentration_by_quarter,
    order_concentration,
)

PAIR = pd.DataFrame({"order_cny": [73e6, 27e6], "term_days": [90, 60]}, index=["B01", "B02"])
QUARTERS = ("q1_cny", "q2_cny", "q3_cny", "q4_cny")


@st.composite
def books(draw):
    """One to fifteen buyers with orders."""
    count = draw(st.integers(1, 15))
    orders = [draw(st.integers(1, 10**8)) for _ in range(count)]
    days = [draw(st.integers(0, 180)) for _ in range(count)]
    return pd.DataFrame({"order_cny": orders, "term_days": days}, index=[f"B{n:02d}" for n in range(count)])


@pytest.mark.parametrize("count", [1, 4, 10, 25])
def test_equal_buyers_count_as_many_as_they_are(count):
    """n equal buyers have an HHI of 1/n and are as good as n; the ten largest hold 10/n, or all."""
    found = order_concentration(pd.Series(5.0, index=range(count)))
    assert found.hhi == pytest.approx(1 / count)
    assert found.effective_count == pytest.approx(count)
    assert found.top_share == pytest.approx(min(10 / count, 1))


def test_the_worked_index():
    """Shares of .5, .3 and .2 give .38 and 2.63 equal buyers."""
    found = order_concentration(pd.Series([50.0, 30.0, 20.0]))
    assert (round(found.hhi, 2), round(found.effective_count, 2)) == (0.38, 2.63)


@given(books())
def test_size_and_order_do_not_matter(book):
    """Ten times the orders, or the buyers in another order, leave every share as it is."""
    orders = book["order_cny"]
    first = order_concentration(orders)
    for other in (orders * 10, orders.iloc[::-1]):
        again = order_concentration(other)
        assert again.hhi == pytest.approx(first.hhi)
        assert again.top_share == pytest.approx(first.top_share)


@given(books())
def test_the_curve_rises_to_all_and_bends_down(book):
    """The curve runs from 0 to 1 over as many buyers as there are, each step smaller than the last."""
    curve = order_concentration(book["order_cny"]).curve["order_share"]
    steps = curve.diff().iloc[1:]
    assert (curve.iloc[0], len(curve)) == (0, len(book) + 1)
    assert curve.iloc[-1] == pytest.approx(1)
    assert (steps >= 0).all()
    assert (steps.diff().iloc[1:] <= 1e-9).all()


def test_buyers_without_an_order_do_not_count():
    """A buyer with nothing changes nothing, not even the number of buyers."""
    with_idle = order_concentration(pd.Series([50.0, 50.0, 0.0]))
    assert (with_idle.buyer_count, with_idle.hhi) == (2, 0.5)


def test_the_first_buyer_leaves():
    """73 of 100 million go: 18 million are owed, 14.4 are out, 109,500 + 259,200 a year are not earned."""
    loss = buyer_loss(PAIR)
    assert (loss.lost_order_cny, loss.lost_share) == (73e6, 0.73)
    assert (loss.receivable_cny, loss.advanced_cny) == (pytest.approx(18e6), pytest.approx(14.4e6))
    assert loss.lost_fee_cny == pytest.approx(109_500)
    assert loss.lost_interest_cny == pytest.approx(259_200)
    assert loss.lost_income_cny == pytest.approx(368_700)
    assert loss.after.buyer_count == 1


def test_years_are_counted_in_the_income_before():
    """What is out, over the income of all orders before anybody left."""
    loss = buyer_loss(PAIR)
    income = 100e6 * 0.0015 + (73e6 * 90 + 27e6 * 60) / 365 * 0.8 * 0.018
    assert loss.income_cny == pytest.approx(income)
    assert loss.years_of_income == pytest.approx(14.4e6 / income)


@given(books())
def test_nobody_leaves(book):
    """With nobody leaving, or with no orders taken, nothing is lost and the concentration stays."""
    for loss in (buyer_loss(book, leaving=0), buyer_loss(book, volume_share=0.0)):
        assert (loss.lost_order_cny, loss.advanced_cny, loss.lost_income_cny) == (0, 0, 0)
        assert loss.after.hhi == pytest.approx(loss.before.hhi)


@given(books())
def test_everybody_leaves(book):
    """With all buyers gone every order and all income is lost, and there is no concentration left."""
    loss = buyer_loss(book, leaving=len(book))
    assert loss.lost_share == pytest.approx(1)
    assert loss.lost_income_cny == pytest.approx(loss.income_cny)
    assert loss.after is None


@given(books(), st.floats(0.01, 1), st.integers(0, 90))
def test_more_leaving_more_volume_and_more_delay_never_lose_less(book, share, delay):
    """Each of the three moves the loss one way only, and what stays plus what goes is what there was."""
    losses = [
        buyer_loss(book, leaving=count, volume_share=share, delay_days=delay)
        for count in range(len(book) + 1)
    ]
    for less, more in zip(losses, losses[1:], strict=False):
        assert less.lost_order_cny <= more.lost_order_cny + 1e-6
        assert less.advanced_cny <= more.advanced_cny + 1e-6
    last = losses[-1]
    kept = last.after.total_cny if last.after else 0.0
    assert kept + last.lost_order_cny == pytest.approx(last.before.total_cny)
    assert last.advanced_cny >= buyer_loss(book, leaving=len(book), volume_share=share).advanced_cny - 1e-6


@given(books())
def test_the_largest_leave_first(book):
    """Who leaves does not depend on the order of the rows, only on the size of the orders."""
    turned = book.iloc[::-1]
    assert buyer_loss(turned, leaving=1).lost_order_cny == book["order_cny"].max()
    assert buyer_loss(book, leaving=1).lost_order_cny == book["order_cny"].max()


def test_the_input_is_left_alone_and_terms_can_be_others():
    """The table is unchanged; without fee and margin nothing is earned and there are no years to count."""
    kept = PAIR.copy()
    loss = buyer_loss(PAIR, terms=BankTerms(0.8, 0.0, 0.0))
    pd.testing.assert_frame_equal(PAIR, kept)
    assert loss.lost_income_cny == 0
    assert math.isnan(loss.years_of_income)


def test_quarters_are_read_one_by_one():
    """Each quarter has the concentration of its own column, the order of quarters being the caller's."""
    book = table("buyer_orders", 0)
    found = concentration_by_quarter(book, quarters=QUARTERS)
    assert list(found.index) == list(QUARTERS)
    for name in QUARTERS:
        alone = order_concentration(book[name])
        line = found.loc[name]
        assert [line["total_cny"], line["top_share"], line["hhi"], line["effective_count"]] == [
            alone.total_cny,
            alone.top_share,
            alone.hhi,
            alone.effective_count,
        ]


@pytest.mark.parametrize(
    "change",
    [
        {"leaving": 3},
        {"leaving": -1},
        {"leaving": 0.5},
        {"volume_share": 1.2},
        {"volume_share": -0.1},
        {"delay_days": -1},
    ],
)
def test_an_impossible_loss_is_refused(change):
    """More buyers than there are, parts of one, shares outside 0-1 and a negative delay are refused."""
    with pytest.raises(BadInput):
        buyer_loss(PAIR, **change)


@pytest.mark.parametrize(
    "book",
    [
        PAIR.assign(order_cny=0.0),
        PAIR.assign(order_cny=[-1.0, 5.0]),
        PAIR.assign(term_days=[None, 60]),
        PAIR.set_axis(["B01", "B01"]),
        PAIR.iloc[:0],
    ],
)
def test_an_impossible_book_is_refused(book):
    """No order at all, a negative or missing number and a buyer that stands twice are refused."""
    with pytest.raises(BadInput):
        buyer_loss(book)


def test_a_book_without_a_column_is_refused_by_its_name():
    """The missing column is named, in the loss and in the quarters."""
    with pytest.raises(MissingColumn, match="term_days"):
        buyer_loss(PAIR.drop(columns="term_days"))
    with pytest.raises(MissingColumn, match="q9_cny"):
        concentration_by_quarter(PAIR, quarters=["q9_cny"])
