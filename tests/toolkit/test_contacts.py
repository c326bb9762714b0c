import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.contacts import contact_capacity, days_to_reach, on_site_yield

BOOKS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 24), st.integers(0, 48)), min_size=1, max_size=6
)


def book(rows):
    """A book by tier: clients, meetings and calls each."""
    return pd.DataFrame(rows, columns=["client_count", "visits_each", "calls_each"])


def test_the_worked_capacity():
    """300 clients need 900 of 1,250 meetings and 2,220 of 5,000 calls: 72 % and 44.4 %."""
    data, wanted = worked("capacity"), expected("capacity")
    tiers = data["tiers"]
    result = contact_capacity(
        book(list(zip(tiers["n"], tiers["visits"], tiers["calls"], strict=True))),
        visits_day=data["visits_day"],
        calls_day=data["calls_day"],
        days=data["days"],
    )
    assert result.table["capacity_count"].tolist() == [wanted["visits_year"], wanted["calls_year"]]
    assert result.table["need_count"].tolist() == [wanted["visits_need"], wanted["calls_need"]]
    assert result.table["utilisation"].tolist() == wanted["util"]
    assert result.table["days_to_reach"].tolist() == [60, 15]
    assert (result.manager_count, result.limit_count) == (1, 416)


@pytest.mark.parametrize(
    ("clients", "per_day", "exact", "whole"),
    [(989, 20, 49.45, 50), (989, 5, 197.8, 198), (7383, 20, 369.15, 370), (100, 20, 5, 5), (0, 5, 0, 0)],
)
def test_days_to_reach_everybody(clients, per_day, exact, whole):
    """989 clients take 50 days of calls or 198 of meetings, 7,383 take 370 of calls; a full day is no second one."""
    result = days_to_reach(clients, per_day=per_day)
    assert (result.exact, result.whole) == (pytest.approx(exact), whole)


@given(st.integers(0, 10**5), st.integers(1, 200))
def test_the_last_day_begun_is_counted(clients, per_day):
    """So many days reach everybody, and one day less does not."""
    whole = days_to_reach(clients, per_day=per_day).whole
    assert whole * per_day >= clients > (whole - 1) * per_day


@given(BOOKS, st.integers(1, 9), st.integers(1, 40), st.integers(1, 300), st.randoms())
def test_need_does_not_depend_on_order_and_capacity_not_on_the_book(rows, visits, calls, days, random):
    """Need is the sum over tiers, capacity days times contacts; row order and input do not matter."""
    frame = book(rows)
    kept, shuffled = frame.copy(), frame.sample(frac=1, random_state=random.randrange(2**31))
    asked = {"visits_day": visits, "calls_day": calls, "days": days}
    result = contact_capacity(frame, **asked)
    assert result.table["need_count"].tolist() == [
        sum(n * v for n, v, _ in rows),
        sum(n * c for n, _, c in rows),
    ]
    assert result.table["capacity_count"].tolist() == [visits * days, calls * days]
    pd.testing.assert_frame_equal(contact_capacity(shuffled, **asked).table, result.table)
    assert frame.equals(kept)


@given(BOOKS, st.integers(1, 5))
def test_managers_suffice_and_one_fewer_would_not(rows, factor):
    """The managers needed have room for both kinds; with one fewer, one kind does not fit."""
    grown = book([(factor * clients, visits, calls) for clients, visits, calls in rows])
    result = contact_capacity(grown, visits_day=1, calls_day=2, days=50)
    busiest = result.table["utilisation"].max()
    assert result.manager_count - 1 < busiest <= result.manager_count + 1e-9


@given(st.integers(20, 400), st.integers(1, 24))
def test_the_limit_of_one_manager_is_full(clients, visits):
    """At the limit the manager's year is full to the last client: one more would not fit."""
    limit = contact_capacity(book([(clients, visits, 0)])).limit_count
    assert limit * visits <= 1_250 < (limit + 1) * visits


def test_books_that_need_nothing():
    """No tiers, no clients and no plan need no manager; the limit is missing where nothing is planned."""
    for frame in (book([]).astype(float), book([(0, 5, 5)]), book([(90, 0, 0)])):
        result = contact_capacity(frame)
        assert result.table["utilisation"].tolist() == [0, 0]
        assert result.manager_count == 0
        assert math.isnan(result.limit_count)


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf, "5", None, True], ids=str)
@pytest.mark.parametrize("column", ["client_count", "visits_each", "calls_each"])
def test_books_are_read_strictly(column, wrong):
    """Negative, missing, infinite, text and true/false are refused in every column."""
    with pytest.raises(BadInput):
        contact_capacity(book([(30, 12, 24)]).astype(object).assign(**{column: [wrong]}))


def test_tiers_stand_once_and_columns_are_there():
    """A tier that stands twice and a missing column are refused."""
    with pytest.raises(BadInput):
        contact_capacity(book([(30, 12, 24), (9, 2, 4)]).set_axis(["A", "A"]))
    with pytest.raises(MissingColumn):
        contact_capacity(book([(30, 12, 24)]).drop(columns="calls_each"))


@pytest.mark.parametrize("wrong", [0, -1, math.nan, math.inf, "5"], ids=str)
@pytest.mark.parametrize("name", ["visits_day", "calls_day", "days"])
def test_a_day_has_contacts(name, wrong):
    """No contacts a day, no days, and what is no number are refused."""
    with pytest.raises(BadInput):
        contact_capacity(book([(30, 12, 24)]), **{name: wrong})
    with pytest.raises(BadInput):
        days_to_reach(9, per_day=wrong)


def test_a_day_in_the_hall():
    """300 visitors: 60 VIPs and 15 who could become one, both of all visitors."""
    result = on_site_yield(300)
    assert (result.vip_count, result.potential_count) == (60, 15)


@given(st.integers(0, 5000), st.floats(0, 1), st.floats(0, 1))
def test_the_yield_is_a_share_of_all_visitors(visitors, vip, potential):
    """Both counts are shares of the visitors and never more than there are."""
    result = on_site_yield(visitors, vip_share=vip, potential_share=potential)
    assert result.vip_count == pytest.approx(vip * visitors, abs=1e-8)
    assert 0 <= result.potential_count <= visitors


@pytest.mark.parametrize("wrong", [-1, math.nan, math.inf, "5"], ids=str)
def test_visitors_and_shares_are_read_strictly(wrong):
    """Negative, missing, infinite and text are refused, and a share above 1 is."""
    with pytest.raises(BadInput):
        on_site_yield(wrong)
    with pytest.raises(BadInput):
        on_site_yield(9, vip_share=wrong)
    with pytest.raises(BadInput):
        on_site_yield(9, potential_share=1.1)
