import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected
from worked import given as worked

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.value import client_profit, profit_steps

MONEY = st.integers(0, 10**8)
SHARE = st.integers(0, 1000).map(lambda thousandth: thousandth / 1000)
FACTS = {
    "loan_balance_cny": MONEY,
    "loan_rate": SHARE,
    "loan_ftp_rate": SHARE,
    "deposit_balance_cny": MONEY,
    "deposit_rate": SHARE,
    "deposit_ftp_rate": SHARE,
    "fee_income_cny": st.integers(-(10**5), 10**8),
    "cost_to_serve_cny": MONEY,
    "exposure_cny": MONEY,
    "pd_share": SHARE,
    "lgd_share": SHARE,
    "risk_weight": st.integers(0, 1250).map(lambda hundredth: hundredth / 100),
}
CLIENT = st.fixed_dictionaries(FACTS)
BOOKS = st.lists(CLIENT, min_size=1, max_size=6).map(
    lambda rows: pd.DataFrame(rows, index=[f"K{n:02d}" for n in range(len(rows))])
)
TERMS = {"tax": 0.25, "capital_ratio": 0.08, "hurdle": 0.11}
IN_MONEY = [name for name in FACTS if name.endswith("_cny")]
RESULT = [
    "loan_spread_cny",
    "deposit_spread_cny",
    "expected_loss_cny",
    "pre_tax_cny",
    "nopat_cny",
    "capital_cny",
    "raroc_share",
    "eva_cny",
]


def one(**changed):
    """A book of the worked client."""
    facts = worked("client_pnl")
    names = {
        "loan_balance_cny": "loan",
        "loan_ftp_rate": "loan_ftp",
        "deposit_balance_cny": "deposit",
        "deposit_ftp_rate": "deposit_ftp",
        "fee_income_cny": "fees",
        "cost_to_serve_cny": "cost",
        "exposure_cny": "EAD",
        "pd_share": "PD",
        "lgd_share": "LGD",
        "risk_weight": "rw",
    }
    return pd.DataFrame([{name: facts[names.get(name, name)] for name in FACTS} | changed], index=["K01"])


def test_the_worked_client():
    """Spreads, loss, profit, capital, return and value added of the worked client, whatever the unit of money."""
    wanted = expected("client_pnl")
    names = dict(
        zip(
            RESULT,
            ("loan_spread", "deposit_spread", "EL", "pre_tax", "NOPAT", "EC", "RAROC", "EVA"),
            strict=True,
        )
    )
    for unit in (1, 10_000):
        book = one()
        book[IN_MONEY] = book[IN_MONEY] * unit
        found = client_profit(book, **TERMS).loc["K01"]
        for column, name in names.items():
            size = 1 if column == "raroc_share" else unit
            assert found[column] / size == pytest.approx(wanted[name], abs=2e-6)


def test_the_examination_item_is_before_tax():
    """Income 1,000, costs 200, loss 100 and capital 16,000 return 4.375 % at a tax of 0."""
    item = worked("raroc_exam")
    exposure = item["EC"] / 0.08
    book = one(
        loan_balance_cny=0, deposit_balance_cny=0, fee_income_cny=item["revenue"], cost_to_serve_cny=item["expenses"],
        exposure_cny=exposure, pd_share=item["EL"] / exposure * 2, lgd_share=0.5, risk_weight=1,
    )  # fmt: skip
    found = client_profit(book, tax=0, capital_ratio=0.08, hurdle=0.1).loc["K01"]
    assert found["capital_cny"] == pytest.approx(item["EC"])
    assert found["raroc_share"] == pytest.approx(expected("raroc_exam"))


@given(BOOKS, SHARE, SHARE, SHARE)
def test_the_steps_lead_from_income_to_value_added(book, tax, ratio, hurdle):
    """What comes in less what is taken off is the value added, and only capital stands between it and the NOPAT."""
    profit = client_profit(book, tax=tax, capital_ratio=ratio, hurdle=hurdle)
    steps = profit_steps(profit)
    slack = 1e-9 * (1 + steps.abs().sum(axis="columns"))
    assert ((steps.sum(axis="columns") - profit["eva_cny"]).abs() <= slack).all()
    without = steps.drop(columns="capital_charge_cny").sum(axis="columns")
    assert ((without - profit["nopat_cny"]).abs() <= slack).all()
    assert (steps["capital_charge_cny"] <= slack).all()


@given(BOOKS, st.randoms())
def test_clients_do_not_touch_each_other(book, random):
    """Order of rows and the other clients change nothing, and the book itself is left as it was."""
    before, turned = book.copy(), book.sample(frac=1, random_state=random.randrange(2**31))
    whole = client_profit(book, **TERMS)
    pd.testing.assert_frame_equal(client_profit(turned, **TERMS).loc[book.index], whole)
    pd.testing.assert_frame_equal(client_profit(book.iloc[[0]], **TERMS), whole.iloc[[0]])
    assert list(whole.columns) == [*book.columns, *RESULT]
    assert book.equals(before)


@given(BOOKS, st.floats(0.001, 1e4))
def test_the_unit_of_money_changes_amounts_and_no_return(book, unit):
    """In another unit all amounts are so many times as large; the return on capital is the same."""
    first = client_profit(book, **TERMS)
    other = client_profit(book.assign(**{name: book[name] * unit for name in IN_MONEY}), **TERMS)
    scale = first[["pre_tax_cny", "eva_cny"]].abs().to_numpy().max() + book[IN_MONEY].to_numpy().max()
    gaps = (other[["pre_tax_cny", "eva_cny"]] / unit - first[["pre_tax_cny", "eva_cny"]]).abs()
    assert (gaps <= 1e-9 * (1 + scale)).all(axis=None)
    assert (other["raroc_share"].isna() == first["raroc_share"].isna()).all()


@given(CLIENT, st.floats(0, 0.5))
def test_risk_tax_and_cost_never_help(client, more):
    """A likelier default, more cost to serve and, on a profit, a higher tax never raise the value added."""
    book = pd.DataFrame([client])
    base = client_profit(book, **TERMS).iloc[0]
    slack = 1e-6 * (1 + abs(base["eva_cny"]) + max(client[name] for name in IN_MONEY))
    riskier = book.assign(pd_share=min(1, client["pd_share"] + more))
    dearer = book.assign(cost_to_serve_cny=client["cost_to_serve_cny"] + 1e4 * more)
    assert client_profit(riskier, **TERMS)["eva_cny"].iloc[0] <= base["eva_cny"] + slack
    assert client_profit(dearer, **TERMS)["eva_cny"].iloc[0] <= base["eva_cny"] + slack
    taxed = client_profit(book, **(TERMS | {"tax": 0.25 + more})).iloc[0]
    assert (taxed["eva_cny"] <= base["eva_cny"] + slack) or base["pre_tax_cny"] < 0


def test_a_client_without_exposure_has_no_return_on_capital():
    """Where no capital is tied up the return is missing and the value added is the profit after tax."""
    for changed in ({"exposure_cny": 0}, {"risk_weight": 0}):
        found = client_profit(one(**changed), **TERMS).loc["K01"]
        assert found["capital_cny"] == 0
        assert math.isnan(found["raroc_share"])
        assert found["eva_cny"] == found["nopat_cny"]


def test_return_equals_the_hurdle_where_nothing_is_added():
    """At a hurdle as high as the return the value added is 0."""
    found = client_profit(one(), **TERMS)["raroc_share"].iloc[0]
    assert client_profit(one(), **(TERMS | {"hurdle": found}))["eva_cny"].iloc[0] == pytest.approx(
        0, abs=1e-9
    )


def test_an_empty_book_and_equal_clients():
    """An empty book gives an empty one with all columns; equal clients have equal results; decimals are numbers."""
    empty = client_profit(one().iloc[:0], **TERMS)
    assert empty.empty
    assert set(RESULT) <= set(empty.columns)
    twins = client_profit(pd.concat([one(), one().rename({"K01": "K02"})]), **TERMS)
    assert twins.loc["K01"].equals(twins.loc["K02"])
    assert client_profit(one(cost_to_serve_cny=Decimal("25")), **TERMS)["pre_tax_cny"].iloc[
        0
    ] == pytest.approx(78.3)
    assert profit_steps(empty).empty


@pytest.mark.parametrize("name", FACTS)
@pytest.mark.parametrize("value", [None, math.nan, math.inf, "0.5", "1,000", True], ids=str)
def test_no_gap_no_text_and_no_infinity_is_computed_with(name, value):
    """Each column refuses a missing, infinite, text or true/false value; nothing is read as 0."""
    with pytest.raises(BadInput):
        client_profit(one(**{name: value}), **TERMS)


@pytest.mark.parametrize("name", FACTS)
def test_each_fact_has_its_column_and_its_range(name):
    """A missing column is named; all but fees refuse what is below 0, and rates and weights in per cent."""
    with pytest.raises(MissingColumn, match=name):
        client_profit(one().drop(columns=name), **TERMS)
    if name == "fee_income_cny":
        assert client_profit(one(fee_income_cny=-5), **TERMS)["pre_tax_cny"].iloc[0] == pytest.approx(55.3)
        return
    with pytest.raises(BadInput):
        client_profit(one(**{name: -0.01}), **TERMS)
    if not name.endswith("_cny"):
        with pytest.raises(BadInput):
            client_profit(one(**{name: 45}), **TERMS)


@pytest.mark.parametrize("name", TERMS)
@pytest.mark.parametrize("value", [-0.1, 25, None, math.nan, "0.25"], ids=str)
def test_tax_ratio_and_hurdle_are_shares(name, value):
    """Per cent, text and gaps are refused for each of the three."""
    with pytest.raises(BadInput):
        client_profit(one(), **(TERMS | {name: value}))


def test_a_client_stands_once():
    """Two rows of one client are refused."""
    with pytest.raises(BadInput):
        client_profit(pd.concat([one(), one()]), **TERMS)
