from __future__ import annotations

import pytest
from tier_deals import any_past, missing_share

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.methods.segment import next_tiers


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_candidates_are_clear_at_ten_per_cent(variant: int) -> None:
    """The method finds nine candidates within 10 % of the next line, six of whom consent, and nobody is on the edge."""
    book = table("tier_book", variant)
    found = next_tiers(book["aum_cny"])
    chosen = book[found["is_candidate"]]
    assert (len(chosen), chosen["has_marketing_consent"].sum()) == (9, 6)
    assert found.loc[chosen.index, "tier"].value_counts().to_dict() == {
        "ordinary": 3, "gold": 3, "platinum": 2, "wealth": 1, "private": 0,
    }  # fmt: skip
    lacks = missing_share(book["aum_cny"])
    assert not lacks.between(0.0901, 0.1199).any()
    assert not lacks.between(0.1901, 0.2799).any()


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_who_has_just_passed_a_line_is_no_candidate(variant: int) -> None:
    """Four clients stand at most 5 % above a line; none of them is a candidate for the next one."""
    book = table("tier_book", variant)
    past = any_past(book["aum_cny"])
    assert past.sum() == 4
    assert not next_tiers(book["aum_cny"])["is_candidate"][past].any()


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_amounts_are_whole_hundreds_and_differ(variant: int) -> None:
    """Sixty different amounts above 0, in whole hundreds of yuan."""
    aum = table("tier_book", variant)["aum_cny"]
    assert aum.is_unique
    assert (aum.min() > 0, (aum % 100 == 0).all(), len(aum)) == (True, True, 60)
