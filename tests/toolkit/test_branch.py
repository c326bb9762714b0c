from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from branch_checks import BOUNDS, measured

from kamlab.data.branch import Branch, branch
from kamlab.data.branch_balances import monthly_table
from kamlab.data.branch_churn import churn_rates, departed, monthly_hazard
from kamlab.data.branch_clients import valued
from kamlab.data.branch_contacts import contacted
from kamlab.data.branch_survey import item_names, satisfaction_of
from kamlab.data.branch_transactions import transactions
from kamlab.errors import BadInput
from kamlab.language import speaking
from kamlab.methods.retention import churn_rate_at

SEEDS = range(5)


@pytest.fixture(scope="module")
def book() -> Branch:
    """One branch of full size."""
    return branch(7)


@pytest.fixture(scope="module")
def measures() -> pd.DataFrame:
    """Every measure, one row a seed."""
    return pd.DataFrame([measured(branch(seed)) for seed in SEEDS])


@pytest.mark.parametrize("name", BOUNDS)
def test_measures_stay_in_their_bounds(measures: pd.DataFrame, name: str) -> None:
    """Each acceptance measure lies within its bounds for every seed."""
    low, high = BOUNDS[name]
    assert measures[name].between(low, high).all(), measures[name].tolist()


def test_the_same_seed_gives_the_same_branch() -> None:
    """Two calls with one seed agree in every table, and another seed does not."""
    first, second, other = branch(3, 500), branch(3, 500), branch(4, 500)
    for field in dataclasses.fields(Branch):
        pd.testing.assert_frame_equal(getattr(first, field.name), getattr(second, field.name))
    assert not first.clients["aum_cny"].equals(other.clients["aum_cny"])


@pytest.mark.parametrize("count", [100, 101, 737, 2000])
def test_every_size_keeps_the_promised_counts(count: int) -> None:
    """Clients, three-star clients and leavers by products are exact at any size."""
    small = branch(1, count)
    three_stars = round(count * 989 / 7383)
    assert len(small.clients) == small.districts["client_count"].sum() == count
    assert (small.clients["star"] >= 3).sum() == small.districts["three_star_count"].sum() == three_stars
    by_products = small.clients.groupby(small.clients["product_count"].clip(upper=5))["has_churned"]
    wanted = {at: round(churn_rates()[at] * size) for at, size in by_products.size().items()}
    assert by_products.sum().to_dict() == wanted


def test_only_the_month_of_leaving_may_be_missing(book: Branch) -> None:
    """No table has a gap but the month of leaving, which leavers have and others lack."""
    gaps = book.clients.isna().sum()
    assert gaps[gaps > 0].index.tolist() == ["churn_month"]
    assert (book.clients["churn_month"].notna() == book.clients["has_churned"]).all()
    for table in (book.monthly, book.events, book.survey, book.districts):
        assert table.notna().all(axis=None)


def test_clients_are_named_once_in_order(book: Branch) -> None:
    """Client ids run from K00001 without a gap and index the client table and the survey."""
    wanted = [f"K{number:05d}" for number in range(1, 7384)]
    assert book.clients.index.tolist() == book.survey.index.tolist() == wanted
    assert book.clients.index.name == "client_id"


def test_columns_of_every_table(book: Branch) -> None:
    """Tables have the columns that pages and panels rely on."""
    assert book.clients.columns.tolist() == [
        "district", "aum_cny", "manager_id", "is_corporate", "star", "tenure_month", "product_count",
        "risk_rating", "has_marketing_consent", "has_veto", "visit_count", "call_count", "complaint_count",
        "has_rival_offer", "has_churned", "churn_month", "contribution_cny", "contribution_score",
        "potential_score",
    ]  # fmt: skip
    months = ["client_id", "month", "month_end_date", "balance_cny", "txn_count"]
    assert book.monthly.columns.tolist() == months
    assert book.events.columns.tolist() == ["client_id", "event_date", "kind"]
    assert book.survey.columns.tolist() == ["nps_score", "csat_score", *item_names()]
    assert book.districts.columns.tolist() == ["client_count", "three_star_count"]


@pytest.mark.parametrize(
    ("column", "low", "high"),
    [
        ("star", 1, 7), ("product_count", 1, 7), ("risk_rating", 1, 5), ("tenure_month", 6, 360),
        ("contribution_score", 0, 100), ("potential_score", 0, 100), ("churn_month", 6, 24),
    ],
)  # fmt: skip
def test_values_stay_on_their_scales(book: Branch, column: str, low: int, high: int) -> None:
    """Every value of the client table lies on its scale."""
    assert book.clients[column].dropna().between(low, high).all()


def test_answers_stay_on_their_scales(book: Branch) -> None:
    """NPS answers are 0-10, CSAT 1-5, the items 1-7, and each end is used."""
    scales = {"nps_score": (0, 10), "csat_score": (1, 5)} | dict.fromkeys(item_names(), (1, 7))
    for column, (low, high) in scales.items():
        assert (book.survey[column].min(), book.survey[column].max()) == (low, high)


def test_survey_answers_hang_together(book: Branch) -> None:
    """Recommendation, satisfaction and the items correlate, items of one dimension most."""
    table = book.survey.corr()
    assert table.loc["nps_score", "csat_score"] > 0.5
    inside, across = table.loc["item_01_score", ["item_02_score", "item_22_score"]]
    assert inside > across + 0.05
    assert across > 0.3


def test_twenty_four_month_ends_for_every_client(book: Branch) -> None:
    """The monthly table has each client's 24 months in order, each dated on its last day."""
    months = book.monthly["month"].to_numpy().reshape(-1, 24)
    dates = book.monthly["month_end_date"]
    assert (months == np.arange(1, 25)).all()
    assert dates.dt.is_month_end.all()
    assert ((dates.dt.year - 2024) * 12 + dates.dt.month == book.monthly["month"]).all()


def test_leavers_drain_over_five_months(book: Branch) -> None:
    """A leaver's balance falls every month of the last five and stays below 1 % of its assets after."""
    leavers = book.clients[book.clients["has_churned"]]
    balance = book.monthly["balance_cny"].to_numpy().reshape(-1, 24)[book.clients["has_churned"].to_numpy()]
    month = leavers["churn_month"].to_numpy(dtype=int)
    last_five = np.take_along_axis(balance, (month - 1)[:, None] + np.arange(-4, 1), axis=1)
    has_left = np.arange(1, 25) >= month[:, None]
    assert (np.diff(last_five, axis=1) < 0).mean() > 0.97
    assert (balance < 0.01 * leavers["aum_cny"].to_numpy()[:, None])[has_left].all()


@pytest.mark.parametrize("window", [12, 18, 24])
def test_leavers_leave_inside_the_window(window: int) -> None:
    """Every month of leaving is one of the last months of the panel, as many as the window has."""
    months = branch(2, 1000, window_month=window).clients["churn_month"].dropna()
    assert months.between(max(6, 25 - window), 24).all()


def test_counts_of_the_client_table_are_its_events(book: Branch) -> None:
    """Visits, calls, complaints and offers counted for a client are the rows of the event table."""
    counted = pd.crosstab(book.events["client_id"], book.events["kind"])
    counted = counted.reindex(book.clients.index, fill_value=0)
    for kind in ("visit", "call", "complaint"):
        assert (counted[kind] == book.clients[f"{kind}_count"]).all()
    assert (counted["rival_offer"] == book.clients["has_rival_offer"]).all()


def test_events_lie_in_the_year_before_the_end(book: Branch) -> None:
    """No event is later than the month of leaving or more than a year before its end."""
    month = book.clients["churn_month"].fillna(24).to_numpy(dtype=int)
    end = (np.datetime64("2024-01") + month).astype("datetime64[D]")
    owner = book.events["client_id"].cat.codes.to_numpy()
    days = (end[owner] - book.events["event_date"]).dt.days - 1
    assert days.between(0, 364).all()


def test_contribution_score_ranks_the_contribution(book: Branch) -> None:
    """A client that contributes more never scores less."""
    ordered = book.clients.sort_values("contribution_cny")["contribution_score"]
    assert ordered.is_monotonic_increasing


def test_some_clients_cost_more_than_they_bring(book: Branch) -> None:
    """Some contributions are negative, so that methods meet that case."""
    assert 0 < (book.clients["contribution_cny"] < 0).mean() < 0.15


def test_managers_share_the_book(book: Branch) -> None:
    """Six managers have about equally many clients."""
    sizes = book.clients["manager_id"].value_counts()
    assert len(sizes) == 6
    assert sizes.max() - sizes.min() <= 1


def test_churn_rates_agree_with_the_method() -> None:
    """Generator and retention method have the source's figures at 1, 3 and 5, and churn falls in between."""
    rates = churn_rates()
    assert {count: rates[count] for count in (1, 3, 5)} == {at: churn_rate_at(at).rate for at in (1, 3, 5)}
    assert sorted(rates.values(), reverse=True) == list(rates.values())


def test_monthly_hazard_adds_up_to_the_window() -> None:
    """Surviving every month of the window leaves 1 minus the churn share."""
    for window in (1, 12, 24):
        assert (1 - monthly_hazard(0.42, window_month=window)) ** window == pytest.approx(0.58)


def test_transactions_are_whole_client_months(book: Branch) -> None:
    """Details stop before the row limit, never inside a month, and agree with the counts."""
    before = book.monthly.copy()
    detail = transactions(7, book.monthly, row_limit=5_000)
    key = [detail["client_id"].astype(str), detail["txn_date"].dt.to_period("M")]
    counted = detail.groupby(key, observed=True).size()
    first = book.monthly[book.monthly["txn_count"] > 0].iloc[: len(counted)]
    assert 4_800 < len(detail) <= 5_000
    assert counted.tolist() == first["txn_count"].tolist()
    pd.testing.assert_frame_equal(book.monthly, before)


def test_a_step_leaves_the_table_it_was_given(book: Branch) -> None:
    """Churn, contacts, value and months are added to new tables, never written into the given one."""
    given = book.clients.drop(columns=["has_churned", "churn_month"])
    before = given.copy()
    satisfaction = satisfaction_of(7, len(given))
    left = departed(7, given, satisfaction, window_month=24)
    for table in (contacted(7, given, satisfaction), valued(7, given), monthly_table(7, left)):
        assert table is not given
    pd.testing.assert_frame_equal(given, before)


def test_too_few_clients_are_refused() -> None:
    """A book under 100 clients is refused with the least number."""
    with pytest.raises(BadInput) as caught, speaking("en"):
        branch(1, 99)
    with speaking("en"):
        assert str(caught.value) == "A generated book needs at least 100 clients; found 99. Ask for more."


@pytest.mark.parametrize("window", [11, 25])
def test_a_window_outside_the_panel_is_refused(window: int) -> None:
    """A churn window shorter than 12 or longer than 24 months is refused."""
    with pytest.raises(BadInput) as caught:
        branch(1, 100, window_month=window)
    with speaking("en"):
        assert str(caught.value) == f"The churn window is 12 to 24 months; found {window}. Correct it."
