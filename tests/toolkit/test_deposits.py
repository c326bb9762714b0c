"""Deposits asked of dealers: the line, and the four grounds of unfairness over their whole domain."""

from itertools import product

import pandas as pd
import pytest

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.deposits import DEPOSIT_LINE_CNY, RETURN_DAYS, UNFAIR, below_line, unfair_terms


def every_offer():
    """Demands over all sides of the four grounds, goods of two million on credit throughout."""
    grid = product((0, 1_999_999, 2_000_000, 2_000_001), (True, False), (0, 30, 31), (True, False))
    names = ["deposit_cny", "is_held_apart", "return_days", "asks_home_deed"]
    return pd.DataFrame(grid, columns=names).assign(credit_goods_cny=2_000_000)


def test_exactly_at_the_line_is_not_below():
    """Six million is the line; one yuan less is below it."""
    capital = pd.DataFrame(
        {"own_capital_cny": [DEPOSIT_LINE_CNY - 1, DEPOSIT_LINE_CNY, DEPOSIT_LINE_CNY + 1]}
    )
    assert below_line(capital).tolist() == [True, False, False]


def test_a_higher_line_keeps_more_out():
    """The dealers below a line are below every higher line as well."""
    capital = pd.DataFrame({"own_capital_cny": range(0, 10_000_000, 500_000)})
    lower, higher = (below_line(capital, line_cny=line) for line in (4e6, 6e6))
    assert (~lower | higher).all()
    assert lower.sum() < higher.sum()


def test_each_ground_has_its_own_side_only():
    """Over the whole grid each ground holds when, and only when, its own condition does."""
    offers = every_offer()
    found = unfair_terms(offers)
    assert tuple(found.columns) == UNFAIR
    assert found["home"].equals(offers["asks_home_deed"])
    assert found["excess"].equals(offers["deposit_cny"] > offers["credit_goods_cny"])
    assert found["mixed"].equals(~offers["is_held_apart"])
    assert found["locked"].equals(offers["return_days"] > RETURN_DAYS)
    assert found.any().all()
    assert (~found).any().all()


def test_an_empty_table_has_empty_answers():
    """Without an offer there is nothing unfair."""
    assert unfair_terms(every_offer().iloc[:0]).empty


def test_the_input_is_left_alone():
    """The table of offers is not changed."""
    offers = every_offer()
    kept = offers.copy()
    unfair_terms(offers)
    pd.testing.assert_frame_equal(offers, kept)


@pytest.mark.parametrize("column", every_offer().columns)
def test_each_column_is_needed(column):
    """A table of offers that lacks a column is refused by its name."""
    with pytest.raises(MissingColumn, match=column):
        unfair_terms(every_offer().drop(columns=column))


@pytest.mark.parametrize(
    "change", [{"deposit_cny": -1}, {"return_days": None}, {"is_held_apart": "yes"}, {"asks_home_deed": None}]
)
def test_an_offer_with_a_gap_is_refused(change):
    """A negative or missing number and a mark that is neither yes nor no are refused."""
    with pytest.raises(BadInput):
        unfair_terms(every_offer().assign(**change))


@pytest.mark.parametrize("capital", [[-1.0], [None], ["6m"]])
def test_capital_that_is_no_amount_is_refused(capital):
    """A negative, missing or typed amount is refused."""
    with pytest.raises(BadInput):
        below_line(pd.DataFrame({"own_capital_cny": capital}))


def test_dealers_stand_once():
    """A dealer that stands twice is refused, and so is a table without capital."""
    with pytest.raises(BadInput):
        below_line(pd.DataFrame({"own_capital_cny": [1, 2]}, index=["D01", "D01"]))
    with pytest.raises(MissingColumn, match="own_capital_cny"):
        below_line(pd.DataFrame({"sales_cny": [1]}))
