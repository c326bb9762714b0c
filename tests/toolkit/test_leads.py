"""Leads in account flows: features, routes, how good a list is, and the tables that are dealt of it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lead_and_hall_deals import reaches_lines, shows_risk

from kamlab.data.deals import VARIANT_COUNT, table
from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.alerts import Limit, any_of
from kamlab.methods.leads import (
    LIST,
    OUTCOMES,
    ROUTES,
    SIGNS,
    flow_features,
    lead_outcomes,
    lead_quality,
    lead_routes,
)

every_variant = pytest.mark.parametrize("variant", range(VARIANT_COUNT))
SHARE = st.floats(0, 1)
FIRMS = st.lists(st.tuples(SHARE, st.floats(0, 1e7), SHARE, SHARE, SHARE, st.booleans()), min_size=1)
COLUMNS = [*SIGNS, "same_day_share", "round_share", "is_prospect"]


def book(rows):
    """Flows of firms K0, K1, ... from tuples."""
    return pd.DataFrame(rows, columns=COLUMNS, index=[f"K{place}" for place in range(len(rows))])


@given(FIRMS)
def test_every_firm_goes_one_way_and_risk_goes_first(rows):
    """Each firm has one route; who shows both risk signs goes to AML, whatever else is true of it."""
    flows = book(rows)
    routes = lead_routes(flows)
    assert list(routes.cat.categories) == list(ROUTES)
    assert routes[shows_risk(flows)].eq("aml").all()
    assert routes[~shows_risk(flows)].ne("aml").all()
    assert routes[~shows_risk(flows) & reaches_lines(flows)].eq("list").all()


@given(FIRMS)
def test_the_order_of_the_firms_does_not_matter(rows):
    """Turned round, the table gives every firm the same route and the list the same figures."""
    flows = book(rows)
    turned = flows.iloc[::-1]
    assert lead_routes(turned).astype(str).to_dict() == lead_routes(flows).astype(str).to_dict()
    pd.testing.assert_frame_equal(lead_quality(turned), lead_quality(flows))


@given(FIRMS)
def test_the_list_adds_up(rows):
    """Hits and false alarms are the list, hits and missed are the needs, and the outcomes say the same."""
    flows = book(rows)
    for is_screened in (True, False):
        line = lead_quality(flows, is_screened=is_screened).loc[LIST]
        assert line["hit_count"] + line["false_alarm_count"] == line["flagged_count"]
        assert line["hit_count"] + line["missed_count"] == flows["is_prospect"].sum()
        assert line["risk_count"] == 0 or not is_screened
    outcomes = lead_outcomes(flows, routes=lead_routes(flows)).value_counts()
    assert set(outcomes.index) == set(OUTCOMES)
    assert outcomes.sum() == len(flows)
    assert outcomes["risk_listed"] == 0


@given(FIRMS, SHARE)
def test_a_higher_line_lists_no_more(rows, line):
    """Raising one line never puts a firm on the list."""
    flows = book(rows)
    low, high = sorted((line, 0.6))
    lists = [
        lead_routes(flows, signs=SIGNS | {"usage_share": Limit("usage_share", ">=", end)}) == "list"
        for end in (low, high)
    ]
    assert not (lists[1] & ~lists[0]).any()


def test_the_input_stays_as_it_was():
    """No method writes into the table it is given."""
    flows = table("firm_flows", 2)
    kept = flows.copy()
    lead_quality(flows)
    lead_outcomes(flows, routes=lead_routes(flows))
    pd.testing.assert_frame_equal(flows, kept)


def test_without_signs_there_is_nothing_to_ask():
    """A list without a sign is refused, and so is a sign called like the list."""
    flows = table("firm_flows", 0)
    with pytest.raises(BadInput, match="0"):
        lead_routes(flows, signs={})
    with pytest.raises(BadInput, match="list"):
        lead_quality(flows, signs={"list": Limit("has_loan", "==", True)})


def test_features_are_the_closed_forms():
    """Half of the working days, a twelfth of the inflow and the goods' part; nothing in gives no share."""
    accounts = pd.DataFrame(
        {"active_day_count": [125, 0], "inflow_cny": [2.4e6, 0.0], "goods_cny": [6e5, 0.0]}, index=["A", "B"]
    )
    found = flow_features(accounts)
    assert found.loc["A"].tolist() == [0.5, 200_000.0, 0.25]
    assert found.loc["B"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("goods_cny", 3e6, "goods_cny"),
        ("active_day_count", 251, "250"),
        ("inflow_cny", -1, "inflow_cny"),
        ("inflow_cny", "much", "inflow_cny"),
        ("active_day_count", None, "active_day_count"),
    ],
)
def test_flows_that_cannot_be_are_refused(column, value, fault):
    """More for goods than in all, more days than there are, negative, text and missing figures are named."""
    row = {"active_day_count": 125, "inflow_cny": 2.4e6, "goods_cny": 6e5} | {column: value}
    with pytest.raises(BadInput, match=fault):
        flow_features(pd.DataFrame([row], index=["A"]))


def test_a_missing_column_is_named():
    """Without the shares of the risk signs no firm is routed."""
    with pytest.raises(MissingColumn, match="round_share"):
        lead_routes(table("firm_flows", 0).drop(columns="round_share"))


@every_variant
def test_the_card_leads_to_the_features_of_the_list(variant):
    """What is worked out from the card stands in the table of twelve, to the last digit."""
    leads = table("transfer_leads", variant)
    found = flow_features(table("flow_card", variant))
    pd.testing.assert_frame_equal(found, leads.loc[found.index, list(found.columns)].astype(float))


@every_variant
def test_twelve_firms_go_three_ways(variant):
    """Two go to AML although they reach every line, five or six are listed, K01 clearly so."""
    leads = table("transfer_leads", variant)
    counts = lead_routes(leads).value_counts()
    assert counts["aml"] == 2
    assert counts["list"] in (5, 6)
    assert lead_routes(leads)["K01"] == "list"
    assert lead_routes(leads, risk=None).value_counts()["list"] == counts["list"] + 2


@every_variant
def test_precision_and_recall_of_the_twelve_differ(variant):
    """Whoever takes one for the other is wrong in every variant."""
    leads = table("transfer_leads", variant).join(table("lead_findings", variant))
    line = lead_quality(leads).loc[LIST]
    assert abs(line["precision_share"] - line["recall_share"]) > 0.05
    assert not (shows_risk(leads) & leads["is_prospect"]).any()


@every_variant
def test_three_hundred_firms_teach_the_same_everywhere(variant):
    """Risk signs reach the list, debits drive them out, online payments do not and cost prospects."""
    flows = table("firm_flows", variant)
    more = {
        "plain": {},
        "debit": {
            "debit": any_of(Limit("has_tax_debit", "==", True), Limit("has_utility_debit", "==", True))
        },
        "basic": {"basic": Limit("has_basic_account", "==", True)},
        "online": {"online": Limit("online_share", ">=", 0.5)},
    }
    lists = {
        name: lead_quality(flows, signs={**SIGNS, **sign}, is_screened=False).loc[LIST]
        for name, sign in more.items()
    }
    risk = {name: line["risk_count"] for name, line in lists.items()}
    assert 7 <= risk["plain"] <= 9
    assert risk["debit"] <= 1 < 3 <= risk["basic"] < risk["plain"] == risk["online"]
    hits = {name: line["hit_count"] for name, line in lists.items()}
    assert hits["plain"] - hits["debit"] <= 2
    assert hits["plain"] - hits["online"] >= 3
    screened = lead_quality(flows).loc[LIST]
    assert screened["precision_share"] > lists["plain"]["precision_share"]
    assert screened["recall_share"] == lists["plain"]["recall_share"]
