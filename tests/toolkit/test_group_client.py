"""A group client as one: shares of wallet, and the cash that pooling frees."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.group_client import pooling, wallet_shares

FLOWS = st.lists(st.lists(st.integers(-1000, 1000), min_size=3, max_size=3), min_size=1, max_size=12).map(
    lambda rows: pd.DataFrame(rows, columns=["G01", "G02", "G03"], dtype=float)
)


@given(FLOWS)
def test_a_pool_never_needs_more_than_its_members_apart(flows):
    """What is released is never negative, and need apart less need together is exactly it."""
    result = pooling(flows)
    assert result.pooled_cny <= result.separate_cny + 1e-9
    assert result.released_cny == pytest.approx(result.separate_cny - result.pooled_cny)


@given(FLOWS)
def test_who_holds_the_need_never_falls_below_zero(flows):
    """Starting from its need an entity reaches zero at its deepest and never less."""
    result = pooling(flows)
    lowest = (flows.cumsum() + result.needs).min()
    assert (lowest >= -1e-9).all()


@given(FLOWS)
def test_the_order_of_entities_does_not_matter(flows):
    """Entities in another order have the same needs, and the pool the same."""
    first, second = pooling(flows), pooling(flows[["G03", "G01", "G02"]])
    assert first.needs.to_dict() == second.needs.to_dict()
    assert first.pooled_cny == pytest.approx(second.pooled_cny)


def test_one_entity_alone_frees_nothing():
    """A pool of one holds what that one holds."""
    result = pooling(pd.DataFrame({"G01": [5.0, -9.0, 1.0]}))
    assert (result.separate_cny, result.pooled_cny, result.released_cny) == (4.0, 4.0, 0.0)


def test_a_safety_margin_lifts_all_needs_alike():
    """A fifth on top makes every need a fifth larger."""
    flows = pd.DataFrame({"G01": [-30.0, 40.0], "G02": [20.0, -50.0]})
    assert pooling(flows, safety_share=0.2).separate_cny == pytest.approx(1.2 * 60)
    assert pooling(flows, safety_share=0.2).pooled_cny == pytest.approx(1.2 * 20)


@pytest.mark.parametrize(
    ("flows", "share", "told"),
    [
        (pd.DataFrame({"G01": [1.0, np.nan]}), 0.0, "missing"),
        (pd.DataFrame({"G01": [1.0, np.inf]}), 0.0, "infinite"),
        (pd.DataFrame({"G01": ["5"]}), 0.0, "not_a_number"),
        (pd.DataFrame({"G01": [1.0]}), -0.1, "too_low"),
        (pd.DataFrame({"G01": []}, dtype=float), 0.0, "empty"),
        (pd.DataFrame(index=[1, 2]), 0.0, "empty"),
    ],
)
def test_flows_that_cannot_be_added_are_refused(flows, share, told):
    """A gap, an infinite figure, a text, a negative margin, no week and no entity are each named."""
    with pytest.raises(BadInput) as refusal:
        pooling(flows, safety_share=share)
    assert told in refusal.value.key


def test_shares_of_wallet_sum_to_one_and_the_group_weighs_by_money():
    """Each row sums to one; the group's share is total over total and not the mean of its entities."""
    book = pd.DataFrame({"own_cny": [90, 0], "rival_cny": [10, 900]}, index=["G01", "G02"])
    shares = wallet_shares(book, banks=["own_cny", "rival_cny"])
    assert shares.sum(axis="columns").to_list() == pytest.approx([1, 1, 1])
    assert shares.loc["group", "own_cny"] == pytest.approx(0.09)
    assert list(book.index) == ["G01", "G02"]


def test_an_entity_without_money_has_no_share():
    """Nothing anywhere gives missing shares for that entity and leaves the group's as they are."""
    book = pd.DataFrame({"own_cny": [30, 0], "rival_cny": [10, 0]}, index=["G01", "G02"])
    shares = wallet_shares(book, banks=["own_cny", "rival_cny"])
    assert shares.loc["G02"].isna().all()
    assert shares.loc["group", "own_cny"] == 0.75


def test_a_wallet_that_cannot_be_read_is_refused():
    """A bank that is not there, a negative balance, a doubled entity and a group without money are refused."""
    book = pd.DataFrame({"own_cny": [1.0, 2.0]}, index=["G01", "G01"])
    with pytest.raises(MissingColumn):
        wallet_shares(book, banks=["rival_cny"])
    with pytest.raises(BadInput, match="G01"):
        wallet_shares(book, banks=["own_cny"])
    for value in (-1.0, 0.0):
        with pytest.raises(BadInput):
            wallet_shares(pd.DataFrame({"own_cny": [value]}), banks=["own_cny"])
