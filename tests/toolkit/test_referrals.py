"""Referrers counted by those who agreed first, the best of them, and the tables that are dealt of it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.referrals import referrers, top_referrers

every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))
NAMES = st.sampled_from(["K01", "K02", "K03", "K04"])
LOGS = st.lists(st.tuples(NAMES, st.booleans()), min_size=1).map(
    lambda rows: pd.DataFrame(
        [(name, f"N{place}", agreed) for place, (name, agreed) in enumerate(rows)],
        columns=["referrer_id", "referred_id", "has_agreed"],
    )
)


@given(LOGS)
def test_every_referral_is_counted_once(log):
    """Agreed and not agreed add up to all, and all to the rows of the log; the best stand first."""
    made = referrers(log)
    assert made["referral_count"].sum() == len(log)
    assert (made["agreed_count"] + made["not_agreed_count"]).equals(made["referral_count"])
    assert made["agreed_count"].is_monotonic_decreasing


@given(LOGS)
def test_the_order_of_the_log_does_not_matter(log):
    """Turned round, the log gives the same table."""
    pd.testing.assert_frame_equal(referrers(log), referrers(log.iloc[::-1]))


@given(LOGS, st.integers(1, 5))
def test_nobody_outside_is_as_good_as_anybody_inside(log, count):
    """All who are level with the last one are in, and nobody outside reaches anyone inside."""
    made = referrers(log)
    top = top_referrers(made, count=count)
    inside = made["agreed_count"].loc[list(top.ids)]
    outside = made["agreed_count"].drop(list(top.ids))
    assert len(inside) >= min(count, len(made))
    assert outside.empty or outside.max() < inside.min()
    assert top.count == inside.sum()
    assert 0 <= top.share <= 1


def test_nobody_agreed_is_a_share_of_nothing():
    """Where no referral was agreed, all are level, all are in, and the share is 0."""
    log = pd.DataFrame({"referrer_id": ["K01", "K02"], "referred_id": ["A", "B"], "has_agreed": False})
    top = top_referrers(referrers(log), count=1)
    assert (top.ids, top.count, top.share) == (("K01", "K02"), 0, 0.0)


def test_a_log_without_rows_gives_none():
    """An empty log is a table without rows."""
    log = pd.DataFrame({"referrer_id": [], "referred_id": [], "has_agreed": pd.Series([], dtype=bool)})
    assert referrers(log).empty


def test_what_cannot_be_counted_is_refused():
    """A missing column, a missing id, a strange mark and a list of nobody are each named."""
    log = pd.DataFrame({"referrer_id": ["K01"], "referred_id": ["K02"], "has_agreed": [True]})
    with pytest.raises(MissingColumn, match="has_agreed"):
        referrers(log.drop(columns="has_agreed"))
    with pytest.raises(BadInput, match="referred_id"):
        referrers(log.assign(referred_id=None))
    with pytest.raises(BadInput, match="has_agreed"):
        referrers(log.assign(has_agreed="perhaps"))
    with pytest.raises(BadInput, match="count"):
        top_referrers(referrers(log), count=0)


@every_variant
def test_both_lists_of_ten_are_clear_and_differ_in_two(variant):
    """Ten by agreement and ten by number, no ties at either end; two come in only unasked."""
    made = referrers(table("referral_book", variant))
    best, most = top_referrers(made), top_referrers(made, by="referral_count")
    assert (len(made), len(best.ids), len(most.ids)) == (20, 10, 10)
    assert len(set(most.ids) - set(best.ids)) == 2
    falling = made["agreed_count"].tolist()
    assert falling[9] - falling[10] >= 2


@every_variant
def test_the_book_is_one_graph(variant):
    """Nobody is referred twice or by himself, and all referrers but one were referred themselves."""
    log = table("referral_book", variant)
    assert log["referred_id"].is_unique
    assert (log["referrer_id"] != log["referred_id"]).all()
    assert len(set(log["referrer_id"]) - set(log["referred_id"])) == 1


@every_variant
def test_the_worth_of_an_event_is_not_its_price(variant):
    """The three cheapest by agreed guest are clear, and are neither the cheapest nor the fullest three."""
    book = table("event_book", variant)
    each = (book["cost_cny"] / book["agreed_count"]).sort_values()
    assert each.iloc[3] - each.iloc[2] >= 100
    best = set(each.index[:3])
    assert best not in (set(book["cost_cny"].nsmallest(3).index), set(book["guest_count"].nlargest(3).index))
    assert (book["agreed_count"] < book["guest_count"]).all()
