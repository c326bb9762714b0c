"""Case 17: what makes the group easy or hard is the same in every data set."""

import numpy as np
import pandas as pd
import pytest

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.data.deals.group import BANKS, ROLES
from kamlab.methods.group_client import pooling, wallet_shares

VARIANTS = range(VARIANT_COUNT)


@pytest.mark.parametrize("variant", VARIANTS)
def test_one_large_subsidiary_is_blank_and_no_other_entity(variant):
    """Exactly one of the four largest subsidiaries has nothing with us, and its sales are among the first five."""
    book = table("group_book", variant)
    blank = book.index[book["own_balance_cny"] == 0]
    assert len(blank) == 1
    assert book["annual_sales_cny"].rank(ascending=False)[blank[0]] in (2, 3, 4, 5)
    assert book["annual_sales_cny"].between(5e6, 9e8).all()


@pytest.mark.parametrize("variant", VARIANTS)
def test_our_share_of_the_wallet_is_small_but_there(variant):
    """The share is 18-32 %, and the plain average of the entities' shares is another figure in most sets."""
    shares = wallet_shares(table("group_book", variant), banks=BANKS)["own_balance_cny"]
    assert 0.18 <= shares["group"] <= 0.32


def test_averaging_shares_is_found_out_in_most_sets():
    """In at least twenty of the sets the average of shares is more than 0.2 points from the right one."""
    apart = []
    for variant in VARIANTS:
        shares = wallet_shares(table("group_book", variant), banks=BANKS)["own_balance_cny"]
        apart.append(abs(shares.drop("group").mean() - shares["group"]) > 0.002)
    assert sum(apart) >= 20


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_four_weeks_by_hand_tell_the_slips_apart(variant):
    """Each entity has a need, the pool needs less, and no entity's worst week alone is every need."""
    flows = table("group_weeks", variant)
    result = pooling(flows)
    assert (result.needs > 0).all()
    assert 0.1 <= result.pooled_cny / result.separate_cny <= 0.6
    assert not np.allclose(-flows.min().clip(upper=0), result.needs)


@pytest.mark.parametrize("variant", VARIANTS)
def test_pooling_the_whole_group_frees_money(variant):
    """Over the year the fourteen together hold at most nine tenths of what they hold apart."""
    result = pooling(table("group_flows", variant))
    assert result.pooled_cny <= 0.9 * result.separate_cny


@pytest.mark.parametrize("variant", VARIANTS)
def test_exactly_one_role_is_missed_and_one_person_besides(variant):
    """Three people a role; one role has no meeting at all, and one person of another role has none either."""
    people = table("role_map", variant)
    meetings = people.groupby("role")["contact_count"].sum()
    assert sorted(people["role"].value_counts().to_dict()) == sorted(ROLES)
    assert (meetings == 0).sum() == 1
    assert (people["contact_count"] == 0).sum() == 4


def test_every_role_is_missed_somewhere():
    """Over the sets each of the four roles is the missing one at least once, so none can be guessed."""
    missing = set()
    for variant in VARIANTS:
        meetings = table("role_map", variant).groupby("role")["contact_count"].sum()
        missing |= set(meetings.index[meetings == 0])
    assert missing == set(ROLES)


def test_amounts_are_whole_ten_thousands():
    """What is added by hand has no odd yuan."""
    for name in ("group_book", "group_weeks", "group_flows"):
        numbers = table(name, 5).select_dtypes("number")
        assert (numbers.apply(pd.to_numeric) % 10_000 == 0).all().all()
