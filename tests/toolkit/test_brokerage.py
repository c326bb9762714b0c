import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.value import futures_contribution, risk_ratio


def futures(**changed):
    """A futures client's account of a month."""
    account = {"commission_cny": 9000, "exchange_fee_cny": 4000, "introducer_fee_cny": 1500}
    account |= {"exchange_rebate_cny": 800, "interest_cny": 600, "cost_to_serve_cny": 1200}
    return pd.DataFrame([account | changed], index=["K01"])


@given(st.lists(st.tuples(*[st.integers(0, 10**6)] * 6), max_size=6), st.randoms())
def test_a_futures_contribution_is_income_less_parts_and_cost(rows, random):
    """Commission, rebate and interest less exchange, intermediary and cost, client by client, input left alone."""
    book = pd.DataFrame(rows, columns=futures().columns, index=[f"K{n}" for n in range(len(rows))])
    before, found = book.copy(), futures_contribution(book)
    assert found.tolist() == [c - x - i + b + n - s for c, x, i, b, n, s in rows]
    assert found.name == "contribution_cny"
    turned = book.sample(frac=1, random_state=random.randrange(2**31))
    assert futures_contribution(turned).reindex(book.index).equals(found)
    assert book.equals(before)


@pytest.mark.parametrize("name", futures().columns)
def test_a_futures_account_is_complete(name):
    """Each part of the account is there, a number, and not below 0."""
    with pytest.raises(MissingColumn, match=name):
        futures_contribution(futures().drop(columns=name))
    for value in (None, math.nan, math.inf, -1, "600", True):
        with pytest.raises(BadInput):
            futures_contribution(futures(**{name: value}))


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(-(10**6), 10**7)), max_size=8))
def test_the_risk_ratio_is_margin_over_equity(rows):
    """Margin over equity; 0 without a position, infinite with one and nothing behind it, never negative."""
    book = pd.DataFrame(rows, columns=["margin_used_cny", "equity_cny"])
    for found, (used, equity) in zip(risk_ratio(book), rows, strict=True):
        assert found == (0 if used == 0 else used / equity if equity > 0 else math.inf)


@pytest.mark.parametrize("changed", [{"margin_used_cny": -1}, {"equity_cny": None}, {"equity_cny": math.inf},
                                     {"margin_used_cny": "5"}], ids=str)  # fmt: skip
def test_the_risk_ratio_needs_numbers(changed):
    """A negative margin, a gap, an infinity and a text are refused; so is a table without the column."""
    book = pd.DataFrame([{"margin_used_cny": 1, "equity_cny": 2} | changed], dtype=object)
    with pytest.raises(BadInput):
        risk_ratio(book)
    with pytest.raises(MissingColumn):
        risk_ratio(book.drop(columns="equity_cny"))


def test_a_client_stands_once():
    """Two rows of one client are refused in an account and in a list of margins."""
    with pytest.raises(BadInput):
        futures_contribution(pd.concat([futures(), futures()]))
    with pytest.raises(BadInput):
        risk_ratio(pd.DataFrame({"margin_used_cny": [1, 2], "equity_cny": 5}, index=["K01", "K01"]))
