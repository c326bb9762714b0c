import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamlab.errors import BadInput, MissingColumn
from kamlab.methods.churn import CHURN_REASONS, churn_reasons, reasons_by_facts

LEAVERS = st.lists(
    st.tuples(st.sampled_from(list(CHURN_REASONS)), st.integers(-500, 9000)), min_size=1, max_size=40
)
FACTS = st.fixed_dictionaries(
    {
        "is_closed_by_firm": st.booleans(),
        "life_event": st.sampled_from(["none", "moved_away", "money_needed"]),
        "left_with": st.sampled_from(["nobody", "staff", "intermediary"]),
        "has_rival_offer": st.booleans(),
        "equity_ratio": st.sampled_from([0.0, 0.49, 0.5, 0.51, 1.0, 3.0]),
    }
)


def gone(rows):
    """Leavers with their reason and what they brought."""
    return pd.DataFrame(rows, columns=["churn_reason", "contribution_cny"])


def test_the_worked_branch():
    """100 lost of 800, by reason 3, 7, 30, 28, 17 and 15: 90 % avoidable, churn 12.5 %, avoidable 11.25 %."""
    reasons = np.repeat(list(CHURN_REASONS), [3, 7, 30, 28, 17, 15])
    result = churn_reasons(pd.DataFrame({"churn_reason": reasons}), client_count=800)
    assert (result.avoidable_share, result.churn_share, result.avoidable_churn_share) == (0.9, 0.125, 0.1125)


@given(LEAVERS, st.integers(0, 500), st.floats(0, 1), st.randoms())
def test_every_leaver_is_counted_once(rows, stayed, saved, random):
    """Counts and shares add up, both classes together are all, and row order and input do not matter."""
    frame = gone(rows)
    kept, shuffled = frame.copy(), frame.sample(frac=1, random_state=random.randrange(2**31))
    asked = {"client_count": len(rows) + stayed, "saved_share": saved, "value": "contribution_cny"}
    result = churn_reasons(frame, **asked)
    assert result.table.index.tolist() == list(CHURN_REASONS)
    assert result.table["leaver_count"].sum() == result.leaver_count == len(rows)
    assert result.table["leaver_share"].sum() == pytest.approx(1)
    assert result.table["churn_share"].sum() == pytest.approx(result.churn_share)
    assert result.table["lost_cny"].sum() == pytest.approx(frame["contribution_cny"].sum())
    pd.testing.assert_frame_equal(churn_reasons(shuffled, **asked).table, result.table)
    assert frame.equals(kept)


@given(LEAVERS, st.integers(0, 500), st.floats(0, 1))
def test_only_avoidable_leavers_can_be_saved(rows, stayed, saved):
    """Saving a share of the avoidable takes off that share of their churn and nothing of the others'."""
    result = churn_reasons(gone(rows), client_count=len(rows) + stayed, saved_share=saved)
    inevitable = result.table["churn_class"] == "inevitable"
    assert result.table.loc[inevitable, "saved_count"].eq(0).all()
    assert result.table["saved_count"].sum() == pytest.approx(saved * result.avoidable_count)
    off = result.churn_share - result.churn_share_after
    assert off == pytest.approx(saved * result.avoidable_churn_share)


def test_each_reason_stands_in_the_source_s_class():
    """Given up and forced are inevitable, the four others accidental."""
    for place, reason in enumerate(CHURN_REASONS):
        result = churn_reasons(gone([(reason, 1)]))
        assert result.avoidable_share == float(place >= 2)
        assert result.table.loc[reason, "leaver_share"] == 1


def test_nobody_left_is_an_answer():
    """Without a leaver counts are 0, the churn of the clients is 0, and shares of leavers are missing."""
    result = churn_reasons(gone([]).astype({"contribution_cny": float}), client_count=50)
    assert (result.leaver_count, result.avoidable_count, result.churn_share) == (0, 0, 0)
    assert math.isnan(result.avoidable_share)
    assert result.table["leaver_share"].isna().all()
    assert (
        churn_reasons(gone([]).astype({"contribution_cny": float}), value="contribution_cny").avoidable_cny
        == 0
    )


def test_what_is_not_told_is_missing():
    """Without the number of clients there is no churn, without a value no cost."""
    result = churn_reasons(gone([("forced", 5), ("own_wish", 7)]))
    assert math.isnan(result.churn_share)
    assert math.isnan(result.avoidable_cny)
    assert result.table["lost_cny"].isna().all()
    assert churn_reasons(gone([("forced", 5), ("own_wish", 7)]), value="contribution_cny").avoidable_cny == 7


@pytest.mark.parametrize("reason", ["competitors", "", None, 3, "强迫"], ids=str)
def test_an_unknown_reason_is_refused(reason):
    """A reason that is none of the six, or missing, is refused."""
    with pytest.raises(BadInput):
        churn_reasons(gone([("forced", 1), (reason, 1)]))


@pytest.mark.parametrize(
    "asked",
    [
        {"client_count": 1}, {"client_count": -5}, {"client_count": math.inf}, {"client_count": "9"},
        {"saved_share": -0.1}, {"saved_share": 1.1}, {"saved_share": math.nan}, {"saved_share": "0.5"},
    ],
    ids=str,
)  # fmt: skip
def test_numbers_beside_the_table_are_read_strictly(asked):
    """Fewer clients than leavers, a share outside 0-1, missing, infinite and text are refused."""
    with pytest.raises(BadInput):
        churn_reasons(gone([("forced", 1), ("own_wish", 2)]), **asked)


@pytest.mark.parametrize("amount", [math.nan, math.inf, "5"], ids=str)
def test_values_are_read_strictly(amount):
    """A missing, infinite or text value of a leaver is refused; a negative one counts."""
    frame = gone([("own_wish", -3), ("own_wish", 5)])
    assert churn_reasons(frame, value="contribution_cny").avoidable_cny == 2
    with pytest.raises(BadInput):
        churn_reasons(frame.astype(object).assign(contribution_cny=[1, amount]), value="contribution_cny")


def test_a_leaver_stands_once_and_columns_are_there():
    """A client who stands twice and a missing column are refused."""
    frame = gone([("forced", 1), ("own_wish", 2)])
    with pytest.raises(BadInput):
        churn_reasons(frame.set_axis(["K01", "K01"]))
    with pytest.raises(MissingColumn):
        churn_reasons(frame, reason="why")
    with pytest.raises(MissingColumn):
        churn_reasons(frame, value="worth_cny")


@given(st.lists(FACTS, min_size=1, max_size=12))
def test_the_first_ground_in_order_decides(rows):
    """Read by hand from top to bottom each leaver has the reason that the rules give."""
    frame = pd.DataFrame(rows)
    wanted = [
        "given_up" if row["is_closed_by_firm"]
        else "forced" if row["life_event"] != "none"
        else "taken_along" if row["left_with"] != "nobody"
        else "competitor" if row["has_rival_offer"]
        else "loss_making" if row["equity_ratio"] <= 0.5
        else "own_wish"
        for row in rows
    ]  # fmt: skip
    found = reasons_by_facts(frame)
    assert found.astype(str).tolist() == wanted
    assert churn_reasons(frame.assign(churn_reason=found)).leaver_count == len(rows)


def test_facts_that_cannot_be_read_are_refused():
    """A missing event, an unknown mark, a negative ratio and a missing column are refused; no rows are not."""
    frame = pd.DataFrame(
        {
            "is_closed_by_firm": [False],
            "life_event": ["none"],
            "left_with": ["nobody"],
            "has_rival_offer": [False],
            "equity_ratio": [0.7],
        }
    )
    assert reasons_by_facts(frame.iloc[:0]).empty
    for column, value in {
        "life_event": None, "left_with": None, "has_rival_offer": "yes", "equity_ratio": -1, "is_closed_by_firm": 2,
    }.items():  # fmt: skip
        with pytest.raises(BadInput):
            reasons_by_facts(frame.astype(object).assign(**{column: [value]}))
        with pytest.raises(MissingColumn):
            reasons_by_facts(frame.drop(columns=column))
