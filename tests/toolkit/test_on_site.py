"""A log of visitors: candidates, steps, hours and other lines, and the tables that are dealt of it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lead_and_hall_deals import is_candidate

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.contacts import on_site_yield
from kamlab.methods.on_site import STEPS, on_site, yield_curve

every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))
COLUMNS = ["day", "hour", "ticket", "amount_cny", "is_cash", "has_marketing_consent"]
VISITORS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.integers(9, 16),
        st.sampled_from(["ordinary", "vip"]),
        st.integers(0, 400_000),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
)


def log_of(rows):
    """Log of visitors from tuples."""
    return pd.DataFrame(rows, columns=COLUMNS)


@given(VISITORS)
def test_each_step_is_part_of_the_one_before(rows):
    """Counts fall from step to step, shares are of all visitors, and the last step is the candidates."""
    found = on_site(log_of(rows))
    assert list(found.steps.index) == list(STEPS)
    assert found.steps["visitor_count"].is_monotonic_decreasing
    assert found.steps.loc["visitors", "visitor_share"] == 1
    assert found.steps.loc["consent", "visitor_count"] == found.is_candidate.sum()
    assert found.candidate_share == pytest.approx(found.steps.loc["consent", "visitor_share"])


@given(VISITORS)
def test_the_hours_add_up_to_the_day(rows):
    """With and without consent, all hours together, are the large ordinary transactions of a mean day."""
    found = on_site(log_of(rows))
    by_day = found.by_hour.sum()
    assert by_day["consent_daily"] == pytest.approx(found.steps.loc["consent", "daily_count"])
    assert by_day.sum() == pytest.approx(found.steps.loc["large", "daily_count"])


@given(VISITORS)
def test_consent_only_takes_away(rows):
    """Who is a candidate with consent asked is one without; the line itself is included."""
    log = log_of(rows)
    asked, not_asked = on_site(log), on_site(log, needs_consent=False)
    assert not (asked.is_candidate & ~not_asked.is_candidate).any()
    assert asked.is_candidate.tolist() == is_candidate(log).tolist()
    assert asked.is_large_cash.tolist() == (log["is_cash"] & (log["amount_cny"] >= 50_000)).tolist()


@given(VISITORS)
def test_a_higher_line_yields_no_more(rows):
    """The curve falls, consent stays below all, and at the course's line it is the share of the candidates."""
    log = log_of(rows)
    curve = yield_curve(log, lines_cny=[0, 50_000, 100_000, 300_000])
    assert curve["all_share"].is_monotonic_decreasing
    assert (curve["consent_share"] <= curve["all_share"]).all()
    assert curve.loc[100_000, "consent_share"] == pytest.approx(on_site(log).candidate_share)
    assert curve.loc[0, "all_share"] == pytest.approx((log["ticket"] == "ordinary").mean())


def test_the_order_of_the_visitors_does_not_matter():
    """Turned round, the log gives the same steps and hours."""
    log = table("queue_log", 3)
    first, second = on_site(log), on_site(log.iloc[::-1])
    pd.testing.assert_frame_equal(first.steps, second.steps)
    pd.testing.assert_frame_equal(first.by_hour, second.by_hour)


def test_a_log_without_visitors_is_refused():
    """No visitor, no share."""
    for method in (on_site, lambda log: yield_curve(log, lines_cny=[1])):
        with pytest.raises(BadInput):
            method(log_of([]))


@pytest.mark.parametrize("column", COLUMNS)
def test_a_missing_column_is_named(column):
    """Each of the six columns is needed and named."""
    with pytest.raises(MissingColumn, match=column):
        on_site(table("queue_log", 0).drop(columns=column))


@pytest.mark.parametrize(
    ("column", "value"),
    [("amount_cny", "much"), ("amount_cny", None), ("has_marketing_consent", "yes"), ("hour", None)],
)
def test_a_value_that_cannot_be_read_is_named(column, value):
    """A text for a number, a gap, and a mark that is neither true nor false are refused by column."""
    log = table("queue_log", 0).head(3).astype(object)
    log.loc["T0002", column] = value
    with pytest.raises(BadInput, match=column):
        on_site(log)


def test_the_worked_day():
    """Three hundred visitors are sixty VIPs and fifteen who could become one."""
    given_ = on_site_yield(table("queue_page", 0).attrs["visitor_count"])
    assert (given_.vip_count, given_.potential_count) == (60, 15)


@every_variant
def test_whole_people_on_every_day(variant):
    """The visitors of the day give whole VIPs and whole candidates by the source's shares."""
    found = on_site_yield(table("queue_page", variant).attrs["visitor_count"])
    assert found.vip_count % 1 == found.potential_count % 1 == 0


@every_variant
def test_a_page_has_every_trap(variant):
    """A fifth are VIPs; some candidate is exactly at the line, some pays in cash, some large ones do not agree."""
    page = table("queue_page", variant)
    found = on_site(page.assign(day=1, hour=10))
    assert (page["ticket"] == "vip").mean() == 0.2
    assert 3 <= found.is_candidate.sum() <= 5
    assert (page.loc[found.is_candidate, "amount_cny"] == 100_000).sum() == 1
    assert found.candidate_cash_count == 1
    assert found.is_large_cash.sum() == 4


@every_variant
def test_the_five_per_cent_depend_on_consent(variant):
    """Above 5 % without asking for consent, below with it: in every variant, and never near the line."""
    steps = on_site(table("queue_log", variant)).steps["visitor_share"]
    assert steps["ordinary"] == 0.8
    assert steps["large"] > 0.052
    assert steps["consent"] < 0.049
