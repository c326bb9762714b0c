"""Types of key account and the focus of business: first ground that holds, every answer reachable."""

import math
from itertools import product

import pandas as pd
import pytest
from exercise_deals import firm_grounds, firm_signs

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.data.deals.firms import FX_SHARE, HEAD_OFFICE_COUNT
from kamlab.data.deals.key_accounts import HIGH_POTENTIAL_POINTS, LARGE_INCOME_CNY
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods import key_accounts as method
from kamlab.methods.segment import account_types, business_focus

FLAGS = ("is_public_body", "is_group_member", "is_channel_partner", "has_rival_offer")
TYPES = [
    {
        "annual_income_cny": income,
        "potential_score": points,
        "product_count": held,
        **dict(zip(FLAGS, marks, strict=True)),
    }
    for income in (0, 499_999, 500_000)
    for points in (69.9, 70)
    for held in (0, 1)
    for marks in product((False, True), repeat=4)
]
SIGNS = [
    {"business": business, "is_listed": listed, "subsidiary_count": count, "fx_share": share}
    for business in ("public_service", "site_operator", "developer", "maker")
    for listed in (False, True)
    for count in (0, 2, 3)
    for share in (0.0, 0.29, 0.3)
]
CASES = [(account_types, TYPES, firm_grounds, "none"), (business_focus, SIGNS, firm_signs, "working_capital")]
each = pytest.mark.parametrize(("rule", "rows", "grounds", "otherwise"), CASES)


@each
def test_the_first_ground_that_holds_decides(rule, rows, grounds, otherwise):
    """Over the whole domain every firm has the first of its grounds, and the last label where it has none."""
    frame = pd.DataFrame(rows)
    held = grounds(frame)
    wanted = held.idxmax(axis="columns").where(held.any(axis="columns"), otherwise)
    assert rule(frame).astype(str).tolist() == wanted.tolist()


@each
def test_every_label_can_be_reached(rule, rows, grounds, otherwise):
    """No ground is hidden behind those before it, and the labels come in the order in which they are asked."""
    found = rule(pd.DataFrame(rows))
    assert list(found.cat.categories) == [*grounds(pd.DataFrame(rows)).columns, otherwise]
    assert set(found) == set(found.cat.categories)


@each
def test_rows_are_judged_each_by_itself(rule, rows, grounds, otherwise):
    """The order of the rows does not matter, and the table is left alone."""
    frame = pd.DataFrame(rows)
    kept = frame.copy()
    assert rule(frame.iloc[::-1]).sort_index().tolist() == rule(frame).tolist()
    assert frame.equals(kept)


@each
def test_no_firm_has_no_label(rule, rows, grounds, otherwise):
    """An empty table gives an empty column."""
    assert rule(pd.DataFrame(rows).iloc[:0]).empty


@pytest.mark.parametrize("variant", range(VARIANT_COUNT))
def test_dealt_firms_have_the_type_of_their_ground(variant):
    """The twelve firms of the lecture, of which none has two grounds, have the type of the one that holds."""
    book = table("key_accounts", variant)
    held = firm_grounds(book)
    assert (
        account_types(book).tolist()
        == held.idxmax(axis="columns").where(held.any(axis="columns"), "none").tolist()
    )


def test_the_lines_are_those_the_tables_were_made_for():
    """Method and dealt tables draw their lines at the same places."""
    made = (LARGE_INCOME_CNY, HIGH_POTENTIAL_POINTS, HEAD_OFFICE_COUNT, FX_SHARE)
    lines = (method.LARGE_INCOME_CNY, method.HIGH_POTENTIAL_POINTS, method.HEAD_OFFICE_COUNT, method.FX_SHARE)
    assert lines == made


def test_lines_can_be_moved():
    """A bank's own lines take the place of the teaching values."""
    firm = pd.DataFrame(
        [TYPES[0] | {"annual_income_cny": 9e5, "potential_score": 60, "has_rival_offer": True}]
    )
    assert account_types(firm, income_cny=1e6).tolist() == ["none"]
    assert account_types(firm, income_cny=1e6, points=60).tolist() == ["strategic"]
    maker = pd.DataFrame([SIGNS[-1] | {"is_listed": False}])
    assert business_focus(maker, head_count=4).tolist() == ["fx"]
    assert business_focus(maker, head_count=4, fx_share=0.5).tolist() == ["working_capital"]


@pytest.mark.parametrize(
    ("rule", "row", "wrong"),
    [
        (account_types, TYPES[0], {"annual_income_cny": math.nan}),
        (account_types, TYPES[0], {"potential_score": 101}),
        (account_types, TYPES[0], {"is_public_body": "yes"}),
        (business_focus, SIGNS[0], {"fx_share": 30}),
        (business_focus, SIGNS[0], {"business": None}),
        (business_focus, SIGNS[0], {"subsidiary_count": "3"}),
    ],
)
def test_a_value_that_cannot_be_read_is_refused(rule, row, wrong):
    """A gap, a share written as a percentage, a word for a mark or a text number is named, never guessed."""
    column = next(iter(wrong))
    with pytest.raises(BadInput, match=column):
        rule(pd.DataFrame([row | wrong]))


@each
def test_a_missing_column_is_named(rule, rows, grounds, otherwise):
    """Every column that a rule reads is asked for."""
    for column in rows[0]:
        with pytest.raises(MissingColumn, match=column):
            rule(pd.DataFrame(rows).drop(columns=column))


@each
def test_a_client_stands_once(rule, rows, grounds, otherwise):
    """Two rows of the same firm are refused."""
    with pytest.raises(BadInput, match="K01"):
        rule(pd.DataFrame(rows[:2], index=["K01", "K01"]))
