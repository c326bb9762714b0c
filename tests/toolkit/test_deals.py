from __future__ import annotations

import pandas as pd
import pytest
from deal_checks import (
    MAY_SPREAD,
    MEASURES,
    spread,
)
from exercise_deals import MORE_ROWS
from fee_and_buyer_deals import FEE_AND_BUYER_ROWS
from lead_and_hall_deals import LEAD_AND_HALL_ROWS
from leaving_and_holding_deals import CASE_ROWS
from retention_deals import RETENTION_ROWS
from rfm_deals import RFM_ROWS

from kamlab.data.deals import VARIANT_COUNT, names, table
from kamlab.errors import BadInput
from kamlab.language import speaking

ALL = range(VARIANT_COUNT)
LOGS = {"contact_log": None, "referral_book": None, "receipt_log": None, "trade_log": None, **RFM_ROWS}
ROW_NAMES = {
    "coverage_book": "coverage",
    **MORE_ROWS,
    **FEE_AND_BUYER_ROWS,
    **LEAD_AND_HALL_ROWS,
    **RETENTION_ROWS,
    **CASE_ROWS,
    **LOGS,
    "group_book": "entity",
    "group_flows": "week",
    "group_weeks": "week",
    "role_map": "person",
}
every_deal = pytest.mark.parametrize("name", names())


@every_deal
def test_a_deal_is_the_same_each_time(name: str) -> None:
    """A table dealt twice is equal, attributes too, and changing one does not change the other."""
    first = table(name, 5)
    kept = first.copy()
    first.iloc[0] = first.iloc[-1]
    second = table(name, 5)
    pd.testing.assert_frame_equal(second, kept)
    assert second.attrs == kept.attrs


@every_deal
def test_no_two_variants_are_equal(name: str) -> None:
    """Every pair of variants of a table differs in some value."""
    seen = {table(name, variant).to_csv() + str(table(name, variant).attrs) for variant in ALL}
    assert len(seen) == VARIANT_COUNT


@every_deal
def test_variants_have_one_form(name: str) -> None:
    """Columns, types, number of rows and row ids of a dealt book are the same in all variants."""
    first = table(name, 0)
    for variant in ALL:
        other = table(name, variant)
        assert other.dtypes.equals(first.dtypes)
        assert name in LOGS or other.index.equals(first.index)


@every_deal
def test_rows_are_named_once(name: str) -> None:
    """Every table has one id a row, named client_id where the rows are clients."""
    index = table(name, 1).index
    assert index.is_unique
    assert index.name == ROW_NAMES.get(name, "client_id")


@every_deal
def test_variants_are_equally_difficult(name: str) -> None:
    """Every measure of difficulty stays within its allowed spread over the 24 variants."""
    found = spread(name, ALL)
    too_far = found[found["max"] - found["min"] > found["allowed"] + 1e-9]
    assert too_far.empty, too_far.to_string()


def test_every_deal_has_a_measure_of_difficulty() -> None:
    """No table is dealt without a measure, and every allowed spread belongs to one."""
    assert sorted(MEASURES) == names()
    assert all(measure in spread(name, range(1)).index for name, measure in MAY_SPREAD)


def test_an_unknown_table_is_told_the_nearest() -> None:
    """A wrong name is refused with the nearest name and all there are, in the reader's language."""
    with pytest.raises(BadInput) as caught:
        table("client_profit", 0)
    known = ", ".join(names())
    with speaking("en"):
        near = "There is no table named 'client_profit'. Did you mean 'client_profits'?"
        assert str(caught.value) == f"{near} There are: {known}."
    with speaking("zh"):
        near = "没有名为“client_profit”的数据表。是不是想写“client_profits”？"
        assert str(caught.value) == f"{near}可用的有：{known}。"


@pytest.mark.parametrize("variant", [-1, 24, 1.5, "3"])
def test_an_unknown_variant_is_refused(variant: object) -> None:
    """A variant that is no whole number from 0 to 23 is refused."""
    with pytest.raises(BadInput) as caught:
        table("scoring_grid", variant)  # type: ignore[arg-type]
    with speaking("en"):
        wanted = f"A variant is a whole number from 0 to 23; found {variant}. Correct it and try again."
        assert str(caught.value) == wanted
