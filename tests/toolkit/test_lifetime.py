import itertools
import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked import expected

from kamlab.errors import BadInput
from kamlab.methods.value import TIMINGS, compare_timings, lifetime_multiple, lifetime_value

SURVIVED = "end_after_survival"
NAMED = {
    "end_of_period_after_survival_m_r": SURVIVED,
    "first_margin_now": "start",
    "first_margin_end_of_year1_certain": "end_certain",
}
MARGINS, STAYING, RATES = st.floats(1, 1e6), st.floats(0, 0.95), st.floats(0, 0.4)
every_timing = pytest.mark.parametrize("timing", TIMINGS)


def one_by_one(retention, discount, *, timing, years):
    """The multiple added up margin by margin."""
    first = {SURVIVED: (1, 1), "end_certain": (0, 1), "start": (0, 0)}[timing]
    return math.fsum(
        retention ** (first[0] + margin) / (1 + discount) ** (first[1] + margin) for margin in range(years)
    )


def test_the_table_of_multiples():
    """The multiples for four retentions at four rates are those of Gupta and Lehmann, to two decimals."""
    for rate, row in expected("clv_multiple").items():
        for share, wanted in row.items():
            found = lifetime_multiple(float(share), discount=float(rate.removeprefix("i=")), timing=SURVIVED)
            assert found == pytest.approx(wanted, abs=0.0051)


def test_the_three_conventions():
    """The same client is worth 50, 200 or 172.73 by when the first margin comes."""
    for name, wanted in expected("clv_timing").items():
        found = lifetime_value(
            150, retention=0.55, discount=0.10, timing=NAMED[name], acquisition_cost_cny=100
        )
        assert found == pytest.approx(wanted, abs=0.005)


def test_five_years_and_without_end():
    """1,000 a year at 80 % and 10 % is worth 2,124.10 over five years and 2,666.67 without end."""
    terms = {"retention": 0.8, "discount": 0.1, "timing": SURVIVED}
    wanted = expected("clv_finite")
    assert lifetime_value(1000, **terms, years=5) == pytest.approx(wanted["years_5"], abs=0.005)
    assert lifetime_value(1000, **terms) == pytest.approx(wanted["endless"], abs=0.005)


def test_multiples_of_the_taught_churn():
    """Read as yearly, churn of 62, 42 and 12 % gives multiples of .53, 1.12 and 4."""
    for products, wanted in expected("clv_products").items():
        kept = 1 - {"1": 0.62, "3": 0.42, "5": 0.12}[products]
        assert lifetime_multiple(kept, discount=0.1, timing=SURVIVED) == pytest.approx(wanted, abs=5e-5)


@every_timing
@given(retention=st.floats(0, 1), discount=st.floats(0, 1), years=st.integers(1, 40))
def test_a_finite_value_is_the_sum_of_its_margins(timing, retention, discount, years):
    """The closed form is the sum margin by margin, also where nobody stays, nobody leaves or money keeps its worth."""
    found = lifetime_multiple(retention, discount=discount, timing=timing, years=years)
    wanted = one_by_one(retention, discount, timing=timing, years=years)
    assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12)


@every_timing
@given(margin=MARGINS, retention=STAYING, discount=RATES)
def test_without_end_is_the_limit_of_ever_more_years(timing, margin, retention, discount):
    """A horizon adds value year by year and nears the value without one, which it never passes."""
    terms = {"retention": retention, "discount": discount, "timing": timing}
    short, long, longest = (lifetime_value(margin, **terms, years=years) for years in (3, 30, 2000))
    endless = lifetime_value(margin, **terms)
    assert short <= long * (1 + 1e-12)
    assert long <= endless * (1 + 1e-12)
    assert longest == pytest.approx(endless, rel=1e-9)


@every_timing
@given(MARGINS, st.tuples(STAYING, STAYING), st.tuples(RATES, RATES), st.integers(1, 30) | st.none())
def test_value_rises_with_retention_and_falls_with_the_discount(timing, margin, kept, rates, years):
    """A client who stays more surely is never worth less, and never more at a higher discount."""
    (low, high), (cheap, dear) = sorted(kept), sorted(rates)

    def worth(retention, discount):
        return lifetime_value(margin, retention=retention, discount=discount, timing=timing, years=years)

    slack = 1e-9 * margin
    assert worth(low, cheap) <= worth(high, cheap) + slack
    assert worth(low, dear) <= worth(low, cheap) + slack


@given(MARGINS, STAYING, RATES)
def test_the_conventions_differ_by_known_amounts(margin, retention, discount):
    """From today on is worth one margin more than after survival, and a year's interest more than certain."""
    values = {
        timing: lifetime_value(margin, retention=retention, discount=discount, timing=timing)
        for timing in TIMINGS
    }
    assert values["start"] == pytest.approx(values[SURVIVED] + margin, rel=1e-9)
    assert values["start"] == pytest.approx(values["end_certain"] * (1 + discount), rel=1e-9)


@given(STAYING)
def test_at_no_discount_the_multiple_is_the_expected_life(retention):
    """From today on and undiscounted, a yuan a year is worth the years a client stays, 1/(1-r)."""
    years = lifetime_multiple(retention, discount=0, timing="start")
    assert years == pytest.approx(1 / (1 - retention), rel=1e-9)


@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), STAYING, st.floats(0, 1e5)), min_size=1, max_size=8),
    st.randoms(),
)
def test_columns_go_client_by_client(rows, random):
    """A column gives each client the value of its own numbers, whatever the order of rows; input is left alone."""
    book = pd.DataFrame(rows, columns=["margin", "kept", "cost"], index=[f"K{n}" for n in range(len(rows))])
    before, turned = book.copy(), book.sample(frac=1, random_state=random.randrange(2**31))
    terms = {"discount": 0.1, "timing": "start"}
    found = lifetime_value(
        book["margin"], retention=turned["kept"], acquisition_cost_cny=turned["cost"], **terms
    )
    assert list(found.index) == list(book.index)
    for client, (margin, kept, cost) in zip(book.index, rows, strict=True):
        wanted = lifetime_value(margin, retention=kept, acquisition_cost_cny=cost, **terms)
        assert found[client] == pytest.approx(wanted, rel=1e-12, abs=1e-9)
    assert book.equals(before)


def test_a_number_goes_with_every_client():
    """One column among numbers gives a column, whichever argument it is; equal clients have equal values."""
    kept = pd.Series([0.8, 0.8], index=["K02", "K01"])
    found = lifetime_value(100, retention=kept, discount=0.1, timing=SURVIVED)
    assert found.tolist() == pytest.approx([266.6667, 266.6667], abs=1e-4)
    assert (list(found.index), found.name) == (["K02", "K01"], "lifetime_value_cny")
    years = pd.Series([1, 5], index=["K01", "K02"])
    by_horizon = lifetime_value(1000, retention=0.8, discount=0.1, timing=SURVIVED, years=years)
    assert by_horizon.round(2).to_dict() == {"K01": 727.27, "K02": 2124.10}


def test_one_client_none_and_other_kinds_of_number():
    """A column of one gives one, an empty one an empty one; whole, decimal and nullable numbers are numbers."""
    terms = {"retention": 0.5, "discount": 0, "timing": "start"}
    assert lifetime_value(pd.Series([10]), **terms).tolist() == [20]
    assert lifetime_value(pd.Series([], dtype=float), **terms).empty
    assert lifetime_value(pd.Series([Decimal("1.5")]), **terms).tolist() == [3]
    assert lifetime_value(pd.Series([4], dtype="Int64"), **terms).tolist() == [8]
    assert isinstance(lifetime_value(10, **terms), float)


def test_a_client_at_a_loss_is_worth_less_than_nothing():
    """A negative margin gives a negative value, the lower the longer the client stays."""
    values = [lifetime_value(-100, retention=r, discount=0.1, timing="start") for r in (0.5, 0.9)]
    assert 0 > values[0] > values[1]


BAD = [math.nan, None, math.inf, "0.5", "50%", True, [0.5]]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *itertools.product(["margin_cny", "retention", "discount", "acquisition_cost_cny"], BAD),
        *itertools.product(["years"], [math.nan, math.inf, "5", True, 0, -1, 2.5]),
        *itertools.product(["retention", "discount"], [-0.1, 1.1, 80]),
        ("acquisition_cost_cny", -1),
    ],
    ids=str,
)
def test_what_is_no_number_or_out_of_range_is_refused(name, value):
    """Missing, infinite, text, true/false, lists and numbers out of range are refused, alone and in a column."""
    terms = {"margin_cny": 100, "retention": 0.8, "discount": 0.1, "timing": SURVIVED}
    with pytest.raises(BadInput):
        lifetime_value(**(terms | {name: value}))
    with pytest.raises(BadInput):
        lifetime_value(**(terms | {name: pd.Series([1, value], dtype=object)}))


@pytest.mark.parametrize("index", [["K01", "K01"], ["K01", None], ["K01", "K03"]])
def test_columns_must_hold_the_same_clients(index):
    """A client who stands twice, has no name or is in one column only is refused."""
    margins = pd.Series([100.0, 200.0], index=index)
    kept = pd.Series([0.8, 0.9], index=["K01", "K02"])
    with pytest.raises(BadInput):
        lifetime_value(margins, retention=kept, discount=0.1, timing=SURVIVED)


def test_a_timing_must_be_named_and_known():
    """Without a timing nothing is computed, and an unknown one is told the nearest."""
    with pytest.raises(TypeError, match="timing"):
        lifetime_value(100, retention=0.8, discount=0.1)
    with pytest.raises(BadInput, match="end_certain"):
        lifetime_value(100, retention=0.8, discount=0.1, timing="certain")


def test_who_never_leaves_needs_a_horizon_or_a_discount():
    """Full retention without discount is refused without years, and sums up with them."""
    with pytest.raises(BadInput):
        lifetime_value(100, retention=1, discount=0, timing="start")
    assert lifetime_value(100, retention=1, discount=0, timing="start", years=7) == 700
    assert lifetime_value(100, retention=1, discount=0.1, timing=SURVIVED) == pytest.approx(1000)


@given(MARGINS, STAYING, RATES, st.floats(0, 1e6), st.integers(1, 25))
def test_the_compared_conventions_are_the_values_by_year(margin, retention, discount, cost, years):
    """Each year's value is that of as many margins as came by then, and what is in all is the value without end."""
    one = {"retention": retention, "discount": discount, "acquisition_cost_cny": cost}
    seen = compare_timings(margin, **one, years=years)
    assert list(seen.by_year.index) == list(range(years + 1))
    assert (seen.by_year.diff().iloc[1:] >= -1e-9 * margin).all(axis=None)
    for timing in TIMINGS:
        count = years + (timing == "start")
        wanted = lifetime_value(margin, timing=timing, years=count, **one)
        assert seen.by_year.loc[years, timing] == pytest.approx(wanted, rel=1e-9, abs=1e-6)
        assert seen.in_all[timing] == lifetime_value(margin, timing=timing, **one)
        assert seen.by_year.loc[0, timing] == (margin - cost if timing == "start" else -cost)


def test_the_cost_is_back_in_the_first_year_above_nothing():
    """The payback year is the first one whose value is not below 0, and missing where none is."""
    seen = compare_timings(100, retention=0.9, discount=0.1, acquisition_cost_cny=250, years=5)
    for timing, year in seen.payback_year.items():
        assert seen.by_year.loc[year, timing] >= 0
        assert seen.by_year.loc[year - 1, timing] < 0
    never = compare_timings(100, retention=0.2, discount=0.1, acquisition_cost_cny=250)
    assert never.payback_year.isna().all()
    assert compare_timings(0, retention=0.2, discount=0.1).payback_year.tolist() == [0, 0, 0]
