from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from broker_checks import BOUNDS, measured

from kamlab.data.broker import Broker, broker
from kamlab.data.broker_classes import CLASSES
from kamlab.errors import BadInput
from kamlab.language import speaking

SEEDS = range(8)


@pytest.fixture(scope="module")
def book() -> Broker:
    """One broker of full size."""
    return broker(7)


@pytest.fixture(scope="module")
def measures() -> pd.DataFrame:
    """Every measure, one row a seed."""
    return pd.DataFrame([measured(broker(seed)) for seed in SEEDS])


@pytest.mark.parametrize("name", BOUNDS)
def test_measures_stay_in_their_bounds(measures: pd.DataFrame, name: str) -> None:
    """Each fact of the design lies within its bounds for every seed."""
    low, high = BOUNDS[name]
    assert measures[name].between(low, high).all(), measures[name].tolist()


def test_hedgers_bring_interest_and_not_commission(measures: pd.DataFrame) -> None:
    """Hedgers' share of contribution is several times their share of net fee, the point to be taught."""
    assert (measures["hedgers' share of contribution"] > 4 * measures["hedgers' share of net fee"]).all()


def test_the_same_seed_gives_the_same_broker() -> None:
    """Two calls with one seed agree in every table, and another seed does not."""
    first, second, other = broker(3, 300), broker(3, 300), broker(4, 300)
    for field in dataclasses.fields(Broker):
        pd.testing.assert_frame_equal(getattr(first, field.name), getattr(second, field.name))
    assert not first.clients["equity_cny"].equals(other.clients["equity_cny"])


def test_class_shares_add_up_to_all_clients() -> None:
    """The four shares sum to 1 and give exact counts at any size."""
    assert sum(rates.share for rates in CLASSES.values()) == pytest.approx(1)
    counts = broker(1, 1000).clients["client_class"].value_counts()
    assert counts.to_dict() == {"hedger": 40, "large": 30, "mid": 180, "retail": 750}


def test_columns_of_every_table(book: Broker) -> None:
    """Tables have the columns that pages and panels rely on."""
    assert book.clients.columns.tolist() == [
        "client_class", "is_corporate", "has_spot_exposure", "is_hedger", "source", "variety_count",
        "equity_cny", "has_churned", "churn_month",
    ]  # fmt: skip
    assert book.monthly.columns.tolist() == [
        "client_id", "month", "month_end_date", "is_active", "equity_cny", "risk_ratio", "turnover_cny",
        "commission_cny", "net_fee_cny", "interest_cny", "contribution_cny",
    ]  # fmt: skip
    assert book.market.columns.tolist() == ["month", "month_end_date", "volatility"]


def test_hedgers_are_the_firms_with_a_spot_exposure(book: Broker) -> None:
    """The hedging flag holds exactly for firms with a spot exposure, and they are one class."""
    clients = book.clients
    assert (clients["is_hedger"] == (clients["is_corporate"] & clients["has_spot_exposure"])).all()
    assert (clients["is_hedger"] == (clients["client_class"] == "hedger")).all()


@pytest.mark.parametrize("name", CLASSES)
def test_varieties_stay_in_the_band_of_the_class(book: Broker, name: str) -> None:
    """Clients of a class trade as many varieties as its band allows, both ends used."""
    varieties = book.clients.loc[book.clients["client_class"] == name, "variety_count"]
    assert (varieties.min(), varieties.max()) == CLASSES[name].varieties


def test_nothing_moves_after_a_client_has_left(book: Broker) -> None:
    """Once inactive a client stays inactive, with zeros in every sum."""
    active = book.monthly["is_active"].to_numpy().reshape(-1, 24)
    sums = book.monthly.loc[~book.monthly["is_active"]].select_dtypes("number").drop(columns="month")
    assert (np.diff(active.astype(int), axis=1) <= 0).all()
    assert (sums == 0).all(axis=None)


def test_month_of_leaving_is_the_first_inactive_month(book: Broker) -> None:
    """A client that left has as many active months as the month of leaving less 1."""
    active = book.monthly["is_active"].to_numpy().reshape(-1, 24).sum(axis=1)
    month = book.clients["churn_month"]
    assert (month.notna() == book.clients["has_churned"]).all()
    assert (active[month.notna()] == month.dropna().to_numpy(dtype=int) - 1).all()


def test_contribution_is_net_fee_and_interest_less_service(book: Broker) -> None:
    """Contribution is what is kept of fee and interest less the class's cost to serve, to the fen."""
    active = book.monthly[book.monthly["is_active"]]
    kind = book.clients["client_class"].reindex(active["client_id"]).to_numpy()
    service = {name: rates.service_cny for name, rates in CLASSES.items()}
    cost = pd.Series(kind).map(service).to_numpy(dtype=float)
    earned = active["net_fee_cny"] + active["interest_cny"] - active["contribution_cny"]
    assert np.abs(earned.to_numpy() - cost).max() < 0.021


def test_too_few_clients_are_refused() -> None:
    """A broker under 100 clients is refused in the reader's language."""
    with pytest.raises(BadInput) as caught:
        broker(1, 5)
    with speaking("zh"):
        assert str(caught.value) == "生成的客户数应至少为 100，现在是 5。请增大客户数。"
