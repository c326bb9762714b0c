import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.alert_work import ALL_CLASSES, alert_work
from kamlab.methods.alerts import Limit
from kamlab.methods.churn import CHURN_REASONS

REASONS = ["none", *CHURN_REASONS]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["hedger", "mid", "retail"]),
        st.integers(0, 4),
        st.integers(-500, 9_000),
        st.integers(0, 9),
        st.sampled_from(REASONS),
    ),
    min_size=1,
    max_size=30,
)
SILENT = {"silent": Limit("days", ">=", 5)}
SUMS = ["client_count", "flagged_count", "hit_count", "work_hours", "kept_cny"]


def book(rows):
    """Clients by class, hours of an attempt, commission, days of silence and reason of leaving."""
    columns = ["client_class", "contact_hours", "annual_commission_cny", "days", "churn_reason"]
    return pd.DataFrame(rows, columns=columns)


@given(ROWS, st.floats(0, 1), st.randoms())
def test_the_classes_add_up_to_all(rows, saved, random):
    """Counts, hours and yuan of the classes sum to the last row; row order and input do not matter."""
    frame = book(rows)
    kept, shuffled = frame.copy(), frame.sample(frac=1, random_state=random.randrange(2**31))
    work = alert_work(frame, rules=SILENT, saved_share=saved)
    assert work.index[-1] == ALL_CLASSES
    sums = work.drop(index=ALL_CLASSES)[SUMS].sum()
    assert sums.to_numpy() == pytest.approx(work.loc[ALL_CLASSES, SUMS].astype(float).to_numpy())
    assert (work["hit_count"] <= work["flagged_count"]).all()
    pd.testing.assert_frame_equal(alert_work(shuffled, rules=SILENT, saved_share=saved), work)
    assert frame.equals(kept)


@given(ROWS)
def test_what_is_kept_grows_with_the_share_saved(rows):
    """Nobody saved keeps nothing, half of them half of what all keep; the hours stay."""
    none, half, every = (
        alert_work(book(rows), rules=SILENT, saved_share=share).loc[ALL_CLASSES] for share in (0, 0.5, 1)
    )
    assert none["kept_cny"] == 0
    assert half["kept_cny"] == pytest.approx(every["kept_cny"] / 2)
    assert none["work_hours"] == every["work_hours"]


@given(ROWS)
def test_calls_that_cannot_keep_cost_hours_all_the_same(rows):
    """If everybody stays or must leave, hours are spent and nothing is kept."""
    frame = book(rows).assign(churn_reason=["none", "forced", "given_up"][len(rows) % 3])
    work = alert_work(frame, rules=SILENT, saved_share=1.0).loc[ALL_CLASSES]
    called = frame["days"] >= 5
    assert work["work_hours"] == frame.loc[called, "contact_hours"].sum()
    assert (work["hit_count"], work["kept_cny"]) == (0, 0)


def test_the_worked_classes():
    """Two flagged of three; one could be kept, who brings 9,000: 4,500 for four hours."""
    rows = [
        ("mid", 2, 9_000, 80, "own_wish"),
        ("mid", 2, 5_000, 70, "none"),
        ("retail", 1, 800, 3, "own_wish"),
    ]
    work = alert_work(book(rows), rules={"silent": Limit("days", ">=", 60)}, saved_share=0.5)
    assert work.loc["mid"].tolist() == [2, 2, 1, 4, 4_500, 1_125]
    assert work.loc["retail"].tolist()[:-1] == [1, 0, 0, 0, 0]
    assert math.isnan(work.loc["retail", "kept_hour_cny"])


def test_classes_stand_in_their_own_order():
    """Categories keep their order, also where nobody is in one."""
    kinds = pd.CategoricalDtype(["retail", "mid", "hedger"], ordered=False)
    frame = book([("mid", 2, 10, 9, "none"), ("retail", 1, 10, 9, "none")])
    work = alert_work(frame.astype({"client_class": kinds}), rules=SILENT, saved_share=0.3)
    assert work.index.tolist() == ["retail", "mid", "hedger", ALL_CLASSES]
    assert work.loc["hedger", "client_count"] == 0


@pytest.mark.parametrize(
    ("change", "more", "error"),
    [
        ({"client_class": None}, {}, BadInput),
        ({"churn_reason": None}, {}, BadInput),
        ({"contact_hours": -1}, {}, BadInput),
        ({"contact_hours": np.nan}, {}, BadInput),
        ({"annual_commission_cny": "1,200"}, {}, BadInput),
        ({}, {"saved_share": 1.2}, BadInput),
        ({}, {"saved_share": math.nan}, BadInput),
        ({}, {"value": "profit_cny"}, MissingColumn),
    ],
    ids=str,
)
def test_what_cannot_be_counted_is_refused(change, more, error):
    """Missing classes and reasons, negative or missing hours, money as text, a share outside 0-1."""
    frame = book([("mid", 2, 9_000, 80, "own_wish")]).assign(**change)
    with pytest.raises(error):
        alert_work(frame, **{"rules": SILENT, "saved_share": 0.3, **more})
